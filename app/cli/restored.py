"""`archives restore`, `restored` and `rewrite`: what came back from archives of another record."""

from __future__ import annotations

import argparse
import json

from app.archive.keys import grouped
from app.bangla.dates import long
from app.bangla.shortening import shortened
from app.cli.dates import day
from app.cli.identity import acting_id
from app.cli.numbers import whole
from app.cli.output import DONE, NO, Output, proposed_document, proposed_lines
from app.cli.paths import given_path, new_path
from app.cli.progress import Progress
from app.cli.recorded import answer_recorded
from app.errors import Refusal
from app.services.base.clock import moment
from app.services.base.desk import Desk
from app.services.restored.reading import archives as taken_archives
from app.services.restored.reading import restored_list, restored_post
from app.services.restored.rewriting import rewrite
from app.services.restored.taking import restore
from app.services.restored.views import RestoredArchiveView, RestoredRow, RestoredWanted

_EXCERPT = 100  # characters of a line


def take_in(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Take archives in; status 0 also where they were here already."""
    if not arguments.what:
        raise Refusal("restored.usage")
    by = acting_id(desk, arguments, out)
    paths = [given_path(one) for one in arguments.what]
    progress = Progress(out)
    try:
        taken = restore(desk, paths, arguments.key or "", by, progress.work("restored.working"))
    finally:
        progress.close()
    if taken.proposed is not None:
        document = {"archives": [], **proposed_document(taken.proposed)}
        lines = [*proposed_lines(taken.proposed, out), out.words("restored.proposed")]
        answer_recorded(desk, out, document, *lines)
        return DONE
    document = {"archives": [{**_archive(one.archive), "already": one.already} for one in taken.archives]}
    lines = []
    for one in taken.archives:
        title, fingerprint = one.archive.title, grouped(one.archive.key)
        if one.already:
            lines.append(out.words("restored.already", title=title))
        else:
            counts = {"n": one.archive.added, "all": one.archive.posts}
            lines.append(out.words("restored.taken", title=title, fingerprint=fingerprint, **counts))
    lines += [_of_another(one.archive, out) for one in taken.archives if one.archive.of_another]
    missing = [one.archive.title for one in taken.archives if one.archive.missing_base]
    lines += (out.words("restored.missing_base", title=title) for title in missing)
    answer_recorded(desk, out, document, *lines)
    return DONE


def show(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """The archives and posts that came back; with a number, one post. Status 1 where there is nothing."""
    if arguments.what:
        return _one(desk, arguments, out)
    wanted = RestoredWanted(
        search=arguments.search,
        account=arguments.account,
        since=day(arguments.since),
        until=day(arguments.until),
    )
    listed, taken = restored_list(desk, wanted), taken_archives(desk)
    document = {
        "archives": [_archive(one) for one in taken],
        "posts": [_post(row) for row in listed.rows],
        "total": listed.total,
    }
    lines = [_archive_line(one, out) for one in taken]
    lines += (_post_line(row, out) for row in listed.rows)
    if not taken:
        lines.append(out.words("restored.none"))
    elif not listed.rows:
        lines.append(out.words("restored.no_posts"))
    if listed.total > len(listed.rows):
        lines.append(out.words("restored.more", n=listed.total - len(listed.rows)))
    out.answer(document, *lines)
    return DONE if listed.rows else NO


def write_again(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Write a restored archive again."""
    if len(arguments.what) != 2:
        raise Refusal("restored.usage")
    number, path = whole(arguments.what[0]), new_path(arguments.what[1])
    by = acting_id(desk, arguments, out)
    progress = Progress(out)
    try:
        made = rewrite(desk, number, path, by, progress.work("restored.rewriting"))
    finally:
        progress.close()
    document = {"path": made.path, "digest": made.digest, "files": made.files}
    answer_recorded(desk, out, document, out.words("restored.rewritten", path=made.path))
    return DONE


def _one(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    if len(arguments.what) != 1:
        raise Refusal("restored.usage")
    found = restored_post(desk, whole(arguments.what[0]))
    row, post = found.row, found.post
    document = {
        **_post(row),
        "restored_from": _archive(found.archive),
        "decision": json.loads(found.document),
    }
    language = out.words.language
    lines = [
        _post_line(row, out),
        out.words(
            "restored.decided_there", number=found.archive.number, fingerprint=grouped(found.archive.key)
        ),
        out.words(
            "restored.approved_by",
            names=row.approvers,
            time=long(row.approved_at, language),
            draft=row.draft,
            version=row.version,
        ),
        *(
            out.words("restored.published_at", time=long(moment(one.at), language), url=one.url)
            for one in post.publications
        ),
        "",
        post.text,
    ]
    out.answer(document, *lines)
    return DONE


def _of_another(one: RestoredArchiveView, out: Output) -> str:
    name = one.office_en if out.words.language == "en" and one.office_en else one.office_bn
    return out.words("restored.of_another", title=one.title, name=name)


def _archive(one: RestoredArchiveView) -> dict[str, object]:
    return {
        "id": one.id,
        "digest": one.digest,
        "title": one.title,
        "office": {"bn": one.office_bn, "en": one.office_en},
        "number": one.number or None,
        "made_at": one.made_at,
        "key": one.key,
        "trusted_as": one.whose.value,
        "record": one.record,
        "events": one.events,
        "posts": one.posts,
        "added": one.added,
        "reports": one.reports,
        "missing_base": one.missing_base,
        "of_another": one.of_another,
        "member": one.member,
        "at": one.at,
    }


def _post(row: RestoredRow) -> dict[str, object]:
    return {
        "id": row.id,
        "archive": row.archive,
        "draft": row.draft,
        "version": row.version,
        "text": row.text,
        "platform": row.platform,
        "account": row.account,
        "important": row.important,
        "approvers": row.approvers,
        "approved_at": row.approved_at,
        "published_at": row.published_at,
        "withdrawn": row.withdrawn,
    }


def _archive_line(one: RestoredArchiveView, out: Output) -> str:
    office = one.office_bn if out.words.language == "bn" else one.office_en or one.office_bn
    return out.words(
        "restored.archive_line",
        id=one.id,
        number=one.number,
        office=office,
        time=long(one.made_at, out.words.language),
        posts=one.posts,
        added=one.added,
        fingerprint=grouped(one.key),
    )


def _post_line(row: RestoredRow, out: Output) -> str:
    line = out.words(
        "restored.post_line",
        id=row.id,
        time=long(row.approved_at, out.words.language),
        account=row.account,
        text=shortened(row.text, _EXCERPT),
    )
    return f"{line} · {out.words('restored.withdrawn')}" if row.withdrawn else line
