"""Is this photocard ours? Drop an image, and see whether one that shows the same was approved here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.bangla import dates
from app.services.past.ours import Ours, is_ours
from app.ui.context import Context
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import Button, Label, Paragraph, WorkStrip
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.files import IMAGES, choose_file


class OursDialog(Dialog):
    """May be asked again for the next image."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(tr("ours.title"), parent, width=600)
        self.setAcceptDrops(True)
        self._context = context
        self._found: Ours | None = None
        self._answer = Label(look="heading", wrap=True)
        self._answer.hide()
        self._beneath = Label(wrap=True)
        self._beneath.hide()
        self._work = WorkStrip()
        self._choose = Button(tr("ours.choose"), "primary", icon="image")
        self._choose.clicked.connect(self._ask)
        self.open_button = Button(tr("ours.open"))
        self.open_button.clicked.connect(self._open)
        self.open_button.hide()
        self._work.busy_changed.connect(self._choose.setDisabled)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self._choose)
        row.addWidget(self.open_button)
        row.addStretch(1)
        close = Button(tr("button.close"), keys="Esc")
        close.clicked.connect(self.reject)
        self.body.addWidget(Paragraph(tr("ours.lead")))
        self.body.addLayout(row)
        self.body.addWidget(self._work)
        self.body.addWidget(self._answer)
        self.body.addWidget(self._beneath)
        self.buttons.addWidget(close)
        self._choose.setFocus()
        self.fit()

    def look_at(self, path: Path) -> None:
        """Compare an image with those approved here."""
        self.complain("")
        self._answer.hide()
        self._beneath.hide()
        self.open_button.hide()
        desk = self._context.desk
        self._work.work(tr("ours.working"), lambda _work: is_ours(desk, path), self._show, self.refuse)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths and not self._work.busy:
            self.look_at(paths[0])

    def _ask(self) -> None:
        path = choose_file(self, tr("ours.title"), f"{tr('ours.images')} ({IMAGES})")
        if path is not None:
            self.look_at(path)

    def _show(self, found: Ours) -> None:
        self._found = found
        if found.restored is not None:
            self._answer.setText(
                tr("ours.same_there" if found.same_file else "ours.alike_there", id=found.restored)
            )
            at = dates.long(found.approved_at, language()) if found.approved_at is not None else "–"
            self._beneath.setText(tr("ours.there", name=found.member, time=at))
        elif found.draft is None:
            self._answer.setText(tr("ours.no"))
            self._beneath.setText(tr("ours.no_hint"))
        else:
            self._answer.setText(tr("ours.same" if found.same_file else "ours.alike", id=found.draft))
            at = dates.long(found.approved_at, language()) if found.approved_at is not None else "–"
            self._beneath.setText(tr("ours.by", name=found.member, time=at, event=found.event))
        self._answer.show()
        self._beneath.show()
        self.open_button.setVisible(found.draft is not None)
        self.fit()

    def _open(self) -> None:
        if self._found is not None and self._found.draft is not None:
            self.accept()
            self._context.open_draft(self._found.draft)
