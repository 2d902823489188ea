"""Real files for the intake's tests, made on the spot."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PIL import Image

from app.i18n import LANGUAGES, Translator
from app.intake.read import read_paths
from app.intake.types import IncomingPost, UnreadablePost
from app.work import Work

Found = IncomingPost | UnreadablePost


def image(shade: int = 0) -> bytes:
    """A small real PNG; another `shade` gives other bytes."""
    stream = io.BytesIO()
    Image.new("RGB", (8, 6), (shade, 120, 90)).save(stream, "PNG")
    return stream.getvalue()


def reason(found: Found) -> str:
    """Why a post was refused, after seeing that both languages have a sentence for it."""
    assert isinstance(found, UnreadablePost), found
    for language in LANGUAGES:
        sentence = Translator(language).refusal(found.reason)
        assert "{" not in sentence
        assert "\n" not in sentence
    return found.reason.key.removeprefix("intake.")


@pytest.fixture
def read() -> Callable[..., list[Found]]:
    """Reads paths to the end, as the intake service does."""

    def all_of(*paths: Path) -> list[Found]:
        return list(read_paths(paths, Work()))

    return all_of


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, bytes | str], Path]:
    """Writes a file below `tmp_path` and gives its path."""

    def write(name: str, content: bytes | str = b"") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    return write


def origins(found: Sequence[Found]) -> list[str]:
    return [post.origin for post in found]


def names(post: Found) -> list[str]:
    assert isinstance(post, IncomingPost), post
    return [file.name for file in post.files]
