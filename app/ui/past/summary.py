"""The figures over the list: what came in, how much of it was before, and how much nobody approved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.bangla.dates import local, long_date
from app.services.past.views import PastCounts, Unapproved
from app.ui.theme import px
from app.ui.translation import language, tr
from app.ui.widgets import ElidedLabel, Label
from app.ui.wording import number_text


class Summary(QFrame):
    """Four figures side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", "top")
        self._figures = [(Label(look="heading", wrap=True), ElidedLabel(look="small")) for _ in range(4)]
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(10), px(16), px(10))
        row.setSpacing(px(20))
        for place, (head, line) in enumerate(self._figures):
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(head)
            column.addWidget(line)
            column.addStretch(1)
            row.addLayout(column, 2 if place == 0 else 1)

    def show_counts(self, counts: PastCounts, found: Sequence[Unapproved]) -> None:
        """Fill the figures in."""
        after = [one for one in found if not one.before]
        matched = counts.posts - len(found)
        left = sum(one.post.answer is None for one in after)
        downloads = ", ".join(counts.downloads) or tr("past.no_download")
        span = ""
        if counts.first is not None and counts.last is not None:
            first, last = (long_date(local(at).date(), language()) for at in (counts.first, counts.last))
            span = f"{first} – {last}"
        texts = (
            (downloads if len(downloads) < 40 else f"{downloads[:39]}…", span),
            (
                f"{number_text(counts.posts)} {tr('past.posts')}",
                tr("past.matched", n=matched),
            ),
            (f"{number_text(counts.before)} {tr('past.before')}", tr("past.before_hint")),
            (
                f"{number_text(len(after))} {tr('past.unapproved')}",
                tr("past.answers", n=len(after) - left, left=left),
            ),
        )
        for (head, line), (words, beneath) in zip(self._figures, texts, strict=True):
            head.setText(words)
            line.setText(beneath)
