"""Files that contradict each other are found, though every checksum and the signature are right."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from archive_samples import DeskKey, header, post, rich_post

from app.archive import bag, keys, minisign
from app.archive.digest import post_digest
from app.archive.summed import Summed, summed
from app.archive.verify import verify_archive
from app.archive.write import write_archive
from app.i18n import LANGUAGES, catalogue
from app.work import Work
from tests.helpers.archive_forgery import edit, reseal
from tests.helpers.debian_tools import debian_tool

STRANGER = DeskKey(b"s" * 32)
POST = "data/posts/000002-v2"


@pytest.fixture(scope="session")
def forged_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole archive by a stranger who has written every file anew: it agrees with itself."""
    out = tmp_path_factory.mktemp("forged") / "archive"
    write_archive(out, header(STRANGER), [post(1), rich_post(2)], 2, STRANGER, Work())
    return out


@pytest.fixture(params=["this release", "another"])
def folder(request: pytest.FixtureRequest, forged_folder: Path, tmp_path: Path) -> Path:
    """It again, to be edited: as this release writes it, and as one whose words were others."""
    made = Path(shutil.copytree(forged_folder, tmp_path / "archive"))
    if request.param == "another":
        edit(made / bag.ABOUT, lambda about: about.pop("rendering"))
        relist(made, bag.ABOUT)
        reseal(made, STRANGER)
    assert verify_archive(made, Work()).ok
    return made


def relist(folder: Path, path: str) -> None:
    """Put a file's new checksum and size into files.csv, and its size into the crate."""
    data = (folder / path).read_bytes()
    table = (folder / bag.FILES_TABLE).read_bytes().decode("utf-8").split("\r\n")
    for number, line in enumerate(table):
        if line.startswith(f"{path},"):
            cells = line.split(",")
            cells[1:3] = [hashlib.sha256(data).hexdigest(), str(len(data))]
            table[number] = ",".join(cells)
    (folder / bag.FILES_TABLE).write_bytes("\r\n".join(table).encode())
    if path == bag.CRATE:
        return

    def resize(crate: Any) -> None:
        for entity in crate["@graph"]:
            if entity["@id"] == path.removeprefix(bag.PAYLOAD):
                entity["contentSize"] = str(len(data))

    edit(folder / bag.CRATE, resize)
    relist(folder, bag.CRATE)


def replaced(path: Path, old: str, new: str) -> None:
    data = path.read_bytes()
    assert old.encode() in data
    path.write_bytes(data.replace(old.encode(), new.encode()))


def other_text(decision: Any) -> None:
    """The approved text itself, with a digest that fits it."""
    decision["digest_document"]["text"] = "ভোট দিন।"
    decision["digest"] = post_digest(decision["digest_document"])


def decided_by(decision: Any) -> None:
    decision["decisions"][0]["member"] = "অন্য কেউ"


FORGERIES: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "the index shows another text": (
        bag.INDEX,
        lambda path: replaced(path, "জেলায়", "শহরে"),
        "index_differs",
    ),
    "the index names another decider": (
        bag.INDEX,
        lambda path: replaced(path, "<bdi>রহিমা খাতুন</bdi>", "<bdi>অন্য কেউ</bdi>"),
        "index_differs",
    ),
    "the table of posts names another decider": (
        bag.POSTS_TABLE,
        lambda path: replaced(path, "রহিমা খাতুন", "অন্য কেউ"),
        "table_differs",
    ),
    "the table of files gives an image another name": (
        bag.FILES_TABLE,
        lambda path: replaced(path, "school.jpg", "office.jpg"),
        "table_differs",
    ),
    "the crate describes another office": (
        bag.CRATE,
        lambda path: replaced(path, "Sample Upazila", "Another Upazila"),
        "crate_differs",
    ),
    "the activity holds another text": (
        f"{POST}/{bag.ACTIVITY}",
        lambda path: edit(path, lambda it: it.update(content="ভোট দিন।")),
        "activity_differs",
    ),
    "the activity was published elsewhere": (
        f"{POST}/{bag.ACTIVITY}",
        lambda path: edit(path, lambda it: it.update(url=["https://example.com/"])),
        "activity_differs",
    ),
    "the decision is another's": (
        f"{POST}/{bag.DECISION}",
        lambda path: edit(path, decided_by),
        "index_differs",
    ),
    "the decision approves another text": (
        f"{POST}/{bag.DECISION}",
        lambda path: edit(path, other_text),
        "text_differs",
    ),
    "the decision was taken at another time": (
        f"{POST}/{bag.DECISION}",
        lambda path: edit(path, lambda it: it.update(approved_at="2026-11-20T05:30:00.000000Z")),
        "decision_differs",
    ),
    "the purpose is not the approved one": (
        f"{POST}/{bag.DECISION}",
        lambda path: edit(path, lambda it: it.update(purpose="5.a")),
        "decision_differs",
    ),
    "another copy was published": (
        f"{POST}/publish/01.png",
        lambda path: path.write_bytes(path.read_bytes() + b"\0"),
        "image_differs",
    ),
    "the archive says it is another office's": (
        bag.ABOUT,
        lambda path: edit(path, lambda it: it["office"].update(bn="অন্য দপ্তর")),
        "activity_differs",
    ),
    "what the archive says of itself cannot be read": (
        bag.ABOUT,
        lambda path: edit(path, lambda it: it.update(since="sometime", breaks=[])),
        "bad_document",
    ),
    "the bag says it is another office's": (
        bag.BAG_INFO,
        lambda path: replaced(path, "Sample Upazila", "Another Upazila"),
        "info_differs",
    ),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_one_edited_file_is_found_in_a_resigned_archive(folder: Path, forgery: str) -> None:
    name, change, kind = FORGERIES[forgery]
    change(folder / name)
    if name.startswith(bag.PAYLOAD) and name != bag.FILES_TABLE:
        relist(folder, name)
    reseal(folder, STRANGER)
    found = verify_archive(folder, Work())
    assert kind in {problem.kind for problem in found.problems}

    # The signature itself is sound, says minisign too, and is not the office's.
    assert found.fingerprint == keys.fingerprint_of(STRANGER.public_key)
    expected = verify_archive(folder, Work(), expected_key=keys.fingerprint_of(DeskKey().public_key))
    assert "other_key" in {problem.kind for problem in expected.problems}
    assert minisign_holds(folder, STRANGER)
    assert not minisign_holds(folder, DeskKey())


