"""Linked pages read for their articles, where they can be killed: the large ones in processes of their own (``isolate``).

A page of a hundred kilobytes may be a trap as well as a feed may; and with two processes two pages are read at once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from digest import extract
from digest.errors import ExtractError, ParseError
from digest.isolate import SMALL, Workers
from digest.model import Article, ArticleId, Page

ANSWERING = "digest.pipeline.reading:answer_to"
"""What the processes answer with."""
Read = extract.PageFacts | ExtractError


def read_pages(articles: Sequence[Article], pages: Mapping[ArticleId, Page]) -> dict[ArticleId, Read]:
    """What each article's page says, or why nothing is to be had of it; pages that are not there are left out."""
    visited = [(article, pages[article.id]) for article in articles if article.id in pages]
    read = {article.id: _at_home(article, page) for article, page in visited if len(page.content) <= SMALL}
    large = [(article, page) for article, page in visited if len(page.content) > SMALL]
    if not large:
        return read
    with Workers(ANSWERING) as workers:
        answers = workers.ask_all([(_question(article, page), page.content) for article, page in large])
    return read | {article.id: _told(page, answer) for (article, page), answer in zip(large, answers, strict=True)}


def answer_to(question: bytes, document: bytes) -> tuple[str, bytes]:
    """Kind and content of a process's answer: ``facts``, or ``error`` with its words."""
    asked: dict[str, Any] = json.loads(question)
    page = Page(content=document, **asked["page"])
    try:
        latest = datetime.fromisoformat(asked["latest"])
        return "facts", extract.dump_facts(extract.read_linked(page, title=asked["title"], categories=asked["categories"], latest=latest))
    except ExtractError as error:
        return "error", error.what.encode()


def _at_home(article: Article, page: Page) -> Read:
    try:
        return extract.read_linked(page, **extract.known_of(article))
    except ExtractError as error:
        return error


def _question(article: Article, page: Page) -> dict[str, object]:
    described = {name: value for name, value in asdict(page).items() if name != "content"}
    known = extract.known_of(article)
    return {"page": described, **known, "latest": known["latest"].isoformat()}


def _told(page: Page, answer: tuple[str, bytes] | ParseError) -> Read:
    if isinstance(answer, ParseError):
        return ExtractError(f"The page cannot be read: {answer.what}.", subject=page.url)
    kind, content = answer
    return extract.load_facts(content) if kind == "facts" else ExtractError(content.decode("utf-8", "replace"), subject=page.url)
