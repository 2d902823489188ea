"""`premis.xml` of a post: its files and what happened to them, in PREMIS 3.0 of the Library of Congress.

Everything in it is made from the decision and the header, so that it can be made again and compared. Elements
stand in the order of the published schema (`premis-v3-0.xsd`); event types are words of the Library's
vocabulary "preservation event types".
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from app.archive.bag import POST_TEXT, post_folder
from app.archive.documents import PlacedImage, act_file
from app.archive.types import ArchivedAct, ArchivedPost, ArchiveHeader

NAMESPACE = "http://www.loc.gov/premis/v3"
_SCHEMA = "http://www.loc.gov/standards/premis/v3/premis-v3-0.xsd"
_EVENT_TYPES = "http://id.loc.gov/vocabulary/preservation/eventType"
_LOCAL = "local"
# Characters that XML 1.0 cannot hold, also not as references.
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FACTS = re.compile(rb"<(messageDigest|eventDateTime|eventType[^>]*|size)>([^<]*)<")
_OF_ACT = {
    "proof": ("capture", "proof of the publication"),
    "correction": ("modification", "correction of the published post"),
    "removal": ("deaccession", "taken down"),
    "elsewhere": ("dissemination", "published at another address"),
}
_FORMATS = {
    ".html": "text/html",
    ".htm": "text/html",
    ".mhtml": "multipart/related",
    ".jpg": "image/jpeg",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".wacz": "application/wacz",
    ".webp": "image/webp",
}


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the post's folder. `source` is the file it was made from, "" for none."""

    name: str
    sha256: str
    size: int
    media_type: str
    original_name: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class _Event:
    """`detail` and `outcome` are in English for programs, `note` as a person wrote it."""

    number: int
    kind: str
    at: str
    detail: str
    agent: str
    role: str
    objects: tuple[str, ...]
    outcome: str = ""
    note: str = ""


def premis(post: ArchivedPost, header: ArchiveHeader, images: Sequence[PlacedImage]) -> bytes:
    """The document of one post. Times are ISO 8601 UTC; agents are people by name, and the program."""
    folder = post_folder(post.draft_id, post.version)
    files = list(_files(post, images))
    events = list(_events(post, header, folder, files))
    agents = dict.fromkeys(event.agent for event in events)
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        f'<premis xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:schemaLocation="{NAMESPACE} {_SCHEMA}" version="3.0">\n',
        _representation(folder, files, events),
        *(_object(folder, file, events) for file in files),
        *map(_event, events),
        *(_agent(name, header) for name in agents),
        "</premis>\n",
    ]
    return "".join(parts).encode()


def facts(document: bytes) -> list[tuple[bytes, bytes]]:
    """What a document states in figures: digests, sizes, times and types of events, in order."""
    found = _FACTS.findall(document)
    return [(name.partition(b" ")[0], value) for name, value in found]


def _files(post: ArchivedPost, images: Sequence[PlacedImage]) -> Iterator[_File]:
    text = post.text.encode()
    yield _File(POST_TEXT, hashlib.sha256(text).hexdigest(), len(text), "text/plain")
    for placed in images:
        image = placed.image
        yield _File(placed.original, image.sha256, image.size, image.media_type, image.original_name)
        yield _File(
            placed.publish,
            placed.publish_sha256,
            placed.publish_size,
            placed.publish_media_type,
            source=placed.original,
        )
    for number, act in enumerate(post.acts, start=1):
        file = act_file(number, act)
        if file:
            media_type = _FORMATS.get(act.extension, "application/octet-stream")
            yield _File(file, act.sha256, act.size, media_type, act.file_name)


def _events(
    post: ArchivedPost, header: ArchiveHeader, folder: str, files: Sequence[_File]
) -> Iterator[_Event]:
    approved = tuple(file.name for file in files if not file.source and not file.name.startswith("acts/"))
    copies = tuple(file.name for file in files if file.source)
    number = 0

    def event(
        kind: str, at: str, detail: str, agent: str, role: str, *objects: str, **outcome: str
    ) -> _Event:
        nonlocal number
        number += 1
        names = tuple(f"{folder}/{name}" for name in objects) or (folder,)
        return _Event(number, kind, at, detail, agent, role, names, **outcome)

    yield event("creation", post.created_at, "draft written", post.author or "—", "author", *approved)
    for decision in post.decisions:
        yield event(
            "appraisal",
            decision.at,
            "decision on the post",
            decision.member,
            decision.role or "moderator",
            *approved,
            outcome=decision.verdict,
            note=decision.reason,
        )
    for publication in post.publications:
        yield event("dissemination", publication.at, "published", publication.member, "publisher",
                    note=publication.url)  # fmt: skip
    for position, act in enumerate(post.acts, start=1):
        kind, detail = _OF_ACT[act.kind]
        file = act_file(position, act)
        objects = (file,) if file else ()
        yield event(kind, act.at, detail, act.member, "moderator", *objects, outcome=_outcome(act),
                    note=act.url or act.text)  # fmt: skip
    program = header.program
    if copies:
        yield event("creation", header.made_at, "copies for publishing, without metadata", program, "program",
                    *copies)  # fmt: skip
    every = tuple(file.name for file in files)
    yield event("message digest calculation", header.made_at, "SHA-256", program, "program", *every)
    yield event(
        "information package creation",
        header.made_at,
        "archive written",
        header.made_by or program,
        "archivist" if header.made_by else "program",
    )


