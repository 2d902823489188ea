"""The files of an archive that was verified, read once more: each is compared with the seal as it is read.

Between the verification and this reading somebody may change a file, so nothing is taken on trust: the tag
manifest has the archive's digest, the manifest is the one that it names, and every file is as that says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.archive import bag, keys
from app.archive.contents import Contents, open_contents
from app.archive.seal import Seal
from app.errors import MissingEnvironment, Refusal

_SEALING = (bag.TAG_MANIFEST, bag.SIGNATURE)


class SealedFiles:
    """The archive's files by their paths, those of the seal first."""

    def __init__(self, contents: Contents, name: str, digest: str, key: str) -> None:
        self._contents = contents
        self._name = name
        seal = {path: self._bytes(path) for path in _SEALING}
        if bag.archive_digest(seal[bag.TAG_MANIFEST]) != digest:
            self._changed()
        self._listed = self._checksums(seal[bag.TAG_MANIFEST])
        self._listed |= self._checksums(self.read(bag.MANIFEST))
        self._listed |= {path: hashlib.sha256(data).hexdigest() for path, data in seal.items()}
        tags = {**seal, bag.PUBLIC_KEY: self.read(bag.PUBLIC_KEY)}
        if keys.fingerprint_of(Seal("", {}, must_be_signed=True).check(tags)) != key:
            self._changed()

    @property
    def paths(self) -> list[str]:
        """Every file of the archive, in order."""
        return sorted(self._listed)

    def read(self, path: str) -> bytes:
        """A whole file. Raises `Refusal` "restored.changed" where it is not as the seal says."""
        data = self._bytes(path)
        if hashlib.sha256(data).hexdigest() != self._listed[path]:
            self._changed()
        return data

    def _bytes(self, path: str) -> bytes:
        if path not in self._contents.sizes:
            self._changed()
        try:
            return b"".join(self._contents.chunks(path))
        except OSError as problem:
            raise MissingEnvironment("restored.unreadable", name=self._name) from problem

    def _checksums(self, manifest: bytes) -> dict[str, str]:
        checksums, wrong = bag.read_manifest(manifest)
        if wrong:
            self._changed()
        return checksums

    def _changed(self) -> None:
        raise Refusal("restored.changed", name=self._name)


@contextmanager
def sealed_files(path: Path, digest: str, key: str) -> Iterator[SealedFiles]:
    """Open the archive at `path` that was verified as `digest`, signed by the key with that fingerprint.

    Raises `Refusal` "restored.changed" where it is another by now, and what `open_contents` does.
    """
    with open_contents(path) as contents:
        yield SealedFiles(contents, path.name, digest, key)
