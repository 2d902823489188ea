"""The walk through a folder or a zip of posts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from app.errors import Refusal
from app.intake import names
from app.intake.bundles import POST_TOML, Bundle, by_stem, read_bundle
from app.intake.calendars import Calendar
from app.intake.limits import FOLDER_DEPTH
from app.intake.names import Kind
from app.intake.trees import Listing, Tree, join
from app.intake.types import IncomingPost, UnreadablePost

Found = IncomingPost | UnreadablePost


@dataclass
class _Material:
    """Images beside calendars: which of them a row names, and whether every calendar could be read."""

    named: set[str] = field(default_factory=set)
    all_readable: bool = True


def read_tree(tree: Tree) -> Iterator[Found]:
    """All posts of a tree in natural order, files before folders; never nothing.

    In every folder a calendar's rows are posts. Without a calendar, a folder is one post if it holds a
    `post.toml` or, inside the tree, at most one text. Else files that share a stem are one post, and an
    image that no text claims is one by itself. Beside a calendar such an image is refused: it lacks a row.
    """
    nothing = True
    for found in _folder(tree, "", 0, None):
        nothing = False
        yield found
    if nothing:
        yield UnreadablePost(tree.title, Refusal("intake.nothing_found", name=tree.title))


def post_or_reason(tree: Tree, bundle: Bundle) -> Found:
    """The bundle's post, or why it cannot be taken."""
    try:
        return read_bundle(tree, bundle)
    except Refusal as refusal:
        return UnreadablePost(bundle.origin, refusal, bundle.along)


def _folder(tree: Tree, folder: str, depth: int, material: _Material | None) -> Iterator[Found]:
    origin = _origin(tree, folder)
    try:
        if depth > FOLDER_DEPTH:
            raise Refusal("intake.too_deep", name=origin, most=FOLDER_DEPTH)
        listing = tree.listing(folder)
    except Refusal as refusal:
        yield UnreadablePost(origin, refusal)
        return
    calendars = [file for file in listing.files if names.kind(file) is Kind.CALENDAR]
    for file in calendars:
        calendar = Calendar(tree, join(folder, file), _origin(tree, join(folder, file)))
        yield from calendar.posts()
        material = material or _Material()
        material.named |= calendar.images
        material.all_readable &= calendar.readable
    if calendars:
        others = tuple(file for file in listing.files if file not in calendars)
        bundles, inner = _stem_bundles(tree, folder, others), listing.folders
    else:
        bundles, inner = _bundles(tree, folder, listing)
    for bundle in bundles:
        if material and bundle.only_attachments:
            yield from _without_row(tree, bundle, material)
        else:
            yield post_or_reason(tree, bundle)
    for name in inner:
        yield from _folder(tree, join(folder, name), depth + 1, material)


def _bundles(tree: Tree, folder: str, listing: Listing) -> tuple[list[Bundle], tuple[str, ...]]:
    """The posts of a folder without a calendar, and the folders inside that are no part of them."""
    texts = [file for file in listing.files if names.kind(file) is Kind.TEXT]
    sidecars = [file for file in listing.files if names.kind(file) is Kind.SIDECAR]
    pictures = [name for name in listing.folders if _only_attachments(tree, join(folder, name))]
    others = tuple(name for name in listing.folders if name not in pictures)
    if POST_TOML in map(names.folded, sidecars):
        whole = True
    elif folder:
        whole = bool(listing.files) and len(texts) <= 1 and len(sidecars) <= 1
    else:
        # At the top a text and images of other names are one post only if there is nothing else.
        whole = len(texts) == 1 and not others and (texts[0],) in by_stem(listing.files)
    if not whole:
        return _stem_bundles(tree, folder, listing.files), listing.folders
    paths = [join(folder, file) for file in listing.files]
    for name in pictures:
        inside = join(folder, name)
        paths += [join(inside, file) for file in tree.listing(inside).files]
    return [Bundle(_origin(tree, folder), tuple(paths))], others


def _stem_bundles(tree: Tree, folder: str, files: tuple[str, ...]) -> list[Bundle]:
    bundles = []
    for group in by_stem(files):
        called = next((file for file in group if names.kind(file) is Kind.TEXT), group[0])
        bundles.append(
            Bundle(_origin(tree, join(folder, called)), tuple(join(folder, file) for file in group))
        )
    return bundles


def _only_attachments(tree: Tree, folder: str) -> bool:
    try:
        listing = tree.listing(folder)
    except Refusal:
        return False  # said when the folder's own turn comes
    images = bool(listing.files) and all(names.kind(file) is Kind.ATTACHMENT for file in listing.files)
    return images and not listing.folders


def _without_row(tree: Tree, bundle: Bundle, material: _Material) -> Iterator[UnreadablePost]:
    # Where a calendar could not be read, that is the one thing to say.
    for path in bundle.paths:
        if path not in material.named and material.all_readable:
            yield UnreadablePost(
                _origin(tree, path), Refusal("intake.image_without_row", name=names.shown(path))
            )


def _origin(tree: Tree, path: str) -> str:
    return names.shown(join(tree.title, path)) if path else tree.title
