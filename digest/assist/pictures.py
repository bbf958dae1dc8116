"""Copies of lead pictures on the operator's own server, so that no publisher learns who opens his mail, and when.

A picture is fetched through the guarded client, made small in a process of its own (``shrinking``), and written into a
folder that a web server shows as ``<base_url>/pictures/``; its name is the hash of its content, so it never changes and
may be cached for ever. What was found is remembered by address in a small file: a day long nothing is asked, then
with the server's own validators (RFC 9110 §13), so that an unchanged picture is not sent again. A failure is
remembered for an hour. One that fails is left out with the reason and stops nobody; after ``BUDGET`` no more is waited for.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Collection, Generator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from time import monotonic
from typing import Any

from digest.assist.shrinking import MAX_BYTES, MAX_HEIGHT, MAX_WIDTH, Shrunk
from digest.errors import ConfigError, FetchError, ParseError, SourceError
from digest.fetch.wording import shown
from digest.isolate import Workers
from digest.model import Batch, Failure, Image
from digest.ports import Fetch, Request, Response
from digest.text.pixels import is_pixel

BUDGET = 30.0
"""Seconds for all pictures of an issue together."""
AT_ONCE = 16
"""Pictures fetched at a time: what the memory must hold of them."""
FETCHED = 5_000_000
"""Bytes of a picture as its publisher has it, at most."""
FRESH = timedelta(days=1)
"""So long a copy is shown without asking whether the picture is still the same."""
FAILED = timedelta(hours=1)
"""So long a picture that failed is not tried again."""
SECONDS = 10
"""For making one picture small; then the process is killed."""
MEGABYTES = 768
"""Of address space for it."""
PATH = "pictures"
"""Below the public address."""
ANSWERING = "digest.assist.shrinking:answer_to"
"""What the process answers with."""
_ACCEPT = ("Accept", "image/jpeg, image/png, image/webp, image/gif")
_NAME = re.compile(r"[0-9a-f]{32}\.(?:jpg|png)")
_OURS = re.compile(rf"{_NAME.pattern}(?:\.\d+)?|[0-9a-f]{{32}}\.json(?:\.\d+)?")
"""Files of ours, half-written ones among them; nothing else is ever removed."""
_MARKS = {"jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
_GONE = frozenset({401, 403, 404, 410, 451})
"""Answers by which a publisher takes his picture back; after any other failure an older copy stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Memory:
    """What is remembered of an address."""

    url: str
    checked: str
    """When it was last asked, ISO 8601."""
    name: str = ""
    """Of the copy; empty where there is none."""
    width: int = 0
    height: int = 0
    etag: str = ""
    modified: str = ""
    failure: str = ""

    def is_fresh(self, now: datetime) -> bool:
        """Whether it needs no asking."""
        return now - datetime.fromisoformat(self.checked) < (FRESH if self.name and not self.failure else FAILED)


