"""The post in a .docx: its text in reading order and the pictures set into it.

Read straight from the XML, part by part through the guarded zip, so that a crafted document is stopped by
our limits and fails in ways we know.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from app.errors import Refusal
from app.intake import names
from app.intake.attachments import together
from app.intake.limits import XML_BYTES
from app.intake.markup import BadXml, local, walk
from app.intake.types import IncomingFile
from app.intake.zips import GuardedZip, open_office

# What a tracked change removed or moved away, a drawing's twin for old programs, and tab stops.
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "tabs"})
_LETTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class Document:
    """`text` with a line a paragraph and a tab between a table's cells; `files` in order of appearance."""

    text: str
    files: tuple[IncomingFile, ...]


def read_docx(data: bytes, name: str) -> Document:
    """Text and pictures of the document's body, with each picture's alternative text.

    Headers, footers, footnotes, comments and a list's automatic numbers are no part of the post.
    Raises `Refusal` if it is no .docx (or one with a password), is damaged or crafted, or if a picture is
    only linked and not inside.
    """
    package = open_office(data, name)
    main = next((path for kind, path in _relations(package, "").values() if kind == "officeDocument"), "")
    if main not in package.names():
        raise Refusal("intake.office_broken", name=name)
    scribe = _Scribe()
    _walk(package, main, scribe)
    targets = _relations(package, main)
    pictures = ((targets.get(relation, ("", ""))[1], alt) for relation, alt in scribe.pictures.items())
    return Document("".join(scribe.pieces), together(_picture(package, path, alt) for path, alt in pictures))


class _Scribe(ContentHandler):
    """Writes down the text and the pictures (relation id → alternative text) of a document's body."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.pictures: dict[str, str] = {}
        self._skipping = 0
        self._in_text = False
        self._alt = ""

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 -- xml.sax calls it so
        tag = local(name)
        if tag in _SKIPPED:
            self._skipping += 1
        if self._skipping:
            return
        attributes = {local(key): value for key, value in attrs.items()}
        if tag == "t":
            self._in_text = True
        elif tag == "docPr":
            self._alt = attributes.get("descr", "")
        elif tag == "blip":
            self.pictures.setdefault(attributes.get("embed", ""), self._alt)
        elif tag == "imagedata":
            self.pictures.setdefault(attributes.get("id", ""), attributes.get("title", ""))

    def characters(self, content: str) -> None:
        if self._in_text:
            self.pieces.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 -- xml.sax calls it so
        tag = local(name)
        if tag in _SKIPPED:
            self._skipping -= 1
        elif self._skipping:
            pass
        elif tag == "t":
            self._in_text = False
        elif tag in _LETTERS:
            self.pieces.append(_LETTERS[tag])
        elif tag == "p":
            self.pieces.append("\n")
        elif tag == "tc":
            self._close("\n", "\t")
        elif tag == "tr":
            self._close("\t", "\n")

    def _close(self, last: str, mark: str) -> None:
        """A cell ends in a tab, not in its paragraph's line end; a row in a line end, not in that tab."""
        if self.pieces and self.pieces[-1] == last:
            self.pieces.pop()
        self.pieces.append(mark)


class _Relations(ContentHandler):
    """Relation id → (last word of its type, path in the package; "" for a target outside)."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.found: dict[str, tuple[str, str]] = {}
        self._folder = folder

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 -- xml.sax calls it so
        if local(name) != "Relationship":
            return
        path = ""
        if attrs.get("TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/", self._folder, attrs.get("Target", ""))).lstrip("/")
        self.found[attrs.get("Id", "")] = (attrs.get("Type", "").rpartition("/")[2], path)


def _relations(package: GuardedZip, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to; "" is the package itself."""
    folder, file = posixpath.split(part)
    relations = _Relations(folder)
    path = posixpath.join(folder, "_rels", f"{file}.rels")
    if path in package.names():
        _walk(package, path, relations)
    return relations.found


def _walk(package: GuardedZip, part: str, handler: ContentHandler) -> None:
    try:
        walk(package.read(part, XML_BYTES), handler)
    except BadXml:
        raise Refusal("intake.office_broken", name=package.title) from None


def _picture(package: GuardedZip, path: str, alt: str) -> IncomingFile:
    if path not in package.names():
        raise Refusal("intake.linked_picture", name=package.title)
    name = posixpath.basename(path)
    if names.kind(name) is not names.Kind.ATTACHMENT:
        raise names.unknown_type(name)
    return IncomingFile(name, package.read(path), alt.strip())
