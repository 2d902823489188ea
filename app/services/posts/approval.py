"""What keeps a person from approving a draft now: who they are, the checks, what is unanswered or missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.bangla.placeholders import placeholder_names
from app.checks.types import Severity
from app.models.kept_sql import Rows, select
from app.models.tables import Attachment, CheckRun, Draft, Response, Version
from app.services.base.desk import Desk
from app.services.base.drafts import (
    account_of,
    current_version,
    draft_row,
    findings,
    newest_answers,
    newest_run,
)
from app.services.base.enums import CheckState, Consent, DraftKind, Reply, Role, State
from app.services.base.kinds import CONVERSES
from app.services.checking.in_force import prefetch_rules, rules_in_force, state_of
from app.services.office.office import TEAM_SIZES, team_size
from app.services.posts.quorum import counted_approvals, counts_now, uncounted_approvals
from app.services.posts.views import Obstacle
from app.services.posts.watching import unwatched
from app.services.record.roles import active_member_or_none, prefetch_roles

WHO = frozenset({"own_draft", "not_a_decider"})  # obstacles that lie in who it is


def obstacles(desk: Desk, draft_id: int, by: int) -> tuple[Obstacle, ...]:
    """Everything that keeps `by` from approving the draft's current version now; empty if nothing does."""
    with desk.store.read():
        return obstacles_to(desk, draft_row(draft_id), by)


def obstacles_to(desk: Desk, draft: Draft, by: int) -> tuple[Obstacle, ...]:
    """The same of a draft's row. Call inside a transaction."""
    found = []

    def add(key: str, **params: str | int) -> None:
        found.append(Obstacle(key, params))

    member = active_member_or_none(by)
    if member is None or member.role == Role.DRAFTER:
        add("not_a_decider")
    team = team_size()
    if team not in TEAM_SIZES:
        add("team_size", n=team)
    if draft.state != State.PENDING:
        add("not_pending")
        return tuple(found)
    version = current_version(draft)
    account = account_of(version)
    if account is None:
        add("no_account")
    elif account.purposes and not version.purpose:
        add("no_purpose")
    run = newest_run(version)
    state = state_of(run, rules_in_force(desk))
    if run is None or state is not CheckState.DONE:
        add(f"checks_{state}")
    else:
        _add_unsettled(run, add)
    _add_citizens(draft, version, add)
    clips = unwatched(version, by)
    if clips:
        add("unwatched", n=len(clips))
    if team > 1 and version.author_member_id is None:
        add("no_author")
    if team > 1 and by in writers(version):
        add("own_draft")
    if by in counted_approvals(draft) or (not counts_now(by) and by in uncounted_approvals(draft)):
        add("approved_by_you")
    return tuple(found)


def prefetch(draft_id: int, by: int) -> None:
    """Ask for what `obstacles_to` looks at besides the rows of the post. Call in `Transaction.prefetch`."""
    prefetch_roles(by)
    prefetch_rules()
    _unwilling(draft_id)


def _unwilling(draft_id: int) -> Rows[Response]:
    """A response which the draft shows without its author's consent."""

    def build() -> Any:
        shown = (Response.shown_draft == draft_id) & (Response.consent != Consent.GIVEN.value)
        return Response.select(Response.id).where(shown).limit(1)

    return select("shown unwillingly", build, draft_id, Consent.GIVEN.value, 1)


def _add_citizens(draft: Draft, version: Version, add: Callable[..., None]) -> None:
    """What keeps words to a citizen, or of one, from going out."""
    empty = placeholder_names(version.text) if draft.kind in CONVERSES else ()
    if empty:
        add("placeholders", n=len(empty))
    if _unwilling(draft.id).first() is not None:
        add("no_consent")
    if draft.kind == DraftKind.SHARE and not _shows_what_is_shared(draft, version):
        add("no_snapshot")


def _shows_what_is_shared(draft: Draft, version: Version) -> bool:
    """Whether a share has a picture of what it shares, or is a citizen's contribution itself."""
    if Attachment.select().where(Attachment.version == version).exists():
        return True
    return bool(Response.select().where(Response.shown_draft == draft).exists())


def writers(version: Version) -> set[int]:
    """Whose own a version is: its author's, and whoever first brought what it still bears."""
    author = version.author_member_id
    return first_bringers(version) | (set() if author is None else {author})


def first_bringers(version: Version) -> set[int]:
    """Who first gave the draft the text that a version bears, and where it bears none, one of its images.

    Else a colleague who names the purpose of a post would free its writer to approve it.
    """
    if version.text.strip():
        found = {first_writer(version.draft_id, version.text)}
    else:
        found = _first_with_images(version)
    return {member for member in found if member is not None}


def first_writer(draft_id: int, text: str) -> int | None:
    """Who first gave a draft this text; None for nobody, and for no text at all."""
    same = (Version.draft == draft_id) & (Version.text == text)
    row = Version.select().where(same).order_by(Version.number).first() if text.strip() else None
    return row.author_member_id if row is not None else None


def _first_with_images(version: Version) -> set[int | None]:
    shown = {_as_it_came(one) for one in Attachment.select().where(Attachment.version == version)}
    rows = Attachment.select(Attachment, Version).join(Version).where(Version.draft == version.draft_id)
    first: dict[str, int | None] = {}
    for row in rows.order_by(Version.number):
        first.setdefault(_as_it_came(row), row.version.author_member_id)
    return {first[one] for one in shown}


def _as_it_came(image: Attachment) -> str:
    """The image that it is, or that it was before something on it was blurred."""
    return str(image.origin_sha256 or image.sha256)


def _add_unsettled(run: CheckRun, add: Callable[..., None]) -> None:
    blocks = [finding for finding in findings(run) if finding.severity == Severity.BLOCK]
    answers = newest_answers(blocks)
    unanswered = sum(finding.id not in answers for finding in blocks)
    upheld = sum(row.reply == Reply.UPHELD for row in answers.values())
    if unanswered:
        add("unanswered", n=unanswered)
    if upheld:
        add("upheld", n=upheld)
