"""Made-up downloads in the shapes that platforms give them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

PAGE = "this_profile's_activity_across_facebook/posts/"
WHEN = 1_764_000_000  # 24 November 2025, in seconds


def garbled(text: str) -> str:
    """Text as Facebook's downloads have it: UTF-8 read as Latin-1."""
    return text.encode("utf-8").decode("latin-1")


def page_post(text: str, at: int = WHEN, *images: str) -> dict[str, object]:
    """A post of a Facebook page."""
    media = [
        {"data": [{"media": {"uri": image, "creation_timestamp": at, "description": garbled(text)}}]}
        for image in images
    ]
    return {"timestamp": at, "data": [{"post": garbled(text)}], "attachments": media, "title": "Page posted"}


def page_files(*posts: dict[str, object], number: int = 1) -> dict[str, bytes]:
    """The list of posts of a Facebook page."""
    return {f"{PAGE}profile_posts_{number}.json": json.dumps(list(posts)).encode()}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def put(path: Path, files: Mapping[str, bytes]) -> Path:
    """The files as a zip where `path` ends so, else as a folder."""
    if path.suffix == ".zip":
        path.write_bytes(zipped(files))
        return path
    for name, data in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path
