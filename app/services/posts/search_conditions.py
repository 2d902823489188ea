"""What narrows a list of approved posts besides words, account and days. Call inside a transaction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from peewee import fn

from app.checks.types import Use
from app.models.tables import CheckRun, Decision, Draft, Finding, Member, Publication, Version
from app.services.base.enums import DraftKind
from app.services.base.members import folded_name

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


def more_conditions(wanted: Narrowed) -> Iterator[Any]:
    """The conditions on a query over `Draft`, none for what is not asked for."""
    current = (Version.draft == Draft.id) & (Version.number == Draft.version)
    if wanted.purpose:
        yield fn.EXISTS(Version.select(Version.id).where(current & (Version.purpose == wanted.purpose)))
    if wanted.important:
        yield Draft.important
    if wanted.person.strip():
        yield _person(wanted.person, current)
    if wanted.finding.strip():
        yield fn.EXISTS(_findings(wanted.finding.strip(), current))
    if wanted.kind:
        yield _kind(DraftKind(wanted.kind), current)


def _person(name: str, current: Any) -> Any:
    part = folded_name(name)
    ids = [row.id for row in Member.select() if part in folded_name(row.name)]
    wrote = Version.select(Version.id).where(current & Version.author_member.in_(ids))
    decided = Decision.alias()
    approved = decided.select(decided.id).where(
        (decided.draft == Draft.id) & (decided.void_at == "") & decided.member.in_(ids)
    )
    out = Publication.select(Publication.id).where(
        (Publication.draft == Draft.id) & Publication.member.in_(ids)
    )
    return fn.EXISTS(wrote) | fn.EXISTS(approved) | fn.EXISTS(out)


def _findings(named: str, current: Any) -> Any:
    """Findings of a clause, or of rules whose name begins so."""
    named = named.lower()[:_LONGEST_NAME]  # an engine takes no pattern of any length
    by_name = fn.LOWER(Finding.rule).startswith(named)
    by_clause = fn.LOWER(Finding.clauses).contains(f'"{named}"')
    return (
        Finding.select(Finding.id)
        .join(CheckRun, on=(Finding.run == CheckRun.id))
        .join(Version, on=(CheckRun.version == Version.id))
        .where(current & (by_name | by_clause))
    )


def _kind(kind: DraftKind, current: Any) -> Any:
    if kind in _BY_USE:
        use = _BY_USE[kind].value
        return fn.EXISTS(Version.select(Version.id).where(current & (Version.use == use)))
    if kind is DraftKind.POST:
        plain = Version.select(Version.id).where(current & (Version.use == Use.POST.value))
        return (Draft.kind == "") & fn.EXISTS(plain)
    return Draft.kind == kind.value
