"""What a post lacks: nobody approves it so, and putting it in is a version that asks nothing twice."""

from __future__ import annotations

import pytest

from app.errors import Refusal
from app.intake.types import IncomingFile
from app.services.base.desk import Desk
from app.services.base.enums import Reply, Show, State
from app.services.checking import draft_checks
from app.services.office import accounts
from app.services.office.views import AccountForm
from app.services.posts import approval, blurring, intake, listing, mending, queue, review
from app.services.posts.listing import Wanted
from app.services.posts.mending import Lack, Mending, lack_of
from app.services.posts.views import DraftView, FormImage, PostForm
from app.work import Work
from tests.helpers.faces import scene
from tests.helpers.images import encoded
from tests.services.posts import CLEAN, form, write


def composed(desk: Desk, by: int, wanted: PostForm) -> DraftView:
    draft_id = intake.compose(desk, wanted, by)
    draft_checks.check_draft(desk, draft_id, Work())
    return queue.draft(desk, draft_id)


def obstacles(desk: Desk, draft: DraftView, by: int) -> list[str]:
    return [one.key for one in approval.obstacles(desk, draft.id, by)]


def put_in(desk: Desk, draft: DraftView, wanted: Mending, by: int) -> DraftView:
    mending.mend(desk, draft.id, draft.version.digest, wanted, by)
    draft_checks.check_draft(desk, draft.id, Work())
    return queue.draft(desk, draft.id)


def test_a_post_without_an_account_cannot_be_approved(desk: Desk, me: int) -> None:
    draft = composed(desk, me, PostForm(text=CLEAN))
    assert obstacles(desk, draft, me) == ["no_account"]
    with pytest.raises(Refusal) as refused:
        review.approve(desk, draft.id, draft.version.digest, me)
    assert refused.value.key == "review.cannot.no_account"
    draft = put_in(desk, draft, Mending(account_id=1), me)
    assert obstacles(desk, draft, me) == ["no_purpose"], "the account asks what a post is for"
    draft = put_in(desk, draft, Mending(purpose="5.c"), me)
    assert review.approve(desk, draft.id, draft.version.digest, me) is State.APPROVED
    assert (draft.version.number, draft.version.text) == (3, CLEAN)


def test_an_account_opened_for_no_purpose_asks_for_none(desk: Desk, me: int) -> None:
    bare = accounts.add_account(desk, AccountForm("telegram", "bare", "Bare", purposes=()), me)
    draft = composed(desk, me, PostForm(text=CLEAN, account_id=bare))
    assert obstacles(desk, draft, me) == []


def test_what_is_put_in_leaves_the_rest_as_it_was(desk: Desk, me: int) -> None:
    draft = write(desk, me, images=2)
    wanted = Mending(sources=("ক", "খ"), alts={1: " মাঠ "}, schedule="2026-12-24T10:00")
    after = put_in(desk, draft, wanted, me).version
    assert (after.sources, after.schedule) == (("ক", "খ"), "2026-12-24T10:00")
    assert [image.alt for image in after.attachments] == ["বিদ্যালয়ের মাঠ", "মাঠ"]
    before = draft.version
    assert (after.text, after.purpose, after.account) == (before.text, before.purpose, before.account)
    assert [image.sha256 for image in after.attachments] == [image.sha256 for image in before.attachments]


@pytest.mark.parametrize("alts", [{2: "x"}, {-1: "x"}])
def test_an_image_that_is_not_there_gets_no_alt_text(desk: Desk, me: int, alts: dict[int, str]) -> None:
    draft = write(desk, me, images=2)
    with pytest.raises(Refusal) as refused:
        mending.mend(desk, draft.id, draft.version.digest, Mending(alts=alts), me)
    assert refused.value.key == "mending.no_image"


def test_a_draft_that_changed_meanwhile_is_not_mended(desk: Desk, me: int) -> None:
    draft = write(desk, me)
    intake.revise(desk, draft.id, form("অন্য লেখা"), me)
    with pytest.raises(Refusal) as refused:
        mending.mend(desk, draft.id, draft.version.digest, Mending(purpose="5.a"), me)
    assert refused.value.key == "review.changed_meanwhile"


def test_findings_say_what_would_settle_them(desk: Desk, me: int) -> None:
    file = IncomingFile("a.png", encoded(scene(400, 400, [(0, 0, 400)]), "PNG"), "")
    claim = PostForm(text="জেলায় ৯৭% শিশু টিকা পেয়েছে।", account_id=1, images=(FormImage("", file=file),))
    draft = composed(desk, me, claim)
    lacks = {lack_of(finding, draft.version) for finding in draft.findings}
    assert lacks == {Lack.PURPOSE, Lack.SOURCE, Lack.ALT, None}
    draft = put_in(desk, draft, Mending(purpose="5.c", sources=("ইপিআই",), alts={0: "একজন"}), me)
    assert {lack_of(finding, draft.version) for finding in draft.findings} <= {None}


def test_answers_stand_where_text_and_images_are_the_same(desk: Desk, me: int) -> None:
    crowd = scene(800, 400, [(0, 0, 400), (400, 0, 400)])
    file = IncomingFile("a.png", encoded(crowd, "PNG"), "")
    draft = composed(desk, me, PostForm(text=CLEAN, account_id=1, images=(FormImage("দুজন", file=file),)))
    faces = [finding.id for finding in draft.findings if finding.of_a_person]
    review.answer_together(desk, faces, Reply.DISMISSED, "চিঠি আছে", me)
    draft = put_in(desk, draft, Mending(purpose="5.c"), me)
    answered = [finding.answer for finding in draft.findings if finding.of_a_person]
    assert [one.reason for one in answered if one is not None] == ["চিঠি আছে"] * len(faces)
    intake.revise(desk, draft.id, form("অন্য লেখা"), me)
    draft_checks.check_draft(desk, draft.id, Work())
    assert all(finding.answer is None for finding in queue.draft(desk, draft.id).findings)


