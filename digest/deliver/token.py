"""Passwords and access tokens that a program gives: OAuth 2 tokens live for an hour, so each connection asks anew."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from digest.errors import ConfigError

_SECONDS = 30


@dataclass(frozen=True, slots=True)
class TokenCommand:
    """Runs a program, without a shell; what it prints is the secret."""

    command: Sequence[str]

    def __call__(self) -> str:
        """The secret; raises ``ConfigError`` when the program fails. What it printed is never shown."""
        try:
            done = subprocess.run(list(self.command), check=True, capture_output=True, text=True, timeout=_SECONDS)  # noqa: S603 - the operator's own program
        except (OSError, subprocess.SubprocessError, UnicodeDecodeError) as error:
            cause = type(error).__name__ if isinstance(error, UnicodeDecodeError) else str(error)
            raise ConfigError(
                "the program that gives the access token failed: run it by hand", key="[smtp] token_command", cause=cause
            ) from error
        token = done.stdout.strip()
        if not token:
            raise ConfigError("the program that gives the access token printed nothing: run it by hand", key="[smtp] token_command")
        return token
