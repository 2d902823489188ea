from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from archive_samples import DeskKey
from hypothesis import given
from hypothesis import strategies as st

from app.archive import minisign
from tests.helpers.debian_tools import debian_tool

DATA = "সংরক্ষিত\n".encode()
KEY = DeskKey()
SIGNED = minisign.sign(KEY, DATA, "timestamp:1795501800\tfile:data.txt\thashed")


def test_the_public_tool_accepts_our_signature(tmp_path: Path) -> None:
    (tmp_path / "data.txt").write_bytes(DATA)
    (tmp_path / "data.txt.minisig").write_bytes(SIGNED.to_bytes())
    (tmp_path / "our.pub").write_bytes(minisign.public_key_of(KEY).to_bytes())
    command = [debian_tool("minisign"), "-V", "-m", "data.txt", "-p", "our.pub"]
    answer = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    assert "Trusted comment: timestamp:1795501800" in answer.stdout


def test_the_public_tool_names_the_key_as_we_do(tmp_path: Path) -> None:
    other = minisign.public_key_of(DeskKey(b"o" * 32))
    (tmp_path / "data.txt").write_bytes(DATA)
    (tmp_path / "data.txt.minisig").write_bytes(SIGNED.to_bytes())
    (tmp_path / "other.pub").write_bytes(other.to_bytes())
    command = [debian_tool("minisign"), "-V", "-m", "data.txt", "-p", "other.pub"]
    answer = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert answer.returncode != 0
    assert minisign.public_key_of(KEY).name in answer.stderr
    assert other.name in answer.stderr


def test_files_are_read_back() -> None:
    key = minisign.public_key_of(KEY)
    assert minisign.read_public_key(key.to_bytes()) == key
    assert minisign.read_signature(SIGNED.to_bytes()) == SIGNED
    assert SIGNED.whole(key)
    assert SIGNED.covers(key, DATA)


def test_another_key_or_other_data_is_found() -> None:
    other = minisign.public_key_of(DeskKey(b"o" * 32))
    assert not SIGNED.whole(other)
    assert not SIGNED.covers(other, DATA)
    assert not SIGNED.covers(minisign.public_key_of(KEY), DATA + b"\n")


@given(st.data())
def test_no_byte_of_a_signature_file_may_change(data: st.DataObject) -> None:
    """Not even the untrusted comment, which minisign itself lets anybody change."""
    file = bytearray(SIGNED.to_bytes())
    file[data.draw(st.integers(0, len(file) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        read = minisign.read_signature(bytes(file))
    except minisign.Malformed:
        return
    key = minisign.public_key_of(KEY)
    assert read.key_id != key.key_id or not read.whole(key)


@given(st.data())
def test_no_byte_of_a_key_file_may_change(data: st.DataObject) -> None:
    file = bytearray(minisign.public_key_of(KEY).to_bytes())
    file[data.draw(st.integers(0, len(file) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        read = minisign.read_public_key(bytes(file))
    except minisign.Malformed:
        return
    assert read != minisign.public_key_of(KEY)


@given(st.binary(max_size=300))
def test_rubbish_is_called_malformed(rubbish: bytes) -> None:
    with pytest.raises(minisign.Malformed):
        minisign.read_signature(rubbish)
    with pytest.raises(minisign.Malformed):
        minisign.read_public_key(rubbish)