class PictureCopies:
    """The port ``Pictures``: copies in a folder."""

    def __init__(
        self,
        *,
        fetch: Fetch,
        folder: Path,
        memory: Path,
        base_url: str,
        timer: Callable[[], float] = monotonic,
    ) -> None:
        """Copies stand in ``folder``, which is public, what is known of addresses in ``memory``, which is not.

        Raises ``ConfigError`` when Pillow is not there.
        """
        if find_spec("PIL") is None:
            what = "copying pictures needs Pillow (the extra pictures): pip install pillow beside digest, or take this key out"
            raise ConfigError(what, key="digest.copy_pictures")
        self._fetch, self._folder, self._memory, self._timer = fetch, folder, memory, timer
        self._public = f"{base_url.rstrip('/')}/{PATH}"

    def copies(self, addresses: Collection[str], now: datetime) -> Batch[tuple[str, Image]]:
        """Address and copy of every picture that can be shown, of the others a failure each."""
        known = {url: self._recall(url) for url in sorted(set(addresses))}
        asked = [url for url, memory in known.items() if memory is None or not memory.is_fresh(now)]
        told = {url: memory for url, memory in known.items() if memory and url not in asked}
        told |= self._ask(asked, known, now)
        found: list[tuple[str, Image]] = []
        failures: list[Failure] = []
        for url in known:
            memory = told.get(url) or _Memory(url=url, checked="", failure="there was no time left to fetch it")
            if memory.name and self._touch(memory.name, now):
                found.append((url, Image(url=f"{self._public}/{memory.name}", width=memory.width, height=memory.height)))
            else:
                failures.append(Failure(subject=shown(url), what=memory.failure or "its copy is gone", kind="picture"))
        return Batch(items=tuple(found), failures=tuple(failures))

    def forget_older(self, before: datetime) -> int:
        """Remove copies last shown, and memories last needed, before an instant; how many files. Others are left alone."""
        removed = 0
        for path in (*_files(self._folder), *_files(self._memory)):
            if _OURS.fullmatch(path.name) and path.stat().st_mtime < before.timestamp():
                path.unlink(missing_ok=True)
                removed += 1
        return removed

    # ------------------------------------------------------------ asking

    def _ask(self, asked: list[str], known: Mapping[str, _Memory | None], now: datetime) -> Mapping[str, _Memory]:
        """What is known now of those asked in time."""
        end, told = self._timer() + BUDGET, dict[str, _Memory]()
        with readers() as workers:
            for start in range(0, len(asked), AT_ONCE):
                part = asked[start : start + AT_ONCE]
                with closing(self._answers([_request(url, known[url]) for url in part])) as answers:
                    for place, answer in answers:
                        url = part[place]
                        told[url] = self._learn(url, answer, known[url], now=now, workers=workers)
                        if self._timer() > end:
                            return told
        return told

    def _answers(self, requests: list[Request]) -> Generator[tuple[int, Response | FetchError], None, None]:
        yield from self._fetch.get_each(requests)

    def _learn(self, url: str, answer: Response | FetchError, before: _Memory | None, *, now: datetime, workers: Workers) -> _Memory:
        """What an answer says of a picture, remembered."""
        try:
            learnt = self._read(url, answer, before, now=now, workers=workers)
        except (SourceError, OSError) as error:
            learnt = _Memory(url=url, checked=now.isoformat(), failure=_why(error))
            if before and before.name and isinstance(error, FetchError) and error.status not in _GONE:
                learnt = replace(before, checked=learnt.checked, failure=learnt.failure)
        try:
            _write(self._memory, _file_of(url), json.dumps(asdict(learnt)).encode(), mode=0o600)
        except OSError as error:
            return replace(learnt, failure=_why(error))  # it is shown, and asked again next time
        return learnt

    def _read(self, url: str, answer: Response | FetchError, before: _Memory | None, *, now: datetime, workers: Workers) -> _Memory:
        if isinstance(answer, FetchError):
            raise answer
        if answer.status == 304 and before and before.name:  # noqa: PLR2004 - not modified
            return replace(before, checked=now.isoformat(), failure="")
        made = shrunk(workers, answer.body)
        if is_pixel(answer.url, width=made.width, height=made.height):
            raise ParseError("it is no picture for looking at but one that watches who looks")
        name = f"{sha256(made.content).hexdigest()[:32]}.{made.ending}"
        if not (self._folder / name).is_file():
            _write(self._folder, name, made.content, mode=0o644)
        return _Memory(
            url=url,
            checked=now.isoformat(),
            name=name,
            width=made.width,
            height=made.height,
            etag=answer.headers.get("etag", ""),
            modified=answer.headers.get("last-modified", ""),
        )

    # ------------------------------------------------------------ files

    def _recall(self, url: str) -> _Memory | None:
        """What is remembered of an address whose copy, if it has one, still stands."""
        try:
            memory = _Memory(**json.loads((self._memory / _file_of(url)).read_bytes()))
            datetime.fromisoformat(memory.checked)
        except (OSError, ValueError, TypeError):  # none, or a torn one: it is asked afresh
            return None
        is_whole = not memory.name or (_NAME.fullmatch(memory.name) and (self._folder / memory.name).is_file())
        return memory if is_whole and memory.url == url else None

    def _touch(self, name: str, now: datetime) -> bool:
        """Set when the copy was last shown, by which it is forgotten one day; whether it is there."""
        try:
            os.utime(self._folder / name, (now.timestamp(), now.timestamp()))
        except FileNotFoundError:
            return False
        except OSError:
            return True  # another's file, or a folder that may only be read: it can be shown all the same
        return True


def readers(*, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> Workers:
    """The process that reads pictures, not started yet."""
    return Workers(ANSWERING, processes=1, seconds=seconds, megabytes=megabytes)


def shrunk(workers: Workers, body: bytes) -> Shrunk:
    """The picture made small by a process of ``workers``; raises ``ParseError``, also when that was killed or answered nonsense."""
    kind, answer = workers.ask({}, body)
    if kind != "picture":
        raise ParseError(answer.decode("utf-8", "replace"))
    head, _, content = answer.partition(b"\n")
    return _believed(head, content)


def _believed(head: bytes, content: bytes) -> Shrunk:
    """The answer, if it is what it must be: a stranger's file was read where it comes from."""
    try:
        told: dict[str, Any] = json.loads(head)
        made = Shrunk(ending=told["ending"], width=int(told["width"]), height=int(told["height"]), content=content)
        is_sound = content.startswith(_MARKS[made.ending]) and len(content) <= MAX_BYTES
    except (ValueError, KeyError, TypeError) as error:
        raise ParseError("the process that read the picture gave no sensible answer") from error
    if not is_sound or not 0 < made.width <= MAX_WIDTH or not 0 < made.height <= MAX_HEIGHT:
        raise ParseError("the process that read the picture gave no sensible answer")
    return made


def _request(url: str, before: _Memory | None) -> Request:
    validators = (("If-None-Match", before.etag), ("If-Modified-Since", before.modified)) if before and before.name else ()
    return Request(url=url, headers=(_ACCEPT, *((name, value) for name, value in validators if value)), max_bytes=FETCHED)


def _why(error: Exception) -> str:
    """The sentence without the address, which stands before it anyway."""
    if isinstance(error, SourceError):
        return ": ".join(part for part in (error.what, error.cause) if part)
    return f"it cannot be kept: {error.strerror or error}" if isinstance(error, OSError) else str(error)


def _file_of(url: str) -> str:
    return f"{sha256(url.encode()).hexdigest()[:32]}.json"


def _files(folder: Path) -> tuple[Path, ...]:
    return tuple(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else ()


def _write(folder: Path, name: str, content: bytes, *, mode: int) -> None:
    """The whole file or none: written beside, synced, and renamed."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{name}.{os.getpid()}"
    with part.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fchmod(stream.fileno(), mode)
        os.fsync(stream.fileno())
    part.replace(folder / name)