def test_one_answer_to_several_findings_is_one_event_and_all_or_nothing(desk: Desk, me: int) -> None:
    draft = write(desk, me, "জেলায় ৯৭% শিশু টিকা পেয়েছে। ফোন ০১৭১২৩৪৫৬৭৮।")
    other = write(desk, me, "ফোন ০১৭১২৩৪৫৬৭৯।").findings[0]
    ids = [finding.id for finding in draft.findings]
    for wrong in ([*ids, other.id], [*ids, 10_000], []):
        with pytest.raises(Refusal):
            review.answer_together(desk, wrong, Reply.DISMISSED, "অফিসের নম্বর", me)
    assert all(finding.answer is None for finding in queue.draft(desk, draft.id).findings)
    before = len(queue.history(desk, draft.id))
    review.answer_together(desk, ids, Reply.DISMISSED, "অফিসের নম্বর", me)
    after = queue.draft(desk, draft.id)
    assert [finding.answer.reason for finding in after.findings if finding.answer] == ["অফিসের নম্বর"] * len(
        ids
    )
    told = queue.history(desk, draft.id)[before:]
    several = len(ids) > 1
    assert [line.key for line in told] == ["dismissed_together" if several else "dismissed"]


def test_in_a_team_whoever_puts_something_in_is_the_author(desk: Desk, team: dict[str, int]) -> None:
    draft = composed(desk, team["Jamal"], PostForm(text=CLEAN, account_id=1))
    assert mending.cost(desk, draft.id, team["Rahima"]).own
    assert not mending.cost(desk, draft.id, team["Jamal"]).own, "a drafter approves nothing anyhow"
    draft = put_in(desk, draft, Mending(purpose="5.c"), team["Rahima"])
    assert obstacles(desk, draft, team["Rahima"]) == ["own_draft"]
    assert not mending.cost(desk, draft.id, team["Rahima"]).own
    assert obstacles(desk, draft, team["Karim"]) == []


def test_a_colleague_who_puts_something_in_does_not_free_the_writer_to_approve(
    desk: Desk, team: dict[str, int]
) -> None:
    draft = composed(desk, team["Karim"], PostForm(text=CLEAN, account_id=1))
    cost = mending.cost(desk, draft.id, team["Rahima"])
    assert (cost.own, cost.left, cost.needed, cost.too_few) == (True, ("Selina",), 2, True), "said before"
    assert mending.cost(desk, draft.id, team["Karim"]).left == ("Rahima", "Selina"), (
        "by its writer it stays open"
    )
    assert not mending.cost(desk, draft.id, team["Rahima"], text="অন্য লেখা").too_few, (
        "new words are hers alone"
    )
    draft = put_in(desk, draft, Mending(purpose="5.c"), team["Rahima"])
    assert obstacles(desk, draft, team["Karim"]) == ["own_draft"], "the words are still his"
    assert obstacles(desk, draft, team["Rahima"]) == ["own_draft"]
    waiting = {
        name: listing.ids(desk, Wanted(Show.MINE, member=team[name]))
        for name in ("Karim", "Rahima", "Selina")
    }
    assert waiting == {"Karim": [], "Rahima": [], "Selina": [draft.id]}
    draft = put_in(desk, draft, Mending(purpose="5.a"), team["Karim"])
    assert obstacles(desk, draft, team["Rahima"]) == [], "put in by its writer, two are free again"
    intake.revise(desk, draft.id, form("একেবারে অন্য লেখা"), team["Rahima"])
    draft_checks.check_draft(desk, draft.id, Work())
    assert obstacles(desk, queue.draft(desk, draft.id), team["Karim"]) == [], "nothing of his is left"


def test_of_a_post_without_words_the_images_make_it_somebodys_own(desk: Desk, team: dict[str, int]) -> None:
    rahima, karim, selina = team["Rahima"], team["Karim"], team["Selina"]
    banner = IncomingFile("banner.png", encoded(scene(400, 400, [(0, 0, 400)]), "PNG"), "")
    wanted = PostForm(text="", account_id=1, images=(FormImage("একজন", file=banner),))
    draft = composed(desk, karim, wanted)
    cost = mending.cost(desk, draft.id, rahima)
    assert (cost.left, cost.too_few) == (("Selina",), True), "said before"
    draft = put_in(desk, draft, Mending(purpose="5.c"), rahima)
    blurring.blur(desk, draft.id, 0, [(0, 0, 40, 40)], rahima)
    draft_checks.check_draft(desk, draft.id, Work())
    own = [one for one in (rahima, karim, selina) if "own_draft" in obstacles(desk, draft, one)]
    waiting = [
        one for one in (rahima, karim, selina) if draft.id in listing.ids(desk, Wanted(Show.MINE, member=one))
    ]
    assert (own, waiting) == ([rahima, karim], [selina]), "blurred as well, the image is Karim's"
    intake.revise(desk, draft.id, form(text="", images=1), rahima)
    assert "own_draft" not in obstacles(desk, draft, karim), "another image, by Rahima alone"
    assert draft.id in listing.ids(desk, Wanted(Show.MINE, member=karim))
