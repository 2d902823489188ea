"""Posts written in Word: documents made by python-docx, some then taken apart."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from docx.document import Document

from tests.intake.conftest import image, names, reason


def saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def rewritten(data: bytes, part: str, change) -> bytes:
    """The document with one part's bytes changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return stream.getvalue()


@pytest.fixture
def document():
    """A heading, a paragraph, a picture, a table with a picture in it, and a last line."""
    made = docx.Document()
    made.add_heading("টিকাদান কর্মসূচি", 1)
    paragraph = made.add_paragraph("আগামী ")
    paragraph.add_run("রবিবার").bold = True
    paragraph.add_run("\tসকাল ১০টা\nউপজেলা চত্বরে।")
    paragraph.paragraph_format.tab_stops.add_tab_stop(1_000_000)
    made.add_picture(io.BytesIO(image(1)))
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip(
        (*table.rows[0].cells, *table.rows[1].cells), ("কেন্দ্র", "সময়", "", "১০টা"), strict=True
    ):
        cell.text = text
    table.cell(1, 1).paragraphs[0].add_run().add_picture(io.BytesIO(image(2)))
    made.add_paragraph("প্রচারে: উপজেলা অফিস")
    return made


def test_text_and_pictures_come_in_reading_order(put, read, document):
    (post,) = read(put("পোস্ট.docx", saved(document)))
    assert post.text.splitlines() == [
        "টিকাদান কর্মসূচি",
        "আগামী রবিবার\tসকাল ১০টা",
        "উপজেলা চত্বরে।",
        "",
        "কেন্দ্র\tসময়",
        "\t১০টা",
        "প্রচারে: উপজেলা অফিস",
    ]
    assert [file.data for file in post.files] == [image(1), image(2)]


def test_the_pictures_own_alternative_text_comes_along(put, read, document):
    data = rewritten(
        saved(document),
        "word/document.xml",
        lambda xml: xml.replace(b"<wp:docPr ", b'<wp:docPr descr="A map" ', 1),
    )
    (post,) = read(put("post.docx", data))
    assert [file.alt for file in post.files] == ["A map", ""]


def test_images_beside_the_document_follow_its_own(put, read, document):
    put("posts/12-2.png", image(3))
    put("posts/12.toml", 'alt = ["ক", "খ", "গ"]')
    (post,) = read(put("posts/12.docx", saved(document)))
    assert names(post)[2] == "12-2.png"
    assert [file.alt for file in post.files] == ["ক", "খ", "গ"]


def test_what_a_tracked_change_took_out_stays_out(put, read):
    made = docx.Document()
    made.add_paragraph("রাখুন")
    old = b"<w:r><w:t>\xe0\xa6\xb0\xe0\xa6\xbe\xe0\xa6\x96\xe0\xa7\x81\xe0\xa6\xa8</w:t></w:r>"
    removed = b'<w:del w:id="1" w:author="a"><w:r><w:delText>gone</w:delText></w:r></w:del>'
    moved = b'<w:moveFrom w:id="2" w:author="a"><w:r><w:t>moved</w:t></w:r></w:moveFrom>'
    added = b'<w:ins w:id="3" w:author="a"><w:r><w:t>, new</w:t></w:r></w:ins>'
    data = rewritten(
        saved(made), "word/document.xml", lambda xml: xml.replace(old, old + removed + moved + added)
    )
    (post,) = read(put("post.docx", data))
    assert post.text == "রাখুন, new"


def test_a_linked_picture_is_refused(put, read, document):
    data = rewritten(
        saved(document),
        "word/_rels/document.xml.rels",
        lambda xml: re.sub(
            b'Target="media/image1.png"', b'Target="http://a.example/1.png" TargetMode="External"', xml
        ),
    )
    assert [reason(post) for post in read(put("post.docx", data))] == ["linked_picture"]


def test_a_picture_of_another_kind_is_refused(put, read, document):
    data = saved(document).replace(b"word/media/image1.png", b"word/media/image1.emf")
    data = rewritten(
        data, "word/_rels/document.xml.rels", lambda xml: xml.replace(b"image1.png", b"image1.emf")
    )
    assert [reason(post) for post in read(put("post.docx", data))] == ["unknown_type"]


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    + b"".join(b'<!ENTITY lol%d "%s">' % (n, b"&lol%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]><lolz>&lol9;</lolz>"
).replace(b"&lol0;", b"&lol;")
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


@pytest.mark.parametrize("xml", [LAUGHS, OUTSIDE, OUTSIDE.decode().encode("utf-16"), b"<a><b></a>", b""])
@pytest.mark.parametrize("part", ["word/document.xml", "_rels/.rels"])
def test_a_crafted_document_is_refused(put, read, document, xml, part):
    data = rewritten(saved(document), part, lambda _: xml)
    assert [reason(post) for post in read(put("post.docx", data))] == ["office_broken"]


def test_a_huge_document_is_refused_unread(put, read, document):
    paragraphs = b"".join(b"<w:p>%06x</w:p>" % (number * 2654435761 % 2**24) for number in range(1_500_000))
    data = rewritten(
        saved(document), "word/document.xml", lambda xml: xml.replace(b"<w:body>", b"<w:body>" + paragraphs)
    )
    assert [reason(post) for post in read(put("post.docx", data))] == ["too_big"]


def test_deep_nesting_is_only_deep(put, read, document):
    deep = b"<w:sdt>" * 50_000 + b"</w:sdt>" * 50_000
    data = rewritten(
        saved(document), "word/document.xml", lambda xml: xml.replace(b"<w:body>", b"<w:body>" + deep)
    )
    (post,) = read(put("post.docx", data))
    assert post.text.startswith("টিকাদান কর্মসূচি")


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 with a password", b"PK\x03\x04"])
def test_what_is_no_document_is_said(put, read, content):
    assert [reason(post) for post in read(put("post.docx", content))] == ["office_broken"]


def test_a_zip_that_is_no_document_is_said(put, read):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "লেখা")
    assert [reason(post) for post in read(put("post.docx", stream.getvalue()))] == ["office_broken"]
