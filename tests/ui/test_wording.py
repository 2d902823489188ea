"""What the window says of drafts, findings and clauses."""

from __future__ import annotations

from app.ui.wording import clause_title


def test_a_clause_the_guide_does_not_tell_of_has_no_title() -> None:
    """Rules of the office's own, or of a newer pack, may cite one."""
    assert clause_title("10.c")
    assert clause_title("99.z") == ""
