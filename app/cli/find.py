"""`find`, `reuse`, `media`: the archive searched, a post used again, and where each image stood."""

from __future__ import annotations

import argparse

from app.cli.dates import day
from app.cli.identity import acting
from app.cli.output import DONE, NO, Output
from app.cli.recorded import answer_recorded
from app.errors import Refusal
from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.posts import reuse as again
from app.services.posts.approved_list import Wanted, approved_list, approved_rows
from app.services.posts.media_library import media_library
from app.services.posts.saved_searches import forget_search, save_search, saved_searches
from app.services.restored import reusing


def find(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Approved posts by what a person remembers of them; status 1 where there is none."""
    if arguments.forget:
        forget_search(desk, arguments.forget)
        sentence = out.words("find.forgotten", name=arguments.forget)
        out.answer({"forgotten": arguments.forget}, sentence)
        return DONE
    wanted = _wanted(desk, arguments)
    if arguments.save:
        save_search(desk, arguments.save, wanted)
    found = approved_list(desk, wanted)
    rows = approved_rows(desk, found.ids)
    document = {
        "posts": [
            {
                "draft": row.id,
                "state": row.state.value,
                "mark": row.mark.value if row.mark is not None else None,
                "account": row.account or None,
                "text": row.excerpt,
            }
            for row in rows
        ],
        "saved_as": arguments.save or None,
    }
    lines = [
        out.words(
            "find.line",
            id=row.id,
            state=out.words(f"archive.mark.{row.mark}" if row.mark else f"state.{row.state}"),
            text=row.excerpt,
        )
        for row in rows
    ]
    if arguments.save:
        lines.append(out.words("find.saved", name=arguments.save))
    out.answer(document, *(lines or [out.words("find.none")]))
    return DONE if rows else NO


def reuse(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Make a new draft of an approved post, or of one that came back from an archive."""
    member = acting(desk, arguments, out)
    make = reusing.reuse if arguments.restored else again.reuse
    made = make(desk, arguments.id, member.id, arguments.reason)
    of = "of_restored" if arguments.restored else "of"
    answer_recorded(desk, out, {"draft": made, of: arguments.id}, out.words("reuse.made", id=made))
    return DONE


def media(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Every image once, with the posts it stood in."""
    words = arguments.search.casefold().split()
    found = [
        one
        for one in media_library(desk)
        if all(word in f"{one.name} {one.alt}".casefold() for word in words)
    ]
    document = {
        "images": [
            {
                "sha256": list(one.images),
                "name": one.name,
                "alt": one.alt,
                "approved": one.approved,
                "posts": [
                    {"draft": use.draft_id, "state": use.state.value, "current": use.current}
                    for use in one.uses
                ],
            }
            for one in found
        ]
    }
    lines = [
        out.words(
            "media.line",
            name=one.name,
            n=len(one.uses),
            approved=out.words("media.approved" if one.approved else "media.not_approved"),
        )
        for one in found
    ]
    out.answer(document, *(lines or [out.words("media.none")]))
    return DONE


def _wanted(desk: Desk, arguments: argparse.Namespace) -> Wanted:
    if arguments.saved:
        kept = saved_searches(desk)
        if arguments.saved not in kept:
            raise Refusal("saved_search.none", name=arguments.saved)
        return kept[arguments.saved]
    return Wanted(
        day(arguments.since),
        day(arguments.until),
        arguments.account,
        arguments.search,
        State(arguments.state) if arguments.state else None,
        purpose=arguments.purpose or "",
        important=arguments.important,
        person=arguments.person,
        finding=arguments.finding,
        kind=arguments.kind or "",
    )
