"""A page under a person's name is told, one of an institution that is named after a person is not."""

from __future__ import annotations

from datetime import date

import pytest

from app.services.base.desk import Desk
from app.services.base.enums import ChecklistState
from app.services.office import checklist, office
from app.services.office.person_names import names_a_person
from app.services.office.views import AccountForm, ChecklistForm, KnownFact

OFFICES = ("নমুনা উপজেলা শিক্ষা অফিস", "Sample Upazila Education Office")
MEMBERS = ("মোঃ রফিকুল ইসলাম", "Nasrin Akter", "করিম")


@pytest.mark.parametrize(
    "name",
    [
        "মো: রফিকুল ইসলাম",
        "রফিকুল ইসলাম, উপজেলা শিক্ষা অফিসার",
        "NASRIN AKTER official",
        "করিম",
        "Md. Habibur Rahman",
        "ডাঃ শামীমা সুলতানা",
        "জনাব আব্দুল কাদের",
    ],
)
def test_a_persons_name_is_told(name: str) -> None:
    assert names_a_person(name, MEMBERS, OFFICES)


@pytest.mark.parametrize(
    "name",
    [
        "নমুনা উপজেলা শিক্ষা অফিস",
        "Sample Upazila Education Office",
        "ড. শহীদুল্লাহ স্মৃতি শিক্ষা ট্রাস্ট",  # shares “শিক্ষা” with the office
        "করিম উদ্দিন পাবলিক পাঠাগার",
        "রফিকুল হক পাঠাগার",
        "ডিসি নমুনা",
        "Dr",
        "",
    ],
)
def test_an_institutions_name_is_not(name: str) -> None:
    assert not names_a_person(name, MEMBERS, OFFICES)


def test_the_checklist_tells_it_beside_what_a_member_found(desk: Desk, office_of_one: dict[str, int]) -> None:
    """A platform may ask for a person's name: then the banner has to carry the office's all the same."""
    on, me = date(2024, 11, 25), office_of_one["Rahima"]
    assert not checklist.rows(desk, 1, on)[0].known
    office.change_account(desk, 1, AccountForm("facebook", "sample_upeo", "Md. Habibur Rahman"), me)
    told = checklist.rows(desk, 1, on)[0]
    assert told.known == (KnownFact("display_name", False, {"name": "Md. Habibur Rahman"}),)
    assert told.state is None
    checklist.enter(desk, 1, ChecklistForm("6.1.a", ChecklistState.DONE, text="ব্যানারে দপ্তরের নাম আছে"), me)
    settled = checklist.rows(desk, 1, on)[0]
    assert settled.settled
    assert settled.known == told.known
