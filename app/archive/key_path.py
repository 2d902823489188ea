"""How the office's keys followed one another, by events of its record that an archive carries.

An event that replaces a key is signed by the former key and holds the new one's consent; one that lets the
key of another desk in, or ends one, is signed by a key in use. So whoever knows one key of an office can
follow it to the one that signed an archive years later, with nothing but the archive. That an event stands
there proves it; that none is missing is a matter of the record's Merkle tree, which somebody who has a key of
the office may have made anew.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping

from app.archive.evidence import LoggedEvent
from app.archive.keys import fingerprint_of
from app.archive.minisign import PublicKey
from app.archive.signed_texts import consent_message, event_message
from app.archive.types import KeyChange
from app.values import dataclass, field

_HANDS_ON = frozenset({"key.replaced", "key.joined"})
_ABOUT_KEYS = _HANDS_ON | {"key.made", "key.lost", "key.ended"}


@dataclass(frozen=True, slots=True)
class KeyHistory:
    """`forebears` of each key, by fingerprints: with the last change on the way from that one to it.

    `over` are the keys that another took the place of, or that were ended.
    """

    forebears: Mapping[str, Mapping[str, KeyChange]] = field(default_factory=dict)
    over: frozenset[str] = frozenset()

    def of(self, key: str) -> Mapping[str, KeyChange]:
        """The keys that handed on to `key`."""
        return self.forebears.get(key, {})


def key_history(events: Iterable[LoggedEvent]) -> KeyHistory:
    """What the events about keys among `events`, in their order, prove. The rest is passed over."""
    reading = _Reading()
    for event in events:
        try:
            reading.take(event)
        except (ValueError, LookupError, TypeError, RecursionError):
            continue
    return KeyHistory(reading.forebears, frozenset(reading.over))


class _Reading:
    def __init__(self) -> None:
        self.forebears: dict[str, dict[str, KeyChange]] = {}
        self.over: set[str] = set()
        self._public: dict[str, bytes] = {}

    def take(self, event: LoggedEvent) -> None:
        """Learn from one event. Raises what reading a body of another shape raises."""
        columns = event.columns()
        kind, body = columns["kind"], columns["body"]
        if kind == "record.continued":
            self.over.clear()  # by whom it is signed from then on need not be told by an event about a key
        if kind not in _ABOUT_KEYS or not isinstance(body, dict):
            return
        rows = [row for row in body["rows"] if row["table"] == "office_key"]
        before = set(self._public)
        for row in rows:
            public = base64.b64decode(str(row["public_key"]), validate=True)
            self._public[fingerprint_of(public)] = public
        if event.key in self.over or not self._signed(event, columns):
            return
        if kind == "key.ended":
            self.over.add(str(body["ended"]))
            return
        (new,) = (str(row["fingerprint"]) for row in rows if row["state"] == "in_use")
        if kind == "key.replaced":
            consent = base64.b64decode(str(body["consent"]), validate=True)
            if not self._holds(new, consent, consent_message(event.key, new)):
                return
            self.over.add(event.key)
        if kind == "key.lost":
            self.over |= before - {new}
        elif kind in _HANDS_ON and new in self._public and new != event.key:
            change = KeyChange(event.number, str(columns["at"]), kind == "key.joined")
            self._hand_on(event.key, new, change)

    def _hand_on(self, former: str, new: str, change: KeyChange) -> None:
        before = self.forebears.get(former, {})
        handed = {
            one: KeyChange(change.event, change.at, was.joined or change.joined)
            for one, was in before.items()
        }
        self.forebears[new] = {**handed, former: change}
        self.forebears[new].pop(new, None)
        self.over.discard(new)

    def _signed(self, event: LoggedEvent, columns: Mapping[str, object]) -> bool:
        hash_ = hashlib.sha256(event.text.encode()).hexdigest()
        signature = base64.b64decode(event.signature, validate=True)
        return self._holds(event.key, signature, event_message(int(str(columns["id"])), hash_))

    def _holds(self, key: str, signature: bytes, signed: bytes) -> bool:
        public = self._public.get(key)
        return public is not None and PublicKey(b"", public).verifies(signature, signed)
