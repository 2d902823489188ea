"""Anchors outside the folder: a checkpoint of the record on a USB drive, on paper, or with another office.

Who has the data folder and the desk's keyring can make a record anew that agrees with itself. It does not
agree with a checkpoint that somebody else keeps. A saved one is a small file, a signed note; another office
co-signs it, and the co-signed file is kept with the record.
"""

from __future__ import annotations

import base64
import codecs
import json
import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path

from app.archive.anchor_line import AnchorLine, line_of, read_line
from app.archive.checkpoint import Checkpoint
from app.archive.evidence import note_file, read_note_file
from app.archive.note import LONGEST, BadNote, Kind, Note, NoteKey, read_key
from app.errors import Refusal
from app.files import read_regular
from app.models.tables import ChainHead, Event
from app.new_files import write_new
from app.services.base import desk_settings
from app.services.base.desk import Desk
from app.services.record.chain import fingerprint
from app.services.record.end import HEAD, end_trouble
from app.services.record.kept_tree import keep_tree, origin
from app.services.record.keys import fingerprint_of, office_keys
from app.services.record.last_anchor import COSIGNED, SAVED, last_outside
from app.services.record.ledger import record
from app.services.record.proof import prove_office, prove_own_rules, prove_who
from app.services.record.roles import decider_or_desk, member_or_desk
from app.services.record.tree import checkpoint, roots
from app.values import dataclass

WITNESSED = "anchor.witnessed"
KEY_SUFFIX = ".cosigner"
_PLACES = "anchor_places"  # a setting of the desk: where its newest anchors were saved
_MOST_PLACES = 5
_NO_TIME = 1 << 37  # POSIX seconds: more than four thousand years hence
_NEVER = "no kind of event"


class Standing(StrEnum):
    """How the record stands to an anchor."""

    CONTINUES = "continues"
    BEHIND = "behind"  # the record has fewer events than the anchor
    ANOTHER = "another"  # it has as many, and they are not the same


class Signed(StrEnum):
    """Whose signature an anchor bears."""

    OFFICE = "office"
    NOBODY = "nobody"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class Cosignature:
    """Somebody who has co-signed: the name of their record, when, and their key.

    `fingerprint` is "" where no key of theirs is known here, and nothing proves that it is theirs. `at` is
    None where what they wrote is no time, as in a signature of another kind.
    """

    name: str
    at: datetime | None
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class AnchorView:
    """An anchor of this record as people see it. `file` is what is saved, `line` what is printed."""

    events: int
    root: str
    file: str
    line: AnchorLine
    signed: bool


