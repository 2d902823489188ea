"""What weakens a rule of a team takes two members; every way round it is refused, and is in the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.archive import bag
from app.archive.verify import verify_archive
from app.checks.types import Severity
from app.models.tables import Event, Proposal
from app.services.base.clock import stamp
from app.services.base.desk import Desk
from app.services.base.enums import ProposalState, Reply, Role, State
from app.services.base.secret import Secret
from app.services.checking import office_rules
from app.services.due import reminders
from app.services.office import confirming, office, sign_in
from app.services.office.views import AccountForm, Leave, MemberForm, OfficeForm
from app.services.posts import archive, publication, queue, review
from app.services.record import proposals
from app.services.record.audit import audit
from app.work import Work
from tests.helpers.sample_office import set_up_office
from tests.services import seconded
from tests.services.posts import APPEAL, write
from tests.services.refusals import refused

OWN = Secret("শাপলা নদীর ধারে সকাল")


def kinds(desk: Desk) -> list[str]:
    with desk.store.read():
        return [event.kind for event in Event.select().order_by(Event.id)]


def quorum(desk: Desk, number: int | None, by: int, **more: int) -> int | None:
    form = OfficeForm("নমুনা উপজেলা শিক্ষা অফিস", "Sample", approvals_needed=number, **more)  # type: ignore[arg-type]
    return office.change_office(desk, form, by)


def needed(desk: Desk) -> int:
    here = office.office(desk)
    assert here is not None
    return here.approvals_needed


@pytest.fixture
def proven(desk: Desk, team: dict[str, int]) -> dict[str, int]:
    """The team of three, each with a passphrase."""
    sign_in.set_first(desk, team["Selina"], OWN)
    for name in ("Rahima", "Karim"):
        sign_in.set_first(desk, team[name], OWN, team["Selina"])
    return team


def later(desk: Desk, monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """Have the rules about proposals believe that so many days have passed."""
    real = datetime.now

    class Later(datetime):
        @classmethod
        def now(cls, tz=None):  # type: ignore[no-untyped-def, override]
            return real(tz) + timedelta(days=days)

    monkeypatch.setattr(proposals, "datetime", Later)


def test_fewer_approvals_hold_once_another_confirmed_them(desk: Desk, team: dict[str, int]) -> None:
    number = quorum(desk, 1, team["Rahima"])
    assert number is not None
    assert needed(desk) == 2, "nothing holds yet"
    assert refused(confirming.confirm, desk, number, team["Rahima"]) == "proposal.own"
    assert refused(confirming.confirm, desk, number, team["Jamal"]) == "review.drafter_cannot"
    assert kinds(desk)[-1] == "proposal.not_allowed", "who tried it stands in the record"
    confirming.confirm(desk, number, team["Karim"])
    assert needed(desk) == 1
    assert kinds(desk)[-2:] == ["proposal.confirmed", "office.changed"]
    assert refused(confirming.confirm, desk, number, team["Selina"]) == "proposal.closed"
    assert audit(desk, Work()).ok


@pytest.mark.parametrize(
    ("change", "stays"),
    [
        ({"rotation_days": 180}, {"rotation_days": 90}),
        ({"lead_days": 1}, {"lead_days": 14}),
        ({"report_days": 60}, {"report_days": 10}),
        ({"blur_is_edit": False}, {"blur_is_edit": True}),
    ],
)
def test_a_weaker_policy_waits_and_what_is_beside_it_does_not(
    desk: Desk, team: dict[str, int], change: dict[str, int], stays: dict[str, int]
) -> None:
    form = OfficeForm("নতুন নাম", "New", **change)  # type: ignore[arg-type]
    number = office.change_office(desk, form, team["Rahima"])
    here = office.office(desk)
    assert number is not None
    assert here is not None
    assert here.name_en == "New"
    for name, value in stays.items():
        assert getattr(here, name) == value
    confirming.confirm(desk, number, team["Selina"])
    after = office.office(desk)
    for name, value in change.items():
        assert getattr(after, name) == value


def test_a_stricter_policy_needs_no_second(desk: Desk, team: dict[str, int]) -> None:
    assert quorum(desk, 3, team["Rahima"], rotation_days=30, lead_days=30, report_days=5) is None
    assert needed(desk) == 3


def test_a_number_that_would_be_less_than_a_majority_of_a_larger_team_waits(
    desk: Desk, team: dict[str, int]
) -> None:
    assert quorum(desk, 2, team["Rahima"]) is not None, "of five it would be less than three"


def test_an_account_is_changed_less_often_only_by_two(desk: Desk, team: dict[str, int]) -> None:
    page = office.accounts(desk)[0]
    form = AccountForm(page.platform, page.handle, page.display_name, rotation_days=3650)
    number = office.change_account(desk, page.id, form, team["Rahima"])
    assert number is not None
    assert office.account(desk, page.id).rotation_days is None
    confirming.confirm(desk, number, team["Karim"])
    assert office.account(desk, page.id).rotation_days == 3650
    new = AccountForm("youtube", "tube", "Tube", rotation_days=3650)
    assert refused(office.add_account, desk, new, team["Rahima"]) == "office.days_later"


def test_an_office_of_one_works_alone_and_the_record_says_so(
    desk: Desk, office_of_one: dict[str, int]
) -> None:
    assert quorum(desk, None, office_of_one["Rahima"], rotation_days=365) is None
    with desk.store.read():
        event = Event.select().order_by(Event.id.desc()).first()
    assert (event.kind, event.body["alone"]) == ("office.changed", True)


CHANGES: dict[str, Callable[[Desk, dict[str, int]], object]] = {
    "joins": lambda desk, t: office.add_member(desk, MemberForm("Nila", Role.DRAFTER), t["Rahima"]),
    "leaves": lambda desk, t: office.retire_member(desk, t["Jamal"], t["Rahima"]),
    "shrinks to one": lambda desk, t: office.change_team(
        desk, leaves=[Leave(t["Karim"]), Leave(t["Selina"])], by=t["Rahima"]
    ),
    "demotes": lambda desk, t: office.change_team(
        desk, roles={t["Karim"]: Role.DRAFTER, t["Jamal"]: Role.MODERATOR}, by=t["Rahima"]
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_nobody_changes_the_team_alone(desk: Desk, team: dict[str, int], name: str) -> None:
    before = office.members(desk)
    CHANGES[name](desk, team)
    assert office.members(desk) == before
    (waiting,) = confirming.open_proposals(desk)
    assert waiting.member == "Rahima"
    confirming.confirm(desk, waiting.id, team["Selina"])
    assert office.members(desk) != before
    assert audit(desk, Work()).ok


def test_nobody_nameless_proposes(desk: Desk, team: dict[str, int]) -> None:
    for nameless in (
        lambda: quorum(desk, 1, None),  # type: ignore[arg-type]
        lambda: office.add_member(desk, MemberForm("Nila", Role.DRAFTER), None),
    ):
        assert refused(nameless) == "proposal.who"


def test_without_passphrases_a_name_confirms_and_the_record_says_that_it_is_not_proven(
    desk: Desk, team: dict[str, int]
) -> None:
    number = quorum(desk, 1, team["Rahima"])
    assert number is not None
    confirming.confirm(desk, number, team["Karim"])
    with desk.store.read():
        event = Event.get(Event.kind == "proposal.confirmed")
    assert event.body["proven"] is False


def test_who_has_no_passphrase_confirms_nothing_once_somebody_has_one(
    desk: Desk, team: dict[str, int]
) -> None:
    sign_in.set_first(desk, team["Selina"], OWN)
    number = quorum(desk, 1, team["Selina"])
    assert number is not None
    assert refused(confirming.confirm, desk, number, team["Karim"]) == "signin.set_first"
    assert kinds(desk)[-1] == "proposal.not_allowed"
    # The authority may claim Karim now, and gains nothing for what is proposed already.
    sign_in.set_first(desk, team["Karim"], OWN, team["Selina"])
    assert refused(confirming.confirm, desk, number, team["Karim"]) == "proposal.passphrase_new"
    assert needed(desk) == 2


def test_who_joined_after_a_proposal_does_not_confirm_it(desk: Desk, team: dict[str, int]) -> None:
    number = quorum(desk, 1, team["Rahima"])
    assert number is not None
    new = seconded.change_team(
        desk, joins=[MemberForm("Habib", Role.MODERATOR)], leaves=[Leave(team["Karim"])], by=team["Rahima"]
    )
    assert refused(confirming.confirm, desk, number, new[0]) == "proposal.too_new"
    assert refused(confirming.confirm, desk, number, team["Karim"]) == "office.no_member"


def test_a_proposal_of_one_who_left_is_confirmed_no_more(desk: Desk, team: dict[str, int]) -> None:
    number = quorum(desk, 1, team["Karim"])
    assert number is not None
    seconded.change_team(
        desk, joins=[MemberForm("Habib", Role.MODERATOR)], leaves=[Leave(team["Karim"])], by=team["Rahima"]
    )
    assert refused(confirming.confirm, desk, number, team["Selina"]) == "proposal.proposer_gone"


def test_a_proposal_is_refused_withdrawn_or_runs_out(
    desk: Desk, team: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    rahima, karim = team["Rahima"], team["Karim"]
    first = quorum(desk, 1, rahima)
    assert first is not None
    assert refused(quorum, desk, 1, rahima) == "proposal.there"
    assert refused(confirming.refuse, desk, first, "না", rahima) == "proposal.own_withdraw"
    assert refused(confirming.refuse, desk, first, "না", team["Jamal"]) == "review.drafter_cannot"
    assert refused(confirming.refuse, desk, first, " ", karim) == "review.reason_missing"
    confirming.refuse(desk, first, "একজনের অনুমোদন যথেষ্ট নয়", karim)
    second = quorum(desk, 1, rahima)
    assert second is not None
    assert refused(confirming.withdraw, desk, second, karim) == "proposal.not_yours"
    confirming.withdraw(desk, second, rahima)
    third = quorum(desk, 1, rahima)
    assert third is not None
    later(desk, monkeypatch, proposals.EXPIRES_AFTER.days)
    assert refused(confirming.confirm, desk, third, karim) == "proposal.closed"
    states = [one.state for one in confirming.proposals(desk)]
    assert states == [ProposalState.EXPIRED, ProposalState.WITHDRAWN, ProposalState.REFUSED]
    assert needed(desk) == 2
    assert audit(desk, Work()).ok


def test_a_team_whose_others_are_gone_gets_out_and_every_audit_says_so(
    desk: Desk, proven: dict[str, int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rahima, selina = proven["Rahima"], proven["Selina"]
    draft = write(desk, proven["Jamal"])
    for one in (rahima, selina):
        review.approve(desk, draft.id, draft.version.digest, one)
    theirs = quorum(desk, 1, rahima)
    mine = quorum(desk, 1, selina, rotation_days=120)
    assert theirs is not None
    assert mine is not None
    assert refused(confirming.carry_out_alone, desk, mine, "সবাই বদলি", selina) == "proposal.wait"
    later(desk, monkeypatch, proposals.ALONE_AFTER.days + 1)
    assert refused(confirming.carry_out_alone, desk, theirs, "কারণ", rahima) == "record.authority_only"
    assert refused(confirming.carry_out_alone, desk, theirs, "কারণ", selina) == "proposal.not_yours"
    assert refused(confirming.carry_out_alone, desk, mine, " ", selina) == "review.reason_missing"
    confirming.carry_out_alone(desk, mine, "অন্য দুজন বদলি হয়েছেন", selina)
    assert needed(desk) == 1
    report = audit(desk, Work())
    assert report.ok
    told = [(note.kind, note.reason) for note in report.notes]
    assert told == [("carried_alone", "অন্য দুজন বদলি হয়েছেন"), ("attempts", "Selina 1")]
    # And every archive made from then on says and proves it.
    archive.export(desk, tmp_path / "archive", work=Work(), by=selina)
    found = verify_archive(tmp_path / "archive", Work())
    assert found.ok, found.problems
    assert [(one.kind, one.by, one.reason) for one in found.breaks] == [
        ("carried_alone", "Selina", "অন্য দুজন বদলি হয়েছেন")
    ]
    assert "অন্য দুজন বদলি হয়েছেন" in (tmp_path / "archive" / bag.INDEX).read_text("utf-8")


def test_who_has_no_passphrase_carries_nothing_out_alone_once_somebody_has_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    three = set_up_office(desk, [(name, Role.MODERATOR) for name in ("Rahima", "Karim", "Selina")])
    mine = quorum(desk, 1, three["Selina"])
    assert mine is not None
    sign_in.set_first(desk, three["Karim"], OWN)
    later(desk, monkeypatch, proposals.ALONE_AFTER.days + 1)
    assert refused(confirming.carry_out_alone, desk, mine, "সবাই বদলি", three["Selina"]) == "signin.set_first"
    assert needed(desk) == 2
    assert kinds(desk)[-1] == "proposal.not_allowed"


def test_archives_tell_what_an_office_asks_less_for(desk: Desk, team: dict[str, int], tmp_path: Path) -> None:
    karim, selina = team["Karim"], team["Selina"]
    draft = write(desk, team["Jamal"])
    for one in (karim, selina):
        review.approve(desk, draft.id, draft.version.digest, one)
    for proposed in (
        quorum(desk, 1, karim, blur_is_edit=False),
        quorum(desk, None, karim, rotation_days=120),
        office_rules.switch_off(desk, "politics.vote-appeal", "স্থানীয় নাম", karim).proposed,
    ):
        assert proposed is not None
        confirming.confirm(desk, proposed, selina)
    archive.export(desk, tmp_path / "archive", work=Work(), by=selina)
    found = verify_archive(tmp_path / "archive", Work())
    assert found.ok, found.problems
    assert [(one.kind, one.reason) for one in found.breaks] == [
        ("approvals_lowered", "1"),
        ("blur_no_author", ""),
        ("rule_weaker", "politics.vote-appeal"),
    ]


def test_a_proposal_forged_in_the_database_is_confirmed_by_nobody(desk: Desk, team: dict[str, int]) -> None:
    with desk.store.write():
        at = datetime.now(UTC)
        Proposal.create(
            kind="office",
            content={"approvals": 1},
            reason="",
            deciders=[team["Karim"], team["Rahima"], team["Selina"]],
            member=team["Karim"],
            at=stamp(at),
            expires_at=stamp(at + timedelta(days=9)),
            state="open",
            closed_by=None,
            closed_at="",
            closed_reason="",
        )
    (forged,) = confirming.open_proposals(desk)
    assert refused(confirming.confirm, desk, forged.id, team["Rahima"]) == "proposal.differs"
    assert needed(desk) == 2
    assert not audit(desk, Work()).ok


def test_what_waits_is_among_the_reminders(desk: Desk, team: dict[str, int]) -> None:
    number = quorum(desk, 1, team["Rahima"])
    due = [row for row in reminders.due(desk, reminders.today()) if row.key == f"proposal:{number}"]
    assert len(due) == 1
    assert "Rahima" in due[0].text.en


def test_a_rule_that_blocks_is_loosened_by_two_and_with_a_reason(desk: Desk, team: dict[str, int]) -> None:
    rahima = team["Rahima"]
    draft = write(desk, rahima, APPEAL)
    blocking = next(one for one in draft.findings if one.severity is Severity.BLOCK)
    arguments = (desk, blocking.rule, "মার্কায় ভোট দিন")
    assert refused(office_rules.add_exception, *arguments, "", rahima, draft.id) == "rules.reason_missing"
    for change in (
        office_rules.add_exception(*arguments, "নাটকের সংলাপ", rahima, draft.id),
        office_rules.switch_off(desk, blocking.rule, "লাগে না", rahima),
        office_rules.set_severity(desk, blocking.rule, Severity.NOTE, "লাগে না", rahima),
    ):
        assert change.proposed is not None
        assert change.id is None
    exception = confirming.open_proposals(desk)[0]
    assert refused(confirming.confirm, desk, exception.id, rahima) == "proposal.own"
    confirming.confirm(desk, exception.id, team["Karim"])
    assert kinds(desk)[-1] == "rules.exception_added"


def test_the_attack_of_one_moderator_comes_to_nothing(desk: Desk, proven: dict[str, int]) -> None:
    """Lower the quorum, retire colleagues, become authority, approve one's own post: nothing happens."""
    rahima = proven["Rahima"]
    mine = write(desk, rahima)
    quorum(desk, 1, rahima)
    office.change_team(desk, leaves=[Leave(proven["Karim"]), Leave(proven["Selina"])], by=rahima)
    become = {rahima: Role.AUTHORITY}
    assert refused(office.change_team, desk, roles=become, by=rahima) == "office.authority_only"
    for waiting in confirming.open_proposals(desk):
        assert refused(confirming.confirm, desk, waiting.id, rahima) == "proposal.own"
    given = refused(sign_in.reset, desk, proven["Karim"], rahima)
    assert given == "signin.reset_by_authority"
    assert refused(sign_in.clear, desk, proven["Karim"]) == "signin.reset_by_authority"
    digest = mine.version.digest
    assert refused(review.approve, desk, mine.id, digest, rahima) == "review.cannot.own_draft"
    assert needed(desk) == 2
    assert queue.draft(desk, mine.id).state is State.PENDING
    assert kinds(desk).count("proposal.not_allowed") == 2