def minisign_holds(folder: Path, key: DeskKey) -> bool:
    tool = debian_tool("minisign")
    packed = minisign.public_key_of(key).to_bytes().decode().splitlines()[1]
    told = subprocess.run(
        [tool, "-V", "-m", bag.TAG_MANIFEST, "-P", packed], cwd=folder, capture_output=True, check=False
    )
    return told.returncode == 0


@pytest.mark.parametrize("by", [STRANGER, None], ids=["signed anew", "signature taken off"])
def test_the_index_names_the_key_that_signed(signed_folder: Path, tmp_path: Path, by: DeskKey | None) -> None:
    folder = Path(shutil.copytree(signed_folder, tmp_path / "archive"))
    named = verify_archive(folder, Work()).signed_by
    assert named
    reseal(folder, by)
    [problem] = verify_archive(folder, Work()).problems
    assert (problem.kind, problem.detail) == ("index_key", named)


def test_words_that_this_release_does_not_write_are_found(forged_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(forged_folder, tmp_path / "archive"))
    replaced(folder / bag.INDEX, "✓ ", "✗ ")
    relist(folder, bag.INDEX)
    reseal(folder, STRANGER)
    assert {problem.kind for problem in verify_archive(folder, Work()).problems} == {"index_other"}


def leaves(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every value in a document but null."""
    if isinstance(value, dict | list):
        for key, below in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(below, (*at, key))
    elif value is not None:
        yield at


def test_every_fact_of_a_decision_stands_elsewhere_too(forged_folder: Path, tmp_path: Path) -> None:
    """Each value of decision.json changed by itself, with checksums, sizes and signature made to fit."""
    folder = Path(shutil.copytree(forged_folder, tmp_path / "archive"))
    path = folder / POST / bag.DECISION
    kept = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    unseen = []
    for place in leaves(json.loads(path.read_bytes())):
        document = json.loads(path.read_bytes())
        inner = document
        for key in place[:-1]:
            inner = inner[key]
        inner[place[-1]] = changed(inner[place[-1]])
        path.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", "utf-8")
        relist(folder, f"{POST}/{bag.DECISION}")
        reseal(folder, STRANGER)
        if verify_archive(folder, Work()).ok:
            unseen.append(".".join(str(key) for key in place if isinstance(key, str)))
        for file, data in kept.items():
            file.write_bytes(data)
    assert set(unseen) == ONLY_IN_THE_DECISION


# What no other file of an archive tells: nothing could contradict it. Numbers of rows are told by the
# proofs, which an archive without evidence has not. An answer of acts that are asked none is shown nowhere.
ONLY_IN_THE_DECISION = {
    *("findings.rule", "findings.text", "findings.score"),
    *("publications.row", "acts.row", "acts.answer"),
}


def changed(value: object) -> object:
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case _:
            return f"{value}x"


# (bag.RENDERING, the SHA-256 of what it stands for)
FORM = (6, "7e3f14bc208e1d3672d74db600b033992673c1111b73a4e9f03ba602f61bc9b0")


def test_a_new_form_of_the_derived_files_gets_a_new_number(tmp_path: Path) -> None:
    """`bag.RENDERING` tells archives of this form from others; whoever changes the form raises it."""
    rich = rich_post(2)
    fixed = [
        replace(each, sha256=sha256(b"picture"), size=7, read=lambda: summed(b"picture"), read_clean=_clean)
        for each in rich.images
    ]
    document = {**rich.digest_document, "attachments": [each.sha256 for each in fixed]}
    rich = replace(
        rich, images=tuple(fixed), digest_document=document, digest=post_digest(document)
    )  # pictures as Pillow encodes them differ between its versions
    out = tmp_path / "archive"
    write_archive(out, header(DeskKey()), [rich, post(3, "English text")], 2, DeskKey(), Work())
    names = (bag.INDEX, bag.POSTS_TABLE, bag.CRATE, bag.BAG_INFO, f"{POST}/{bag.ACTIVITY}")
    whole = b"".join((out / name).read_bytes() for name in names) + _words()
    assert (bag.RENDERING, sha256(whole)) == FORM, "raise bag.RENDERING, and write its new form here"


def _words() -> bytes:
    """Every sentence that an archive may hold; the posts above need only some of them."""
    tables = ("archive_page.", "platform.", "purpose.", "role.", "because.")
    found = (f"{key}={text}" for one in LANGUAGES for key, text in catalogue(one).items())
    return "\n".join(sorted(line for line in found if line.startswith(tables))).encode()


def _clean() -> tuple[Summed, str, str]:
    return summed(b"copy"), ".png", "image/png"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
