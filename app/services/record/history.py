"""From events to the lines of a draft's history. The words themselves are sentences `history.<key>`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.i18n import Bilingual
from app.media.formats import is_video
from app.models.tables import Event
from app.services.base.clock import moment
from app.services.record.chain import ODD_BODY
from app.services.record.views import HistoryLine

_TRIED = {
    "own": "attempt_own",
    "passphrase": "attempt_passphrase",
    "unproven": "attempt_unproven",
    "nameless": "attempt_nameless",
}
# Said without anything to fill in.
_PLAIN = {
    "draft.taken": "taken",
    "decision.undone": "undone",
    "draft.author_named": "author_named",
    "draft.reused": "reused",
    "certificate.made": "certificate_made",
    "letter.written": "letter_written",
    "retention.class_set": "class_set",
    "retention.held": "held",
    "retention.released": "released",
    "disposal.answered": "listed",
    "disposal.held_back": "held_back",
    "post.destroyed": "destroyed",
}
_AFTER = ("proof", "correction", "removal", "elsewhere")
_OTHER = "other"  # of a kind that this release does not know: a newer one wrote it


def history_line(event: Event, titles: Mapping[str, Bilingual]) -> HistoryLine:
    """One event as a line: which sentence, and what fills it. `titles` of the draft's findings, by rule."""
    try:
        key, params = _told(event)
    except ODD_BODY:  # damaged, which the audit names
        key, params = _OTHER, {}
    if key == _OTHER:
        params = {"kind": event.kind}
    title = titles.get(str(params.get("rule", "")))
    return HistoryLine(at=moment(event.at), member=event.member_name, key=key, params=params, title=title)


def _told(event: Event) -> tuple[str, dict[str, str | int]]:
    of, _, act = event.kind.partition(".")
    if of == "attempt":
        return _tried(event.body)
    if of == "publication":
        return _after(act, event.body["rows"][0]) if act in _AFTER else (_OTHER, {})
    return _worded(event.kind, event.body)


def _worded(kind: str, body: dict[str, Any]) -> tuple[str, dict[str, str | int]]:
    rows = body["rows"]
    if kind == "draft.checked":
        run = rows[0]
        found = sum(row["table"] == "finding" for row in rows)
        key = "check_failed" if run["failure"] else "checked"
        return key, {"n": found, "rulepack": run["rulepack"].split("+")[0]}
    if kind == "finding.answered":
        return _answered(rows, body["rule"])
    if kind == "draft.decided":
        return rows[0]["verdict"], {"reason": rows[0]["reason"], "version": rows[0]["version"]}
    if kind == "draft.revised":
        return "revised", {"version": rows[0]["version"]}
    if kind == "draft.blurred":
        facts = {"image": body["image"] + 1, "n": len(body["boxes"]), "origin": body["origin"][:8]}
        return "blurred", {"version": rows[0]["version"], **facts}
    if kind == "draft.original_used":
        return "original_used", {"version": rows[0]["version"], "image": body["image"] + 1}
    if kind in ("attachment.watched", "attachment.unwatched"):
        seen, heard = (
            ("watched", "watched_audio") if kind == "attachment.watched" else ("unwatched", "unwatched_audio")
        )
        return (seen if is_video(body["media_type"]) else heard), {"name": body["name"]}
    if kind == "draft.marked":
        return ("important" if rows[0]["important"] else "not_important"), {}
    if kind == "decision.reversed":
        return "reversed", {"reason": body["reason"]}
    if kind == "draft.published":
        return "published", {"url": rows[0]["url"]}
    if kind == "draft.copies_saved":
        return "copies_saved", {"version": body["version"], "n": len(body["files"])}
    if kind == "rules.exception_added":
        return "exception_added", {"rule": rows[0]["rule"], "phrase": rows[0]["value"]}
    return _PLAIN.get(kind, _OTHER), {}


def _tried(body: Mapping[str, str]) -> tuple[str, dict[str, str | int]]:
    """What somebody tried and was refused."""
    return _TRIED.get(body["about"], "attempt_role"), {"name": body["name"]}


def _after(kind: str, act: Mapping[str, str]) -> tuple[str, dict[str, str | int]]:
    """What was done about a post after it went out."""
    if kind == "proof" and act["answer"]:
        return ("proof_equal" if act["answer"] == "yes" else "proof_differs"), {}
    if kind == "proof":
        return "proof_kept", {"name": act["file_name"]}
    texts = {"correction": ("wrong", "text"), "removal": ("note", "text"), "elsewhere": ("url", "url")}
    name, column = texts[kind]
    return kind, {name: act[column]}


def _answered(rows: list[dict[str, str]], rule: str) -> tuple[str, dict[str, str | int]]:
    """One answer, or the same to several findings at once."""
    first = rows[0]
    # Events of older releases know no reason to pick.
    params: dict[str, str | int] = {
        "rule": rule,
        "because": first.get("because", ""),
        "reason": first["reason"],
    }
    if len(rows) > 1:
        both = {"upheld": "upheld_together", "dismissed": "dismissed_together"}
        return both[first["reply"]], params | {"n": len(rows)}
    return first["reply"], params
