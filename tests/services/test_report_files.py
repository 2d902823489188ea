"""Reports as files: signed, told apart from earlier ones, added up, and refused by name once changed."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.bangla.dates import local
from app.documents.pdf import pdf_bytes
from app.errors import Refusal
from app.i18n import Translator
from app.models.tables import Event, Report
from app.services.awareness import readers
from app.services.awareness.views import ReaderForm
from app.services.base.desk import Desk, open_desk
from app.services.base.desk_signer import DeskSigner
from app.services.base.enums import ResponseKind, Role
from app.services.office.office import members
from app.services.posts import publication, review
from app.services.program import demo
from app.services.record.audit import audit
from app.services.reports import activities, tasks
from app.services.reports.files import SUFFIXES, read_report, report_bytes
from app.services.reports.making import differences, kept_reports, make, signed_bytes
from app.services.reports.merged_paper import merged_bytes
from app.services.reports.merging import merge, read_all
from app.services.reports.paper import document
from app.services.reports.writing import make_report
from app.services.responses import register
from app.services.responses.views import ResponseForm
from app.work import Work
from tests.helpers.debian_tools import debian_tool
from tests.helpers.sample_office import set_up_office
from tests.services.memory_keyring import memory_keyring
from tests.services.posts import write
from tests.services.report_quarter import this_quarter

KINDS = pytest.mark.parametrize("kind", SUFFIXES)


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with a key, one post published, a task and an activity, and a report made of them before."""
    with memory_keyring():
        desk = open_desk(tmp_path_factory.mktemp("signed") / "data")
        me = set_up_office(desk, [("Rahima", Role.MODERATOR)])["Rahima"]
        draft = write(desk, me)
        review.approve(desk, draft.id, draft.version.digest, me)
        publication.publish(desk, draft.id, "https://example.org/1", datetime.now(UTC), me)
        tasks.add_task(desk, this_quarter(), "=1+1 শর্ত আবার পড়া", "তানভীর আহমেদ", None, me)
        today = local(datetime.now(UTC)).date()
        activities.add_activity(desk, today, "নির্দেশিকা নিয়ে সভা", "সভাকক্ষ", 32, me)
        make(desk, this_quarter(), me)
        yield desk
        assert audit(desk, Work()).problems == ()
        desk.close()


@KINDS
@pytest.mark.parametrize("language", ["bn", "en"])
def test_a_file_carries_its_signed_content(signed: Desk, tmp_path: Path, kind: str, language: str) -> None:
    out = tmp_path / f"report{kind}"
    made = make_report(signed, this_quarter(), out, language, 1, "38.01.6758.000.016.14.0004.27")
    assert made.signed
    found = read_report(out)
    assert found.content == made.content
    assert found.fingerprint == made.content.key
    assert found.content.figures["posts.published"] == 1
    with signed.store.read():
        row = Report.get_by_id(made.id)
        event = Event.select().where(Event.kind == "report.made").order_by(Event.id.desc()).first()
    assert event.body["digest"] == row.digest
    signer = signed.keys.signer()
    assert signer is not None
    key = Ed25519PublicKey.from_public_bytes(signer.public_key)
    key.verify(base64.b64decode(row.signature), signed_bytes(row.content))


