"""A post used again, the archive's search, saved searches, the library of images, and a year ago."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.services.base.desk import Desk
from app.services.base.enums import State
from app.services.checking import draft_checks
from app.services.office.views import OfficeForm
from app.services.posts import media_library, publication, queue, reuse, review, saved_searches, selectivity
from app.services.posts.approved_list import Wanted, approved_list, approved_rows
from app.services.posts.calendar import year_ago
from app.services.record.audit import audit
from app.values import replace
from app.work import Work
from tests.helpers.days import today
from tests.services import seconded
from tests.services.posts import CLEAN, write
from tests.services.refusals import refused
from tests.services.went_out import out_since

ALL = Wanted(None, None, "", "", None)


def approved(desk: Desk, me: int, text: str = CLEAN, images: int = 0) -> int:
    draft = write(desk, me, text, images=images)
    review.approve(desk, draft.id, draft.version.digest, me)
    return draft.id


def test_a_post_is_used_again_as_a_draft_that_nobody_approved(desk: Desk, me: int) -> None:
    waiting = write(desk, me, "অপেক্ষায়")
    assert refused(reuse.reuse, desk, waiting.id, me) == "reuse.not_approved"
    first = approved(desk, me, images=1)
    again = queue.draft(desk, reuse.reuse(desk, first, me))
    before = queue.draft(desk, first).version
    assert (again.state, again.approvals, again.version.text) == (State.PENDING, 0, before.text)
    assert [one.sha256 for one in again.version.attachments] == [before.attachments[0].sha256]
    assert [line.key for line in queue.history(desk, again.id)][-1] == "reused"
    assert audit(desk, Work()).ok


def test_a_post_rests_before_it_is_used_again(desk: Desk, me: int) -> None:
    first = approved(desk, me)
    out_since(desk, first, datetime.now(UTC) - timedelta(days=29), me)
    assert refused(reuse.reuse, desk, first, me) == reuse.TOO_SOON
    second = reuse.reuse(desk, first, me, "তারিখ বদলেছে")
    review_again = queue.draft(desk, second)
    assert review_again.state is State.PENDING
    assert refused(reuse.reuse, desk, first, me) == reuse.TOO_SOON
    seconded.change_office(desk, OfficeForm("নমুনা", "Sample", reuse_days=20), me)
    third = reuse.reuse(desk, first, me)
    assert reuse.last_use(desk, third).at == reuse.last_use(desk, first).at, "the family rests together"


@pytest.mark.parametrize("most_few", [0, 5_000])
def test_the_archive_is_searched_by_what_a_person_remembers(
    desk: Desk, team: dict[str, int], most_few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selectivity, "FEW", most_few)

    def post(text: str, approvers: tuple[str, str]) -> int:
        draft = write(desk, team["Jamal"], text)
        for name in approvers:
            review.approve(desk, draft.id, draft.version.digest, team[name])
        return draft.id

    one = post("ভূমি উন্নয়ন কর", ("Rahima", "Karim"))
    two = post("জমির খতিয়ান", ("Selina", "Karim"))
    review.mark_important(desk, two, True, team["Karim"])
    phoned = post("ফোন ০১৭১২৩৪৫৬৭৮।", ("Rahima", "Karim"))

    def found(**asked: str | bool) -> set[int]:
        return set(approved_list(desk, replace(ALL, **asked)).ids)

    assert found() == {one, two, phoned}
    assert found(person="rahi") == {one, phoned}
    assert found(person="jamal") == {one, two, phoned}
    assert found(person="Nobody") == set()
    assert found(important=True) == {two}
    assert found(purpose="5.c") == {one, two, phoned}
    assert found(purpose="5.a") == set()
    assert found(kind="post") == {one, two, phoned}
    assert found(kind="banner") == found(kind="comment") == set()
    assert found(finding="10.c") == set()
    finding = queue.draft(desk, phoned).findings[0]
    assert found(finding=finding.clauses[0].upper()) == found(finding=finding.rule[:-2]) == {phoned}
    assert found(search="খতিয়ান") == {two}
    counted = approved_list(desk, replace(ALL, important=True)).counts
    assert counted[State.APPROVED] == 1


def test_a_search_is_kept_under_a_name(desk: Desk, me: int) -> None:
    wanted = replace(ALL, person="রহিমা", important=True, state=State.PUBLISHED)
    saved_searches.save_search(desk, "  রহিমার  পোস্ট ", wanted)
    assert saved_searches.saved_searches(desk) == {"রহিমার পোস্ট": wanted}
    assert refused(saved_searches.save_search, desk, " ", wanted) == "saved_search.name"
    saved_searches.forget_search(desk, "রহিমার পোস্ট")
    assert refused(saved_searches.forget_search, desk, "রহিমার পোস্ট") == "saved_search.none"


def test_every_image_is_there_once_with_the_posts_it_stood_in(desk: Desk, me: int) -> None:
    first = approved(desk, me, "এক", images=2)
    second = write(desk, me, "দুই", images=1).id
    items = media_library.media_library(desk)
    held = {image for item in items for image in item.images}
    assert len(held) == 2
    by_image = {item.images[0]: item for item in items}
    shared = queue.draft(desk, second).version.attachments[0].sha256
    item = next(item for item in items if shared in item.images)
    assert {use.draft_id for use in item.uses} == {first, second}
    assert item.approved
    assert by_image


def test_the_list_says_what_became_of_a_post_and_a_year_ago_what_went_out(desk: Desk, me: int) -> None:
    first = approved(desk, me)
    then = datetime.now(UTC) - timedelta(days=364)
    out_since(desk, first, then, me)
    [row] = approved_rows(desk, [first])
    assert row.mark == "unproven"
    [entry] = year_ago(desk, today())
    assert (entry.draft_id, entry.at) == (first, then)
    other = approved(desk, me, "আরেকটি")
    publication.publish(desk, other, "https://example.org/1", datetime.now(UTC), me)
    assert len(year_ago(desk, today())) == 1


def test_a_family_rests_from_the_latest_time_one_of_it_went_out(desk: Desk, me: int) -> None:
    first = approved(desk, me)
    today = datetime.now(UTC)
    out_since(desk, first, today - timedelta(days=60), me)
    second = reuse.reuse(desk, first, me)
    draft_checks.check_draft(desk, second, Work())
    review.approve(desk, second, queue.draft(desk, second).version.digest, me)
    latest = today - timedelta(days=5)
    out_since(desk, second, latest, me, "https://facebook.com/2")
    assert reuse.last_use(desk, first).at == latest
    assert refused(reuse.reuse, desk, first, me) == reuse.TOO_SOON
    third = reuse.reuse(desk, second, me, "তারিখ বদলেছে")
    assert reuse.last_use(desk, third).at == latest
