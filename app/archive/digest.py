"""Digests: a version of a post by all that its approval covers, and the head of the record."""

from __future__ import annotations

from collections.abc import Sequence

from app.canonical import digest


def post_document(
    *,
    text: str,
    use: str,
    account: str,
    purpose: str,
    sources: Sequence[str],
    alts: Sequence[str],
    schedule: str,
    attachments: Sequence[str],
) -> dict[str, object]:
    """The object whose RFC 8785 form is hashed.

    `attachments` are the SHA-256 of the images' bytes in their order, `alts` their alt texts in the same
    order. Nothing is normalised: the digest is of the text exactly as it was approved.
    """
    return {
        "text": text,
        "use": use,
        "account": account,
        "purpose": purpose,
        "sources": list(sources),
        "alts": list(alts),
        "schedule": schedule,
        "attachments": list(attachments),
    }


def post_digest(document: dict[str, object]) -> str:
    """SHA-256 in hex over the RFC 8785 form of a `post_document`.

    Raises `ValueError` where the document cannot be written as JSON (a lone surrogate in a text).
    """
    return digest(document)


def head_document(count: int, hash_: str, at: str) -> dict[str, object]:
    """The object whose RFC 8785 form the signature of a chain head covers."""
    return {"count": count, "hash": hash_, "at": at}