def test_the_pdf_says_what_the_content_does(signed: Desk, tmp_path: Path) -> None:
    made = make_report(signed, this_quarter(), tmp_path / "r.pdf", "bn", 1, "৩৮.০১.৬৭৫৮.০০০.০১৬.১৪.০০০৪.২৭")
    done = subprocess.run(
        [debian_tool("pdftotext"), "-layout", "r.pdf", "-"], cwd=tmp_path, capture_output=True, check=True
    )
    text = re.sub(r"\s+", " ", done.stdout.decode())
    for words in (
        "স্মারক নম্বর: ৩৮.০১.৬৭৫৮.০০০.০১৬.১৪.০০০৪.২৭",
        "ত্রৈমাসিক পরিবীক্ষণ প্রতিবেদন",
        "অনুমোদিত ও প্রকাশিত পোস্ট ৭(ক) ১ ও ১",
        "কেউ অনুমোদন করেননি এমন পোস্ট ৭(ক) তথ্য নেই",
        "(ক) =1+1 শর্ত আবার পড়া: তানভীর আহমেদ",
        "৫(ঙ) নীতি প্রণয়নে নাগরিকের অংশগ্রহণ একটিও হয়নি",
        "নির্দেশিকা নিয়ে সভা সভাকক্ষ ৩২",
        "Rahima",
    ):
        assert words in text
    assert made.content.earlier is not None


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize("many", [1, 12_345])
def test_the_signature_is_on_the_first_page_below_the_closing(
    signed: Desk, tmp_path: Path, language: str, many: int
) -> None:
    """With the longest remarks that figures make, an earlier report, the signer's role and three tasks."""
    content = make(signed, this_quarter(), 1).content
    figures = {
        key: many if "minutes" in key or value is None else value for key, value in content.figures.items()
    }
    figures |= dict.fromkeys(("posts.unpublished.late", "findings.blocks.upheld"), many)
    figures |= dict.fromkeys(("findings.blocks.dismissed", "findings.blocks.unanswered"), many)
    figures |= dict.fromkeys(("responses.late", "responses.overdue", "rotations.late"), many)
    figures |= dict.fromkeys(("awareness.people", "awareness.received", "awareness.not_received"), many)
    (task,) = content.tasks
    office = replace(
        content.office,
        parent_bn="প্রাথমিক শিক্ষা অধিদপ্তর, প্রাথমিক ও গণশিক্ষা মন্ত্রণালয়",
        parent_en="Directorate of Primary Education, Ministry of Primary and Mass Education",
        address_bn="উপজেলা পরিষদ চত্বর, নমুনা",
        address_en="Upazila Parishad premises, Sample",
    )
    content = replace(content, figures=figures, complete=False, tasks=(task,) * 3, office=office)
    words = Translator(language)
    out = tmp_path / "r.pdf"
    out.write_bytes(pdf_bytes(document(content, language, signed=True)))
    done = subprocess.run(
        [debian_tool("pdftotext"), "r.pdf", "-"], cwd=tmp_path, capture_output=True, check=True
    )
    first = done.stdout.decode().split("\f")[0]
    assert words("report_paper.closing")[:20] in first
    assert "Rahima" in first
    assert words("report_paper.enclosed") in first


def test_the_demo_quarter_is_signed_on_its_first_page(desk: Desk, tmp_path: Path) -> None:
    demo.set_up_demo(desk, Work())
    by = next(member.id for member in members(desk) if member.decides)
    readers.enter(desk, [ReaderForm(f"Teacher {n}", "") for n in range(9)], by)
    for language in ("bn", "en"):
        make_report(desk, this_quarter(), tmp_path / f"{language}.pdf", language, by)
        done = subprocess.run(
            [debian_tool("pdftotext"), f"{language}.pdf", "-"], cwd=tmp_path, capture_output=True, check=True
        )
        first = done.stdout.decode().split("\f")[0]
        for words in ("closing", "enclosed"):
            assert Translator(language)(f"report_paper.{words}")[:15] in first
        assert next(member.name for member in members(desk) if member.id == by) in first


