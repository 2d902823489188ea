"""What citizens wrote, read from sheets and downloads: all of a file or nothing, and the row named."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime

import pytest

from app.intake.citizens import IncomingResponse, read_responses
from tests.services.refusals import refused


@pytest.mark.parametrize("lifted", [False, True])
def test_a_cell_longer_than_any_text_is_called_that(lifted: bool) -> None:
    """Also once a page's download was read, which lets longer cells through in the whole process."""
    usual = csv.field_size_limit()
    csv.field_size_limit(1 << 24 if lifted else 131_072)
    try:
        sheet = f"text\n{'x' * 200_000}\n".encode()
        assert refused(read_responses, sheet, "a.csv") == "intake.calendar_long_cell"
    finally:
        csv.field_size_limit(usual)


def test_a_sheet_in_bangla_is_read_by_its_headings() -> None:
    sheet = 'লেখা,নাম,তারিখ,ধরন,লাইক\n"এক, দুই",করিম,২৫/১১/২০২৬ ১০:৩০,প্রশ্ন,৫\n,,,,\nতিন,,,,\n'
    assert read_responses(sheet.encode("utf-8-sig"), "a.csv") == (
        IncomingResponse(2, "এক, দুই", "করিম", datetime(2026, 11, 25, 4, 30, tzinfo=UTC), "প্রশ্ন"),
        IncomingResponse(4, "তিন"),
    )


def test_other_programs_lists_of_comments_are_read_too() -> None:
    sheet = "Name;Comment;Date;Permalink\nKarim;hello;2026-11-25T10:30:00+06:00;https://x.org/1\n"
    (one,) = read_responses(sheet.encode("utf-16"), "comments.csv")
    assert (one.author, one.text, one.url) == ("Karim", "hello", "https://x.org/1")
    assert one.received == datetime(2026, 11, 25, 4, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ("foo,bar\n1,2\n", "response.columns"),
        ("", "response.columns"),
        ("text,comment\na,b\n", "response.column_twice"),
        ("text,name\na,b,c\n", "response.row_cells"),
        ("text,name\n,b\n", "response.row_empty"),
        ("text,date\na,soon\n", "response.row_date"),
        ("text\n???? ????\n", "intake.lost_letters"),
        ('text\n"open\n', "intake.calendar_line"),
    ],
)
def test_what_is_wrong_with_a_sheet_is_said(data: str, key: str) -> None:
    assert refused(read_responses, data.encode(), "a.csv") == key


def test_an_encoding_is_not_guessed() -> None:
    assert refused(read_responses, "text\ncafé\n".encode("cp1252"), "a.csv") == "intake.encoding"


def conversation(*messages: tuple[str, int, str]) -> bytes:
    def wrong(text: str) -> str:
        return text.encode().decode("latin-1")

    made = [
        {"sender_name": wrong(who), "timestamp_ms": at * 1000, "content": wrong(text)}
        for who, at, text in messages
    ]
    return json.dumps({"participants": [], "messages": made}).encode()


def test_of_a_conversation_what_came_after_the_offices_last_word_is_taken() -> None:
    data = conversation(
        ("সুমাইয়া", 1_795_000_060, "দয়া করে জানান"),
        ("সুমাইয়া", 1_795_000_000, "আবার বলছি"),
        ("নমুনা অফিস", 1_794_900_000, "জানাব"),
        ("সুমাইয়া", 1_794_800_000, "প্রথম প্রশ্ন"),
    )
    (one,) = read_responses(data, "message_1.json", "নমুনা অফিস")
    assert (one.author, one.text, one.kind) == ("সুমাইয়া", "আবার বলছি\nদয়া করে জানান", "question")
    assert one.received == datetime.fromtimestamp(1_795_000_000, UTC)
    assert refused(read_responses, data, "message_1.json", "অন্য নাম") == "response.whose_messages"


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"messages": 5}', b'{"messages": [5]}', b"\xff", b"[" * 100_000]
)
def test_another_download_is_said_to_be_unknown(data: bytes) -> None:
    assert refused(read_responses, data, "x.json", "y") == "response.unknown_download"
