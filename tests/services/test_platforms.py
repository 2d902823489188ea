"""The register of platforms, and what an account shows of itself."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.checks.types import Use
from app.intake.types import IncomingFile
from app.services.base.desk import Desk
from app.services.base.enums import PLATFORMS, AccountKind, CheckState, Role, State
from app.services.base.lazy import Lazy
from app.services.base.platform_register import fingerprint, register_text
from app.services.base.platforms import platform, platforms
from app.services.checking import draft_checks
from app.services.office import office
from app.services.office.account_pictures import current_look, last_post, looks
from app.services.office.views import AccountForm, MemberForm
from app.services.posts import intake, publication, queue, review
from app.services.posts.views import FormImage, PostForm
from app.work import Work
from tests.helpers.images import encoded, picture
from tests.services import seconded
from tests.services.posts import write
from tests.services.refusals import refused
from tests.services.went_out import out_since


def test_every_platform_of_the_program_is_there_with_its_source() -> None:
    assert tuple(entry.key for entry in platforms()) == PLATFORMS
    for entry in platforms():
        says_something = any((entry.text, entry.images, entry.banner, entry.profile, entry.image_bytes))
        if says_something:
            assert entry.checked is not None, entry.key
            assert entry.sources, entry.key
            assert all(source.url.startswith("https://") and source.title for source in entry.sources)


def test_the_sizes_make_sense() -> None:
    for entry in platforms():
        if entry.safe is not None:
            assert entry.banner is not None
            assert all(inner <= outer for inner, outer in zip(entry.safe, entry.banner, strict=True))
        if entry.profile is not None:
            assert entry.profile[0] == entry.profile[1], "profile pictures are square"
    assert platform("x").text == 280
    assert platform("x").images == 4
    assert platform("website").text is None, "not known is not unlimited"


def test_a_changed_figure_has_open_drafts_checked_again(desk: Desk, office_of_one: dict[str, int]) -> None:
    shipped = register_text()
    changed = shipped.replace("851", "852", 1)
    assert changed != shipped
    draft = write(desk, office_of_one["Rahima"], images=1)
    assert queue.draft(desk, draft.id).checks.state is CheckState.DONE
    changed_detectors = replace(desk.detectors, register=fingerprint(changed))
    newer = replace(desk, lazy_detectors=Lazy(lambda: changed_detectors))
    assert queue.draft(newer, draft.id).checks.state is CheckState.STALE
    draft_checks.check_draft(newer, draft.id, Work())
    assert queue.draft(newer, draft.id).checks.state is CheckState.DONE


def test_words_and_dates_of_the_register_are_no_figures() -> None:
    shipped = register_text()
    looked_at_again = re.sub(r"(?m)^checked = .*$", "checked = 2031-01-01", shipped)
    assert looked_at_again != shipped
    assert fingerprint(looked_at_again + "\n# a comment\n") == fingerprint(shipped)


def banner(desk: Desk, by: int, colour: int, account: int = 1) -> int:
    file = IncomingFile(f"banner-{colour}.png", encoded(picture(851 + colour, 315), "PNG"))
    images = (FormImage(alt="ব্যানার", file=file),)
    form = PostForm(text="", use="banner", account_id=account, purpose="5.c", images=images)
    draft = intake.compose(desk, form, by)
    draft_checks.check_draft(desk, draft, Work())
    view = queue.draft(desk, draft)
    assert review.approve(desk, draft, view.version.digest, by) is State.APPROVED
    return draft


def test_the_banner_of_an_account_is_the_newest_one_that_went_out(
    desk: Desk, office_of_one: dict[str, int]
) -> None:
    me = office_of_one["Rahima"]
    assert current_look(desk, 1, Use.BANNER) is None
    first = banner(desk, me, 1)
    banner(desk, me, 2, account=2)
    assert [look.draft_id for look in looks(desk, 1, Use.BANNER)] == [first]
    publication.publish(desk, first, "https://facebook.com/sample", datetime.now(UTC), me)
    second = banner(desk, me, 3)
    assert [look.draft_id for look in looks(desk, 1, Use.BANNER)] == [second, first]
    shown = current_look(desk, 1, Use.BANNER)
    assert shown is not None
    assert (shown.draft_id, shown.state) == (first, State.PUBLISHED)
    assert shown.by == "Rahima"
    assert shown.open_findings == 0
    publication.publish(desk, second, "https://facebook.com/sample", datetime.now(UTC), me)
    shown = current_look(desk, 1, Use.BANNER)
    assert shown is not None
    assert shown.draft_id == second
    assert current_look(desk, 1, Use.PROFILE) is None


def test_the_last_post_is_the_last_publication_of_a_post(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    draft = write(desk, me)
    review.approve(desk, draft.id, draft.version.digest, me)
    with desk.store.read():
        assert last_post(1) is None
    at = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    out_since(desk, draft.id, at, me)
    publication.publish(desk, banner(desk, me, 1), "https://facebook.com/2", datetime.now(UTC), me)
    with desk.store.read():
        assert last_post(1) == at
        assert last_post(2) is None


@pytest.fixture
def personal(desk: Desk, team: dict[str, int]) -> int:
    form = AccountForm("x", "jamal.h", "Jamal", kind=AccountKind.PERSONAL, owner=team["Jamal"])
    return office.add_account(desk, form, team["Jamal"])


def test_a_personal_account_is_its_owners_own_word(desk: Desk, team: dict[str, int], personal: int) -> None:
    form = AccountForm("youtube", "karim.h", "Karim", kind=AccountKind.PERSONAL, owner=team["Karim"])
    assert refused(office.add_account, desk, form, team["Rahima"]) == "office.own_account_only"
    assert refused(office.close_account, desk, personal, team["Rahima"]) == "office.own_account_only"
    nobodys = AccountForm("youtube", "nobody", "Nobody", kind=AccountKind.PERSONAL)
    assert refused(office.add_account, desk, nobodys, None) == "office.owner_missing"
    seconded.retire_member(desk, team["Jamal"], team["Rahima"])
    drafter = seconded.add_member(desk, MemberForm("Nila", Role.DRAFTER), team["Rahima"])
    assert refused(office.close_account, desk, personal, drafter) == "office.own_account_only"
    office.close_account(desk, personal, team["Rahima"])
    assert not office.account(desk, personal).active


def test_no_post_goes_to_a_personal_account(desk: Desk, team: dict[str, int], personal: int) -> None:
    form = PostForm(text="ছুটির ছবি", account_id=personal)
    assert refused(intake.compose, desk, form, team["Rahima"]) == "office.personal_account"
    assert personal not in {one.id for one in office.accounts(desk, kind=AccountKind.OFFICIAL)}


def test_what_a_form_leaves_open_stays(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    full = AccountForm(
        "facebook",
        "sample_upeo",
        "নমুনা",
        opened_on="2020-05-07",
        audience="অভিভাবক",
        users="সবাই",
        emergency_contact="আইটি শাখা",
        rotation_days=30,
        rotation_source="দপ্তরের আদেশ",
    )
    office.change_account(desk, 1, full, me)
    office.change_account(desk, 1, AccountForm("facebook", "sample_upeo", "নতুন নাম"), me)
    after = office.account(desk, 1)
    assert (after.audience, after.rotation_days, after.display_name) == ("অভিভাবক", 30, "নতুন নাম")
    office.change_account(desk, 1, AccountForm("facebook", "sample_upeo", "নমুনা", rotation_days=0), me)
    assert office.account(desk, 1).rotation_days is None
    bad = AccountForm("facebook", "sample_upeo", "নমুনা", url="javascript:alert(1)")
    assert refused(office.change_account, desk, 1, bad, me) == "office.bad_address"


def test_a_post_is_held_to_what_its_platform_takes(desk: Desk, office_of_one: dict[str, int]) -> None:
    me = office_of_one["Rahima"]
    account = office.add_account(desk, AccountForm("x", "sample", "Sample"), me)
    long = "টিকাদান কেন্দ্র খোলা। " * 14
    for account_id, found in ((account, True), (1, False)):
        form = PostForm(text=long, account_id=account_id, purpose="5.c")
        draft = intake.compose(desk, form, me)
        draft_checks.check_draft(desk, draft, Work())
        assert ("platform.too-long" in {f.rule for f in queue.draft(desk, draft).findings}) is found
