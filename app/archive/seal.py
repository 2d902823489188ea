"""The signature of an archive that is being verified: whether it holds, and whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.archive import bag, keys, minisign
from app.archive.key_path import KeyHistory
from app.archive.types import KeyChange, Problem, Whose


@dataclass(slots=True)
class Seal:
    """What is asked of the signature, and the `problems` with it once it has been checked.

    `expected` names the key that must have signed ("" for any), as `keys.expected_key` reads it; `known` says
    of fingerprints whose they are.
    """

    expected: str
    known: Mapping[str, Whose]
    must_be_signed: bool
    problems: list[Problem] = field(default_factory=list)
    followed: KeyChange | None = None

    def check(self, tags: Mapping[str, bytes]) -> bytes:
        """The public key whose signature covers the tag manifest among `tags`, b"" where none does."""
        key_file, signature_file = tags.get(bag.PUBLIC_KEY), tags.get(bag.SIGNATURE)
        if key_file is None or signature_file is None:
            if key_file is not None:
                self._say("missing", bag.SIGNATURE)
            if signature_file is not None:
                self._say("missing", bag.PUBLIC_KEY)
            if self.expected or self.must_be_signed:
                self._say("unsigned")
            return b""
        try:
            key = minisign.read_public_key(key_file)
        except minisign.Malformed:
            self._say("bad_key", bag.PUBLIC_KEY)
            return b""
        if key.key_id != minisign.key_id_of(key.key):
            self._say("key_id_forged", bag.PUBLIC_KEY, key.name)
        if self.expected and not keys.fits(self.expected, key.key):
            self._say("other_key", bag.PUBLIC_KEY, keys.id_of(key.key))
        try:
            signature = minisign.read_signature(signature_file)
        except minisign.Malformed:
            self._say("bad_signature", bag.SIGNATURE)
            return b""
        if signature.key_id != key.key_id or not signature.whole(key):
            self._say("bad_signature", bag.SIGNATURE)
            return b""
        if not signature.covers(key, tags.get(bag.TAG_MANIFEST, b"")):
            self._say("not_signed", bag.TAG_MANIFEST)
            return b""
        return key.key

    def follow(self, key: bytes, history: KeyHistory) -> None:
        """Let `key`, which `check` found, stand for the one that is named, or known, and handed on to it.

        `history` is what the archive proves of the office's keys. One that another took the place of by then
        is a problem.
        """
        name = keys.fingerprint_of(key)
        if name in history.over:
            self._say("key_over", bag.PUBLIC_KEY, keys.id_of(key))
            return
        if self.expected:
            wanted = [one for one in history.of(name) if keys.named_by(self.expected, one)]
        elif name not in self.known:
            wanted = [one for one in history.of(name) if self.known.get(one) is Whose.KNOWN]
        else:
            return
        # Of a key that this desk knows to be over, it knows also which came after.
        trusted = [one for one in wanted if name in self.known or self.known.get(one) in (None, Whose.KNOWN)]
        if trusted and self.known.get(name) is not Whose.LOST:
            changes = [history.of(name)[one] for one in trusted]
            self.followed = min(changes, key=lambda change: change.joined)
            self.problems = [problem for problem in self.problems if problem.kind != "other_key"]

    def whose(self, key: bytes) -> Whose:
        """What is known of `key`, which `check` found."""
        if not key:
            return Whose.NOBODY
        if self.expected and keys.fits(self.expected, key):
            return Whose.EXPECTED
        if self.followed is not None:
            return Whose.FOLLOWS if self.expected else Whose.FOLLOWS_KNOWN
        return self.known.get(keys.fingerprint_of(key), Whose.STRANGER)

    @property
    def clear(self) -> bool:
        """Whether it is certain, after `check`, which key signed or that none did."""
        return all(problem.kind in ("unsigned", "other_key") for problem in self.problems)

    def _say(self, kind: str, file: str = "", detail: str = "") -> None:
        self.problems.append(Problem(kind, file, detail))
