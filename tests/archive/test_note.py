"""Signed notes, checkpoints and co-signatures, against the examples of their specifications and bent ones."""

from __future__ import annotations

import base64
import contextlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from app.archive.checkpoint import Checkpoint, read_checkpoint
from app.archive.note import BadNote, Kind, Note, NoteKey, read_key, read_note
from app.services.base.desk_signer import DeskSigner

# From golang.org/x/mod/sumdb/note, whose format the specification describes.
PETER_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6R"
    "yyBwJnAM=\n"
)
# From c2sp.org/tlog-cosignature.
COSIGNED = """\
example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9n\
To+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nP\
Zqhf5nNo0xUe+mbIUBkBIfZ+qnA==
"""
CHECKPOINT = Checkpoint("anumodon/record/0123", 7, bytes(range(32)))


def signer(seed: int = 1) -> DeskSigner:
    return DeskSigner(Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32))


def test_a_note_of_another_program_holds() -> None:
    note, key = read_note(PETER_NOTE.encode()), read_key(PETER_KEY)
    assert key.text() == PETER_KEY
    assert note.signature_of(key) is not None
    assert note.to_bytes() == PETER_NOTE.encode()


def test_the_example_of_a_cosigned_checkpoint_is_read() -> None:
    note = read_note(COSIGNED.encode())
    found = read_checkpoint(note)
    assert (found.origin, found.size) == ("example.com/behind-the-sofa", 20852163)
    assert note.signatures[1].at == 1679315147
    assert note.to_bytes() == COSIGNED.encode()


def test_a_checkpoint_signed_and_cosigned_is_read_back_and_holds() -> None:
    office, desk = signer(1), signer(2)
    note = CHECKPOINT.note().signed(CHECKPOINT.origin, office).cosigned("anumodon/other", desk, 1_790_000_000)
    again = read_note(note.to_bytes())
    assert again == note
    assert read_checkpoint(again) == CHECKPOINT
    assert again.signature_of(CHECKPOINT.key(office.public_key)) is not None
    cosigner = NoteKey("anumodon/other", Kind.COSIGNED, desk.public_key)
    found = again.signature_of(cosigner)
    assert found is not None
    assert found.at == 1_790_000_000
    assert read_key(cosigner.text()) == cosigner
    # Neither key's signature passes for the other's, nor for the other kind.
    assert again.signature_of(CHECKPOINT.key(desk.public_key)) is None
    assert again.signature_of(NoteKey("anumodon/other", Kind.SIGNED, desk.public_key)) is None
    assert again.signature_of(NoteKey(CHECKPOINT.origin, Kind.COSIGNED, office.public_key)) is None


def test_signing_again_replaces_the_signature() -> None:
    note = CHECKPOINT.note().cosigned("a", signer(), 1).cosigned("a", signer(), 2)
    assert [each.at for each in note.signatures] == [2]


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_no_changed_byte_leaves_the_same_checkpoint_signed(place: int, change: int) -> None:
    whole = bytearray(CHECKPOINT.note().signed(CHECKPOINT.origin, signer()).to_bytes())
    whole[place % len(whole)] ^= change
    try:
        note = read_note(bytes(whole))
        found = read_checkpoint(note)
    except BadNote:
        return
    key = CHECKPOINT.key(signer().public_key)
    # Base64 leaves a few bits unused; what is said stays the same then.
    assert note.signature_of(key) is None or found == CHECKPOINT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "origin\n7\n",
        "origin\n07\n" + base64.b64encode(bytes(32)).decode() + "\n",
        "origin\n-7\n" + base64.b64encode(bytes(32)).decode() + "\n",
        "origin\n7\n" + base64.b64encode(bytes(31)).decode() + "\n",
        "\n7\n" + base64.b64encode(bytes(32)).decode() + "\n",
        "origin\n7\n" + base64.b64encode(bytes(32)).decode() + "\nmore\n",
        "origin\n৭\n" + base64.b64encode(bytes(32)).decode() + "\n",
    ],
)
def test_no_other_text_is_a_checkpoint(text: str) -> None:
    with pytest.raises(BadNote):
        read_checkpoint(Note(text))


@given(st.binary(max_size=200))
def test_whatever_bytes_come_are_a_note_or_refused(data: bytes) -> None:
    with contextlib.suppress(BadNote):
        assert read_note(data).to_bytes()


@pytest.mark.parametrize(
    "data",
    [
        PETER_NOTE[:-1],
        PETER_NOTE.replace("\n\n", "\n"),
        PETER_NOTE.replace("—", "-"),
        PETER_NOTE.replace("cryptography", "crypto\tgraphy"),
        PETER_NOTE + "\n",
        PETER_NOTE.replace("PeterNeumann x08", "Peter+Neumann x08"),
    ],
)
def test_a_bent_note_is_refused(data: str) -> None:
    with pytest.raises(BadNote):
        read_note(data.encode())


@pytest.mark.parametrize("line", ["", "a+b+c", PETER_KEY.replace("c74f20a3", "c74f20a4"), PETER_KEY[:-4]])
def test_a_bent_key_is_refused(line: str) -> None:
    with pytest.raises(BadNote):
        read_key(line)
