"""Whatever is changed, added or removed in an archive is found and named; in a zip: test_verify_zip.py."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from archive_samples import DeskKey, header, picture, post, rich_post
from hypothesis import given
from hypothesis import strategies as st
from verified import EVERY_FILE, files, kinds, verify

from app.archive import bag, keys, minisign
from app.archive.verify import verify_archive
from app.archive.write import write_archive
from app.errors import Cancelled, Refusal
from app.i18n import LANGUAGES, Translator
from app.work import Work
from tests.helpers.archive_forgery import edit, reseal
from tests.helpers.lots import BY_HAND, examples

ODD_NAMES = () if os.name == "nt" else ("a\nb",)  # where a name may have it
PLACES = ("", "data/", "data/posts/", "data/posts/000001-v2/", "data/posts/000002-v2/original/", "new/")


@contextmanager
def changed(path: Path, data: bytes) -> Iterator[None]:
    """`path` holding `data` for a while."""
    kept = path.read_bytes()
    path.write_bytes(data)
    try:
        yield
    finally:
        path.write_bytes(kept)


links = pytest.mark.skipif(os.name == "nt", reason="making links needs a right there")


@pytest.fixture
def folder(signed_folder: Path, tmp_path: Path) -> Path:
    """A signed archive to spoil."""
    return Path(shutil.copytree(signed_folder, tmp_path / "archive"))


@pytest.fixture(scope="module")
def flipping(signed_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A signed archive for changes that are taken back each time."""
    return Path(shutil.copytree(signed_folder, tmp_path_factory.mktemp("flipping") / "archive"))


def test_a_sound_archive(signed_folder: Path, signed_zip: Path, signer: DeskKey) -> None:
    for path in (signed_folder, signed_zip):
        found = verify_archive(path, Work(), expected_key=keys.fingerprint_of(signer.public_key))
        assert found.problems == ()
        assert (found.posts, found.files) == (3, 23)
        assert found.office_bn == "নমুনা উপজেলা প্রাথমিক শিক্ষা অফিস"
        assert found.signed_by == minisign.public_key_of(signer).name
        assert found.chain == header(signer).chain
        assert found.bytes_read == sum(each.stat().st_size for each in signed_folder.rglob("*.*"))


def test_every_file_is_among_those_tested(signed_folder: Path) -> None:
    def sort(path: str) -> str:
        return re.sub(r"\d+", "N", path)

    present = {
        each.relative_to(signed_folder).as_posix() for each in signed_folder.rglob("*") if each.is_file()
    }
    assert {sort(path) for path in present} == {sort(path) for path in EVERY_FILE}


