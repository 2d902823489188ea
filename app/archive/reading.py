"""Reads an archive's documents back into the values they were written from.

What a release of long ago did not write yet has its empty value. Everything here comes from outside: a
document of another shape raises `Unfit`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import TypeVar, cast

from app.archive.documents import PlacedImage
from app.archive.summed import Summed, summed
from app.archive.types import (
    ALONE,
    NOTED,
    ArchivedAct,
    ArchivedDecision,
    ArchivedFinding,
    ArchivedImage,
    ArchivedPost,
    ArchivedPublication,
    ArchivedReport,
    ArchivedWatched,
    ArchiveHeader,
    Break,
    ChainHead,
    Former,
    StampFacts,
)
from app.archive.wording import local_time
from app.i18n import Bilingual

ACT_KINDS = frozenset({"proof", "correction", "removal", "elsewhere"})
BREAK_KINDS = frozenset({"segment", "restored", "put_back", "key_lost"}) | ALONE | NOTED

T = TypeVar("T")


class Unfit(ValueError):
    """A document is not of the shape this program writes."""


def header_of(about: Mapping[str, object], chain: ChainHead) -> ArchiveHeader:
    """`archive.json` and the chain's head as the header they were written from."""
    office, parent = _table(about, "office"), _table(about, "parent")
    return ArchiveHeader(
        office_bn=text(office, "bn"),
        office_en=text(office, "en"),
        parent_bn=text(parent, "bn"),
        website=text(about, "website"),
        made_at=_time(about, "made_at"),
        made_by=text(about, "made_by"),
        program=text(about, "program"),
        since=_day(about, "since"),
        until=_day(about, "until"),
        account=text(about, "account"),
        chain=chain,
        breaks=tuple(_list(about, "breaks", _break)) if "breaks" in about else (),
        checkpoint=text(about, "checkpoint", ""),
        stamp=_stamp(about) if about.get("stamp") is not None else None,
        number=number(about, "number", 0),
        former=_former(_table(about, "former")) if about.get("former") is not None else None,
        base=_former(_table(about, "base")) if about.get("base") is not None else None,
        selection=_numbers(about, "selection"),
        withdrawn=_numbers(about, "withdrawn"),
    )


def _former(document: Mapping[str, object]) -> Former:
    digest = text(document, "digest")
    if not re.fullmatch("[0-9a-f]{64}", digest):
        raise Unfit
    return Former(number(document, "number"), digest, _time(document, "made_at"))


def report_of(document: Mapping[str, object]) -> ArchivedReport:
    """`report.json` as the report it was written from."""
    return ArchivedReport(
        row=number(document, "row"),
        quarter=text(document, "quarter"),
        digest=text(document, "digest"),
        content=dict(_table(document, "content")),
        signature=text(document, "signature"),
        key=text(document, "key"),
        complete=_flag(document, "complete"),
        member=text(document, "member"),
        at=_time(document, "at"),
    )


def _stamp(about: Mapping[str, object]) -> StampFacts:
    written = _table(about, "stamp")
    return StampFacts(
        size=number(written, "size"),
        at=_time(written, "at"),
        authority=text(written, "authority"),
        root=text(written, "root"),
    )


def post_of(decision: Mapping[str, object]) -> tuple[ArchivedPost, list[PlacedImage]]:
    """`decision.json` as the post it was written from. The readers of its images give nothing."""
    document = _table(decision, "digest_document")
    images = _list(decision, "images", _image)
    post = ArchivedPost(
        draft_id=number(decision, "draft"),
        version=number(decision, "version"),
        digest=text(decision, "digest"),
        digest_document=dict(document),
        text=text(document, "text"),
        use=text(decision, "use"),
        kind=_kind(decision),
        platform=text(decision, "platform"),
        account=text(decision, "account"),
        account_url=text(decision, "account_url"),
        purpose=text(decision, "purpose"),
        sources=_texts(decision, "sources"),
        schedule=text(decision, "schedule"),
        author=text(decision, "author"),
        created_at=_time(decision, "created_at"),
        approved_at=_time(decision, "approved_at"),
        important=_flag(decision, "important"),
        images=tuple(placed.image for placed in images),
        findings=tuple(_list(decision, "findings", _finding)),
        decisions=tuple(_list(decision, "decisions", _decision)),
        publications=tuple(_list(decision, "publications", _publication)),
        rulepack=text(decision, "rulepack"),
        detectors={name: _typed(version, str) for name, version in _table(decision, "detectors").items()},
        not_checked=_texts(decision, "not_checked"),
        acts=tuple(_list(decision, "acts", _act)) if "acts" in decision else (),
    )
    return post, images


def _kind(decision: Mapping[str, object]) -> str:
    """What the post is; archives of older releases knew only what it was used for."""
    use = text(decision, "use")
    return text(decision, "kind", "profile_picture" if use == "profile" else use)


def text(document: Mapping[str, object], key: str, default: str | None = None) -> str:
    """The string under `key`; where there is none, `default`, or `Unfit` without one."""
    return _typed(document.get(key, default), str)


def number(document: Mapping[str, object], key: str, default: int | None = None) -> int:
    """The whole number under `key`, as `text` does."""
    return _typed(document.get(key, default), int)


def _time(document: Mapping[str, object], key: str) -> str:
    """A time that can be shown as the clock in Dhaka showed it."""
    at = text(document, key)
    try:
        local_time(at)
    except (ValueError, OverflowError) as problem:
        raise Unfit from problem
    return at


def _day(document: Mapping[str, object], key: str) -> str:
    day = text(document, key)
    try:
        return day and date.fromisoformat(day).isoformat()
    except ValueError as problem:
        raise Unfit from problem


