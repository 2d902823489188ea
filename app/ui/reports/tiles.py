"""Which figures the page shows large, and what it says beneath each."""

from __future__ import annotations

from app.services.reports.content import Content
from app.services.reports.figures import Number
from app.services.reports.naming import duration, written
from app.ui.reports.tile import Tile
from app.ui.translation import tr, words


def tiles(content: Content) -> list[Tile]:
    """The eight figures on top of the page."""
    value = content.value
    return [
        Tile(
            written(value("posts.approved"), words()),
            tr("reports.tile.approved"),
            _or_none(value("posts.returned"), "reports.tile.returned"),
            known=value("posts.approved") is not None,
            keys=_open(content, "posts.approved"),
        ),
        _published(content),
        Tile(
            duration(value("decision.median_minutes"), words(), short=True),
            tr("reports.tile.decision"),
            _longest(content),
            known=value("decision.median_minutes") is not None,
            keys=_open(content, "decision.median_minutes"),
        ),
        _blocks(content),
        _share(
            content,
            "responses",
            ("responses.in_time", "responses.late", "responses.overdue"),
            ("reports.tile.responses_late", "reports.tile.responses_none"),
        ),
        _share(
            content,
            "rotations",
            ("rotations.in_time", "rotations.late", "rotations.overdue"),
            ("reports.tile.rotations_late", "reports.tile.rotations_none"),
        ),
        Tile(
            written(value("posts.corrected"), words()),
            tr("reports.tile.corrected"),
            tr("reports.tile.taken_down_none")
            if value("posts.taken_down") is None
            else tr("reports.tile.taken_down", n=value("posts.taken_down") or 0),
            known=value("posts.corrected") is not None,
            keys=_open(content, "posts.corrected", "posts.taken_down"),
        ),
        Tile(
            written(value("unapproved.posts"), words()),
            tr("reports.tile.unapproved"),
            tr("reports.tile.unapproved_none") if value("unapproved.posts") is None else "",
            known=value("unapproved.posts") is not None,
            alarm=bool(value("unapproved.posts")),
            keys=_open(content, "unapproved.posts"),
        ),
    ]


def _longest(content: Content) -> str:
    longest = content.value("decision.longest_minutes")
    return "" if longest is None else tr("reports.tile.longest", time=duration(longest, words(), short=True))


def _open(content: Content, *keys: str) -> tuple[str, ...]:
    """Those of the keys that have rows to open."""
    return tuple(key for key in keys if content.rows.get(key))


def _or_none(value: Number, key: str) -> str:
    return tr(key, n=value) if value else ""


def _published(content: Content) -> Tile:
    late, waiting = content.value("posts.unpublished.late"), content.value("posts.unpublished")
    remark = ""
    if late or waiting:
        remark = tr("reports.tile.late", n=late) if late else tr("reports.tile.waiting", n=waiting or 0)
    return Tile(
        written(content.value("posts.published"), words()),
        tr("reports.tile.published"),
        remark,
        known=content.value("posts.published") is not None,
        alarm=bool(late),
        keys=_open(content, "posts.published", "posts.unpublished"),
    )


def _blocks(content: Content) -> Tile:
    upheld, dismissed = content.value("findings.blocks.upheld"), content.value("findings.blocks.dismissed")
    if upheld is None or dismissed is None:
        return Tile(written(None, words()), tr("reports.tile.blocks"), known=False)
    unanswered = content.value("findings.blocks.unanswered") or 0
    remark = tr("reports.tile.answered", upheld=upheld, dismissed=dismissed)
    if unanswered:
        remark = tr("reports.tile.unanswered", n=unanswered)
    return Tile(
        written(upheld + dismissed, words()),
        tr("reports.tile.blocks"),
        remark,
        alarm=bool(unanswered),
        keys=_open(content, "findings.blocks"),
    )


def _share(content: Content, name: str, keys: tuple[str, str, str], sentences: tuple[str, str]) -> Tile:
    """Those in time of all that were owed."""
    values = [content.value(key) for key in keys]
    if any(one is None for one in values):
        return Tile(written(None, words()), tr(f"reports.tile.{name}"), tr(sentences[1]), known=False)
    in_time, late, overdue = (one or 0 for one in values)
    return Tile(
        written(in_time, words()),
        tr(f"reports.tile.{name}"),
        _late_and_over(sentences[0], late, overdue),
        extra=f"/ {written(in_time + late + overdue, words())}",
        alarm=bool(late or overdue),
        keys=_open(content, *keys),
    )


def _late_and_over(key: str, late: Number, overdue: Number) -> str:
    """Of the late and the overdue, those that there are."""
    if late and overdue:
        return tr(key, late=late, overdue=overdue)
    if late:
        return tr(f"{key}_only", n=late)
    return tr(f"{key}_over", n=overdue) if overdue else ""
