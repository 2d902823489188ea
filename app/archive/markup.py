"""HTML that escapes by itself: whatever is not `Html` already is text, and cannot become a tag."""

from __future__ import annotations

import html
import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # not allowed in HTML, even escaped


class Html(str):
    """Markup, safe to put into a page as it is."""

    __slots__ = ()


_VOID = frozenset({"meta", "img", "br", "hr"})


def element(name: str, /, *children: str, **attributes: str | int | bool) -> Html:
    """`<name …>children</name>`, children and attributes escaped.

    An attribute named `class_` is written `class`, `aria_label` `aria-label`; True writes its bare name,
    False nothing.
    """
    written = "".join(
        _attribute(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items()
    )
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{join(*children)}</{name}>")


def join(*parts: str) -> Html:
    """Parts one after the other."""
    return Html("".join(part if isinstance(part, Html) else escape(part) for part in parts))


def escape(text: str) -> Html:
    """`text` for HTML, within an element or an attribute's quotes; control characters become U+FFFD."""
    return Html(html.escape(_CONTROL.sub("\ufffd", text)))


def _attribute(key: str, value: str | int | bool) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    if value is False:
        return ""
    return f' {name}="{escape(str(value))}"'
