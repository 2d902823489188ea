"""The office's own rules change what is found, wherever text is checked, and each change is in the record."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.checks.types import PostFacts, Severity
from app.models.store import Store
from app.models.tables import Event
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import CheckState, Reply, RuleKind
from app.services.checking import draft_checks, office_rules
from app.services.checking.rule_views import PackView, TermForm
from app.services.checking.rulebook import pack_view
from app.services.posts import approval, intake, queue, review
from app.services.posts.views import DraftView, FormImage, PostForm
from app.services.record.audit import audit
from app.work import Work
from tests.helpers.rulepacks import COMMON, HEAD, rule_text, write_pack
from tests.services import seconded
from tests.services.posts import APPEAL, CLEAN, form, write
from tests.services.refusals import refused

TERM = TermForm("পদ্মা প্রকল্প", "7.b", Severity.WARN, why="প্রকল্পের নতুন নাম “পদ্মা সংযোগ”।")


@pytest.fixture
def me(desk: Desk, office_of_one: dict[str, int], tmp_path: Path) -> int:
    """The one moderator of an office whose pack has a rule that blocks and one that hints."""
    vote = rule_text(
        "type: terms\nterms: [ভোট দিন]", ["ভোট দিন", "নৌকায় ভোট দিন"], ["ক", "খ"], COMMON, "vote.appeal"
    )
    hint = rule_text(
        "type: terms\nterms: [উন্নয়নের জোয়ার]",
        ["উন্নয়নের জোয়ার", "উন্নয়নের জোয়ারে"],
        ["ক", "খ"],
        COMMON.replace("block", "note"),
        "praise.tide",
    )
    desk.pack_holder.folder = write_pack(tmp_path / "pack", rules=f"{HEAD}rules:\n{vote}{hint}")
    return office_of_one["Rahima"]


def vote_rule(draft: DraftView) -> str:
    [rule] = {finding.rule for finding in draft.findings if finding.severity is Severity.BLOCK}
    return rule


def recheck(desk: Desk, draft: DraftView) -> DraftView:
    assert queue.draft(desk, draft.id).checks.state is CheckState.STALE
    assert draft.id in draft_checks.waiting(desk)
    draft_checks.check_draft(desk, draft.id, Work())
    assert draft.id not in draft_checks.waiting(desk)
    return queue.draft(desk, draft.id)


def own(desk: Desk) -> list[tuple[RuleKind, str]]:
    return [(view.kind, view.value) for view in pack_view(desk).own]


def test_an_exception_takes_the_finding_away_and_lets_the_post_pass(desk: Desk, me: int) -> None:
    draft = write(desk, me, APPEAL)
    rule, phrase = vote_rule(draft), str(draft.findings[0].text)
    office_rules.add_exception(desk, rule, phrase, "নাটকের সংলাপ", me, draft.id)
    assert approval.obstacles(desk, draft.id, me)[0].key == "checks_stale"
    after = recheck(desk, draft)
    assert rule not in {finding.rule for finding in after.findings}
    assert approval.obstacles(desk, draft.id, me) == ()
    told = queue.history(desk, draft.id)[2]
    assert (told.key, told.params) == ("exception_added", {"rule": rule, "phrase": phrase})


def test_the_pack_is_shown_by_its_version_whatever_the_office_added(desk: Desk, me: int) -> None:
    draft = write(desk, me)
    before = draft.checks.rulepack
    office_rules.add_term(desk, TERM, me)
    assert recheck(desk, draft).checks.rulepack == before == pack_view(desk).version


def test_own_terms_are_found_in_texts_in_alt_texts_and_while_typing(desk: Desk, me: int) -> None:
    term = office_rules.add_term(desk, TERM, me)
    written = PostForm(
        text=f"{CLEAN} পদ্মা প্রকল্পের কাজ চলছে।",
        account_id=1,
        purpose="5.c",
        images=tuple(FormImage(alt="পদ্মা প্রকল্প এলাকা", file=image.file) for image in form(images=1).images),
    )
    draft_id = intake.compose(desk, written, me)
    draft_checks.check_draft(desk, draft_id, Work())
    found = [one for one in queue.draft(desk, draft_id).findings if one.rule == f"office.term-{term}"]
    assert [(one.attachment, one.text) for one in found] == [(None, "পদ্মা প্রকল্পের"), (0, "পদ্মা প্রকল্প")]
    assert all(TERM.why in one.why.bn and TERM.why in one.why.en and one.clauses == ("7.b",) for one in found)
    live = draft_checks.live(desk, written.text, PostFacts()).findings
    assert f"office.term-{term}" in {one.rule for one in live}


def test_a_rule_switched_off_stays_silent_until_it_is_taken_back(desk: Desk, me: int) -> None:
    draft = write(desk, me, APPEAL)
    rule = vote_rule(draft)
    assert refused(office_rules.switch_off, desk, rule, " ", me) == "rules.reason_missing"
    office_rules.switch_off(desk, rule, "আমাদের কাজেই এটি লাগে", me)
    assert rule not in {finding.rule for finding in recheck(desk, draft).findings}
    off = pack_view(desk).rules[rule].switched_off
    assert off is not None
    assert off.reason == "আমাদের কাজেই এটি লাগে"
    assert off.member == "Rahima"
    office_rules.withdraw(desk, off.id, "", me)
    assert vote_rule(recheck(desk, draft)) == rule
    assert refused(office_rules.withdraw, desk, off.id, "", me) == "rules.withdrawn_already"


def test_a_milder_severity_needs_a_reason_and_a_graver_one_does_not(desk: Desk, me: int) -> None:
    draft = write(desk, me, APPEAL)
    rule = vote_rule(draft)
    assert refused(office_rules.set_severity, desk, rule, Severity.NOTE, "", me) == "rules.reason_missing"
    office_rules.set_severity(desk, rule, Severity.NOTE, "বিতর্ক প্রতিযোগিতার পাতা", me)
    assert {one.severity for one in recheck(desk, draft).findings if one.rule == rule} == {Severity.NOTE}
    office_rules.set_severity(desk, rule, Severity.WARN, "", me)
    shown = pack_view(desk).rules[rule]
    assert (shown.severity, shown.pack_severity) == (Severity.WARN, Severity.BLOCK)
    office_rules.set_severity(desk, rule, Severity.BLOCK, "", me)
    assert own(desk) == [], "the pack's own severity needs no rule of ours"
    assert vote_rule(queue.draft(desk, write(desk, me, APPEAL).id)) == rule


def test_a_severity_above_the_packs_is_taken_back_with_a_reason(desk: Desk, me: int) -> None:
    rule = next(one for one in pack_view(desk).rules.values() if one.pack_severity is Severity.NOTE)
    office_rules.set_severity(desk, rule.id, Severity.BLOCK, "", me)
    raised = pack_view(desk).rules[rule.id].set_severity
    assert raised is not None
    assert refused(office_rules.withdraw, desk, raised.id, "", me) == "rules.reason_missing"
    office_rules.withdraw(desk, raised.id, "বেশি হয়ে গিয়েছিল", me)
    assert pack_view(desk).rules[rule.id].severity is Severity.NOTE


def test_a_withdrawn_term_takes_its_exceptions_along(desk: Desk, me: int) -> None:
    term = office_rules.add_term(desk, TERM, me)
    office_rules.add_exception(desk, f"office.term-{term}", "পুরোনো পদ্মা প্রকল্প", "", me)
    assert pack_view(desk).groups[0].rules[0].exceptions
    assert refused(office_rules.withdraw, desk, term, "", me) == "rules.reason_missing"
    office_rules.withdraw(desk, term, "নামটি মানুষ চিনে গেছে", me)
    assert own(desk) == []
    office_rules.add_term(desk, TERM, me)  # and may come again


def excepted(desk: Desk, rule: str, phrase: str, me: int) -> int:
    """The id of a new exception, in an office of one."""
    made = office_rules.add_exception(desk, rule, phrase, "কারণ", me).id
    assert made is not None
    return made


def test_what_cannot_be_a_rule_is_refused(desk: Desk, me: int) -> None:
    rule = next(iter(pack_view(desk).rules))
    assert refused(office_rules.add_exception, desk, rule, "পড়া শোনা", "", me) == "rules.reason_missing"
    office_rules.add_exception(desk, rule, "পড়া শোনা", "কারণ", me)
    office_rules.add_term(desk, TERM, me)
    assert refused(office_rules.add_exception, desk, rule, "পড়া  শোনা", "", me) == "rules.exception_there"
    assert refused(office_rules.add_exception, desk, rule, " …!", "", me) == "rules.no_word"
    assert refused(office_rules.add_exception, desk, rule, "ক " * 101, "", me) == "rules.too_long"
    assert refused(office_rules.add_exception, desk, "photo.face", "মুখ", "", me) == "rules.no_exceptions_here"
    assert refused(office_rules.add_term, desk, TERM, me) == "rules.term_there"
    assert (
        refused(office_rules.add_term, desk, TermForm("নতুন", "99.a", Severity.NOTE), me) == "rules.no_clause"
    )
    assert refused(office_rules.set_severity, desk, "no.rule", Severity.NOTE, "কারণ", me) == "rules.no_rule"


def test_a_phrase_of_two_hundred_letters_is_taken_and_no_longer_one(desk: Desk, me: int) -> None:
    words = "নির্বাচনী প্রচার " * 20
    taken = words[: office_rules.LONGEST_PHRASE - 1] + "র"
    assert len(taken) == office_rules.LONGEST_PHRASE
    assert office_rules.add_term(desk, TermForm(taken, "10.c", Severity.WARN), me)
    assert refused(office_rules.add_term, desk, TermForm(taken + "র", "10.c", Severity.WARN), me) == (
        "rules.too_long"
    )


def test_only_those_who_decide_change_rules(desk: Desk, team: dict[str, int]) -> None:
    rule = next(iter(pack_view(desk).rules))
    change = office_rules.add_exception(desk, rule, "মেলা", "নাম", team["Selina"])
    seconded.second(desk, change.proposed)
    exception = pack_view(desk).own[0].id
    jamal = team["Jamal"]
    for action, arguments in (
        (office_rules.add_exception, (rule, "খেলা", "", jamal)),
        (office_rules.add_term, (TERM, jamal)),
        (office_rules.set_severity, (rule, Severity.BLOCK, "কারণ", jamal)),
        (office_rules.switch_off, (rule, "কারণ", jamal)),
        (office_rules.withdraw, (exception, "কারণ", jamal)),
    ):
        assert refused(action, desk, *arguments) == "review.drafter_cannot"
    assert own(desk) == [(RuleKind.EXCEPTION, "মেলা")]


def test_every_change_is_in_the_record_and_the_record_is_whole(desk: Desk, me: int) -> None:
    rule = next(iter(pack_view(desk).rules))
    office_rules.withdraw(desk, excepted(desk, rule, "মেলা", me), "", me)
    office_rules.add_term(desk, TERM, me)
    office_rules.set_severity(desk, rule, Severity.NOTE, "কারণ", me)
    office_rules.switch_off(desk, rule, "কারণ", me)
    with desk.store.read():
        kinds = [row.kind for row in Event.select().order_by(Event.id) if row.kind.startswith("rules.")]
    assert [kind.partition(".")[2] for kind in kinds] == [
        "exception_added",
        "withdrawn",
        "term_added",
        "severity_set",
        "switched_off",
    ]
    assert audit(desk, Work()).ok


def test_a_rule_loosened_behind_the_records_back_is_found(desk: Desk, me: int) -> None:
    office_rules.add_term(desk, TERM, me)
    change_unseen(desk.store)
    assert [problem.kind for problem in audit(desk, Work()).problems] == ["row_edited"]


def change_unseen(store: Store) -> None:
    with store.write() as transaction:
        transaction.database.execute_sql("UPDATE office_rule SET active = FALSE")


def test_own_rules_outlive_an_update_of_the_pack(tmp_path: Path, desk: Desk, me: int) -> None:
    """One that the new pack no longer has a rule for stays, to be seen and withdrawn."""
    rule = next(iter(pack_view(desk).rules))
    exception = excepted(desk, rule, "মেলা", me)
    office_rules.set_severity(desk, rule, Severity.NOTE, "কারণ", me)
    office_rules.add_term(desk, TERM, me)
    before = own(desk)
    entry = rule_text("type: terms\nterms: [নৌকা]", ["নৌকা", "নৌকার"], ["ক", "খ"], COMMON)
    desk.pack_holder.folder = write_pack(tmp_path / "newer", rules=f"{HEAD}rules:\n{entry}")
    assert desk.pack_holder.reload() == ()
    assert own(desk) == before
    assert list(pack_view(desk).rules)[1:] == ["test.rule"]
    office_rules.withdraw(desk, exception, "", me)
    assert len(own(desk)) == len(before) - 1


def test_each_rule_tells_how_often_it_fired_and_was_dismissed(desk: Desk, me: int) -> None:
    drafts = [write(desk, me, APPEAL), write(desk, me, f"{APPEAL} {CLEAN}")]
    rule = vote_rule(drafts[0])
    finding = next(one for one in drafts[0].findings if one.rule == rule)
    review.answer(desk, finding.id, Reply.DISMISSED, "ভুল", me)
    review.answer(desk, finding.id, Reply.UPHELD, "", me)
    assert counted(pack_view(desk), rule) == (2, 0), "the newest answer counts"
    review.answer(desk, finding.id, Reply.DISMISSED, "উদ্ধৃতি", me)
    assert counted(pack_view(desk), rule) == (2, 1)
    draft_checks.check_draft(desk, drafts[0].id, Work())
    assert counted(pack_view(desk), rule) == (2, 1), "a recheck counts nothing twice"


def counted(view: PackView, rule: str) -> tuple[int, int]:
    return view.rules[rule].fired, view.rules[rule].dismissed


def test_the_shipped_pack_is_shown_whole_with_its_examples(desk: Desk) -> None:
    view = pack_view(desk)
    assert len(view.rules) == view.size == len(desk.pack_holder.pack.rules)
    for rule in view.rules.values():
        assert len(rule.match) >= 2
        assert len(rule.no_match) >= 2
        assert "{" not in rule.why.bn + rule.why.en
    assert all(group.title.bn for group in view.groups)


def test_own_rules_are_there_when_the_desk_is_opened_again(tmp_path: Path, desk: Desk, me: int) -> None:
    office_rules.add_term(desk, TERM, me)
    desk.close()
    again = open_desk(tmp_path / "data")
    try:
        assert own(again) == [(RuleKind.TERM, TERM.term)]
    finally:
        again.close()
