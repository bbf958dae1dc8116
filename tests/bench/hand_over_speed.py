"""What a message costs from the ledger to the wire and back: ``python tests/bench/hand_over_speed.py [recipients] [connections]``.

An issue of some 54 kB a mail is queued in a real store and handed over to a fast sink in another process: leases, pressing,
intents, dots, answers, settling. CPU is this process's (user and system); the sink's is not counted.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from deliver_speed import serve
from kills import CONFIG, queue

from digest.app import open_parts
from digest.config import read
from digest.log import set_up
from digest.pipeline import hand_over

LINE = b"<p>Harbour bridge reopens after long repairs, and ferries return</p>=\r\n"


@contextmanager
def sink():
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,), daemon=True)
    process.start()
    yield ours.recv()
    process.terminate()
    process.join()


def fatten(settings) -> int:
    """Make the mail as large as a real one."""
    with open_parts(settings) as parts, parts.store._database.write() as connection:
        largest = "SELECT key FROM cards ORDER BY length(html) DESC LIMIT 1"
        connection.exec_driver_sql(f"UPDATE cards SET html = CAST(? || html AS BLOB) WHERE key = ({largest})", (LINE * 500,))  # noqa: S608 - a constant of this file
        return connection.exec_driver_sql("SELECT sum(length(html) + length(text)) FROM cards").scalar()


def measure(count: int, connections: int, durability: str) -> None:
    with sink() as port, tempfile.TemporaryDirectory(prefix="digest-speed-") as name:
        folder = Path(name)
        (folder / "config.toml").write_text(CONFIG.format(doubt="resend", durability=durability, port=port, connections=connections))
        (folder / "config.toml").chmod(0o600)
        (folder / "subscribers").mkdir()
        settings = read(folder / "config.toml")
        queue(settings, count)
        size = fatten(settings)
        with open_parts(settings) as parts:
            started, worked = time.perf_counter(), time.process_time()
            report = hand_over(parts)
            spent, cpu = time.perf_counter() - started, time.process_time() - worked
    if Counter(report.counts) != {"accepted": count}:
        raise SystemExit(str(report))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rate = f"{count / spent:8,.0f} messages/s, CPU {cpu / count * 1e6:.0f} µs a message"
    print(f"{durability:8}{rate} ({size:,} bytes of cards, peak {peak:.0f} MB)")


if __name__ == "__main__":
    given = [*sys.argv[1:], *("20000", "4")[len(sys.argv) - 1 :]]
    set_up(-1)
    for durability in ("process", "power"):
        measure(int(given[0]), int(given[1]), durability)
