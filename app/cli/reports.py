"""`report`: the quarter's monitoring report, its to-do list and awareness activities, and sums of many."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, date, datetime

from app.archive.keys import grouped
from app.bangla.dates import local
from app.bangla.workdays import Quarter, quarter_of
from app.cli.dates import day
from app.cli.identity import acting_id
from app.cli.output import DONE, NO, Output
from app.cli.paths import given_path
from app.cli.recorded import answer_recorded
from app.errors import Refusal, SpokenDay
from app.new_files import refuse_taken, write_new
from app.services.base.desk import Desk
from app.services.reports import activities, merging, tasks, writing
from app.services.reports.content import Content
from app.services.reports.counting import count, parse_quarter
from app.services.reports.figures import QuarterCount, TaskView
from app.services.reports.merged_paper import merged_bytes
from app.services.reports.naming import MAIN, day_written, label, written


def report(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Run the action that is named."""
    action: Callable[[Desk, argparse.Namespace, Output], int] = _ACTIONS[arguments.action]
    return action(desk, arguments, out)


def _quarter(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Count a quarter; with `--out` keep its report and write it."""
    quarter = _named_quarter(arguments)
    if arguments.out is None:
        counted = count(desk, quarter)
        return _tell_count(counted, out)
    by = acting_id(desk, arguments, out)
    made = writing.make_report(
        desk, quarter, arguments.out, out.words.language, by, arguments.memo, unsigned=arguments.unsigned
    )
    content = made.content
    lines = [out.words("report_cli.made", quarter=str(quarter), path=str(arguments.out))]
    if not made.complete:
        lines.append(out.words("report_cli.running"))
    lines += _figure_lines(content, out)
    lines.append(
        out.words("report_cli.signed", fingerprint=grouped(content.key))
        if made.signed
        else out.words("report_cli.unsigned")
    )
    lines += _difference_lines(content, out)
    differs = content.earlier.differences if content.earlier is not None else ()
    document = {
        "quarter": str(quarter),
        "complete": made.complete,
        "figures": dict(content.figures),
        "id": made.id,
        "file": str(arguments.out),
        "key": content.key if made.signed else None,
        "events": content.events,
        "earlier": None
        if content.earlier is None
        else {
            "at": content.earlier.at,
            "differences": {one.key: {"before": one.before, "after": one.after} for one in differs},
        },
    }
    answer_recorded(desk, out, document, *lines)
    return DONE


def _tell_count(counted: QuarterCount, out: Output) -> int:
    document = {
        "quarter": str(counted.quarter),
        "complete": counted.complete,
        "figures": counted.numbers(),
        "rows": {one.key: {"of": one.of, "ids": list(one.rows)} for one in counted.figures if one.rows},
    }
    words = out.words
    lines = [words("report_cli.counted", quarter=str(counted.quarter))]
    lines += (
        words(
            "report_cli.figure", label=words(f"report_figure.{key}"), value=written(counted.value(key), words)
        )
        for key in MAIN
    )
    out.answer(document, *lines)
    return DONE


def _figure_lines(content: Content, out: Output) -> list[str]:
    words = out.words
    return [
        words("report_cli.figure", label=label(key, content, words), value=written(content.value(key), words))
        for key in MAIN
    ]


def _difference_lines(content: Content, out: Output) -> list[str]:
    earlier, words = content.earlier, out.words
    if earlier is None:
        return []
    if not earlier.differences:
        return [words("report_cli.differs_none")]
    return [
        words("report_cli.differs", n=len(earlier.differences)),
        *(
            words(
                "report_cli.difference",
                label=label(one.key, content, words),
                before=written(one.before, words),
                after=written(one.after, words),
            )
            for one in earlier.differences
        ),
    ]


def _merge(_desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Add up the reports of many offices; none is written while a file is refused."""
    if arguments.out is None:
        raise Refusal("cli.usage_required", names="--out", command="anumodon report merge")
    refuse_taken(arguments.out)
    paths = [given_path(name) for name in arguments.what]
    taken, refused = merging.read_all(paths, allow_unsigned=arguments.allow_unsigned)
    files = [
        {
            "file": one.name,
            "office": one.content.office.name(out.words.language),
            "key": one.fingerprint or None,
        }
        for one in taken
    ]
    if refused:
        left_out = [{"file": one.name, "reason": out.words.refusal(one.reason)} for one in refused]
        lines = [f"  {one.name}: {out.words.refusal(one.reason)}" for one in refused]
        out.answer(
            {"merged": False, "reports": files, "refused": left_out},
            out.words("report_cli.not_merged"),
            *lines,
        )
        return NO
    merged = merging.merge(taken)
    write_new(arguments.out, merged_bytes(merged, arguments.out, out.words.language))
    document = {
        "merged": True,
        "quarter": str(merged.quarter),
        "reports": files,
        "refused": [],
        "figures": {one.key: one.value for one in merged.sums},
        "offices_with_data": {one.key: one.offices for one in merged.sums},
        "file": str(arguments.out),
    }
    out.answer(document, out.words("report_cli.merged", n=len(files), path=str(arguments.out)))
    return DONE


def _todo(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """The to-do list of a quarter, after what is asked of it is done."""
    quarter = _named_quarter(arguments)
    if arguments.add:
        by = acting_id(desk, arguments, out)
        tasks.add_task(desk, quarter, arguments.add, arguments.who, day(arguments.by), by)
    elif arguments.who or arguments.by:
        raise Refusal("cli.wants", what="--add")
    elif arguments.done is not None:
        tasks.finish_task(desk, arguments.done, acting_id(desk, arguments, out))
    elif arguments.withdraw is not None:
        tasks.withdraw_task(desk, arguments.withdraw, acting_id(desk, arguments, out))
    found = tasks.tasks(desk, quarter)
    lines = [_task_line(task, out) for task in found] or [out.words("report_cli.no_tasks")]
    documents = [
        {
            "id": task.id,
            "text": task.text,
            "who": task.responsible,
            "by": task.due or None,
            "carried": task.carried,
            "done": task.done,
        }
        for task in found
    ]
    out.answer({"quarter": str(quarter), "tasks": documents}, *lines)
    return DONE


def _task_line(task: TaskView, out: Output) -> str:
    words = out.words
    standing = words(f"report_paper.annex.{'done' if task.done else 'carried' if task.carried else 'new'}")
    due = day_written(task.due, words.language) or "—"
    return words(
        "report_cli.task",
        id=words.number(task.id),
        text=task.text,
        name=task.responsible,
        day=due,
        standing=standing,
    )


def _activity(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """The awareness activities of a quarter, after what is asked is done."""
    quarter = _named_quarter(arguments)
    if arguments.add:
        held = day(arguments.on) or _today()
        quarter = _quarter_of_activity(arguments, held)
        by = acting_id(desk, arguments, out)
        activities.add_activity(desk, held, arguments.add, arguments.place, arguments.people, by)
    elif arguments.on or arguments.place or arguments.people:
        raise Refusal("cli.wants", what="--add")
    elif arguments.withdraw is not None:
        activities.withdraw_activity(desk, arguments.withdraw, acting_id(desk, arguments, out))
    found = activities.activities(desk, quarter.begins, quarter.ends)
    words = out.words
    lines = [
        words(
            "report_cli.activity",
            id=words.number(one.id),
            day=day_written(one.day.isoformat(), words.language),
            title=one.title,
            place=one.place or "—",
            n=one.people,
        )
        for one in found
    ]
    documents = [
        {"id": one.id, "day": one.day, "title": one.title, "place": one.place, "people": one.people}
        for one in found
    ]
    out.answer(
        {"quarter": str(quarter), "activities": documents}, *(lines or [words("report_cli.no_activities")])
    )
    return DONE


def _named_quarter(arguments: argparse.Namespace) -> Quarter:
    """The quarter that is named, else the one of today."""
    return parse_quarter(arguments.what[0]) if arguments.what else quarter_of(_today())


def _quarter_of_activity(arguments: argparse.Namespace, held: date) -> Quarter:
    """The quarter of that day, for its list to be told. Raises `Refusal` where another one was named."""
    quarter = quarter_of(held)
    named = _named_quarter(arguments)
    if arguments.what and named != quarter:
        raise Refusal("report.activity_elsewhere", day=SpokenDay(held.isoformat()), quarter=str(named))
    return quarter


def _today() -> date:
    return local(datetime.now(UTC)).date()


_ACTIONS = {"quarter": _quarter, "merge": _merge, "todo": _todo, "activity": _activity}
