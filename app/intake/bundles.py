"""Grouping: which files of a folder make one post, and the post that they make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.bangla.blank import is_blank
from app.errors import Refusal
from app.intake import names
from app.intake.attachments import read_attachments, together, with_alts
from app.intake.names import Kind
from app.intake.sidecar import Sidecar, parse
from app.intake.texts import decode, post_text
from app.intake.trees import Tree
from app.intake.types import IncomingFile, IncomingPost
from app.intake.word import read_docx

POST_TOML = "post.toml"
_NUMBERED = re.compile(r"(.+)[-_][0-9০-৯]{1,2}")


@dataclass(frozen=True, slots=True)
class Bundle:
    """Paths of files that belong to one post, in natural order. `origin` is what the person calls it."""

    origin: str
    paths: tuple[str, ...]

    def of(self, kind: Kind) -> tuple[str, ...]:
        return tuple(path for path in self.paths if names.kind(path) is kind)

    @property
    def along(self) -> tuple[str, ...]:
        """Names of the files besides that of `origin`; none where it names their folder."""
        shown = tuple(map(_shown, self.paths))
        called = self.origin.rpartition("/")[2]
        return tuple(name for name in shown if name != called) if called in shown else ()

    @property
    def only_attachments(self) -> bool:
        return len(self.of(Kind.ATTACHMENT)) == len(self.paths)


def by_stem(files: Sequence[str]) -> list[tuple[str, ...]]:
    """Groups bare names: a text or a .toml takes the images of its stem (`12.txt`, `12.jpg`, `12-2.png`).

    A file that no text claims is a group of its own.
    """
    heads = {_stem(file) for file in files if names.kind(file) in (Kind.TEXT, Kind.SIDECAR)}
    groups: dict[str, list[str]] = {}
    for file in files:
        stem = _stem(file)
        numbered = _NUMBERED.fullmatch(stem)
        if stem in heads:
            groups.setdefault(stem, []).append(file)
        elif numbered and numbered[1] in heads and names.kind(file) is Kind.ATTACHMENT:
            groups.setdefault(numbered[1], []).append(file)
        else:
            # The name with its extension: two images of one stem are two posts.
            groups.setdefault(names.folded(file), []).append(file)
    return [tuple(group) for group in groups.values()]


def _stem(file: str) -> str:
    return names.folded(names.split(file)[0])


def read_bundle(tree: Tree, bundle: Bundle) -> IncomingPost:
    """The post, whole; raises `Refusal` if any of its files cannot be taken."""
    for path in bundle.paths:
        if names.kind(path) in (Kind.STRANGE, Kind.ZIP, Kind.CALENDAR):
            raise names.unknown_type(_shown(path))
    text, embedded = _text(tree, _single(bundle, Kind.TEXT))
    about = _about(tree, _single(bundle, Kind.SIDECAR))
    files = _described(together((*embedded, *read_attachments(tree, bundle.of(Kind.ATTACHMENT)))), about)
    if is_blank(text) and not files:
        raise Refusal("intake.empty", name=bundle.origin)
    return IncomingPost(
        origin=bundle.origin,
        text=text,
        files=files,
        account=about.account,
        purpose=about.purpose,
        sources=about.sources,
        schedule=about.schedule,
        author=about.author,
        use=about.use,
        kind=about.kind,
        along=bundle.along,
    )


def _single(bundle: Bundle, kind: Kind) -> str:
    paths = bundle.of(kind)
    if len(paths) > 1:
        raise Refusal("intake.two_for_one", name=_shown(paths[0]), other=_shown(paths[1]))
    return paths[0] if paths else ""


def _text(tree: Tree, path: str) -> tuple[str, tuple[IncomingFile, ...]]:
    if not path:
        return "", ()
    data, name = tree.read(path), _shown(path)
    if names.split(path)[1] == ".docx":
        document = read_docx(data, name)
        return post_text(document.text, name), document.files
    return post_text(decode(data, name), name), ()


def _about(tree: Tree, path: str) -> Sidecar:
    return parse(tree.read(path), _shown(path)) if path else Sidecar()


def _described(files: tuple[IncomingFile, ...], about: Sidecar) -> tuple[IncomingFile, ...]:
    if not about.named_alts:
        return with_alts(files, about.alts)
    there = [names.folded(file.name) for file in files]
    for name in about.named_alts:
        if name not in there:
            raise Refusal("intake.alt_without_image", name=name)
    return with_alts(files, [about.named_alts.get(name, "") for name in there])


def _shown(path: str) -> str:
    return names.shown(path.rpartition("/")[2])
