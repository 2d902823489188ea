"""What an office may add later: its place, its grievance address, its logo, letterhead and days."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.errors import Refusal
from app.intake.types import IncomingFile
from app.media.types import Pixels
from app.services.base.desk import Desk
from app.services.office.views import OfficeForm, OfficeView
from app.ui import jobs
from app.ui.office.thumbnail import Thumbnail
from app.ui.theme import px
from app.ui.translation import refusal_text, tr
from app.ui.widgets import Button, Label
from app.ui.widgets.fields import LineRow
from app.ui.widgets.files import IMAGES, choose_file, file_of
from app.ui.widgets.form_row import FormRow
from app.ui.widgets.number_row import NumberRow
from app.values import replace
from app.work import Work

_TEXTS = (
    ("parent_en", "grs_url"),
    ("division_bn", "division_en"),
    ("address_bn", "address_en"),
)
_DAYS: tuple[tuple[str, ...], ...] = (
    ("rotation_days", "lead_days"),
    ("report_days", "quiet_days"),
    ("question_days", "grievance_days"),
    ("appeal_days", "reuse_days"),
)
_LETTERHEAD_LINES = 4


class OfficeMoreFields(QWidget):
    """`form` adds these fields to the form of the office's first ones."""

    def __init__(self, desk: Desk, here: OfficeView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = {name: LineRow() for pair in _TEXTS for name in pair}
        self._days = {name: NumberRow() for pair in _DAYS for name in pair}
        self.logo = LogoField(desk, here.logo)
        self._blur = QCheckBox(tr("office.blur_is_edit"))
        self._letterhead = QPlainTextEdit()
        self._letterhead.setTabChangesFocus(True)
        height = self._letterhead.fontMetrics().lineSpacing() * _LETTERHEAD_LINES
        self._letterhead.setFixedHeight(height + px(20))
        self._build()
        self._show(here)

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(12))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for at, pair in enumerate(_TEXTS):
            for side, name in enumerate(pair):
                self._lines[name].set_label(tr(f"office.{name}"))
                grid.addWidget(self._lines[name], at, side)
        self._lines["grs_url"].line.setPlaceholderText(tr("office.grs_example"))
        letterhead = FormRow(self._letterhead)
        letterhead.set_label(tr("office.letterhead"))
        letterhead.set_hint(tr("office.letterhead_hint"))
        grid.addWidget(letterhead, len(_TEXTS), 0)
        grid.addWidget(self.logo, len(_TEXTS), 1)
        days = QGridLayout()
        days.setHorizontalSpacing(px(16))
        days.setVerticalSpacing(px(12))
        for at, numbers in enumerate(_DAYS):
            for side, name in enumerate(numbers):
                self._days[name].set_label(tr(f"office.{name}"))
                days.addWidget(self._days[name], at, side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        column.addLayout(grid)
        column.addWidget(Label(tr("office.days"), "heading"))
        column.addLayout(days)
        column.addWidget(self._blur)

    def _show(self, here: OfficeView) -> None:
        for name, row in self._lines.items():
            row.line.setText(getattr(here, name))
            row.line.home(False)  # a long text shows its beginning
        for name, number in self._days.items():
            number.set_number(getattr(here, name))
        self._blur.setChecked(here.blur_is_edit)
        self._letterhead.setPlainText("\n".join(here.letterhead))

    def complete(self) -> bool:
        """Whether every number of days is one; goes to the first that is not."""
        wrong = [row for row in self._days.values() if not row.complete()]
        if wrong:
            wrong[0].line.setFocus()
        return not wrong

    def form(self, first: OfficeForm) -> OfficeForm:
        texts = {name: row.text() for name, row in self._lines.items()}
        days = {name: row.number() for name, row in self._days.items()}
        return replace(
            first,
            parent_en=texts["parent_en"],
            division_bn=texts["division_bn"],
            division_en=texts["division_en"],
            address_bn=texts["address_bn"],
            address_en=texts["address_en"],
            grs_url=texts["grs_url"],
            letterhead=tuple(self._letterhead.toPlainText().splitlines()),
            rotation_days=days["rotation_days"],
            lead_days=days["lead_days"],
            report_days=days["report_days"],
            quiet_days=days["quiet_days"],
            question_days=days["question_days"],
            grievance_days=days["grievance_days"],
            appeal_days=days["appeal_days"],
            reuse_days=days["reuse_days"],
            blur_is_edit=self._blur.isChecked(),
        )


class LogoField(QWidget):
    """The office's logo. `changed` says whether another was chosen, or it was taken away; `file` is which."""

    def __init__(self, desk: Desk, sha256: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.changed = False
        self.file: IncomingFile | None = None
        self._picture = Thumbnail(72)
        self._none = Label(tr("office.logo_none"), "small")
        self._problem = Label(look="error", wrap=True)
        choose = Button(tr("office.logo_choose"), icon="image", small=True)
        choose.clicked.connect(self._choose)
        self._remove = Button(tr("button.remove"), small=True)
        self._remove.setAccessibleName(f"{tr('button.remove')}: {tr('office.logo')}")
        self._remove.clicked.connect(self._take_away)
        title = Label(tr("office.logo"), "strong")
        title.setBuddy(choose)
        buttons = QVBoxLayout()
        buttons.setSpacing(px(6))
        for part in (choose, self._remove, self._none):
            buttons.addWidget(part)
        buttons.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self._picture, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(buttons)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(title)
        column.addLayout(row)
        column.addWidget(Label(tr("office.logo_hint"), "tiny", wrap=True))
        column.addWidget(self._problem)
        column.addStretch(1)
        self._there(bool(sha256))
        if sha256:
            self._picture.show_kept(desk, sha256)

    def _choose(self) -> None:
        chosen = choose_file(self, tr("office.logo_choose"), f"{tr('office.logo_pictures')} ({IMAGES})")
        if chosen is not None:
            self.take(chosen)

    def take(self, path: Path) -> None:
        """Look at a file away from the window's thread: a broken one is said at once and not taken."""

        def look(_work: Work) -> tuple[IncomingFile, Pixels]:
            file = file_of(path)
            return file, self._desk.decoder.inspect(file.data, file.name, self._picture.longest).small

        jobs.run(look, self._taken, self._refuse, owner=self)

    def _taken(self, found: tuple[IncomingFile, Pixels]) -> None:
        self.file, self.changed = found[0], True
        self._picture.show_pixels(found[1])
        self._there(True)

    def _take_away(self) -> None:
        self.file, self.changed = None, True
        self._picture.clear()
        self._there(False)

    def _there(self, there: bool) -> None:
        self._remove.setVisible(there)
        self._none.setVisible(not there)
        self._problem.hide()

    def _refuse(self, refusal: Refusal) -> None:
        self._problem.setText(refusal_text(refusal))
        self._problem.show()
