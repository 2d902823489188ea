"""Audit of a big record: CPU and memory, against the bare hashing of the same events.

The folder is written in bulk, with events and rows of the shapes the services write (posts taken in, checked,
answered, decided and published), signed by a key of its own, and kept in `build/` for the next time.
"""

from __future__ import annotations

import base64
import hashlib
import json
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.archive.digest import head_document
from app.canonical import canonical
from app.models.tables import (
    RECORDED,
    Answer,
    CheckRun,
    Decision,
    Draft,
    Event,
    Finding,
    OfficeKey,
    Publication,
    Table,
    Version,
)
from app.paths import built
from app.services.base.clock import stamp
from app.services.base.desk import open_desk
from app.services.base.desk_signer import DeskSigner
from app.services.record.audit import audit
from app.services.record.chain import FIRST, Link, message, seal
from app.services.record.ledger import HEAD, SIGNED_HEAD
from app.work import Work
from tests.eval.office import open_office

EVENTS = 500_000
_SHAPE = 1  # raised when the folder has to be written anew
_MEMBER = 1
_BEGUN = datetime(2020, 1, 1, 4, tzinfo=UTC)
_TEXT = "উপজেলা কৃষি অফিসের বিনামূল্যে বীজ বিতরণ আগামী {day} তারিখ সকাল দশটায় শুরু হবে। ক্রমিক {number}। " * 2
_WHY = {"bn": "তারিখ লেখা আছে, বার লেখা নেই।", "en": "There is a date and no day of the week."}

Document = dict[str, object]


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
    folder = built() / f"bench-record-{_SHAPE}-{events}"
    if not folder.exists():
        _write(folder, events)
    return folder


def _measure(folder: Path) -> None:
    bare = _bare(folder / "anumodon.db")
    desk = open_desk(folder)
    try:
        before, started = _peak(), time.process_time()
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
                    "peak": _peak(),
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


def _peak() -> float:
    """The most memory this process has had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _write(folder: Path, events: int) -> None:
    """A data folder whose record has at least so many events. Nothing bears its name before it is whole."""
    print(f"writing a record of {events:,} events into {folder.name} (once)", flush=True)
    draft = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    open_office(draft).close()
    connection = sqlite3.connect(draft / "anumodon.db")
    with connection:
        _Writer(connection).write(events)
    connection.close()
    draft.rename(folder)


class _Writer:
    """Writes rows and the events about them behind what the record holds already."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._signer = DeskSigner.new()
        self._key = hashlib.sha256(self._signer.public_key).hexdigest()
        self._public = base64.b64encode(self._signer.public_key).decode()
        last = connection.execute("SELECT id, hash, key, signature FROM event ORDER BY id DESC").fetchone()
        self._count, self._follows = (last[0], seal(*last[1:])) if last else (0, FIRST)
        self._hash = ""
        self._columns = {table._meta.table_name: _columns(table) for table in (*RECORDED, Event)}
        self._rows: dict[str, list[Document]] = {name: [] for name in self._columns}

    def write(self, events: int) -> None:
        key = {
            "id": 1,
            "fingerprint": self._key,
            "public_key": self._public,
            "desk": "bench",
            "state": "in_use",
            "at": stamp(_BEGUN),
        }
        self._event("key.made", None, (OfficeKey, key))
        number = 0
        while self._count < events:
            number += 1
            self._post(number)
            if number % 1000 == 0:
                self._flush()
        self._flush()
        self._head()

    def _post(self, number: int) -> None:
        """One post from intake to publication: five events."""
        at = stamp(_BEGUN + timedelta(minutes=2 * number))
        pending, published = _draft(number, "pending", at), _draft(number, "published", at)
        version, run, finding = _version(number, at), _run(number, at), _finding(number)
        decision = _decision(number, at, str(version["digest"]))
        self._event("draft.taken", number, (Draft, pending), (Version, version))
        self._event("draft.checked", number, (CheckRun, run), (Finding, finding))
        self._event("finding.answered", number, (Answer, _answer(number, at)))
        self._event("draft.decided", number, (Decision, decision), (Draft, _draft(number, "approved", at)))
        self._event("draft.published", number, (Publication, _publication(number, at)), (Draft, published))
        self._rows["draft"].append(published)

    def _event(self, kind: str, draft: int | None, *rows: tuple[type[Table], Document]) -> None:
        documents = []
        for table, row in rows:
            name = table._meta.table_name
            documents.append({"table": name, **row})
            if table is not Draft:
                self._rows[name].append(row)
        body = canonical({"rows": documents}).decode()
        self._count += 1
        at = stamp(_BEGUN + timedelta(seconds=20 * self._count))
        member = None if kind in ("key.made", "draft.checked") else _MEMBER
        name = "" if member is None else "নমুনা"
        link = Link(self._count, at, kind, member, name, draft, body, self._follows)
        self._hash = link.hash()
        signature = base64.b64encode(self._signer.sign(message(link.id, self._hash))).decode()
        self._follows = seal(self._hash, self._key, signature)
        row = {
            "id": link.id,
            "at": at,
            "kind": kind,
            "member": member,
            "member_name": name,
            "draft": draft,
            "body": body,
            "previous": link.previous,
            "hash": self._hash,
            "signature": signature,
            "key": self._key,
        }
        self._rows["event"].append(row)

    def _flush(self) -> None:
        for name, rows in self._rows.items():
            columns = self._columns[name]
            listed = ", ".join(f'"{column}"' for column in columns)
            marks = ", ".join("?" * len(columns))
            self._connection.executemany(
                f'INSERT INTO "{name}" ({listed}) VALUES ({marks})',
                [[_stored(row[column]) for column in columns] for row in rows],
            )
            rows.clear()

    def _head(self) -> None:
        at = stamp(_BEGUN)
        signed = self._signer.sign(canonical(head_document(self._count, self._hash, at)))
        columns = (self._count, self._hash, at, base64.b64encode(signed).decode(), self._public)
        for id_ in (HEAD, SIGNED_HEAD):
            self._connection.execute(
                "REPLACE INTO chain_head (id, count, hash, at, signature, public_key)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (id_, *columns),
            )


