"""The images, videos and audio of a post, brought to memory with their alternative texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from app.errors import Refusal
from app.intake import names
from app.intake.limits import MEBIBYTE, POST_BYTES
from app.intake.trees import Tree
from app.intake.types import IncomingFile


def read_attachments(tree: Tree, paths: Sequence[str]) -> tuple[IncomingFile, ...]:
    """The files at `paths`, in this order.

    Only the extension is looked at here: the decoders say what it is. Raises `Refusal` for any other kind
    of file, one that cannot be read, or over 256 MB together.
    """
    return together(_read(tree, path) for path in paths)


def _read(tree: Tree, path: str) -> IncomingFile:
    name = names.shown(path.rpartition("/")[2])
    if names.kind(name) is not names.Kind.ATTACHMENT:
        raise names.unknown_type(name)
    return IncomingFile(name, tree.read(path, names.most_bytes(name)))


def together(files: Iterable[IncomingFile]) -> tuple[IncomingFile, ...]:
    """The files, read one after another only while all of them together keep within a post's limit."""
    return tuple(_within_limit(files))


def _within_limit(files: Iterable[IncomingFile]) -> Iterator[IncomingFile]:
    size = 0
    for file in files:
        size += len(file.data)
        if size > POST_BYTES:
            raise Refusal("intake.post_too_big", most=POST_BYTES // MEBIBYTE)
        yield file


def with_alts(files: Sequence[IncomingFile], alts: Sequence[str]) -> tuple[IncomingFile, ...]:
    """The files with `alts` given out in order; where they end or are blank, a file keeps its own.

    Raises `Refusal` for more of them than files.
    """
    if len(alts) > len(files):
        raise Refusal("intake.alts_too_many", n=len(alts), images=len(files))
    padded = (*alts, *("" for _ in files[len(alts) :]))
    return tuple(replace(file, alt=alt or file.alt) for file, alt in zip(files, padded, strict=True))
