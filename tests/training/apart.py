"""Checks what the classifier learns from: `python -m tests.training.apart`; `make classifier` begins with it.

The sentences go over all clauses, are all different, and none is nearly one of the held-out posts. That takes
a minute, and can only change with the files it reads: where all is well, their SHA-256 is written into
`apart.sha256`, and `tests/eval/test_text_set.py` holds the files to it.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.eval.text import load as loading
from tests.eval.text.load import CLAUSES, Part, load, near_copies

LIKENESS = 0.5
RECORD = Path(__file__).with_name("apart.sha256")
COMMAND = "python -m tests.training.apart"
_TESTS = Path(__file__).parents[1]


def faults() -> Iterator[str]:
    """What is wrong with the training sentences, a line each. Raises ValueError for a malformed entry."""
    posts = load(Part.TRAINING)
    for clause in sorted(set(CLAUSES) - {post.clauses[0] for post in posts if not post.clean}):
        yield f"nothing offends {clause}"
    if len({post.text for post in posts}) < len(posts):
        yield "two sentences are the same"
    if sum(post.clean for post in posts) < 2000:
        yield "fewer than 2,000 clean posts"
    if training_ids() != [post.id for post in posts]:
        yield "an id does not begin its entry's first line"
    for part in (Part.TEST, Part.HARD):
        for own, other, likeness in near_copies(posts, load(part), LIKENESS):
            yield f"{own.id} is nearly {other.id} ({likeness:.0%})"


def training_ids() -> list[str]:
    """The ids of all training sentences, and nothing else of them: 26 MB of YAML take many seconds."""
    return [
        line.removeprefix("- id: ").rstrip()
        for path in sorted(loading.TRAINING.glob("*.yaml"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("- id: ")
    ]


def digests() -> str:
    """SHA-256 of every file this rests on, as `sha256sum` writes it: the posts, and what compares them."""
    folders = (loading.TRAINING, loading.HERE / Part.TEST, loading.HERE / Part.HARD)
    files = [path for folder in folders for path in sorted(folder.glob("*.yaml"))]
    files += [Path(loading.__file__), Path(__file__)]
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {os.path.relpath(path, _TESTS)}\n"
        for path in files
    )


def main() -> int:
    before = digests()  # of what is read from here on
    found = list(faults())
    for fault in found:
        print(fault)
    if not found:
        RECORD.write_text(before, encoding="utf-8")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