@pytest.mark.parametrize("name", EVERY_FILE)
@examples(6)
@given(data=st.data())
def test_any_changed_byte_is_found_and_its_file_named(flipping: Path, name: str, data: st.DataObject) -> None:
    content = bytearray((flipping / name).read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    with changed(flipping / name, bytes(content)):
        assert name in files(verify(flipping))


@pytest.mark.parametrize("name", EVERY_FILE)
def test_a_longer_shorter_or_empty_file_is_found(flipping: Path, name: str) -> None:
    content = (flipping / name).read_bytes()
    for other in (content + b"\n", content[:-1], b""):
        with changed(flipping / name, other):
            assert name in files(verify(flipping))
    assert verify(flipping).ok, "each change was taken back"


@pytest.mark.parametrize("name", EVERY_FILE)
def test_a_removed_file_is_found_and_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert name in files(verify(folder))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", ["x", "manifest-md5.txt", "fetch.txt", ".DS_Store", "ছবি.jpg", *ODD_NAMES])
def test_an_added_file_is_found_and_named(folder: Path, place: str, name: str) -> None:
    (folder / place).mkdir(exist_ok=True)
    (folder / place / name).write_bytes(b"")
    assert {(each.kind, each.file) for each in verify(folder).problems} == {
        ("added", (place + name).replace("\n", "\\n"))
    }


def test_an_added_empty_folder_is_found(folder: Path) -> None:
    (folder / "data/new/deep").mkdir(parents=True)
    assert files(verify(folder)) == {"data/new/deep/"}


@links
@pytest.mark.parametrize("target", ["posts", "index.html", "nowhere", "/"])
def test_a_link_is_found_and_not_followed(folder: Path, target: str) -> None:
    (folder / "data/link").symlink_to(target)
    assert {(each.kind, each.file) for each in verify(folder).problems} == {("not_regular", "data/link")}


@links
def test_a_file_replaced_by_a_link_to_its_copy_is_found(folder: Path, tmp_path: Path) -> None:
    victim = folder / "data/posts/000001-v2/post.txt"
    shutil.move(victim, tmp_path / "copy.txt")
    victim.symlink_to(tmp_path / "copy.txt")
    assert kinds(verify(folder)) == {"not_regular", "missing"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_does_not_make_it_wait(folder: Path) -> None:
    os.mkfifo(folder / "data/pipe")
    assert kinds(verify(folder)) == {"not_regular"}


def test_resealing_alone_changes_nothing_that_matters(folder: Path, signer: DeskKey) -> None:
    reseal(folder, signer)
    assert verify(folder).ok


POST, HEAD, ABOUT = "data/posts/000002-v2", "data/chain-head.json", "data/archive.json"


@pytest.mark.parametrize(
    ("name", "change", "kind"),
    [
        (f"{POST}/post.txt", lambda path: path.write_text("অন্য কথা", "utf-8"), "text_differs"),
        (f"{POST}/original/01.jpg", lambda path: path.write_bytes(picture(50)), "image_differs"),
        (
            f"{POST}/decision.json",
            lambda path: edit(path, lambda it: it.update(digest="0" * 64)),
            "digest",
        ),
        (
            f"{POST}/decision.json",
            lambda path: edit(path, lambda it: it["digest_document"].update(purpose="5.a")),
            "digest",
        ),
        (f"{POST}/decision.json", lambda path: path.write_text("{"), "bad_document"),
        (f"{POST}/decision.json", lambda path: path.write_text("[" * 100_000), "bad_document"),
        (
            f"{POST}/decision.json",
            lambda path: edit(path, lambda it: it.pop("digest_document")),
            "bad_document",
        ),
        (f"{POST}/publish/02.png", lambda path: path.unlink(), "images_count"),
        (f"{POST}/post.json", lambda path: path.unlink(), "not_listed"),
        (f"{POST}/decision.json", lambda path: path.unlink(), "not_listed"),
        ("data/posts/000001-v2", shutil.rmtree, "posts_count"),
        ("data/evil.exe", lambda path: path.write_bytes(b"MZ"), "unexpected"),
        ("data/index.html", lambda path: path.unlink(), "not_listed"),
        (ABOUT, lambda path: edit(path, lambda it: it.update(format=2)), "other_format"),
        (ABOUT, lambda path: edit(path, lambda it: it.update(posts=4)), "posts_count"),
        (
            "data/chain-head.json",
            lambda path: edit(path, lambda it: it.update(count=6)),
            "chain_signature",
        ),
        (
            "data/chain-head.json",
            lambda path: edit(path, lambda it: it.update(signature="")),
            "chain_signature",
        ),
        (
            "data/chain-head.json",
            lambda path: edit(path, lambda it: it.update(count=10**30)),
            "chain_signature",
        ),
        (HEAD, lambda path: edit(path, lambda it: it.update(count="x")), "bad_document"),
        (
            "data/files.csv",
            lambda path: path.write_text("h,h,h\ndata/x,0,0"),
            "table_differs",
        ),
        ("data/files.csv", lambda path: path.write_bytes(b"\xff\xfe\x00"), "bad_document"),
        ("data/files.csv", lambda path: path.write_text("h,h,h\n" + "x" * 200_000), "bad_document"),
    ],
)
@pytest.mark.parametrize("signed", [True, False])
def test_documents_must_agree_even_where_every_checksum_does(
    folder: Path, signer: DeskKey, name: str, change: Callable[[Path], object], kind: str, signed: bool
) -> None:
    change(folder / name)
    reseal(folder, signer if signed else None)
    assert kind in kinds(verify(folder))


def test_the_signature_is_the_keys_own(folder: Path, signer: DeskKey) -> None:
    other = DeskKey(b"o" * 32)
    (folder / bag.SIGNATURE).write_bytes(
        minisign.sign(other, (folder / bag.TAG_MANIFEST).read_bytes(), "x").to_bytes()
    )
    assert kinds(verify(folder)) == {"bad_signature"}
    reseal(folder, other)
    assert verify(folder).signed_by == minisign.public_key_of(other).name
    expected = keys.fingerprint_of(signer.public_key)
    # The index still names the key that signed before.
    assert kinds(verify_archive(folder, Work(), expected_key=expected)) == {"other_key", "index_key"}


def test_half_a_signature_is_found(folder: Path) -> None:
    (folder / bag.SIGNATURE).unlink()
    found = verify(folder)
    assert (found.signed_by, files(found)) == ("", {bag.SIGNATURE})


def test_an_unsigned_archive_is_told_from_a_signed_one(tmp_path: Path, signer: DeskKey) -> None:
    write_archive(tmp_path / "a", header(), [post()], 1, None, Work())
    assert verify(tmp_path / "a").ok
    expected = keys.fingerprint_of(signer.public_key)
    assert kinds(verify_archive(tmp_path / "a", Work(), expected_key=expected)) == {"unsigned"}
    assert kinds(verify_archive(tmp_path / "a", Work(), must_be_signed=True)) == {"unsigned"}


@pytest.mark.parametrize(
    "name", ["bag-info.txt", "bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"]
)
def test_an_unsigned_archive_guards_its_own_files_too(tmp_path: Path, name: str) -> None:
    write_archive(tmp_path / "a", header(), [post()], 1, None, Work())
    content = bytearray((tmp_path / "a" / name).read_bytes())
    for place in range(0, len(content), 7 if BY_HAND else 23):
        content[place] ^= 1
        with changed(tmp_path / "a" / name, bytes(content)):
            found = verify(tmp_path / "a")
            assert any(name in (problem.file, problem.detail) for problem in found.problems)
        content[place] ^= 1


def test_what_bagit_overlooks_is_found(folder: Path) -> None:
    """An edited bag-info.txt, once the tag manifest that covers it is gone."""
    (folder / bag.TAG_MANIFEST).unlink()
    (folder / bag.BAG_INFO).write_text("Payload-Oxum: 1.1\n")
    assert bag.TAG_MANIFEST in files(verify(folder))


@pytest.mark.parametrize(
    "line", ["", "xx", "0" * 64 + "  data/../x", "A" * 64 + "  data/x", "0" * 64 + " data/x"]
)
def test_a_malformed_manifest_line_is_named(folder: Path, line: str) -> None:
    manifest = folder / bag.MANIFEST
    manifest.write_text(line + "\n" + manifest.read_text())
    assert ("bad_line", bag.MANIFEST, "1") in {(p.kind, p.file, p.detail) for p in verify(folder).problems}


@pytest.mark.parametrize("name", [bag.MANIFEST, bag.TAG_MANIFEST])
@pytest.mark.parametrize("sha256", ["", "0" * 64])
def test_a_doubled_manifest_line_is_named(tmp_path: Path, name: str, sha256: str) -> None:
    """Also where nothing else tells: nobody signed, and the other manifest's checksum is right."""
    write_archive(tmp_path / "a", header(), [post()], 1, None, Work())
    manifest, tag_manifest = tmp_path / "a" / name, tmp_path / "a" / bag.TAG_MANIFEST
    before = manifest.read_text()
    lines = before.splitlines()
    doubled = (sha256 or lines[1][:64]) + lines[1][64:]
    manifest.write_bytes("\n".join([lines[0], lines[1], doubled, *lines[2:], ""]).encode())
    if name == bag.MANIFEST:
        old, new = (hashlib.sha256(data).hexdigest() for data in (before.encode(), manifest.read_bytes()))
        tag_manifest.write_bytes(tag_manifest.read_bytes().replace(old.encode(), new.encode()))
    found = verify(tmp_path / "a")
    assert [(one.kind, one.file, one.detail) for one in found.problems] == [("bad_line", name, "3")]


# No archive at all


def test_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos/x.jpg").write_bytes(picture())
    (tmp_path / "note.txt").write_text("hello")
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as opened:
        opened.writestr("a/b.txt", b"x")
    (tmp_path / "other.zip").write_bytes(other.getvalue())
    with pytest.raises(Refusal) as of_the_disk:
        verify(Path(tmp_path.anchor))
    assert of_the_disk.value.params == {"name": tmp_path.anchor}
    with zipfile.ZipFile(
        tmp_path / "packed.zip", "w", zipfile.ZIP_DEFLATED
    ) as opened:  # as any computer packs
        opened.writestr("ছবি/", b"")
        opened.writestr("ছবি/মেলা.jpg", picture())
    names = ("photos", "note.txt", "other.zip", "packed.zip")
    expected = dict.fromkeys(names, "not_an_archive")
    for name, key in {**expected, "nothing": "not_found", "x" * 300: "not_readable"}.items():
        with pytest.raises(Refusal, match=rf"archive\.{key}"):
            verify(tmp_path / name)


def test_what_lies_one_folder_away_is_named(signed_folder: Path, signed_zip: Path, tmp_path: Path) -> None:
    above = tmp_path / "stick"
    above.mkdir()
    (above / "photos.zip").write_bytes(b"PK")
    shutil.copy(signed_zip, above / "of March.zip")
    shutil.copytree(signed_folder, above / "of February")
    within = next(path for path in (above / "of February").iterdir() if path.is_dir())
    expected = {
        above: ("archives_within", {"name": "stick", "names": "of February, of March.zip"}),
        within: ("part_of_one", {"name": within.name, "archive": "of February"}),
    }
    for path, (key, params) in expected.items():
        with pytest.raises(Refusal) as refused:
            verify(path)
        assert (refused.value.key, refused.value.params) == (f"archive.{key}", params)
        for language in LANGUAGES:
            assert params["name"] in Translator(language).refusal(refused.value)


def test_verifying_can_be_cancelled(signed_folder: Path) -> None:
    work = Work(on_progress=lambda done, total: work.cancel() if done == 5 else None)
    with pytest.raises(Cancelled):
        verify_archive(signed_folder, work)


def test_an_archive_of_many_posts(tmp_path: Path) -> None:
    posts = [post(number) if number % 3 else rich_post(number) for number in range(1, 61)]
    write_archive(tmp_path / "a.zip", header(), posts, 60, None, Work())
    found = verify(tmp_path / "a.zip")
    assert (found.problems, found.posts) == ((), 60)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_and_refusal_has_its_sentence(language: str) -> None:
    """Read from the sources, so that a new kind cannot go without words."""
    sources = "".join(
        path.read_text("utf-8") for path in Path(verify_archive.__code__.co_filename).parent.glob("*.py")
    )
    problems = set(re.findall(r'(?:Problem|_say|Flaw)\(\s*"([a-z_]+)"', sources))
    refusals = set(re.findall(r'(?:Refusal|MissingEnvironment)\(\s*"archive\.([a-z_]+)"', sources))
    assert {"changed", "zip_packed", "text_differs"} <= problems
    assert {"exists", "not_readable"} <= refusals
    words = Translator(language)
    for kind in problems:
        assert words(f"verify.{kind}", file="F", detail="D")
    for key in refusals:
        named = {name: name for name in ("name", "names", "archive", "folder", "reason")}
        assert words(f"error.archive.{key}", **named, draft=1, n=1, fewest=1, most=1)
