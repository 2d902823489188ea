"""`ro-crate-metadata.json`: the archive described for research and library systems (RO-Crate 1.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from app.archive.bag import CRATE, FILES_TABLE, PAYLOAD, FileRecord
from app.archive.types import ArchiveHeader
from app.media.formats import ALL

Entity = dict[str, object]

_MEDIA_TYPES = {
    **{format.extension: format.media_type for format in ALL.values()},
    ".csv": "text/csv",
    ".html": "text/html",
    ".json": "application/json",
    ".txt": "text/plain",
}


def crate(header: ArchiveHeader, files: Iterable[FileRecord], titles: dict[str, str]) -> Entity:
    """The crate of a payload. `titles` gives each post folder's name; `files` are those written so far.

    `files.csv` is written after this document, for it holds this document's checksum; it is listed here
    without a size.
    """
    by_folder: dict[str, list[FileRecord]] = defaultdict(list)
    for file in files:
        by_folder[file.post].append(file)
    loose = [_file(file) for file in by_folder.pop("", [])]
    finding_aid: Entity = {
        "@id": FILES_TABLE.removeprefix(PAYLOAD),
        "@type": "File",
        "name": "Every file of this archive, with its checksum",
        "encodingFormat": "text/csv",
    }
    posts = [_post(folder, titles[folder], found) for folder, found in by_folder.items()]
    members = [entity for found in by_folder.values() for entity in map(_file, found)]
    graph: list[Entity] = [
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
            "hasPart": [{"@id": part["@id"]} for part in [*loose, finding_aid, *posts]],
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


def _post(folder: str, title: str, files: list[FileRecord]) -> Entity:
    return {
        "@id": f"{folder}/",
        "@type": "Dataset",
        "name": title,
        "hasPart": [{"@id": file.path.removeprefix(PAYLOAD)} for file in files],
    }


def _file(file: FileRecord) -> Entity:
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
