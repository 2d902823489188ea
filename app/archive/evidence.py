"""What an archive proves of the record it came from, beside its posts: files made and read here.

`checkpoint.txt` is the record's checkpoint when the archive was made, a signed note. `record.json` shows that
this checkpoint continues those of earlier archives, and names what was settled openly (breaks, backups and
rows put back, lost keys), what one member of a team did alone that takes two, passphrases taken away by
command, and planned changes of the key: such an event holds the new key with its consent, signed by the
former one. So are keys of other desks that joined or were ended, and rules of the office that were weakened.
Each approval of a post is an event in a proof of its own (c2sp.org/tlog-proof), which holds without the rest
of the archive.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from app.archive.checkpoint import Checkpoint, leaf_of, read_checkpoint
from app.archive.merkle import Tree, continues, includes
from app.archive.note import BadNote, Note, read_note
from app.archive.types import Break, EarlierTree
from app.values import dataclass

BREAKS = {
    "record.continued": "segment",
    "record.restored": "restored",
    "record.put_back": "put_back",
    "key.lost": "key_lost",
    "key.replaced": "key_replaced",
    "passphrase.cleared": "passphrase_cleared",
    "record.settled_alone": "settled_alone",
    "proposal.carried_alone": "carried_alone",
    "key.replaced_alone": "carried_alone",
    "office.recovery_key_alone": "carried_alone",
    "backup.restored": "restored",
    "key.joined": "key_joined",
    "key.ended": "key_ended",
}
APPROVAL, PUBLICATION, ACT, REPORT = "approval", "publication", "act", "report"
# Of each the name of its kind in `files.csv`.
PROOF_KINDS = {
    APPROVAL: "approval_proof",
    PUBLICATION: "publication_proof",
    ACT: "act_proof",
    REPORT: "report_proof",
}
# Looked into for what else it is, and kept beside the others.
_KEY_MADE, _CONFIRMED = "key.made", "proposal.confirmed"
_RULES = frozenset({"rules.severity_set", "rules.switched_off", "rules.exception_added"})
PROVEN_KINDS = frozenset(BREAKS) | _RULES | {_KEY_MADE, _CONFIRMED}
PROOF_EXTENSION = ".tlog-proof"
_PROOF_LINE = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})")


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """An event of the record: the RFC 8785 text of its columns, and its key and signature, "" if unsigned."""

    text: str
    key: str
    signature: str

    @property
    def leaf(self) -> bytes:
        return leaf_of(hashlib.sha256(self.text.encode()).hexdigest(), self.key, self.signature)

    def columns(self) -> dict[str, object]:
        """What its columns hold. Raises `ValueError` for what is no event."""
        columns = json.loads(self.text)
        if not isinstance(columns, dict) or not isinstance(columns.get("body"), dict):
            raise ValueError("no event")
        if type(columns.get("id")) is not int or columns["id"] < 1:
            raise ValueError("no event")
        return columns

    @property
    def number(self) -> int:
        """Its number in the record, from 1."""
        return int(str(self.columns()["id"]))


@dataclass(frozen=True, slots=True)
class ProvenEvent:
    """An event that a proof of its own is written of. `what` is `APPROVAL`, `PUBLICATION`, `ACT` or `REPORT`.

    `row` is the number, in its table, of the row that it wrote.
    """

    what: str
    row: int
    event: LoggedEvent


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is proven: the `tree` of the whole record at `checkpoint`.

    `earlier` are the sizes of the trees of earlier archives, `breaks` the events that are named,
    and `of_draft` gives the events that approved a draft, by its number, that recorded its publications, and
    what was done afterwards.
    """

    checkpoint: Checkpoint
    tree: Tree
    earlier: tuple[int, ...]
    breaks: tuple[LoggedEvent, ...]
    of_draft: Callable[[int], Sequence[ProvenEvent]]

    def approvals(self, draft: int) -> tuple[LoggedEvent, ...]:
        """The events that approved a draft, by its number."""
        return tuple(each.event for each in self.of_draft(draft) if each.what == APPROVAL)

    def record_document(self) -> dict[str, object]:
        """`record.json`."""
        size = self.checkpoint.size
        return {
            "origin": self.checkpoint.origin,
            "size": size,
            "root": _base64(self.checkpoint.root),
            "earlier": [
                {
                    "size": old,
                    "root": _base64(self.tree.root(old)),
                    "proof": [_base64(each) for each in self.tree.consistency(old, size)],
                }
                for old in self.earlier
            ],
            "breaks": [self._proven(event) for event in self.breaks],
        }

    def proof_file(self, event: LoggedEvent, note: Note) -> bytes:
        """A proof that `event` is in the record at `note`, its checkpoint."""
        lines = [
            _PROOF_LINE,
            f"extra {_base64(json.dumps(_logged(event)).encode())}",
            f"index {event.number - 1}",
            *(_base64(each) for each in self.tree.inclusion(event.number - 1, self.checkpoint.size)),
        ]
        return ("\n".join(lines) + "\n\n").encode() + note_file(note)

    def _proven(self, event: LoggedEvent) -> dict[str, object]:
        proof = self.tree.inclusion(event.number - 1, self.checkpoint.size)
        return {**_logged(event), "proof": [_base64(each) for each in proof]}


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof as it was read: the event, its place from 0, the path, and the checkpoint with its note."""

    event: LoggedEvent
    index: int
    path: tuple[bytes, ...]
    note: Note
    checkpoint: Checkpoint

    def holds(self) -> bool:
        """Whether the event is where the proof says it is; whose checkpoint that is, is another question."""
        point = self.checkpoint
        return self.event.number - 1 == self.index and includes(
            point.root, point.size, self.index, self.event.leaf, self.path
        )


def proof_name(event: LoggedEvent, what: str = APPROVAL) -> str:
    """The name of the file with the proof of an event."""
    return f"{what}-{event.number:06d}{PROOF_EXTENSION}"


def note_file(note: Note) -> bytes:
    """A checkpoint's file; where nobody signed it, the bare text."""
    return note.to_bytes() if note.signatures else note.text.encode()


