"""Posts to try the services on, written and checked in one call."""

from __future__ import annotations

from app.intake.types import IncomingFile
from app.services.base.desk import Desk
from app.services.checking import draft_checks
from app.services.posts import intake, queue
from app.services.posts.views import DraftView, FormImage, PostForm
from app.work import Work
from tests.helpers.images import encoded, picture

CLEAN = "ভূমি উন্নয়ন কর এখন অনলাইনে পরিশোধ করা যায়।"
APPEAL = "আগামী নির্বাচনে নৌকা মার্কায় ভোট দিন।"


def write(desk: Desk, by: int, text: str = CLEAN, *, images: int = 0) -> DraftView:
    """A draft by a member, its checks done."""
    draft_id = intake.compose(desk, form(text, images=images), by)
    draft_checks.check_draft(desk, draft_id, Work())
    return queue.draft(desk, draft_id)


def form(text: str = CLEAN, *, images: int = 0) -> PostForm:
    files = [IncomingFile(f"school-{n}.jpg", encoded(picture(64 + n, 48), "JPEG"), "") for n in range(images)]
    return PostForm(
        text=text,
        account_id=1,
        purpose="5.c",
        sources=("উপজেলা ভূমি অফিস",),
        images=tuple(FormImage(alt="বিদ্যালয়ের মাঠ", file=file) for file in files),
    )
