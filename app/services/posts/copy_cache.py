"""Copies for publishing that were made once, kept and signed for the next export.

Whoever can write into the data folder could else put another picture into an archive.

A copy is only believed with this desk's own signature over what it is a copy of, for which limits, and its
bytes. Without a keyring nothing is kept. The folder may be emptied at any time.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
from pathlib import Path

from app import VERSION
from app.archive.minisign import PublicKey, Signer, key_id_of
from app.canonical import canonical
from app.files import read_regular
from app.media.types import CleanCopy, CopyLimits
from app.services.base.desk import Desk

_SIGNED = b"anumodon copy 1\n"
_MOST = 256 << 20  # bytes of a kept copy


class CopyCache:
    """Keeps copies in the data folder's `copies`. Safe to use from several threads."""

    def __init__(self, desk: Desk) -> None:
        self._folder = desk.folder.path / "copies"
        self._signer: Signer | None = desk.keys.signer()

    def get(self, sha256: str, limits: CopyLimits) -> CleanCopy | None:
        """The copy of an image for these limits, None where none is kept that can be believed."""
        if self._signer is None:
            return None
        name = _name(sha256, limits)
        try:
            head, _, rest = read_regular(self._path(name), _MOST).partition(b"\n")
            signature, _, data = rest.partition(b"\n")
            facts = json.loads(head)
            key = PublicKey(key_id_of(self._signer.public_key), self._signer.public_key)
            if not key.verifies(base64.b64decode(signature), _message(name, facts, data)):
                return None
            return CleanCopy(data, facts["media_type"], facts["extension"], facts["width"], facts["height"])
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def put(self, sha256: str, limits: CopyLimits, copy: CleanCopy) -> None:
        """Keep a copy. A disk that is full or fails keeps none; it is made again then."""
        if self._signer is None:
            return
        name = _name(sha256, limits)
        facts = {
            "media_type": copy.media_type,
            "extension": copy.extension,
            "width": copy.width,
            "height": copy.height,
        }
        signature = base64.b64encode(self._signer.sign(_message(name, facts, copy.data)))
        path = self._path(name)
        partial = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.writelines((json.dumps(facts).encode(), b"\n", signature, b"\n", copy.data))
            partial.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name


def _name(sha256: str, limits: CopyLimits) -> str:
    wanted = [sha256, limits.longest, limits.most_bytes, VERSION]
    return hashlib.sha256(canonical(wanted)).hexdigest()


def _message(name: str, facts: object, data: bytes) -> bytes:
    return _SIGNED + canonical([name, facts, hashlib.sha256(data).hexdigest()])
