"""Entering what citizens wrote: one by hand or from a screenshot, many pasted at a time, or a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QCheckBox,
    QGridLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.errors import Refusal
from app.intake.types import IncomingFile
from app.services.base.desk import Desk
from app.services.base.enums import ResponseKind
from app.services.office.views import AccountView
from app.services.responses.likely_same import likely_same
from app.services.responses.pasted import pasted_responses
from app.services.responses.views import ResponseForm
from app.ui.hotkey import hotkey
from app.ui.post_form.dropped import has_image, image_in, paths_in
from app.ui.responses.shot_view import ShotView
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets import Button, FormRow, Label
from app.ui.widgets.dates import MomentField
from app.ui.widgets.dialog import FormDialog
from app.ui.widgets.drop_down import DropDown
from app.ui.widgets.fields import Choice, LineRow
from app.ui.widgets.files import IMAGES, choose_file, file_of
from app.ui.widgets.layouts import set_horizontal
from app.values import dataclass, replace

Save = Callable[[Sequence[ResponseForm]], object]

_WITH_SHOT = 1000  # drawn px: as wide as the form is made for a screenshot, where the screen has so much
_ABOVE = 640  # drawn px: as high as the form is with a screenshot above the fields


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen for the last one, and is likely for the next."""

    account_id: int | None = None
    kind: str = ResponseKind.QUESTION.value


class _Where(QWidget):
    """The page and the kind, side by side."""

    def __init__(self, accounts: Sequence[AccountView], chosen: Chosen) -> None:
        super().__init__()
        self._account = DropDown()
        for one in accounts:
            name = f"{tr(f'platform.{one.platform}')} · {one.display_name or one.handle}"
            self._account.addItem(name, one.id)
        self._account.setCurrentIndex(max(0, self._account.findData(chosen.account_id)))
        self._kind = Choice(ResponseKind, "response_kind")
        self._kind.set_value(chosen.kind)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(16))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for column, (key, field) in enumerate((("account", self._account), ("kind", self._kind))):
            row = FormRow(field)
            row.set_label(tr(f"responses_page.entry.{key}"))
            grid.addWidget(row, 0, column)

    @property
    def account_id(self) -> int:
        return int(self._account.currentData())

    @property
    def kind(self) -> ResponseKind:
        return ResponseKind(self._kind.value())

    @property
    def chosen(self) -> Chosen:
        return Chosen(self.account_id, self.kind.value)


