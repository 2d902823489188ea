"""What the documents link to is there, and what is for people at the desk is there in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted(
    path
    for folder in ("docs", "packaging", "resources", "tests")
    for path in (ROOT / folder).rglob("*.md")
    if path.is_file()
) + sorted(ROOT.glob("*.md"))
IN_ENGLISH_ALONE = {"commands.md"}  # for scripts and IT staff, as README.bn.md says


def _anchors(document: Path) -> set[str]:
    """By what headings are linked, as GitHub makes it: small letters, hyphens for spaces, no signs."""
    headings = re.findall(r"^#+ (.*)$", document.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_linked_is_there(document: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", document.read_text("utf-8")):
        if "://" in link:
            continue
        place, _, anchor = link.partition("#")
        target = (document.parent / place) if place else document
        assert target.exists(), link
        assert not anchor or anchor in _anchors(target), link


def test_what_is_for_the_desk_is_in_both_languages() -> None:
    names = {path.name for path in (ROOT / "docs").glob("*.md")} - IN_ENGLISH_ALONE
    english = {name for name in names if not name.endswith(".bn.md")}
    assert {name.replace(".md", ".bn.md") for name in english} == names - english
