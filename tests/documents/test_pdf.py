"""A document as PDF: the text taken out is the text put in, and pages break as they should."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from app.documents.glyphs import drawable
from app.documents.model import (
    AttachedFile,
    Bar,
    BarChart,
    Block,
    Document,
    Foot,
    Heading,
    Letterhead,
    MemoLine,
    Paragraph,
    Picture,
    Signature,
    Span,
    Table,
)
from app.documents.pdf import pdf_bytes
from tests.helpers.debian_tools import debian_tool

# Words whose conjuncts, vowel signs before their consonant, reph and ya-phala other writers lose.
WORDS = (
    "ক্ষমতা জ্ঞান স্ত্রী রাষ্ট্র উচ্ছ্বাস কর্তৃপক্ষ অন্তর্ভুক্ত সংক্রান্ত দৃষ্টিভঙ্গি কৃষ্ণচূড়া স্বাস্থ্য বৈশিষ্ট্য মন্ত্রণালয় "
    "দ্বন্দ্ব ঊর্ধ্ব নিষ্ক্রিয় সন্ধ্যা বিদ্যুৎ শ্রদ্ধা প্রত্যন্ত লক্ষ্মী চট্টগ্রাম ব্রাহ্মণবাড়িয়া প্রজ্ঞাপন সম্পৃক্ত অভ্যন্তরীণ পর্যবেক্ষণ "
    "নির্দেশিকা তাৎক্ষণিক উদ্বুদ্ধ শৃঙ্খলা স্মারক অনুচ্ছেদ জন্মনিবন্ধন ট্র্যাকিং র‍্যাব এতদ্‌সঙ্গে দুঃখিত চাঁদ কোটি সৌরভ যোগাযোগ "
    "ফেব্রুয়ারি সেপ্টেম্বর ১২,৩৪,৫৬৭ ৩৮.০১.৬৭৫৮.০০০.০১৬.১৪.০০০৪.২৭ ৬.১(ঘ) Facebookের তথ্যসেবা/হেল্পলাইন “উদ্ধৃতি” "
    "upeo@example.gov.bd"
)


def made(*blocks: Block, **more: object) -> bytes:
    return pdf_bytes(
        Document("শিরোনাম", "bn", blocks, datetime(2027, 1, 5, tzinfo=UTC), **{"foot": Foot(pages=""), **more})
    )  # type: ignore[arg-type]


def by_poppler(data: bytes, tmp_path: Path) -> str:
    (tmp_path / "d.pdf").write_bytes(data)
    done = subprocess.run(
        [debian_tool("pdftotext"), "d.pdf", "-"], cwd=tmp_path, capture_output=True, check=True
    )
    return done.stdout.decode()


def by_pdfium(data: bytes, _tmp_path: Path) -> str:
    with pypdfium2.PdfDocument(data) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


READERS = pytest.mark.parametrize("read", [by_poppler, by_pdfium])


@READERS
@pytest.mark.parametrize("align", ["left", "justify"])
def test_the_text_taken_out_is_the_text_put_in(read, align, tmp_path) -> None:
    data = made(Paragraph(WORDS, align=align), Paragraph((Span(WORDS, bold=True),), align=align))
    assert read(data, tmp_path).split() == WORDS.split() * 2


@READERS
def test_every_block_can_be_read(read, tmp_path) -> None:
    blocks = (
        Letterhead(
            ("গণপ্রজাতন্ত্রী বাংলাদেশ সরকার",), "নমুনা দপ্তর", links=("upeo.example.gov.bd",), mark="প্রতীকের স্থান"
        ),
        MemoLine("স্মারক নম্বর", "৩৮.০১", "তারিখ", "২১ পৌষ ১৪৩৩", "৫ জানুয়ারি ২০২৭"),
        Heading("সারসংক্ষেপ"),
        Table(("ক্রম", "বিষয়"), (("১", "পোস্ট"), ("২", (Span("তথ্য নেই", muted=True),)))),
        BarChart("উদ্দেশ্য", "দুটি", (Bar("জনসচেতনতা", (2, 1), "৩"),), ("ফেসবুক", "এক্স")),
        Signature(("নাসরিন আক্তার", "শিক্ষা অফিসার"), ("জেলা প্রশাসক",)),
    )
    found = read(made(*blocks, foot=Foot(("রেকর্ডের মাথা",), "1234", pages="পৃষ্ঠা {page} / {pages}")), tmp_path)
    wanted = (
        "গণপ্রজাতন্ত্রী বাংলাদেশ সরকার|নমুনা দপ্তর|upeo.example.gov.bd|প্রতীকের স্থান|৩৮.০১|২১ পৌষ ১৪৩৩|৫ জানুয়ারি ২০২৭|"
        "সারসংক্ষেপ|পোস্ট|তথ্য নেই|জনসচেতনতা|ফেসবুক|নাসরিন আক্তার|জেলা প্রশাসক|রেকর্ডের মাথা|পৃষ্ঠা ১ / ১"
    )
    for words in wanted.split("|"):
        assert words in found


def test_the_head_of_a_table_stands_on_every_page(tmp_path) -> None:
    rows = tuple((f"সারি {number}", "কর্তৃপক্ষ " * 12) for number in range(90))
    pages = by_poppler(made(Table(("শীর্ষক", "বিবরণ"), rows, (1, 4))), tmp_path).split("\f")[:-1]
    assert len(pages) > 2
    assert all("শীর্ষক" in page for page in pages)
    assert sorted(map(int, re.findall(r"সারি (\d+)", "\n".join(pages)))) == list(range(90))


@pytest.mark.parametrize("rows", range(20, 34))
@pytest.mark.parametrize("lines", [1, 3, 9])
def test_a_signature_is_never_alone_on_a_page(rows: int, lines: int, tmp_path: Path) -> None:
    last = " ".join(f"শব্দ{number:03}" for number in range(11 * lines - 3))
    blocks = (
        Table(("শীর্ষক",), tuple((f"সারি {number}",) for number in range(rows))),
        Paragraph(last, align="left"),
        Paragraph("সদয় অবগতির জন্য।"),
        Signature(("নাসরিন আক্তার", "শিক্ষা অফিসার", "নমুনা দপ্তর"), ("সংযুক্তি: একটি",)),
    )
    pages = by_poppler(made(*blocks), tmp_path).split("\f")[:-1]
    assert len(pages) == (1 if "নাসরিন" in pages[0] else 2)
    signed = next(page for page in pages if "নাসরিন" in page)
    assert "সদয় অবগতির জন্য" in signed
    assert last.split()[-1] in signed
    assert re.findall(r"শব্দ\d+", "".join(pages)) == last.split()


def test_a_row_higher_than_a_page_and_a_word_wider_than_a_line_lose_nothing(tmp_path) -> None:
    long = " ".join(f"শব্দ{number}" for number in range(3000))
    address = "https://upeo.example.gov.bd/" + "ক্ষ" * 200
    found = "".join(by_poppler(made(Table(("ক", "খ"), ((long, "১"),)), Paragraph(address)), tmp_path).split())
    assert all(f"শব্দ{number}" in found for number in range(3000))
    assert address in found


def test_signs_the_font_lacks_are_drawn_by_others_and_taken_out_as_they_were(tmp_path) -> None:
    text = "ক → খ 😀 № ৫ 中 দারুণ😡😡 👨‍👩‍👧‍👦 🇧🇩 ❤️"
    assert by_poppler(made(Paragraph(text)), tmp_path).split() == text.split()


@pytest.mark.parametrize("emoji", ["😀", "😡😡😡", "👨‍👩‍👧‍👦", "🇧🇩", "❤️", "👍🏽", "1️⃣", "中国", "ﷺ"])
def test_signs_in_a_row_that_cannot_be_drawn_are_one_mark_of_something_left_out(emoji: str) -> None:
    glyphs = frozenset(map(ord, "খবর1 […]+◌"))
    drawn = drawable(f"খবর{emoji} ✓", glyphs)
    assert drawn == ("খবর1 +" if emoji[0] == "1" else "খবর[…] +")


def test_what_is_tagged_and_declared(tmp_path) -> None:
    picture = BytesIO()
    Image.new("RGB", (40, 30), "green").save(picture, "PNG")
    data = made(
        Heading("শিরোনাম", 1),
        Table(("ক", "খ"), (("১", "২"),)),
        Picture(picture.getvalue(), "সবুজ ছবি"),
        attached=(AttachedFile("report.json", "application/json", b'{"a":1}', "অঙ্ক"),),
    )
    (tmp_path / "d.pdf").write_bytes(data)
    told = subprocess.run(
        ["pdfinfo", "-struct-text", "d.pdf"], cwd=tmp_path, capture_output=True, check=True
    ).stdout.decode()
    assert re.sub(r"\s+", " ", told).startswith(
        'Document H1 (block) "শিরোনাম" Table (block) TR TH "ক" TH "খ" TR TD "১" TD "২" Figure'
    )
    assert b"<pdfaid:part>3</pdfaid:part>" in data
    assert b"/Lang" in data
    with pypdfium2.PdfDocument(data) as pdf:
        assert bytes(pdf.get_attachment(0).get_data()) == b'{"a":1}'
