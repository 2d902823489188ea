"""`history`: a page's own download taken in, what nobody approved, and what would be noticed today."""

from __future__ import annotations

import argparse

from app.bangla.dates import long
from app.cli.identity import acting, acting_id
from app.cli.numbers import whole
from app.cli.output import DONE, MARKS, NO, Output
from app.cli.progress import Progress
from app.cli.recorded import answer_recorded
from app.errors import Refusal
from app.services.base.desk import Desk
from app.services.office.accounts import account_named
from app.services.past import answers, importing, matching, recheck
from app.services.past.posts_csv import save_all, save_unapproved
from app.services.past.views import PastReply, PastView, Unapproved

_WITH_TABLE = ("list", "unapproved")
_EXCERPT = 100  # characters of a line


def history(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Do what `arguments.action` names."""
    if arguments.out is not None and arguments.action not in _WITH_TABLE:
        raise Refusal("history.no_table")
    match arguments.action:
        case "import":
            return _import(desk, arguments, out)
        case "unapproved":
            return _unapproved(desk, arguments, out)
        case "list":
            return _list(desk, arguments, out)
        case "check":
            return _check(desk, arguments, out)
        case _:
            return _answer(desk, arguments, out)


def _import(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Take a download in. Status 0 also where some of its images are missing: they are named."""
    if not arguments.what or not arguments.account:
        raise Refusal("history.import_usage")
    by = acting_id(desk, arguments, out)
    paths = [path.expanduser() for path in arguments.what]
    progress = Progress(out)
    try:
        work = progress.work("past_posts.importing")
        report = importing.import_history(
            desk, paths, arguments.account, by, work, platform=arguments.platform
        )
    finally:
        progress.close()
    document = {
        "posts": report.posts,
        "media": report.media,
        "already_here": report.already_here,
        "empty": report.empty,
        "skipped": [{"file": one.file, "reason": out.words.refusal(one.reason)} for one in report.skipped],
    }
    lines = [
        out.words("past_posts.imported", n=report.posts, media=report.media, already=report.already_here),
        *(f"  {out.words.refusal(one.reason)}" for one in report.skipped),
    ]
    answer_recorded(desk, out, document, *lines)
    return DONE


def _unapproved(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """The posts that match no approval; status 1 where there are some."""
    progress = Progress(out)
    try:
        found = matching.unapproved(desk, _account(desk, arguments), progress.work("past_posts.comparing"))
    finally:
        progress.close()
    if arguments.out is not None:
        save_unapproved(arguments.out, found, out.words)
    document = {"posts": [_unapproved_document(one) for one in found]}
    lines = [_line(one.post, out) + " · " + _nearness(one, out) for one in found]
    out.answer(document, *(lines or [out.words("past_posts.all_approved")]))
    return NO if found else DONE


def _list(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Every past post as a table, each with what is said of its approval."""
    if arguments.out is None:
        raise Refusal("history.list_usage")
    progress = Progress(out)
    try:
        work = progress.work("past_posts.comparing")
        saved = save_all(desk, _account(desk, arguments), arguments.out, out.words, work)
    finally:
        progress.close()
    document = {"path": str(arguments.out), "posts": saved.posts, "unapproved": saved.unapproved}
    path = str(arguments.out)
    out.answer(
        document, out.words("past_posts.saved_all", n=saved.posts, unapproved=saved.unapproved, path=path)
    )
    return DONE


def _check(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """The posts in which today's rules notice something; status 1 where one of them would be kept back."""
    progress = Progress(out)
    try:
        work = progress.work("past_posts.checking")
        found = recheck.noticed(desk, _account(desk, arguments), work, images=arguments.images)
    finally:
        progress.close()
    document = {
        "posts": [
            {
                **_document(one.post),
                "worst": one.worst.value,
                "proposal": "take_down" if one.worst == "block" else "look",
                "findings": [
                    {
                        "rule": finding.rule,
                        "clauses": list(finding.clauses),
                        "severity": finding.severity.value,
                        "text": finding.text,
                    }
                    for finding in one.findings
                ],
            }
            for one in found
        ],
        "checked": list(recheck.WITH_IMAGES if arguments.images else recheck.CHECKED),
        "not_checked": list(recheck.NOT_WITH_IMAGES if arguments.images else recheck.NOT_CHECKED),
    }
    language = out.words.language
    lines = [
        f"{MARKS[one.worst]} {_line(one.post, out)} · "
        + ", ".join(dict.fromkeys(finding.title.in_(language) for finding in one.findings))
        for one in found
    ]
    out.answer(
        document,
        *(lines or [out.words("past_posts.nothing_noticed")]),
        out.words("past_posts.with_images" if arguments.images else "past_posts.text_only"),
    )
    return NO if any(one.worst == "block" for one in found) else DONE


def _answer(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Keep what a member says of a post that nobody approved."""
    if len(arguments.what) != 2 or not arguments.member:
        raise Refusal("history.answer_usage")
    number, reply = map(str, arguments.what)
    if not number.isdecimal() or reply not in set(PastReply):
        raise Refusal("history.answer_usage")
    member = acting(desk, arguments, out)
    answers.answer(
        desk, whole(number), PastReply(reply), arguments.reason, member.id, draft_id=arguments.draft
    )
    answer_recorded(desk, out, {"post": whole(number), "answer": reply}, out.words("past_posts.answered"))
    return DONE


def _account(desk: Desk, arguments: argparse.Namespace) -> int | None:
    if not arguments.account:
        return None
    return account_named(desk, arguments.account, arguments.platform).id


def _document(post: PastView) -> dict[str, object]:
    return {
        "id": post.id,
        "text": post.text,
        "published_at": post.published_at,
        "account": post.account,
        "platform": post.platform,
        "url": post.url,
        "media": [one.sha256 for one in post.media],
    }


def _unapproved_document(one: Unapproved) -> dict[str, object]:
    return {
        **_document(one.post),
        "nearest": one.nearest,
        "likeness": round(one.likeness, 3),
        "image": one.image,
        "before_first_approval": one.before,
        "answer": one.post.answer.reply.value if one.post.answer is not None else None,
    }


def _line(post: PastView, out: Output) -> str:
    text = " ".join(post.text.split())
    shown = text if len(text) <= _EXCERPT else f"{text[: _EXCERPT - 1]}…"
    return f"#{out.words.number(post.id)} · {long(post.published_at, out.words.language)} · {shown}"


def _nearness(one: Unapproved, out: Output) -> str:
    if one.nearest is None:
        return out.words("past_posts.like_none")
    percent = round(one.likeness * 100)
    return out.words("past_posts.like", percent=percent, draft=one.nearest)
