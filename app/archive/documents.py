"""The JSON documents of an archive, made to be read by other programs, long from now."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass

from app.archive.bag import FORMAT, RENDERING
from app.archive.types import (
    ArchivedAct,
    ArchivedFinding,
    ArchivedImage,
    ArchivedPost,
    ArchivedReport,
    ArchiveHeader,
    ChainHead,
)
from app.media.formats import is_clip

_BANGLA_LETTER = re.compile("[\u0980-\u09ff]")
_TYPES = {"image": "Image", "video": "Video", "audio": "Audio"}
_PARAGRAPH = re.compile(r"\n\s*\S")


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """An image with the places of its two files, relative to the post's folder."""

    image: ArchivedImage
    original: str
    publish: str
    publish_media_type: str
    publish_sha256: str
    publish_size: int


def json_bytes(document: object) -> bytes:
    """A document as a person can read it. A lone surrogate (from a file name) is written as an escape."""
    return json_text(document).encode("utf-8", "backslashreplace")


def json_text(document: object) -> str:
    """`json_bytes` before it is encoded."""
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def about_document(header: ArchiveHeader, posts: int) -> dict[str, object]:
    """`archive.json`: what the archive is, and how many posts it must hold."""
    return {
        "format": FORMAT,
        "rendering": RENDERING,
        "office": {"bn": header.office_bn, "en": header.office_en},
        "parent": {"bn": header.parent_bn},
        "website": header.website,
        "made_at": header.made_at,
        "made_by": header.made_by,
        "program": header.program,
        "since": header.since,
        "until": header.until,
        "account": header.account,
        "posts": posts,
        "breaks": [asdict(each) for each in header.breaks],
        "checkpoint": header.checkpoint,
        **({} if header.stamp is None else {"stamp": asdict(header.stamp)}),
        "number": header.number,
        "former": None if header.former is None else asdict(header.former),
        "base": None if header.base is None else asdict(header.base),
        "selection": list(header.selection),
        "withdrawn": list(header.withdrawn),
    }


def chain_document(chain: ChainHead) -> dict[str, object]:
    """`chain-head.json`: how far the record was, and its head's hash."""
    return asdict(chain)


def decision_document(post: ArchivedPost, images: list[PlacedImage]) -> dict[str, object]:
    """`decision.json`: what was approved, by whom, over which findings. Times are ISO 8601 UTC.

    `digest` is SHA-256 over the RFC 8785 form of `digest_document`.
    """
    return {
        "draft": post.draft_id,
        "version": post.version,
        "digest": post.digest,
        "digest_document": post.digest_document,
        "use": post.use,
        "kind": post.kind,
        "platform": post.platform,
        "account": post.account,
        "account_url": post.account_url,
        "purpose": post.purpose,
        "sources": list(post.sources),
        "schedule": post.schedule,
        "author": post.author,
        "created_at": post.created_at,
        "approved_at": post.approved_at,
        "important": post.important,
        "images": [_image(placed) for placed in images],
        "decisions": [asdict(decision) for decision in post.decisions],
        "findings": [_finding(finding) for finding in post.findings],
        "publications": [asdict(publication) for publication in post.publications],
        "rulepack": post.rulepack,
        "detectors": post.detectors,
        "not_checked": list(post.not_checked),
        "acts": [_act(act, act_file(number, act)) for number, act in enumerate(post.acts, start=1)],
    }


def act_file(number: int, act: ArchivedAct) -> str:
    """Where the evidence of a post's `number`th act lies in its folder, "" where it has none."""
    return f"acts/{number:02d}{act.extension}" if act.sha256 else ""


def _act(act: ArchivedAct, file: str) -> dict[str, object]:
    document: dict[str, object] = {
        "row": act.row,
        "kind": act.kind,
        "published_as": act.published_as,
        "at": act.at,
        "member": act.member,
        "text": act.text,
        "reason": act.reason,
        "answer": act.answer,
        "other": act.other,
        "url": act.url,
        "recorded_at": act.recorded_at,
    }
    if file:
        document["evidence"] = {
            "file": file,
            "sha256": act.sha256,
            "bytes": act.size,
            "original_name": act.file_name,
        }
    return document


def report_document(report: ArchivedReport) -> dict[str, object]:
    """`report.json`: a quarter's report as it was kept."""
    return asdict(report)


def _image(placed: PlacedImage) -> dict[str, object]:
    image = placed.image
    document: dict[str, object] = {
        "file": placed.original,
        "sha256": image.sha256,
        "bytes": image.size,
        "media_type": image.media_type,
        "width": image.width,
        "height": image.height,
        "original_name": image.original_name,
        "alt": image.alt,
        "publish": {
            "file": placed.publish,
            "sha256": placed.publish_sha256,
            "bytes": placed.publish_size,
            "media_type": placed.publish_media_type,
        },
    }
    if is_clip(image.media_type):
        document["duration"] = image.duration
        document["watched"] = [asdict(watching) for watching in image.watched]
    if image.origin_sha256:
        document["blurred_from"] = {
            "sha256": image.origin_sha256,
            "boxes": [list(box) for box in image.blurred],
        }
    return document


def _finding(finding: ArchivedFinding) -> dict[str, object]:
    found = asdict(finding)
    reply = {
        "verdict": found.pop("verdict"),
        "because": found.pop("because"),
        "reason": found.pop("reason"),
        "by": found.pop("answered_by"),
        "at": found.pop("answered_at"),
    }
    return {**found, "answer": reply if finding.verdict else None}


def activity(post: ArchivedPost, header: ArchiveHeader, images: list[PlacedImage]) -> dict[str, object]:
    """`post.json`: the post in ActivityStreams 2.0 (W3C Recommendation, 23 May 2017).

    A Note has one paragraph, an Article several, as its vocabulary puts it. `published` is there once
    somebody recorded the publication.
    """
    language = "bn" if _BANGLA_LETTER.search(post.text) else "en"
    document: dict[str, object] = {
        "@context": ["https://www.w3.org/ns/activitystreams", {"@language": language}],
        "type": "Article" if _PARAGRAPH.search(post.text.strip()) else "Note",
        "mediaType": "text/plain",
        "content": post.text,
        "contentMap": {language: post.text},
        "attributedTo": _organisation(post, header),
        "attachment": [_attachment(placed) for placed in images],
        "generator": {"type": "Application", "name": header.program},
    }
    if post.publications:
        document["published"] = post.publications[0].at
        document["url"] = [publication.url for publication in post.publications]
    return document


def _organisation(post: ArchivedPost, header: ArchiveHeader) -> dict[str, object]:
    organisation: dict[str, object] = {
        "type": "Organization",
        "name": header.office_bn,
        "nameMap": {"bn": header.office_bn, "en": header.office_en},
        "summary": " · ".join(part for part in (post.platform, post.account) if part),
    }
    addresses = [address for address in (post.account_url, header.website) if address]
    if addresses:
        organisation["url"] = addresses
    return organisation


def _attachment(placed: PlacedImage) -> dict[str, object]:
    image = placed.image
    document: dict[str, object] = {
        "type": _TYPES[image.media_type.partition("/")[0]],
        "name": image.alt,
        "mediaType": image.media_type,
        "url": [
            {"type": "Link", "href": placed.original, "mediaType": image.media_type},
            {"type": "Link", "href": placed.publish, "mediaType": placed.publish_media_type},
        ],
    }
    if image.width:
        document |= {"width": image.width, "height": image.height}
    if image.duration:
        document["duration"] = f"PT{image.duration / 1000:.3f}S"
    return document
