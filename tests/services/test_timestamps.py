"""Trusted times by files: real replies of `openssl ts` are proven and kept, all others refused."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from app.archive import bag
from app.archive.types import Verification
from app.cli.output import DONE, WRONG_INPUT
from app.main import main
from app.models.tables import Event
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import Role
from app.services.posts import archive, review, verifying
from app.services.record import timestamps
from app.services.record.audit import audit
from app.work import Work
from tests.helpers.debian_tools import debian_tool
from tests.helpers.sample_office import set_up_office
from tests.helpers.tsa import Authority
from tests.services.by_hand import by_hand
from tests.services.posts import write
from tests.services.refusals import refused


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa"))


def asked(desk: Desk, me: int, folder: Path, name: str = "out.tsq") -> Path:
    timestamps.request(desk, folder / name, me)
    return folder / name


def test_a_stamp_is_kept_with_the_record_and_told_by_the_audit(
    desk: Desk, me: int, tmp_path: Path, authority: Authority
) -> None:
    request = asked(desk, me, tmp_path)
    with desk.store.read():
        count = Event.select().count() - 1
    assert timestamps.pending(desk) == 1
    write(desk, me, "পরের নোটিশ।")  # work goes on while the request is under way
    reply = authority.answer(request, tmp_path / "reply.tsr")
    assert refused(timestamps.take, desk, reply, None, me) == "timestamp.certificate_missing"
    taken = timestamps.take(desk, reply, authority.root, me)
    assert (taken.count, taken.authority) == (count, "Test TSA")
    assert timestamps.stamps(desk) == (taken,)
    assert timestamps.pending(desk) == 0
    report = audit(desk, Work())
    assert report.ok
    assert [(note.kind, note.event) for note in report.notes] == [("stamped", count)]
    # The authority is known now, and its next reply needs no certificate.
    again = authority.answer(asked(desk, me, tmp_path, "again.tsq"), tmp_path / "again.tsr")
    assert timestamps.take(desk, again, None, me).certificate == taken.certificate


def test_forged_foreign_and_repeated_replies_are_refused(
    desk: Desk, me: int, tmp_path: Path, authority: Authority
) -> None:
    stranger = Authority(tmp_path / "stranger", "Stranger")
    request = asked(desk, me, tmp_path)
    reply = authority.answer(request, tmp_path / "reply.tsr")
    whole = reply.read_bytes()
    take = timestamps.take

    def given(data: bytes) -> Path:
        (tmp_path / "given.tsr").write_bytes(data)
        return tmp_path / "given.tsr"

    assert refused(take, desk, stranger.answer(request, tmp_path / "s.tsr"), authority.root, me) == (
        "timestamp.unproven"
    )
    assert refused(take, desk, reply, authority.certificate, me) == "timestamp.unproven"  # not the root
    for odd in (b"", b"\0" * 100, request.read_bytes(), whole[:-1]):
        assert refused(take, desk, given(odd), authority.root, me) == "timestamp.no_reply"
    for at in range(len(whole) - 70, len(whole), 7):  # within the signature
        forged = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        assert refused(take, desk, given(forged), authority.root, me) in (
            "timestamp.unproven",
            "timestamp.no_reply",
        )
    assert refused(take, desk, reply, request, me) == "timestamp.no_certificate"
    assert refused(take, desk, Path("/dev/zero"), authority.root, me) == "file.not_regular"
    assert refused(take, desk, tmp_path / "none.tsr", authority.root, me) == "timestamp.not_found"
    take(desk, reply, authority.root, me)
    assert refused(take, desk, reply, None, me) == "timestamp.known"
    with closing(open_desk(tmp_path / "other")) as other:
        karim = set_up_office(other, [("Karim", Role.MODERATOR)])["Karim"]
        asked(other, karim, tmp_path, "theirs.tsq")
        assert refused(take, other, reply, authority.root, karim) == "timestamp.foreign"


def test_a_reply_that_gives_no_stamp_is_said_as_such(
    desk: Desk, me: int, tmp_path: Path, authority: Authority
) -> None:
    asked(desk, me, tmp_path)
    rejection = bytes.fromhex("30053003020102")  # RFC 3161: a status of 2, rejection, and no token
    (tmp_path / "no.tsr").write_bytes(rejection)
    assert refused(timestamps.take, desk, tmp_path / "no.tsr", authority.root, me) == "timestamp.refused"


def test_a_stamp_changed_or_of_another_record_is_found(
    desk: Desk, me: int, tmp_path: Path, authority: Authority
) -> None:
    reply = authority.answer(asked(desk, me, tmp_path), tmp_path / "reply.tsr")
    timestamps.take(desk, reply, authority.root, me)
    with desk.store.read():
        event = Event.get(Event.kind == "time.stamped")
        body = dict(event.body)
    token = bytearray(base64.b64decode(body["reply"]))
    token[-1] ^= 1
    forged = json.dumps({**body, "reply": base64.b64encode(token).decode()}, sort_keys=True)
    with by_hand(desk) as connection:
        connection.execute("UPDATE event SET body = ? WHERE id = ?", (forged, event.id))
        assert "bad_stamp" in {problem.kind for problem in audit(desk, Work()).problems}
        connection.execute("UPDATE event SET body = ? WHERE id = ?", (json.dumps(body), event.id))
        covered = int(body["message"].split()[1])
        connection.execute("UPDATE event SET hash = 'f' WHERE id = ?", (covered,))
        kinds = {problem.kind for problem in audit(desk, Work()).problems}
    assert {"stamp_differs", "edited"} <= kinds


def test_a_request_never_overwrites_and_needs_somebody_who_decides(
    desk: Desk, team: dict[str, int], tmp_path: Path
) -> None:
    taken = tmp_path / "taken.tsq"
    taken.write_text("mine")
    with desk.store.read():
        before = Event.select().count()
    assert refused(timestamps.request, desk, taken, team["Karim"]) == "archive.exists"
    assert refused(timestamps.request, desk, tmp_path / "no" / "x.tsq", team["Karim"]) == "archive.no_folder"
    assert refused(timestamps.request, desk, tmp_path / "x.tsq", team["Jamal"]) == "review.drafter_cannot"
    assert taken.read_text() == "mine"
    with desk.store.read():
        assert Event.select().count() == before


def test_the_commands(
    desk: Desk, me: int, tmp_path: Path, authority: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.close()
    at = ("--data", str(desk.folder.path), "--json")
    request, reply = tmp_path / "out.tsq", tmp_path / "reply.tsr"
    assert main(["timestamp", "request", str(request), "--member", "Rahima", *at]) == DONE
    events = json.loads(capsys.readouterr().out)["events"]
    authority.answer(request, reply)
    take = ["timestamp", "take", str(reply), "--member", "Rahima"]
    assert main([*take, *at]) == WRONG_INPUT
    assert main([*take, "--certificate", str(authority.root), *at]) == DONE
    capsys.readouterr()
    assert main(["timestamp", *at]) == DONE
    assert [stamp["events"] for stamp in json.loads(capsys.readouterr().out)["stamps"]] == [events]
    assert main(["timestamp", "take", "--member", "Rahima", *at]) == WRONG_INPUT


def reseal(folder: Path) -> None:
    """Make the manifests of an unsigned archive fit again, as somebody would who knows the format."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in (folder / "data").rglob("*")
        if path.is_file()
    }
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    (folder / bag.MANIFEST).write_bytes(bag.manifest(sums))
    info = (folder / bag.BAG_INFO).read_text("utf-8")
    oxum = f"Payload-Oxum: {bag.oxum(sum(map(len, files.values())), len(files))}"
    (folder / bag.BAG_INFO).write_text(re.sub("Payload-Oxum: .*", oxum, info), "utf-8", newline="\n")
    tags = (bag.DECLARATION, bag.BAG_INFO, bag.MANIFEST)
    whole = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in tags}
    (folder / bag.TAG_MANIFEST).write_bytes(bag.manifest(whole))


