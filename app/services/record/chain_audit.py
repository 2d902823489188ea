"""Checks the chain event by event: numbers, hashes, links, keys, signatures and segments."""

from __future__ import annotations

import base64
import binascii
import json
from collections import Counter, deque
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.archive.digest import head_document
from app.canonical import canonical
from app.models.tables import ChainHead
from app.services.base.desk_signer import DeskSigner
from app.services.record.attempts import REFUSED
from app.services.record.chain import (
    CLOCK_MOVED_AHEAD,
    CLOCK_MOVED_BACK,
    FIRST,
    Sealed,
    fingerprint,
    intact,
    seal,
    sealed,
    signature_holds,
)
from app.services.record.destroyed import BEGUN as DESTRUCTION_BEGUN
from app.services.record.destroyed import Left, is_left
from app.services.record.keys import (
    CONTINUED,
    KEY_ENDED,
    KEY_JOINED,
    KEY_KINDS,
    KEY_LOST,
    KEY_MADE,
    KEY_REPLACED,
    UNSIGNED_CONFIRMED,
    Key,
    KeyRegister,
    fingerprint_of,
    key_again,
    key_registered_by,
)
from app.services.record.proposals import NOT_ALLOWED
from app.services.record.second_member import CARRIED_ALONE, KEY_REPLACED_ALONE, SETTLED_ALONE
from app.services.record.sound_events import PUT_BACK
from app.services.record.views import NOT_PROVEN, AuditNote, AuditProblem

if TYPE_CHECKING:
    from app.services.record.chain import EventRow

RESTORED = "record.restored"
BACKUP_RESTORED = "backup.restored"  # a backup put into a new folder: `services.backup.restoring`
PASSPHRASE_CLEARED = "passphrase.cleared"
KEY_SET_ALONE = "office.recovery_key_alone"  # by `services.backup.recovery`

# What everybody should know of: the note's name, what of the event's body it says, and how much of that.
_MINUTES = 16  # of a time
_NOTES: dict[str, tuple[str, str, int | None]] = {
    CONTINUED: ("segment", "reason", None),
    PUT_BACK: ("put_back", "reason", None),
    RESTORED: ("restored", "reason", None),
    BACKUP_RESTORED: ("restored", "reason", None),
    KEY_LOST: ("key_lost", "reason", None),
    KEY_REPLACED: ("key_replaced", "reason", None),
    KEY_JOINED: ("key_joined", "reason", None),
    KEY_ENDED: ("key_ended", "reason", None),
    CLOCK_MOVED_BACK: ("clock_back", "latest", _MINUTES),
    CLOCK_MOVED_AHEAD: ("clock_ahead", "since", _MINUTES),
    SETTLED_ALONE: ("settled_alone", "reason", None),
    CARRIED_ALONE: ("carried_alone", "reason", None),
    KEY_REPLACED_ALONE: ("carried_alone", "reason", None),
    KEY_SET_ALONE: ("carried_alone", "reason", None),
    PASSPHRASE_CLEARED: ("passphrase_cleared", "reason", None),
    DESTRUCTION_BEGUN: ("destroyed", "memo", None),
}
# The kinds that say something of the record itself.
_OBSERVED = KEY_KINDS | frozenset({*_NOTES, UNSIGNED_CONFIRMED, REFUSED, NOT_ALLOWED})

# Every signature is covered by the link of the event behind it, so that the last one proves all before it.
# The newest are checked one by one, which names the very event where somebody from outside went on.
_ONE_BY_ONE = 1000


