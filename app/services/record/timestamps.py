"""Trusted times for the record: a request goes out as a file, the authority's reply comes back as one.

What is stamped is a checkpoint of the record: how many events it has, and the root of their tree. Request and
stamp are events, so that they stay with the record, and the office's trust in an authority is kept with each
stamp: the certificate that it was verified with.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from app.archive import timestamp
from app.archive.checkpoint import Checkpoint, read_checkpoint
from app.archive.note import Note
from app.archive.types import StampFiles
from app.errors import MissingEnvironment, Refusal
from app.files import read_regular
from app.models.tables import ChainHead, Event
from app.models.transaction import current
from app.new_files import refuse_taken, write_new
from app.services.base.clock import moment, stamp
from app.services.base.desk import Desk
from app.services.record.chain import EVENTS, ODD_BODY, sealed
from app.services.record.end import HEAD
from app.services.record.kept_tree import keep_tree, origin
from app.services.record.ledger import record
from app.services.record.roles import decider
from app.services.record.tree import checkpoint, roots
from app.services.record.views import AuditNote, AuditProblem
from app.values import dataclass

REQUESTED, STAMPED = "time.requested", "time.stamped"
_MOST_BYTES = 1 << 20  # a reply with all its certificates has some thousands


@dataclass(frozen=True, slots=True)
class StampView:
    """A stamp of the record: `at` is the authority's time (UTC), over its first `count` events.

    `certificate`: the fingerprint (SHA-256 in hex) of the root certificate it was verified with.
    """

    at: datetime
    authority: str
    count: int
    certificate: str


def request(desk: Desk, out: Path, by: int) -> int:
    """Write a request to stamp the record as it is now to a new file, and return how many events it covers.

    Raises `Refusal` for a drafter, an empty record, and a place that is taken or cannot be written.
    """
    refuse_taken(out)
    keep_tree(desk)
    with desk.store.write():
        decider(by)
        head = ChainHead.get_or_none(ChainHead.id == HEAD)
        if head is None:
            raise Refusal("timestamp.nothing")
        message = checkpoint(desk, head.count).text()
        asked = timestamp.new_request(message.encode())
        facts: dict[str, object] = {"message": message, "request": _text(asked)}
        record(desk, REQUESTED, by=by, facts=facts)
        write_new(out, asked)
        return int(head.count)


def take(desk: Desk, reply: Path, certificate: Path | None, by: int) -> StampView:
    """Keep the authority's reply to one of this record's requests, once it is proven.

    `certificate` is the file of the authority's root certificate, as the office got it from the authority;
    without one, the last stamp's is used. Raises `Refusal` for a drafter, a file that is no reply or no
    certificate, a reply to no request of this record or taken before, and one that the certificate does not
    prove.
    """
    given = _read(reply, "timestamp.no_reply")
    with desk.store.write():
        decider(by)
        trusted = _last_trusted() if certificate is None else _read(certificate, "timestamp.no_certificate")
        message = _asked(given, reply.name)
        found = _proven(given, message, trusted, reply.name, certificate)
        if any(event.body["reply"] == _text(given) for event in _events(STAMPED)):
            raise Refusal("timestamp.known", name=reply.name)
        facts: dict[str, object] = {
            "message": message,
            "reply": _text(given),
            "certificate": _text(trusted),
            "at": stamp(found.at),
            "authority": found.authority,
        }
        record(desk, STAMPED, by=by, facts=facts)
    return _view(facts)


def stamps(desk: Desk) -> tuple[StampView, ...]:
    """The record's stamps, in the order they were taken."""
    with desk.store.read():
        return tuple(_view(event.body) for event in _events(STAMPED))


def pending(desk: Desk) -> int:
    """How many requests were written since the last stamp."""
    with desk.store.read():
        last = Event.select(Event.id).where(Event.kind == STAMPED).order_by(Event.id.desc()).first()
        after = 0 if last is None else last.id
        return int(Event.select().where((Event.kind == REQUESTED) & (Event.id > after)).count())


