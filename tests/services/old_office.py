"""Signed archives of an office whose computer is gone: nothing but the files is left, and the key's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.services.base.desk import open_desk
from app.services.base.enums import Role
from app.services.office.office import members, set_up
from app.services.office.views import AccountForm, MemberForm, OfficeForm
from app.services.posts import aftercare, archive, publication, review
from app.services.posts.archives import LAST
from app.work import Work
from tests.services.memory_keyring import memory_keyring
from tests.services.posts import write

FIRST, SECOND, THIRD = "টিকা নিন, সুস্থ থাকুন।", "ভূমি মেলা আগামী রবিবার।", "বই বিতরণ শুরু ১ জানুয়ারি।"
ADDRESS = "https://facebook.com/sample/posts/1"


@dataclass(frozen=True)
class OldOffice:
    """`base` holds two posts, `later` what is new since (a third, a correction of the first), `whole` all.

    `fingerprint` is the full name of the key that signed them.
    """

    base: Path
    later: Path
    whole: Path
    fingerprint: str


def old_office(folder: Path) -> OldOffice:
    """Make the office, have it approve and publish, export three archives, and end it."""
    with memory_keyring():
        desk = open_desk(folder / "old")
        try:
            set_up(
                desk,
                OfficeForm(
                    name_bn="নমুনা উপজেলা শিক্ষা অফিস",
                    name_en="Sample Upazila Education Office",
                    members=(MemberForm("Rokeya", Role.MODERATOR),),
                    accounts=(AccountForm("facebook", "sample_upeo", "নমুনা", purposes=("5.a", "5.c")),),
                ),
            )
            me = members(desk)[0].id
            drafts = []
            for text, images in ((FIRST, 1), (SECOND, 0)):
                draft = write(desk, me, text, images=images)
                review.approve(desk, draft.id, draft.version.digest, me)
                drafts.append(draft.id)
            publication.publish(desk, drafts[0], ADDRESS, datetime.now(UTC), me)
            base = archive.export(desk, folder / "base.zip", by=me, work=Work())
            third = write(desk, me, THIRD)
            review.approve(desk, third.id, third.version.digest, me)
            aftercare.correct(desk, drafts[0], "তারিখ ভুল ছিল", me, readers_told=True)
            archive.export(desk, folder / "later.zip", by=me, since_archive=LAST, work=Work())
            archive.export(desk, folder / "whole.zip", by=me, work=Work())
        finally:
            desk.close()
    return OldOffice(folder / "base.zip", folder / "later.zip", folder / "whole.zip", str(base.fingerprint))