@dataclass(frozen=True, slots=True)
class AnchorReport:
    """What was found of an anchor. `events` is how many it counts, `here` how many the record has."""

    standing: Standing
    events: int
    here: int
    signed: Signed | None = None
    cosigned: tuple[Cosignature, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether it is this office's, and the record goes on from it."""
        return self.standing is Standing.CONTINUES and self.signed is not Signed.STRANGER


def anchor(desk: Desk) -> AnchorView:
    """The record's anchor as it is now. Raises `Refusal` "anchor.empty" before the first event."""
    note, point = _note(desk)
    return AnchorView(
        point.size, point.root.hex(), note_file(note).decode(), line_of(point), bool(note.signatures)
    )


def save(desk: Desk, folder: Path, by: int | None) -> Path:
    """Save the record's anchor into `folder`, and record that it was. Returns the file.

    Raises `Refusal` where the folder is not there or cannot be written.
    """
    note, point = _note(desk)
    path = _write_new(folder, f"anumodon-anchor-{point.size}", ".txt", note_file(note))
    with desk.store.write():
        member_or_desk(by)
        record(desk, SAVED, by=by, facts={"events": point.size, "root": point.root.hex(), "file": path.name})
    _remember(desk, path)
    return path


def check(desk: Desk, path: Path) -> AnchorReport:
    """How the record stands to the anchor in a file. Raises `Refusal` for any other file."""
    note, point = _read(path)
    with desk.store.read():
        if point.origin != origin():
            raise Refusal("anchor.other_record", name=path.name)
        standing = _standing(point.size, point.root)
        cosigners = _cosigners()
        signed = _whose(desk, note, point)
    cosigned = tuple(_cosignatures(note, point, cosigners))
    return AnchorReport(standing, point.size, _count(desk), signed, cosigned)


def check_line(desk: Desk, text: str) -> AnchorReport:
    """How the record stands to a line of print. Raises `Refusal` "anchor.bad_line" for a mistyped one."""
    try:
        line = read_line(text)
    except ValueError as problem:
        raise Refusal("anchor.bad_line") from problem
    with desk.store.read():
        root = roots([line.size]).get(line.size)
        standing = Standing.BEHIND if root is None else Standing.ANOTHER
        if root is not None and line.fits(bytes.fromhex(root)):
            standing = Standing.CONTINUES
    return AnchorReport(standing, line.size, _count(desk))


def cosign(desk: Desk, path: Path, by: int | None) -> Path:
    """Co-sign another office's anchor, and record it. Returns the co-signed file, beside the one given.

    This desk's key as others check it is written beside it. Raises `Refusal` for one's own anchor, for one
    older than, or contradicting, an anchor of the same record co-signed before, and without a key that signs.
    """
    note, point = _read(path)
    signer = desk.keys.signer()
    if signer is None:
        raise desk.keys.problem or Refusal("record.no_key")
    with desk.store.write():
        decider_or_desk(by)
        own = origin()
        if point.origin == own:
            raise Refusal("anchor.own")
        seen = [event.body for event in Event.select(Event.body).where(Event.kind == WITNESSED)]
        before = [(one["events"], one["root"]) for one in seen if one["origin"] == point.origin]
        if any(size == point.size and root != point.root.hex() for size, root in before):
            raise Refusal("anchor.contradicts", n=point.size)
        latest = max((size for size, _root in before), default=0)
        if latest > point.size:
            raise Refusal("anchor.older", n=point.size, before=latest)
        facts = {"origin": point.origin, "events": point.size, "root": point.root.hex()}
        record(desk, WITNESSED, by=by, facts=facts)
        own = own or origin()
    cosigned = note.cosigned(own, signer, int(time.time()))
    written = _write_new(path.parent, f"{path.stem}-cosigned", ".txt", cosigned.to_bytes())
    key = NoteKey(own, Kind.COSIGNED, signer.public_key)
    _write_new(path.parent, written.stem, KEY_SUFFIX, (key.text() + "\n").encode())
    return written


def keep(desk: Desk, path: Path, by: int | None) -> AnchorReport:
    """Keep an anchor of this record that others have co-signed with the record, and say what it says.

    The key of a co-signer who is new here lies beside the file (`KEY_SUFFIX`) and is taken on trust. Raises
    `Refusal` where the record does not go on from the anchor, and where no co-signature can be checked.
    """
    note, point = _read(path)
    found = check(desk, path)
    if not found.ok or found.signed is not Signed.OFFICE:
        raise Refusal("anchor.not_ours", name=path.name)
    with desk.store.read():
        cosigners = {key.text(): key for key in _cosigners()}
    beside = path.with_suffix(KEY_SUFFIX)
    if beside.is_file():
        try:
            key = read_key(_as_written(beside).decode())
        except (BadNote, ValueError, OSError) as problem:
            raise Refusal("anchor.bad_key", name=beside.name) from problem
        cosigners[key.text()] = key
    proven = [text for text, key in cosigners.items() if _cosigned_by(note, key)]
    if not proven:
        raise Refusal("anchor.not_cosigned", name=path.name)
    with desk.store.write():
        decider_or_desk(by)
        facts = {"events": point.size, "note": note_file(note).decode(), "cosigners": proven}
        record(desk, COSIGNED, by=by, facts=facts)
    _remember(desk, path)
    return check(desk, path)


def last_saved(desk: Desk) -> date | None:
    """`last_outside` in a transaction of its own."""
    with desk.store.read():
        return last_outside()


def trouble(desk: Desk) -> Refusal | None:
    """Why nothing can be recorded or decided, or how the record differs from an anchor outside; or None."""
    return end_trouble(desk) or trouble_outside(desk) or _rows_trouble(desk)


def _rows_trouble(desk: Desk) -> Refusal | None:
    """How what decides who may act here, and what a check finds, differs from the record, if it does."""
    with desk.store.read():
        try:
            prove_office(signed=False)
            prove_who()
            prove_own_rules(desk)
        except Refusal as problem:
            return problem
    return None


def trouble_outside(desk: Desk) -> Refusal | None:
    """How the record differs from an anchor that was saved from this desk and is in its place, if it does.

    A drive that is not there is no trouble.
    """
    for path, point in _in_place(desk):
        with desk.store.read():
            # Looked at once while the program runs: it reads the whole record.
            name = f"anchor {path} {point.text()}"
            standing = desk.derived.get(name, _NEVER, partial(_standing_of, point))
        if standing is not Standing.CONTINUES:
            return Refusal(f"record.outside_{standing}", n=point.size, file=str(path))
    return None


def forget_places(desk: Desk) -> None:
    """Look no more at anchors saved so far: a person has said why the record differs from one."""
    desk_settings.set_(desk, _PLACES, "[]")


def _note(desk: Desk) -> tuple[Note, Checkpoint]:
    keep_tree(desk)
    with desk.store.read():
        head = ChainHead.get_or_none(ChainHead.id == HEAD)
        if head is None:
            raise Refusal("anchor.empty")
        point = checkpoint(desk, head.count)
        used = office_keys()
    signer = desk.keys.signer()
    if signer is None or not used.is_in_use(fingerprint_of(signer)):
        return point.note(), point
    return point.note().signed(point.origin, signer), point


def _read(path: Path) -> tuple[Note, Checkpoint]:
    try:
        return read_note_file(_as_written(path))
    except OSError as problem:
        raise Refusal("anchor.unreadable", name=path.name) from problem
    except BadNote as problem:
        raise Refusal("anchor.none", name=path.name) from problem


def _as_written(path: Path) -> bytes:
    """A file that was outside: mail and editors on Windows change its line ends and put a mark before it."""
    return read_regular(path, LONGEST).removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")


def _standing_of(point: Checkpoint) -> Standing:
    return _standing(point.size, point.root) if point.origin == origin() else Standing.ANOTHER


def _standing(size: int, root: bytes) -> Standing:
    found = roots([size]).get(size)
    if found is None:
        return Standing.BEHIND
    return Standing.CONTINUES if found == root.hex() else Standing.ANOTHER


def _count(desk: Desk) -> int:
    with desk.store.read():
        return int(Event.select().count())


def _whose(desk: Desk, note: Note, point: Checkpoint) -> Signed:
    own = desk.keys.existing()
    keys = [base64.b64decode(key.public) for key in office_keys().keys]
    keys += [own.public_key] if own is not None else []
    if any(note.signature_of(point.key(key)) is not None for key in keys):
        return Signed.OFFICE
    mine = [each for each in note.signatures if each.name == point.origin]
    return Signed.STRANGER if mine else Signed.NOBODY


def _cosigners() -> list[NoteKey]:
    """The keys of those who have co-signed before. Call inside a transaction."""
    rows = Event.select(Event.body).where(Event.kind == COSIGNED)
    texts = dict.fromkeys(text for row in rows for text in row.body.get("cosigners", ()))
    return [read_key(text) for text in texts]


def _cosigned_by(note: Note, key: NoteKey) -> bool:
    return key.kind is Kind.COSIGNED and note.signature_of(key) is not None


def _cosignatures(note: Note, point: Checkpoint, known: list[NoteKey]) -> Iterator[Cosignature]:
    proven = {(key.name, key.id): fingerprint(key.public) for key in known if _cosigned_by(note, key)}
    for each in note.signatures:
        if each.name != point.origin:
            at = datetime.fromtimestamp(each.at, UTC) if each.at < _NO_TIME else None
            yield Cosignature(each.name, at, proven.get((each.name, each.key_id), ""))


def _in_place(desk: Desk) -> Iterator[tuple[Path, Checkpoint]]:
    """The anchors saved from this desk whose files are there."""
    for name in _places(desk):
        path = Path(name)
        try:
            yield path, _read(path)[1]
        except Refusal:
            continue


def _places(desk: Desk) -> list[str]:
    try:
        kept = json.loads(desk_settings.get(desk, _PLACES, "[]"))
    except ValueError:
        return []
    return [each for each in kept if isinstance(each, str)] if isinstance(kept, list) else []


def _remember(desk: Desk, path: Path) -> None:
    places = [str(path.resolve()), *(each for each in _places(desk) if each != str(path.resolve()))]
    desk_settings.set_(desk, _PLACES, json.dumps(places[:_MOST_PLACES]))


def _write_new(folder: Path, stem: str, suffix: str, data: bytes) -> Path:
    """Write a file of a new name, and wait until it is on the disk."""
    if not folder.is_dir():
        raise Refusal("archive.no_folder", folder=str(folder))
    number = 1
    while os.path.lexists(path := folder / f"{stem}{f'-{number}' if number > 1 else ''}{suffix}"):
        number += 1
    write_new(path, data)
    return path
