"""Mending what a post lacks, as a new version: account, purpose, source, alt text, time."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from app.checks.photo.rule_names import NO_ALT_TEXT
from app.errors import Refusal
from app.models.tables import Member
from app.services.base.desk import Desk
from app.services.base.drafts import current_version, draft_row
from app.services.base.enums import Role
from app.services.posts.approval import first_bringers, first_writer
from app.services.posts.intake import Edit, form_of, revise
from app.services.posts.quorum import counts_now
from app.services.posts.rows import version_view
from app.services.posts.views import FindingView, VersionView
from app.services.record.roles import active_member, approvals_needed, blur_is_edit, deciders, team_size
from app.values import dataclass, field, replace

_CLAIMS = "claims."
_PURPOSES = ("purpose.missing", "purpose.unfitting")


class Lack(StrEnum):
    """What a post lacks that a person can put in beside the finding which says so."""

    PURPOSE = "purpose"
    SOURCE = "source"
    ALT = "alt"


@dataclass(frozen=True, slots=True)
class Mending:
    """What to put in; None leaves it as it is.

    `alts` are by the image's position, `schedule` is ISO 8601 local time or "" for none.
    """

    account_id: int | None = None
    purpose: str | None = None
    sources: tuple[str, ...] | None = None
    alts: Mapping[int, str] = field(default_factory=dict)
    schedule: str | None = None


def lack_of(finding: FindingView, version: VersionView) -> Lack | None:
    """What would settle a finding by being put in, None where nothing of the kind would."""
    if finding.rule in _PURPOSES:
        return Lack.PURPOSE
    if finding.rule == NO_ALT_TEXT:
        return Lack.ALT
    claim_in_text = finding.rule.startswith(_CLAIMS) and finding.attachment is None
    return Lack.SOURCE if claim_in_text and not version.sources else None


def mend(desk: Desk, draft_id: int, digest: str, mending: Mending, by: int) -> int:
    """Put in what is missing as a new version, and return its number. Everything else stays as it was.

    `digest`: of the version it was seen missing in. Raises `Refusal` when the draft has changed since, for an
    image that is not there, and like `intake.revise`.
    """
    with desk.store.read():
        version = version_view(current_version(draft_row(draft_id)))
    form = form_of(version)
    for position in mending.alts:
        if not 0 <= position < len(form.images):
            raise Refusal("mending.no_image", n=position + 1)
    changed = replace(
        form,
        account_id=form.account_id if mending.account_id is None else mending.account_id,
        purpose=form.purpose if mending.purpose is None else mending.purpose,
        sources=form.sources if mending.sources is None else mending.sources,
        schedule=form.schedule if mending.schedule is None else mending.schedule,
        images=tuple(
            replace(image, alt=mending.alts.get(position, image.alt).strip())
            for position, image in enumerate(form.images)
        ),
    )
    return revise(desk, draft_id, changed, by, Edit(seen=digest))


@dataclass(frozen=True, slots=True)
class Cost:
    """What a new version by somebody does to who may approve the post.

    `own`: whether they may approve it now and no longer could. `left` names who could, and `needed` is how
    many have to.
    """

    own: bool
    left: tuple[str, ...]
    needed: int

    @property
    def too_few(self) -> bool:
        """Whether nobody could bring the new version to be approved, as long as the team is what it is."""
        return len(self.left) < self.needed

    @property
    def sentence(self) -> str:
        """The key of the sentence for too few, under `mending`."""
        return "too_few" if self.left else "nobody_left"


def cost(desk: Desk, draft_id: int, by: int, *, blur: bool = False, text: str | None = None) -> Cost:
    """What a new version by `by` would do to who may approve the draft.

    `blur`: one that only blurs an image, of which the office chose whether it makes an author. `text`: the
    words it would bear, None for those it has.
    """
    with desk.store.read():
        member = active_member(by)
        version = current_version(draft_row(draft_id))
        makes_author = not blur or blur_is_edit()
        author = by if makes_author else version.author_member_id
        first = first_bringers(version) if text is None else {first_writer(draft_id, text)}
        barred = {author, *first}
        alone = team_size() == 1
        left = [row.name for row in _deciders() if (alone or row.id not in barred) and counts_now(row.id)]
        loses = makes_author and not alone and member.role != Role.DRAFTER
        return Cost(loses and version.author_member_id != by, tuple(left), approvals_needed())


def _deciders() -> list[Member]:
    return list(Member.select().where(Member.id.in_(deciders())).order_by(Member.id))