def test_a_cell_never_becomes_a_formula_and_charts_stand_beside_tables(signed: Desk, tmp_path: Path) -> None:
    out = tmp_path / "r.xlsx"
    make_report(signed, this_quarter(), out, "bn", 1)
    book = openpyxl.load_workbook(out)
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert any("=1+1" in str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    charts = [name for name in zipfile.ZipFile(out).namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 2


def tampered(data: bytes, kind: str) -> bytes:
    """The file with another number of posts."""
    if kind == ".xlsx":
        book = openpyxl.load_workbook(BytesIO(data))
        cell = next(
            cell
            for sheet in book
            for row in sheet.iter_rows()
            for cell in row
            if cell.column_letter == "C" and sheet.cell(cell.row, 2).value == "posts.published"
        )
        cell.value = 9
        changed = BytesIO()
        book.save(changed)
        return changed.getvalue()
    if kind == ".html":
        at = data.index("১ ও ১".encode())
        return data[:at] + "৯ ও ৯".encode() + data[at + len("১ ও ১".encode()) :]
    return data.replace(b'"posts.published":1,', b'"posts.published":9,')


@KINDS
def test_a_changed_file_is_refused_by_name(signed: Desk, tmp_path: Path, kind: str) -> None:
    sound, bad = tmp_path / f"sound{kind}", tmp_path / f"bad{kind}"
    make_report(signed, this_quarter(), sound, "bn", 1)
    data = sound.read_bytes()
    changed = tampered(data, kind)
    assert changed != data
    bad.write_bytes(changed)
    taken, refused = read_all([sound, bad])
    assert [one.name for one in taken] == [sound.name]
    assert [(one.name, one.reason.key, one.reason.params["name"]) for one in refused] == [
        (bad.name, "report.tampered", bad.name)
    ]


def test_who_changes_figures_and_signs_anew_with_another_key_is_found(signed: Desk, tmp_path: Path) -> None:
    content = make(signed, this_quarter(), 1).content
    stranger = DeskSigner.new()
    unsigned = report_bytes(content, ".html", "bn", stranger)
    (tmp_path / "r.html").write_bytes(unsigned)
    assert read_report(tmp_path / "r.html").fingerprint == ""
    # The envelope of a signed one under the stranger's key.
    signer = signed.keys.signer()
    good = report_bytes(content, ".html", "bn", signer)
    (link,) = re.findall(rb"json;base64,([A-Za-z0-9+/=]+)", good)
    envelope = json.loads(base64.b64decode(link))
    envelope["key"] = base64.b64encode(stranger.public_key).decode()
    text = json.dumps(envelope, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    (tmp_path / "r.html").write_bytes(good.replace(link, base64.b64encode(text)))
    with pytest.raises(Refusal) as problem:
        read_report(tmp_path / "r.html")
    assert problem.value.key == "report.tampered"


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html></html>", b'{"anumodon_report":1}']
)
def test_what_is_no_report_is_one_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.pdf").write_bytes(data)
    with pytest.raises(Refusal) as problem:
        read_report(tmp_path / "x.pdf")
    assert problem.value.params.get("name") == "x.pdf"
    with pytest.raises(Refusal):
        read_report(tmp_path / "nowhere.pdf")


def test_a_recount_tells_what_differs(desk: Desk, me: int) -> None:
    first = make(desk, this_quarter(), me)
    draft = write(desk, me, "কৃষি মেলা রবিবার শুরু হবে।")
    review.approve(desk, draft.id, draft.version.digest, me)
    again = make(desk, this_quarter(), me)
    assert again.content.earlier is not None
    assert again.content.earlier.at == first.at
    changed = {one.key: (one.before, one.after) for one in again.content.earlier.differences}
    before = first.content.figures["posts.approved"]
    assert isinstance(before, int)
    assert changed["posts.approved"] == (before, before + 1)
    assert "posts.published" not in changed
    assert kept_reports(desk)[0].id == again.id


def test_what_an_earlier_report_did_not_count_yet_is_no_difference(signed: Desk) -> None:
    register.add(signed, ResponseForm(1, ResponseKind.QUESTION, "কবে খুলবে?"), 1)
    content = make(signed, this_quarter(), 1).content
    counted = [key for key in content.figures if key.startswith("responses.")]
    parts = [key for key in counted if ".account." in key and ".received." not in key]
    parts += [key for key in counted if key.startswith("responses.kind.") and key.endswith(".median_days")]
    older = {key: value for key, value in content.figures.items() if key not in parts}
    assert parts
    assert differences(older, content.figures) == ()
    assert [one.key for one in differences({**content.figures, parts[0]: 7}, content.figures)] == parts[:1]


def test_reports_of_many_offices_add_up(signed: Desk, tmp_path: Path) -> None:
    files = []
    for number in range(2):
        desk = open_desk(tmp_path / f"office{number}")
        me = set_up_office(desk, [("Rahima", Role.MODERATOR)])["Rahima"]
        for _ in range(number + 1):
            draft = write(desk, me, f"নমুনা পোস্ট {number}")
            review.approve(desk, draft.id, draft.version.digest, me)
        files.append(tmp_path / f"office{number}{SUFFIXES[number]}")
        make_report(desk, this_quarter(), files[-1], "bn", me)
        desk.close()
    files.append(tmp_path / "mine.xlsx")
    mine = make_report(signed, this_quarter(), files[-1], "bn", 1)
    taken, refused = read_all(files)
    assert refused == []
    merged = merge(taken)
    approved = mine.content.figures["posts.approved"]
    assert isinstance(approved, int)
    assert merged.value("posts.approved") == approved + 3
    (people,) = [one for one in merged.sums if one.key == "awareness.people"]
    assert (people.value, people.offices) == (32, 1)
    assert merged.value("unapproved.posts") is None
    assert merged.value("purposes.unserved") == 6
    for kind in SUFFIXES:
        assert len(merged_bytes(merged, tmp_path / f"sum{kind}", "bn")) > 1000
    _, refused = read_all([files[0], files[0]])
    assert refused[0].reason.key == "report.same_office"
