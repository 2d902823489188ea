"""What a redacted copy would tell, as lines to choose words from: each field by its name, codes as words."""

from __future__ import annotations

from collections.abc import Sequence

from app.archive.redaction import Field
from app.bangla.digits import number
from app.i18n import catalogue
from app.ui.translation import language, tr

# What is kept as a code, and where its words are.
_CODES = {
    "platform": "platform",
    "kind": "queue.kind",
    "purpose": "purpose",
    "decision_verdict": "archive_page.verdict",
    "act_kind": "archive_page.act",
    "act_reason": "archive_page.removal",
}


class RedactLines:
    """`text` is what is shown; `words` are the copy's own words for what a person selected there."""

    def __init__(self, found: Sequence[tuple[int, Sequence[Field], int]]) -> None:
        self._told: dict[str, str] = {}
        self._names: set[str] = set()
        blocks = []
        for draft, fields, _ in found:
            head = f"{tr('redacted_page.post')} {number(draft, language())}"
            self._told[head] = ""
            blocks.append("\n".join([head, *map(self._line, fields)]))
        self.text = "\n\n".join(blocks)

    def words(self, selected: str) -> str:
        """The words of the copy in a selected line, "" where it has none."""
        line = selected.strip()
        if line in self._told:
            return self._told[line]
        name = next((one for one in self._names if line.startswith(one)), "")
        return line.removeprefix(name).strip()

    def _line(self, field: Field) -> str:
        parts = [part for part in field.place.split(".") if not part.isdigit()]
        name = "_".join(parts)
        if name == "text":
            return field.text
        label = f"{tr(f'redacted_page.field.{name}')}: "
        self._names.add(label)
        key = f"{_CODES.get(name)}.{field.text}"
        if name not in _CODES or key not in catalogue(language()):
            return f"{label}{field.text}"
        line = f"{label}{tr(key)}"
        self._told[line] = field.text
        return line