def _outcome(act: ArchivedAct) -> str:
    if act.kind == "proof" and act.answer:
        return "text equal" if act.answer == "yes" else "text differs"
    if act.kind == "correction":
        return "readers told" if act.answer == "yes" else "readers not told"
    return act.reason


def _representation(folder: str, files: Sequence[_File], events: Sequence[_Event]) -> str:
    parts = "".join(_related("structural", "has part", f"{folder}/{file.name}") for file in files)
    links = _event_links(folder, events)
    return f'<object xsi:type="representation">\n{_identifier("object", folder)}{parts}{links}</object>\n'


def _object(folder: str, file: _File, events: Sequence[_Event]) -> str:
    name = f"{folder}/{file.name}"
    characteristics = (
        "<objectCharacteristics><fixity>"
        '<messageDigestAlgorithm authority="cryptographicHashFunctions">SHA-256</messageDigestAlgorithm>'
        f"<messageDigest>{file.sha256}</messageDigest></fixity><size>{file.size}</size><format>"
        f"<formatDesignation><formatName>{file.media_type}</formatName></formatDesignation></format>"
        "</objectCharacteristics>\n"
    )
    original = f"<originalName>{_text(file.original_name)}</originalName>\n" if file.original_name else ""
    source = _related("derivation", "has source", f"{folder}/{file.source}") if file.source else ""
    return (
        f'<object xsi:type="file">\n{_identifier("object", name)}{characteristics}{original}{source}'
        f"{_related('structural', 'is part of', folder)}{_event_links(name, events)}</object>\n"
    )


def _related(kind: str, sub_kind: str, name: str) -> str:
    return (
        f"<relationship><relationshipType>{kind}</relationshipType>"
        f"<relationshipSubType>{sub_kind}</relationshipSubType>"
        f"{_identifier('relatedObject', name)}</relationship>\n"
    )


def _event_links(name: str, events: Sequence[_Event]) -> str:
    return "".join(
        _identifier("linkingEvent", str(event.number)) for event in events if name in event.objects
    )


def _event(event: _Event) -> str:
    detail = f"<eventDetailInformation><eventDetail>{event.detail}</eventDetail></eventDetailInformation>\n"
    outcome = f"<eventOutcome>{_text(event.outcome)}</eventOutcome>" if event.outcome else ""
    note = (
        "<eventOutcomeDetail><eventOutcomeDetailNote>"
        f"{_text(event.note)}</eventOutcomeDetailNote></eventOutcomeDetail>"
        if event.note
        else ""
    )
    information = (
        f"<eventOutcomeInformation>{outcome}{note}</eventOutcomeInformation>\n" if outcome or note else ""
    )
    agent = _identifier("linkingAgent", event.agent, f"<linkingAgentRole>{event.role}</linkingAgentRole>")
    objects = "".join(_identifier("linkingObject", name) for name in event.objects)
    kind = f'<eventType authority="eventType" authorityURI="{_EVENT_TYPES}">{event.kind}</eventType>'
    return (
        f"<event>\n{_identifier('event', str(event.number))}{kind}\n"
        f"<eventDateTime>{event.at}</eventDateTime>\n{detail}{information}{agent}{objects}</event>\n"
    )


def _agent(name: str, header: ArchiveHeader) -> str:
    kind = "software" if name == header.program else "person"
    return (
        f"<agent>\n{_identifier('agent', name)}<agentName>{_text(name)}</agentName>"
        f"<agentType>{kind}</agentType></agent>\n"
    )


def _identifier(of: str, value: str, more: str = "") -> str:
    name = f"{of}Identifier"
    return (
        f"<{name}><{name}Type>{_LOCAL}</{name}Type><{name}Value>{_text(value)}</{name}Value>{more}</{name}>\n"
    )


def _text(value: str) -> str:
    return escape(_UNFIT.sub("\ufffd", value))
