"""The two spreadsheets of an archive: its posts, and every one of its files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from app.archive.bag import FILES_TABLE, FileRecord
from app.archive.cells import BOM, line, table
from app.archive.types import ArchivedPost
from app.archive.wording import BANGLA, ENGLISH, local_time, plain

_POST_COLUMNS = (
    "folder",
    "text",
    "account",
    "platform",
    "use",
    "purpose",
    "sources",
    "author",
    "created_at",
    "approved_at",
    "approved_local",
    "approved_by",
    "schedule",
    "published_at",
    "published_url",
    "images",
    "block",
    "warn",
    "note",
    "dismissed",
    "important",
    "rulepack",
    "digest",
    "post_kind",
    "proven",
    "corrected_at",
    "removed_at",
    "elsewhere",
)
_FILE_COLUMNS = ("path", "sha256", "bytes", "kind", "folder", "original_name")


def posts_table(rows: Iterable[tuple[str | int, ...]]) -> bytes:
    """`posts.csv` of `post_row`s."""
    return table([_heading(_POST_COLUMNS), *rows]).encode("utf-8", "backslashreplace")


def post_row(post: ArchivedPost, folder: str) -> tuple[str | int, ...]:
    """One post, in the order of the columns. Times are ISO 8601: UTC, and as the clock in Dhaka showed."""
    severities = Counter(finding.severity for finding in post.findings)
    return (
        folder,
        post.text,
        post.account,
        plain("platform", post.platform),
        plain("archive_page.use", post.use),
        plain("purpose", post.purpose),
        "\n".join(post.sources),
        post.author,
        post.created_at,
        post.approved_at,
        local_time(post.approved_at).isoformat(timespec="seconds"),
        "\n".join(decision.member for decision in post.decisions if decision.verdict == "approve"),
        post.schedule,
        "\n".join(publication.at for publication in post.publications),
        "\n".join(publication.url for publication in post.publications),
        len(post.images),
        severities["block"],
        severities["warn"],
        severities["note"],
        sum(finding.verdict == "dismissed" for finding in post.findings),
        plain("archive_page.yes_no", "yes" if post.important else "no"),
        post.rulepack,
        post.digest,
        plain("archive_page.post_kind", post.kind),
        _times(post, "proof"),
        _times(post, "correction"),
        _times(post, "removal"),
        "\n".join(act.url for act in post.acts if act.kind == "elsewhere"),
    )


def _times(post: ArchivedPost, kind: str) -> str:
    return "\n".join(act.at for act in post.acts if act.kind == kind)


def files_table(files: Iterable[FileRecord]) -> bytes:
    """`files.csv`: every file of the payload, itself included."""
    return b"".join([table_start("files"), *map(file_line, files), files_end()])


def table_start(name: str) -> bytes:
    """The beginning of a table that is written line by line: "posts" or "files"."""
    columns = _POST_COLUMNS if name == "posts" else _FILE_COLUMNS
    return (BOM + line(_heading(columns))).encode()


def post_line(post: ArchivedPost, folder: str) -> bytes:
    """A post's line of `posts.csv`."""
    return line(post_row(post, folder)).encode("utf-8", "backslashreplace")


def file_line(file: FileRecord) -> bytes:
    """A file's line of `files.csv`."""
    kind = plain("archive_page.kind", file.kind)
    cells = (file.path, file.sha256, file.size, kind, file.post, file.original_name)
    return line(cells).encode("utf-8", "backslashreplace")


def files_end() -> bytes:
    """The line of `files.csv` about itself.

    A file cannot hold its own checksum or know its size: those two cells stay empty, and
    `manifest-sha256.txt` has them.
    """
    return line((FILES_TABLE, "", "", plain("archive_page.kind", "files_table"), "", "")).encode()


def title(post: ArchivedPost) -> str:
    """What a post is called in lists of other programs."""
    first = " ".join(post.text.split())[:80]
    return f"{post.account}: {first}" if first else post.account


def _heading(columns: Iterable[str]) -> list[str]:
    return [
        f"{BANGLA(f'archive_page.column.{column}')} · {ENGLISH(f'archive_page.column.{column}')}"
        for column in columns
    ]