class ChainAudit:
    """Takes the events in order, and says what is wrong with each and with the end.

    `signed` is whether the last event is signed by a key of the office.
    """

    def __init__(self, own: DeskSigner | None, left: Left | None = None) -> None:
        """`own` is this desk's signer, None where the keyring is not there or holds no key.

        `left` are the events whose words were destroyed by order (`services.record.destroyed`).
        """
        self._left = left or {}
        self._own = fingerprint_of(own) if own is not None else ""
        self._expected = 1
        self._follows = FIRST
        self._recent: deque[EventRow] = deque(maxlen=_ONE_BY_ONE)
        self._last: EventRow | None = None
        self._last_key = ""
        self._register = KeyRegister()
        self._in_use: frozenset[str] = frozenset()
        self._keys: dict[str, str] = {}  # fingerprint -> public key, of every key ever in use
        self._unsigned: list[int] = []
        self._badly_signed: set[int] = set()
        self._damaged_keys: dict[int, str] = {}  # the event that registers one, and its kind
        self._attempts: Counter[str] = Counter()
        self._last_attempt = 0
        self.notes: list[AuditNote] = []
        self.signed = False

    @property
    def key(self) -> str:
        """The fingerprint of this desk's key if it is in use, else of the newest that is, "" for none."""
        if self._own in self._in_use:
            return self._own
        return next((key.fingerprint for key in reversed(self._register.keys) if key.until is None), "")

    @property
    def keys(self) -> tuple[str, ...]:
        """The fingerprints of all keys in use, one a desk, in the order they came."""
        return tuple(key.fingerprint for key in self._register.keys if key.until is None)

    def take(self, row: EventRow) -> list[AuditProblem]:
        """What is wrong with the next event, by what can be told of it and those before it."""
        id_, kind, previous = row[0], row[2], row[7]
        hash_, signature, key = map(str, row[8:])
        found = []
        follows = id_ == self._expected
        if not follows:
            found.append(AuditProblem("removed", self._expected, f"{self._expected}–{id_ - 1}"))
        if not intact(row) and not is_left(self._left, id_, row[8], row[6]):
            found.append(AuditProblem("edited", id_, str(kind)))
        elif kind != CONTINUED and follows and previous != self._follows:
            found.append(AuditProblem("broken_link", id_, str(kind)))
        if self._last is not None and key != self._last_key:
            # The end of what one key signed: nothing behind it covers its signature by that key.
            self._check_signature(sealed(self._last))
        self._follows, self._expected = seal(hash_, key, signature), id_ + 1
        self._last, self._last_key = row, key
        self._recent.append(row)
        return found

    def observe(self, row: EventRow) -> None:
        """Take over what an event says of keys, settling and attempts. Raises one of `chain.ODD_BODY`."""
        id_, kind, signing = row[0], row[2], self._in_use
        if kind in KEY_KINDS or kind == CONTINUED:
            self._observe_keys(sealed(row))
            signing, self._in_use = self._register.at(id_), self._register.at(id_ + 1)
        if kind in _OBSERVED:
            self._learn(sealed(row))
        signature, key = map(str, row[9:])
        if self._keys and not signature:
            self._unsigned.append(id_)
        elif signature and key not in signing:
            # Between two events about keys, every signature is by one of those in use.
            self._badly_signed.add(id_)

    def _learn(self, event: Sealed) -> None:
        """What an event says of the record itself."""
        body = json.loads(event.link.body) if event.link.kind != KEY_MADE else {}
        if event.link.kind == UNSIGNED_CONFIRMED and event.signature:
            confirmed = set(body["events"])
            self._unsigned = [one for one in self._unsigned if one not in confirmed]
        if event.link.kind in (REFUSED, NOT_ALLOWED):
            self._observe_attempt(event, body)
        self.notes += _noted(event, body)

    def _observe_attempt(self, event: Sealed, body: Mapping[str, object]) -> None:
        """Count who tried what they may not; a wrong passphrase at the start of the day is a slip."""
        if body.get("act") == "sign_in" and event.link.draft is None:
            return
        if body.get("why") in ("proposal.wait", "proposal.closed", "proposal.none"):
            return  # too early or too late is nobody's wrong
        # One who was not believed is nobody: the name is of whom they said they were.
        said = f"{NOT_PROVEN} ({body['name']})" if body.get("name") else NOT_PROVEN
        self._attempts[event.link.member_name or said] += 1
        self._last_attempt = event.link.id

    def _observe_keys(self, event: Sealed) -> None:
        id_, kind = event.link.id, event.link.kind
        if kind in KEY_KINDS and not self._register.take(event):
            self._damaged_keys[id_] = kind
            key = key_registered_by(event)
            # One that signs its own event is gone on with, so that not all that follows is named besides.
            if key is not None and kind in (KEY_MADE, KEY_LOST):
                self._register.put(key)
            elif key is not None or kind == KEY_ENDED:
                self._badly_signed.add(id_)
        again = key_again(event) if kind == CONTINUED else None
        settled = self._damaged_keys.keys() & again[1] if again is not None else set()
        if again is not None and settled:
            kinds = {self._damaged_keys.pop(one) for one in settled}
            # The key of another desk does not take the others' place.
            beside = kinds <= {KEY_JOINED, KEY_ENDED} and bool(self._in_use)
            name = fingerprint(base64.b64decode(again[0]))
            if not (beside and name in self._in_use):
                self._register.put(Key(id_, CONTINUED, name, again[0]))
        self._keys |= {key.fingerprint: key.public for key in self._register.keys}

    def ended(self, head: ChainHead | None, signed: ChainHead | None) -> Iterator[AuditProblem]:
        """What is wrong with the newest signatures and with the marks of the record's end."""
        if self._attempts:
            by = ", ".join(f"{name} {n}" for name, n in sorted(self._attempts.items()))
            self.notes.append(AuditNote("attempts", self._last_attempt, by))
        for row in self._recent:
            self._check_signature(sealed(row))
        if self._badly_signed:
            yield AuditProblem("bad_signature", min(self._badly_signed), _listed(self._badly_signed))
        last = self._last[0] if self._last is not None else 0
        self.signed = self._is_signed(head, signed)
        if self._unsigned:
            yield AuditProblem("unsigned", self._unsigned[0], _listed(self._unsigned))
        if (self._own or self._keys) and last and signed is None:
            yield AuditProblem("signature_missing", last)
        if self._own and self._in_use and self._own not in self._in_use:
            yield AuditProblem("foreign_key", last, self.key[:16])
        yield from self._check_heads(head, signed, last)

    def _check_signature(self, event: Sealed) -> None:
        if not event.signature or event.link.id in self._badly_signed:
            return
        if not signature_holds(event, self._keys.get(event.key, "")):
            self._badly_signed.add(event.link.id)

    def _check_heads(
        self, head: ChainHead | None, signed: ChainHead | None, last: int
    ) -> Iterator[AuditProblem]:
        if head is None:
            if last:
                yield AuditProblem("head_missing")
            return
        for row in (head, signed):
            if row is not None and type(row.count) is not int:  # a column of SQLite takes anything
                yield AuditProblem("bad_end", last)
                return
        if head.count > last:
            yield AuditProblem("cut_off", last + 1, f"{last + 1}–{head.count}")
        elif head.count < last:
            yield AuditProblem("appended", head.count + 1, f"{head.count + 1}–{last}")
        elif self._last is not None and str(self._last[8]) != head.hash:
            yield AuditProblem("head_differs", head.count)
        if signed is not None and signed.count > last:
            yield AuditProblem("cut_off", last + 1, f"{last + 1}–{signed.count}")
        for row in (head, signed):
            if row is None or not (row.signature or row.public_key):
                continue
            if not _head_signed(row):
                yield AuditProblem("bad_end", row.count)
            elif not self._is_known(row.public_key):
                yield AuditProblem("foreign_key", row.count, row.public_key[:16])

    def _is_signed(self, head: ChainHead | None, signed: ChainHead | None) -> bool:
        if self._keys:
            last = sealed(self._last) if self._last is not None else None
            return last is not None and bool(last.signature) and last.link.id not in self._badly_signed
        # Records of the first releases have no signature but the one on their end.
        return signed is not None and head is not None and signed.count == head.count

    def _is_known(self, public_key: str) -> bool:
        """Whether a head's key is the office's: a registered one, or this desk's own before there was any."""
        known = set(self._keys) if self._keys else {self._own} - {""}
        return not known or fingerprint(base64.b64decode(public_key)) in known


def _noted(event: Sealed, body: Mapping[str, object]) -> Iterator[AuditNote]:
    found = _NOTES.get(event.link.kind)
    if found is not None:
        name, said, most = found
        yield AuditNote(name, event.link.id, str(body.get(said, ""))[:most])


def _listed(numbers: Collection[int]) -> str:
    """Numbers in order, neighbours as a span: `3, 5–7`."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in spans)


def _head_signed(head: ChainHead) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(head.public_key, validate=True))
        message = canonical(head_document(head.count, head.hash, head.at))
        key.verify(base64.b64decode(head.signature, validate=True), message)
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True
