"""Words of people where Qt would take signs in them for markup: in menus, check boxes and tips."""

from __future__ import annotations

from html import escape


def unmarked(text: str) -> str:
    """For a line of a menu or a check box: Qt hides a single & there, and underlines what follows."""
    return text.replace("&", "&&")


def tip_text(text: str) -> str:
    """For a tip: Qt reads what looks like HTML as HTML."""
    if "<" not in text:
        return text
    return f"<qt>{escape(text)}</qt>".replace("\n", "<br>")
