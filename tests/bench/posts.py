"""Rows of made-up posts as the services write them, for `tests.bench.bulk`; ids are the post's number."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from functools import cache

from app.archive.digest import post_document
from app.services.past.folding import words_of
from tests.bench.bulk import BEGUN, MEMBER, MEMBER_NAME, Document, text_of_document

RECENT = 1_000  # the newest posts of a folder of any size: the quarter that is running has so many
_RECENT_BEGUN = datetime(2026, 10, 1, 4, tzinfo=UTC)
_BETWEEN, _BETWEEN_RECENT = timedelta(minutes=2), timedelta(minutes=80)

ACCOUNT_NAME = "facebook:sample.upeo"
_TEXT = "উপজেলা কৃষি অফিসের বিনামূল্যে বীজ বিতরণ আগামী {day} তারিখ সকাল দশটায় শুরু হবে। ক্রমিক {number}। " * 2
_WHY = {"bn": "তারিখ লেখা আছে, বার লেখা নেই।", "en": "There is a date and no day of the week."}


def time_of(number: int, count: int | None = None) -> str:
    """When a post was taken in, of `count` in its folder (None: all of them long ago)."""
    recent = 0 if count is None else number - (count - RECENT)
    if recent > 0:
        return _stamp(_RECENT_BEGUN + _BETWEEN_RECENT * recent)
    return _stamp(BEGUN + _BETWEEN * number)


def _stamp(moment: datetime) -> str:
    """`clock.stamp` of a time that is of UTC already, in a tenth of the time."""
    return f"{moment.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def text_of(number: int) -> str:
    return _TEXT.format(day=number % 28 + 1, number=number)


@cache
def _folded() -> str:
    return " ".join(words_of(_TEXT)).replace("day", "{day}").replace("number", "{number}")


def fold(number: int) -> str:
    """The fold of a post's text, whose words are folded once."""
    words = _folded().format(day=number % 28 + 1, number=number)
    return hashlib.sha256(words.encode()).hexdigest()


def draft(number: int, state: str, at: str = "") -> Document:
    return {
        "id": number,
        "state": state,
        "version": 1,
        "important": False,
        "created_at": at or time_of(number),
        "updated_at": at or time_of(number),
        "kind": "",
    }


def version(number: int, account: int = 1, attachments: tuple[str, ...] = (), at: str = "") -> Document:
    """`attachments`: the SHA-256 of its images."""
    text = text_of(number)
    sources = ["স্মারক নং ০৫.৪১"]
    covered = post_document(
        text=text,
        use="post",
        account=ACCOUNT_NAME,
        purpose="5.a",
        sources=sources,
        alts=[ALT] * len(attachments),
        schedule="",
        attachments=attachments,
    )
    return {
        "id": number,
        "draft_id": number,
        "number": 1,
        "text": text,
        "use": "post",
        "account_id": account,
        "account_name": ACCOUNT_NAME,
        "purpose": "5.a",
        "sources": sources,
        "schedule": "",
        "author": MEMBER_NAME,
        "author_member_id": MEMBER,
        "origin": "bench",
        "digest": hashlib.sha256(text_of_document(covered).encode()).hexdigest(),
        "created_at": at or time_of(number),
    }


ALT = "মাঠে বীজ বিতরণ"


def attachment(number: int, sha256: str, width: int, height: int, size: int) -> Document:
    return {
        "id": number,
        "version_id": number,
        "position": 0,
        "sha256": sha256,
        "original_name": "seed.jpg",
        "media_type": "image/jpeg",
        "width": width,
        "height": height,
        "size": size,
        "alt": ALT,
        "duration": 0,
        "origin_sha256": "",
        "blurred": [],
    }


def image_hash(number: int, made_by: str) -> Document:
    """How an image looks that was checked long ago: any hash, of an image that is not kept here."""
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    return {"sha256": digest, "hash": digest[:16], "mirrored": mirrored(digest[:16]), "made_by": made_by}


def mirrored(hash_: str) -> str:
    """The hash of the mirror image: in each row the other way round, with brighter and darker exchanged."""
    return bytes(_TURNED[row] for row in bytes.fromhex(hash_)).hex()


_TURNED = [int(f"{row:08b}"[::-1], 2) ^ 0xFF for row in range(256)]


def run(number: int, rulepack: str, detectors: dict[str, str], at: str = "") -> Document:
    return {
        "id": number,
        "version_id": number,
        "rulepack": rulepack,
        "detectors": detectors,
        "script": "bangla",
        "checked": ["text"],
        "not_checked": [],
        "failure": "",
        "finished_at": at or time_of(number),
    }


def finding(number: int) -> Document:
    return {
        "id": number,
        "run_id": number,
        "number": 1,
        "rule": "style.day-missing",
        "clauses": ["6.1.a"],
        "severity": "note",
        "title": {"bn": "বার নেই", "en": "No day of the week"},
        "why": _WHY,
        "start": 4,
        "end": 17,
        "text": "আগামী",
        "attachment": None,
        "box": None,
        "score": 0.75,
        "frame": None,
        "at": None,
    }


def answer(number: int, at: str = "") -> Document:
    return {
        "id": number,
        "finding_id": number,
        "reply": "dismissed",
        "reason": "পোস্টে বার আছে",
        "member_id": MEMBER,
        "at": at or time_of(number),
        "carried_id": None,
        "because": "",
    }


def decision(number: int, digest: object, verdict: str = "approve", at: str = "") -> Document:
    return {
        "id": number,
        "draft_id": number,
        "version": 1,
        "digest": digest,
        "run_id": number,
        "verdict": verdict,
        "member_id": MEMBER,
        "reason": "" if verdict == "approve" else "উৎস নেই",
        "at": at or time_of(number),
        "own_author": False,
        "state_before": "pending",
        "void_at": "",
        "void_reason": "",
    }


def publication(number: int, at: str = "") -> Document:
    return {
        "id": number,
        "draft_id": number,
        "version": 1,
        "url": f"https://example.gov.bd/post/{number}",
        "at": at or time_of(number),
        "member_id": MEMBER,
        "recorded_at": at or time_of(number),
    }
