"""`keeping`: how long a post is kept, what holds it, and the office's classes and years."""

from __future__ import annotations

import argparse

from app.cli.identity import acting
from app.cli.numbers import whole
from app.cli.output import DONE, Output
from app.cli.recorded import answer_recorded
from app.errors import Refusal
from app.services.base.desk import Desk
from app.services.base.enums import RecordClass
from app.services.office import retention
from app.services.office.retention import Keeping

_OF_PURPOSE = "purpose"  # said instead of a class: back to that of the purpose
_NONE = "none"  # said instead of a purpose: of posts that name none


def keeping(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Do what `arguments.action` names."""
    match arguments.action:
        case "rules":
            return _rules(desk, out)
        case "show":
            return _show(desk, _draft(arguments, 1), out)
    by, reason = acting(desk, arguments, out).id, arguments.reason
    match arguments.action:
        case "class":
            draft = _draft(arguments, 2)
            named = arguments.what[1]
            wanted = None if named == _OF_PURPOSE else _class(named)
            proposal = retention.set_class(desk, draft, wanted, reason, by)
        case "hold":
            proposal = None
            retention.hold(desk, _draft(arguments, 1), reason, by)
        case "release":
            proposal = retention.release(desk, _draft(arguments, 1), reason, by)
        case "purpose":
            purpose, named = _two(arguments)
            purpose = "" if purpose == _NONE else purpose
            proposal = retention.set_purpose_class(desk, purpose, _class(named), reason, by)
        case _:
            named, years = _two(arguments)
            if not years.isdecimal():
                raise Refusal("retention.usage")
            proposal = retention.set_years(desk, _class(named), whole(years), reason, by)
    key = "keeping.done" if proposal is None else "keeping.proposed"
    answer_recorded(desk, out, {"proposal": proposal}, out.words(key, id=proposal or 0))
    return DONE


def _show(desk: Desk, draft: int, out: Output) -> int:
    found = retention.keeping(desk, draft)
    lines = [spoken_class(found, out)]
    if found.hold:
        lines.append(out.words("keeping.held", reason=found.hold, name=found.held_by))
    document = {
        "draft": draft,
        "class": found.record_class.value,
        "years": found.years,
        "of_post": found.of_post,
        "ours": found.ours,
        "hold": found.hold or None,
        "held_by": found.held_by or None,
        "held_at": found.held_at,
    }
    out.answer(document, *lines)
    return DONE


def spoken_class(found: Keeping, out: Output) -> str:
    """A post's class in words, with where it comes from."""
    kind = out.words(f"record_class.{found.record_class}")
    years = _years(found.years, out)
    source = "of_post" if found.of_post else "ours" if found.ours else "of_purpose"
    return f"{kind}: {years} · {out.words(f'keeping.source.{source}')}"


def _years(years: int | None, out: Output) -> str:
    return out.words("keeping.for_ever") if years is None else out.words("keeping.years", n=years)


def _rules(desk: Desk, out: Output) -> int:
    classes, purposes = retention.rules(desk)
    words = out.words
    lines = [words("keeping.ours_hint")]
    for one in classes:
        lines.append(f"{words(f'record_class.{one.record_class}')}: {_years(one.years, out)}")
    for each in purposes:
        name = words(f"purpose.{each.purpose}") if each.purpose else words("keeping.no_purpose")
        lines.append(f"{name}: {words(f'record_class.{each.record_class}')}")
    document = {
        "classes": [
            {"class": one.record_class.value, "years": one.years, "ours": one.ours} for one in classes
        ],
        "purposes": [
            {"purpose": one.purpose or None, "class": one.record_class.value, "ours": one.ours}
            for one in purposes
        ],
    }
    out.answer(document, *lines)
    return DONE


def _draft(arguments: argparse.Namespace, wanted: int) -> int:
    if len(arguments.what) != wanted or not arguments.what[0].isdecimal():
        raise Refusal("retention.usage")
    return whole(arguments.what[0])


def _two(arguments: argparse.Namespace) -> tuple[str, str]:
    if len(arguments.what) != 2:
        raise Refusal("retention.usage")
    return str(arguments.what[0]), str(arguments.what[1])


def _class(named: str) -> RecordClass:
    if named not in set(RecordClass):
        raise Refusal("retention.no_class", name=named)
    return RecordClass(named)
