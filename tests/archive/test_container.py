from __future__ import annotations

import io
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from app.archive.container import Flaw, Member, ending, member_of, walk

AT = datetime(2026, 11, 24, 12, 30, 40)
NAMES = st.from_regex(r"[a-z0-9]{1,8}(/[a-z0-9]{1,8}\.txt){0,2}", fullmatch=True)


def new_member(name: str, data: bytes, offset: int, at: datetime) -> Member:
    return member_of(name, len(data), zlib.crc32(data), offset, at)


def container(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    members = []
    for name, data in files.items():
        members.append(new_member(name, data, out.tell(), AT))
        out.write(members[-1].header() + data)
    out.writelines(ending(members, out.tell()))
    return out.getvalue()


def walked(data: bytes) -> tuple[list[Member], Flaw | None]:
    return walk(io.BytesIO(data), len(data))


@given(st.dictionaries(NAMES, st.binary(max_size=60), min_size=1, max_size=5))
def test_other_programs_read_what_is_written(files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(container(files))) as opened:
        assert opened.testzip() is None
        assert {name: opened.read(name) for name in opened.namelist()} == files
        assert {info.date_time for info in opened.infolist()} == {(2026, 11, 24, 12, 30, 40)}


@given(st.dictionaries(NAMES, st.binary(max_size=60), min_size=1, max_size=5))
def test_walking_finds_every_member_where_it_lies(files: dict[str, bytes]) -> None:
    data = container(files)
    members, flaw = walked(data)
    assert flaw is None
    assert {m.name: data[m.data_offset : m.data_offset + m.size] for m in members} == files


@given(st.data())
def test_a_changed_byte_outside_the_data_is_a_flaw(data: st.DataObject) -> None:
    whole = container({"a/one.txt": b"1" * 40, "a/two.txt": b"2" * 40})
    members, _ = walked(whole)
    inside = {place for m in members for place in range(m.data_offset, m.data_offset + m.size)}
    place = data.draw(st.sampled_from(sorted(set(range(len(whole))) - inside)))
    changed = bytearray(whole)
    changed[place] ^= data.draw(st.integers(1, 255))
    assert walked(bytes(changed))[1] is not None


@given(st.binary(max_size=200))
def test_rubbish_never_crashes(rubbish: bytes) -> None:
    assert walked(rubbish)[1] is not None
    assert walked(b"PK\x03\x04" + rubbish)[1] is not None
    assert walked(container({"a": b"1"})[:-22] + rubbish)[1] is not None


def test_bytes_before_between_or_after_are_flaws() -> None:
    whole = container({"a": b"1", "b": b"2"})
    second = whole.index(b"PK\x03\x04", 4)
    for tampered in (b"x" + whole, whole[:second] + b"x" + whole[second:], whole + b"x", whole[:-1]):
        assert walked(tampered)[1] is not None


def test_beyond_four_gigabytes_and_65535_members(tmp_path: Path) -> None:
    """The places where zip needs its wider records; the file is sparse, so it costs no disk."""
    path = tmp_path / "big.zip"
    far = 5 << 30
    members = [new_member(f"d/{number}", b"", 0, AT) for number in range(66_000)]
    members.append(new_member("d/far", b"far away", far, AT))
    with path.open("wb") as out:
        out.write(members[0].header())
        out.seek(far)
        out.write(members[-1].header() + b"far away")
        out.writelines(ending(members, out.tell()))
    with zipfile.ZipFile(path) as opened:
        assert len(opened.namelist()) == 66_001
        assert opened.read("d/far") == b"far away"


def test_the_wider_records_begin_at_65535_members() -> None:
    """A count of 65,535 in the short record says that the wide one tells: then it has to be there."""
    for count, wide in ((65_534, False), (65_535, True)):
        whole = b"".join(ending([Member("a", 0, 0, 0, (0, 0))] * count, 31))
        assert (b"PK\x06\x06" in whole[-120:]) is wide
        assert int.from_bytes(whole[-12:-10], "little") == count


def test_a_member_may_end_where_the_file_does_and_not_beyond() -> None:
    """Cut off behind its last member the container itself is broken, cut off within it that member is."""
    member = new_member("a/one.txt", b"1" * 40, 0, AT)
    data = member.header() + b"1" * 40
    assert walked(data) == ([member], Flaw("zip_broken", fatal=True))
    assert walked(data[:-1]) == ([], Flaw("zip_broken", "a/one.txt", fatal=True))


def test_packed_members_are_named() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("bomb.txt", b"0" * 1_000_000)
    assert walked(out.getvalue()) == ([], Flaw("zip_packed", "bomb.txt", fatal=True))


def test_a_clock_beyond_what_a_zip_can_say_is_no_obstacle() -> None:
    for year in (1970, 2110):
        member = new_member("a", b"", 0, datetime(year, 1, 1, tzinfo=UTC))
        whole = member.header() + b"".join(ending([member], len(member.header())))
        assert walked(whole) == ([member], None)
