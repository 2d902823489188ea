"""An office's quarter in bulk: some 500 posts of real text and 200 responses, for the tests of its report."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import yaml

from app.archive.digest import post_digest, post_document
from app.bangla.dates import local
from app.bangla.workdays import Quarter, quarter_of
from app.models.search import Searched
from app.models.tables import (
    Answer,
    CheckRun,
    Decision,
    Draft,
    Finding,
    GuidelineReader,
    Publication,
    PublicationAct,
    Response,
    Version,
)
from app.services.base.clock import stamp
from app.services.base.desk import open_desk
from app.services.base.enums import PURPOSES, Role
from app.services.office.office import set_up
from app.services.office.views import AccountForm, MemberForm, OfficeForm
from tests.bench import posts
from tests.bench.bulk import BEGUN, MEMBER, MEMBER_NAME, Bulk, Document, bulk_folder

POSTS, RESPONSES = 500, 200
STEP = timedelta(minutes=50)  # 2,000 events fill the first quarter of 2020
_TEXTS = Path(__file__).parents[1] / "eval" / "text" / "test" / "clean-office.yaml"
_STATES = ("published", "published", "published", "approved", "returned", "rejected", "pending")
_VERDICTS = {"approved": "approve", "returned": "return", "rejected": "reject"}
_READERS = (  # received, signed, still in the register
    ("2019-12-30", "", True),
    ("2019-12-30", "2020-01-01", True),
    ("2020-02-10", "2020-03-31", True),
    ("2020-03-31", "2020-04-01", True),
    ("2020-02-11", "2020-02-12", False),
    ("2020-04-01", "", True),
    ("", "", True),
    ("", "", False),
)
_CLAUSES = (["10.c"], ["7.b"], ["6.1.d", "7.c"], ["10.h"])


def quarter_folder(folder: Path) -> Path:
    """A data folder whose record holds the quarter, sound as the audit wants it."""
    return bulk_folder(folder, _fill, _open_office)


def _open_office(folder: Path) -> None:
    desk = open_desk(folder)
    set_up(
        desk,
        OfficeForm(
            name_bn="নমুনা উপজেলা শিক্ষা অফিস",
            name_en="Sample Upazila Education Office",
            parent_bn="প্রাথমিক শিক্ষা অধিদপ্তর",
            website="https://upeo.example.gov.bd",
            members=(MemberForm(MEMBER_NAME, Role.MODERATOR),),
            accounts=tuple(
                AccountForm(platform, "sample.upeo", "নমুনা শিক্ষা অফিস", purposes=PURPOSES)
                for platform in ("facebook", "x", "youtube")
            ),
        ),
    )
    desk.close()


def _fill(bulk: Bulk) -> None:
    bulk.step = STEP
    lots = random.Random(22)
    texts = [each["text"] for each in yaml.safe_load(_TEXTS.read_text(encoding="utf-8"))]
    for number in range(1, POSTS + 1):
        _post(bulk, number, texts[number % len(texts)], lots)
    for number in range(1, RESPONSES + 1):
        _response(bulk, number, lots)
    for number, (received, signed, active) in enumerate(_READERS, 1):
        _reader(bulk, number, received, signed, active)


def _now(bulk: Bulk) -> datetime:
    """The time of the next event."""
    return BEGUN + STEP * (bulk.events + 1)


def _post(bulk: Bulk, number: int, text: str, lots: random.Random) -> None:
    state = lots.choice(_STATES)
    purpose = lots.choice([one for one in PURPOSES if one != "5.e"])  # a purpose that nobody served
    begun = stamp(_now(bulk))
    own: Document = {"created_at": begun, "updated_at": begun}
    draft = {**posts.draft(number, "pending"), **own}
    version = {**posts.version(number, lots.choice((1, 1, 1, 2, 3))), "text": text, "purpose": purpose}
    version["created_at"] = begun
    covered = post_document(
        text=text,
        use="post",
        account=posts.ACCOUNT_NAME,
        purpose=purpose,
        sources=["স্মারক নং ০৫.৪১"],
        alts=[],
        schedule="",
        attachments=(),
    )
    version["digest"] = post_digest(covered)
    run = {**posts.run(number, "bulk", {}), "finished_at": begun}
    severity = lots.choice(("block", "warn", "note"))
    finding = {**posts.finding(number), "clauses": lots.choice(_CLAUSES), "severity": severity}
    bulk.event("draft.taken", number, (Draft, draft), (Version, version))
    bulk.event("draft.checked", number, (CheckRun, run), (Finding, finding))
    if severity == "block" or lots.random() < 0.5:
        reply = lots.choice(("upheld", "dismissed"))
        answer = {**posts.answer(number), "reply": reply, "at": stamp(_now(bulk))}
        bulk.event("finding.answered", number, (Answer, answer))
    if state != "pending":
        decided = "approved" if state == "published" else state
        at = stamp(_now(bulk))
        decision = {**posts.decision(number, version["digest"], _VERDICTS[decided]), "at": at}
        draft = {**draft, "state": decided, "updated_at": at}
        bulk.event("draft.decided", number, (Decision, decision), (Draft, draft))
    if state == "published":
        at = stamp(_now(bulk))
        out = {**posts.publication(number), "at": at, "recorded_at": at}
        draft = {**draft, "state": "published", "updated_at": at}
        bulk.event("draft.published", number, (Publication, out), (Draft, draft))
        _acts(bulk, number, int(str(out["id"])))
    bulk.keep(Draft, draft)
    bulk.findable(Searched.DRAFT, number, text)


def _acts(bulk: Bulk, number: int, publication: int) -> None:
    """Some posts are corrected, some taken down, and some both, one of them twice corrected."""
    kinds = ["correction"] * ((number % 20 == 0) + (number == 100)) + ["removal"] * (number % 25 == 0)
    for kind in kinds:
        at = stamp(_now(bulk))
        texts = dict.fromkeys(("reason", "answer", "url", "file_sha256", "file_name"), "")
        row: Document = {
            **texts,
            "id": bulk.events + 1,
            "draft_id": number,
            "publication_id": publication,
            "kind": kind,
            "at": at,
            "text": "তারিখ ভুল ছিল",
            "other_id": None,
            "member_id": MEMBER,
            "recorded_at": at,
        }
        row |= {"answer": "yes"} if kind == "correction" else {"reason": "mistake"}
        bulk.event(f"publication.{kind}", number, (PublicationAct, row))


def _reader(bulk: Bulk, number: int, received: str, signed: str, active: bool) -> None:
    row: Document = {
        "id": number,
        "name": f"কর্মচারী {number}",
        "post": "সহকারী শিক্ষক",
        "person_id": None,
        "received": received,
        "signed": signed,
        "member_id": MEMBER,
        "at": stamp(_now(bulk)),
        "active": active,
    }
    bulk.event("guideline.listed", None, (GuidelineReader, row))


def _response(bulk: Bulk, number: int, lots: random.Random) -> None:
    received = _now(bulk)
    answered = received + timedelta(days=lots.choice((1, 2, 9))) if lots.random() < 0.8 else None
    texts = dict.fromkeys(("url", "screenshot", "tracking", "reason", "referred_to", "answer_url"), "")
    nobody = dict.fromkeys(("assigned_id", "merged_into_id", "reply_draft_id", "shown_draft_id"))
    row: Document = {
        **texts,
        **nobody,
        "id": number,
        "account_id": lots.choice((1, 2)),
        "kind": lots.choice(("question", "grievance")),
        "author": "করিম",
        "text": "ভর্তির ফরম কবে পাওয়া যাবে?",
        "received_at": stamp(received),
        "due": (received + timedelta(days=5)).date().isoformat(),
        "state": "open" if answered is None else "answered",
        "answer_text": "" if answered is None else "আগামী সপ্তাহে পাওয়া যাবে।",
        "answered_at": "" if answered is None else stamp(answered),
        "answered_by_id": None if answered is None else MEMBER,
        "reopened": 0,
        "consent": "",
        "consent_note": "",
        "added_by_id": MEMBER,
        "created_at": stamp(received),
    }
    bulk.event("response.added", None, (Response, row))
    bulk.keep(Response, row)


def this_quarter() -> Quarter:
    """The quarter of today."""
    return quarter_of(local(datetime.now(UTC)).date())
