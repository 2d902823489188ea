"""`anumodon verify` as a script sees it: whose an archive is, and its status."""

from __future__ import annotations

import zipfile
from pathlib import Path

from app.archive import bag, keys
from tests.cli.conftest import Anumodon

ARCHIVE = Path(__file__).parents[1] / "data" / "archives" / "format-1-schema-8.zip"
KEY = bytes.fromhex("1dee79d0be57e058d31d55c97b00838ecf9c8e1790996f5083a568a559ee7245")
FINGERPRINT = keys.fingerprint_of(KEY)


def unpacked(folder: Path) -> Path:
    with zipfile.ZipFile(ARCHIVE) as archive:
        archive.extractall(folder)
    return folder / "archive"


def test_the_key_is_named_and_compared(anumodon: Anumodon, tmp_path: Path) -> None:
    alone = anumodon("verify", ARCHIVE, "--json")
    assert (alone.status, alone.json["whose"]) == (0, "stranger")
    assert (alone.json["fingerprint"], alone.json["signed_by"]) == (FINGERPRINT, keys.id_of(KEY))
    assert not (tmp_path / "data").exists()

    said = anumodon("verify", ARCHIVE, "--key", keys.grouped(FINGERPRINT), "--lang", "en")
    assert said.status == 0
    assert keys.grouped(FINGERPRINT) in said.out
    file = unpacked(tmp_path / "unpacked") / bag.PUBLIC_KEY
    assert anumodon("verify", ARCHIVE, "--key", file, "--json").json["whose"] == "expected"

    other = anumodon("verify", ARCHIVE, "--key", "0" * 64, "--json")
    assert other.status == 1
    assert [problem["kind"] for problem in other.json["problems"]] == ["other_key"]
    empty = anumodon("verify", ARCHIVE, "--key", "", "--lang", "en")  # a script whose variable stayed empty
    assert (empty.status, empty.out, len(empty.error.splitlines())) == (2, "", 1)
    short = anumodon("verify", ARCHIVE, "--key", FINGERPRINT[:15])
    assert short.status == 2
    assert len(short.error.splitlines()) == 1


def test_a_signature_taken_off_is_a_no(anumodon: Anumodon, tmp_path: Path) -> None:
    archive = unpacked(tmp_path / "unpacked")
    (archive / bag.SIGNATURE).unlink()
    (archive / bag.PUBLIC_KEY).unlink()
    lines = (archive / bag.TAG_MANIFEST).read_text().splitlines(keepends=True)
    (archive / bag.TAG_MANIFEST).write_text(
        "".join(line for line in lines if bag.PUBLIC_KEY not in line), newline="\n"
    )

    unsigned = anumodon("verify", archive, "--json")
    assert unsigned.status == 1
    assert not unsigned.json["ok"]
    kinds = [problem["kind"] for problem in unsigned.json["problems"]]
    assert kinds == ["unsigned", "index_key"]  # the index still names the key that had signed
    assert keys.id_in(FINGERPRINT) in unsigned.json["problems"][1]["sentence"]
    allowed = anumodon("verify", archive, "--allow-unsigned", "--json")
    assert [problem["kind"] for problem in allowed.json["problems"]] == ["index_key"]
    both = anumodon("verify", archive, "--allow-unsigned", "--key", FINGERPRINT, "--json")
    assert [problem["kind"] for problem in both.json["problems"]] == kinds
