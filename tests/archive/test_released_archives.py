"""Archives that releases wrote: each is found sound today, and signed by the key that signed it.

The format has had one number so far and grew within it. `tests/data/archives` holds an archive by the first
release that could write one, and one by the last; its README says how they were made.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from app.archive import bag, keys
from app.archive.verify import verify_archive
from app.work import Work

ARCHIVES = Path(__file__).parents[1] / "data" / "archives"
# Each with its number of posts and the public key of the desk that wrote it, as hexadecimal digits.
RELEASED = {
    "format-1-schema-1.zip": (2, "13d24bd6a4eea15ed0dd702c24ea14cfdaafa3f3ae6a2f05e9dbc06566aa340e"),
    "format-1-schema-8.zip": (3, "1dee79d0be57e058d31d55c97b00838ecf9c8e1790996f5083a568a559ee7245"),
    "format-1-rendering-3.zip": (2, "11beaef6930c33385931fe0cc6f085bed3e1855bc086302269717eb67787ccc0"),
    "format-1-rendering-4.zip": (2, "36b743833012168453aac5817dc307d9a0d5059fa4e1e3c92313c6ab2c40e071"),
    "format-1-rendering-5.zip": (2, "6e043927cb9d29546979fff4d4a8514d1e6c97ae7a979bcd17381ac19fa4eb0f"),
}


def read(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(f"archive/{name}")


def test_every_released_archive_is_here_and_the_format_of_today_among_them() -> None:
    found = {path.name for path in ARCHIVES.glob("*.zip")}
    assert found == RELEASED.keys()
    formats = {json.loads(read(ARCHIVES / name, bag.ABOUT))["format"] for name in found}
    assert bag.FORMAT in formats, "add an archive that the last release wrote"


@pytest.mark.parametrize("name", RELEASED)
def test_it_is_sound_and_of_the_key_that_signed_it(name: str) -> None:
    posts, key = RELEASED[name]
    found = verify_archive(ARCHIVES / name, Work(), expected_key=keys.fingerprint_of(bytes.fromhex(key)))
    assert found.ok, found.problems
    assert found.posts == posts
    assert found.office_en == "Sample Upazila Education Office"
    assert found.signed_by == keys.id_of(bytes.fromhex(key))
    assert found.chain is not None
    assert found.chain.signature


def test_one_that_goes_on_from_another_tells_what_came_after_publication() -> None:
    found = verify_archive(ARCHIVES / "format-1-rendering-5.zip", Work())
    assert (found.number, found.acts, found.reports) == (2, 4, 1)
    assert found.base is not None
    assert found.base == found.former
    assert found.base.number == 1


def test_a_redacted_copy_of_a_release_is_sound() -> None:
    _, key = RELEASED["format-1-rendering-5.zip"]
    found = verify_archive(
        ARCHIVES / "redacted" / "format-1.zip",
        Work(),
        expected_key=keys.fingerprint_of(bytes.fromhex(key)),
    )
    assert (found.ok, found.redacted, found.posts, found.redactions) == (True, True, 2, 1), found.problems


@pytest.mark.parametrize("name", RELEASED)
def test_a_changed_decision_in_it_is_found(name: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(ARCHIVES / name) as archive:
        archive.extractall(tmp_path)
    (decision, *_) = sorted((tmp_path / "archive").glob("data/posts/*/decision.json"))
    decision.write_bytes(decision.read_bytes().replace(b"approve", b"reject!", 1))
    found = verify_archive(tmp_path / "archive", Work())
    assert "changed" in {problem.kind for problem in found.problems}
