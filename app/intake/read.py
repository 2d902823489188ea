"""The entry to intake: posts from outside, whatever they come in. Stores nothing, decodes no image."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.errors import Refusal
from app.files import open_regular
from app.intake import names
from app.intake.bundles import POST_TOML, Bundle, by_stem
from app.intake.calendars import Calendar
from app.intake.folders import Found, post_or_reason, read_tree
from app.intake.names import Kind
from app.intake.trees import FolderTree, ZipTree
from app.intake.types import UnreadablePost
from app.work import Work


def read_paths(paths: Sequence[Path], work: Work) -> Iterator[Found]:
    """Every post in the folders, zips, documents, texts, calendars and images that a person named.

    A post that cannot be taken whole comes as `UnreadablePost` and stops no other. Posts come one by one,
    with only the one's bytes in memory, in an order that does not depend on that of `paths`: by name as a
    person counts, images alone last. A text or an image brings its `.toml` along, a text also the images
    of its stem; with a `post.toml` beside it, it stands for its whole folder. Raises `Cancelled`.
    """
    # Images after texts: an image that a named text brings along is no post of its own.
    given = sorted(
        set(map(Path.absolute, paths)),
        key=lambda path: (names.kind(path.name) is Kind.ATTACHMENT, _key(path)),
    )
    brought: set[Path] = set()
    for done, path in enumerate(given):
        if path in brought:
            continue
        within = _Within()
        work.step(done, len(given))
        for found in _read(path, brought, within):
            yield found
            work.step(done * within.total + within.done, len(given) * within.total)


class _Within:
    """How far the reading of one file is, of those that hold many posts."""

    done, total = 0, 1


def _key(path: Path) -> tuple[object, str]:
    return (names.natural(path.name), str(path.parent))


def _read(path: Path, brought: set[Path], within: _Within) -> Iterator[Found]:
    kind, name = names.kind(path.name), names.shown(path.name)
    try:
        if path.is_dir():
            yield from read_tree(FolderTree(path))
        elif not path.exists():
            raise Refusal("intake.not_found", name=name)
        elif kind is Kind.ZIP:
            yield from _read_zip(path, name)
        elif kind is Kind.CALENDAR:
            calendar = Calendar(FolderTree(path.parent), path.name, name)
            for found in calendar.posts():
                within.done, within.total = calendar.done, calendar.rows
                yield found
            brought.update(path.parent / image for image in calendar.images)
        elif kind is Kind.STRANGE:
            raise names.unknown_type(name)
        else:
            yield _read_alone(path, name, brought)
    except Refusal as refusal:
        yield UnreadablePost(name, refusal)
    except PermissionError:  # the folder around it may not be looked into
        yield UnreadablePost(name, Refusal("intake.unreadable", name=name))


def _read_zip(path: Path, name: str) -> Iterator[Found]:
    try:
        source = open_regular(path)
    except OSError:
        raise Refusal("intake.unreadable", name=name) from None
    with source:
        yield from read_tree(ZipTree(source, name))


def _read_alone(path: Path, name: str, brought: set[Path]) -> Found:
    """The post that a single text, image or .toml stands for, with what lies beside it and belongs to it."""
    tree = FolderTree(path.parent)
    files = tree.listing("").files
    if POST_TOML in map(names.folded, files):
        bundle = Bundle(name, files)
    else:
        bundle = Bundle(
            name, next(group for group in by_stem(_beside(path.name, files)) if path.name in group)
        )
    brought.update(path.parent / file for file in bundle.paths)
    return post_or_reason(tree, bundle)


def _beside(name: str, files: Sequence[str]) -> list[str]:
    """`name` and the files beside it that may belong to it. What else lies there was not asked for."""
    own_stem, own_kind = names.folded(names.split(name)[0]), names.kind(name)

    def may_come(file: str) -> bool:
        same_stem, kind = names.folded(names.split(file)[0]) == own_stem, names.kind(file)
        if own_kind is Kind.ATTACHMENT:
            return same_stem and kind is Kind.SIDECAR
        if kind is Kind.TEXT:
            # Other texts come to keep their own images from this one.
            return own_kind is Kind.SIDECAR or not same_stem
        return kind in (Kind.ATTACHMENT, Kind.SIDECAR)

    # Compared folded: on a Windows desk a person may have typed the name in another case.
    beside = [file for file in files if names.folded(file) != names.folded(name) and may_come(file)]
    return sorted([name, *beside], key=names.natural)
