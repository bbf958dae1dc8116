"""Adding to a person's config.toml without losing a comment: tomlkit, and a replaced file, never a torn one."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from digest.config.reading import problems
from digest.errors import ConfigError


def add_sources(path: Path, sources: Sequence[Mapping[str, Any]]) -> None:
    """Append ``[[sources]]`` tables; empty values are left out.

    When the result would not be a good configuration, ``ConfigError`` says why and the file stays as it was.
    """
    import tomlkit  # noqa: PLC0415 - only here, and slow to import
    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415 - as above

    try:
        document = tomlkit.parse(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise ConfigError("it cannot be read; run: digest check", file=str(path), cause=error) from error
    tables = document.setdefault("sources", tomlkit.aot())
    for source in sources:
        table = tomlkit.table()
        table.update({key: value for key, value in source.items() if value and (key, value) != ("kind", "feed")})
        tables.append(table)
    _replace(path, tomlkit.dumps(document))


def _replace(path: Path, text: str) -> None:
    """Write beside, check, then take the place of the file, so that neither a crash nor a mistake loses it."""
    with NamedTemporaryFile("w", dir=path.parent, prefix=f".{path.name}.", encoding="utf-8", delete=False) as beside:
        beside.write(text)
        beside.flush()
        os.fsync(beside.fileno())
    new = Path(beside.name)
    new.chmod(path.stat().st_mode & 0o777)
    mistakes = problems(new)
    if mistakes:
        new.unlink()
        raise ConfigError(mistakes[0].what, file=str(path), key=mistakes[0].key)
    new.replace(path)
