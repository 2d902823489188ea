"""The record's anchor: its line of print and its picture, and what is done with anchors kept elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.archive.keys import grouped
from app.bangla.dates import long, long_date
from app.services.record import outside
from app.services.record.outside import AnchorReport, AnchorView
from app.ui.context import Context
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import Button, Label, Paragraph, WorkStrip
from app.ui.widgets.facts import Facts
from app.ui.widgets.files import choose_file, choose_folder
from app.ui.widgets.outcome import Outcome
from app.ui.widgets.outcome_dialog import OutcomeDialog
from app.ui.widgets.qr_picture import qr_picture

T = TypeVar("T")

_MODULE = 3  # drawn px of a module of the code


class AnchorDialog(OutcomeDialog):
    """Shows the anchor as it is now; each act's result takes the place of the one before."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(tr("anchor_dialog.title"), parent, width=680)
        self._context = context
        self._shown: QWidget | None = None
        self._work = WorkStrip()
        rows = [QHBoxLayout(), QHBoxLayout()]
        self._acts = [
            Button(tr("anchor_dialog.save"), "primary", icon="export"),
            Button(tr("anchor_dialog.check"), icon="shield"),
            Button(tr("anchor_dialog.keep"), icon="archive"),
            Button(tr("anchor_dialog.cosign"), icon="check"),
        ]
        self._last_act = self._acts[0]
        self._work.busy_changed.connect(self._note_keys)
        does: list[Callable[[], None]] = [self._save, self._check, self._keep, self._cosign]
        for place, (button, act) in enumerate(zip(self._acts, does, strict=True)):
            button.clicked.connect(act)
            self._work.busy_changed.connect(button.setDisabled)
            rows[place // 2].addWidget(button)
        self._work.busy_changed.connect(self._give_keys_back)
        for row in rows:
            row.setSpacing(px(8))
            row.addStretch(1)
        close = Button(tr("button.close"), keys="Esc")
        close.clicked.connect(self.reject)
        self.body.addWidget(Paragraph(tr("anchor_dialog.lead")))
        for row in rows:
            self.body.addLayout(row)
        self.body.addWidget(self._work)
        self.buttons.addWidget(close)
        self._acts[0].setFocus()
        self._look()

    def save_into(self, folder: Path) -> None:
        """Save the anchor into a folder."""
        desk, by = self._context.desk, self._by
        self._do(lambda: outside.save(desk, folder, by), self._say_saved)

    def check(self, path: Path) -> None:
        """Compare the record with an anchor's file."""
        desk = self._context.desk
        self._do(lambda: outside.check(desk, path), self._report)

    def keep(self, path: Path) -> None:
        """Take a co-signed anchor into the record."""
        desk, by = self._context.desk, self._by
        self._do(lambda: outside.keep(desk, path, by), self._report)

    def cosign(self, path: Path) -> None:
        """Co-sign another office's anchor."""
        desk, by = self._context.desk, self._by
        self._do(
            lambda: outside.cosign(desk, path, by),
            lambda written: self.show_outcome(Outcome(tr("anchor.cosigned_file", file=str(written)), [], [])),
        )

    @property
    def _by(self) -> int | None:
        member = self._context.member
        return member.id if member is not None else None

    def _save(self) -> None:
        folder = choose_folder(self, tr("anchor_dialog.save"))
        if folder is not None:
            self.save_into(folder)

    def _check(self) -> None:
        self._with_file("check", self.check)

    def _keep(self) -> None:
        self._with_file("keep", self.keep)

    def _cosign(self) -> None:
        self._with_file("cosign", self.cosign)

    def _with_file(self, act: str, then: Callable[[Path], None]) -> None:
        path = choose_file(self, tr(f"anchor_dialog.{act}"), "TXT (*.txt)")
        if path is not None:
            then(path)

    def _note_keys(self, busy: bool) -> None:
        """A button that is off while something runs loses the keys: remember which had them."""
        self._last_act = next((one for one in self._acts if busy and one.hasFocus()), self._last_act)

    def _give_keys_back(self, busy: bool) -> None:
        if not busy:
            self._last_act.setFocus()

    def _do(self, act: Callable[[], T], then: Callable[[T], None]) -> None:
        self.complain("")
        self.show_outcome(None)
        self._work.work(tr("audit_page.working"), lambda _work: act(), then, self.refuse)

    def _look(self) -> None:
        desk = self._context.desk
        self._work.work(
            tr("audit_page.working"),
            lambda _work: (outside.anchor(desk), outside.last_saved(desk)),
            self._show,
            self.refuse,
        )

    def _show(self, found: tuple[AnchorView, date | None]) -> None:
        view, last = found
        if self._shown is not None:
            self._shown.deleteLater()
        day = long_date(last, language()) if last is not None else tr("anchor_dialog.never")
        line = Label(view.line.written(language()), wrap=True)
        line.setObjectName("anchor-line")
        line.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        picture = QLabel()
        picture.setPixmap(qr_picture(view.file, px(_MODULE)))
        picture.setAccessibleName(tr("anchor_dialog.picture"))
        self._shown = Facts(
            [
                (tr("audit_page.events"), tr("audit_page.events_n", n=view.events)),
                (tr("anchor_dialog.line"), line),
                (tr("anchor_dialog.picture"), picture),
                (tr("anchor_dialog.last"), day),
            ]
        )
        self.body.insertWidget(1, self._shown)
        self.fit()

    def _say_saved(self, path: Path) -> None:
        self.show_outcome(Outcome(tr("anchor.saved", file=str(path)), [], []))
        self._look()

    def _report(self, report: AnchorReport) -> None:
        standing = tr(f"anchor.standing.{report.standing}", n=report.events, here=report.here)
        lines = [tr(f"anchor.signed.{report.signed}")] if report.signed is not None else []
        for each in report.cosigned:
            key = "anchor.cosigned_by" if each.fingerprint else "anchor.cosigned_unknown"
            at = long(each.at, language()) if each.at is not None else "–"
            lines.append(tr(key, name=each.name, at=at, fingerprint=grouped(each.fingerprint)))
        if report.ok:
            self.show_outcome(Outcome(standing, [("", text) for text in lines], []))
        else:
            self.show_outcome(Outcome(standing, [], lines or [standing]))