def test_an_approval_without_a_passphrase_does_not_count_once_somebody_has_one(
    desk: Desk, team: dict[str, int]
) -> None:
    draft = write(desk, team["Jamal"])
    digest = draft.version.digest
    review.approve(desk, draft.id, digest, team["Karim"])
    assert queue.draft(desk, draft.id).approvals == 1
    sign_in.set_first(desk, team["Selina"], OWN)
    seen = queue.draft(desk, draft.id)
    assert (seen.approvals, seen.uncounted) == (0, ("Karim",))
    assert review.approve(desk, draft.id, digest, team["Selina"]) is State.PENDING
    assert review.approve(desk, draft.id, digest, team["Rahima"]) is State.PENDING
    seen = queue.draft(desk, draft.id)
    assert (seen.approvals, seen.uncounted) == (1, ("Rahima", "Karim"))
    # With a passphrase of his own he has to approve anew: who did it before, nobody knows.
    sign_in.set_first(desk, team["Karim"], OWN, team["Selina"])
    assert queue.draft(desk, draft.id).approvals == 1
    assert review.approve(desk, draft.id, digest, team["Karim"]) is State.APPROVED


def test_what_was_approved_before_there_were_passphrases_stays_so_also_once_it_is_published(
    desk: Desk, team: dict[str, int]
) -> None:
    draft = write(desk, team["Jamal"])
    for name in ("Karim", "Rahima"):
        review.approve(desk, draft.id, draft.version.digest, team[name])
    sign_in.set_first(desk, team["Selina"], OWN)
    for state in (State.APPROVED, State.PUBLISHED):
        if state is State.PUBLISHED:
            url = "https://www.facebook.com/u/posts/1"
            publication.publish(desk, draft.id, url, datetime.now(UTC), team["Selina"])
        seen = queue.draft(desk, draft.id)
        assert (seen.state, seen.approvals, seen.uncounted) == (state, 2, ())