def _draft(number: int, state: str, at: str) -> Document:
    return {
        "id": number,
        "state": state,
        "version": 1,
        "important": False,
        "created_at": at,
        "updated_at": at,
    }


def _version(number: int, at: str) -> Document:
    text = _TEXT.format(day=number % 28 + 1, number=number)
    return {
        "id": number,
        "draft_id": number,
        "number": 1,
        "text": text,
        "use": "post",
        "account_id": 1,
        "account_name": "নমুনা শিক্ষা অফিস",
        "purpose": "5.a",
        "sources": ["স্মারক নং ০৫.৪১"],
        "schedule": "",
        "author": "নমুনা",
        "author_member_id": _MEMBER,
        "origin": "bench",
        "digest": hashlib.sha256(text.encode()).hexdigest(),
        "created_at": at,
    }


def _run(number: int, at: str) -> Document:
    return {
        "id": number,
        "version_id": number,
        "rulepack": "2026.1+0123456789abcdef",
        "detectors": {"faces": "1", "ocr": "1"},
        "script": "bangla",
        "checked": ["text"],
        "not_checked": [],
        "failure": "",
        "finished_at": at,
    }


def _finding(number: int) -> Document:
    return {
        "id": number,
        "run_id": number,
        "number": 1,
        "rule": "style.day-missing",
        "clauses": ["6.1.a"],
        "severity": "note",
        "title": {"bn": "বার নেই", "en": "No day of the week"},
        "why": _WHY,
        "start": 4,
        "end": 17,
        "text": "আগামী",
        "attachment": None,
        "box": None,
        "score": 0.75,
        "frame": None,
        "at": None,
    }


def _answer(number: int, at: str) -> Document:
    return {
        "id": number,
        "finding_id": number,
        "reply": "dismissed",
        "reason": "পোস্টে বার আছে",
        "member_id": _MEMBER,
        "at": at,
        "carried_id": None,
        "because": "",
    }


def _decision(number: int, at: str, digest: str) -> Document:
    return {
        "id": number,
        "draft_id": number,
        "version": 1,
        "digest": digest,
        "run_id": number,
        "verdict": "approve",
        "member_id": _MEMBER,
        "reason": "",
        "at": at,
        "own_author": False,
        "state_before": "pending",
        "void_at": "",
        "void_reason": "",
    }


def _publication(number: int, at: str) -> Document:
    return {
        "id": number,
        "draft_id": number,
        "version": 1,
        "url": f"https://example.gov.bd/post/{number}",
        "at": at,
        "member_id": _MEMBER,
        "recorded_at": at,
    }


def _columns(table: type[Table]) -> list[str]:
    return [field.column_name for field in table._meta.sorted_fields]


def _stored(value: object) -> object:
    return canonical(value).decode() if isinstance(value, list | dict) else value


if __name__ == "__main__":
    _measure(Path(sys.argv[1]))
