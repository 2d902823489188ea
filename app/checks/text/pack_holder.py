"""The rule pack in force."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from app.checks.text.mistakes import Mistake, PackError
from app.checks.text.pack_files import fingerprint_of, fingerprint_path, keep_fingerprint, kept_fingerprint

if TYPE_CHECKING:
    from app.checks.text.pack import RulePack


class PackHolder:
    """The pack in force, loaded when first asked for. A reload with mistakes keeps the last good one.

    `compiled` is a file for `load_pack`, of that folder alone; the fingerprint is kept beside it. Safe to use
    from several threads: who asks for the pack while it loads waits for it, so the window's thread asks for
    the fingerprint only.
    """

    def __init__(self, folder: Path, compiled: Path | None = None) -> None:
        self.folder = folder
        self._compiled = {folder: compiled}
        self._loading = threading.Lock()
        self._pack: RulePack | None = None
        self._fingerprint = ""

    @property
    def pack(self) -> RulePack:
        """The pack in force. Raises `PackError` while the folder has never been good."""
        with self._loading:
            if self._pack is None:
                self._pack = self._load()
            return self._pack

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the pack in force, or of the one about to be: it never waits for loading."""
        if self._pack is not None:
            return self._pack.fingerprint
        if not self._fingerprint:  # two threads that come here at once work out the same
            self._fingerprint = self._kept_fingerprint()
        return self._fingerprint

    def reload(self) -> tuple[Mistake, ...]:
        """Load the folder anew; the mistakes that kept the old pack in force, none if the new one is."""
        try:
            pack = self._load()
        except PackError as error:
            return error.mistakes
        with self._loading:
            self._pack = pack
        return ()

    def _kept_fingerprint(self) -> str:
        compiled = self._compiled.get(self.folder)
        if compiled is None:
            return fingerprint_of(self.folder)
        kept = fingerprint_path(compiled)
        return kept_fingerprint(self.folder, kept) or keep_fingerprint(self.folder, kept)

    def _load(self) -> RulePack:
        from app.checks.text.pack import load_pack  # the rules take longer to import than most commands run

        return load_pack(self.folder, self._compiled.get(self.folder))
