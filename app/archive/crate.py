"""`ro-crate-metadata.json`: the archive described for research and library systems (RO-Crate 1.2)."""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence

from app.archive.bag import CRATE, FILES_TABLE, PAYLOAD, FileRecord
from app.archive.documents import json_text
from app.archive.types import ArchiveHeader
from app.media.formats import ALL

Entity = dict[str, object]

_PART, _ENTITY = 8, 4  # how far the two lists are indented in the document's text

_MEDIA_TYPES = {
    **{format.extension: format.media_type for format in ALL.values()},
    ".csv": "text/csv",
    ".html": "text/html",
    ".json": "application/json",
    ".txt": "text/plain",
    ".xml": "application/xml",
}


def crate(header: ArchiveHeader, files: Iterable[FileRecord], titles: dict[str, str]) -> Entity:
    """The crate of a payload. `titles` gives each post folder's name; `files` are those written so far.

    `files.csv` is written after this document, for it holds this document's checksum; it is listed here
    without a size.
    """
    by_folder: dict[str, list[FileRecord]] = defaultdict(list)
    for file in files:
        by_folder[file.post].append(file)
    loose = by_folder.pop("", [])
    posts = [post_entity(folder, titles[folder], found) for folder, found in by_folder.items()]
    members = [file_entity(file) for found in by_folder.values() for file in found]
    return _crate(header, loose, posts, members, [part_of(post) for post in posts])


def crate_frame(header: ArchiveHeader, loose: Iterable[FileRecord]) -> tuple[bytes, bytes, bytes, bytes]:
    """The crate's text with gaps: for the parts of the whole, for the posts, and for their files.

    `loose` are the files that belong to no post. Into the gaps go `entity_text`s of `part_of`, `post_entity`
    and `file_entity`.
    """
    marks = [secrets.token_hex(16) for _ in range(3)]
    texts = [
        f',\n{" " * depth}"{mark}"' for mark, depth in zip(marks, (_PART, _ENTITY, _ENTITY), strict=True)
    ]
    parts, posts, members = marks
    rest = json_text(_crate(header, loose, [posts], [members], [parts]))
    pieces = []
    for text in texts:
        piece, _, rest = rest.partition(text)
        pieces.append(piece.encode("utf-8", "backslashreplace"))
    return pieces[0], pieces[1], pieces[2], rest.encode("utf-8", "backslashreplace")


def part_text(folder: str) -> bytes:
    """A post's line among the parts of the whole."""
    return _indented({"@id": f"{folder}/"}, _PART)


def entity_text(entity: Entity) -> bytes:
    """An entity in the list of all."""
    return _indented(entity, _ENTITY)


def _indented(value: object, depth: int) -> bytes:
    text = json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n" + " " * depth)
    return f",\n{' ' * depth}{text}".encode("utf-8", "backslashreplace")


def part_of(post: Entity) -> Entity:
    """The reference to an entity."""
    return {"@id": post["@id"]}


def _crate(
    header: ArchiveHeader,
    loose_files: Iterable[FileRecord],
    posts: Sequence[object],
    members: Sequence[object],
    parts: Sequence[object],
) -> Entity:
    loose = [file_entity(file) for file in loose_files]
    finding_aid: Entity = {
        "@id": FILES_TABLE.removeprefix(PAYLOAD),
        "@type": "File",
        "name": "Every file of this archive, with its checksum",
        "encodingFormat": "text/csv",
    }
    graph: list[object] = [
        {
            "@id": CRATE.removeprefix(PAYLOAD),
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": f"{header.office_bn}: অনুমোদিত পোস্টের আর্কাইভ",
            "description": f"Social-media posts approved by {header.office_en or header.office_bn}, with the"
            " record of every decision.",
            "datePublished": header.made_at[:10],
            "license": {"@id": "#licence"},
            "publisher": {"@id": "#office"},
            "hasPart": [*map(part_of, [*loose, finding_aid]), *parts],
        },
        _office(header),
        {
            "@id": "#licence",
            "@type": "CreativeWork",
            "name": "No licence stated",
            "description": "The office stated no licence when the archive was made; ask the office.",
        },
        *loose,
        finding_aid,
        *posts,
        *members,
    ]
    return {"@context": "https://w3id.org/ro/crate/1.2/context", "@graph": graph}


def _office(header: ArchiveHeader) -> Entity:
    office: Entity = {"@id": "#office", "@type": "Organization", "name": header.office_bn}
    if header.office_en:
        office["alternateName"] = header.office_en
    if header.website:
        office["url"] = header.website
    return office


def post_entity(folder: str, title: str, files: Iterable[FileRecord]) -> Entity:
    """A post, or a report, with its files."""
    return {
        "@id": f"{folder}/",
        "@type": "Dataset",
        "name": title,
        "hasPart": [{"@id": file.path.removeprefix(PAYLOAD)} for file in files],
    }


def file_entity(file: FileRecord) -> Entity:
    """A file as the crate describes it."""
    entity: Entity = {
        "@id": file.path.removeprefix(PAYLOAD),
        "@type": "File",
        "name": file.original_name or file.path.rsplit("/", 1)[-1],
        "contentSize": str(file.size),
    }
    media_type = _MEDIA_TYPES.get(file.path[file.path.rfind(".") :])
    if media_type:
        entity["encodingFormat"] = media_type
    return entity
