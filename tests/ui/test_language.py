"""The language changes while the window runs, and nothing is left behind in the other one."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.bangla.clauses import shown
from app.i18n import LANGUAGES
from app.services.base.desk import Desk
from app.services.checking import guide
from app.services.office import office
from app.ui import preferences
from app.ui.main_window import MainWindow
from app.ui.translation import tr
from tests.helpers.window import shown_texts
from tests.services.posts import APPEAL, form, write

PAGES = ("queue", "accounts", "responses", "archive", "reports", "rules", "guide", "settings")
LETTERS = {"bn": re.compile(r"[\u0980-\u09ff]"), "en": re.compile(r"[A-Za-z]{2,}")}
# What is the same in both languages: names of keys, addresses, handles, paths, kinds of files.
NEITHER = re.compile(r"Ctrl|Shift|Esc|https?://\S*|@\S+|/\S+|\.zip\b")


def left_in(language: str, root: QWidget, desk: Desk) -> list[str]:
    """Texts in front of a person that bear words of `language`, what the office itself wrote aside."""
    own = sorted(_of_the_office(desk) | _of_the_guide(language), key=len, reverse=True)
    left = []
    for _, text in shown_texts(root):
        rest = text
        for written in own:
            rest = rest.replace(written, "")
        if LETTERS[language].search(NEITHER.sub("", rest)):
            left.append(text)
    return left


def _of_the_office(desk: Desk) -> set[str]:
    here = office.office(desk)
    assert here is not None
    names = {here.name_bn, here.name_en, *(member.name for member in office.members(desk))}
    names |= {account.display_name for account in office.accounts(desk)}
    # A language's own name stands in its own letters, and so does what was posted.
    return names | {APPEAL, *form().sources, "বাংলা", "English"}


def _of_the_guide(language: str) -> set[str]:
    """The guide shows each clause in both languages."""
    texts = [
        (clause.id, clause.title.in_(language), clause.summary.in_(language)) for clause in guide.clauses()
    ]
    return {text for id_, title, summary in texts for text in (summary, f"{shown(id_, language)} · {title}")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_left_in_the_other_language(
    window: MainWindow, desk: Desk, team: dict[str, int], language: str
) -> None:
    other = "en" if language == "bn" else "bn"
    write(desk, team["Jamal"], APPEAL)
    for page in PAGES:
        preferences.set_language(desk, other)
        window.show_page(page)
        assert left_in(other, window, desk) != [], page
        preferences.set_language(desk, language)
        # Parts made anew leave their forerunners to be deleted by the event loop.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert left_in(other, window, desk) == [], page


def test_the_language_stays_as_it_was_left(window: MainWindow, desk: Desk) -> None:
    preferences.set_language(desk, "bn")
    preferences.restore(desk, None)
    assert tr("page.settings") == "সেটিংস"
    preferences.restore(desk, "en")  # asked for on the command line
    assert tr("page.settings") == "Settings"
