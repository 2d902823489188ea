"""What saving an edit does to who may approve the post, above the form."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services.posts.mending import Cost
from app.ui.theme import px
from app.ui.translation import tr
from app.ui.widgets import Label
from app.ui.wording import too_few


class Costs(QWidget):
    """`kept` is the cost while the words stay the same, `rewritten` with others; None for a new post."""

    def __init__(self, kept: Cost | None, rewritten: Cost | None) -> None:
        super().__init__()
        self._kept, self._rewritten = kept, rewritten
        own = Label(tr("queue.form.gives_up"), "small", wrap=True)
        own.setVisible(kept is not None and kept.own)
        self._few = Label(look="wanted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(own)
        column.addWidget(self._few)
        self._own = own
        self.show_text(same=True)

    def show_text(self, *, same: bool) -> None:
        """Whether the words are those the draft has now."""
        cost = self._kept if same else self._rewritten
        text = "" if cost is None else too_few(cost)
        self._few.setText(text)
        self._few.setVisible(bool(text))
        self.setVisible(bool(text) or not self._own.isHidden())
