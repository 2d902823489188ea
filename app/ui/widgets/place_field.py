"""Where something new is to be written: a name to type, and a button to choose the folder around it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets.button import Button
from app.ui.widgets.files import choose_folder


class PlaceField(QWidget):
    """Begins with `usual`, a whole path; choosing a folder keeps the last part of what stands there."""

    def __init__(self, name: str, usual: Path) -> None:
        super().__init__()
        self._usual = usual
        self.line = QLineEdit(str(usual))
        self.line.setAccessibleName(name)
        browse = Button(tr("export.browse"), icon="folder")
        browse.clicked.connect(self._browse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addWidget(self.line, 1)
        row.addWidget(browse)
        self.setFocusProxy(self.line)

    def path(self) -> Path | None:
        """What stands there, None for nothing."""
        written = self.line.text().strip()
        return Path(written).expanduser() if written else None

    def set_path(self, path: Path) -> None:
        self.line.setText(str(path))

    @property
    def path_or_usual(self) -> Path:
        return self.path() or self._usual

    def _browse(self) -> None:
        folder = choose_folder(self, tr("export.browse"))
        if folder is not None:
            self.set_path(folder / self.path_or_usual.name)
