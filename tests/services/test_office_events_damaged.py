"""Events about the office or a passphrase that do not hold: nothing stands on them, and there is a way on."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.archive.verify import verify_archive
from app.models.tables import Account, Member, Office, Passphrase
from app.services.base.desk import Desk
from app.services.base.enums import Role, State
from app.services.base.secret import Secret
from app.services.office import confirming, office, sign_in
from app.services.office.team import change_team
from app.services.office.views import OfficeForm
from app.services.posts import archive, review
from app.services.record import continuing, outside
from app.services.record.audit import audit
from app.services.record.passphrases import seal
from app.work import Work
from tests.services.by_hand import by_hand, changed
from tests.services.posts import write
from tests.services.refusals import refused

SELINAS = Secret("শাপলা নদীর ধারে সকাল")
KARIMS = Secret("seven boats near the ghat")
DIFFERS = "record.office_differs"


def damage(desk: Desk, kind: str, which: str = "DESC") -> int:
    """Change a sign in the newest (or first) event of a kind, and give its number."""
    with by_hand(desk) as hand:
        query = f"SELECT id FROM event WHERE kind = ? ORDER BY id {which} LIMIT 1"
        number = int(hand.execute(query, (kind,)).fetchone()[0])
        hand.execute("UPDATE event SET body = body || ' ' WHERE id = ?", (number,))
    return number


def hashes(desk: Desk) -> dict[int, str]:
    with desk.store.read():
        return {row.member_id: row.hash for row in Passphrase.select()}


def test_a_passphrase_put_in_anothers_place_with_its_seal_opens_nothing(
    desk: Desk, team: dict[str, int]
) -> None:
    selina, karim = team["Selina"], team["Karim"]
    sign_in.set_first(desk, selina, SELINAS)
    sign_in.set_first(desk, karim, KARIMS, vouched_by=selina)
    kept = hashes(desk)
    with by_hand(desk) as hand:
        hand.execute("UPDATE passphrase SET hash = ? WHERE member_id = ?", (kept[karim], selina))
        seals = (seal(kept[selina]), seal(kept[karim]))
        hand.execute("UPDATE event SET body = replace(body, ?, ?)", seals)
    assert refused(sign_in.sign_in, desk, selina, KARIMS) == "signin.not_recorded"
    draft = write(desk, team["Jamal"])
    assert refused(review.approve, desk, draft.id, draft.version.digest, karim) == DIFFERS


def test_an_older_passphrase_put_back_over_a_damaged_event_opens_nothing(
    desk: Desk, team: dict[str, int]
) -> None:
    selina = team["Selina"]
    sign_in.set_first(desk, selina, SELINAS)
    first = hashes(desk)[selina]
    sign_in.change(desk, selina, SELINAS, KARIMS)
    damage(desk, "passphrase.changed")
    with by_hand(desk) as hand:
        hand.execute("UPDATE passphrase SET hash = ?", (first,))
    assert refused(sign_in.sign_in, desk, selina, SELINAS) == "signin.not_recorded"


def test_a_damaged_event_about_a_passphrase_is_settled_by_whom_it_leaves(
    desk: Desk, team: dict[str, int]
) -> None:
    selina, karim = team["Selina"], team["Karim"]
    sign_in.set_first(desk, selina, SELINAS)
    draft = write(desk, team["Jamal"])
    damage(desk, "passphrase.set")
    assert refused(sign_in.set_first, desk, karim, KARIMS) == DIFFERS
    assert refused(sign_in.sign_in, desk, selina, SELINAS) == "signin.not_recorded"
    assert continuing.settle(desk, "ডিস্ক নষ্ট ছিল", karim, team["Rahima"]) is continuing.Open.ROWS
    assert outside.trouble(desk) is None
    assert not hashes(desk)
    sign_in.set_first(desk, selina, KARIMS)
    assert sign_in.sign_in(desk, selina, KARIMS).member.id == selina
    assert review.approve(desk, draft.id, draft.version.digest, selina) is State.PENDING
    assert {problem.kind for problem in audit(desk, Work()).problems} == {"edited"}, "named for ever"


@pytest.mark.parametrize("body", ['{"member":%d}', "no JSON %d"])
def test_a_settled_event_makes_no_earlier_approval_count(desk: Desk, team: dict[str, int], body: str) -> None:
    """Who can write to the database could else prove a colleague who never chose a passphrase."""
    selina, karim = team["Selina"], team["Karim"]
    write(desk, team["Jamal"], "আরেকটি পোস্ট।")
    sign_in.set_first(desk, selina, SELINAS)
    draft = write(desk, team["Jamal"])
    seen = draft.version.digest
    assert review.approve(desk, draft.id, seen, karim) is State.PENDING
    with by_hand(desk) as hand:
        forged = (
            "UPDATE event SET kind = 'passphrase.set', body = ? WHERE kind = 'draft.checked' AND draft = ?"
        )
        hand.execute(forged, (body % karim, draft.id - 1))
    continuing.settle(desk, "আইটি শাখা দেখেছে", selina, alone=True)
    assert review.approve(desk, draft.id, seen, selina) is State.PENDING
    assert refused(review.approve, desk, draft.id, seen, karim) == "review.cannot.approved_by_you"


@pytest.mark.parametrize(
    ("kind", "which"), [("office.set_up", "DESC"), ("member.joined", "DESC"), ("account.added", "ASC")]
)
def test_the_work_goes_on_behind_a_damaged_event_about_the_office(
    desk: Desk, team: dict[str, int], kind: str, which: str
) -> None:
    rahima, karim = team["Rahima"], team["Karim"]
    draft = write(desk, team["Rahima"])
    with desk.store.read():
        before = [(row.id, row.handle) for row in Account.select()]
    number = damage(desk, kind, which)
    trouble = outside.trouble(desk)
    assert trouble is not None
    assert (trouble.key, trouble.params["what"]) == (DIFFERS, f"event {number}")
    assert continuing.settle(desk, "ডিস্ক নষ্ট ছিল", rahima, karim) is continuing.Open.ROWS
    assert outside.trouble(desk) is None
    with desk.store.read():
        assert Office.get().name_en == "Sample Upazila Education Office"
        assert [(row.id, row.handle) for row in Account.select()] == before
    assert review.approve(desk, draft.id, draft.version.digest, karim) is State.PENDING
    assert review.approve(desk, draft.id, draft.version.digest, team["Selina"]) is State.APPROVED

    # What is changed by hand from then on is seen again.
    changed(desk, "UPDATE office SET approvals = 1", "UPDATE member SET role = 'authority' WHERE id = 1")
    assert refused(office.change_office, desk, OfficeForm("ক", "A"), rahima) == DIFFERS
    continuing.settle(desk, "আইটি শাখা দেখেছে", rahima, karim)
    with desk.store.read():
        assert Office.get().approvals is None
    found = audit(desk, Work())
    assert [(one.kind, one.event) for one in found.problems] == [("edited", number)], "named for ever"


def test_behind_a_damaged_end_the_office_is_told_again(desk: Desk, team: dict[str, int]) -> None:
    rahima, karim, selina = team["Rahima"], team["Karim"], team["Selina"]
    draft = write(desk, team["Jamal"])
    office.change_office(desk, OfficeForm("নমুনা উপজেলা শিক্ষা অফিস", "B"), selina)
    damage(desk, "office.changed")
    assert continuing.settle(desk, "ডিস্ক নষ্ট ছিল", selina, rahima) is continuing.Open.BROKEN
    assert outside.trouble(desk) is None
    changed(desk, "UPDATE office SET approvals = 1")
    assert refused(review.approve, desk, draft.id, draft.version.digest, karim) == DIFFERS


def test_a_member_whom_no_sound_event_tells_of_has_left(desk: Desk, team: dict[str, int]) -> None:
    """Else whoever damages an event could put in a member of their own."""
    with by_hand(desk) as hand:
        hand.execute(
            "INSERT INTO member (id, name, role, active, joined_at, left_at) "
            "SELECT 77, 'Zed', 'authority', active, joined_at, left_at FROM member WHERE id = 1"
        )
    damage(desk, "member.joined")
    continuing.settle(desk, "ডিস্ক নষ্ট ছিল", team["Rahima"], team["Karim"])
    with desk.store.read():
        here = {row.name: row.role for row in Member.select().where(Member.active)}
    assert here == {"Rahima": Role.MODERATOR, "Karim": Role.MODERATOR, "Selina": Role.AUTHORITY}


def test_a_member_whom_only_a_damaged_event_told_of_is_taken_back(desk: Desk, team: dict[str, int]) -> None:
    rahima, karim, selina = team["Rahima"], team["Karim"], team["Selina"]
    draft = write(desk, team["Jamal"])
    with by_hand(desk) as hand:
        hand.execute("UPDATE event SET body = body || ' ' WHERE id = 3")
    continuing.settle(desk, "ডিস্ক নষ্ট ছিল", selina, rahima)
    with desk.store.read():
        assert not Member.get_by_id(karim).active
    assert refused(review.approve, desk, draft.id, draft.version.digest, rahima) == "review.cannot.team_size"
    asked = change_team(desk, returns=[karim], by=selina, reason="ভুলে বাদ পড়েছেন")
    confirming.confirm(desk, asked.proposed, rahima)
    assert review.approve(desk, draft.id, draft.version.digest, karim) is State.PENDING


def test_an_archive_is_made_once_a_damaged_event_is_settled(
    desk: Desk, team: dict[str, int], tmp_path: Path
) -> None:
    draft = write(desk, team["Jamal"])
    for who in (team["Rahima"], team["Karim"]):
        review.approve(desk, draft.id, draft.version.digest, who)
    damage(desk, "office.set_up")
    assert refused(archive.export, desk, tmp_path / "archive", work=Work()) == DIFFERS
    continuing.settle(desk, "ডিস্ক নষ্ট ছিল", team["Rahima"], team["Karim"])
    archive.export(desk, tmp_path / "archive", work=Work())
    found = verify_archive(tmp_path / "archive", Work())
    assert found.problems == ()
    assert ("put_back", "ডিস্ক নষ্ট ছিল") in [(one.kind, one.reason) for one in found.breaks]
