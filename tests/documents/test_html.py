"""A document as HTML: one file, nothing from elsewhere, nothing of a text taken for markup."""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime
from html.parser import HTMLParser

from app.documents.html import html_bytes
from app.documents.model import AttachedFile, Bar, BarChart, Document, Foot, Paragraph, Signature, Table

HOSTILE = '<script>alert(1)</script> "ক্ষমতা" & </style>'


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_document_is_one_file_and_carries_its_text_and_files() -> None:
    document = Document(
        HOSTILE,
        "bn",
        (
            Paragraph(HOSTILE),
            Table((HOSTILE,), ((HOSTILE,),)),
            BarChart(HOSTILE, HOSTILE, (Bar(HOSTILE, (1,), "১"),)),
            Signature((HOSTILE,)),
        ),
        datetime(2027, 1, 5, tzinfo=UTC),
        foot=Foot((HOSTILE,), "1234"),
        attached=(AttachedFile("report.json", "application/json", b'{"a":1}', "অঙ্ক"),),
    )
    written = html_bytes(document).decode()
    reader = _Reader()
    reader.feed(written)
    assert "script" not in reader.tags
    assert reader.text.count(HOSTILE) == 8
    assert all(link.startswith("data:") for link in reader.links)
    assert re.search(r"https?://", written) is None
    (held,) = [link for link in reader.links if link.startswith("data:application/json;base64,")]
    assert base64.b64decode(held.partition(",")[2]) == b'{"a":1}'
