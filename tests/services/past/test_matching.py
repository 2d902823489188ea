"""What nobody approved is told from what somebody did: by the words, the image, the recorded address."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.i18n import Translator
from app.services.base.clock import stamp
from app.services.base.desk import Desk
from app.services.checking import draft_checks
from app.services.letters.drafting import About, begin
from app.services.letters.views import LetterKind
from app.services.past import answers, recheck
from app.services.past.counted import unmatched
from app.services.past.folding import fold_of, likeness, words_of
from app.services.past.importing import import_history
from app.services.past.matching import unapproved
from app.services.past.posts_csv import save_all, save_unapproved
from app.services.past.views import PastReply, Unapproved
from app.services.posts import intake, publication, queue, review
from app.services.posts.views import PostForm
from app.services.record.audit import audit
from app.work import Work
from tests.helpers.downloads import PAGE, WHEN, page_files, page_post, put
from tests.helpers.faces import drawn_face
from tests.helpers.images import encoded, picture
from tests.services.by_hand import changed
from tests.services.posts import APPEAL, form
from tests.services.refusals import refused

TEXT = "জেলায় ৯৭% শিশু টিকা পেয়েছে। সূত্র: সিভিল সার্জনের কার্যালয়, নভেম্বর ২০২৬।"
LATER = int((datetime.now(UTC) + timedelta(days=1)).timestamp())


def approve(desk: Desk, by: int, text: str, images: int = 0) -> int:
    return approve_form(desk, by, form(text, images=images))


def approve_form(desk: Desk, by: int, given: PostForm) -> int:
    draft_id = intake.compose(desk, given, by)
    draft_checks.check_draft(desk, draft_id, Work())
    review.approve(desk, draft_id, queue.draft(desk, draft_id).version.digest, by)
    return draft_id


def page(desk: Desk, tmp_path: Path, by: int, *texts: str, image: bytes = b"") -> tuple[Unapproved, ...]:
    """What is told of a page with these posts, in their order."""
    name = f"{PAGE}media/a.jpg"
    posts = [page_post(text, LATER - n, *([name] if image else [])) for n, text in enumerate(texts)]
    files = {**page_files(*posts), **({name: image} if image else {})}
    import_history(desk, [put(tmp_path / "page.zip", files)], "sample_upeo", by, Work())
    return told(desk)


def told(desk: Desk) -> tuple[Unapproved, ...]:
    """What nobody approved; the index by which reports count finds the same."""
    found = unapproved(desk, None, Work())
    counted = unmatched(desk, "", "9999")
    assert [(one.post, one.before) for one in counted] == [(one.post, one.before) for one in found]
    return found


def test_the_same_words_are_the_approved_post(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    me = office_of_one["Rahima"]
    approve(desk, me, TEXT)
    again = TEXT.replace("য়", "\u09af\u09bc").replace("৯৭", "97").replace(" ", "\n", 1) + " "
    assert page(desk, tmp_path, me, TEXT, again) == ()


@pytest.mark.parametrize("more", [" নৌকায় ভোট দিন", " https://bet.example", " #উন্নয়ন"])
def test_an_added_word_link_or_hashtag_is_not(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path, more: str
) -> None:
    me = office_of_one["Rahima"]
    draft = approve(desk, me, TEXT)
    [found] = page(desk, tmp_path, me, TEXT + more)
    assert found.nearest == draft
    assert 0.7 < found.likeness < 1
    assert not found.before


def test_a_strange_post_is_near_to_none(desk: Desk, office_of_one: dict[str, int], tmp_path: Path) -> None:
    me = office_of_one["Rahima"]
    approve(desk, me, TEXT)
    [found] = page(desk, tmp_path, me, "এই ওয়েবসাইটে রেজিস্ট্রেশন করলেই বাড়তি টাকা!")
    assert found.nearest is None


def test_an_image_alone_is_approved_by_its_looks(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    me = office_of_one["Rahima"]
    draft = approve(desk, me, TEXT, images=1)
    resaved = encoded(picture(64, 48), "JPEG", quality=60)
    assert page(desk, tmp_path, me, "", image=resaved) == ()
    [found] = page(desk, tmp_path, me, "অন্য কথা, একই ছবি", image=resaved)
    assert (found.nearest, found.image) == (draft, True)


def test_the_recorded_address_is_enough_where_the_words_are_near(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    me = office_of_one["Rahima"]
    draft = approve(desk, me, TEXT)
    publication.publish(desk, draft, "https://facebook.com/p/7", datetime.now(UTC), me)
    file = tmp_path / "posts.csv"
    rows = (
        f'2026-11-30,"{TEXT} সংশোধিত",https://www.facebook.com/p/7/',
        "2026-11-30,বাজি ধরুন,https://m.facebook.com/p/7",
    )
    file.write_text("date,text,url\n" + "\n".join(rows) + "\n", encoding="utf-8")
    import_history(desk, [file], "sample_upeo", me, Work(), platform="facebook")
    [found] = told(desk)
    assert (found.post.text, found.nearest) == ("বাজি ধরুন", draft)


def test_posts_from_before_the_first_approval_say_so(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    me = office_of_one["Rahima"]
    approve(desk, me, TEXT)
    path = put(tmp_path / "old.zip", page_files(page_post("অনেক আগের পোস্ট", WHEN)))
    import_history(desk, [path], "sample_upeo", me, Work())
    [found] = told(desk)
    assert found.before


def test_answers_are_kept_and_change_nothing(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    me = office_of_one["Rahima"]
    draft = approve(desk, me, TEXT)
    [found] = page(desk, tmp_path, me, TEXT + " আরও কথা")
    assert refused(answers.answer, desk, found.post.id, PastReply.FORGOT, " ", me) == "review.reason_missing"
    assert refused(answers.answer, desk, found.post.id, PastReply.SAME, "x", me) == "history.no_approval"
    assert refused(answers.answer, desk, 99, PastReply.FORGOT, "x", me) == "history.no_post"
    answers.answer(desk, found.post.id, PastReply.SAME, "একটি বাক্য পরে যোগ হয়েছে", me, draft_id=draft)
    answers.answer(desk, found.post.id, PastReply.TAKE_DOWN, "ভুল তথ্য", me)
    [again] = told(desk)
    assert again.post.answer is not None
    assert (again.post.answer.reply, again.post.answer.member) == (PastReply.TAKE_DOWN, "Rahima")
    assert queue.draft(desk, draft).state == "approved"
    assert audit(desk, Work()).ok


def test_what_would_be_noticed_today(desk: Desk, office_of_one: dict[str, int], tmp_path: Path) -> None:
    page(desk, tmp_path, office_of_one["Rahima"], "ভূমি কর অনলাইনে দিন।", APPEAL)
    [found] = recheck.noticed(desk, None, Work())
    assert found.post.text == APPEAL
    assert found.worst == "block"


def test_folding_and_likeness() -> None:
    one = words_of("জেলায় ৯৯% শিশু টিকা পেয়েছে, দেশের সেরা")
    other = words_of("জেলায় ৯৭% শিশু টিকা পেয়েছে। সূত্র: সিভিল সার্জন")
    assert 0.4 < likeness(one, other) < 0.8
    assert likeness(one, one) == 1
    assert likeness([], one) == 0
    assert fold_of([]) == ""
    assert likeness(one * 600, other * 600) > 0.4


def test_images_are_looked_at_too_where_asked(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    face = encoded(drawn_face(), "JPEG")
    page(desk, tmp_path, office_of_one["Rahima"], "বিজ্ঞপ্তি", image=face)
    assert recheck.noticed(desk, None, Work()) == ()
    steps: list[int] = []
    [found] = recheck.noticed(desk, None, Work(lambda done, _total: steps.append(done)), images=True)
    assert {one.attachment for one in found.findings} == {0}
    assert steps == [0]


def test_what_nobody_approved_is_saved_as_a_table(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    found = page(desk, tmp_path, office_of_one["Rahima"], TEXT)
    save_unapproved(tmp_path / "list.csv", found, Translator("bn"))
    head, row = list(csv.reader((tmp_path / "list.csv").read_text("utf-8-sig").splitlines()))
    assert len(head) == len(row)
    assert TEXT in row
    assert refused(save_unapproved, tmp_path / "list.csv", found, Translator("bn")) == "archive.exists"
    assert refused(save_unapproved, tmp_path / "list.txt", found, Translator("bn")) == "history.not_csv"
    saved = save_all(desk, None, tmp_path / "all.csv", Translator("en"), Work())
    head, *rows = list(csv.reader((tmp_path / "all.csv").read_text("utf-8-sig").splitlines()))
    assert (saved.posts, saved.unapproved, len(rows)) == (1, 0, 1)
    assert dict(zip(head, rows[0], strict=True))["Approved"] == "before the first approval here"
    assert (
        refused(save_all, desk, 99, tmp_path / "none.csv", Translator("en"), Work()) == "history.none_taken"
    )
    letter = begin(desk, LetterKind.MISUSE, About(past=found[0].post.id), "bn", office_of_one["Rahima"])
    assert TEXT in letter.body[0]


def test_a_period_holds_its_first_moment_and_not_its_last(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    page(desk, tmp_path, office_of_one["Rahima"], "বাজি ধরুন")
    at, moment = datetime.fromtimestamp(LATER, UTC), timedelta(microseconds=1)
    assert len(unapproved(desk, None, Work(), stamp(at), stamp(at + moment))) == 1
    assert unapproved(desk, None, Work(), stamp(at - moment), stamp(at)) == ()
    assert unapproved(desk, None, Work(), stamp(at + moment)) == ()


def test_one_approved_image_of_two_is_not_enough(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    me = office_of_one["Rahima"]
    draft = approve(desk, me, TEXT, images=1)
    names = [f"{PAGE}media/{letter}.jpg" for letter in "ab"]
    files = page_files(page_post("", LATER, *names))
    files |= {names[0]: encoded(picture(64, 48), "JPEG"), names[1]: encoded(drawn_face(), "JPEG")}
    import_history(desk, [put(tmp_path / "page.zip", files)], "sample_upeo", me, Work())
    [found] = told(desk)
    assert (found.nearest, found.image) == (draft, True)


def test_an_approval_taken_back_is_none(desk: Desk, office_of_one: dict[str, int], tmp_path: Path) -> None:
    me = office_of_one["Rahima"]
    draft = approve(desk, me, TEXT, images=1)
    review.undo(desk, draft, me)
    [words] = page(desk, tmp_path, me, TEXT)
    assert words.nearest is None
    image = encoded(picture(64, 48), "JPEG")
    found = page(desk, tmp_path, me, "", image=image)
    assert [(one.nearest, one.image) for one in found if not one.post.text] == [(None, False)]


def test_of_two_approved_posts_the_nearer_is_named(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    me = office_of_one["Rahima"]
    nearer = approve(desk, me, TEXT)
    approve(desk, me, " ".join(reversed(TEXT.split())))  # the same words, so that both share every mark
    [found] = page(desk, tmp_path, me, TEXT + " আরও কথা")
    assert found.nearest == nearer


def test_an_index_that_was_tampered_with_makes_nothing_approved(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    me = office_of_one["Rahima"]
    approve(desk, me, TEXT)
    strange = "এই ওয়েবসাইটে রেজিস্ট্রেশন করলেই বাড়তি টাকা!"
    page(desk, tmp_path, me, strange)
    changed(desk, f"UPDATE version_fold SET fold = '{fold_of(words_of(strange))}'")
    assert [one.post.text for one in told(desk)] == [strange]
