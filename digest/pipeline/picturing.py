"""Where an installation keeps copies of pictures: what an issue shows becomes a copy of its own, or nothing.

Only pictures that cards show are fetched, once an issue, whoever gets it. The issue itself keeps the publishers' addresses; the one
returned here is for printing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from digest import render
from digest.model import Candidate, CardRequest, Failure, Image, Issue, Source, SourceId
from digest.pipeline.parts import Parts


def with_copies(
    parts: Parts, issue: Issue, requests: Iterable[CardRequest], sources: Mapping[SourceId, Source]
) -> tuple[Issue, tuple[str, ...]]:
    """The issue to print and what there is to say: every picture shown is a copy, one that cannot be copied is left out."""
    if parts.pictures is None:
        return issue, ()
    wanted = render.pictured(requests, issue, sources=sources, pictures=parts.imprint.pictures)
    batch = parts.pictures.copies({image.url for image in wanted.values()}, parts.clock())
    for failure in batch.failures:
        parts.log.warning("no_picture", url=failure.subject, error=failure.what)
    copies = dict(batch.items)
    shown = tuple(_with_copy(told, wanted.get(told.story.id), copies) for told in issue.candidates)
    return replace(issue, candidates=shown), _said(len(wanted), batch.failures)


def _with_copy(told: Candidate, image: Image | None, copies: Mapping[str, Image]) -> Candidate:
    """The candidate whose lead has its copy for a picture, none where there is none: a publisher's address is never shown."""
    copy = copies.get(image.url) if image else None
    if copy is None and told.story.lead.image is None:
        return told
    own = replace(copy, alt=image.alt) if image and copy else None
    lead, *others = told.story.articles
    return replace(told, story=replace(told.story, articles=(replace(lead, image=own), *others)))


def _said(wanted: int, failures: Sequence[Failure]) -> tuple[str, ...]:
    if not failures:
        return ()
    return (f"{len(failures)} of {wanted} pictures are left out; the first: {failures[0]}",)
