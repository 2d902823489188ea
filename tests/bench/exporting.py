"""Speed of an export, its copies made before, against one bare pass over the same bytes in the same run."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from pathlib import Path
from time import perf_counter
from zipfile import ZIP_STORED, ZipFile

import numpy as np
from PIL import Image

from app.intake.types import IncomingFile
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import Role
from app.services.checking import draft_checks
from app.services.office.office import members, set_up
from app.services.office.views import AccountForm, MemberForm, OfficeForm
from app.services.posts import archive, intake, queue, review
from app.services.posts.views import FormImage, PostForm
from app.work import Work
from tests.services.memory_keyring import memory_keyring

POSTS = 60  # each is checked before it is approved, a second of the processor's time for such an image
_SIZE = (1200, 1600, 3)  # of noise, which no format makes small: some 3 MB an image
_ROUNDS = 3
_OFFICE = OfficeForm(
    name_bn="নমুনা উপজেলা শিক্ষা অফিস",
    name_en="Sample Upazila Education Office",
    members=(MemberForm("Rahima", Role.MODERATOR),),
    accounts=(AccountForm("facebook", "sample_upeo", "নমুনা শিক্ষা অফিস", purposes=("5.c",)),),
)


def bench_export(posts: int = POSTS) -> None:
    """Print how long exports take, the first one with its copies, and a bare pass beside each."""
    print(f"\n{'export / stored zip, SHA-256, sync':44}{'ours s':>10}{'bare s':>10}{'bare/ours':>12}")
    with memory_keyring(), tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = open_desk(folder / "data")
        try:
            set_up(desk, _OFFICE)
            _fill(desk, posts)
            for turn in range(_ROUNDS):
                target = folder / f"{turn}.zip"
                begun = perf_counter()
                made = archive.export(desk, target, work=Work())
                ours = perf_counter() - begun
                bare = _bare(target, folder / "bare.zip")
                what = "copies made" if turn == 0 else "copies kept"
                line = f"{made.posts} posts, {made.size >> 20} MB, {what}"
                print(f"{line:44}{ours:>10.2f}{bare:>10.2f}{bare / ours:>12.2f}")
                target.unlink()
        finally:
            desk.close()


def _fill(desk: Desk, posts: int) -> None:
    noise = np.random.default_rng(1)
    me = next(row.id for row in members(desk) if row.decides)
    for number in range(posts):
        data = io.BytesIO()
        Image.fromarray(noise.integers(0, 255, _SIZE, dtype=np.uint8)).save(data, "JPEG", quality=92)
        image = FormImage(alt="মাঠ", file=IncomingFile(f"{number}.jpg", data.getvalue(), ""))
        form = PostForm(
            text=f"ভূমি উন্নয়ন কর এখন অনলাইনে পরিশোধ করা যায় ({number}).",
            account_id=1,
            purpose="5.c",
            sources=("ভূমি অফিস",),
            images=(image,),
        )
        draft = intake.compose(desk, form, me)
        draft_checks.check_draft(desk, draft, Work())
        review.approve(desk, draft, queue.draft(desk, draft).version.digest, me)


def _bare(source: Path, target: Path) -> float:
    with ZipFile(source) as opened:
        files = [(name, opened.read(name)) for name in opened.namelist()]
    begun = perf_counter()
    with target.open("wb") as out:
        with ZipFile(out, "w", ZIP_STORED) as bare:
            for name, data in files:
                hashlib.sha256(data).digest()
                bare.writestr(name, data)
        out.flush()
        os.fsync(out.fileno())
    taken = perf_counter() - begun
    target.unlink()
    return taken
