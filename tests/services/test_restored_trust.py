"""Whose archives come into the record of a team, and how a restored post is used again."""

from __future__ import annotations

import pytest

from app.models.tables import Event
from app.services.base.desk import Desk
from app.services.base.enums import ProposalState, State
from app.services.checking import draft_checks
from app.services.office import confirming
from app.services.posts import queue, review
from app.services.posts import reuse as posts
from app.services.record.audit import audit
from app.services.restored import reusing
from app.services.restored.reading import restored_list, restored_post
from app.services.restored.taking import RESTORED, restore
from app.services.restored.views import RestoredWanted
from app.work import Work
from tests.services.by_hand import by_hand
from tests.services.old_office import FIRST, SECOND, OldOffice, old_office
from tests.services.refusals import refused


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> OldOffice:
    return old_office(tmp_path_factory.mktemp("old-office"))


def here(desk: Desk) -> int:
    return restored_list(desk, RestoredWanted()).total


def number(desk: Desk, text: str) -> int:
    return next(row.id for row in restored_list(desk, RestoredWanted()).rows if row.text == text)


def test_in_a_team_a_second_member_confirms_the_key(desk: Desk, team: dict[str, int], old: OldOffice) -> None:
    rahima, karim = team["Rahima"], team["Karim"]
    assert refused(restore, desk, [old.base], old.fingerprint, None, Work()) == "proposal.who"
    asked = restore(desk, [old.base], old.fingerprint[:16], rahima, Work())
    assert asked.archives == ()
    assert asked.proposed is not None
    assert here(desk) == 0
    [waiting] = confirming.open_proposals(desk)
    told = " ".join(line.en for line in waiting.lines)
    assert old.fingerprint[:4] in told
    assert "base.zip" in told
    assert refused(restore, desk, [old.whole], old.fingerprint, karim, Work()) == "proposal.there"
    assert refused(confirming.confirm, desk, asked.proposed, rahima) == "proposal.own"
    assert refused(confirming.confirm, desk, asked.proposed, team["Jamal"]) == "review.drafter_cannot"
    assert here(desk) == 0

    confirming.confirm(desk, asked.proposed, karim)
    done = restore(desk, [old.base, old.later], "", rahima, Work())  # which the record knows by now
    assert [one.archive.added for one in done.archives] == [2, 2]
    with desk.store.read():
        told_by = [event.body["proposal"] for event in Event.select().where(Event.kind == RESTORED)]
    assert told_by == [asked.proposed] * 2
    assert restore(desk, [old.base], "", karim, Work()).archives[0].already
    assert audit(desk, Work()).problems == ()


def test_what_was_refused_or_only_says_that_it_was_confirmed_brings_nothing(
    desk: Desk, team: dict[str, int], old: OldOffice
) -> None:
    rahima, karim = team["Rahima"], team["Karim"]
    asked = restore(desk, [old.whole], old.fingerprint, rahima, Work()).proposed
    assert asked is not None
    confirming.refuse(desk, asked, "কাগজে অন্য চাবি", karim)
    assert refused(restore, desk, [old.whole], "", rahima, Work()) == "restored.stranger"
    again = restore(desk, [old.whole], old.fingerprint, rahima, Work()).proposed
    assert again not in (None, asked)
    with by_hand(desk) as hand:
        hand.execute("UPDATE proposal SET state = ? WHERE id = ?", (ProposalState.CONFIRMED.value, again))
    assert refused(restore, desk, [old.whole], "", rahima, Work()) == "proposal.differs"
    assert here(desk) == 0


def test_an_office_of_one_asks_nobody(desk: Desk, office_of_one: dict[str, int], old: OldOffice) -> None:
    me = office_of_one["Rahima"]
    assert restore(desk, [old.base], old.fingerprint, me, Work()).proposed is None, (
        "an office of one asks nobody"
    )
    assert here(desk) == 2


def test_a_restored_post_is_used_again_through_the_same_gate(
    desk: Desk, office_of_one: dict[str, int], old: OldOffice
) -> None:
    me = office_of_one["Rahima"]
    restore(desk, [old.whole], old.fingerprint, me, Work())
    never_out, out = number(desk, SECOND), number(desk, FIRST)
    assert reusing.last_use(desk, never_out).at is None
    draft = queue.draft(desk, reusing.reuse(desk, never_out, me))
    assert (draft.state, draft.approvals, draft.version.text) == (State.PENDING, 0, SECOND)
    assert draft.version.account is not None
    assert draft.version.account.handle == "sample_upeo"
    assert draft.version.schedule == ""

    assert refused(reusing.reuse, desk, out, me) == posts.TOO_SOON
    second = queue.draft(desk, reusing.reuse(desk, out, me, "নতুন টিকা এসেছে"))
    images = restored_post(desk, out).post.images
    assert [one.sha256 for one in second.version.attachments] == [images[0].sha256]
    assert [line.key for line in queue.history(desk, second.id)][-1] == "reused"
    draft_checks.check_draft(desk, second.id, Work())
    review.approve(desk, second.id, second.version.digest, me)
    assert refused(posts.reuse, desk, second.id, me) == posts.TOO_SOON, "the family rests together"
    third = posts.reuse(desk, second.id, me, "আবার")
    assert posts.last_use(desk, third).at == reusing.last_use(desk, out).at
    assert audit(desk, Work()).problems == ()


def test_what_was_taken_back_there_is_not_used_again(
    desk: Desk, office_of_one: dict[str, int], old: OldOffice
) -> None:
    me = office_of_one["Rahima"]
    restore(desk, [old.base, old.later], old.fingerprint, me, Work())
    with by_hand(desk) as hand:
        hand.execute("UPDATE restored_archive SET withdrawn = '[2]' WHERE base <> ''")
    assert refused(reusing.reuse, desk, number(desk, SECOND), me) == "reuse.withdrawn"
    assert refused(reusing.reuse, desk, 99, me) == "restored.no_post"
