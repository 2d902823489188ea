"""What is said of an image for those who cannot see it: checked like the post's text, missed if absent."""

from __future__ import annotations

from dataclasses import replace

from app.checks.photo.explanations import in_alt_text, no_alt_text, title
from app.checks.photo.lettering import TextRules
from app.checks.photo.rule_names import NO_ALT_TEXT
from app.checks.types import Finding, Severity, Use


def alt_text_findings(alt: str, position: int, name: str, use: Use, rules: TextRules) -> list[Finding]:
    """Findings about the alt text of the image at `position` of a draft.

    `name`: the image's, where several have to be told apart, else "". Their `start` and `end` count in the
    alt text, for they have an `attachment`.
    """
    found = [
        replace(finding, why=in_alt_text(finding.why, finding.text, name), attachment=position)
        for finding in rules(alt)
    ]
    if use is Use.POST and not alt.strip():
        # A note: the guideline asks that images be fit (7.a), and names no alt text.
        why = no_alt_text(name)
        found.append(
            Finding(NO_ALT_TEXT, ("7.a",), Severity.NOTE, title(NO_ALT_TEXT), why, attachment=position)
        )
    return found
