"""Mistakes in a rule pack, each with its place, told in both languages."""

from __future__ import annotations

from app.errors import Refusal
from app.i18n import Bilingual
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong where. `file` is a name inside the pack's folder; line and column count from 1."""

    file: str
    line: int
    column: int
    message: Bilingual

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    def in_(self, language: str) -> str:
        return f"{self.place}: {self.message.in_(language)}"

    def __str__(self) -> str:
        return self.in_("en")


class PackError(Refusal):
    """A pack that cannot be used. `mistakes` holds them all, in order of file and line; never empty."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("rulepack.mistakes", n=len(mistakes), place=mistakes[0].place)
        self.mistakes = mistakes

    def __str__(self) -> str:
        return "\n".join(map(str, self.mistakes))


class MistakeFound(Exception):
    """Raised where a mistake is found; the loader collects it and goes on with the next rule."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(str(mistake))
        self.mistake = mistake
