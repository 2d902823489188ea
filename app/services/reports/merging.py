"""Adds up the verified reports of many offices into one (for a directorate or ministry)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from app.bangla.workdays import Quarter
from app.errors import Refusal
from app.services.base.enums import PURPOSES
from app.services.reports.content import Content
from app.services.reports.figures import Number
from app.services.reports.files import ReadReport, read_report
from app.values import dataclass

# Figures add up; of the longest the longest is taken. Middles of middles say nothing, and are left out.
_LONGEST = ("decision.longest_minutes", "quiet.longest_days", "responses.longest_days")
_NOT_ADDED = (".median_minutes", ".median_days", "purposes.unserved")  # endings
_OF_ACCOUNTS = ".account."


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure over all offices; `offices` is how many of them have data, None is the sum of none."""

    key: str
    value: Number
    offices: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken, and why."""

    name: str
    reason: Refusal


@dataclass(frozen=True, slots=True)
class Merged:
    """The sum of some reports of one quarter, in the order of their offices' names."""

    quarter: Quarter
    at: datetime
    reports: tuple[ReadReport, ...]
    sums: tuple[Sum, ...]

    def value(self, key: str) -> Number:
        """A sum, None where no office has data."""
        return next((one.value for one in self.sums if one.key == key), None)


def read_all(
    paths: Iterable[Path], *, allow_unsigned: bool = False
) -> tuple[list[ReadReport], list[Refused]]:
    """The reports of some files that hold, and those files that do not, each with its reason.

    Refused is what is no report, was changed, is not signed (unless that is allowed), is of another quarter
    than the first, or of an office that another file is of already.
    """
    taken: list[ReadReport] = []
    refused: list[Refused] = []
    for path in paths:
        try:
            report = read_report(path)
            _refuse_unfit(report, taken, allow_unsigned)
            taken.append(report)
        except Refusal as reason:
            refused.append(Refused(path.name, reason))
    return taken, refused


def merge(reports: Sequence[ReadReport]) -> Merged:
    """Add up reports that `read_all` gave. Raises `Refusal` for none."""
    if not reports:
        raise Refusal("report.nothing_to_merge")
    ordered = sorted(reports, key=lambda report: report.content.office.name_bn)
    contents = [report.content for report in ordered]
    keys = dict.fromkeys(key for content in contents for key in content.figures)
    sums = [_sum(key, contents) for key in keys if _OF_ACCOUNTS not in key and not key.endswith(_NOT_ADDED)]
    known = {one.key: one.value for one in sums}
    served = [known.get(f"posts.published.purpose.{purpose}") for purpose in PURPOSES]
    unserved = None if None in served else sum(not value for value in served)
    sums.append(Sum("purposes.unserved", unserved, len(contents) if unserved is not None else 0))
    return Merged(contents[0].quarter, datetime.now(UTC), tuple(ordered), tuple(sums))


def _refuse_unfit(report: ReadReport, taken: Sequence[ReadReport], allow_unsigned: bool) -> None:
    if not report.fingerprint and not allow_unsigned:
        raise Refusal("report.unsigned", name=report.name)
    for other in taken:
        if other.content.quarter != report.content.quarter:
            raise Refusal(
                "report.other_quarter",
                name=report.name,
                quarter=str(report.content.quarter),
                first=other.name,
            )
        if other.content.office.record == report.content.office.record:
            raise Refusal("report.same_office", name=report.name, first=other.name)


def _sum(key: str, contents: Sequence[Content]) -> Sum:
    values = [value for content in contents if (value := content.value(key)) is not None]
    if not values:
        return Sum(key, None, 0)
    return Sum(key, max(values) if key in _LONGEST else sum(values), len(values))
