"""Speed of the real job of `tests.eval.real_input`, stage by stage, against the same bytes handled bare."""

from __future__ import annotations

import hashlib
import io
import os
import sqlite3
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from zipfile import ZIP_STORED, ZipFile

from PIL import Image

from app.services.base.rule_pack import rule_pack
from app.services.checking import draft_checks
from app.services.posts import approved_posts, archive, intake, verifying
from app.work import Work
from tests.bench.bare import BareFaces, BareText
from tests.bench.rounds import seconds, tell
from tests.eval.office import open_office
from tests.eval.real_decisions import decide
from tests.eval.real_posts import RawPost, choose, write
from tests.eval.shared import Photo

ROUNDS = 3


def bench_job(news: Sequence[str], photos: Sequence[Photo]) -> None:
    """Print posts per second of intake, check, export to a zip, and verify: medians of several whole jobs."""
    posts = choose(news, photos)
    bare_text, bare_faces = BareText(news, rule_pack().pack.index.size), BareFaces()
    rounds = [_round(posts, bare_text, bare_faces) for _ in range(ROUNDS)]
    for stage, (_, _, count) in rounds[0].items():
        ours, bare = (median(one[stage][which] for one in rounds) for which in (0, 1))
        tell(stage, ours, bare, count)


Stage = tuple[float, float, int]  # seconds of ours, of the baseline, and how many posts


def _round(posts: Sequence[RawPost], bare_text: BareText, bare_faces: BareFaces) -> dict[str, Stage]:
    stages: dict[str, Stage] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = write(posts, folder / "posts")
        images = [post.photo.path.read_bytes() for post in posts if post.photo is not None]
        desk = open_office(folder / "data")
        try:
            assert desk.pack_holder.pack.rules, "loaded before, as in an open window"
            stages["intake / decode, hash, sync, commit"] = (
                seconds(lambda: intake.take_in(desk, paths, None, Work())),
                seconds(lambda: _keep_bare(posts, folder / "bare")),
                len(posts),
            )
            waiting = draft_checks.waiting(desk)
            stages["check / automaton, Pillow, YuNet"] = (
                seconds(lambda: [draft_checks.check_draft(desk, id_, Work()) for id_ in waiting]),
                seconds(
                    lambda: (
                        [bare_text.read(post.text) for post in posts],
                        [bare_faces.look(image) for image in images],
                    )
                ),
                len(posts),
            )
            decide(desk)
            target = folder / "archive.zip"
            exported = seconds(lambda: archive.export(desk, target, work=Work()))
            approved = len(approved_posts.approved(desk, None, None, ""))
            stages["export / re-encode, hash, store, sync"] = (
                exported,
                seconds(lambda: _store_bare(target, folder / "bare.zip")),
                approved,
            )
            stages["verify / hash"] = (
                seconds(lambda: verifying.verify(target, Work())),
                seconds(lambda: _hash_bare(target)),
                approved,
            )
        finally:
            desk.close()
    return stages


def _keep_bare(posts: Sequence[RawPost], folder: Path) -> None:
    """Each image decoded, hashed, written and synced; each post one durable commit."""
    folder.mkdir()
    connection = sqlite3.connect(folder / "bare.db")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE post (text TEXT)")
    for post in posts:
        if post.photo is not None:
            data = post.photo.path.read_bytes()
            Image.open(io.BytesIO(data)).load()
            with (folder / hashlib.sha256(data).hexdigest()).open("wb") as kept:
                kept.write(data)
                kept.flush()
                os.fsync(kept.fileno())
        with connection:
            connection.execute("INSERT INTO post VALUES (?)", (post.text,))
    connection.close()


def _store_bare(archive_file: Path, target: Path) -> None:
    """The same files into a stored zip, the copies for publishing encoded anew, all hashed, one sync."""
    with ZipFile(archive_file) as source, target.open("wb") as out:
        with ZipFile(out, "w", ZIP_STORED) as bare:
            for name in source.namelist():
                data = source.read(name)
                if "/publish/" in name:
                    Image.open(io.BytesIO(data)).save(io.BytesIO(), "JPEG", quality=95)
                hashlib.sha256(data).digest()
                bare.writestr(name, data)
        out.flush()
        os.fsync(out.fileno())


def _hash_bare(archive_file: Path) -> None:
    with ZipFile(archive_file) as source:
        for name in source.namelist():
            hashlib.sha256(source.read(name)).digest()
