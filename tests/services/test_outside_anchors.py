"""Anchors kept outside the folder: saved, co-signed by another office, and held against forged records."""

from __future__ import annotations

import codecs
import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.archive.checkpoint import Checkpoint
from app.archive.evidence import read_note_file
from app.errors import Refusal
from app.services.base.desk import Desk, open_desk
from app.services.base.desk_signer import DeskSigner
from app.services.base.enums import Role
from app.services.office.office import members, set_up
from app.services.office.views import AccountForm, MemberForm, OfficeForm
from app.services.posts import review
from app.services.record import continuing, outside
from app.services.record.audit import audit
from app.services.record.outside import Signed, Standing
from app.work import Work
from tests.services.memory_keyring import memory_keyring
from tests.services.posts import write


def approve(desk: Desk, me: int, text: str) -> None:
    draft = write(desk, me, text)
    review.approve(desk, draft.id, draft.version.digest, me)


@pytest.fixture
def reopened(desk: Desk) -> Iterator[object]:
    """Opens the folder again, as after a restart."""
    opened: list[Desk] = []

    def reopen() -> Desk:
        (opened[-1] if opened else desk).close()
        opened.append(open_desk(desk.folder.path))
        return opened[-1]

    yield reopen
    for one in opened:
        one.close()


def put_back(desk: Desk, copy: Path) -> None:
    """An older database in the place of the newer one."""
    for leftover in desk.folder.path.glob("anumodon.db*"):
        leftover.unlink()
    shutil.copy(copy, desk.folder.database)


@pytest.mark.sqlite
def test_a_record_behind_a_saved_anchor_is_said_at_start_and_by_the_audit(
    desk: Desk, me: int, tmp_path: Path, reopened: object
) -> None:
    approve(desk, me, "ভূমি মেলা আগামী রবিবার।")
    drive = tmp_path / "drive"
    drive.mkdir()
    outside.save(desk, drive, me)
    older = tmp_path / "older.db"
    desk.store.back_up(older)
    approve(desk, me, "টিকা নিন, সুস্থ থাকুন।")
    kept = outside.save(desk, drive, me)
    assert outside.check(desk, kept).standing is Standing.CONTINUES
    assert outside.trouble(desk) is None
    line = outside.anchor(desk).line
    desk.close()
    put_back(desk, older)
    # The copy knows the first anchor's place alone; the second is found by whoever has the file or the line.
    again = reopened()  # type: ignore[operator]
    assert outside.trouble(again) is None
    assert outside.check(again, kept).standing is Standing.BEHIND
    for language in ("bn", "en"):
        assert outside.check_line(again, line.written(language)).standing is Standing.BEHIND
    approve(again, me, "অন্য ধারায় লেখা।")
    approve(again, me, "অন্য ধারায় আরও লেখা।")
    assert outside.check(again, kept).standing is Standing.ANOTHER
    with sqlite3.connect(again.folder.database) as connection:
        connection.execute(
            "REPLACE INTO desk_setting (key, value) VALUES ('anchor_places', ?)", (json.dumps([str(kept)]),)
        )
    connection.close()
    once_more = reopened()  # type: ignore[operator]
    problem = outside.trouble(once_more)
    assert problem is not None
    assert problem.key == "record.outside_another"
    assert [each.kind for each in audit(once_more, Work()).problems] == ["outside_another"]
    assert continuing.settle(once_more, "ব্যাকআপ ফেরানো হয়েছে", me) is continuing.Open.RESTORED
    assert outside.trouble(once_more) is None
    assert audit(once_more, Work()).ok


@pytest.fixture
def signing() -> Iterator[None]:
    """A keyring in memory, as good as any for what is signed here; the real one has tests of its own."""
    with memory_keyring():
        yield


@pytest.fixture
def superior(signing: None, tmp_path: Path) -> Iterator[tuple[Desk, int]]:
    """The desk of the superior office."""
    desk = open_desk(tmp_path / "superior")
    form = OfficeForm(
        name_bn="জেলা শিক্ষা অফিস",
        name_en="District Education Office",
        members=(MemberForm("Karim", Role.MODERATOR),),
        accounts=(AccountForm("facebook", "deo", "DEO"),),
    )
    set_up(desk, form)
    (member,) = members(desk)
    yield desk, member.id
    desk.close()


