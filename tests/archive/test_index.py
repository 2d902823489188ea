from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from archive_samples import finding, header, image, picture, post, rich_post
from hypothesis import given
from hypothesis import strategies as st

from app.archive.article import post_section
from app.archive.documents import PlacedImage
from app.archive.index import contents_line, index_page
from app.archive.types import ArchivedPost

VOID = {"meta", "img", "br", "hr"}
ADDRESSES = {"href", "src", "srcset", "data", "poster", "action"}


class Page(HTMLParser):
    """Reads a page strictly: every tag closed in order. Keeps its tags, attributes and text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


KEY = "cd8fa86afd6bf20d" + "0" * 48


def page_of(*posts: ArchivedPost) -> Page:
    sections = [
        post_section(
            each,
            "posts/000001-v1",
            [PlacedImage(i, "original/01.jpg", "publish/01.jpg", "image/jpeg", "", 0) for i in each.images],
        )
        for each in posts
    ]
    lines = [contents_line(each, "posts/000001-v1") for each in posts]
    return Page(index_page(header(), lines, sections, len(posts), KEY))


def test_a_line_of_contents_is_cut_beyond_ninety_signs() -> None:
    for length, shown in ((90, "ক" * 90), (91, "ক" * 90 + "…")):
        line = contents_line(post(text="ক" * length), "posts/000001-v2")
        assert f'<span dir="auto">{shown}</span>' in line


def test_the_page_loads_nothing_from_elsewhere_and_runs_nothing(signed_folder: Path) -> None:
    page = Page((signed_folder / "data/index.html").read_text("utf-8"))
    assert not {"script", "link", "iframe", "object", "form", "base"} & {tag for tag, _ in page.tags}
    attributes = [attribute for _, attrs in page.tags for attribute in attrs.items()]
    addresses = [value or "" for key, value in attributes if key in ADDRESSES]
    assert addresses
    assert not any(":" in address or address.startswith("/") for address in addresses)
    assert not any(key.startswith("on") for key, _ in attributes)
    assert "url(" not in (signed_folder / "data/index.html").read_text("utf-8")


def test_every_address_leads_to_a_file_of_the_archive(signed_folder: Path) -> None:
    page = Page((signed_folder / "data/index.html").read_text("utf-8"))
    anchors = {attrs["id"] for _, attrs in page.tags if "id" in attrs}
    for _, attrs in page.tags:
        for address in (attrs.get("href"), attrs.get("src")):
            if address and address.startswith("#"):
                assert address[1:] in anchors
            elif address:
                assert (signed_folder / "data" / address).is_file()


def test_bangla_comes_first_and_english_after() -> None:
    text = page_of(rich_post()).text
    for bangla, english in (
        ("অনুমোদিত পোস্টের আর্কাইভ", "Archive of approved posts"),
        ("অনুচ্ছেদ ১০(গ)", "Clause 10(c)"),
    ):
        assert text.index(bangla) < text.index(english)


def test_what_a_person_must_find_is_there() -> None:
    text = page_of(rich_post()).text
    wanted = ("রহিমা খাতুন", "এটি নির্বাচন কমিশনের প্রশিক্ষণের উদ্ধৃতি।", "May be a personal photo", "স্বাস্থ্য অধিদপ্তর")
    for each in (
        *wanted,
        "https://www.facebook.com/sample.upeo/posts/1",
        rich_post().digest,
        KEY,
    ):
        assert each in text
    assert "No rule matched" in page_of(post()).text


def names(page: Page) -> set[str]:
    """The tags and attributes a page has."""
    return {tag for tag, _ in page.tags} | {key for _, attrs in page.tags for key in attrs}


HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> \"'&amp; "
    "\u202eedoc\u0000\u001b[31m </div></article>"
)


def test_hostile_text_everywhere_stays_text() -> None:
    hostile = post(
        1,
        HOSTILE,
        (image(picture(), HOSTILE, HOSTILE),),
        account=HOSTILE,
        account_url="javascript:alert(1)",
        author=HOSTILE,
        platform=HOSTILE,
        purpose=HOSTILE,
        sources=(HOSTILE,),
        schedule=HOSTILE,
        rulepack=HOSTILE,
        detectors={HOSTILE: HOSTILE},
        findings=(finding(start=0, end=8, text=HOSTILE[:8], reason=HOSTILE),),
    )
    page, plain = page_of(hostile), page_of(rich_post())
    assert {tag for tag, _ in page.tags} <= {tag for tag, _ in plain.tags}
    assert {key for _, attrs in page.tags for key in attrs} <= {
        key for _, attrs in plain.tags for key in attrs
    }
    assert "<script>alert(1)</script>" in page.text
    assert "\0" not in page.text


def test_a_very_long_text_is_there_whole() -> None:
    text = "অনুমোদন" * 20_000
    assert text in page_of(post(1, text)).text


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6)


@given(st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=30), SPANS)
def test_marks_never_change_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    """Findings may overlap, nest or repeat: without their numbers, the text is still there whole."""
    findings = tuple(
        finding(start=min(a, b), end=min(max(a, b), len(text)), severity=("block", "warn", "note")[a % 3])
        for a, b in spans
    )
    section = post_section(post(1, text, findings=findings), "posts/000001-v1", [])
    assert text in Page(re.sub(r"<sup>.*?</sup>", "", section)).text
