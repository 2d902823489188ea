"""A record that was changed from outside is gone on with by two members of a team, or by one who says so."""

from __future__ import annotations

from app.models.tables import Event
from app.services.base.desk import Desk
from app.services.base.secret import Secret
from app.services.office import sign_in
from app.services.record import continuing
from app.services.record.audit import audit
from app.services.record.tree import breaks
from app.work import Work
from tests.services.by_hand import changed
from tests.services.posts import write
from tests.services.refusals import refused

REASON = "আইটি শাখাকে জানানো হয়েছে"
OWN = Secret("শাপলা নদীর ধারে সকাল")


def break_end(desk: Desk, author: int) -> None:
    """Change the last event, about a post, from outside, as a hand in the database would."""
    write(desk, author)
    changed(desk, "UPDATE event SET member_name = 'X' WHERE id = (SELECT max(id) FROM event)")


def last_events(desk: Desk, number: int) -> list[tuple[str, str]]:
    with desk.store.read():
        rows = [*Event.select().order_by(Event.id.desc()).limit(number)]
    return [(row.kind, row.member_name) for row in reversed(rows)]


def notes(desk: Desk) -> list[tuple[str, str]]:
    return [(note.kind, note.reason) for note in audit(desk, Work()).notes]


def test_a_team_settles_by_two_and_the_record_names_both(desk: Desk, team: dict[str, int]) -> None:
    break_end(desk, team["Jamal"])
    me = team["Selina"]
    assert refused(continuing.settle, desk, REASON, me) == "record.second_missing"
    assert refused(continuing.settle, desk, REASON, me, me) == "record.second_same"
    assert refused(continuing.settle, desk, REASON, me, team["Jamal"]) == "review.drafter_cannot"
    assert refused(continuing.settle, desk, REASON, me, 999) == "office.no_member"
    assert refused(continuing.settle, desk, REASON, team["Karim"], me) == "record.authority_only"
    assert refused(continuing.settle, desk, " ", me, team["Karim"]) == "review.reason_missing"
    assert continuing.to_settle(desk) is continuing.Open.BROKEN, "nothing refused left anything behind"
    assert continuing.settle(desk, REASON, me, team["Karim"]) is continuing.Open.BROKEN
    assert last_events(desk, 2) == [("record.continued", "Selina"), ("record.settling_agreed", "Karim")]
    assert notes(desk) == [("segment", REASON)]
    write(desk, team["Jamal"])
    assert refused(continuing.settle, desk, REASON, me, team["Karim"]) == "record.sound"


def test_the_second_is_proven_once_there_are_passphrases(desk: Desk, team: dict[str, int]) -> None:
    sign_in.set_first(desk, team["Selina"], OWN)
    sign_in.set_first(desk, team["Rahima"], OWN, team["Selina"])
    break_end(desk, team["Jamal"])
    me = team["Selina"]
    assert refused(continuing.settle, desk, REASON, me, team["Karim"]) == "signin.set_first"
    continuing.settle(desk, REASON, me, team["Rahima"])
    with desk.store.read():
        agreed = Event.get(Event.kind == "record.settling_agreed")
        assert (agreed.member_name, agreed.body["proven"]) == ("Rahima", True)


def test_settling_alone_is_named_by_every_audit(desk: Desk, team: dict[str, int]) -> None:
    break_end(desk, team["Jamal"])
    assert refused(continuing.settle, desk, REASON, team["Karim"], None, True) == "record.authority_only"
    continuing.settle(desk, REASON, team["Selina"], None, True)
    assert last_events(desk, 2) == [("record.continued", "Selina"), ("record.settled_alone", "Selina")]
    assert notes(desk) == [("segment", REASON), ("settled_alone", REASON)]
    with desk.store.read():
        size = Event.select().count()
        assert [one.kind for one in breaks(size)] == ["segment", "settled_alone"], "what archives name"


def test_an_office_of_one_is_asked_for_nobody(desk: Desk, office_of_one: dict[str, int]) -> None:
    break_end(desk, office_of_one["Rahima"])
    continuing.settle(desk, REASON, office_of_one["Rahima"])
    assert notes(desk) == [("segment", REASON)]
