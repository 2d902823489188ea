"""Refused attempts to get round who decides: each stands in the record, once, and with nothing typed."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, tzinfo

import pytest

from app.checks.types import Severity
from app.errors import Refusal
from app.i18n import LANGUAGES, Translator
from app.models.tables import Event
from app.services.base.desk import Desk
from app.services.base.enums import Reply
from app.services.base.secret import Secret
from app.services.checking import office_rules
from app.services.office import office, sign_in
from app.services.office.views import OfficeForm
from app.services.posts import queue, review
from app.services.record import attempts, continuing, office_key
from app.services.record.audit import audit
from app.services.record.sentences import note_sentence
from app.work import Work
from tests.services.posts import APPEAL, write
from tests.services.refusals import refused

OWN, WRONG = Secret("শাপলা নদীর ধারে সকাল"), Secret("ভুল পাসফ্রেজ একটা")


def tried(desk: Desk) -> list[tuple[str, int | None, str]]:
    """Who, on which post, and what about."""
    with desk.store.read():
        events = Event.select().where(Event.kind == attempts.REFUSED).order_by(Event.id)
        return [(event.member_name, event.draft, event.body["about"]) for event in events]


def test_each_way_to_decide_what_one_may_not_is_recorded(desk: Desk, team: dict[str, int]) -> None:
    karim, jamal, rahima = team["Karim"], team["Jamal"], team["Rahima"]
    draft = write(desk, karim, APPEAL)
    finding = next(one for one in draft.findings if one.severity is Severity.BLOCK)
    digest = draft.version.digest
    assert refused(review.approve, desk, draft.id, digest, karim) == "review.cannot.own_draft"
    assert refused(review.approve, desk, draft.id, digest, jamal) == "review.cannot.not_a_decider"
    assert refused(review.send_back, desk, draft.id, "কারণ", jamal) == "review.drafter_cannot"
    reply = (Reply.DISMISSED, "নাটকের সংলাপ", jamal)
    assert refused(review.answer, desk, finding.id, *reply) == "review.drafter_cannot"
    assert refused(office.change_office, desk, OfficeForm("নমুনা", "Sample", approvals_needed=1), jamal)
    assert refused(office_rules.switch_off, desk, finding.rule, "লাগে না", jamal)
    assert refused(office_key.replace_key, desk, "বদল", rahima) == "record.authority_only"
    assert refused(continuing.settle, desk, "বদল", team["Selina"]) == "record.sound"
    # What stands in anybody's way says nothing of who it is.
    assert refused(review.approve, desk, draft.id, digest, rahima) == "review.cannot.unanswered"
    assert tried(desk) == [
        ("Karim", draft.id, "own"),
        ("Jamal", draft.id, "role"),
        ("Jamal", draft.id, "role"),
        ("Jamal", draft.id, "role"),
        ("Jamal", None, "role"),
        ("Jamal", None, "role"),
        ("Rahima", None, "authority"),
    ]
    told = [line.key for line in queue.history(desk, draft.id) if line.key.startswith("attempt_")]
    assert told == ["attempt_own", "attempt_role", "attempt_role", "attempt_role"]
    report = audit(desk, Work())
    assert report.ok
    assert [(note.kind, note.reason) for note in report.notes] == [("attempts", "Jamal 5, Karim 1, Rahima 1")]


def test_nobody_fills_the_record_with_them(
    desk: Desk, team: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    karim = team["Karim"]
    drafts = [write(desk, karim, f"নোটিশ {number}: ভূমি মেলা") for number in range(3)]
    monkeypatch.setattr(attempts, "MOST", 2)
    for _ in range(5):
        for draft in drafts:
            refused(review.approve, desk, draft.id, draft.version.digest, karim)
    assert [draft for _, draft, _ in tried(desk)] == [drafts[0].id, drafts[1].id]
    monkeypatch.setattr(attempts, "AGAIN_AFTER", timedelta())
    refused(review.approve, desk, drafts[0].id, drafts[0].version.digest, karim)
    assert len(tried(desk)) == 3, "later it counts again"


def test_a_claimed_name_is_told_and_nothing_that_was_typed(desk: Desk, team: dict[str, int]) -> None:
    selina, rahima = team["Selina"], team["Rahima"]
    draft = write(desk, team["Jamal"])
    sign_in.set_first(desk, selina, OWN)
    assert refused(sign_in.set_first, desk, rahima, WRONG) == "signin.needs_code"
    assert refused(sign_in.sign_in, desk, selina, WRONG, draft.id) == "signin.wrong"
    assert refused(sign_in.sign_in, desk, selina, WRONG) == "signin.wrong"
    assert refused(office.change_office, desk, OfficeForm("নমুনা", "Sample"), None) == "signin.who"
    assert tried(desk) == [
        ("", None, "unproven"),
        ("", draft.id, "passphrase"),
        ("", None, "passphrase"),
        ("", None, "nameless"),
    ]
    with desk.store.read():
        bodies = [event.body for event in Event.select().where(Event.kind == attempts.REFUSED)]
    assert [body["name"] for body in bodies] == ["Rahima", "Selina", "Selina", ""]
    assert WRONG.reveal() not in json.dumps(bodies, ensure_ascii=False)
    told = "? 1, ? (Rahima) 1, ? (Selina) 1"
    [note] = audit(desk, Work()).notes
    assert note.reason == told, "a slip at the lock is no attempt"
    for language in LANGUAGES:
        words = Translator(language)
        said = note_sentence(note, words)
        assert told in said
        assert words("audit_note.not_proven") in said


def test_of_a_second_who_has_no_passphrase_it_is_told_whose_name_was_given(
    desk: Desk, team: dict[str, int]
) -> None:
    selina = team["Selina"]
    sign_in.set_first(desk, selina, OWN)
    assert refused(office_key.replace_key, desk, "বদল", selina, team["Karim"]) == "signin.set_first"
    assert tried(desk) == [("", None, "unproven")]
    with desk.store.read():
        [event] = Event.select().where(Event.kind == attempts.REFUSED)
    assert event.body["name"] == "Karim"


def test_what_was_only_shown_as_impossible_is_told_when_it_is_pressed(
    desk: Desk, team: dict[str, int]
) -> None:
    """As the window does, which offers no button for it."""
    draft = write(desk, team["Karim"])
    review.attempted(desk, draft.id, "approve", team["Rahima"])
    assert tried(desk) == []
    review.attempted(desk, draft.id, "approve", team["Karim"])
    assert tried(desk) == [("Karim", draft.id, "own")]


def test_at_most_twenty_in_ten_minutes_are_kept_of_one_person(
    desk: Desk, team: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    karim = team["Karim"]
    for number in range(25):  # somebody says to be Karim, and is not believed
        attempts.record_attempt(desk, Refusal("signin.wrong", name="Karim"), f"claimed {number}", karim)
    assert len(tried(desk)) == 20
    own = Refusal("review.cannot.own_draft")
    attempts.record_attempt(desk, own, "approve", karim)
    assert tried(desk)[20:] == [("Karim", None, "own")], "what others claim hides none of his own"

    class Later:
        after = timedelta(minutes=9)

        @classmethod
        def now(cls, zone: tzinfo) -> datetime:
            return datetime.now(zone) + cls.after

    monkeypatch.setattr(attempts, "datetime", Later)
    attempts.record_attempt(desk, own, "approve", karim)
    assert len(tried(desk)) == 21
    monkeypatch.setattr(Later, "after", timedelta(minutes=11))
    attempts.record_attempt(desk, own, "approve", karim)
    assert len(tried(desk)) == 22
