"""A certificate proves an approval on any computer; whatever is changed in it is found."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pypdfium2
import pytest

from app.archive.types import Whose
from app.models.tables import Event
from app.services.base.desk import Desk, open_desk
from app.services.posts import archive, queue, review, verifying
from app.services.posts.certificate import (
    CertificateFiles,
    certificate_paper,
    make_certificate,
    verify_certificate,
)
from app.work import Work
from tests.helpers.debian_tools import debian_tool
from tests.services.memory_keyring import file_keyring, memory_keyring
from tests.services.posts import CLEAN, write
from tests.services.refusals import refused


@dataclass(frozen=True)
class Made:
    desk: Desk
    me: int
    draft: int
    files: CertificateFiles


@pytest.fixture
def keyring_in_memory() -> Iterator[None]:
    with memory_keyring():
        yield


@pytest.fixture
def made(tmp_path: Path, keyring_in_memory: None, desk: Desk, office_of_one: dict[str, int]) -> Made:
    me = office_of_one["Rahima"]
    draft = write(desk, me, images=1)
    review.approve(desk, draft.id, draft.version.digest, me)
    return Made(desk, me, draft.id, make_certificate(desk, draft.id, tmp_path / "post.pdf", me, "bn"))


def test_it_names_what_was_approved_by_whom_and_proves_it(made: Made) -> None:
    found = verify_certificate(Path(made.files.proof))
    assert found.problems == ()
    assert found.whose is Whose.STRANGER
    told = found.certificate
    assert told.document["text"] == CLEAN
    assert told.digest == queue.draft(made.desk, made.draft).version.digest
    assert [one.member for one in told.approvals] == ["Rahima"]
    assert found.fingerprint == made.files.fingerprint
    known = verify_certificate(Path(made.files.proof), known=verifying.known_keys(made.desk))
    assert known.whose is Whose.KNOWN
    named = verify_certificate(Path(made.files.proof), expected_key=made.files.fingerprint)
    assert named.whose is Whose.EXPECTED
    assert not verify_certificate(Path(made.files.proof), expected_key="0" * 64).ok


def test_nothing_goes_out_unsigned_because_of_a_moment(
    tmp_path: Path, desk: Desk, request: pytest.FixtureRequest
) -> None:
    """The office has a key and the keyring does not give it: asked once more, then refused, not recorded."""
    with file_keyring(tmp_path / "keyring") as keyring:
        me = request.getfixturevalue("office_of_one")["Rahima"]
        draft = write(desk, me)
        review.approve(desk, draft.id, draft.version.digest, me)
        desk.anchor.close()
        keyring.locked = True
        with closing(open_desk(desk.folder.path)) as later:
            out, copy = tmp_path / "post.pdf", tmp_path / "archive"
            told = [
                refused(make_certificate, later, draft.id, out, me, "bn"),
                refused(certificate_paper, later, draft.id, me, "bn"),
                refused(partial(archive.export, later, copy, by=me, work=Work())),
            ]
            assert told == ["record.leaves_unsigned"] * 3
            assert not out.exists()
            assert not copy.exists()
            with later.store.read():
                kinds = [row.kind for row in Event.select(Event.kind)]
            assert not {"certificate.made", "archive.begun"} & set(kinds)
            keyring.locked = False
            assert archive.export(later, copy, by=me, work=Work()).signed
            assert make_certificate(later, draft.id, tmp_path / "second.pdf", me, "bn").fingerprint
        later.anchor.close()
        keyring.locked = True
        with closing(open_desk(desk.folder.path)) as last:
            meant = make_certificate(last, draft.id, tmp_path / "third.pdf", me, "bn", unsigned=True)
            assert meant.fingerprint == ""


def test_minisign_checks_the_same_file(made: Made) -> None:
    key = Path(made.files.proof).with_suffix(".pub")
    checked = subprocess.run(
        [debian_tool("minisign"), "-V", "-p", key, "-m", made.files.proof], capture_output=True, check=False
    )
    assert checked.returncode == 0, checked.stderr


def test_the_page_says_it_in_words(made: Made) -> None:
    document = pypdfium2.PdfDocument(made.files.pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert "অনুমোদনের সনদ" in text
    assert "Rahima" in text
    assert document.count_attachments() == 1
    assert bytes(document.get_attachment(0).get_data()) == Path(made.files.proof).read_bytes()
    document.close()


def test_whatever_is_changed_is_found(made: Made) -> None:
    proof = Path(made.files.proof)
    whole = json.loads(proof.read_bytes())
    document = whole["document"]
    changes: list[dict[str, object]] = [
        {"office": {"bn": "অন্য", "en": "Other"}},
        {"document": {**document, "text": CLEAN + " আরও"}},
        {"approvals": [["Karim", *whole["approvals"][0][1:]]]},
        {"urls": ["https://example.org"]},
        {"digest": "0" * 64},
        {"proofs": []},
        {"signature": ""},
        {"key": "", "signature": ""},
        {"proofs": [re.sub("index [0-9]+", "index 1", whole["proofs"][0])]},
    ]
    for change in changes:
        proof.write_text(json.dumps({**whole, **change}), encoding="utf-8")
        assert not verify_certificate(proof).ok, change
    for odd in (b"", b"{}", b"[]", b"\xff", b'{"format": "anumodon-proof 1"}'):
        proof.write_bytes(odd)
        assert refused(verify_certificate, proof) == "certificate.none"


def test_another_desks_signature_over_a_stolen_proof_is_found(made: Made, tmp_path: Path) -> None:
    from app.archive.certificate import _certificate
    from app.services.base.desk_signer import DeskSigner

    stolen = _certificate(json.loads(Path(made.files.proof).read_bytes()))
    forged = tmp_path / "forged.proof"
    forged.write_bytes(stolen.to_bytes(DeskSigner.new()))
    assert [one.kind for one in verify_certificate(forged).problems] == ["certificate_checkpoint"]


def test_only_what_is_approved_has_one_and_nothing_is_overwritten(made: Made, tmp_path: Path) -> None:
    pending = write(made.desk, made.me, "আরেকটি পোস্ট।")
    new = tmp_path / "new.pdf"
    assert refused(make_certificate, made.desk, pending.id, new, made.me, "en") == "certificate.not_approved"
    again = Path(made.files.pdf)
    assert refused(make_certificate, made.desk, made.draft, again, made.me, "en") == "archive.exists"
    assert (
        refused(make_certificate, made.desk, made.draft, tmp_path / "a.txt", made.me, "en")
        == "certificate.not_pdf"
    )
    gone = tmp_path / "gone" / "a.pdf"
    assert refused(make_certificate, made.desk, made.draft, gone, made.me, "en") == "archive.no_folder"
    assert not new.exists()


def test_without_a_keyring_it_is_unsigned_and_verify_says_no(
    desk: Desk, office_of_one: dict[str, int], tmp_path: Path
) -> None:
    me = office_of_one["Rahima"]
    draft = write(desk, me)
    review.approve(desk, draft.id, draft.version.digest, me)
    files = make_certificate(desk, draft.id, tmp_path / "post.pdf", me, "en")
    assert files.others == ()
    assert [one.kind for one in verify_certificate(Path(files.proof)).problems] == ["certificate_unsigned"]
    assert verify_certificate(Path(files.proof), allow_unsigned=True).ok
