"""`intake`, `show`, `answer`, `decide`, `watched`, `publish`: the moderator's work by command."""

from __future__ import annotations

import argparse

from app.bangla.dates import long
from app.checks.photo.clip_explanations import clock
from app.cli.dates import moment
from app.cli.documents import draft_document, intake_document
from app.cli.identity import acting, acting_id
from app.cli.output import DONE, NO, Output
from app.cli.progress import Progress
from app.cli.recorded import answer_recorded
from app.errors import Refusal
from app.files import require_regular
from app.services.base.desk import Desk
from app.services.base.enums import CheckState, DismissalReason, Outcome, Reply, State, Verdict
from app.services.checking import draft_checks
from app.services.checking.dismissal_reasons import spoken
from app.services.office.office import member_named
from app.services.past.published_before import published_before
from app.services.posts import intake, publication, queue, review, watching
from app.services.posts.views import AttachmentView, DraftView, FindingView, IntakeLine
from app.services.record.views import HistoryLine
from app.work import Work

_SHORTEST_DIGEST = 8  # hex digits that tell a draft's versions apart


def take_in(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Take posts in and check them; status 1 when one was refused."""
    for path in arguments.paths:
        if not path.exists():
            raise Refusal("cli.no_file", path=str(path))
        if not path.is_dir():
            require_regular(path, path.stat().st_mode)
    by = acting_id(desk, arguments, out)
    author = member_named(desk, arguments.author).id if arguments.author else None
    progress = Progress(out)
    lines = intake.take_in(desk, arguments.paths, by, progress.work("cli.progress_intake"), author)
    taken = [line.draft_id for line in lines if line.outcome is Outcome.TAKEN and line.draft_id is not None]
    checking = progress.work("cli.progress_checks")
    for done, draft_id in enumerate(taken):
        checking.step(done, len(taken))
        draft_checks.check_draft(desk, draft_id, Work())
    progress.close()
    tally = {outcome: sum(line.outcome is outcome for line in lines) for outcome in Outcome}
    document = {
        "posts": [intake_document(line, out) for line in lines],
        **{outcome.value: count for outcome, count in tally.items()},
    }
    out.answer(
        document,
        *(_intake_line(line, out) for line in lines),
        out.words(
            "cli.intake_total",
            taken=tally[Outcome.TAKEN],
            already=tally[Outcome.ALREADY],
            refused=tally[Outcome.REFUSED],
        ),
    )
    return NO if tally[Outcome.REFUSED] else DONE


def name_author(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Say which member a post without a known author is of."""
    by = acting(desk, arguments, out)
    author = member_named(desk, arguments.author)
    intake.name_author(desk, arguments.id, author.id, by.id)
    document = {"draft": arguments.id, "author": author.name}
    out.answer(document, out.words("cli.author_named", id=arguments.id, name=author.name))
    return DONE


def show(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """One draft whole: versions, findings, answers, decisions and history."""
    draft = _checked(desk, arguments.id)
    versions = [queue.version(desk, draft.id, number + 1) for number in range(draft.versions)]
    history = queue.history(desk, draft.id)
    document = {
        **draft_document(draft),
        "versions": [
            {"number": entry.number, "text": entry.text, "digest": entry.digest} for entry in versions
        ],
        "history": [
            {"at": line.at, "member": line.member, "key": line.key, "params": line.params} for line in history
        ],
    }
    words = out.words
    lines = [
        f"#{draft.id} · {words(f'state.{draft.state}')} · {words('cli.version', n=draft.version.number)}",
        draft.version.text,
        *(_clip_line(clip, out) for clip in draft.version.attachments if clip.is_clip),
        *(out.finding_line(finding, finding.number) for finding in draft.findings),
        *(words("cli.uncounted", name=name) for name in draft.uncounted),
        *(words("cli.gone", name=name) for name in draft.gone),
        *(_history_line(line, out) for line in history),
    ]
    out.answer(document, *lines)
    return DONE


def answer(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Uphold or dismiss a finding, named by its number as `show` gives it."""
    member = acting(desk, arguments, out)
    draft = _checked(desk, arguments.id)
    finding = _numbered(draft, arguments.finding)
    reply = Reply.UPHELD if arguments.reply == "uphold" else Reply.DISMISSED
    because = DismissalReason(arguments.because) if arguments.because else None
    review.answer(desk, finding.id, reply, arguments.reason, member.id, because)
    document = {"draft": draft.id, "finding": finding.number, "rule": finding.rule, "reply": reply.value}
    answered = out.words("cli.answered", number=finding.number, reply=out.words(f"reply.{reply}"))
    answer_recorded(desk, out, document, answered)
    return DONE


def decide(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Approve, return or reject; status 1 when an approval is refused for what stands in its way.

    `--digest` names the version that was looked at, by what `show` said of it or the beginning of that.
    """
    member = acting(desk, arguments, out)
    draft = _checked(desk, arguments.id)
    verdict, seen = Verdict(arguments.verdict), draft.version.digest
    if arguments.digest is not None and not _is_digest(arguments.digest, seen):  # an empty one names none
        raise Refusal("review.changed_meanwhile")
    if verdict is Verdict.APPROVE:
        try:
            review.approve(desk, draft.id, seen, member.id)
        except Refusal as refusal:
            if not refusal.key.startswith("review.cannot."):
                raise
            return _not_approved(draft, refusal, out)
    elif verdict is Verdict.RETURN:
        review.send_back(desk, draft.id, arguments.reason, member.id, seen=seen)
    else:
        review.reject(desk, draft.id, arguments.reason, member.id, seen=seen)
    after = queue.draft(desk, draft.id)
    document = {
        "draft": after.id,
        "state": after.state.value,
        "verdict": verdict.value,
        "digest": after.version.digest,
        "approvals": after.approvals,
        "approvals_needed": after.approvals_needed,
        "uncounted": list(after.uncounted),
    }
    uncounted = [out.words("cli.uncounted", name=name) for name in after.uncounted]
    decided = out.words("cli.decided", id=after.id, state=out.words(f"state.{after.state}"))
    if verdict is Verdict.APPROVE and after.approvals < after.approvals_needed:
        decided = out.words(
            "cli.approved_in_part", id=after.id, n=after.approvals, needed=after.approvals_needed
        )
    answer_recorded(desk, out, document, decided, *uncounted)
    return DONE


def _not_approved(draft: DraftView, refusal: Refusal, out: Output) -> int:
    """The answer "no": a sentence on standard error, and with `--json` the draft as it still stands."""
    out.problem(out.words.refusal(refusal))
    if out.as_json:
        out.document(
            {
                "draft": draft.id,
                "state": draft.state.value,
                "verdict": None,
                "digest": draft.version.digest,
                "approvals": draft.approvals,
                "approvals_needed": draft.approvals_needed,
                "uncounted": list(draft.uncounted),
                "in_the_way": refusal.key.removeprefix("review.cannot."),
            }
        )
    return NO


def watched(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Record that a member watched or listened to a whole attachment, given by its number from 1."""
    member = acting(desk, arguments, out)
    say = watching.take_back if arguments.take_back else watching.watch
    say(desk, arguments.id, arguments.attachment - 1, member.id)
    clip = queue.draft(desk, arguments.id).version.attachments[arguments.attachment - 1]
    document = {
        "draft": arguments.id,
        "attachment": arguments.attachment,
        "sha256": clip.sha256,
        "member": member.name,
        "watched": clip.watched_by(member.id),
    }
    key = "cli.unwatched" if arguments.take_back else "cli.watched"
    answer_recorded(desk, out, document, out.words(key, name=clip.original_name, member=member.name))
    return DONE


def publish(desk: Desk, arguments: argparse.Namespace, out: Output) -> int:
    """Record where and when an approved post went out; or that it had, before it was approved."""
    member = acting(desk, arguments, out)
    at, reason, past = moment(arguments.at), arguments.before_approval, None
    if reason is None:
        publication.publish(desk, arguments.id, arguments.url, at, member.id)
    else:
        past = published_before(desk, arguments.id, arguments.url, at, reason, member.id)
    url = queue.draft(desk, arguments.id).publications[-1].url
    document = {"draft": arguments.id, "state": State.PUBLISHED.value, "url": url, "before_approval": past}
    key = "cli.published" if past is None else "cli.published_before"
    answer_recorded(desk, out, document, out.words(key, id=arguments.id, url=url))
    return DONE


def _checked(desk: Desk, draft_id: int) -> DraftView:
    """The draft with its checks done: a command has no window that would have run them meanwhile."""
    draft = queue.draft(desk, draft_id)
    if draft.state in (State.PENDING, State.RETURNED) and draft.checks.state is not CheckState.DONE:
        draft_checks.check_draft(desk, draft_id, Work())
        draft = queue.draft(desk, draft_id)
    return draft


def _is_digest(written: str, digest: str) -> bool:
    return len(written) >= _SHORTEST_DIGEST and digest.startswith(written.lower())


def _numbered(draft: DraftView, number: int) -> FindingView:
    for finding in draft.findings:
        if finding.number == number:
            return finding
    raise Refusal("review.no_finding", id=number)


def _intake_line(line: IntakeLine, out: Output) -> str:
    outcome = out.words(f"cli.intake_{line.outcome}", id=line.draft_id or 0)
    reason = f" {out.words.refusal(line.reason)}" if line.reason is not None else ""
    along = f"\n  {out.words('cli.intake_along', names=', '.join(line.along))}" if line.along else ""
    return f"{line.origin}: {outcome}{reason}{along}"


def _clip_line(clip: AttachmentView, out: Output) -> str:
    by = ", ".join(one.member for one in clip.watched) or out.words("cli.nobody")
    length = clock(clip.duration).in_(out.words.language) if clip.duration else "–"
    return out.words("cli.clip", n=clip.position + 1, name=clip.original_name, length=length, by=by)


def _history_line(line: HistoryLine, out: Output) -> str:
    params = dict(line.params)
    if line.title is not None:
        params["rule"] = line.title.in_(out.words.language)
    if "because" in params:
        params["reason"] = spoken(str(params["because"]), str(params["reason"]), out.words.language)
    text = out.words(f"history.{line.key}", **params).strip()  # a reason may be empty
    return " · ".join(part for part in (long(line.at, out.words.language), line.member, text) if part)
