"""Takes in many responses from one file: all of it or nothing."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING

from app.errors import Refusal
from app.i18n import LANGUAGES, Translator
from app.services.base.desk import Desk
from app.services.base.enums import ResponseKind
from app.services.base.given_days import wrong_past
from app.services.office.accounts import account
from app.services.responses.register import Added, add_many
from app.services.responses.views import ResponseForm

if TYPE_CHECKING:
    from app.intake.citizens import IncomingResponse


def import_responses(
    desk: Desk, data: bytes, name: str, account_id: int, by: int | None, kind: ResponseKind
) -> Added:
    """Enter everything in a sheet or a platform's download as responses on one page.

    A row that names no kind is of `kind`. What is in the register already is not entered again. Raises
    `Refusal` like `citizens.read_responses` and `register.add_many`, by the number of the row where one is at
    fault.
    """
    from app.intake.citizens import read_responses  # readers of sheets, which nothing else of the room needs

    page = account(desk, account_id)
    opened = page.opened_on.isoformat() if page.opened_on is not None else ""
    incoming = read_responses(data, name, page.display_name)
    forms = [_form(one, name, account_id, kind, opened) for one in incoming]
    if not forms:
        raise Refusal("response.nothing_in_file", name=name)
    return add_many(desk, forms, by, hashlib.sha256(data).hexdigest())


def kind_meant(written: str) -> ResponseKind:
    """The kind a person named, in code or in words of either language. Raises `Refusal` for any other."""
    wanted = unicodedata.normalize("NFC", written).strip().casefold()
    for kind in ResponseKind:
        names = (Translator(language)(f"response_kind.{kind}") for language in LANGUAGES)
        if wanted in {kind.value, *(unicodedata.normalize("NFC", one).casefold() for one in names)}:
            return kind
    raise Refusal("response.unknown_kind", kind=written.strip()[:60], kinds=", ".join(ResponseKind))


def _form(one: IncomingResponse, name: str, account_id: int, kind: ResponseKind, opened: str) -> ResponseForm:
    wrong = None if one.received is None else wrong_past(one.received, opened)
    if wrong == "to_come":
        raise Refusal("response.row_future", name=name, row=one.row)
    if wrong is not None:
        raise Refusal("response.row_early", name=name, row=one.row)
    try:
        meant = kind_meant(one.kind) if one.kind else kind
    except Refusal as refusal:
        kinds = refusal.params["kinds"]
        raise Refusal("response.row_kind", name=name, row=one.row, kind=one.kind[:60], kinds=kinds) from None
    return ResponseForm(
        account_id=account_id,
        kind=meant,
        text=one.text,
        author=one.author,
        received=one.received,
        tracking=one.tracking,
        url=one.url if one.url.startswith(("http://", "https://")) else "",
    )
