"""Speed of the text and photo checks, and of loading the rule pack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import yaml

from app.checks.photo.engine import check_photo
from app.checks.photo.obscene import ObsceneScorer
from app.checks.photo.reader import TextReader
from app.checks.text.compile import main as compile_packs
from app.checks.text.engine import check_text
from app.checks.text.pack import RulePack, load_pack
from app.checks.text.pack_files import compiled_path
from app.checks.types import PostFacts, Use
from app.media.decoder import Decoder
from app.media.types import Pixels
from app.paths import built, resources
from app.services.base.detectors import detectors
from app.services.base.rule_pack import RULEPACK
from tests.bench.bare import BareFaces, BareText
from tests.bench.rounds import compare, seconds
from tests.eval.shared import Photo
from tests.eval.text.load import Part, load

POST_LENGTH = 1100  # code points; the longer half of what offices post
POSTS = 300
REPEATS = 2  # office posts are joined to long ones, each once or twice


def bench_pack() -> None:
    """Loading the pack as the set-up compiled it, against parsing its YAML alone."""
    folder = resources() / "rulepacks" / RULEPACK
    compile_packs([str(folder), "--into", str(built())])  # where it changed since the set-up
    compiled = compiled_path(folder, built())
    compare(
        "load the compiled rule pack / parse its YAML",
        lambda: load_pack(folder, compiled),
        lambda: _parse(folder),
        1,
        rounds=5,
    )


def _parse(folder: Path) -> None:
    for file in sorted(folder.glob("*.yaml")):
        yaml.load(file.read_bytes(), yaml.CSafeLoader)


def bench_text(news: Sequence[str], pack: RulePack) -> None:
    """All rules over long posts, against a bare pass of an automaton with as many terms as the pack has.

    News reads like reports, of which less is asked than of what offices post, so both are measured.
    """
    texts, rest = long_posts(news, POSTS)
    offices = [post.text for post in load(Part.DEV) if post.clean and post.script == "bangla"]
    office_posts, _ = long_posts(offices * REPEATS, POSTS)
    terms = pack.index.size
    bare = BareText(rest, terms)
    for name, posts in (("texts", texts), ("office posts", office_posts)):
        compare(
            f"check {len(posts)} {name} of {POST_LENGTH} / {terms:,} terms bare",
            lambda posts=posts: [check_text(post, PostFacts(), pack) for post in posts],
            lambda posts=posts: [bare.read(post) for post in posts],
            len(posts),
            rounds=5,
        )


def long_posts(news: Sequence[str], count: int) -> tuple[list[str], list[str]]:
    """`count` posts of `POST_LENGTH` and the rest of the word there, joined of passages; the passages left.

    Half a word or a letter by itself looks hidden and is read again, which costs what no real post costs.
    """
    posts: list[str] = []
    passages = iter(news)
    while len(posts) < count:
        post = ""
        while len(post) <= POST_LENGTH:
            post += next(passages) + "\n"
        end = next(at for at in range(POST_LENGTH, len(post)) if post[at].isspace())
        posts.append(post[:end])
    return posts, list(passages)


def bench_images(photos: Sequence[Photo]) -> None:
    """An image looked at in the confined process and checked, against Pillow and the same detector alone.

    Obscenity and reading apart: the baseline has nothing like them. What they cost is a line each.
    """
    images = [(photo.path.name, photo.path.read_bytes()) for photo in photos]
    looking, bare = detectors(), BareFaces()
    faces_only = replace(looking, obscene=_Unasked(Path()), reader=TextReader(None))
    with Decoder() as decoder:
        compare(
            f"check {len(images)} images / Pillow and YuNet bare",
            lambda: [
                check_photo(decoder.inspect(data, name), name, Use.POST, faces_only) for name, data in images
            ],
            lambda: [bare.look(data) for _, data in images],
            len(images),
            rounds=3,
        )
        small = [decoder.inspect(data, name).small for name, data in images]
        told = [("score for obscenity", lambda picture: looking.obscene.score(picture))]
        if looking.reader.installed:
            told.append(("read text", lambda picture: looking.reader.read(picture, 960, 960)))
        for what, look in told:
            look(small[0])  # the model is loaded once
            taken = seconds(lambda look=look: [look(picture) for picture in small])
            print(f"{what:44}{1000 * taken / len(small):11.1f} ms")
        for whose, peak in (("this process", _peak("self")), ("the decoder", _peak(decoder.pid))):
            print(f"{'peak memory of ' + whose:44}{peak:11.0f} MB")


class _Unasked(ObsceneScorer):
    """Scores nothing, at no cost."""

    def score(self, small: Pixels) -> float:
        return 0.0


def _peak(process: int | str | None) -> float:
    """The most memory a process held, in MB (Linux)."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024
