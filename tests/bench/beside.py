"""What an office keeps beside its posts, in bulk: responses, letters, activities, its pages' past."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta

from app.models.search import Searched
from app.models.tables import Activity, Letter, PastBatch, PastPost, Response, ResponseStep
from app.services.base.clock import moment, stamp
from app.services.past.folding import fold_of, words_of
from tests.bench import posts
from tests.bench.bulk import MEMBER, MEMBER_NAME, Bulk, Document

WITH_RESPONSE, WITH_LETTER, WITH_ACTIVITY, WITH_PAST = 5, 50, 200, 10  # one for so many posts
# Among the newest posts of a folder of any size, so that lists are full at every size.
WITH_RESPONSE_OF_LATE, WITH_LETTER_OF_LATE = 1, 2
WAITING = 40  # responses still to be answered, whatever was answered before
_BATCH = 100  # past posts in an event, as a small import writes them: as many are the last of any folder
_NO_TEXTS = (
    "url",
    "screenshot",
    "tracking",
    "reason",
    "referred_to",
    "answer_url",
    "consent",
    "consent_note",
)
_QUESTION = "ভর্তির ফরম কবে পাওয়া যাবে? ক্রমিক {number}"
_ANSWER = "আগামী সপ্তাহে অফিস সময়ে পাওয়া যাবে।"


def beside(bulk: Bulk, number: int, count: int) -> None:
    """Write what came in beside post `number` of `count`, each as an event of its own."""
    at = posts.time_of(number, count)
    response = _nth(number, count, WITH_RESPONSE, WITH_RESPONSE_OF_LATE)
    if response is not None:
        _response(bulk, response, at, waiting=count - number < WITH_RESPONSE_OF_LATE * WAITING)
    letter = _nth(number, count, WITH_LETTER, WITH_LETTER_OF_LATE)
    if letter is not None:
        _letter(bulk, letter, at)
    if number % WITH_ACTIVITY == 0:
        _activity(bulk, number // WITH_ACTIVITY, at)
    if number % (WITH_PAST * _BATCH) == 0:
        _past(bulk, number // WITH_PAST - _BATCH, _BATCH, at)
    elif number == count and number // WITH_PAST % _BATCH:
        left = number // WITH_PAST % _BATCH
        _past(bulk, number // WITH_PAST - left, left, at)


def _nth(number: int, count: int, long_ago: int, late: int) -> int | None:
    """Of what comes with every so many posts: which one comes with this post, from 1 on; None for none."""
    before = max(count - posts.RECENT, 0)
    if number <= before:
        return number // long_ago if number % long_ago == 0 else None
    since = number - before
    return before // long_ago + since // late if since % late == 0 else None


def _response(bulk: Bulk, id_: int, at: str, *, waiting: bool) -> None:
    texts = dict.fromkeys(
        ("url", "screenshot", "tracking", "reason", "referred_to", "answer_url", "consent", "consent_note"),
        "",
    )
    nobody = dict.fromkeys(("assigned_id", "merged_into_id", "reply_draft_id", "shown_draft_id"))
    unanswered = {"state": "open", "answer_text": "", "answered_at": "", "answered_by_id": None}
    row: Document = {
        **texts,
        **nobody,
        **unanswered,
        "id": id_,
        "account_id": 1 + id_ % 2,
        "kind": ("question", "grievance", "comment")[id_ % 3],
        "author": "করিম",
        "text": _QUESTION.format(number=id_),
        "received_at": at,
        "due": (moment(at) + timedelta(days=7)).date().isoformat(),
        "reopened": 0,
        "added_by_id": MEMBER,
        "created_at": at,
    }
    added = (ResponseStep, _step(2 * id_ - 1, id_, "added", at))
    bulk.event("response.added", None, (Response, row), added, at=at)
    if not waiting:
        answer = {"state": "answered", "answer_text": _ANSWER, "answered_at": at, "answered_by_id": MEMBER}
        row = {**row, **answer}
        answered = (ResponseStep, _step(2 * id_, id_, "answered", at, _ANSWER))
        bulk.event("response.answered", None, (Response, row), answered, at=at)
    bulk.keep(Response, row)
    bulk.findable(Searched.RESPONSE, id_, f"{row['text']} {row['author']} {row['answer_text']}")


def _step(id_: int, response: int, name: str, at: str, note: str = "") -> Document:
    return {"id": id_, "response_id": response, "step": name, "note": note, "member_id": MEMBER, "at": at}


def _letter(bulk: Bulk, id_: int, at: str) -> None:
    day = moment(at).date()
    row: Document = {
        "id": id_,
        "number": id_,
        "year": day.year,
        "kind": "referral",
        "language": "bn",
        "memo": f"05.41.2600.{id_}",
        "day": day.isoformat(),
        "subject": f"অভিযোগ প্রেরণ {id_}",
        "reference": "",
        "body": ["নাগরিকের অভিযোগটি আপনার দপ্তরের এখতিয়ারভুক্ত হওয়ায় পাঠানো হলো।"],
        "recipient": ["উপজেলা নির্বাহী অফিসার"],
        "copies": [],
        "signer": MEMBER_NAME,
        "title": "",
        "mark": "",
        "draft": None,
        "finding": None,
        "response": None,
        "member_id": MEMBER,
        "at": at,
    }
    bulk.event("letter.written", None, (Letter, row), at=at)
    parts = [str(row[name]) for name in ("memo", "subject", "signer")]
    bulk.findable(Searched.LETTER, id_, " ".join([*parts, *row["body"], *row["recipient"]]))  # type: ignore[misc]


def _activity(bulk: Bulk, id_: int, at: str) -> None:
    row: Document = {
        "id": id_,
        "day": moment(at).date().isoformat(),
        "title": f"সচেতনতা সভা {id_}",
        "place": "উপজেলা মিলনায়তন",
        "people": 30,
        "member_id": MEMBER,
        "at": at,
        "active": True,
    }
    bulk.event("activity.added", None, (Activity, row), at=at)


def _past(bulk: Bulk, before: int, n: int, at: str) -> None:
    """A batch of past posts: every other one says what an approved post said, in the same words."""
    batch = before // _BATCH + 1
    told = hashlib.sha256()
    for id_ in range(before + 1, before + n + 1):
        row = _past_post(id_, batch, moment(at) - timedelta(minutes=id_ % 1000))
        line = [value for name, value in row.items() if name != "batch_id"]
        told.update(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        bulk.keep(PastPost, row)
    row = {
        "id": batch,
        "account_id": 1,
        "source": "csv",
        "download": "page.csv",
        "posts": n,
        "media": 0,
        "digest": hashlib.sha256(
            f"{told.hexdigest()}-".encode()
        ).hexdigest(),  # as `record.past_rows` does it
        "member_id": MEMBER,
        "at": at,
    }
    bulk.event("history.imported", None, (PastBatch, row), at=at)


def _past_post(id_: int, batch: int, published: datetime) -> Document:
    post = id_ * WITH_PAST - 1
    other = f"আজ {id_} নম্বর মাঠে ফুটবল খেলা হয়েছে।"
    text, fold = (posts.text_of(post), posts.fold(post)) if id_ % 2 else (other, fold_of(words_of(other)))
    return {
        "id": id_,
        "account_id": 1,
        "digest": hashlib.sha256(str(id_).encode()).hexdigest(),
        "fold": fold,
        "text": text,
        "published_at": stamp(published),
        "url": "",
        "platform_id": str(id_),
        "origin": "page.csv",
        "batch_id": batch,
    }
