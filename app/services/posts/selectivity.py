"""Selectivity: whether few drafts have what a list is narrowed to; it then begins with these, not with all.

A list walks its drafts from the newest on and stops when it is full. Where nearly none of them are wanted it
would walk through all that was ever decided; so each thing asked for is first looked up in its index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from peewee import Value

from app.models.tables import CheckRun, Decision, Draft, Finding, Publication, Version
from app.models.transaction import current
from app.services.base.enums import DraftKind
from app.services.base.kinds import KEPT, use_of

FEW = 5_000  # drafts that may all be read for a list

# Each rule with each of its lists of clauses, from one place of the index to the next.
_KINDS_OF_FINDINGS = """
WITH RECURSIVE "kinds" ("rule", "clauses") AS (
    SELECT "rule", "clauses" FROM (
        SELECT "rule", "clauses" FROM "finding" ORDER BY "rule", "clauses" LIMIT 1
    ) AS "least"
    UNION ALL
    SELECT "f"."rule", "f"."clauses" FROM "kinds" AS "k" JOIN "finding" AS "f" ON "f"."id" = COALESCE(
        (SELECT "n"."id" FROM "finding" AS "n"
         WHERE "n"."rule" = "k"."rule" AND "n"."clauses" > "k"."clauses" ORDER BY "n"."clauses" LIMIT 1),
        (SELECT "n"."id" FROM "finding" AS "n"
         WHERE "n"."rule" > "k"."rule" ORDER BY "n"."rule", "n"."clauses" LIMIT 1)
    )
) SELECT "rule", "clauses" FROM "kinds"
"""


def few_drafts(ways: Iterable[Sequence[Any]]) -> Any:
    """The condition for one of these ways to find drafts that finds few; None where each finds many.

    A way is some queries for ids of drafts, which together find those wanted and maybe others. Call inside a
    transaction.
    """
    for way in ways:
        if all(_is_few(query) for query in way):
            found = Draft.id.in_(way[0])
            for query in way[1:]:
                found |= Draft.id.in_(query)
            return found
    return None


def of_accounts(accounts: Sequence[int]) -> list[Any]:
    """The way to drafts that ever were for one of these accounts."""
    return [Version.select(Version.draft).where(Version.account.in_(accounts))]


def of_purpose(purpose: str) -> list[Any]:
    """The way to drafts that ever had this purpose."""
    return [Version.select(Version.draft).where(Version.purpose == purpose)]


def of_important() -> list[Any]:
    """The way to drafts that are marked as important."""
    draft = Draft.alias()
    return [draft.select(draft.id).where(draft.important == Value(True))]


def of_members(members: Sequence[int]) -> list[Any]:
    """The way to drafts that one of these members wrote, decided on or published."""
    return [
        table.select(table.draft).where(member.in_(members))
        for table, member in (
            (Version, Version.author_member),
            (Decision, Decision.member),
            (Publication, Publication.member),
        )
    ]


def of_kind(kind: DraftKind) -> list[Any]:
    """The way to drafts of a kind, kept or told by the use of their versions."""
    if kind in KEPT:
        draft = Draft.alias()
        return [draft.select(draft.id).where(draft.kind == kind.value)]
    return [Version.select(Version.draft).where(Version.use == use_of(kind).value)]


def of_findings(condition: Any) -> list[Any]:
    """The way to drafts with a finding of this condition, which `findings_named` makes."""
    return [
        Finding.select(Version.draft)
        .join(CheckRun, on=(Finding.run == CheckRun.id))
        .join(Version, on=(CheckRun.version == Version.id))
        .where(condition)
    ]


def findings_named(named: str) -> Any:
    """The condition on findings of a clause, or of rules whose name begins so; None where there are none.

    Call inside a transaction.
    """
    named = named.lower()
    rules: set[str] = set()
    cited: set[str] = set()
    lists: set[str] = set()
    for rule, clauses in current().rows(_KINDS_OF_FINDINGS):
        if rule.lower().startswith(named):
            rules.add(rule)
        elif f'"{named}"' in clauses.lower():
            cited.add(rule)
            lists.add(clauses)
    conditions = list(_of_kinds(rules, cited, lists))
    return (
        None if not conditions else conditions[0] if len(conditions) == 1 else conditions[0] | conditions[1]
    )


def _of_kinds(rules: set[str], cited: set[str], lists: set[str]) -> Iterator[Any]:
    if rules:
        yield Finding.rule.in_(sorted(rules))
    if cited:
        # A list of clauses that names the wanted one is right with whatever rule it stands.
        texts = [Value(text, converter=False) for text in sorted(lists)]
        yield Finding.rule.in_(sorted(cited)) & Finding.clauses.in_(texts)


def _is_few(query: Any) -> bool:
    return int(query.limit(FEW + 1).count()) <= FEW
