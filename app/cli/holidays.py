"""`holiday`: the office's days off besides Friday and Saturday."""

from __future__ import annotations

import argparse

from app.bangla.dates import long_date
from app.cli.dates import day
from app.cli.identity import acting_id
from app.cli.output import DONE, Output
from app.errors import Refusal
from app.services.base.desk import Desk
from app.services.office import holidays
from app.services.responses import days_off


def holiday(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """List them, or with `add DATE NAME` and `withdraw DATE` change them."""
    on = day(arguments.day)
    if arguments.action != "list" and on is None:
        raise Refusal("cli.wants", what="DATE")
    moved = 0
    if arguments.action == "add" and on is not None:
        by = acting_id(desk, arguments, out)
        moved = days_off.add_day_off(desk, on, arguments.name, arguments.name_en, by)
    elif arguments.action == "withdraw" and on is not None:
        moved = days_off.withdraw_day_off(desk, on, acting_id(desk, arguments, out))
    found = holidays.holidays(desk)
    language = out.words.language
    lines = [
        f"{long_date(view.day, language)} · {view.name_bn if language == 'bn' else view.name_en}"
        for view in found
    ]
    days = [{"day": view.day.isoformat(), "name_bn": view.name_bn, "name_en": view.name_en} for view in found]
    told = [out.words("holiday.moved", n=moved)] if moved else []
    document = {"holidays": days, "responses_moved": moved}
    out.answer(document, *(lines or [out.words("cli.no_holidays")]), *told)
    return DONE
