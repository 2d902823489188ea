"""What narrows a list of approved posts besides words, account and days. Call inside a transaction.

Each is a condition on a draft, and a way to those drafts that were ever so, where they are few (`few`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from peewee import fn

from app.checks.types import Use
from app.models.search import NOTHING
from app.models.tables import CheckRun, Decision, Draft, Finding, Member, Publication, Version
from app.services.base.conditions import row_by_row
from app.services.base.enums import DraftKind
from app.services.base.members import folded_name
from app.services.posts import selectivity
from app.values import dataclass

_BY_USE = {DraftKind.BANNER: Use.BANNER, DraftKind.PROFILE_PICTURE: Use.PROFILE}

_LONGEST_NAME = 200  # of a rule or clause


class Narrowed(Protocol):
    """What is asked for; `services.posts.approved_list.Wanted` says of each what it is."""

    @property
    def purpose(self) -> str: ...
    @property
    def important(self) -> bool: ...
    @property
    def person(self) -> str: ...
    @property
    def finding(self) -> str: ...
    @property
    def kind(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Narrowing:
    """`conditions` on a query over `Draft`, and the `ways` to begin with few drafts (`selectivity`)."""

    conditions: tuple[Any, ...]
    ways: tuple[Sequence[Any], ...]


def narrowing(wanted: Narrowed) -> Narrowing:
    """What a list is narrowed by, nothing for what is not asked for."""
    current = (Version.draft == Draft.id) & (Version.number == Draft.version)
    both = list(_both(wanted, current))
    return Narrowing(tuple(one for one, _ in both), tuple(way for _, way in both if way is not None))


def _both(wanted: Narrowed, current: Any) -> Iterator[tuple[Any, Sequence[Any] | None]]:
    if wanted.purpose:
        of_purpose = Version.select(Version.id).where(current & (Version.purpose == wanted.purpose))
        yield fn.EXISTS(of_purpose), selectivity.of_purpose(wanted.purpose)
    if wanted.important:
        yield Draft.important, selectivity.of_important()
    if wanted.person.strip():
        part = folded_name(wanted.person)
        members = [row.id for row in Member.select() if part in folded_name(row.name)]
        yield (_person(members, current), selectivity.of_members(members)) if members else (NOTHING, None)
    if wanted.finding.strip():
        named = selectivity.findings_named(wanted.finding.strip()[:_LONGEST_NAME])
        if named is None:
            yield NOTHING, None
        else:
            yield fn.EXISTS(_findings(named, current)), selectivity.of_findings(named)
    if wanted.kind:
        kind = DraftKind(wanted.kind)
        yield _kind(kind, current), selectivity.of_kind(kind)


def _person(members: Sequence[int], current: Any) -> Any:
    # By the draft: what a member wrote or decided is the whole history.
    wrote = Version.select(Version.id).where(current & (Version.author_member + 0).in_(members))
    decided = Decision.alias()
    approved = decided.select(decided.id).where(
        (decided.draft == Draft.id) & (decided.void_at == "") & (decided.member + 0).in_(members)
    )
    out = Publication.select(Publication.id).where(
        (Publication.draft == Draft.id) & (Publication.member + 0).in_(members)
    )
    return fn.EXISTS(wrote) | fn.EXISTS(approved) | fn.EXISTS(out)


def _findings(named: Any, current: Any) -> Any:
    # Of the draft's few findings, not by the name of the rule: that many others have.
    return (
        Finding.select(Finding.id)
        .join(CheckRun, on=(Finding.run == CheckRun.id))
        .join(Version, on=(CheckRun.version == Version.id))
        .where(current & row_by_row(named))
    )


def _kind(kind: DraftKind, current: Any) -> Any:
    if kind in _BY_USE:
        use = _BY_USE[kind].value
        return fn.EXISTS(Version.select(Version.id).where(current & (Version.use == use)))
    if kind is DraftKind.POST:
        plain = Version.select(Version.id).where(current & (Version.use == Use.POST.value))
        return row_by_row(Draft.kind == "") & fn.EXISTS(plain)
    return row_by_row(Draft.kind == kind.value)
