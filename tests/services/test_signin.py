"""Passphrases: optional for one, the same on every keyboard, slow to guess, and reset as an event."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.archive import bag
from app.archive.verify import verify_archive
from app.models.tables import Event, Passphrase
from app.services.base.clock import stamp
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import Role
from app.services.base.secret import Secret
from app.services.office import confirming, office, sign_in
from app.services.office.views import AccountForm, Leave, MemberForm
from app.services.posts import archive, review
from app.services.record.audit import audit
from app.work import Work
from tests.services import seconded
from tests.services.posts import write
from tests.services.refusals import refused

OWN = Secret("শাপলা নদীর ধারে সকাল")
NEW = Secret("seven boats near the ghat")
WRONG = Secret("seven boats near the ghar")


def kinds(desk: Desk) -> list[str]:
    with desk.store.read():
        return [event.kind for event in Event.select().order_by(Event.id)]


def fail(desk: Desk, member: int, times: int) -> None:
    for _ in range(times):
        assert refused(sign_in.sign_in, desk, member, WRONG) == "signin.wrong"


def test_one_member_needs_none_and_may_have_one(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    assert not sign_in.wanted(desk)
    assert not sign_in.in_force(desk)
    assert refused(sign_in.sign_in, desk, me, OWN) == "signin.none_set"
    session = sign_in.set_first(desk, me, OWN)
    assert session.member.id == me
    assert not session.must_change
    assert sign_in.wanted(desk)
    assert sign_in.in_force(desk)
    assert sign_in.sign_in(desk, me, OWN).member.name == "Rahima"
    assert refused(sign_in.set_first, desk, me, NEW) == "signin.set_already"


def test_a_team_is_asked_to_have_them(desk: Desk, team: dict[str, int]) -> None:
    assert sign_in.wanted(desk)
    assert not sign_in.in_force(desk)


def test_two_spellings_of_one_bangla_letter_are_one_passphrase(
    desk: Desk, office_of_one: dict[str, int]
) -> None:
    me = office_of_one["Rahima"]
    sign_in.set_first(desk, me, Secret("আষাঢ়ের বড় নদী"))
    typed_otherwise = Secret("আষা\u09dfের বড় নদী".replace("\u09df", "\u09dd"))
    assert sign_in.sign_in(desk, me, typed_otherwise)


@pytest.mark.parametrize(
    ("weak", "key"),
    [
        ("নদী", "signin.too_short"),
        ("ক" * 20, "signin.too_easy"),
        ("01711223344", "signin.too_easy"),
        ("Rahima Rahima", "signin.too_easy"),
        ("x" * 300, "signin.too_long"),
        ("abcdefgh1", "signin.too_short"),
        ("abcdefgh 1" * 25 + "seven b", "signin.too_long"),
    ],
)
def test_a_weak_one_is_refused(desk: Desk, office_of_one: dict[str, int], weak: str, key: str) -> None:
    assert refused(sign_in.set_first, desk, office_of_one["Rahima"], Secret(weak)) == key
    assert not sign_in.in_force(desk)


@pytest.mark.parametrize("length", [sign_in.SHORTEST, sign_in.LONGEST])
def test_the_shortest_and_the_longest_are_taken(
    desk: Desk, office_of_one: dict[str, int], length: int
) -> None:
    taken = Secret(("abcdefgh 1" * 26)[:length])
    assert sign_in.set_first(desk, office_of_one["Rahima"], taken)


def test_wrong_tries_cost_a_wait_that_survives_a_restart(
    tmp_path: Path, desk: Desk, office_of_one: dict[str, int]
) -> None:
    me = office_of_one["Rahima"]
    sign_in.set_first(desk, me, OWN)
    fail(desk, me, sign_in.FREE_TRIES)
    assert 0 < sign_in.state(desk, me).wait <= sign_in.FIRST_WAIT
    desk.close()
    again = open_desk(tmp_path / "data")
    try:
        assert refused(sign_in.sign_in, again, me, OWN) == "signin.wait", "not even the right one"
        pretend_last_failure(again, timedelta(seconds=-sign_in.FIRST_WAIT))
        assert sign_in.sign_in(again, me, OWN)
        assert sign_in.state(again, me).wait == 0
    finally:
        again.close()


def test_a_clock_moved_back_does_not_lock_for_ever(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    sign_in.set_first(desk, me, OWN)
    fail(desk, me, sign_in.FREE_TRIES)
    pretend_last_failure(desk, timedelta(days=400))
    assert refused(sign_in.sign_in, desk, me, OWN) == "signin.wait"
    with desk.store.read():
        assert Passphrase.get().last_failure_at <= stamp(datetime.now(UTC))


def pretend_last_failure(desk: Desk, later: timedelta) -> None:
    with desk.store.write():
        Passphrase.update(last_failure_at=stamp(datetime.now(UTC) + later)).execute()


def test_guessing_on_is_recorded(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    sign_in.set_first(desk, me, OWN)
    fail(desk, me, sign_in.FREE_TRIES)
    assert "signin.failed" not in kinds(desk), "a slip of the hand is nobody's business"
    pretend_last_failure(desk, timedelta(hours=-1))
    fail(desk, me, 1)
    assert kinds(desk)[-1] == "signin.failed"


def test_the_right_one_ends_the_count(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    sign_in.set_first(desk, me, OWN)
    for _ in range(3):
        fail(desk, me, sign_in.FREE_TRIES - 1)
        assert sign_in.sign_in(desk, me, OWN)


@given(failures=st.integers(0, 500), ago=st.integers(-10_000, 10_000))
def test_the_wait_grows_and_ends(failures: int, ago: int) -> None:
    at = datetime(2026, 11, 25, tzinfo=UTC)
    wait = sign_in.wait_left(failures, at - timedelta(seconds=ago), at)
    assert 0 <= wait <= sign_in.LONGEST_WAIT
    assert wait == 0 or failures >= sign_in.FREE_TRIES
    assert sign_in.wait_left(failures + 1, at, at) >= sign_in.wait_left(failures, at, at)
    assert sign_in.wait_left(failures, at - timedelta(seconds=sign_in.LONGEST_WAIT), at) == 0


def test_one_changes_their_own(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    sign_in.set_first(desk, me, OWN)
    assert refused(sign_in.change, desk, me, WRONG, NEW) == "signin.wrong"
    assert refused(sign_in.change, desk, me, OWN, OWN) == "signin.same"
    sign_in.change(desk, me, OWN, NEW)
    assert sign_in.sign_in(desk, me, NEW)
    assert refused(sign_in.sign_in, desk, me, OWN) == "signin.wrong"
    # A wrong one is told once in some minutes, and by an event that holds nothing of what was typed.
    assert kinds(desk)[-3:] == ["passphrase.set", "attempt.refused", "passphrase.changed"]


def test_the_authority_resets_a_forgotten_one_which_must_then_be_changed(
    desk: Desk, team: dict[str, int]
) -> None:
    rahima, karim, selina = team["Rahima"], team["Karim"], team["Selina"]
    assert refused(sign_in.set_first, desk, rahima, OWN) == "signin.needs_code", "the authority begins"
    assert refused(sign_in.reset, desk, rahima, selina) == "signin.own_first"
    sign_in.set_first(desk, selina, OWN)
    assert refused(sign_in.set_first, desk, rahima, OWN) == "signin.needs_code"
    assert refused(sign_in.set_first, desk, rahima, OWN, karim) == "signin.needs_code"
    sign_in.set_first(desk, rahima, OWN, selina)
    for other in (rahima, karim, team["Jamal"]):
        assert refused(sign_in.reset, desk, rahima, other) == "signin.reset_by_authority"
    temporary = sign_in.reset(desk, rahima, selina).secret
    assert temporary is not None, "nobody else could confirm it yet"
    assert kinds(desk)[-1] == "passphrase.reset"
    assert refused(sign_in.sign_in, desk, rahima, OWN) == "signin.wrong"
    assert sign_in.sign_in(desk, rahima, temporary).must_change
    assert not sign_in.change(desk, rahima, temporary, NEW).must_change
    assert not sign_in.sign_in(desk, rahima, NEW).must_change


def test_without_another_authority_a_moderator_resets(desk: Desk, team: dict[str, int]) -> None:
    rahima, karim, selina = team["Rahima"], team["Karim"], team["Selina"]
    sign_in.set_first(desk, selina, OWN)
    for one in (rahima, karim):
        sign_in.set_first(desk, one, OWN, selina)
    assert refused(sign_in.reset, desk, selina, team["Jamal"]) == "signin.reset_by_authority"
    given = sign_in.reset(desk, selina, karim)
    assert given.secret is None, "a moderator alone takes over no authority"
    assert given.proposed is not None
    secret = confirming.confirm(desk, given.proposed, rahima)
    assert secret is not None
    assert sign_in.sign_in(desk, selina, secret).must_change


def test_an_office_of_one_finds_back_by_an_event(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    me = office_of_one["Rahima"]
    draft = write(desk, me)
    review.approve(desk, draft.id, draft.version.digest, me)
    sign_in.set_first(desk, me, OWN)
    sign_in.clear(desk, me)
    assert not sign_in.in_force(desk)
    assert kinds(desk)[-1] == "passphrase.cleared"
    archive.export(desk, tmp_path / "archive", work=Work())
    found = verify_archive(tmp_path / "archive", Work())
    assert found.ok
    assert [one.kind for one in found.breaks] == ["passphrase_cleared"], "who was whom from then on is open"
    assert "পাসফ্রেজ" in (tmp_path / "archive" / bag.INDEX).read_text("utf-8")
    seconded.change_team(
        desk, joins=[MemberForm("A", Role.MODERATOR), MemberForm("B", Role.MODERATOR)], by=None
    )
    sign_in.set_first(desk, me, OWN)
    other = office.member_named(desk, "A").id
    given = sign_in.reset(desk, other, me)
    assert given.proposed is not None, "not by one moderator alone"


def test_once_one_has_a_passphrase_nobody_acts_without_a_name(desk: Desk, team: dict[str, int]) -> None:
    page = AccountForm("youtube", "our.tube", "Ours")
    sign_in.set_first(desk, team["Selina"], OWN)
    assert refused(office.add_account, desk, page, None) == "signin.who"
    assert refused(office.retire_member, desk, team["Jamal"], None) == "signin.who"
    assert office.add_account(desk, page, team["Rahima"])


def test_the_passphrase_of_one_who_left_asks_nobody_for_a_name(desk: Desk, team: dict[str, int]) -> None:
    sign_in.set_first(desk, team["Selina"], OWN)
    for name in ("Rahima", "Karim"):
        sign_in.set_first(desk, team[name], OWN, team["Selina"])
    assert sign_in.in_force(desk)
    seconded.change_team(
        desk,
        leaves=[Leave(team["Selina"]), Leave(team["Rahima"]), Leave(team["Karim"])],
        joins=[MemberForm("Habib", Role.MODERATOR)],
        by=team["Rahima"],
    )
    assert not sign_in.in_force(desk)
    assert office.add_account(desk, AccountForm("youtube", "our.tube", "Ours"), None)


def test_the_audit_knows_whose_passphrase_there_has_to_be(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    sign_in.set_first(desk, me, OWN)
    assert audit(desk, Work()).ok
    with desk.store.write():
        row = Passphrase.get()
        row.delete_instance()
    assert [one.kind for one in audit(desk, Work()).problems] == ["passphrase_removed"]
    with desk.store.write():
        row.save(force_insert=True)
    sign_in.clear(desk, me)
    assert audit(desk, Work()).ok, "taken away by an event, nothing is missing"
    with desk.store.write():
        row.save(force_insert=True)
    assert [one.kind for one in audit(desk, Work()).problems] == ["passphrase_changed"]


def test_one_that_no_event_tells_of_is_named(desk: Desk, office_of_one: dict[str, int]) -> None:
    with desk.store.write():
        Passphrase.create(
            member=office_of_one["Rahima"],
            hash="$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$AAAA",
            failures=0,
            last_failure_at="",
            changed_at=stamp(datetime.now(UTC)),
            temporary=False,
        )
    (problem,) = audit(desk, Work()).problems
    assert (problem.kind, problem.detail) == ("passphrase_changed", str(office_of_one["Rahima"]))


def test_the_passphrase_is_nowhere_in_the_folder(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    planted = Secret("planted-passphrase-in-clear")
    sign_in.set_first(desk, me, planted)
    sign_in.change(desk, me, planted, NEW)
    with desk.store.read():
        hashed = Passphrase.get().hash
        bodies = [str(event.body) for event in Event.select()]
    assert hashed.startswith("$argon2id$")
    assert not any("argon2" in body for body in bodies), "not even the hash is in the record"
    for file in desk.folder.path.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert planted.reveal().encode() not in data, file
            assert NEW.reveal().encode() not in data, file
