"""The register of platforms as a file, and the fingerprint of its figures."""

from __future__ import annotations

import tomllib

from app.canonical import digest
from app.paths import resources

_ABOUT_FIGURES = ("sources", "second_hand", "checked")  # where the figures are from


def register_text() -> str:
    """The register as it is shipped, in TOML."""
    return (resources() / "platforms.toml").read_text(encoding="utf-8")


def fingerprint(register: str) -> str:
    """Another for every change of a figure of the register (TOML), but not of where the figures are from.

    Kept with every check, so that open drafts are checked again by the new figures.
    """
    figures = {
        key: {name: value for name, value in entry.items() if name not in _ABOUT_FIGURES}
        for key, entry in tomllib.loads(register).items()
    }
    return digest(figures)[:12]
