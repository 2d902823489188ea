"""Sizes of files in words."""

from __future__ import annotations

from app.ui.translation import tr


def size_text(size: int) -> str:
    """Bytes as people say them: `1.4 MB`, `৩৪ কিলোবাইট`."""
    if size < 1_000_000:
        return tr("size.kilobytes", n=max(1, round(size / 1000)))
    return tr("size.megabytes", n=round(size / 1_000_000, 1))
