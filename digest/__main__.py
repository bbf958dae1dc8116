"""``python -m digest`` and the command ``digest``: the shortest way to an answer.

``--version`` is answered before anything is imported; every other call goes to ``digest.cli``.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; leaves by ``SystemExit`` with the documented status."""
    if sys.argv[1:] == ["--version"]:
        from digest import __version__  # noqa: PLC0415 - nothing else is needed for this answer

        sys.stdout.write(f"digest {__version__}\n")
        return
    from digest.cli.main import run  # noqa: PLC0415 - as above

    run(sys.argv[1:])


if __name__ == "__main__":
    main()
