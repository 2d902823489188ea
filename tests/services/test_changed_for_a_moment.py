"""Rows changed from outside for the moment of an act and put back behind it: no audit could tell of that."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from app.archive import bag
from app.archive.verify import verify_archive
from app.errors import Refusal
from app.models.engines.address import OfficeAddress
from app.models.opening import open_store
from app.models.tables import Draft, Member, Office, Passphrase
from app.services.base.desk import Desk
from app.services.base.enums import ProposalKind, State
from app.services.base.secret import Secret
from app.services.office import confirming, office, sign_in
from app.services.office.views import OfficeForm
from app.services.posts import archive, review
from app.services.record import continuing, outside, proposals
from app.services.record.audit import audit
from app.work import Work
from tests.services.by_hand import by_hand, changed
from tests.services.posts import write
from tests.services.refusals import refused

SELINAS = Secret("শাপলা নদীর ধারে সকাল")
KARIMS = Secret("seven boats near the ghat")


def state(desk: Desk, draft: int) -> str:
    with desk.store.read():
        return str(Draft.get_by_id(draft).state)


@pytest.mark.parametrize(
    ("forged", "back"),
    [
        ("UPDATE office SET approvals = 1", "UPDATE office SET approvals = NULL"),
        (
            "UPDATE member SET role = 'drafter' WHERE name = 'Selina'",
            "UPDATE member SET role = 'authority' WHERE name = 'Selina'",
        ),
    ],
)
def test_no_rule_is_lowered_for_the_moment_of_an_approval(
    desk: Desk, team: dict[str, int], forged: str, back: str
) -> None:
    draft = write(desk, team["Jamal"])
    changed(desk, forged)
    seen = draft.version.digest
    assert refused(review.approve, desk, draft.id, seen, team["Rahima"]) == "record.office_differs"
    trouble = outside.trouble(desk)
    assert trouble is not None
    assert trouble.key == "record.office_differs", "said at the start of the window"
    changed(desk, back)
    assert review.approve(desk, draft.id, seen, team["Rahima"]) is State.PENDING
    assert review.approve(desk, draft.id, seen, team["Karim"]) is State.APPROVED
    assert outside.trouble(desk) is None


def test_no_author_is_somebody_else_for_a_moment(desk: Desk, team: dict[str, int]) -> None:
    draft = write(desk, team["Rahima"])
    changed(desk, f"UPDATE version SET author_member_id = {team['Jamal']} WHERE draft_id = {draft.id}")
    seen = draft.version.digest
    assert refused(review.approve, desk, draft.id, seen, team["Rahima"]) == "record.post_differs"


def test_an_event_about_something_else_does_not_make_a_forged_state_true(
    desk: Desk, team: dict[str, int]
) -> None:
    draft = write(desk, team["Jamal"])
    changed(desk, f"UPDATE draft SET state = 'approved' WHERE id = {draft.id}")
    assert refused(review.mark_important, desk, draft.id, True, team["Rahima"]) == "record.post_differs"
    changed(desk, f"UPDATE draft SET state = 'pending' WHERE id = {draft.id}")
    review.mark_important(desk, draft.id, True, team["Rahima"])
    assert audit(desk, Work()).ok


def test_a_change_of_the_office_does_not_make_a_forged_number_true(desk: Desk, team: dict[str, int]) -> None:
    changed(desk, "UPDATE office SET approvals = 1")
    form = OfficeForm("নমুনা উপজেলা শিক্ষা অফিস", "Another Name", approvals_needed=1)
    assert refused(office.change_office, desk, form, team["Selina"]) == "record.office_differs"


def test_nobody_confirms_with_a_role_of_a_moment(desk: Desk, team: dict[str, int]) -> None:
    with desk.store.write():
        number = proposals.propose(desk, ProposalKind.OFFICE, {"approvals": 1}, team["Rahima"], "")
    changed(desk, f"UPDATE member SET role = 'moderator' WHERE id = {team['Jamal']}")
    assert refused(confirming.confirm, desk, number, team["Jamal"]) == "record.office_differs"


def test_a_passphrase_put_in_anothers_place_opens_nothing(desk: Desk, team: dict[str, int]) -> None:
    selina, karim = team["Selina"], team["Karim"]
    sign_in.set_first(desk, selina, SELINAS)
    sign_in.set_first(desk, karim, KARIMS, vouched_by=selina)
    with desk.store.read():
        hashes = {row.member_id: row.hash for row in Passphrase.select()}
    with by_hand(desk) as hand:
        hand.execute("UPDATE passphrase SET hash = ? WHERE member_id = ?", (hashes[karim], selina))
    assert refused(sign_in.sign_in, desk, selina, KARIMS) == "signin.not_recorded"
    draft = write(desk, team["Jamal"])
    seen = draft.version.digest
    assert refused(review.approve, desk, draft.id, seen, karim) == "record.passphrase_differs"
    with by_hand(desk) as hand:
        hand.execute("UPDATE passphrase SET hash = ? WHERE member_id = ?", (hashes[selina], selina))
    assert sign_in.sign_in(desk, selina, SELINAS).member.id == selina


def test_without_anybodys_passphrase_for_a_moment_nobody_acts(desk: Desk, team: dict[str, int]) -> None:
    sign_in.set_first(desk, team["Selina"], SELINAS)
    changed(desk, "DELETE FROM passphrase")
    draft = write(desk, team["Jamal"])
    seen = draft.version.digest
    assert refused(review.approve, desk, draft.id, seen, team["Karim"]) == "record.passphrase_differs"
    assert refused(sign_in.set_first, desk, team["Selina"], KARIMS) == "record.passphrase_differs"


def test_what_was_changed_is_put_back_as_the_record_tells(desk: Desk, team: dict[str, int]) -> None:
    selina = team["Selina"]
    sign_in.set_first(desk, selina, SELINAS)
    changed(
        desk,
        "UPDATE office SET approvals = 1",
        "UPDATE member SET role = 'authority' WHERE name = 'Jamal'",
        "UPDATE account SET handle = 'another' WHERE id = 1",
        "UPDATE passphrase SET hash = 'x'",
    )
    assert continuing.to_settle(desk) is continuing.Open.ROWS
    jamal, rahima, karim = team["Jamal"], team["Rahima"], team["Karim"]
    assert refused(continuing.settle, desk, "…", jamal, alone=True) == "review.drafter_cannot"
    assert refused(continuing.settle, desk, " ", rahima, karim) == "review.reason_missing"
    assert continuing.settle(desk, "আইটি শাখা দেখেছে", rahima, karim) is continuing.Open.ROWS
    report = audit(desk, Work())
    assert report.ok, report.problems
    assert ("put_back", "আইটি শাখা দেখেছে") in [(note.kind, note.reason) for note in report.notes]
    with desk.store.read():
        assert Office.get().approvals is None
        assert Member.get_by_id(jamal).role == "drafter"
        assert not Passphrase.select().exists()
    assert refused(continuing.settle, desk, "…", rahima, karim) == "record.sound"
    sign_in.set_first(desk, selina, KARIMS)  # the authority's, on trust, as the first of all
    assert audit(desk, Work()).ok


def test_a_passphrase_of_no_member_is_named_and_taken_out(
    desk: Desk, team: dict[str, int], office_on_server: OfficeAddress | None
) -> None:
    if office_on_server is not None:
        pytest.skip("a server keeps numbers alone in that column")
    sign_in.set_first(desk, team["Selina"], SELINAS)
    changed(desk, "UPDATE passphrase SET member_id = ''")
    draft = write(desk, team["Jamal"])
    seen = draft.version.digest
    assert refused(review.approve, desk, draft.id, seen, team["Karim"]) == "record.passphrase_differs"
    continuing.settle(desk, "আইটি শাখা দেখেছে", team["Rahima"], team["Karim"])
    report = audit(desk, Work())
    assert report.ok, report.problems


def test_archives_name_what_was_put_back_and_show_no_row_of_it(
    desk: Desk, team: dict[str, int], tmp_path: Path
) -> None:
    rahima, karim = team["Rahima"], team["Karim"]
    changed(desk, "UPDATE account SET emergency_contact = '01711-000000' WHERE id = 1")
    changed(desk, "UPDATE office SET approvals = 1")
    continuing.settle(desk, "আইটি শাখা দেখেছে", rahima, karim)
    draft = write(desk, team["Jamal"])
    for who in (rahima, karim):
        review.approve(desk, draft.id, draft.version.digest, who)
    archive.export(desk, tmp_path / "archive", work=Work())
    found = verify_archive(tmp_path / "archive", Work())
    assert found.problems == ()
    assert ("put_back", "আইটি শাখা দেখেছে") in [(one.kind, one.reason) for one in found.breaks]
    assert "handle" not in (tmp_path / "archive" / bag.RECORD).read_text("utf-8"), "the account's row"


def test_a_member_taken_out_comes_back_and_one_put_in_goes(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    changed(
        desk,
        "INSERT INTO member (id, name, role, active, joined_at, left_at) "
        f"SELECT 77, 'Zed', role, active, joined_at, left_at FROM member WHERE id = {me}",
    )
    assert continuing.settle(desk, "নতুন কেউ নেই", me) is continuing.Open.ROWS
    with desk.store.read():
        assert [row.id for row in Member.select().where(Member.active)] == [me]
    assert audit(desk, Work()).ok


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in folders")
def test_a_pipe_in_the_databases_place_is_said_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "anumodon.db")
    with pytest.raises(Refusal) as refusal:
        open_store(tmp_path / "anumodon.db", tmp_path)
    assert refusal.value.key == "file.not_regular"
    (tmp_path / "link.db").symlink_to("/dev/zero")
    with pytest.raises(Refusal):
        open_store(tmp_path / "link.db", tmp_path)