def test_an_archive_carries_the_newest_stamp_and_whoever_has_it_proves_it(
    desk: Desk, me: int, tmp_path: Path, authority: Authority
) -> None:
    draft = write(desk, me)
    review.approve(desk, draft.id, draft.version.digest, me)
    early = authority.answer(asked(desk, me, tmp_path, "1.tsq"), tmp_path / "1.tsr")
    timestamps.take(desk, early, authority.root, me)
    reply = authority.answer(asked(desk, me, tmp_path, "2.tsq"), tmp_path / "2.tsr")
    taken = timestamps.take(desk, reply, None, me)
    out = tmp_path / "archive"
    archive.export(desk, out, work=Work())

    def verified() -> Verification:
        return verifying.verify(out, Work(), allow_unsigned=True)

    found = verified()
    assert found.problems == ()
    assert found.stamp is not None
    assert (found.stamp.size, found.stamp.authority) == (taken.count, "Test TSA")
    assert found.stamp.root == taken.certificate
    proving = [debian_tool("openssl"), "ts", "-verify", "-data", out / bag.STAMPED, "-in", out / bag.STAMP]
    assert (
        subprocess.run([*proving, "-CAfile", authority.root], capture_output=True, check=False).returncode
        == 0
    )
    whole = {name: (out / name).read_bytes() for name in (bag.STAMP, bag.STAMPED, bag.STAMP_ROOT)}
    stranger = Authority(tmp_path / "stranger", "Stranger")
    strange = stranger.answer(tmp_path / "2.tsq", tmp_path / "s.tsr").read_bytes()
    for changes, kind in (
        ({bag.STAMP: strange}, "stamp_unproven"),
        ({bag.STAMP: early.read_bytes()}, "stamp_unproven"),
        ({bag.STAMP: strange, bag.STAMP_ROOT: stranger.root.read_bytes()}, "stamp_differs"),
        ({bag.STAMP: None, bag.STAMPED: None, bag.STAMP_ROOT: None}, "stamp_differs"),
        ({bag.STAMP_ROOT: None}, "stamp_differs"),
    ):
        for name, data in {**whole, **changes}.items():
            (out / name).unlink(missing_ok=True)
            if data is not None:
                (out / name).write_bytes(data)
        reseal(out)
        assert kind in {problem.kind for problem in verified().problems}, changes.keys()
