"""Speed of the text and photo checks, and of loading the rule pack."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import yaml

from app.checks.photo.engine import check_photo
from app.checks.text.engine import check_text
from app.checks.text.pack import RulePack, load_pack
from app.checks.types import PostFacts, Use
from app.media.decoder import Decoder
from app.paths import resources
from app.services.desk import RULEPACK, detectors
from tests.bench.bare import BareFaces, BareText
from tests.bench.rounds import compare
from tests.eval.shared import Photo

POST_LENGTH = 1100  # code points; the longer half of what offices post
POSTS = 300


def bench_pack() -> None:
    """Loading the pack, its examples run, against parsing the same YAML alone."""
    folder = resources() / "rulepacks" / RULEPACK
    compare(
        "load the rule pack / parse its YAML", lambda: load_pack(folder), lambda: _parse(folder), 1, rounds=5
    )


def _parse(folder: Path) -> None:
    for file in sorted(folder.glob("*.yaml")):
        yaml.load(file.read_bytes(), yaml.CSafeLoader)


def bench_text(news: Sequence[str], pack: RulePack) -> None:
    """All rules over long posts, against a bare pass of an automaton with as many terms as the pack has."""
    posts, rest = long_posts(news, POSTS)
    terms = pack.index.size
    bare = BareText(rest, terms)
    compare(
        f"check {len(posts)} texts of {POST_LENGTH} / {terms:,} terms bare",
        lambda: [check_text(post, PostFacts(), pack) for post in posts],
        lambda: [bare.read(post) for post in posts],
        len(posts),
        rounds=5,
    )


def long_posts(news: Sequence[str], count: int) -> tuple[list[str], list[str]]:
    """`count` posts of exactly `POST_LENGTH`, joined of passages, and the passages left over."""
    posts: list[str] = []
    passages = iter(news)
    while len(posts) < count:
        post = ""
        while len(post) < POST_LENGTH:
            post += next(passages) + "\n"
        posts.append(post[:POST_LENGTH])
    return posts, list(passages)


def bench_images(photos: Sequence[Photo]) -> None:
    """An image looked at in the confined process and checked, against Pillow and the same detector alone."""
    images = [(photo.path.name, photo.path.read_bytes()) for photo in photos]
    looking, bare = detectors(), BareFaces()
    with Decoder() as decoder:
        compare(
            f"check {len(images)} images / Pillow and YuNet bare",
            lambda: [
                check_photo(decoder.inspect(data, name), name, Use.POST, looking) for name, data in images
            ],
            lambda: [bare.look(data) for _, data in images],
            len(images),
            rounds=3,
        )