def _image(document: Mapping[str, object]) -> PlacedImage:
    publish = _table(document, "publish")
    blurred = _table(document, "blurred_from") if "blurred_from" in document else {}
    original = text(document, "file")
    image = ArchivedImage(
        sha256=text(document, "sha256"),
        size=number(document, "bytes"),
        media_type=text(document, "media_type"),
        extension=PurePosixPath(original).suffix,
        width=number(document, "width"),
        height=number(document, "height"),
        original_name=text(document, "original_name"),
        alt=text(document, "alt"),
        read=_nothing,
        read_clean=_no_copy,
        origin_sha256=text(blurred, "sha256", ""),
        blurred=tuple(_box(box) for box in cast("list[object]", blurred.get("boxes", []))),
        duration=number(document, "duration", 0),
        watched=tuple(_list(document, "watched", _watched)) if "watched" in document else (),
    )
    if image.media_type.partition("/")[0] not in ("image", "video", "audio"):
        raise Unfit
    return PlacedImage(
        image,
        original,
        text(publish, "file"),
        text(publish, "media_type"),
        text(publish, "sha256"),
        number(publish, "bytes"),
    )


def _no_copy() -> tuple[Summed, str, str]:
    return _nothing(), "", ""


def _nothing() -> Summed:
    return summed(b"")


def _watched(document: Mapping[str, object]) -> ArchivedWatched:
    return ArchivedWatched(text(document, "member"), _time(document, "at"))


def _finding(document: Mapping[str, object]) -> ArchivedFinding:
    answer = _table(document, "answer") if document.get("answer") is not None else {}
    box, severity = document.get("box"), text(document, "severity")
    if severity not in ("block", "warn", "note"):
        raise Unfit
    return ArchivedFinding(
        rule=text(document, "rule"),
        clauses=_texts(document, "clauses"),
        severity=severity,
        title=_bilingual(document, "title"),
        why=_bilingual(document, "why"),
        start=_maybe(document, "start", int),
        end=_maybe(document, "end", int),
        text=_maybe(document, "text", str),
        image=_maybe(document, "image", int),
        box=None if box is None else _box(box),
        score=_score(document.get("score")),
        verdict=text(answer, "verdict", ""),
        because=text(answer, "because", ""),
        reason=text(answer, "reason", ""),
        answered_by=text(answer, "by", ""),
        answered_at=_time(answer, "at") if answer else "",
        frame=_maybe(document, "frame", int),
        frame_at=_maybe(document, "frame_at", int),
    )


def _decision(document: Mapping[str, object]) -> ArchivedDecision:
    return ArchivedDecision(
        verdict=text(document, "verdict"),
        member=text(document, "member"),
        role=text(document, "role"),
        reason=text(document, "reason"),
        at=_time(document, "at"),
        own_author=_flag(document, "own_author"),
    )


def _publication(document: Mapping[str, object]) -> ArchivedPublication:
    return ArchivedPublication(
        text(document, "url"), _time(document, "at"), text(document, "member"), number(document, "row", 0)
    )


def _act(document: Mapping[str, object]) -> ArchivedAct:
    evidence = _table(document, "evidence") if "evidence" in document else {}
    kind = text(document, "kind")
    if kind not in ACT_KINDS:
        raise Unfit
    return ArchivedAct(
        row=number(document, "row"),
        kind=kind,
        published_as=text(document, "published_as"),
        at=_time(document, "at"),
        member=text(document, "member"),
        text=text(document, "text"),
        reason=text(document, "reason"),
        answer=text(document, "answer"),
        other=_maybe(document, "other", int),
        url=text(document, "url"),
        recorded_at=_time(document, "recorded_at"),
        file_name=text(evidence, "original_name", ""),
        sha256=text(evidence, "sha256", ""),
        size=number(evidence, "bytes", 0),
        extension=PurePosixPath(text(evidence, "file", "")).suffix,
    )


def _break(document: Mapping[str, object]) -> Break:
    kind = text(document, "kind")
    if kind not in BREAK_KINDS:
        raise Unfit
    return Break(
        event=number(document, "event"),
        kind=kind,
        at=_time(document, "at"),
        by=text(document, "by"),
        reason=text(document, "reason"),
    )


def _bilingual(document: Mapping[str, object], key: str) -> Bilingual:
    sentence = _table(document, key)
    return Bilingual(bn=text(sentence, "bn"), en=text(sentence, "en"))


def _box(value: object) -> tuple[int, int, int, int]:
    if not isinstance(value, list) or len(value) != 4:
        raise Unfit
    x, y, width, height = (_typed(side, int) for side in value)
    return x, y, width, height


def _score(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _maybe(document: Mapping[str, object], key: str, kind: type[T]) -> T | None:
    value = document.get(key)
    return None if value is None else _typed(value, kind)


def _flag(document: Mapping[str, object], key: str) -> bool:
    return _typed(document.get(key), bool)


def _texts(document: Mapping[str, object], key: str) -> tuple[str, ...]:
    return tuple(_typed(each, str) for each in _typed(document.get(key, []), list))


def _numbers(document: Mapping[str, object], key: str) -> tuple[int, ...]:
    return tuple(_typed(each, int) for each in _typed(document.get(key, []), list))


def _table(document: Mapping[str, object], key: str) -> dict[str, object]:
    return _typed(document.get(key), dict)


def _list(document: Mapping[str, object], key: str, read: Callable[[Mapping[str, object]], T]) -> list[T]:
    return [read(_typed(each, dict)) for each in _typed(document.get(key), list)]


def _typed(value: object, kind: type[T]) -> T:
    if not isinstance(value, kind):
        raise Unfit
    return value