class EntryDialog(FormDialog):
    """One response by hand. A screenshot may be pasted, dropped or chosen; it is shown beside the fields."""

    def __init__(
        self,
        desk: Desk,
        accounts: Sequence[AccountView],
        chosen: Chosen,
        save: Save,
        done: Callable[[], None],
        parent: QWidget,
        *,
        screenshot: IncomingFile | None = None,
    ) -> None:
        super().__init__(tr("responses_page.entry.title"), tr("responses_page.entry.save"), parent, width=640)
        self.setAcceptDrops(True)
        self._save, self._done = save, done
        self._desk = desk
        self._told: ResponseForm | None = None  # the form that was said to be likely there already
        self._shot: IncomingFile | None = None
        self.where = _Where(accounts, chosen)
        self._text = _Words()
        self._text.image_pasted = self._take
        self._text.file_pasted = self._take_file
        self._text_row = FormRow(self._text)
        self._text_row.set_label(tr("responses_page.entry.text"))
        self._author, self._url, self._tracking = LineRow(), LineRow(), LineRow()
        for key, row in (("author", self._author), ("url", self._url), ("tracking", self._tracking)):
            row.set_label(tr(f"responses_page.entry.{key}"))
        self._author.set_hint(tr("responses_page.entry.author_hint"))
        self._at = MomentField(datetime.now(UTC))
        at_row = FormRow(self._at)
        at_row.set_label(tr("responses_page.entry.received"))
        self._shot_label = Label(look="small", wrap=True)
        choose = Button(tr("responses_page.entry.choose_shot"), icon="image", small=True)
        choose.clicked.connect(self._choose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(12))
        grid.addWidget(self._author, 0, 0)
        grid.addWidget(at_row, 0, 1)
        grid.addWidget(self._url, 1, 0)
        grid.addWidget(self._tracking, 1, 1)
        fields = self._fields = QVBoxLayout()
        fields.setSpacing(px(12))
        fields.addWidget(self.where)
        fields.addWidget(self._text_row, 1)
        fields.addLayout(grid)
        fields.addWidget(self._shot_label)
        self._view = ShotView(desk)
        self._view.refused.connect(self._not_seen)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(px(16))
        self._halves.addWidget(self._view, 3)
        self._halves.addLayout(fields, 2)
        self.body.addLayout(self._halves, 1)
        self.buttons.insertWidget(0, choose)
        self._show_shot(screenshot)
        self._text.setFocus()

    def submit(self) -> None:
        if not self._text.toPlainText().strip() and self._shot is None:
            self._text_row.set_error(tr("responses_page.entry.empty"))
            self._text.setFocus()
            return
        form = ResponseForm(
            account_id=self.where.account_id,
            kind=self.where.kind,
            text=self._text.toPlainText(),
            author=self._author.text(),
            received=min(self._at.moment(), datetime.now(UTC)) if self._is_today() else self._at.moment(),
            tracking=self._tracking.text(),
            url=self._url.text(),
            screenshot=self._shot,
        )
        # Whoever was told and enters the same once more means it: the time alone goes on meanwhile.
        asked = replace(form, received=None)
        told, self._told = self._told == asked, asked
        self.store(lambda: self._save_unless_there(form, told=told), self._done)

    def _save_unless_there(self, form: ResponseForm, *, told: bool) -> object:
        if not told and (same := likely_same(self._desk, form)) is not None:
            raise Refusal("response.likely_same", id=same)
        return self._save([form])

    def _is_today(self) -> bool:
        """The field has whole minutes; the present one must not count as still to come."""
        return abs((self._at.moment() - datetime.now(UTC)).total_seconds()) < 60

    def _choose(self) -> None:
        path = choose_file(
            self, tr("responses_page.entry.choose_shot"), f"{tr('office.logo_pictures')} ({IMAGES})"
        )
        if path is not None:
            self._take_file(path)

    def _take_file(self, path: Path) -> None:
        try:
            self._show_shot(file_of(path))
        except Refusal as refusal:
            self.refuse(refusal)

    def _take(self, mime: QMimeData) -> None:
        shot = image_in(mime, "screenshot")
        if shot is not None:
            self._show_shot(shot)

    def _show_shot(self, shot: IncomingFile | None) -> None:
        self._shot = shot
        self._shot_label.setText(
            tr("responses_page.entry.with_shot", name=shot.name)
            if shot
            else tr("responses_page.entry.no_shot")
        )
        self._shot_label.setVisible(shot is None)  # the picture says it better, and needs the room
        self.complain("")
        self._view.show_shot(shot)
        if self.isVisible():
            self.fit()

    def _not_seen(self, refusal: Refusal) -> None:
        self._shot_label.show()
        self.refuse(refusal)
        self.fit()

    def _take_size(self) -> None:
        # Placed first: above the fields the screenshot would ask for more height than there may be.
        self._place_shot(min(self.sizeHint().width(), self.screen().availableSize().width()))
        self._column.activate()
        super()._take_size()

    def _place_shot(self, width: int) -> None:
        """The screenshot beside the fields where `width` has room for both, else above them."""
        sides = self._column.contentsMargins()
        both = self._view.minimumWidth() + px(16) + self._fields.minimumSize().width()
        # A little more than is needed: at the least width itself nobody could make the form any narrower.
        wide = width > both + sides.left() + sides.right() + px(8)
        low = self.screen().availableSize().height() < px(_ABOVE)
        set_horizontal(self._halves, wide or low)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(max(hint.width(), px(_WITH_SHOT)), hint.height()) if self._shot is not None else hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_shot(self.width())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or has_image(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = paths_in(event.mimeData())
        if paths:
            self._take_file(paths[0])
        else:
            self._take(event.mimeData())


class _Words(QPlainTextEdit):
    """Plain text; a pasted picture, or a file, is the screenshot."""

    image_pasted: Callable[[QMimeData], None]
    file_pasted: Callable[[Path], None]

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setMinimumHeight(px(80))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return has_image(source) or source.hasUrls() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        paths = paths_in(source)
        if paths:
            self.file_pasted(paths[0])
        elif has_image(source) and not source.hasText():
            self.image_pasted(source)
        else:
            self.insertPlainText(source.text())


class PasteDialog(FormDialog):
    """Many at a time: an empty line stands between two, and a first line may be the name."""

    def __init__(
        self,
        accounts: Sequence[AccountView],
        chosen: Chosen,
        save: Save,
        done: Callable[[], None],
        parent: QWidget,
        *,
        text: str = "",
    ) -> None:
        super().__init__(tr("responses_page.paste.title"), tr("responses_page.paste.save"), parent, width=680)
        self._save, self._done = save, done
        self.where = _Where(accounts, chosen)
        self._text = QPlainTextEdit()
        self._text.setTabChangesFocus(True)
        self._text.setMinimumHeight(px(240))
        self._row = FormRow(self._text)
        self._row.set_label(tr("responses_page.paste.text"))
        self._row.set_hint(tr("responses_page.paste.hint"))
        self._named = QCheckBox(tr("responses_page.paste.named"))
        self._count_label = Label(look="small", wrap=True)
        for part in (self.where, self._row, self._named, self._count_label):
            self.body.addWidget(part)
        self._text.setPlainText(text)
        self._text.textChanged.connect(self._count)
        self._named.toggled.connect(self._count)
        self._count()
        self._text.setFocus()

    def _forms(self) -> list[ResponseForm]:
        return pasted_responses(
            self._text.toPlainText(), self.where.account_id, self.where.kind, named=self._named.isChecked()
        )

    def _count(self) -> None:
        forms = self._forms()
        first = (
            f"{forms[0].author}: {forms[0].text}"
            if forms and forms[0].author
            else (forms[0].text if forms else "")
        )
        text = tr("responses_page.paste.count", n=len(forms))
        self._count_label.setText(
            f"{text} {tr('responses_page.paste.first', words=' '.join(first.split())[:90])}"
            if forms
            else text
        )

    def submit(self) -> None:
        forms = self._forms()
        if not forms:
            self._row.set_error(tr("responses_page.entry.empty"))
            self._text.setFocus()
            return
        self.store(lambda: self._save(forms), self._done)


class FileDialog(FormDialog):
    """The page and the kind of what a file holds."""

    def __init__(
        self,
        path: Path,
        accounts: Sequence[AccountView],
        chosen: Chosen,
        save: Callable[[int, ResponseKind], object],
        done: Callable[[], None],
        parent: QWidget,
    ) -> None:
        super().__init__(tr("responses_page.file.title"), tr("responses_page.file.save"), parent, width=600)
        self._save, self._done = save, done
        self.where = _Where(accounts, chosen)
        self.body.addWidget(Label(path.name, "strong", wrap=True))
        self.body.addWidget(self.where)
        self.body.addWidget(Label(tr("responses_page.file.hint"), "tiny", wrap=True))
        hotkey(self, "Return", self.submit)

    def submit(self) -> None:
        account, kind = self.where.account_id, self.where.kind
        self.store(lambda: self._save(account, kind), self._done)


def clipboard_text() -> str:
    """The text in the clipboard, "" for none."""
    return QApplication.clipboard().text()
