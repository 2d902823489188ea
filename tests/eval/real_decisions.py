"""A team of three decides the real posts: some through the commands, the others through the services."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.checks.types import Severity
from app.services.base.desk import Desk
from app.services.base.enums import Reply, State, Verdict
from app.services.office.office import members
from app.services.posts import publication, queue, review
from app.services.posts.views import DraftView

TEAM = ("Rahima", "Karim", "Selina")
DISMISSED = "সংবাদের উদ্ধৃতি, দপ্তরের নিজের বক্তব্য নয়।"
RETURNED = "চিহ্নিত অংশটুকু সংশোধন করে আবার পাঠান।"
REJECTED = "দপ্তরের পাতার উপযোগী নয়।"

BY_COMMAND = 12  # each command is a process of its own
OPEN_EVERY = 10  # every tenth draft is left undecided
DISMISS_EVERY = 2  # every second blocked draft is taken for a false alarm
PUBLISH_EVERY = 5


def anumodon(data: Path, *arguments: str | Path | int) -> Any:
    """What a command answers in JSON. Raises where it ends with any status but 0."""
    command = [sys.executable, "-m", "app.main", "--data", str(data), "--json", *map(str, arguments)]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def decide_by_command(data: Path) -> int:
    """Decide the oldest drafts through `show`, `answer` and `decide`; how many."""
    drafts = anumodon(data, "queue", "--state", "pending")["drafts"]
    oldest = sorted(row["id"] for row in drafts)[:BY_COMMAND]
    for id_ in oldest:
        findings = anumodon(data, "show", id_)["findings"]
        blocks = [finding["number"] for finding in findings if finding["severity"] == Severity.BLOCK]
        verdict = verdict_on({finding["severity"] for finding in findings}, id_)
        if verdict is not Verdict.APPROVE:
            reason = RETURNED if verdict is Verdict.RETURN else REJECTED
            anumodon(data, "decide", id_, verdict, "--member", TEAM[0], "--reason", reason)
            continue
        for number in blocks:
            anumodon(data, "answer", id_, number, "dismiss", "--member", TEAM[0], "--reason", DISMISSED)
        for member in TEAM[:2]:
            anumodon(data, "decide", id_, "approve", "--member", member)
    return len(oldest)


def decide(desk: Desk) -> None:
    """Decide what is pending, but for every tenth draft; record every fifth approved one as published."""
    team = [member.id for member in members(desk) if member.name in TEAM]
    for id_ in sorted(queue.ids(desk, State.PENDING)):
        if id_ % OPEN_EVERY:
            _decide_one(desk, queue.draft(desk, id_), team)
    for id_ in sorted(queue.ids(desk, State.APPROVED))[::PUBLISH_EVERY]:
        publication.publish(
            desk, id_, f"https://facebook.com/sample_upeo/posts/{id_}", datetime.now(UTC), team[0]
        )


def verdict_on(severities: set[str], draft_id: int) -> Verdict:
    """Nothing above a note: approved. A warning: returned. A block: rejected, or dismissed and approved."""
    if Severity.BLOCK in severities:
        return Verdict.REJECT if draft_id % DISMISS_EVERY else Verdict.APPROVE
    return Verdict.RETURN if Severity.WARN in severities else Verdict.APPROVE


def _decide_one(desk: Desk, draft: DraftView, team: Sequence[int]) -> None:
    blocks = [finding for finding in draft.findings if finding.severity is Severity.BLOCK]
    verdict = verdict_on({finding.severity for finding in draft.findings}, draft.id)
    if verdict is Verdict.RETURN:
        review.send_back(desk, draft.id, RETURNED, team[0])
    elif verdict is Verdict.REJECT:
        for finding in blocks:
            review.answer(desk, finding.id, Reply.UPHELD, "", team[0])
        review.reject(desk, draft.id, REJECTED, team[0])
    else:
        for finding in blocks:
            review.answer(desk, finding.id, Reply.DISMISSED, DISMISSED, team[0])
        for member in team:
            if review.approve(desk, draft.id, draft.version.digest, member) is State.APPROVED:
                return
