"""Archives that prove how their records go on, and what forged or forked ones are told by."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.archive import bag
from app.archive.evidence import read_proof
from app.archive.types import Verification
from app.archive.verify import verify_archive
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import Role
from app.services.office.office import members, set_up
from app.services.office.views import AccountForm, MemberForm, OfficeForm
from app.services.posts import archive, review, verifying
from app.services.record import continuing
from app.services.record.audit import audit
from app.work import Work
from tests.services.by_hand import changed
from tests.services.posts import write


def approve(desk: Desk, me: int, text: str) -> None:
    draft = write(desk, me, text)
    review.approve(desk, draft.id, draft.version.digest, me)


@pytest.fixture
def exported(desk: Desk, me: int, tmp_path: Path) -> Path:
    """An archive of two approved posts, made after another one."""
    approve(desk, me, "ভূমি মেলা আগামী রবিবার।")
    archive.export(desk, tmp_path / "first", work=Work())
    approve(desk, me, "টিকা নিন, সুস্থ থাকুন।")
    archive.export(desk, tmp_path / "second", work=Work())
    return tmp_path / "second"


def kinds(found: Verification) -> list[str]:
    return [problem.kind for problem in found.problems]


def check(later: Path, earlier: Path) -> list[str]:
    return kinds(verifying.verify(later, Work(), allow_unsigned=True, continues=earlier))


def test_an_archive_proves_its_approvals_and_continues_the_earlier_one(
    exported: Path, tmp_path: Path
) -> None:
    found = verify_archive(exported, Work())
    assert found.ok, found.problems
    assert [tree.size for tree in found.earlier] == [verify_archive(tmp_path / "first", Work()).size]
    assert check(exported, tmp_path / "first") == []
    assert check(exported, exported) == []
    assert check(tmp_path / "first", exported) == ["not_later"]


def test_one_post_is_shown_with_its_proof_alone(exported: Path) -> None:
    (first, second) = sorted(exported.glob("data/posts/*/approval-*.tlog-proof"))
    proof = read_proof(first.read_bytes())
    assert proof.holds()
    assert '"verdict":"approve"' in proof.event.text
    assert proof.checkpoint.size == verify_archive(exported, Work()).size
    # The proof of one event does not hold for another.
    lines = second.read_bytes().split(b"\n")
    swapped = b"\n".join([*first.read_bytes().split(b"\n")[:2], *lines[2:]])
    assert not read_proof(swapped).holds()


def resealed(folder: Path, change: Callable[[Path], None]) -> Verification:
    """Change an archive, make its checksums fit, and verify it."""
    change(folder)
    payload = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (folder / "data").rglob("*")
        if path.is_file()
    }
    (folder / bag.MANIFEST).write_bytes(bag.manifest(payload))
    info = (folder / bag.BAG_INFO).read_text("utf-8")
    size = sum((folder / name).stat().st_size for name in payload)
    stated = f"Payload-Oxum: {bag.oxum(size, len(payload))}"
    (folder / bag.BAG_INFO).write_text(re.sub(r"Payload-Oxum: .*", stated, info), "utf-8", newline="\n")
    tags = (bag.DECLARATION, bag.BAG_INFO, bag.MANIFEST, bag.PROFILE)
    sealed = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in tags}
    (folder / bag.TAG_MANIFEST).write_bytes(bag.manifest(sealed))
    return verify_archive(folder, Work())


def edit(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (path,) = sorted(folder.glob(name))[:1]
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_bytes(text.replace(old, new).encode())

    return change


def drop_proof(folder: Path) -> None:
    sorted(folder.glob("data/posts/*/*.tlog-proof"))[0].unlink()


def drop_earlier_proof(folder: Path) -> None:
    path = folder / bag.RECORD
    record = json.loads(path.read_text(encoding="utf-8"))
    record["earlier"][0]["proof"] = record["earlier"][0]["proof"][:-1]
    path.write_text(json.dumps(record), encoding="utf-8")


def take_another_root(folder: Path) -> None:
    edit(bag.CHECKPOINT, "anumodon/record/", "anumodon/rekord/")(folder)


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (drop_proof, "proof_missing"),
        (drop_earlier_proof, "record_unproven"),
        (take_another_root, "checkpoint_differs"),
        (edit("data/posts/*/*.tlog-proof", "index ", "index 1"), "proof_broken"),
        (edit(bag.RECORD, '"breaks": []', '"breaks": [{}]'), "bad_document"),
        (edit(bag.CHECKPOINT, "=", ""), "bad_document"),
    ],
)
def test_forged_evidence_is_named(exported: Path, change: Callable[[Path], None], kind: str) -> None:
    assert kind in kinds(resealed(exported, change))


@pytest.fixture
def forked(desk: Desk, me: int, exported: Path, tmp_path: Path) -> Iterator[Desk]:
    """A second record with the same beginning: a copy of the folder, from before the second export."""
    assert exported
    twin = tmp_path / "twin"
    shutil.copytree(desk.folder.path, twin)
    approve(desk, me, "পুরোনো ধারায় লেখা।")
    archive.export(desk, tmp_path / "third", work=Work())
    other = open_desk(twin)
    yield other
    other.close()


@pytest.mark.sqlite
def test_two_records_with_one_beginning_are_told_apart_and_where(
    forked: Desk, me: int, tmp_path: Path
) -> None:
    last = tmp_path / "fork-2"
    for number in range(3):
        approve(forked, me, f"নতুন ধারায় লেখা {number}।")
        archive.export(forked, tmp_path / f"fork-{number}", work=Work())
    found = verifying.verify(last, Work(), allow_unsigned=True, continues=tmp_path / "third")
    assert kinds(found) == ["fork"]
    agreed, parted = found.problems[0].detail.split("–")
    assert int(agreed) == verify_archive(tmp_path / "second", Work()).size
    assert int(parted) == verify_archive(tmp_path / "third", Work()).size
    # And by the record itself: the archive of the other one is not its own.
    report = audit(forked, Work(), against=tmp_path / "third")
    assert [problem.kind for problem in report.problems] == ["not_in_archive", "parted"]
    assert audit(forked, Work(), against=tmp_path / "second").ok


def test_archives_of_two_offices_do_not_continue_each_other(exported: Path, tmp_path: Path) -> None:
    form = OfficeForm(
        name_bn="অন্য",
        name_en="Other",
        members=(MemberForm("A", Role.MODERATOR),),
        accounts=(AccountForm("facebook", "other", "Other"),),
    )
    other = open_desk(tmp_path / "other")
    try:
        set_up(other, form)
        (member,) = members(other)
        for number in range(3):
            approve(other, member.id, f"লেখা {number}।")
        archive.export(other, tmp_path / "others", work=Work())
    finally:
        other.close()
    assert "another_record" in check(tmp_path / "others", tmp_path / "first")
    assert exported


def test_an_archive_names_where_the_record_was_gone_on_with(desk: Desk, me: int, tmp_path: Path) -> None:
    approve(desk, me, "ভূমি মেলা আগামী রবিবার।")
    changed(desk, "UPDATE event SET hash = 'x' WHERE id = (SELECT MAX(id) FROM event)")
    continuing.settle(desk, "ডিস্ক বদলানো হয়েছে", me)
    approve(desk, me, "টিকা নিন, সুস্থ থাকুন।")
    archive.export(desk, tmp_path / "a", work=Work())
    found = verify_archive(tmp_path / "a", Work())
    assert found.ok, found.problems
    (place,) = found.breaks
    assert (place.kind, place.by, place.reason) == ("segment", "Rahima", "ডিস্ক বদলানো হয়েছে")
    assert "ডিস্ক বদলানো হয়েছে" in (tmp_path / "a" / bag.INDEX).read_text("utf-8")
    # Whoever takes the mention away is found out by what the archive proves.
    edit(bag.ABOUT, "ডিস্ক বদলানো হয়েছে", "কিছু হয়নি")(tmp_path / "a")
    assert "breaks_differ" in kinds(resealed(tmp_path / "a", lambda _: None))