def read_note_file(data: bytes) -> tuple[Note, Checkpoint]:
    """A checkpoint as `note_file` writes it. Raises `BadNote`."""
    try:
        note = read_note(data) if b"\n\n" in data else Note(data.decode())
    except UnicodeDecodeError as problem:
        raise BadNote("not UTF-8") from problem
    return note, read_checkpoint(note)


def read_proof(data: bytes) -> Proof:
    """A proof as `Evidence.proof_file` writes it. Raises `BadNote` for any other file."""
    head, blank, rest = data.partition(b"\n\n")
    try:
        lines = head.decode().split("\n")
        extra = json.loads(base64.b64decode(lines[1].removeprefix("extra "), validate=True))
        event = _event(extra)
        index = _INDEX.fullmatch(lines[2])
        if lines[0] != _PROOF_LINE or not lines[1].startswith("extra ") or index is None or not blank:
            raise BadNote("not a proof")
        path = tuple(_unpacked(line) for line in lines[3:])
        event.columns()
    except (ValueError, LookupError, TypeError, RecursionError) as problem:
        raise BadNote("not a proof") from problem
    return Proof(event, int(index[1]), path, *read_note_file(rest))


def earlier_trees(document: Mapping[str, object], checkpoint: Checkpoint) -> tuple[EarlierTree, ...] | None:
    """The earlier trees that `record.json` proves to be continued; None where one is not.

    Raises `ValueError`, `LookupError` or `TypeError` for a document of another shape.
    """
    found = []
    for each in _dicts(document["earlier"]):
        size, root, proof = int(str(each["size"])), _unpacked(str(each["root"])), _path(each["proof"])
        if not continues(root, size, checkpoint.root, checkpoint.size, proof):
            return None
        found.append(EarlierTree(size, root.hex()))
    return tuple(found)


def proven_events(document: Mapping[str, object], checkpoint: Checkpoint) -> tuple[LoggedEvent, ...] | None:
    """The events that `record.json` names and proves to be in the record, as `earlier_trees` does."""
    found = []
    for each in _dicts(document["breaks"]):
        event, path = _event(each), _path(each["proof"])
        if not includes(checkpoint.root, checkpoint.size, event.number - 1, event.leaf, path):
            return None
        found.append(event)
    return tuple(found)


def is_named(event: LoggedEvent) -> bool:
    """Whether an archive names and proves an event of `PROVEN_KINDS`."""
    return event.columns()["kind"] == _KEY_MADE or bool(breaks_of(event))


def breaks_of(event: LoggedEvent) -> tuple[Break, ...]:
    """What an event of `PROVEN_KINDS` says in words that an archive keeps; most of them nothing or one.

    Raises `ValueError`, `LookupError` or `TypeError` for another event.
    """
    columns = event.columns()
    kind, body = str(columns["kind"]), columns["body"]
    if not isinstance(body, dict):
        raise ValueError("no event")
    if kind == _KEY_MADE:
        details = []
    elif kind == _CONFIRMED:
        details = list(_asked_less(body["rows"][0]))
    elif kind in _RULES:  # made milder by a proposal, for every post
        details = _rule_loosened(body["rows"][0]) if "proposal" in body and columns["draft"] is None else []
    else:
        details = [(BREAKS[kind], str(body.get("reason", "")))]
    at, by = str(columns["at"]), str(columns["member_name"])
    return tuple(Break(event.number, name, at, by, detail) for name, detail in details)


def _asked_less(proposal: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """What a confirmed proposal about the office weakens that an approval stands on."""
    content = proposal["content"]
    if proposal["kind"] != "office" or not isinstance(content, dict):
        return
    if "approvals" in content:
        fewer = content["approvals"]
        yield ("approvals_majority", "") if fewer is None else ("approvals_lowered", str(fewer))
    if "blur_is_edit" in content:
        yield "blur_no_author", ""


def _rule_loosened(rule: Mapping[str, object]) -> list[tuple[str, str]]:
    """A rule that blocked and was made milder for every post, as a second member confirmed."""
    words = f": {rule['value']}" if rule["value"] else ""
    return [("rule_weaker", f"{rule['rule']}{words}")]


def _logged(event: LoggedEvent) -> dict[str, object]:
    return {"event": event.text, "key": event.key, "signature": event.signature}


def _event(document: Mapping[str, object]) -> LoggedEvent:
    values = [document[name] for name in ("event", "key", "signature")]
    if not all(isinstance(value, str) for value in values):
        raise ValueError("no event")
    return LoggedEvent(*map(str, values))


def _dicts(value: object) -> Iterable[dict[str, object]]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise ValueError("not a list of objects")
    return value


def _path(value: object) -> list[bytes]:
    if not isinstance(value, list):
        raise ValueError("not a list of hashes")
    return [_unpacked(str(each)) for each in value]


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _unpacked(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as problem:
        raise ValueError("not base64") from problem
