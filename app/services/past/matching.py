"""What nobody approved: posts that stand on a page and match no approval.

A post is an approved one where it says the same (`folding`), where it has the address that was recorded for
an approved post and says much the same, or where it has no words and every image of it was approved. What
restored archives tell of an earlier record counts as well (`services.restored`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from app.checks.photo import known
from app.errors import Refusal
from app.media.formats import is_clip, recognise_any
from app.models.tables import (
    Attachment,
    Decision,
    Draft,
    PastAnswer,
    PastBatch,
    PastPost,
    Publication,
    Version,
)
from app.services.base.desk import Desk
from app.services.base.enums import Verdict
from app.services.checking import known_images
from app.services.past.folding import fold_of, likeness, marks, words_of
from app.services.past.reading import AT_ONCE, first_approval, past_posts
from app.services.past.views import PastView, Unapproved
from app.services.restored.approvals import approved_there, post_with
from app.values import dataclass
from app.work import Work

BY_HAND = "by_hand"  # the source of a post that a member wrote down here, of no download
SAME_ADDRESS = 0.5  # of the text has to be the same where the address is
_NEAREST = 0.25  # less than that is no nearest post, but any
_MOST_COMPARED = 8
_MOST_SHARED = 200  # drafts that share a mark: what stands in all of them tells nothing
_IDENTIFYING = ("fbid", "story_fbid", "v", "id")


@dataclass(frozen=True, slots=True)
class _Approved:
    """The approved texts, to be found by what a post says.

    `folds_there` and `addresses_there` (to the text) are of restored archives.
    """

    texts: dict[int, str]
    folds: dict[str, int]
    addresses: dict[str, int]
    marks: dict[int, list[int]]
    folds_there: set[str]
    addresses_there: dict[str, str]


@dataclass(frozen=True, slots=True)
class ApprovedPicture:
    """Where an image was approved: in a draft here, or else in a post of a restored archive."""

    draft: int | None
    restored: int | None = None


def unapproved(
    desk: Desk, account_id: int | None, work: Work, since: str = "", until: str = ""
) -> tuple[Unapproved, ...]:
    """The past posts that match no approval, the newest first; of one account, or of all.

    `since` and `until` are kept times: published then or later, and before then; "" for no bound.
    Takes no lock while it compares. Raises `Cancelled`.
    """
    with desk.store.read():
        began = first_approval()
        rows: Any = PastPost.select(PastPost.id, PastPost.fold, PastPost.published_at).order_by(
            PastPost.published_at.desc(), PastPost.id.desc()
        )
        if account_id is not None:
            rows = rows.where(PastPost.account == account_id)
        if since:
            rows = rows.where(PastPost.published_at >= since)
        if until:
            rows = rows.where(PastPost.published_at < until)
        marked = by_hand()
        # Reading every approval takes long where there are many: not for nothing.
        approved = _approved() if rows.exists() else _nothing()
        waiting = [
            (id_, began is None or at < began)
            for id_, fold, at in rows.tuples().iterator()
            if not fold or (fold not in approved.folds and fold not in approved.folds_there) or id_ in marked
        ]
    found = []
    for first in range(0, len(waiting), AT_ONCE):
        some = dict(waiting[first : first + AT_ONCE])
        with desk.store.read():
            posts = past_posts(some)
        for done, post in enumerate(posts, start=first):
            work.step(done, len(waiting))
            if post.id in marked:  # a member said so, whatever was approved afterwards
                found.append(Unapproved(post, marked[post.id], 1.0, image=bool(post.media), before=False))
                continue
            compared = _compared(desk, approved, post, some[post.id])
            if compared is not None:
                found.append(compared)
    return tuple(found)


def by_hand() -> dict[int, int | None]:
    """The posts that a member said went out before their approval, with the draft that was approved later.

    Call inside a transaction.
    """
    rows: Any = (
        PastPost.select(PastPost.id, PastAnswer.draft)
        .join(PastBatch, on=(PastPost.batch == PastBatch.id))
        .join_from(PastPost, PastAnswer, on=(PastAnswer.post == PastPost.id))
        .where(PastBatch.source == BY_HAND)
        .order_by(PastAnswer.id)
    )
    return dict(rows.tuples())


def _approved() -> _Approved:
    """Every text whose approval stands, by what it can be found by. Call inside a transaction."""
    rows: Any = (
        Version.select(Version.draft, Version.text)
        .join(Decision, on=((Decision.draft == Version.draft) & (Decision.version == Version.number)))
        .where((Decision.verdict == Verdict.APPROVE.value) & (Decision.void_at == ""))
        .distinct()
        .order_by(Version.draft)
    )
    approved = _nothing()
    for draft, text in rows.tuples().iterator():
        words = words_of(text)
        approved.texts[draft] = text
        if words:
            approved.folds[fold_of(words)] = draft
        for mark in marks(words):
            approved.marks.setdefault(mark, []).append(draft)
    for draft, url in Publication.select(Publication.draft, Publication.url).tuples().iterator():
        if draft in approved.texts:
            approved.addresses[address_of(url)] = draft
    for one in approved_there():
        if one.fold:
            approved.folds_there.add(one.fold)
        approved.addresses_there.update({address_of(url): one.text for url in one.addresses})
    return approved


def _nothing() -> _Approved:
    return _Approved({}, {}, {}, {}, set(), {})


def _compared(desk: Desk, approved: _Approved, post: PastView, before: bool) -> Unapproved | None:
    words = words_of(post.text)
    recorded = approved.addresses.get(address_of(post.url)) if post.url else None
    if recorded is not None:
        alike = likeness(words, words_of(approved.texts[recorded]))
        if alike >= SAME_ADDRESS or not words:
            return None
        return Unapproved(post, recorded, alike, image=False, before=before)
    there = approved.addresses_there.get(address_of(post.url)) if post.url else None
    if there is not None and (not words or likeness(words, words_of(there)) >= SAME_ADDRESS):
        return None
    pictured = _pictured(desk, post)
    if not words and post.media and all(pictured):
        return None
    nearest, alike = _nearest(approved, words)
    by_image = next((one.draft for one in pictured if one is not None and one.draft is not None), None)
    if by_image is not None and alike < SAME_ADDRESS:
        nearest, alike = by_image, likeness(words, words_of(approved.texts.get(by_image, "")))
    return Unapproved(post, nearest, alike, image=by_image is not None and nearest == by_image, before=before)


def _nearest(approved: _Approved, words: list[str]) -> tuple[int | None, float]:
    shared: dict[int, int] = {}
    for mark in marks(words):
        drafts = approved.marks.get(mark, ())
        for draft in drafts if len(drafts) <= _MOST_SHARED else ():
            shared[draft] = shared.get(draft, 0) + 1
    likely = sorted(shared, key=lambda draft: (-shared[draft], -draft))[:_MOST_COMPARED]
    best = max(
        ((likeness(words, words_of(approved.texts[draft])), draft) for draft in likely), default=(0.0, None)
    )
    return (best[1], best[0]) if best[0] >= _NEAREST else (None, 0.0)


def _pictured(desk: Desk, post: PastView) -> list[ApprovedPicture | None]:
    """For each image and video, where it was approved, None for nowhere."""
    return [approved_picture(desk, one.sha256) for one in post.media]


def approved_picture(desk: Desk, sha256: str) -> ApprovedPicture | None:
    """Where a kept image, or one that shows the same, was approved; None for nowhere."""
    found = same_picture(desk, sha256)
    if found is not None:
        return found
    with contextlib.suppress(Refusal):  # gone, or no image any decoder takes: nothing to compare
        data = desk.blobs.read(sha256)
        format = recognise_any(data)
        if format is not None and not is_clip(format.media_type):
            return approved_look(desk, sha256, data)
    return None


def same_picture(desk: Desk, sha256: str) -> ApprovedPicture | None:
    """Where this very file was approved; None for nowhere."""
    return _approved_with(desk, [sha256])


def approved_look(desk: Desk, sha256: str, data: bytes, name: str = "") -> ApprovedPicture | None:
    """Where an image was approved that shows what `data` does. Raises `Refusal` for no image.

    The refusal names the file by `name`.
    """
    small = desk.decoder.preview(data, known.COMPARED_SIDE, name)
    return _approved_with(desk, known_images.copies(desk, sha256, small, known.look(small)))


def _approved_with(desk: Desk, images: Iterable[str]) -> ApprovedPicture | None:
    wanted = list(images)
    with desk.store.read():
        draft = _draft_with(wanted)
        if draft is not None:
            return ApprovedPicture(draft)
        restored = post_with(wanted)
    return None if restored is None else ApprovedPicture(None, restored)


def _draft_with(images: list[str]) -> int | None:
    row = (
        Attachment.select(Version.draft)
        .join(Version)
        .join(Draft, on=(Version.draft == Draft.id))
        .join(Decision, on=((Decision.draft == Version.draft) & (Decision.version == Version.number)))
        .where(
            Attachment.sha256.in_(images)
            & (Decision.verdict == Verdict.APPROVE.value)
            & (Decision.void_at == "")
        )
        .order_by(Version.draft.desc())
        .tuples()
        .first()
    )
    return None if row is None else int(row[0])


def address_of(url: str) -> str:
    """An address without what two people write differently of it."""
    parts = urlsplit(url.strip() if "//" in url else f"//{url.strip()}")
    host = parts.netloc.casefold().removeprefix("www.").removeprefix("m.").replace("twitter.com", "x.com")
    path = parts.path.rstrip("/")
    if host == "x.com" and "/status/" in path:
        path = f"/status/{path.rpartition('/status/')[2]}"
    asked = parse_qs(parts.query)
    query = "&".join(f"{name}={asked[name][0]}" for name in _IDENTIFYING if name in asked)
    return f"{host}{path}?{query}"
