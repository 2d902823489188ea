"""One post as its readers see it: who posts, the text, and the facts beneath."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.posts.views import DraftView, VersionView
from app.ui import theme
from app.ui.page import Translatable
from app.ui.post_view.account_avatar import AccountAvatar
from app.ui.post_view.post_text import MARGIN, PostText
from app.ui.post_view.unicode_text import UnicodeText
from app.ui.translation import tr
from app.ui.widgets import Card, ElidedLabel, Label, LinkLabel
from app.ui.widgets.layouts import clear
from app.ui.wording import page_line, schedule


class PostCard(Card):
    """Who posts, and the text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=18, spacing=10, parent=parent)
        # The text has its own margin; what stands above and below is in line with it.
        side, end = theme.px(18) - MARGIN, theme.px(18)
        self.body.setContentsMargins(side, end, side, end)
        self._avatar = AccountAvatar()
        self._name = ElidedLabel(look="strong")
        self._page = Label(look="small", wrap=True)
        self._page.setTextFormat(Qt.TextFormat.RichText)
        self.text = PostText()
        self.in_unicode = UnicodeText()
        names = QVBoxLayout()
        names.setSpacing(theme.px(2))
        names.addWidget(self._name)
        names.addWidget(self._page)
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, 0, MARGIN, 0)
        head.setSpacing(theme.px(10))
        head.addWidget(self._avatar, alignment=Qt.AlignmentFlag.AlignTop)
        head.addLayout(names, 1)
        self.body.addLayout(head)
        self.body.addWidget(self.text)
        beneath = QHBoxLayout()
        beneath.setContentsMargins(MARGIN, 0, MARGIN, 0)
        beneath.addWidget(self.in_unicode)
        self.body.addLayout(beneath)
        self._below = QVBoxLayout()
        self._below.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self._below.setSpacing(theme.px(8))
        self.body.addLayout(self._below)

    def show_draft(self, draft: DraftView) -> None:
        account = draft.version.account
        name = account.display_name if account else tr("queue.no_account")
        self._avatar.show_name(name)
        self._name.setText(name)
        self._page.setText(_with_what_lacks(page_line(draft.version, draft.kind), draft.version))
        self._page.setAccessibleName(page_line(draft.version, draft.kind))
        self.text.setAccessibleName(tr("queue.post.text"))
        in_text = [finding for finding in draft.findings if finding.attachment is None]
        self.text.show_text(draft.version.text, in_text)
        self.text.setVisible(bool(draft.version.text))
        self.in_unicode.show_draft(draft)

    def show_below(self, rows: list[QWidget]) -> None:
        """Put the images under the text, instead of those of the draft before."""
        clear(self._below)
        for row in rows:
            self._below.addWidget(row)


def _with_what_lacks(line: str, version: VersionView) -> str:
    """A line as markup, with the purpose that is still wanted in amber."""
    text = escape(line)
    if not version.lacks_purpose:
        return text
    wanted = escape(tr("queue.post.no_purpose"))
    return text.replace(wanted, f'<b style="color:{theme.theme().warn}">{wanted}</b>')


class Facts(Translatable):
    """Beneath the post: author, schedule, length, sources; history and editing a click away."""

    def __init__(self) -> None:
        super().__init__()
        self._line = Label(look="small", wrap=True)
        self._sources = Label(look="small", wrap=True)
        self._sources.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.edit = LinkLabel()
        self.history = LinkLabel()
        self.translate(self.edit.setText, "queue.post.edit")
        self.translate(self.history.setText, "queue.post.history")
        links = QHBoxLayout()
        links.setSpacing(theme.px(16))
        links.addWidget(self.edit)
        links.addWidget(self.history)
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        row.addWidget(self._line, 1)
        row.addLayout(links)
        row.setAlignment(links, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(row)
        column.addWidget(self._sources)

    def show_draft(self, draft: DraftView) -> None:
        version = draft.version
        parts = [
            tr("queue.post.author", name=version.author or tr("queue.unknown")),
            tr("queue.post.length", n=len(version.text)),
        ]
        if version.schedule:
            parts.append(tr("queue.post.schedule", time=schedule(version.schedule)))
        if not version.sources:
            parts.insert(1, tr("queue.post.no_source"))
        self._line.setText("   ".join(parts))
        self._sources.setText(tr("queue.post.sources", sources="\n".join(version.sources)))
        self._sources.setVisible(bool(version.sources))
