"""Writing a post, or editing one into a new version, with the rules looking on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.checks.text.bijoy import convert
from app.checks.types import BIJOY_RULE, Finding, TextReport, Use
from app.errors import Refusal
from app.services.base.enums import AccountKind, State
from app.services.office import office
from app.services.posts import intake, mending, queue
from app.services.posts.intake import EDIT, Edit
from app.services.posts.mending import Cost
from app.services.posts.views import DraftView, PostForm
from app.ui import jobs, messages, theme, wording
from app.ui.context import Context
from app.ui.hotkey import hotkey
from app.ui.images.pictures import Pictures
from app.ui.post_form.costs import Costs
from app.ui.post_form.dropped import has_image, paths_in
from app.ui.post_form.editor import PostEditor
from app.ui.post_form.fields import FormFields
from app.ui.post_form.images import FormImages
from app.ui.post_form.live_check import LiveCheck
from app.ui.translation import tr
from app.ui.widgets import Button, Chip, FormRow, Label, LinkLabel
from app.ui.widgets.confirm import ThrowAwayDialog
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.layouts import clear
from app.values import replace

# Refusals by what a colleague did meanwhile, each with its sentence.
_OVERTAKEN = {"review.changed_meanwhile": "overtaken", "intake.decided_meanwhile": "overtaken_decided"}


class ComposeDialog(Dialog):
    """For a new post, or for `draft`. `saved` gives the draft's id and the version just made."""

    saved = Signal(int, int)

    def __init__(
        self,
        context: Context,
        pictures: Pictures,
        *,
        draft: DraftView | None = None,
        seed: PostForm | None = None,
        parent: QWidget,
    ) -> None:
        super().__init__(tr("queue.form.edit" if draft else "queue.form.compose"), parent)
        self._context = context
        self._draft = draft
        self.setAcceptDrops(True)
        self._live = LiveCheck(context.desk, self)
        self._live.found.connect(self._show_report)
        self._editor = PostEditor()
        self._fields = FormFields(office.accounts(context.desk, kind=AccountKind.OFFICIAL))
        self._images = FormImages(context.desk, pictures)
        self._noticed = _Noticed()
        self._noticed.chosen.connect(self._select)
        self._noticed.unicode_wanted.connect(self._to_unicode)
        self._count = Label(look="tiny")
        self._save = Button(tr("button.save"), "primary", "Ctrl ↵")
        self._cancel = Button(tr("button.cancel"), keys="Esc")
        self._costs = Costs(self._cost(None), self._cost(""))
        self._lay_out(parent)

        start = seed or PostForm(text="")
        if draft is not None:
            start = replace(intake.form_of(draft.version), kind=draft.kind.value)
        self._editor.set_post(start.text)
        self._fields.fill(start)
        self._images.set_images(start.images)
        self._editor.textChanged.connect(self._on_change)
        self._editor.image_pasted.connect(self._images.take)
        self._fields.changed.connect(self._on_change)
        self._images.opened.connect(lambda: self.complain(""))
        self._save.clicked.connect(self.save)
        self._cancel.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            hotkey(self, keys, self.save)
        self._untouched = self._form() if draft is not None or seed is None else None
        self._on_change()
        self._editor.setFocus()

    def _lay_out(self, parent: QWidget) -> None:
        text = FormRow(self._editor)
        text.set_label(tr("queue.form.text"))
        left = QVBoxLayout()
        left.setSpacing(theme.px(8))
        left.addWidget(text, 3)
        left.addWidget(self._count, alignment=Qt.AlignmentFlag.AlignRight)
        left.addWidget(self._noticed, 2)

        images = FormRow(self._images)
        images.set_label(tr("queue.form.images"))
        inside = QWidget()
        right = QVBoxLayout(inside)
        right.setContentsMargins(0, 0, theme.px(12), 0)
        right.setSpacing(theme.px(12))
        right.addWidget(self._fields)
        right.addWidget(images)
        right.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)

        parts = QHBoxLayout()
        parts.setSpacing(theme.px(20))
        parts.addLayout(left, 3)
        parts.addWidget(scroll, 2)
        if self._draft is not None and self._draft.state is State.APPROVED:
            self.body.addWidget(Label(tr("queue.form.voids_approval"), "error", wrap=True))
        self.body.addWidget(self._costs)
        self.body.addLayout(parts, 1)
        self.buttons.addWidget(self._cancel)
        self.buttons.addWidget(self._save)
        room = parent.window().size()
        self.resize(min(theme.px(1040), room.width() - 40), min(theme.px(680), room.height() - 40))

    def _cost(self, text: str | None) -> Cost | None:
        """What saving an edit does to who may approve the post, with the words it has or others."""
        draft, member = self._draft, self._context.member
        if draft is None or member is None:
            return None
        return mending.cost(self._context.desk, draft.id, member.id, text=text)

    # Saving

    def save(self) -> None:
        """Keep the post in the name of whoever sits at the desk."""
        member = self._context.member
        if member is None:
            self.complain(tr("queue.choose_member"))
            return
        if not self._save.isEnabled():
            return
        if self._images.opening:
            self.complain(tr("queue.form.still_opening"))
            return
        self._save.setEnabled(False)
        desk, draft, form, by = self._context.desk, self._draft, self._form(), member.id
        seen = Edit(seen=draft.version.digest, state=draft.state) if draft is not None else EDIT

        def keep(work: object) -> tuple[int, int]:
            if draft is None:
                return intake.compose(desk, form, by), 1
            return draft.id, intake.revise(desk, draft.id, form, by, seen)

        jobs.run(
            keep,
            done=self._on_saved,
            failed=self._on_refused,
            ended=lambda: self._save.setEnabled(True),
            owner=self,
        )

    def _on_refused(self, refusal: Refusal) -> None:
        """Say why. What a colleague did meanwhile is no more than a question: saving again is the answer."""
        if self._draft is not None and refusal.key in _OVERTAKEN:
            self._draft = queue.draft(self._context.desk, self._draft.id)
            self.complain(tr(f"queue.form.{_OVERTAKEN[refusal.key]}", n=self._draft.versions))
        else:
            self.refuse(refusal)

    def _on_saved(self, kept: tuple[int, int]) -> None:
        messages.say(tr("queue.form.saved" if kept[1] > 1 else "queue.form.added", n=kept[1]))
        self.saved.emit(*kept)
        self.accept()

    def reject(self) -> None:
        """Close; what was written is not thrown away without asking."""
        if self._form() == self._untouched and not self._images.opening:
            super().reject()
        else:
            question = ThrowAwayDialog(self.windowTitle(), self)
            question.accepted.connect(lambda: self.done(QDialog.DialogCode.Rejected))
            question.open()

    def _form(self) -> PostForm:
        return replace(self._fields.form(), text=self._editor.post(), images=self._images.images())

    # The rules looking on

    def _on_change(self) -> None:
        text = self._editor.post()
        self.complain("")
        self._costs.show_text(same=self._draft is not None and text == self._draft.version.text)
        self._count.setText(tr("queue.post.length", n=len(text)))
        self._editor.mark(())
        self._live.want(text, self._fields.facts())
        self._images.want_alt(self._fields.form().use == Use.POST)

    def _show_report(self, text: str, report: TextReport) -> None:
        if text == self._editor.post():
            self._editor.mark(report.findings)
            self._noticed.show_findings(report.findings, bool(text.strip()))

    def _select(self, finding: Finding) -> None:
        """Select a finding's words, unless they were changed since they were found."""
        start, end = finding.start, finding.end
        if start is not None and end is not None and self._editor.post()[start:end] == finding.text:
            self._editor.select_span(start, end)

    def _to_unicode(self) -> None:
        self._editor.replace_post(convert(self._editor.post()))
        self._editor.setFocus()

    # Images dropped on the form

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if paths_in(event.mimeData()) or has_image(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._images.take(event.mimeData()):
            event.acceptProposedAction()


class _Noticed(QScrollArea):
    """What the rules notice in the text as it stands. `chosen` gives the finding clicked.

    `unicode_wanted` asks to replace text in the old Bijoy encoding.
    """

    chosen = Signal(object)
    unicode_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: Sequence[Finding] | None = None
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(10))
        inside = QWidget()
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, 0, theme.px(8), 0)
        inner.addLayout(self._column)
        inner.addStretch()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)

    def show_findings(self, findings: Sequence[Finding], has_text: bool) -> None:
        if findings == self._shown and findings:
            return
        self._shown = findings
        clear(self._column)
        for finding in findings:
            self._column.addWidget(self._row(finding))
        if not findings and has_text:
            self._column.addWidget(Chip("good", tr("queue.row.clear")), alignment=Qt.AlignmentFlag.AlignLeft)

    def _row(self, finding: Finding) -> QWidget:
        title = LinkLabel(wording.in_language(finding.title))
        title.followed.connect(lambda: self.chosen.emit(finding))
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(Chip(finding.severity.value, wording.severity(finding.severity)))
        head.addWidget(title)
        head.addStretch()
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addLayout(head)
        column.addWidget(Label(wording.in_language(finding.why), "small", wrap=True))
        if finding.rule == BIJOY_RULE:
            replace_ = Button(tr("queue.unicode.replace"), small=True)
            replace_.clicked.connect(self.unicode_wanted)
            column.addWidget(replace_)
        return row
