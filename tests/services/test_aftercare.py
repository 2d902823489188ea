"""After a post went out: proof, correction, taking-down and other addresses, each an act in the record."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.intake.types import IncomingFile
from app.models.tables import Event, Publication
from app.services.base.clock import moment
from app.services.base.desk import Desk
from app.services.posts import aftercare, publication, queue, review
from app.services.posts.aftercare import ActKind, RemovalReason
from app.services.record.audit import audit
from app.work import Work
from tests.helpers.images import encoded, picture
from tests.services.by_hand import change_image, changed
from tests.services.posts import CLEAN, write
from tests.services.refusals import refused

URL = "https://www.facebook.com/sample_upeo/posts/1"


@pytest.fixture
def post(desk: Desk, me: int) -> int:
    """Approved and out since now."""
    draft = write(desk, me, f"{CLEAN}\nদ্বিতীয় লাইন।")
    review.approve(desk, draft.id, draft.version.digest, me)
    publication.publish(desk, draft.id, URL, datetime.now(UTC), me)
    return draft.id


@pytest.mark.parametrize(
    ("pasted", "equal"),
    [
        (f"{CLEAN}\nদ্বিতীয় লাইন।", True),
        (f"  {CLEAN}  \r\nদ্বিতীয় লাইন। \n\n", True),
        (f"{CLEAN} দ্বিতীয় লাইন।", False),
        (f"{CLEAN}\nদ্বিতীয় লাইন!", False),
        (CLEAN, False),
    ],
)
def test_what_is_pasted_back_is_compared_and_kept(
    desk: Desk, me: int, post: int, pasted: str, equal: bool
) -> None:
    assert aftercare.prove(desk, post, me, text=pasted) is equal
    [act] = aftercare.acts(desk, post)
    assert (act.kind, act.answer, act.published_as) == (ActKind.PROOF, equal, URL)
    assert act.text == pasted, "the difference can be shown for ever"
    assert queue.history(desk, post)[-1].key == ("proof_equal" if equal else "proof_differs")
    assert audit(desk, Work()).ok


def test_a_screenshot_or_a_saved_page_is_bound_to_the_publication(desk: Desk, me: int, post: int) -> None:
    shot = encoded(picture(64, 48), "PNG")
    pages = [
        ("shot.png", shot),
        ("page.html", b"<!doctype html><title>x</title>"),
        ("page.wacz", b"PK\x03\x04rest"),
        ("page.pdf", b"%PDF-1.7"),
    ]
    for name, data in pages:
        assert aftercare.prove(desk, post, me, file=IncomingFile(name, data)) is None
    kept = aftercare.acts(desk, post)
    assert [act.file_name for act in kept] == [name for name, _ in pages]
    assert [desk.blobs.read(act.file_sha256) for act in kept] == [data for _, data in pages]
    for name, data in [("run.exe", b"MZ\x90"), ("page.zip", b"PK\x03\x04"), ("notes.html", b"plain words")]:
        file = IncomingFile(name, data)
        assert refused(aftercare.prove, desk, post, me, file=file) == "aftercare.bad_file"
    assert refused(aftercare.prove, desk, post, me, text=" \n") == "aftercare.no_proof"
    change_image(desk, kept[0].file_sha256)
    assert not audit(desk, Work()).ok, "evidence that was changed where it is kept is found"


def test_a_correction_says_what_was_wrong_and_names_an_approved_draft(desk: Desk, me: int, post: int) -> None:
    other = write(desk, me, "সংশোধিত লেখা: মেলা ১২ ডিসেম্বর।")
    assert refused(aftercare.correct, desk, post, " ", me, readers_told=True) == "aftercare.wrong_missing"
    assert (
        refused(aftercare.correct, desk, post, "তারিখ", me, readers_told=True, other=post)
        == "aftercare.same_post"
    )
    pending = refused(aftercare.correct, desk, post, "তারিখ", me, readers_told=True, other=other.id)
    assert pending == "aftercare.other_not_approved"
    sent_back = write(desk, me, "সংশোধিত লেখা: মেলা ১৩ ডিসেম্বর।")
    review.send_back(desk, sent_back.id, "তারিখ মেলান", me)
    returned = refused(aftercare.correct, desk, post, "তারিখ", me, readers_told=True, other=sent_back.id)
    assert returned == "aftercare.other_not_approved"
    review.approve(desk, other.id, other.version.digest, me)
    aftercare.correct(desk, post, "তারিখ ভুল ছিল", me, readers_told=False, other=other.id)
    [act] = aftercare.acts(desk, post)
    assert (act.kind, act.text, act.answer, act.other) == (
        ActKind.CORRECTION,
        "তারিখ ভুল ছিল",
        False,
        other.id,
    )
    assert queue.draft(desk, post).version.text.startswith(CLEAN), "what went out stays as it was"


def test_a_post_is_taken_down_once_with_a_reason_and_may_go_out_again(desk: Desk, me: int, post: int) -> None:
    down = aftercare.take_down
    assert refused(down, desk, post, RemovalReason.ORDER, " ", me) == "aftercare.note_missing"
    later = datetime.now(UTC) + timedelta(minutes=5)
    assert refused(down, desk, post, RemovalReason.EXPIRED, "", me, later) == "publication.future"
    before = datetime.now(UTC) - timedelta(days=1)
    assert refused(down, desk, post, RemovalReason.EXPIRED, "", me, before) == "aftercare.before_publication"
    down(desk, post, RemovalReason.PERSON, "ছবির ব্যক্তি অনুরোধ করেছেন", me)
    assert refused(down, desk, post, RemovalReason.EXPIRED, "", me) == "aftercare.down_already"
    assert aftercare.marks(desk, [post])[post].removed
    publication.publish(desk, post, f"{URL}2", datetime.now(UTC), me)
    assert not aftercare.marks(desk, [post])[post].removed
    down(desk, post, RemovalReason.EXPIRED, "", me)
    assert [act.published_as for act in aftercare.acts(desk, post)] == [URL, f"{URL}2"]


def test_an_important_post_says_where_it_stands_on_the_website(desk: Desk, me: int, post: int) -> None:
    aftercare.place(desk, post, "upeo.example.gov.bd/notice/12", me)
    assert [act.url for act in aftercare.acts(desk, post)] == ["https://upeo.example.gov.bd/notice/12"]
    assert refused(aftercare.place, desk, post, "nonsense", me) == "office.bad_address"


def test_nothing_is_done_about_a_post_that_is_not_out(desk: Desk, me: int) -> None:
    draft = write(desk, me)
    review.approve(desk, draft.id, draft.version.digest, me)
    for act in (
        lambda: aftercare.prove(desk, draft.id, me, text="x"),
        lambda: aftercare.correct(desk, draft.id, "x", me, readers_told=True),
        lambda: aftercare.take_down(desk, draft.id, RemovalReason.EXPIRED, "", me),
        lambda: aftercare.place(desk, draft.id, URL, me),
    ):
        assert refused(act) == "aftercare.not_published"


def test_a_drafter_may_prove_but_neither_correct_nor_take_down(desk: Desk, team: dict[str, int]) -> None:
    draft = write(desk, team["Jamal"])
    for name in ("Rahima", "Karim"):
        review.approve(desk, draft.id, draft.version.digest, team[name])
    publication.publish(desk, draft.id, URL, datetime.now(UTC), team["Karim"])
    assert aftercare.prove(desk, draft.id, team["Jamal"], text=CLEAN)
    jamal = team["Jamal"]
    assert (
        refused(aftercare.correct, desk, draft.id, "x", jamal, readers_told=True) == "review.drafter_cannot"
    )
    expired = RemovalReason.EXPIRED
    assert refused(aftercare.take_down, desk, draft.id, expired, "", jamal) == "review.drafter_cannot"


def test_each_act_is_an_event_and_a_forged_one_is_found(desk: Desk, me: int, post: int) -> None:
    aftercare.prove(desk, post, me, text="অন্য কিছু")
    with desk.store.read():
        assert Event.select().where(Event.kind == "publication.proof").count() == 1
    changed(desk, "UPDATE publication_act SET answer = 'yes'")
    assert not audit(desk, Work()).ok


def test_a_time_entered_by_the_minute_may_be_that_of_the_publication(desk: Desk, me: int, post: int) -> None:
    with desk.store.read():
        out = moment(Publication.get(Publication.draft == post).at)
    down, expired = aftercare.take_down, RemovalReason.EXPIRED
    minute_before = out - timedelta(minutes=1)
    assert refused(down, desk, post, expired, "", me, minute_before) == "aftercare.before_publication"
    down(desk, post, expired, "", me, out - timedelta(seconds=59))
    assert aftercare.marks(desk, [post])[post].removed
