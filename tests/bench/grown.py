"""A data folder of an office that has decided many posts: a few are open, and the rest is history."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

from PIL import Image

from app.checks.photo import known
from app.models.search import Searched
from app.models.tables import (
    Attachment,
    CheckRun,
    Decision,
    Draft,
    Finding,
    ImageHash,
    LastPost,
    Publication,
    PublicationAddress,
    Version,
    VersionFold,
)
from app.paths import built
from app.services.base.desk import open_desk
from app.services.base.detectors import detectors
from app.services.base.enums import Role
from app.services.base.rule_pack import rule_pack
from app.services.office.office import set_up
from app.services.office.views import AccountForm, MemberForm, OfficeForm
from app.services.past.matching import address_of
from tests.bench import posts
from tests.bench.beside import beside
from tests.bench.bulk import MEMBER_NAME, Bulk, bulk_folder

HANDLES = ("sample.upeo", "sample.second")
OF_SECOND = 10  # posts went out on the second page last
OPEN = 60  # drafts still to be decided, whatever was decided before
UNPUBLISHED = 40  # approved, and not out yet
_AT_ONCE = 2_000  # posts
_SHAPE = 4  # raised when folders have to be written anew
_IMAGES = 20  # different ones, of which every third post has one
_WITH_IMAGE = 3
_REJECTED = 10  # every so many


def grown_folder(count: int, seconds: float = float("inf")) -> Path:
    """A data folder with so many posts, its record sound, kept in `build/` for the next time.

    After so many `seconds` it stops with `Paused`, and goes on from there the next time. Its checks may be
    older than the rule pack by then: what is open is checked again before it is measured.
    """
    pack = rule_pack()
    images = _images()

    def fill(bulk: Bulk) -> None:
        rulepack = f"{pack.pack.version}+{pack.fingerprint}"
        versions = detectors().versions
        for number in range(bulk.posts + 1, count + 1):
            if number % _AT_ONCE == 0:
                bulk.rest()
            left = count - number
            state = (
                "pending" if left < OPEN else "approved" if left < OPEN + UNPUBLISHED else _decided(number)
            )
            at = posts.time_of(number, count)
            second = OPEN + UNPUBLISHED <= left < OPEN + UNPUBLISHED + OF_SECOND
            _post(
                bulk,
                number,
                "published" if second else state,
                2 if second else 1,
                images,
                (rulepack, versions),
                at,
            )
            beside(bulk, number, count)
        for account in (1, 2):
            newest = posts.time_of(count - OPEN - UNPUBLISHED, count)
            bulk.keep(LastPost, {"account_id": account, "at": newest})

    def open_office(folder: Path) -> None:
        desk = open_desk(folder)
        set_up(
            desk,
            OfficeForm(
                name_bn="নমুনা উপজেলা কৃষি অফিস",
                name_en="Sample Upazila Agriculture Office",
                members=(MemberForm(MEMBER_NAME, Role.MODERATOR),),
                accounts=tuple(
                    AccountForm("facebook", handle, "নমুনা কৃষি অফিস", purposes=("5.a", "5.c"))
                    for handle in HANDLES
                ),
            ),
        )
        for data in images:
            desk.blobs.put(data)
        desk.close()

    return bulk_folder(built() / name_of(count), fill, open_office, seconds)


def name_of(count: int) -> str:
    """The name of the folder with so many posts, of the shape that they have now."""
    return f"bench-grown-{_SHAPE}-{count}"


def _decided(number: int) -> str:
    return "rejected" if number % _REJECTED == 0 else "published"


def _post(
    bulk: Bulk,
    number: int,
    state: str,
    account: int,
    images: list[bytes],
    in_force: tuple[str, dict[str, str]],
    at: str,
) -> None:
    """A post from intake to where it stands: two to four events."""
    kept: tuple[str, ...] = ()
    rows = []
    if number % _WITH_IMAGE == 0:
        data = images[number // _WITH_IMAGE % _IMAGES]
        kept = (hashlib.sha256(data).hexdigest(),)
        rows.append((Attachment, posts.attachment(number, kept[0], *_SIZE, len(data))))
        bulk.keep(ImageHash, posts.image_hash(number, known.VERSION))
    version = posts.version(number, account, kept, at)
    run = posts.run(number, *in_force, at)
    taken, published = (posts.draft(number, each, at) for each in ("pending", "published"))
    bulk.event("draft.taken", number, (Draft, taken), (Version, version), *rows, at=at)
    bulk.event("draft.checked", number, (CheckRun, run), (Finding, posts.finding(number)), at=at)
    if state != "pending":
        decided = "rejected" if state == "rejected" else "approved"
        verdict = "reject" if state == "rejected" else "approve"
        decision = posts.decision(number, version["digest"], verdict, at)
        draft = posts.draft(number, decided, at)
        bulk.event("draft.decided", number, (Decision, decision), (Draft, draft), at=at)
    if state == "published":
        publication = posts.publication(number, at)
        bulk.event("draft.published", number, (Publication, publication), (Draft, published), at=at)
        address = address_of(str(publication["url"]))
        bulk.keep(PublicationAddress, {"publication": publication["id"], "address": address})
    bulk.keep(Draft, posts.draft(number, state, at))
    bulk.findable(Searched.DRAFT, number, str(version["text"]))
    bulk.keep(VersionFold, {"version": number, "fold": posts.fold(number)})


_SIZE = (320, 240)


def _images() -> list[bytes]:
    """Coloured grounds with a lighter part, each elsewhere."""
    made = []
    for number in range(_IMAGES):
        picture = Image.new("RGB", _SIZE, (40 + 9 * number, 120, 60))
        picture.paste(
            (230, 240 - 8 * number, 200), (12 * number, 6 * number, 12 * number + 60, 6 * number + 70)
        )
        data = BytesIO()
        picture.save(data, "JPEG", quality=85)
        made.append(data.getvalue())
    return made
