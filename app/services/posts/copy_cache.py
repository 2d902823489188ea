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
from app.durable import overwrite_and_remove
from app.errors import MissingEnvironment, Refusal, system_reason
from app.files import open_regular, read_capped
from app.media.types import CleanCopy, CopyLimits
from app.services.base.desk import Desk

_SIGNED = b"anumodon copy 1\n"
_MOST = 256 << 20  # bytes of a kept copy
_MOST_HEAD = 1 << 12  # and of each line before it


class CopyCache:
    """Keeps copies in the data folder's `copies`. Safe to use from several threads."""

    def __init__(self, desk: Desk) -> None:
        self._folder = _folder(desk)
        self._signer: Signer | None = desk.keys.signer()

    def get(self, sha256: str, limits: CopyLimits) -> tuple[CleanCopy, str] | None:
        """An image's copy for these limits, and its SHA-256; None where none is kept that is believed."""
        if self._signer is None:
            return None
        name = _name(sha256, limits)
        try:
            with open_regular(self._path(name)) as file:
                head, signature = file.readline(_MOST_HEAD), file.readline(_MOST_HEAD)
                data = read_capped(file, _MOST, name)
            facts = json.loads(head)
            key = PublicKey(key_id_of(self._signer.public_key), self._signer.public_key)
            found = hashlib.sha256(data).hexdigest()
            if not key.verifies(base64.b64decode(signature), _message(name, facts, found)):
                return None
            columns = (facts["media_type"], facts["extension"], facts["width"], facts["height"])
            return CleanCopy(data, *columns), found
        except (OSError, Refusal, ValueError, LookupError, TypeError):
            return None

    def put(self, sha256: str, limits: CopyLimits, copy: CleanCopy, copy_sha256: str) -> None:
        """Keep a copy, whose own SHA-256 is given. A disk that is full or fails keeps none."""
        if self._signer is None:
            return
        name = _name(sha256, limits)
        facts = {
            "media_type": copy.media_type,
            "extension": copy.extension,
            "width": copy.width,
            "height": copy.height,
        }
        signature = base64.b64encode(self._signer.sign(_message(name, facts, copy_sha256)))
        path = self._path(name)
        partial = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            for folder in (self._folder, path.parent):
                folder.mkdir(mode=0o700, exist_ok=True)  # the mode is not that of parents made on the way
            with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.writelines((json.dumps(facts).encode(), b"\n", signature, b"\n", copy.data))
            partial.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name


def forget_copies(desk: Desk) -> None:
    """Overwrite and remove every kept copy: after an image was destroyed, whose copies may be among them.

    Raises `MissingEnvironment` where one cannot be removed.
    """
    try:
        for path in sorted(_folder(desk).glob("*/*")):
            overwrite_and_remove(path)
    except OSError as problem:
        raise MissingEnvironment("blobs.unwritable", reason=system_reason(problem)) from problem


def _folder(desk: Desk) -> Path:
    return desk.folder.path / "copies"


def _name(sha256: str, limits: CopyLimits) -> str:
    wanted = [sha256, limits.longest, limits.most_bytes, VERSION]
    return hashlib.sha256(canonical(wanted)).hexdigest()


def _message(name: str, facts: object, copy_sha256: str) -> bytes:
    return _SIGNED + canonical([name, facts, copy_sha256])
