"""Verifies an archive, and says what was found in few words."""

from __future__ import annotations

from pathlib import Path

from app.archive.types import Verification
from app.archive.verify import verify_archive
from app.work import Work

EVERY_FILE = (
    "anumodon.pub",
    "bagit-profile.json",
    "bag-info.txt",
    "bagit.txt",
    "data/archive.json",
    "data/chain-head.json",
    "data/files.csv",
    "data/index.html",
    "data/posts.csv",
    "data/posts/000002-v2/acts/01.html",
    "data/posts/000002-v2/decision.json",
    "data/posts/000002-v2/original/01.jpg",
    "data/posts/000002-v2/post.json",
    "data/posts/000002-v2/post.txt",
    "data/posts/000002-v2/premis.xml",
    "data/posts/000002-v2/publish/02.png",
    "data/ro-crate-metadata.json",
    "manifest-sha256.txt",
    "tagmanifest-sha256.txt",
    "tagmanifest-sha256.txt.minisig",
)


def verify(path: Path) -> Verification:
    return verify_archive(path, Work())


def kinds(found: Verification) -> set[str]:
    return {problem.kind for problem in found.problems}


def files(found: Verification) -> set[str]:
    return {problem.file for problem in found.problems}
