"""Small widgets all pages share."""

from app.ui.widgets.avatar import Avatar, initial, paint_avatar, platform_sign
from app.ui.widgets.button import Button
from app.ui.widgets.card import Card
from app.ui.widgets.chip import Chip, chip_size, paint_chip
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.form_row import FormRow
from app.ui.widgets.key_hint import KeyHint
from app.ui.widgets.labels import ElidedLabel, Label, LinkLabel, Paragraph
from app.ui.widgets.pill import Pill
from app.ui.widgets.progress_strip import ProgressStrip
from app.ui.widgets.top_bar import TopBar
from app.ui.widgets.work_strip import WorkStrip

__all__ = [
    "Avatar",
    "Button",
    "Card",
    "Chip",
    "ElidedLabel",
    "EmptyState",
    "FormRow",
    "KeyHint",
    "Label",
    "LinkLabel",
    "Paragraph",
    "Pill",
    "ProgressStrip",
    "TopBar",
    "WorkStrip",
    "chip_size",
    "initial",
    "paint_avatar",
    "paint_chip",
    "platform_sign",
]