def test_another_office_cosigns_and_the_record_keeps_it(
    signing: None, desk: Desk, me: int, superior: tuple[Desk, int], tmp_path: Path
) -> None:
    theirs, karim = superior
    saved = outside.save(desk, tmp_path, me)
    cosigned = outside.cosign(theirs, saved, karim)
    before = outside.check(desk, cosigned)
    assert [each.fingerprint for each in before.cosigned] == [""]
    report = outside.keep(desk, cosigned, me)
    assert report.signed is Signed.OFFICE
    signer = theirs.keys.signer()
    assert signer is not None
    assert [each.fingerprint for each in report.cosigned] == [hashlib.sha256(signer.public_key).hexdigest()]
    assert audit(desk, Work()).ok
    assert audit(theirs, Work()).ok
    with pytest.raises(Refusal, match=r"anchor\.own"):
        outside.cosign(desk, saved, me)
    with pytest.raises(Refusal, match=r"anchor\.not_cosigned"):
        outside.keep(desk, saved, me)


def test_an_anchor_that_windows_or_mail_wrote_anew_is_the_same(
    signing: None, desk: Desk, me: int, superior: tuple[Desk, int], tmp_path: Path
) -> None:
    """Their editors end lines in their own way, and put a mark before the text."""
    theirs, karim = superior
    cosigned = outside.cosign(theirs, outside.save(desk, tmp_path, me), karim)
    for file in (cosigned, cosigned.with_suffix(outside.KEY_SUFFIX)):
        file.write_bytes(codecs.BOM_UTF8 + file.read_bytes().replace(b"\n", b"\r\n"))
    report = outside.keep(desk, cosigned, me)
    assert report.ok
    assert report.signed is Signed.OFFICE
    assert len(report.cosigned) == 1


def test_a_forged_anchor_is_not_believed(signing: None, desk: Desk, me: int, tmp_path: Path) -> None:
    saved = outside.save(desk, tmp_path, me)
    text = saved.read_text("utf-8")
    stranger = DeskSigner.new()
    name = text.partition("\n")[0]
    _note, point = read_note_file(saved.read_bytes())
    forged = tmp_path / "forged.txt"
    forged.write_bytes(point.note().signed(name, stranger).to_bytes())
    assert outside.check(desk, forged).signed is Signed.STRANGER
    assert not outside.check(desk, forged).ok
    with pytest.raises(Refusal, match=r"anchor\.not_ours"):
        outside.keep(desk, forged, me)
    bare = tmp_path / "bare.txt"
    bare.write_text(text.partition("\n\n")[0] + "\n", "utf-8", newline="\n")
    assert outside.check(desk, bare).signed is Signed.NOBODY
    (tmp_path / "other.txt").write_text("নোটিশ", "utf-8")
    with pytest.raises(Refusal, match=r"anchor\.none"):
        outside.check(desk, tmp_path / "other.txt")
    with pytest.raises(Refusal, match=r"anchor\.bad_line"):
        outside.check_line(desk, "7 babad")


def test_a_signature_of_another_kind_beside_ours_is_no_time(
    signing: None, desk: Desk, me: int, tmp_path: Path
) -> None:
    """As the logs of others sign notes: where a co-signature has a time, theirs has anything at all."""
    saved = outside.save(desk, tmp_path, me)
    stranger = DeskSigner.new()
    both = tmp_path / "both.txt"
    note, _point = read_note_file(saved.read_bytes())
    both.write_bytes(note.signed("log.example", stranger).to_bytes())
    [other] = outside.check(desk, both).cosigned
    assert (other.name, other.at, other.fingerprint) == ("log.example", None, "")


def test_a_superior_office_does_not_cosign_two_histories(
    signing: None, desk: Desk, me: int, superior: tuple[Desk, int], tmp_path: Path
) -> None:
    theirs, karim = superior
    older = outside.save(desk, tmp_path, me)
    approve(desk, me, "ভূমি মেলা আগামী রবিবার।")
    newer = outside.save(desk, tmp_path, me)
    outside.cosign(theirs, newer, karim)
    _note, point = read_note_file(newer.read_bytes())
    signer = desk.keys.signer()
    assert signer is not None
    # As somebody would who has this office's key and has made another record of the same length.
    forked = tmp_path / "forked.txt"
    other = Checkpoint(point.origin, point.size, bytes(32))
    forked.write_bytes(other.note().signed(point.origin, signer).to_bytes())
    assert outside.check(desk, forked).standing is Standing.ANOTHER
    with pytest.raises(Refusal, match=r"anchor\.contradicts"):
        outside.cosign(theirs, forked, karim)
    with pytest.raises(Refusal, match=r"anchor\.older"):  # which accuses nobody: a file is soon mistaken
        outside.cosign(theirs, older, karim)
    outside.cosign(theirs, newer, karim)
