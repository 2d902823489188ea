"""Roles bind in every service: a drafter, and one who has left, is refused there, whatever a button shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from app.checks.types import Severity
from app.errors import Refusal
from app.services.base.desk import Desk
from app.services.base.enums import ChecklistState, Reply, Role, SecretPart
from app.services.base.secret import Secret
from app.services.checking import office_rules
from app.services.checking.rule_views import TermForm
from app.services.office import checklist, holidays, office
from app.services.office.views import AccountForm, ChecklistForm, Leave, MemberForm, OfficeForm
from app.services.posts import approval, intake, publication, review
from app.services.posts.views import DraftView
from app.services.secrets import rotation, vault
from app.services.secrets.views import CredentialForm, RotationForm
from tests.services import seconded
from tests.services.posts import APPEAL, form, write
from tests.services.refusals import refused

URL = "https://facebook.com/1"
NOW = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Scene:
    """A desk with a draft that has a finding, and one who tries something."""

    desk: Desk
    draft: DraftView
    by: int

    @property
    def finding(self) -> int:
        return self.draft.findings[0].id

    @property
    def rule(self) -> str:
        return self.draft.findings[0].rule


Try = Callable[[Scene], object]
PAGE = AccountForm("youtube", "our.tube", "Ours")
LOGIN = CredentialForm("page", {SecretPart.PASSWORD: Secret("a long passphrase of ours")})
DECIDERS_ONLY: dict[str, Try] = {
    "answer": lambda s: review.answer(s.desk, s.finding, Reply.UPHELD, "", s.by),
    "return": lambda s: review.send_back(s.desk, s.draft.id, "কারণ", s.by),
    "reject": lambda s: review.reject(s.desk, s.draft.id, "কারণ", s.by),
    "reverse": lambda s: review.reverse(s.desk, s.draft.id, "কারণ", s.by),
    "undo": lambda s: review.undo(s.desk, s.draft.id, s.by),
    "publish": lambda s: publication.publish(s.desk, s.draft.id, URL, NOW, s.by),
    "exception": lambda s: office_rules.add_exception(s.desk, s.rule, "ভোট", "কারণ", s.by),
    "term": lambda s: office_rules.add_term(s.desk, TermForm("শব্দ", "10.c", Severity.WARN), s.by),
    "severity": lambda s: office_rules.set_severity(s.desk, s.rule, Severity.NOTE, "কারণ", s.by),
    "switch off": lambda s: office_rules.switch_off(s.desk, s.rule, "কারণ", s.by),
    "member joins": lambda s: seconded.add_member(s.desk, MemberForm("Nila", Role.DRAFTER), s.by),
    "member leaves": lambda s: seconded.retire_member(s.desk, 1, s.by),
    "member's role": lambda s: seconded.change_team(s.desk, roles={s.by: Role.MODERATOR}, by=s.by),
    "office": lambda s: seconded.change_office(s.desk, OfficeForm("অন্য", "Other"), s.by),
    "logo": lambda s: office.set_logo(s.desk, None, s.by),
    "account added": lambda s: office.add_account(s.desk, PAGE, s.by),
    "account changed": lambda s: office.change_account(s.desk, 1, PAGE, s.by),
    "account closed": lambda s: office.close_account(s.desk, 1, s.by),
    "checklist": lambda s: checklist.enter(s.desk, 1, ChecklistForm("6.1.a", ChecklistState.DONE), s.by),
    "holiday": lambda s: holidays.add_holiday(s.desk, date(2026, 12, 16), "বিজয় দিবস", "", s.by),
    "holiday withdrawn": lambda s: holidays.withdraw_holiday(s.desk, date(2026, 12, 16), s.by),
    "rotation": lambda s: rotation.record_change(s.desk, 1, RotationForm(), s.by),
    "credential": lambda s: vault.add(s.desk, 1, LOGIN, s.by),
}
MEMBERS_ONLY: dict[str, Try] = {
    "compose": lambda s: intake.compose(s.desk, form(), s.by),
    "revise": lambda s: intake.revise(s.desk, s.draft.id, form(), s.by),
    "mark": lambda s: review.mark_important(s.desk, s.draft.id, True, s.by),
}


@pytest.fixture
def draft(desk: Desk, team: dict[str, int]) -> DraftView:
    return write(desk, team["Jamal"], APPEAL)


@pytest.mark.parametrize("name", DECIDERS_ONLY)
def test_a_drafter_is_refused(desk: Desk, team: dict[str, int], draft: DraftView, name: str) -> None:
    assert refused(DECIDERS_ONLY[name], Scene(desk, draft, team["Jamal"])) == "review.drafter_cannot"


@pytest.mark.parametrize("name", [*DECIDERS_ONLY, *MEMBERS_ONLY])
def test_one_who_left_is_refused(desk: Desk, team: dict[str, int], draft: DraftView, name: str) -> None:
    successor = MemberForm("Habib", Role.MODERATOR)
    seconded.change_team(desk, joins=[successor], leaves=[Leave(team["Rahima"])], by=team["Karim"])
    verb = {**DECIDERS_ONLY, **MEMBERS_ONLY}[name]
    assert refused(verb, Scene(desk, draft, team["Rahima"])) == "office.no_member"


def test_approval_by_a_drafter_is_refused_by_the_service(
    desk: Desk, team: dict[str, int], draft: DraftView
) -> None:
    jamal = team["Jamal"]
    key = refused(review.approve, desk, draft.id, draft.version.digest, jamal)
    assert key == "review.cannot.not_a_decider"
    assert "not_a_decider" in {obstacle.key for obstacle in approval.obstacles(desk, draft.id, jamal)}


def test_one_who_became_a_drafter_cannot_take_back_what_they_decided(
    desk: Desk, team: dict[str, int], draft: DraftView
) -> None:
    review.reject(desk, draft.id, "কারণ", team["Rahima"])
    seconded.change_team(
        desk,
        joins=[MemberForm("Habib", Role.MODERATOR)],
        roles={team["Rahima"]: Role.DRAFTER},
        by=team["Karim"],
    )
    assert refused(review.undo, desk, draft.id, team["Rahima"]) == "review.drafter_cannot"


def test_who_left_is_named_by_name(desk: Desk, team: dict[str, int], draft: DraftView) -> None:
    seconded.change_team(
        desk,
        joins=[MemberForm("Nasima", Role.MODERATOR)],
        leaves=[Leave(team["Rahima"], None)],
        by=team["Selina"],
    )
    with pytest.raises(Refusal) as left:
        review.send_back(desk, draft.id, "name the source", team["Rahima"])
    assert left.value.params == {"name": "Rahima"}
