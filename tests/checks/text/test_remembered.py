"""What was worked out for a word is remembered, and only so much of it."""

from __future__ import annotations

from app.checks.text.remembered import Remembered


def test_what_is_remembered_is_worked_out_once_and_forgotten_when_too_much() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    known = Remembered(length, most=2)
    assert [known[word] for word in ("a", "bb", "a", "ccc", "a")] == [1, 2, 1, 3, 1]
    assert asked == ["a", "bb", "ccc", "a"]
