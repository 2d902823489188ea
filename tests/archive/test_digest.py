from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.archive.digest import post_digest, post_document

FIELDS = {
    "text": "ঈদ মোবারক",
    "use": "post",
    "account": "@office",
    "purpose": "5.c",
    "sources": ("বিবিএস ২০২৬",),
    "alts": ("একটি ছবি",),
    "schedule": "2026-11-25T10:30",
    "attachments": ("ab" * 32,),
}


def test_digest_is_sha256_of_the_canonical_json() -> None:
    """RFC 8785 of strings and lists alone is compact JSON with sorted keys."""
    document = post_document(**FIELDS)
    written = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert post_digest(document) == hashlib.sha256(written.encode()).hexdigest()


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_counts(name: str) -> None:
    value = FIELDS[name]
    changed = {**FIELDS, name: (*value, "x") if isinstance(value, tuple) else f"{value} "}
    assert post_digest(post_document(**changed)) != post_digest(post_document(**FIELDS))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=3))
def test_digest_survives_a_journey_through_json(sources: list[str]) -> None:
    document = post_document(**{**FIELDS, "sources": sources})
    assert post_digest(json.loads(json.dumps(document))) == post_digest(document)


def test_text_is_not_normalised() -> None:
    """ড় as one code point and as two look alike, yet a person approved one of them."""
    one, two = ({**FIELDS, "text": text} for text in ("\u09dc", "\u09a1\u09bc"))
    assert post_digest(post_document(**one)) != post_digest(post_document(**two))


def test_lone_surrogate_is_refused() -> None:
    with pytest.raises(ValueError):
        post_digest(post_document(**{**FIELDS, "text": "\ud800"}))
