"""Where an installation and this process are: its folders, its store's address, its secrets, its clock; and who is still alive."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from digest.config import Settings
from digest.errors import ConfigError

_KEY_LENGTH = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds an installation and is not in its configuration."""

    now: datetime | None = None
    """A clock that stands; None = the machine's."""
    origins: Mapping[str, str] | None = None
    """Origins that are served elsewhere: the demo's invented hosts on this machine."""

    def clock(self) -> datetime:
        """The present instant in UTC, to the second: nothing of ours is finer, and databases differ below it."""
        return self.now or datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - the one clock of the program


def store_url(settings: Settings) -> str:
    """The store's address with a relative SQLite path made relative to config.toml; its folder is made."""
    kind, separator, path = settings.store.url.partition(":///")
    if kind != "sqlite" or not separator:
        return settings.store.url
    return f"sqlite:///{data_folder(settings) / Path(path).name}"


def data_folder(settings: Settings) -> Path:
    """Where what digest itself makes is kept; made when missing."""
    kind, _, path = settings.store.url.partition(":///")
    folder = (settings.folder / path).parent if kind == "sqlite" and path else settings.folder / "data"
    _private_folder(folder)
    return folder


def _private_folder(path: Path) -> None:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


def machine(settings: Settings) -> str:
    """What tells this installation from a copy of it: this machine's id, and for a store in a file its place."""
    return sha256(f"{_line_of(Path('/etc/machine-id'))}\0{_whole(store_url(settings))}".encode()).hexdigest()[:32]


def process_space() -> str:
    """Where process numbers mean something: this machine since its last start, in this container."""
    boot = _line_of(Path("/proc/sys/kernel/random/boot_id"))
    numbers = Path("/proc/self/ns/pid")
    container = str(numbers.readlink()) if numbers.is_symlink() else ""
    return f"{socket.gethostname()}-{sha256(repr((_line_of(Path('/etc/machine-id')), boot, container)).encode()).hexdigest()[:8]}"


def is_gone(owner: str) -> bool:
    """Whether the owner of a lease was a process of ours here and is dead for certain; a number taken again looks alive."""
    space, _, rest = owner.partition(":")
    number = rest.partition(":")[0]
    if space != process_space() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _whole(url: str) -> str:
    """A store's address with the path of a file written out, so that a copy in another folder has another."""
    kind, found, path = url.partition("sqlite:///")
    return f"{kind}{found}{Path(path).resolve()}" if found else url


def _line_of(path: Path) -> str:
    """A system file's line; empty where there is none."""
    return path.read_text().strip() if path.is_file() else ""


def revealed(settings: Settings, key: tuple[str, str]) -> str:
    """The secret under a table and key; raises ``ConfigError`` when it cannot be had."""
    table, name = key
    try:
        return str(getattr(getattr(settings, table), name).reveal(settings.folder))
    except ConfigError as error:
        raise ConfigError(error.what, file=str(settings.file), key=".".join(key)) from error


def signing_key(settings: Settings) -> str:
    """What signs links and Message-IDs: configured, or made once beside the store and kept."""
    if settings.digest.key.is_given:
        given = revealed(settings, ("digest", "key"))
        if len(given) < _KEY_LENGTH:
            raise ConfigError(f"a key has {_KEY_LENGTH} characters at least", file=str(settings.file), key="digest.key")
        return given
    path = data_folder(settings) / "secret.key"
    if not path.exists():
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_hex(32))
        try:
            os.link(fresh, path)  # whoever comes second finds the first one's key
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()