def test_a_temporary_passphrase_runs_out(
    desk: Desk, team: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in.set_first(desk, team["Selina"], OWN)
    given = sign_in.reset(desk, team["Karim"], team["Selina"])
    assert given.secret is not None, "a first one is the authority's to give"
    monkeypatch.setattr(sign_in, "TEMPORARY_FOR", timedelta(seconds=-1))
    assert refused(sign_in.sign_in, desk, team["Karim"], given.secret) == "signin.code_expired"
    monkeypatch.undo()
    assert sign_in.sign_in(desk, team["Karim"], given.secret).must_change
    sign_in.change(desk, team["Karim"], given.secret, Secret("seven boats near the ghat"))
    assert refused(sign_in.sign_in, desk, team["Karim"], given.secret) == "signin.wrong"


def test_one_whose_passphrase_is_in_use_gets_another_by_two(desk: Desk, proven: dict[str, int]) -> None:
    given = sign_in.reset(desk, proven["Karim"], proven["Selina"])
    assert given.secret is None, "the authority alone cannot put herself in his place"
    assert given.proposed is not None
    assert refused(confirming.confirm, desk, given.proposed, proven["Selina"]) == "proposal.own"
    secret = confirming.confirm(desk, given.proposed, proven["Rahima"])
    assert secret is not None
    assert sign_in.sign_in(desk, proven["Karim"], secret).must_change
    assert audit(desk, Work()).ok


@pytest.mark.parametrize("wanted", [None, 1])
def test_what_an_author_dismissed_of_their_own_post_another_approves_knowing_it(
    desk: Desk, team: dict[str, int], wanted: int | None
) -> None:
    """An author says why a block is wrong, and never lets the post out by that."""
    if wanted is not None:
        seconded.second(desk, quorum(desk, wanted, team["Rahima"]))
    draft = write(desk, team["Karim"], APPEAL)
    blocks = [one for one in draft.findings if one.severity is Severity.BLOCK]
    assert blocks
    for one in blocks:
        review.answer(desk, one.id, Reply.DISMISSED, "quoted from a leaflet", team["Karim"])
    own = refused(review.approve, desk, draft.id, draft.version.digest, team["Karim"])
    assert own == "review.cannot.own_draft"
    shown = {one.id: one.answer for one in queue.draft(desk, draft.id).findings}
    for one in blocks:
        answer = shown[one.id]
        assert answer is not None
        assert (answer.member, answer.reason) == ("Karim", "quoted from a leaflet")
    assert review.approve(desk, draft.id, draft.version.digest, team["Rahima"]) is (
        State.APPROVED if wanted == 1 else State.PENDING
    )


def test_another_puts_a_block_back_that_its_author_dismissed(desk: Desk, team: dict[str, int]) -> None:
    draft = write(desk, team["Karim"], APPEAL)
    for one in draft.findings:
        review.answer(desk, one.id, Reply.DISMISSED, "quoted from a leaflet", team["Karim"])
    block = next(one for one in draft.findings if one.severity is Severity.BLOCK)
    review.answer(desk, block.id, Reply.UPHELD, "", team["Rahima"])
    upheld = refused(review.approve, desk, draft.id, draft.version.digest, team["Selina"])
    assert upheld == "review.cannot.upheld"
