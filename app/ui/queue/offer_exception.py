"""From a finding to an exception: what is offered to be let pass from now on."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.checks.text.bijoy import words_at
from app.errors import Refusal
from app.services.posts.views import DraftView, FindingView
from app.ui import messages
from app.ui.context import Context
from app.ui.rules.dialogs import ExceptionDialog
from app.ui.translation import refusal_text
from app.ui.wording import can_be_excepted, in_language


def offer_exception(context: Context, draft: DraftView, finding: FindingView, parent: QWidget) -> None:
    """Open the dialog with the words found, Bijoy in Unicode: Enter is enough."""
    if not can_be_excepted(finding):
        messages.say(refusal_text(Refusal("rules.no_exceptions_here")), "warn")
        return
    phrase = finding.text or ""  # in an image's alt text, which has no place in the post's
    if finding.attachment is None and finding.start is not None and finding.end is not None:
        phrase = words_at(draft.version.text, finding.start, finding.end)
    title = in_language(finding.title)
    ExceptionDialog(context, finding.rule, title, parent, phrase=phrase, draft_id=draft.id).open()
