"""Opens a video or audio in the player that the system has for it. The program itself plays nothing."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QUrl
from PySide6.QtGui import QDesktopServices

from app.errors import MissingEnvironment, Refusal
from app.media.formats import ALL
from app.services.base.desk import Desk
from app.services.posts.views import AttachmentView
from app.ui import jobs, messages
from app.ui.translation import refusal_text, tr
from app.work import Work

_ENDINGS = {format.media_type: format.extension for format in ALL.values()}


class Player(QObject):
    """Hands the system a copy: what is kept stays out of every other program's reach.

    The copies lie in a private folder, which is gone when the program ends.
    """

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._folder: Path | None = None
        self._coming: set[str] = set()  # SHA-256 of what is being copied: asked for again, it opens once
        program = QCoreApplication.instance()
        if program is not None:
            program.aboutToQuit.connect(self.close)

    def open(self, clip: AttachmentView) -> None:
        """Copy the clip and open it; a computer without a player is said in one sentence."""
        if clip.sha256 in self._coming:
            return
        self._coming.add(clip.sha256)
        messages.say(tr("clips.opening", name=clip.original_name))
        jobs.run(
            lambda work: self._copied(clip, work),
            done=lambda file: self._show(file, clip),
            failed=lambda refusal: messages.say(refusal_text(refusal), "error"),
            owner=self,
            ended=lambda: self._coming.discard(clip.sha256),
        )

    def close(self) -> None:
        """Throw the copies away; on Windows one that a player still holds open stays."""
        folder, self._folder = self._folder, None
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def _copied(self, clip: AttachmentView, work: Work) -> Path:
        data = self._desk.blobs.read(clip.sha256)
        try:
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="anumodon-"))
                # However the program ends, short of a crash.
                atexit.register(shutil.rmtree, self._folder, ignore_errors=True)
            file = self._folder / f"{clip.sha256[:12]}{_ENDINGS[clip.media_type]}"
            if not file.exists():
                partial = file.with_suffix(".partial")
                with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as copy:
                    copy.write(data)
                partial.replace(file)
        except OSError as problem:
            raise MissingEnvironment("media.clip.no_room", name=clip.original_name) from problem
        return file

    def _show(self, file: Path, clip: AttachmentView) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
            refusal = Refusal("media.clip.no_player", name=clip.original_name)
            messages.say(refusal_text(refusal), "error")
