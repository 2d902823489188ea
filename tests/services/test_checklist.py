"""The checklist of 6.1: entries stay, what the program knows speaks for itself, what is missing is told."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.intake.types import IncomingFile
from app.models.tables import ChecklistEntry
from app.services.base.desk import Desk
from app.services.base.enums import CHECKLIST, AccountKind, ChecklistState
from app.services.office import checklist, office
from app.services.office.views import AccountForm, ChecklistForm, ChecklistRow, OfficeForm
from app.services.record.audit import audit
from app.services.secrets import rotation
from app.services.secrets.views import RotationForm
from app.work import Work
from tests.helpers.images import encoded, picture
from tests.services import seconded
from tests.services.by_hand import lose_image
from tests.services.refusals import refused
from tests.services.test_platforms import banner

DONE, MISSING, NOT_APPLICABLE = ChecklistState.DONE, ChecklistState.MISSING, ChecklistState.NOT_APPLICABLE
TODAY = date(2024, 11, 25)


def row(desk: Desk, clause: str, on: date = TODAY) -> ChecklistRow:
    return next(one for one in checklist.rows(desk, 1, on) if one.clause == clause)


def missing(desk: Desk, on: date = TODAY) -> set[str]:
    return {one.clause for one in checklist.missing(desk, 1, on)}


def test_a_new_account_has_everything_to_do_but_its_team(desk: Desk, office_of_one: dict[str, int]) -> None:
    rows = checklist.rows(desk, 1, TODAY)
    assert tuple(one.clause for one in rows) == CHECKLIST
    assert missing(desk) == set(CHECKLIST) - {"6.1.c"}
    assert row(desk, "6.1.a").state is None, "nobody looked is not the same as missing"


def test_what_a_member_found_stays_and_the_newest_counts(desk: Desk, team: dict[str, int]) -> None:
    first = ChecklistForm("6.1.f", MISSING, text="মন্তব্য সবার জন্য খোলা")
    then = ChecklistForm("6.1.f", DONE, url="https://facebook.example/settings", next_review=date(2025, 1, 1))
    checklist.enter(desk, 1, first, team["Rahima"])
    assert row(desk, "6.1.f").state is MISSING
    checklist.enter(desk, 1, then, team["Karim"])
    now = row(desk, "6.1.f")
    assert now.state is DONE
    assert not now.derived
    assert now.settled
    assert now.entry is not None
    assert now.entry.member == "Karim"
    assert [entry.member for entry in checklist.history(desk, 1, "6.1.f")] == ["Karim", "Rahima"]
    assert audit(desk, Work()).ok


def test_a_review_is_due_on_its_day(desk: Desk, office_of_one: dict[str, int]) -> None:
    review = date(2025, 5, 20)
    form = ChecklistForm("6.1.g", DONE, text="শর্ত পড়া হয়েছে", next_review=review)
    checklist.enter(desk, 1, form, office_of_one["Rahima"])
    assert "6.1.g" not in missing(desk, date(2025, 5, 19))
    assert "6.1.g" in missing(desk, review)
    assert row(desk, "6.1.g", review).review_due


def test_an_image_is_evidence_and_the_audit_looks_after_it(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    shot = IncomingFile("banner.png", encoded(picture(64, 48), "PNG"))
    checklist.enter(desk, 1, ChecklistForm("6.1.a", DONE, image=shot), me)
    entry = row(desk, "6.1.a").entry
    assert entry is not None
    assert desk.blobs.read(entry.image) == shot.data
    lose_image(desk, entry.image)
    assert [problem.kind for problem in audit(desk, Work()).problems] == ["image_missing"]
    broken = ChecklistForm("6.1.a", DONE, image=IncomingFile("banner.png", b"no image"))
    assert refused(checklist.enter, desk, 1, broken, me) == "media.not_image"


def test_the_team_speaks_for_itself(desk: Desk, team: dict[str, int]) -> None:
    checklist.enter(desk, 1, ChecklistForm("6.1.c", MISSING), team["Rahima"])
    now = row(desk, "6.1.c")
    assert now.state is DONE
    assert now.derived
    assert [(fact.key, fact.ok, fact.params) for fact in now.known] == [("team", True, {"n": 3})]


def test_passwords_speak_by_their_dates(desk: Desk, office_of_one: dict[str, int]) -> None:
    assert row(desk, "6.1.e").state is MISSING, "no change was ever recorded"
    changed = RotationForm(at=datetime(2024, 9, 1, tzinfo=UTC))
    rotation.record_change(desk, 1, changed, office_of_one["Rahima"])
    assert row(desk, "6.1.e", date(2024, 11, 29)).state is DONE
    assert row(desk, "6.1.e", date(2024, 11, 30)).state is MISSING, "90 days are over"


@pytest.mark.parametrize(("clause", "change"), [("6.1.h", "website"), ("6.1.i", "grs_url")])
def test_no_link_can_be_there_without_an_address(
    desk: Desk, office_of_one: dict[str, int], clause: str, change: str
) -> None:
    me = office_of_one["Rahima"]
    linked = ChecklistForm(clause, DONE, text="দুদিকেই লিংক আছে")
    checklist.enter(desk, 1, linked, me)
    now = row(desk, clause)
    assert now.state is MISSING
    assert now.derived
    assert now.entry is not None
    seconded.change_office(desk, OfficeForm("নমুনা", "Sample", **{change: "https://sample.example"}), me)
    page = AccountForm("facebook", "sample_upeo", "নমুনা", url="https://facebook.example/sample_upeo")
    office.change_account(desk, 1, page, me)
    assert row(desk, clause).state is DONE
    checklist.enter(desk, 1, ChecklistForm(clause, NOT_APPLICABLE, text="ওয়েবসাইট নেই"), me)
    seconded.change_office(desk, OfficeForm("নমুনা", "Sample", grs_url=""), me)
    assert row(desk, clause).settled


def test_an_address_alone_does_not_prove_the_link(desk: Desk, office_of_one: dict[str, int]) -> None:
    seconded.change_office(desk, OfficeForm("নমুনা", "Sample", grs_url="https://grs.gov.bd"), None)
    now = row(desk, "6.1.i")
    assert now.state is None
    assert [fact.ok for fact in now.known] == [True]
    assert not now.settled


def test_an_approved_banner_was_looked_at(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    checklist.enter(desk, 1, ChecklistForm("6.1.d", MISSING, text="পুরোনো ব্যানারে ছবি আছে"), me)
    banner(desk, me, 1)
    now = row(desk, "6.1.d")
    assert now.state is DONE
    assert now.derived
    assert now.known[0].params == {"name": "Rahima"}
    checklist.enter(desk, 1, ChecklistForm("6.1.d", MISSING, text="পেজে এখনো পুরোনোটি"), me)
    assert row(desk, "6.1.d").state is MISSING, "a later look at the page itself counts more"


def test_a_letterhead_that_names_the_page(desk: Desk, office_of_one: dict[str, int]) -> None:
    lines = ("নমুনা অফিস", "facebook.com/sample_upeo")
    seconded.change_office(desk, OfficeForm("নমুনা", "Sample", letterhead=lines[:1]), None)
    assert row(desk, "6.1.j").state is None
    seconded.change_office(desk, OfficeForm("নমুনা", "Sample", letterhead=lines), None)
    assert row(desk, "6.1.j").state is DONE
    assert row(desk, "6.1.j").derived


def test_who_and_what_is_refused(desk: Desk, team: dict[str, int]) -> None:
    done = ChecklistForm("6.1.a", DONE)
    assert refused(checklist.enter, desk, 1, done, team["Jamal"]) == "review.drafter_cannot"
    assert refused(checklist.enter, desk, 1, ChecklistForm("6.2.a", DONE), team["Rahima"]) == (
        "checklist.no_clause"
    )
    bad = ChecklistForm("6.1.h", DONE, url="file:///etc/passwd")
    assert refused(checklist.enter, desk, 1, bad, team["Rahima"]) == "office.bad_address"
    form = AccountForm("x", "rahima", "Rahima", kind=AccountKind.PERSONAL, owner=team["Rahima"])
    own = office.add_account(desk, form, team["Rahima"])
    assert refused(checklist.rows, desk, own, TODAY) == "office.personal_account"
    assert refused(checklist.enter, desk, own, done, team["Rahima"]) == "office.personal_account"
    with desk.store.read():
        assert ChecklistEntry.select().count() == 0
