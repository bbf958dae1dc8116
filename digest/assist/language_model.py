"""Summaries by a language model, of those stories for which it is there in time, within the budget, and true.

Any OpenAI-compatible endpoint, local ones included. What it writes is used only when the gate finds every sentence
borne out by one article, which the sentence then names; else, and whenever the model is slow, dead, dear or silent,
another summariser writes, and the operator is told once an issue how often and why. An issue is never late for it:
the best stories are asked for first, ``concurrency`` at a time, each answer has its seconds and all together have
theirs. A server that says *later* (Retry-After) is not asked before; two failures in a row end the asking.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from digest.assist.asking import LONGEST_ANSWER, Answer, answered, fingerprint, language_of, question, shown, text_of, told_sentences
from digest.assist.thrift import Thrift
from digest.errors import ConfigError, FetchError, ParseError
from digest.fetch import HttpFetch
from digest.model import Sentence, Story, Summary
from digest.ports import Fetch, Request, Response, Summariser

Judge = Callable[[str, str, str], Sequence[str]]
"""A sentence, the text it is to stand in, that text's language: what the text does not bear out."""
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
FAILURES = 2
"""So many failures in a row, and the endpoint is left alone for the rest of the issue."""
_PATH = "/chat/completions"
_REFUSED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.PAYMENT_REQUIRED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND})
"""Answers that the next question gets too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What asking may cost."""

    seconds: float = 60.0
    """For all questions of an issue together."""
    timeout: float = 20.0
    """Seconds for one answer."""
    concurrency: int = 2
    """Questions at a time."""
    stories: int = 40
    """So many of an issue's best stories are asked for."""
    calls_a_day: int = 500
    tokens_a_day: int = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """A story to be asked for, and the name under which its answer is kept."""

    place: int
    story: Story
    words: int
    name: str
    body: bytes


class LanguageModelSummariser:
    """Asks a language model; implements ``ports.IssueSummariser``."""

    name = "language-model"

    def __init__(
        self,
        *,
        url: str,
        model: str,
        fetch: Fetch,
        judge: Judge,
        spare: Summariser,
        folder: Path,
        clock: Callable[[], datetime],
        key: str = "",
        budget: Budget | None = None,
        timer: Callable[[], float] = monotonic,
    ) -> None:
        """``url`` is the endpoint's (…/v1), ``folder`` keeps answers, ``spare`` writes where the model does not.

        Raises ``ConfigError`` for an address that is neither https nor on this machine.
        """
        self._url = endpoint(url)
        self._model, self._fetch, self._judge, self._spare = model, fetch, judge, spare
        self._thrift, self._clock, self._timer, self._budget = Thrift(folder), clock, timer, budget or Budget()
        self._headers = (("Content-Type", "application/json"), *([("Authorization", f"Bearer {key}")] if key else []))
        self._not_before = 0.0
        self._reasons: Counter[str] = Counter()
        self._written = 0
        self._lock = Lock()

    def summary(self, story: Story, words: int) -> Summary:
        """One story's; the model's where it may be asked now and its answer is true, else the other summariser's."""
        return self.summaries((story,), words)[0]

    def summaries(self, stories: Sequence[Story], words: int) -> tuple[Summary, ...]:
        """One a story, in order; those it did not write in time are the other summariser's."""
        with self._lock:
            self._reasons, self._written = Counter(), 0
            found = self._found(stories[: self._budget.stories], words)
            self._thrift.forget(self._clock())
        return tuple(found.get(place) or self._spare.summary(story, words) for place, story in enumerate(stories))

    def remarks(self) -> tuple[str, ...]:
        """How many of the last issue's summaries the model wrote, and why it did not write the others it was to write."""
        missing = sum(self._reasons.values())
        why = ", ".join(f"{count} {reason}" for reason, count in sorted(self._reasons.items(), key=lambda each: (-each[1], each[0])))
        total = self._written + missing
        if not missing or not total:
            return ()
        return (f"the language model wrote {self._written} of {total} summaries; the others are by {self._spare_name}: {why}",)

    @property
    def _spare_name(self) -> str:
        return str(getattr(self._spare, "name", "another summariser"))

    def _found(self, stories: Sequence[Story], words: int) -> dict[int, Summary]:
        """What the model has written, by place; reasons for the rest are counted."""
        found: dict[int, Summary] = {}
        fresh: list[_Question] = []
        for place, story in enumerate(stories):
            if not shown(story):
                continue
            name = fingerprint(story, words, self._model)
            known = self._thrift.answer(name)
            if known is None:
                fresh.append(_Question(place=place, story=story, words=words, name=name, body=question(story, words, self._model)))
            elif known.refused:
                self._reasons[known.refused] += 1
            else:
                found |= self._checked(place, story, known.sentences)
        for place, story, sentences in self._asked(fresh):
            found |= self._checked(place, story, sentences)
        self._written = len(found)
        return found

    def _asked(self, questions: Sequence[_Question]) -> Iterator[tuple[int, Story, tuple[str, ...]]]:
        """Ask in rounds until all are answered or time, money or patience are at an end."""
        end = self._timer() + self._budget.seconds
        left, failures = list(questions), 0
        while left:
            why = self._hindrance(end, failures)
            if why:
                self._reasons[why] += len(left)
                return
            count = min(self._budget.concurrency, max(1, self._budget.calls_a_day - self._thrift.spent(self._clock()).calls))
            part, left = left[:count], left[count:]
            for asked, answer in zip(part, self._answers(part, end - self._timer()), strict=True):
                sentences = self._read(asked, answer)
                failures = failures + 1 if isinstance(answer, FetchError) else 0
                if sentences:
                    yield asked.place, asked.story, sentences

    def _hindrance(self, end: float, failures: int) -> str:
        """Why nothing more may be asked; empty when it may."""
        spent = self._thrift.spent(self._clock())
        if failures >= FAILURES:
            return "not asked for, as it failed"
        if self._timer() < self._not_before:
            return "not asked for, as the endpoint wants to be left alone"
        if self._timer() >= end:
            return "not asked for in time"
        if spent.calls >= self._budget.calls_a_day or spent.tokens >= self._budget.tokens_a_day:
            return "beyond the day's budget"
        return ""

    def _answers(self, part: Sequence[_Question], seconds: float) -> tuple[Response | FetchError, ...]:
        """The answers to a round of questions, each noted before it is asked."""
        if sum(self._thrift.spend(self._clock(), 0) for _ in part) < len(part):
            return tuple(FetchError("what is spent cannot be noted, so nothing is spent") for _ in part)
        timeout = max(0.1, min(self._budget.timeout, seconds))
        return self._fetch.get_all(
            [Request(url=self._url, headers=self._headers, body=each.body, max_bytes=LONGEST_ANSWER, timeout=timeout) for each in part]
        )

    def _read(self, asked: _Question, answer: Response | FetchError) -> tuple[str, ...]:
        """The sentences of an answer; none, with its reason counted, when it cannot be used."""
        if isinstance(answer, FetchError):
            self._reasons[_phrase(answer)] += 1
            if answer.retry_after or answer.status in _REFUSED:
                self._not_before = max(self._not_before, self._timer() + (answer.retry_after or self._budget.seconds))
            return ()
        try:
            told = answered(answer.body, len(asked.body))
            self._thrift.spend(self._clock(), max(1, told.tokens))
            return self._told(asked, told)
        except ParseError as error:
            self._thrift.keep(asked.name, refused=error.what)
            self._reasons[error.what] += 1
            return ()

    def _told(self, asked: _Question, answer: Answer) -> tuple[str, ...]:
        """The sentences, kept when the gate lets all of them through; else why it does not is kept and raised."""
        sentences = told_sentences(answer, asked.words, language_of(shown(asked.story)))
        self._named(asked.story, sentences)
        self._thrift.keep(asked.name, sentences=sentences)
        return sentences

    def _checked(self, place: int, story: Story, sentences: Sequence[str]) -> dict[int, Summary]:
        """The summary by its place; what was kept is judged anew, for files can be changed and the gate learns."""
        try:
            return {place: Summary(sentences=self._named(story, sentences), by=self.name)}
        except ParseError as error:
            self._reasons[error.what] += 1
            return {}

    def _named(self, story: Story, sentences: Sequence[str]) -> tuple[Sentence, ...]:
        """Each sentence with the article that bears it out; raises ``ParseError`` when one has none."""
        articles = shown(story)
        named: list[Sentence] = []
        for text in dict.fromkeys(sentences):
            refusals: list[Sequence[str]] = []
            for article in articles:
                refusals.append(self._judge(text, text_of(article), article.language))
                if not refusals[-1]:
                    named.append(Sentence(text=text, article=article.id))
                    break
            else:
                kinds = sorted({reason.split()[1].strip(":") for reason in min(refusals, key=len)})
                raise ParseError(f"refused by the gate ({', '.join(kinds)})")
        return tuple(named)


