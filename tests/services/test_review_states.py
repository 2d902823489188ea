"""Any order of what people can do leaves the draft in a state the design allows, and the record sound."""

from __future__ import annotations

import tempfile
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import HealthCheck
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from app.checks.types import Severity
from app.errors import Refusal
from app.services.base.desk import open_desk
from app.services.base.enums import Reply, Role, State, Verdict
from app.services.checking import draft_checks
from app.services.office.office import members, set_up
from app.services.office.views import AccountForm, MemberForm, OfficeForm
from app.services.posts import approval, intake, queue, review
from app.services.record.audit import audit
from app.work import Work
from tests.helpers.lots import examples
from tests.services.posts import APPEAL, CLEAN, form

PEOPLE = ("Rahima", "Karim", "Selina", "Jamal")
person = st.sampled_from(PEOPLE)


class Desk(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.desk = open_desk(Path(self._folder.name) / "data")
        roles = (Role.MODERATOR, Role.MODERATOR, Role.AUTHORITY, Role.DRAFTER)
        team = tuple(MemberForm(name, role) for name, role in zip(PEOPLE, roles, strict=True))
        account = AccountForm("facebook", "sample_upeo", "নমুনা", purposes=("5.c",))
        set_up(self.desk, OfficeForm("নমুনা অফিস", "Sample", members=team, accounts=(account,)))
        self.ids = {member.name: member.id for member in members(self.desk)}
        self.draft = intake.compose(self.desk, form(APPEAL), self.ids["Jamal"])
        self.edits = 0

    def teardown(self) -> None:
        try:
            assert audit(self.desk, Work()).ok
        finally:
            self.desk.close()
            self._folder.cleanup()

    @rule()
    def check(self) -> None:
        draft_checks.check_draft(self.desk, self.draft, Work())

    @rule(who=person, reply=st.sampled_from(Reply))
    def answer(self, who: str, reply: Reply) -> None:
        for finding in queue.draft(self.desk, self.draft).findings:
            self._try(review.answer, finding.id, reply, "কারণ", self.ids[who])

    @rule(who=person)
    def approve(self, who: str) -> None:
        view = queue.draft(self.desk, self.draft)
        allowed = not approval.obstacles(self.desk, self.draft, self.ids[who])
        assert self._try(review.approve, self.draft, view.version.digest, self.ids[who]) == allowed

    @rule(who=person, verdict=st.sampled_from((review.send_back, review.reject, review.reverse)))
    def close(self, who: str, verdict: object) -> None:
        self._try(verdict, self.draft, "কারণ", self.ids[who])

    @rule(who=person)
    def undo(self, who: str) -> None:
        self._try(review.undo, self.draft, self.ids[who])

    @rule(who=person, text=st.sampled_from((CLEAN, APPEAL)))
    def edit(self, who: str, text: str) -> None:
        self.edits += 1
        self._try(intake.revise, self.draft, form(f"{text} {self.edits}"), self.ids[who])

    def _try(self, action: object, *arguments: object) -> bool:
        try:
            action(self.desk, *arguments)  # type: ignore[operator]
        except Refusal:
            return False
        return True

    @invariant()
    def approved_means_approved_by_enough_others_on_this_very_version(self) -> None:
        view = queue.draft(self.desk, self.draft)
        standing = [
            entry
            for entry in view.decisions
            if entry.void_at is None
            and entry.version == view.version.number
            and entry.verdict is Verdict.APPROVE
        ]
        assert len({entry.member for entry in standing}) == len(standing)
        assert all(entry.member not in ("Jamal", view.version.author) for entry in standing)
        if view.state is State.APPROVED:
            assert len(standing) >= view.approvals_needed
            blocks = [finding for finding in view.findings if finding.severity is Severity.BLOCK]
            assert all(f.answer is not None and f.answer.reply is Reply.DISMISSED for f in blocks)


TestReviewStates = Desk.TestCase
TestReviewStates.settings = examples(5, stateful_step_count=20, suppress_health_check=list(HealthCheck))
