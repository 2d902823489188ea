"""How much is taken from outside, at most. Ours, not the guideline's; each with what it protects."""

from __future__ import annotations

from app.values import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """Of one zip: how many members, bytes unpacked together, bytes of its table of contents."""

    members: int
    total: int
    directory: int


FILE_BYTES = 40 * MEBIBYTE
"""One file of a post. Above any platform's limit for an image; the decoder refuses more as well."""

CLIP_BYTES = 200 * MEBIBYTE
"""One video or audio file: some ten minutes in the quality that platforms show. The decoder's own limit."""

POST_BYTES = 256 * MEBIBYTE
"""All files of one post together: the most that is held in memory at a time."""

TEXT_CHARACTERS = 100_000
"""Code points of one post's text. The longest post a platform takes is about 63,000."""

SIDECAR_BYTES = 64 * 1024
"""One post.toml. A real one is under 2 KB; the parser is recursive and slow on crafted input."""

FOLDER_DEPTH = 8
"""Folders within folders. Deeper is no folder of posts."""

ZIP_MEMBERS = 20_000
ZIP_BYTES = 2 * 1024 * MEBIBYTE
"""Members of one zip, and their unpacked size together."""

ZIP_RATIO = 200
ZIP_RATIO_FROM = MEBIBYTE
"""A member that unpacks to over 200 times its size is a bomb. Small ones may: blank tables deflate well."""

ZIP_DIRECTORY_BYTES = 16 * MEBIBYTE
"""The zip's table of contents, which is read into memory before anything can be counted."""

ZIP_OF_POSTS = ZipLimits(ZIP_MEMBERS, ZIP_BYTES, ZIP_DIRECTORY_BYTES)
HISTORY_ZIP = ZipLimits(500_000, 256 * 1024 * MEBIBYTE, 128 * MEBIBYTE)
"""A page's own download: every image of ten years. Only what posts name is unpacked, a file at a time."""

HISTORY_FILE_BYTES = 2 * 1024 * MEBIBYTE
"""One list of posts in it. It is read item by item."""

HISTORY_DEPTH = 12
"""Folders within folders of a download that was unpacked."""

XML_BYTES = 20 * MEBIBYTE
"""One XML part of a .docx or .xlsx. A hundred thousand characters of text need about 1 MB."""

CALENDAR_ROWS = 100_000
CALENDAR_COLUMNS = 100
"""What is read of one sheet. More rows are refused; a heading further right is not seen."""

HEADER_WITHIN = 10
"""The headings stand in one of the first rows: a title and the office's name are often above them."""