def over_http(  # as the registry makes it, from [language_model]
    *,
    url: str,
    timeout: float,
    concurrency: int,
    allow_private_addresses: Sequence[str],
    seconds: float,
    stories: int,
    calls_a_day: int,
    tokens_a_day: int,
    otherwise: Summariser,
    **given: Any,  # noqa: ANN401 - what the summariser itself takes
) -> LanguageModelSummariser:
    """The summariser with a client of its own, which follows no redirect and reaches no other network than the endpoint's."""
    own = ("127.0.0.0/8", "::1/128") if is_local(url) else ()
    fetch = HttpFetch(
        user_agent="digest",
        concurrency=concurrency,
        per_host=concurrency,
        timeout=float(timeout),
        first_timeout=float(timeout),
        connect_timeout=min(5.0, float(timeout)),
        max_bytes=LONGEST_ANSWER,
        allow_private_addresses=(*allow_private_addresses, *own),
        clock=given.get("clock"),
    )
    budget = Budget(
        seconds=seconds, timeout=timeout, concurrency=concurrency, stories=stories, calls_a_day=calls_a_day, tokens_a_day=tokens_a_day
    )
    return LanguageModelSummariser(url=url, fetch=fetch, spare=otherwise, budget=budget, **given)


def endpoint(url: str) -> str:
    """Where questions are posted; raises ``ConfigError`` for an address that is neither https nor on this machine."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_local(url)):
        raise ConfigError("an endpoint is asked over https, or over http on this machine", key="language_model.url")
    bare = url.rstrip("/")
    return bare if bare.endswith(_PATH) else bare + _PATH


def is_local(url: str) -> bool:
    """Whether the address names this machine."""
    return (urlsplit(url).hostname or "") in LOOPBACK


def _phrase(error: FetchError) -> str:
    """A failure in words that may stand beside a count, without the endpoint's own."""
    if error.status == HTTPStatus.TOO_MANY_REQUESTS:
        return "refused for now (429)"
    if error.status:
        return f"failed with status {error.status}"
    return f"failed: {error.what}"
