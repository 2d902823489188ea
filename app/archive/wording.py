"""Words and times of the index and the spreadsheets, Bangla first and English after it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from app.archive.markup import Html, element, join
from app.bangla.clauses import shown
from app.bangla.dates import local, long
from app.i18n import Translator, catalogue

BANGLA, ENGLISH = Translator("bn"), Translator("en")


@cache
def both(key: str) -> Html:
    """A sentence in both languages."""
    return join(BANGLA(key), " ", _english(ENGLISH(key)))


def named(table: str, value: str) -> Html:
    """The words for a value of the record (`platform`, `facebook`), the value itself where there are none."""
    key = f"{table}.{value}"
    return both(key) if key in catalogue("bn") else join(value)


def plain(table: str, value: str) -> str:
    """`named` for a cell of a spreadsheet."""
    key = f"{table}.{value}"
    return f"{BANGLA(key)} · {ENGLISH(key)}" if key in catalogue("bn") else value


def clause_list(clauses: Iterable[str]) -> Html:
    """`অনুচ্ছেদ ১০(গ)` and `Clause 10(c)`."""
    bangla, english = (
        f"{words('archive_page.clause')} {', '.join(shown(clause, words.language) for clause in clauses)}"
        for words in (BANGLA, ENGLISH)
    )
    return join(bangla, " ", _english(english))


def time(at: str) -> Html:
    """An ISO 8601 time in UTC as the clock in Dhaka showed it."""
    moment = local_time(at)
    return element("time", long(moment, "bn"), " ", _english(long(moment, "en")), datetime=at)


def local_time(at: str) -> datetime:
    """An ISO 8601 time in UTC as a datetime in Asia/Dhaka."""
    return local(datetime.fromisoformat(at))


def facts(rows: Iterable[tuple[str, str]]) -> Html:
    """A list of label and value; a label is the key of a sentence under `archive_page`."""
    return element(
        "dl",
        *(
            part
            for key, value in rows
            for part in (element("dt", both(f"archive_page.{key}")), element("dd", value))
        ),
    )


def separated(parts: Iterable[str]) -> list[str]:
    """Parts with a dot between them."""
    return [piece for part in parts for piece in (" · ", part)][1:]


def code(value: str) -> Html:
    """A digest or a key id, in figures that line up."""
    return element("code", value)


def _english(text: str) -> Html:
    return element("span", text, lang="en", class_="en")
