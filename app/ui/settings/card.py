"""The frame of a settings card: a heading and a line of explanation, in the language of the moment."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from app.ui.context import Context
from app.ui.page import Translatable
from app.ui.theme import px
from app.ui.widgets import Card, Label
from app.ui.widgets.pill_row import PillRow


class SettingsCard(Translatable):
    """`body` takes the content; `heading` and `hint` are keys of the catalogue."""

    def __init__(self, context: Context, heading: str, hint: str) -> None:
        super().__init__()
        self.context = context
        card = Card(padding=20, spacing=12)
        self.body = card.body
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        title, explanation = Label(look="heading"), Label(look="small", wrap=True)
        self.translate(title.setText, heading)
        self.translate(explanation.setText, hint)
        texts = QVBoxLayout()
        texts.setSpacing(px(2))
        texts.addWidget(title)
        texts.addWidget(explanation)
        self.body.addLayout(texts)

    def add_choice(self, key: str, pills: PillRow) -> None:
        """A named row of pills."""
        name = Label(look="strong")
        self.translate(name.setText, key)
        self.translate(pills.setAccessibleName, key)
        column = QVBoxLayout()
        column.setSpacing(px(4))
        column.addWidget(name)
        column.addWidget(pills)
        self.body.addLayout(column)
