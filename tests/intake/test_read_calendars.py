"""Content calendars as CSV and as workbooks."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bangla.blank import is_blank
from app.intake.read import read_paths
from app.intake.types import IncomingPost, UnreadablePost
from app.work import Work
from tests.intake.conftest import image, names, origins, reason

BANGLA = "ক্রমিক,লেখা,ছবি,একাউন্ট,উদ্দেশ্য,সূত্র,প্রকাশের সময়,প্রস্তুতকারী,বিকল্প লেখা"
ENGLISH = "No,Text,Images,Account,Purpose,Source,Schedule,Author,Alt text"
ROW = '১,"প্রথম পোস্ট, কমাসহ\nদ্বিতীয় লাইন",1.png; ২.PNG,নমুনা পেজ,5.c,ক অধিদপ্তর; খ জরিপ,২৫/১১/২০২৬ ১০:৩০,নাসরিন,ক|খ'


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def expect_the_row(post):
    assert isinstance(post, IncomingPost), post
    assert post.text == "প্রথম পোস্ট, কমাসহ\nদ্বিতীয় লাইন"
    assert [(file.name, file.alt, file.data) for file in post.files] == [
        ("1.png", "ক", image(1)),
        ("২.png", "খ", image(2)),
    ]
    assert (post.account, post.purpose, post.author) == ("নমুনা পেজ", "5.c", "নাসরিন")
    assert post.sources == ("ক অধিদপ্তর", "খ জরিপ")
    assert post.schedule == "2026-11-25T10:30"


@pytest.fixture
def images(put):
    put("1.png", image(1))
    put("২.png", image(2))


@pytest.mark.parametrize("headings", [BANGLA, ENGLISH])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_csv_is_read_as_excel_writes_it(put, read, images, headings, encoding, line_end):
    content = f"{headings}\n{ROW}\n".replace("\n", line_end).encode(encoding)
    (post,) = read(put("calendar.csv", content))
    assert post.origin == "calendar.csv › 2"
    expect_the_row(post)


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_the_delimiter_is_found(put, read, images, delimiter):
    row = ROW.replace("1.png; ২.PNG", '"1.png; ২.PNG"').replace("ক অধিদপ্তর; খ জরিপ", '"ক অধিদপ্তর; খ জরিপ"')
    row = row.replace(",", delimiter).replace(f"পোস্ট{delimiter}", "পোস্ট,")
    (post,) = read(put("calendar.csv", BANGLA.replace(",", delimiter) + "\n" + row))
    expect_the_row(post)


def test_a_workbook_with_titles_dates_and_several_sheets(put, read, images):
    november = [
        ["নমুনা উপজেলা প্রাথমিক শিক্ষা অফিস"],
        [],
        ["পোস্টের লেখা", "ছবি ১", "ছবি ২", "প্রকাশের সময়", "তারিখ", "মন্তব্য"],
        ["একসঙ্গে", "1.png", "২.png", dt.time(15, 30), dt.datetime(2026, 11, 25), "জরুরি"],
        [None, None, None, None, None, "শুধু মন্তব্য"],
        ["শুধু তারিখ", None, None, None, dt.date(2026, 11, 26), None],
        [2026, None, None, None, dt.datetime(2026, 11, 26, 9, 5), None],
    ]
    notes = [["এটি ক্যালেন্ডার নয়", "তারিখ"], ["ক", "খ"]]
    december = [["Caption", "Photo"], ["বিজয় দিবস", "1.png"]]
    data = workbook(("নভেম্বর", november), ("টোকা", notes), ("ডিসেম্বর", december))
    found = read(put("ক্যালেন্ডার.xlsx", data))
    assert [(post.origin, post.text, names(post), post.schedule) for post in found] == [
        ("ক্যালেন্ডার.xlsx › নভেম্বর › 4", "একসঙ্গে", ["1.png", "২.png"], "2026-11-25T15:30"),
        ("ক্যালেন্ডার.xlsx › নভেম্বর › 6", "শুধু তারিখ", [], "2026-11-26"),
        ("ক্যালেন্ডার.xlsx › নভেম্বর › 7", "2026", [], "2026-11-26T09:05"),
        ("ক্যালেন্ডার.xlsx › ডিসেম্বর › 2", "বিজয় দিবস", ["1.png"], ""),
    ]


def test_a_bad_row_stops_no_other(put, read, images):
    put("form.pdf", b"...")
    rows = [
        ("ভালো", "1.png", "২৫/১১/২০২৬"),
        ("ছবি নেই", "3.png", ""),
        ("বাইরে", "../1.png", ""),
        ("ড্রাইভ", "C:\\1.png", ""),
        ("তারিখ", "", "আগামীকাল"),
        ("ফরম", "form.pdf", ""),
        ("", "", "২৬/১১/২০২৬"),
        ("??? ???? ??", "", ""),
        ("শেষ", "", ""),
    ]
    lines = "\n".join(",".join(row) for row in [("লেখা", "ছবি", "তারিখ"), *rows])
    found = read(put("calendar.csv", lines + "\nএক,,,দুই\n"))
    assert [post.text for post in found if isinstance(post, IncomingPost)] == ["ভালো", "শেষ"]
    assert [(post.origin, reason(post)) for post in found if isinstance(post, UnreadablePost)] == [
        ("calendar.csv › 3", "missing"),
        ("calendar.csv › 4", "outside"),
        ("calendar.csv › 5", "outside"),
        ("calendar.csv › 6", "bad_date"),
        ("calendar.csv › 7", "unknown_type"),
        ("calendar.csv › 8", "empty"),
        ("calendar.csv › 9", "lost_letters"),
        ("calendar.csv › 11", "calendar_cells"),
    ]
    assert found[1].reason.params == {"name": "3.png"}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("নাম,বয়স\nক,২০\n", "calendar_headings"),
        ("", "calendar_headings"),
        ("\n" * 10 + "লেখা\nক\n", "calendar_headings"),
        ("লেখা,তারিখ\n,\n\n", "calendar_nothing"),
        ("লেখা,Caption\nক,খ\n", "calendar_twice"),
        ('লেখা,ছবি\n"ভালো",\n"খোলা উদ্ধৃতি,\nপরের পোস্ট,\n', "calendar_line"),
        ("লেখা\n".encode() + b"\xa6\xac\n", "encoding"),
    ],
)
def test_a_calendar_that_is_none_is_refused_as_a_whole(put, read, content, why):
    (found,) = read(put("calendar.csv", content))
    assert (found.origin, reason(found)) == ("calendar.csv", why)


def test_a_folder_with_a_calendar_takes_its_images_as_material(put, read, tmp_path):
    put("মাস/calendar.csv", "লেখা,ছবি\nএক,ছবি\\1.png\nদুই,\n")
    put("মাস/ছবি/1.png", image(1))
    put("মাস/ছবি/ভুলে যাওয়া.png", image(2))
    put("মাস/আলাদা.txt", "ক্যালেন্ডারের বাইরে একটি পোস্ট")
    put("মাস/আলাদা.png", image(3))
    found = read(tmp_path / "মাস")
    assert origins(found) == [
        "মাস/calendar.csv › 2",
        "মাস/calendar.csv › 3",
        "মাস/আলাদা.txt",
        "মাস/ছবি/ভুলে যাওয়া.png",
    ]
    assert names(found[2]) == ["আলাদা.png"]
    assert reason(found[3]) == "image_without_row"


def test_an_unreadable_calendar_is_the_only_thing_said(put, read, tmp_path):
    put("মাস/calendar.csv", "নাম,বয়স\n")
    for number in range(20):
        put(f"মাস/{number}.png", image(number))
    assert [reason(post) for post in read(tmp_path / "মাস")] == ["calendar_headings"]


def test_a_crafted_workbook_is_refused(put, read):
    data = workbook(("ক", [["লেখা"], ["এক"]]))

    def with_part(part: str, content: bytes) -> bytes:
        stream = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(data)) as old,
            zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for name in old.namelist():
                new.writestr(name, content if name == part else old.read(name))
        return stream.getvalue()

    bomb = b'<!DOCTYPE a [<!ENTITY x "xxxxxxxx">]><a>&x;</a>'
    main = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    far = b'<worksheet %s><sheetData><row r="2000000000"><c r="A1"/></row></sheetData></worksheet>' % main
    lost = (
        b'<worksheet %s><sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData></worksheet>'
        % main
    )
    for part, content, why in [
        ("xl/styles.xml", bomb, "office_broken"),
        ("xl/workbook.xml", b"no xml", "office_broken"),
        ("[Content_Types].xml", b"", "office_broken"),
        ("xl/worksheets/sheet1.xml", far, "calendar_rows"),
        ("xl/worksheets/sheet1.xml", lost, "office_broken"),
    ]:
        assert [reason(post) for post in read(put("calendar.xlsx", with_part(part, content)))] == [why]
    assert [reason(post) for post in read(put("calendar.xlsx", b"\xd0\xcf\x11\xe0 password"))] == [
        "office_broken"
    ]


cell = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12) | st.sampled_from(
    ['"', "a\nb", ",;\t"]
)


@given(st.lists(st.tuples(cell, cell), max_size=6), st.sampled_from(",;\t"))
def test_any_text_comes_back_from_a_csv(tmp_path_factory, rows, delimiter):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter)
        writer.writerows([("লেখা", "লেখক"), *rows])
    found = list(read_paths([path], Work()))
    expected = [(text.strip(), author.strip()) for text, author in rows if text.strip() or author.strip()]
    if not expected:
        assert [reason(post) for post in found] == ["calendar_nothing"]
        return
    for post, (text, author) in zip(found, expected, strict=True):
        if isinstance(post, IncomingPost):
            assert (post.text, post.author) == (text, author)
        else:
            assert reason(post) == ("empty" if is_blank(text) else "lost_letters")
