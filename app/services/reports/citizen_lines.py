"""The responses of a report by kind and by account, line by line, for paper and window."""

from __future__ import annotations

from app.i18n import Translator
from app.services.reports.citizens import PARTS
from app.services.reports.content import Content
from app.services.reports.figures import Number
from app.services.reports.naming import account_name, kind_name
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """A kind or an account by its name; `values` are in the order of `PARTS`, None for no data."""

    name: str
    values: tuple[Number, ...]


def by_kind(content: Content, words: Translator) -> list[ResponseLine]:
    """Of each kind that came in."""
    kinds = dict.fromkeys(key.partition(".")[0] for key in content.of("responses.kind."))
    return [
        ResponseLine(
            kind_name(kind, words),
            tuple(content.value(f"responses.kind.{kind}.{name}") for name in PARTS),
        )
        for kind in kinds
    ]


def by_account(content: Content, words: Translator) -> list[ResponseLine]:
    """Of each account, also where nobody wrote; none where the register was never used."""
    return [
        ResponseLine(
            account_name(account, content, words),
            tuple(content.value(f"responses.{name}.account.{account}") for name in PARTS),
        )
        for account in content.of("responses.in_time.account.")
    ]
