"""`calendar`: what is to go out and went out, written as CSV or iCalendar."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime, timedelta

from app.bangla.dates import local
from app.cli.dates import day
from app.cli.output import DONE, Output
from app.services.base.desk import Desk
from app.services.office.accounts import accounts
from app.services.posts import calendar as posts


def calendar(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Write the posts of a span of days, without one from 30 days ago to 90 ahead, to a new file."""
    today = local(datetime.now(UTC)).date()
    since = day(arguments.since) or today - timedelta(days=30)
    until = day(arguments.until) or today + timedelta(days=90)
    found = posts.calendar(desk, since, until)
    if arguments.account:
        ids = {one.id for one in accounts(desk) if one.handle == arguments.account.removeprefix("@")}
        found = tuple(one for one in found if one.account_id in ids)
    posts.save_calendar(arguments.out, found, out.words)
    document = {
        "file": str(arguments.out),
        "posts": [
            {
                "draft": one.draft_id,
                "at": one.at,
                "timed": one.timed,
                "standing": one.standing.value,
                "account": one.account or None,
                "url": one.url or None,
            }
            for one in found
        ],
    }
    out.answer(document, out.words("calendar.saved", n=len(found), path=str(arguments.out)))
    return DONE
