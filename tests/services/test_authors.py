"""Who brought a post is its author, by member: nobody approves what they took in under another spelling."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import Refusal
from app.models.tables import Version
from app.services.base.desk import Desk
from app.services.base.enums import Role
from app.services.base.members import folded_name
from app.services.base.secret import Secret
from app.services.checking import draft_checks
from app.services.office import office, sign_in
from app.services.office.views import MemberForm
from app.services.posts import approval, archive, intake, queue, review
from app.services.record.ledger import change, record
from app.work import Work
from tests.services.refusals import refused

NOTICE = "ভূমি মেলা আগামী রবিবার।"


@pytest.fixture
def take_in(desk: Desk, tmp_path: Path) -> Callable[..., int]:
    """Takes in a post whose accompanying file names this author, and returns the draft's id."""

    def take(author: str, by: int | None) -> int:
        folder = tmp_path / "incoming"
        folder.mkdir(exist_ok=True)
        (folder / "post.txt").write_text(NOTICE, encoding="utf-8")
        named = f'account = "x"\npurpose = "5.c"\nauthor = "{author}"'
        (folder / "post.toml").write_text(named, encoding="utf-8")
        [line] = intake.take_in(desk, [folder], by, Work())
        assert line.draft_id is not None
        return line.draft_id

    return take


@pytest.mark.parametrize("spelt", ["Rahima", "RAHIMA", " rahima ", "Rahima\u200b"])
def test_an_author_is_known_however_the_name_is_spelt(
    desk: Desk, team: dict[str, int], take_in: Callable[..., int], spelt: str
) -> None:
    draft = take_in(spelt, team["Karim"])
    assert queue.draft(desk, draft).version.author_id == team["Rahima"]


def test_whoever_takes_in_a_post_without_a_name_does_not_approve_it(
    desk: Desk, team: dict[str, int], take_in: Callable[..., int]
) -> None:
    draft = take_in("", team["Rahima"])
    assert [row.author for row in queue.rows(desk, [draft])] == ["Rahima"], "shown as well, not only kept"
    assert "own_draft" in {one.key for one in approval.obstacles(desk, draft, team["Rahima"])}
    assert "own_draft" not in {one.key for one in approval.obstacles(desk, draft, team["Karim"])}


@pytest.mark.parametrize(("named", "by"), [("Somebody outside", "Rahima"), ("", ""), ("Rahimaa", "")])
def test_in_a_team_it_is_asked_whose_a_post_is(
    desk: Desk, team: dict[str, int], take_in: Callable[..., int], tmp_path: Path, named: str, by: str
) -> None:
    with pytest.raises(AssertionError):
        take_in(named, team.get(by))
    [asked] = intake.take_in(desk, [tmp_path / "incoming"], team.get(by), Work())
    assert asked.reason is not None
    assert asked.reason.key in intake.ASKS_AUTHOR
    [taken] = intake.take_in(desk, [tmp_path / "incoming"], team.get(by), Work(), author=team["Rahima"])
    assert taken.draft_id is not None
    assert queue.draft(desk, taken.draft_id).version.author_id == team["Rahima"]
    assert "own_draft" in {one.key for one in approval.obstacles(desk, taken.draft_id, team["Rahima"])}


def test_a_post_from_before_has_its_author_named_and_not_changed(
    desk: Desk, team: dict[str, int], take_in: Callable[..., int]
) -> None:
    draft = take_in("", team["Rahima"])
    with desk.store.write():
        version = change(Version.get(Version.draft == draft), author_member=None)
        record(desk, "draft.taken", version, draft=draft)
    assert "no_author" in {one.key for one in approval.obstacles(desk, draft, team["Karim"])}
    assert refused(intake.name_author, desk, draft, team["Rahima"], team["Jamal"]) == "review.drafter_cannot"
    intake.name_author(desk, draft, team["Rahima"], team["Karim"])
    assert "own_draft" in {one.key for one in approval.obstacles(desk, draft, team["Rahima"])}
    assert refused(intake.name_author, desk, draft, team["Karim"], team["Rahima"]) == "intake.author_known"


@pytest.mark.parametrize(
    "spelt",
    [
        "RAHIMA",
        "rahima",
        "  Rahima  ",
        "R\u0430him\u0430",
        "Rah\u0131ma",
        "Rahi\u0301ma",
        "Ｒahima",
        "Rah\u200bima",
    ],
)
def test_no_second_member_of_the_same_name(desk: Desk, team: dict[str, int], spelt: str) -> None:
    newcomer = MemberForm(spelt, Role.DRAFTER)
    assert refused(office.add_member, desk, newcomer, team["Selina"]) == "office.member_name_taken"


def test_nothing_is_nameless_once_there_is_a_passphrase(
    desk: Desk, team: dict[str, int], take_in: Callable[..., int], tmp_path: Path
) -> None:
    take_in("Karim", None)
    sign_in.set_first(desk, team["Selina"], Secret("সবুজ মাঠে সাদা বক ৭"))
    with pytest.raises(Refusal) as nameless:
        intake.take_in(desk, [tmp_path / "incoming"], None, Work())
    assert nameless.value.key == "signin.who"


def test_an_export_is_not_nameless_once_there_is_a_passphrase(
    desk: Desk, office_of_one: dict[str, int], take_in: Callable[..., int], tmp_path: Path
) -> None:
    me = office_of_one["Rahima"]
    draft = take_in("", me)
    draft_checks.check_draft(desk, draft, Work())
    review.approve(desk, draft, queue.draft(desk, draft).version.digest, me)
    sign_in.set_first(desk, me, Secret("সবুজ মাঠে সাদা বক ৭"))
    with pytest.raises(Refusal) as nameless:
        archive.export(desk, tmp_path / "out.zip", work=Work())
    assert nameless.value.key == "signin.who"


def test_names_of_two_people_stay_two() -> None:
    assert folded_name("রহিমা") != folded_name("রহিম")
    assert folded_name("Md. Karim") != folded_name("Md Karim")
    assert folded_name("Иван") != folded_name("Rahima")


def test_letters_that_look_like_others_make_no_other_person() -> None:
    assert folded_name("\u0985\u09beমেনা") == folded_name("\u0986মেনা"), "two letters drawn as one"
    assert folded_name("\u0421el\u0456na") == folded_name("Celina"), "two Cyrillic letters"