def stamp_files(size: int) -> StampFiles | None:
    """The newest stamp among the record's first `size` events, for an archive. Call inside a transaction."""
    taken = [event for event in _events(STAMPED, newest_first=True) if event.id <= size]
    if not taken:
        return None
    body = taken[0].body
    reply, root = (base64.b64decode(str(body[name])) for name in ("reply", "certificate"))
    return StampFiles(str(body["message"]).encode(), reply, root)


def check_stamps() -> Iterator[AuditProblem | AuditNote]:
    """Each stamp as a note, or what is wrong with it. Call inside a transaction.

    A stamp is proven anew by the certificate kept with it, and what it covers has to stand in this record.
    """
    proven: list[tuple[int, timestamp.Stamp, Checkpoint]] = []
    query = f"{EVENTS} WHERE kind = ? ORDER BY id"
    for event in map(sealed, list(current().rows(query, STAMPED))):
        try:
            body = json.loads(event.link.body)
            message, reply = str(body["message"]), base64.b64decode(body["reply"], validate=True)
            trusted = base64.b64decode(body["certificate"], validate=True)
            stamped = timestamp.stamp(reply, message.encode(), trusted)
            proven.append((event.link.id, stamped, _covered(message)))
        except ODD_BODY:
            yield AuditProblem("bad_stamp", event.link.id)
    found = roots({covered.size for _, _, covered in proven})
    name = origin()
    for id_, stamped, covered in proven:
        if (covered.origin, covered.root.hex()) != (name, found.get(covered.size)):
            yield AuditProblem("stamp_differs", id_, str(covered.size))
        else:
            stamp_text = f"{stamped.at:%Y-%m-%d %H:%M:%S} UTC · {stamped.authority}"
            yield AuditNote("stamped", covered.size, stamp_text)


def _covered(message: str) -> Checkpoint:
    """The checkpoint that was stamped. Raises `ValueError` for another text."""
    return read_checkpoint(Note(message))


def _asked(reply: bytes, name: str) -> str:
    """The message of the request that `reply` answers."""
    try:
        for event in _events(REQUESTED):
            if timestamp.answers(reply, base64.b64decode(event.body["request"])):
                return str(event.body["message"])
    except timestamp.NoReply as problem:
        raise Refusal("timestamp.no_reply", name=name) from problem
    except timestamp.Refused as problem:
        raise Refusal("timestamp.refused", name=name) from problem
    raise Refusal("timestamp.foreign", name=name)


def _proven(
    reply: bytes, message: str, trusted: bytes, name: str, certificate: Path | None
) -> timestamp.Stamp:
    try:
        return timestamp.stamp(reply, message.encode(), trusted)
    except timestamp.NoCertificate as problem:
        file = certificate.name if certificate is not None else ""
        raise Refusal("timestamp.no_certificate", name=file) from problem
    except ValueError as problem:
        raise Refusal("timestamp.unproven", name=name) from problem


def _last_trusted() -> bytes:
    last = next(iter(_events(STAMPED, newest_first=True)), None)
    if last is None:
        raise Refusal("timestamp.certificate_missing")
    return base64.b64decode(last.body["certificate"])


def _events(kind: str, *, newest_first: bool = False) -> list[Event]:
    order = Event.id.desc() if newest_first else Event.id
    return list(Event.select(Event.id, Event.body).where(Event.kind == kind).order_by(order))


def _view(body: dict[str, object]) -> StampView:
    count = _covered(str(body["message"])).size
    certificate = timestamp.root_fingerprint(base64.b64decode(str(body["certificate"])))
    return StampView(moment(str(body["at"])), str(body["authority"]), count, certificate)


def _read(path: Path, refusal: str) -> bytes:
    try:
        return read_regular(path, _MOST_BYTES)
    except FileNotFoundError:
        raise Refusal("timestamp.not_found", name=path.name) from None
    except IsADirectoryError as problem:
        raise Refusal(refusal, name=path.name) from problem
    except OSError as problem:
        raise MissingEnvironment("timestamp.unreadable", name=path.name) from problem


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
