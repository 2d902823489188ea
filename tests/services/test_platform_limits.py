"""A draft is compared with what its account's platform takes and shows."""

from __future__ import annotations

from app.checks.types import Severity
from app.intake.types import IncomingFile
from app.services.base.desk import Desk
from app.services.checking import draft_checks
from app.services.office import accounts
from app.services.office.views import AccountForm
from app.services.posts import intake, queue
from app.services.posts.views import DraftView, FormImage, PostForm
from app.work import Work
from tests.helpers.images import encoded, picture
from tests.services.posts import CLEAN

FACEBOOK, X = 1, 2  # the accounts of the office of the tests


def checked(
    desk: Desk, me: int, sizes: list[tuple[int, int]], account: int | None, use: str = "post"
) -> DraftView:
    files = [
        IncomingFile(f"{place}.png", encoded(picture(*size), "PNG"), "") for place, size in enumerate(sizes)
    ]
    images = tuple(FormImage(alt="মাঠ", file=file) for file in files)
    form = PostForm(CLEAN, use, account, "5.c", ("উপজেলা ভূমি অফিস",), images=images)
    draft_id = intake.compose(desk, form, me)
    draft_checks.check_draft(desk, draft_id, Work())
    return queue.draft(desk, draft_id)


def told(draft: DraftView) -> list[tuple[str, Severity, int | None]]:
    return [(finding.rule, finding.severity, finding.attachment) for finding in draft.findings]


def test_a_banner_of_another_shape_is_told_and_blocks_nothing(desk: Desk, me: int) -> None:
    draft = checked(desk, me, [(900, 900)], FACEBOOK, "banner")
    assert told(draft) == [("photo.other-shape", Severity.WARN, 0)]
    assert "platform-limits" in draft.checks.checked
    assert checked(desk, me, [(851, 315)], FACEBOOK, "banner").findings == ()


def test_a_banner_for_no_account_is_said_not_to_be_compared(desk: Desk, me: int) -> None:
    draft = checked(desk, me, [(900, 900)], None, "banner")
    assert "platform-limits" not in draft.checks.checked
    assert "platform-limits" in [entry.check for entry in draft.checks.not_checked]


def test_a_post_may_have_too_many_images_or_none(desk: Desk, me: int) -> None:
    assert told(checked(desk, me, [(64 + n, 48) for n in range(5)], X)) == [
        ("photo.too-many-images", Severity.WARN, None)
    ]
    instagram = accounts.add_account(desk, AccountForm("instagram", "sample", "নমুনা", purposes=("5.c",)), me)
    assert told(checked(desk, me, [], instagram)) == [("photo.needs-image", Severity.WARN, None)]
    assert told(checked(desk, me, [(70, 48)], instagram)) == []
