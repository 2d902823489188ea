"""A post's row, made from the `decision.json` that an archive has of it."""

from __future__ import annotations

import hashlib
import json

from app.archive.reading import Unfit, post_of
from app.archive.types import ArchivedPost
from app.errors import Refusal
from app.services.past.folding import fold_of, words_of


def post_in(document: str) -> ArchivedPost:
    """The post that a `decision.json` tells of. Raises `Refusal` for a document of another shape."""
    try:
        facts = json.loads(document)
        if not isinstance(facts, dict):
            raise Unfit
        return post_of(facts)[0]
    except (ValueError, RecursionError) as problem:
        raise Refusal("restored.unreadable_post") from problem


def columns_of(folder: str, data: bytes) -> dict[str, object]:
    """The columns of `RestoredPost` but for its archive's, of the document `data` in that folder."""
    document = data.decode("utf-8")
    post = post_in(document)
    approvers = dict.fromkeys(one.member for one in post.decisions if one.verdict == "approve")
    publication = post.publications[0] if post.publications else None
    words = words_of(post.text)
    found_by = [post.text, post.account, post.author, *approvers, *(one.alt for one in post.images)]
    found_by += [one.url for one in post.publications]
    columns: dict[str, object] = {
        "folder": folder,
        "draft": post.draft_id,
        "version": post.version,
        "digest": post.digest,
        "document_sha256": hashlib.sha256(data).hexdigest(),
        "document": document,
        "text": post.text,
        "fold": fold_of(words),
        "words": f" {' '.join(words_of(' '.join(found_by)))} ",
        "platform": post.platform,
        "account": post.account,
        "purpose": post.purpose,
        "kind": post.kind,
        "important": post.important,
        "approvers": ", ".join(approvers),
        "approved_at": post.approved_at,
        "published_at": publication.at if publication is not None else "",
        "url": publication.url if publication is not None else "",
    }
    return {name: _plain(value) if isinstance(value, str) else value for name, value in columns.items()}


def _plain(text: str) -> str:
    """A text that every database keeps: halves of a letter, and NULs, become the replacement sign."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")
