"""Audit of a big record: CPU and memory, against the bare hashing of the same events.

The folder is written in bulk, with events and rows of the shapes the services write (posts taken in, checked,
answered, decided and published), signed by a key of its own, and kept in `build/` for the next time.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from app.models.tables import (
    Answer,
    CheckRun,
    Decision,
    Draft,
    Finding,
    Publication,
    Version,
)
from app.paths import built
from app.services.base.desk import open_desk
from app.services.record.audit import audit
from app.work import Work
from tests.bench import posts
from tests.bench.bulk import Bulk, bulk_folder
from tests.eval.office import open_office

EVENTS = 100_000  # as many as `reading` has, so that one folder does for both
_SHAPE = 2  # raised when the folder has to be written anew


def bench_audit(events: int) -> None:
    """Print seconds of CPU and the most memory of an audit of so many events, in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.record", str(folder_of(events))]
    told = subprocess.run(command, capture_output=True, check=True, text=True)
    found = json.loads(told.stdout)
    print(f"\n{'audit of ' + format(found['events'], ',') + ' events':44}{'CPU':>14}{'peak memory':>14}")
    print(f"{'the whole audit':44}{found['audit']:12,.1f} s{found['peak']:11,.0f} MB")
    print(f"{'before it (imports, open folder)':44}{'':14}{found['before']:11,.0f} MB")
    print(f"{'bare: read and hash each event':44}{found['bare']:12,.1f} s")


def folder_of(events: int) -> Path:
    """The data folder whose record has at least so many events; written when first asked for."""
    return bulk_folder(built() / f"bench-record-{_SHAPE}-{events}", _filled(events), _open_office)


def _measure(folder: Path) -> None:
    bare = _bare(folder / "anumodon.db")
    desk = open_desk(folder)
    try:
        before, started = peak_memory(), time.process_time()
        report = audit(desk, Work())
        taken = time.process_time() - started
        if not report.ok:
            raise SystemExit(f"the audit found {report.problems[:3]}")
        print(
            json.dumps(
                {
                    "events": report.events,
                    "audit": taken,
                    "bare": bare,
                    "before": before,
                    "peak": peak_memory(),
                }
            )
        )
    finally:
        desk.close()


def _bare(database: Path) -> float:
    started = time.process_time()
    connection = sqlite3.connect(database)
    for row in connection.execute("SELECT * FROM event ORDER BY id"):
        hashlib.sha256("".join(map(str, row)).encode()).hexdigest()
    connection.close()
    return time.process_time() - started


def peak_memory() -> float:
    """The most memory this process has had so far, in MB (Linux).

    `getrusage` would tell that of the process that started this one, where it had more.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def _open_office(folder: Path) -> None:
    open_office(folder).close()


def _filled(events: int) -> Callable[[Bulk], None]:
    def fill(bulk: Bulk) -> None:
        number = 0
        while bulk.events < events:
            number += 1
            _post(bulk, number)

    return fill


def _post(bulk: Bulk, number: int) -> None:
    """One post from intake to publication: five events."""
    published, version = posts.draft(number, "published"), posts.version(number)
    run = posts.run(number, "2026.1+0123456789abcdef", {"faces": "1", "ocr": "1"})
    decision = posts.decision(number, version["digest"])
    bulk.event("draft.taken", number, (Draft, posts.draft(number, "pending")), (Version, version))
    bulk.event("draft.checked", number, (CheckRun, run), (Finding, posts.finding(number)))
    bulk.event("finding.answered", number, (Answer, posts.answer(number)))
    bulk.event("draft.decided", number, (Decision, decision), (Draft, posts.draft(number, "approved")))
    bulk.event("draft.published", number, (Publication, posts.publication(number)), (Draft, published))
    bulk.keep(Draft, published)


if __name__ == "__main__":
    _measure(Path(sys.argv[1]))
