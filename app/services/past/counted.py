"""Which past posts of a time match no approval, for counting them: by an index of what was approved.

`matching` compares with every approval, and names the nearest to each post; that takes minutes where there
are very many. Here what an approval is found by, the fold of its text and the address it went out to, is kept
in tables beside the record, and believed only where the text itself bears it out.
"""

from __future__ import annotations

from typing import Any

from peewee import fn

from app.models.tables import Decision, PastPost, Publication, PublicationAddress, Version, VersionFold
from app.services.base.desk import Desk
from app.services.base.enums import Verdict
from app.services.past.folding import fold_of, likeness, words_of
from app.services.past.matching import SAME_ADDRESS, address_of, approved_picture, by_hand
from app.services.past.reading import AT_ONCE, first_approval, past_posts
from app.services.past.views import PastView, Unapproved
from app.services.restored.approvals import approved_there

_KEPT_AT_ONCE = 400


def keep_up(desk: Desk) -> None:
    """Have the index know all texts and publications of now. Takes the turn to write for moments."""
    while _folds(desk):
        pass
    while _addresses(desk):
        pass


def unmatched(desk: Desk, since: str, until: str) -> tuple[Unapproved, ...]:
    """The past posts of a time (kept times, `until` left out) that match no approval, the newest first.

    As `matching.unapproved`, without the approval nearest to each. Not within a transaction.
    """
    keep_up(desk)
    within = (PastPost.published_at >= since) & (PastPost.published_at < until)
    with desk.store.read():
        began, marked = first_approval(), by_hand()
        restored = list(approved_there())  # nothing, in most offices
        rows: Any = PastPost.select(PastPost.id, PastPost.fold, PastPost.published_at).where(within)
        wanted = list(rows.order_by(PastPost.published_at.desc(), PastPost.id.desc()).tuples())
    folds = {one.fold for one in restored if one.fold}
    addresses = {address_of(url): one.text for one in restored for url in one.addresses}
    found = []
    for first in range(0, len(wanted), AT_ONCE):
        with desk.store.read():
            batch = wanted[first : first + AT_ONCE]
            approved = folds | _approved({fold for _, fold, _ in batch if fold})
            some = {
                id_: began is None or at < began
                for id_, fold, at in batch
                if id_ in marked or fold not in approved
            }
            posts = past_posts(some)
            texts = _texts_at({address_of(post.url) for post in posts if post.url})
        for post in posts:
            if post.id in marked:  # a member said so, whatever was approved afterwards
                found.append(Unapproved(post, marked[post.id], 1.0, image=bool(post.media), before=False))
            elif not _went_out(desk, post, texts, addresses):
                found.append(Unapproved(post, None, 0.0, image=False, before=some[post.id]))
    return tuple(found)


def _approved(folds: set[str]) -> set[str]:
    """Those of the folds that an approved text has. Call inside a transaction."""
    rows: Any = _approved_texts().join(VersionFold, on=(VersionFold.version == Version.id))
    found: Any = rows.select(VersionFold.fold, Version.text).where(VersionFold.fold.in_(folds)).distinct()
    return {fold for fold, text in found.tuples() if fold_of(words_of(text)) == fold}


def _went_out(desk: Desk, post: PastView, approved: dict[str, str], restored: dict[str, str]) -> bool:
    """Whether it has the address of an approved post and says much the same, or shows its images alone.

    `approved`, `restored`: the texts of approved posts, and of restored archives, by their addresses.
    """
    words = words_of(post.text)
    address = address_of(post.url) if post.url else ""
    if address in approved:
        return not words or likeness(words, words_of(approved[address])) >= SAME_ADDRESS
    if address in restored and (not words or likeness(words, words_of(restored[address])) >= SAME_ADDRESS):
        return True
    media = [one.sha256 for one in post.media]
    return not words and bool(media) and all(approved_picture(desk, one) is not None for one in media)


def _texts_at(addresses: set[str]) -> dict[str, str]:
    """The approved texts of the newest posts that went out to these addresses. Call inside a transaction."""
    rows: Any = (
        Publication.select(Publication.draft, Publication.url)
        .join(PublicationAddress, on=(PublicationAddress.publication == Publication.id))
        .where(PublicationAddress.address.in_(addresses))
        .order_by(Publication.id)
    )
    went = [(draft, address) for draft, url in rows.tuples() if (address := address_of(url)) in addresses]
    versions: Any = _approved_texts().select(Version.draft, Version.text)
    texts = dict(
        versions.where(Version.draft.in_([draft for draft, _ in went])).order_by(Version.number).tuples()
    )
    return {address: texts[draft] for draft, address in went if draft in texts}


def _approved_texts() -> Any:
    """The query for texts whose approval stands."""
    return (
        Version.select(Version.text)
        .join(Decision, on=((Decision.draft == Version.draft) & (Decision.version == Version.number)))
        .switch(Version)
        .where((Decision.verdict == Verdict.APPROVE.value) & (Decision.void_at == ""))
        .tuples()
    )


def _folds(desk: Desk) -> bool:
    """Keep the folds of some more versions; whether there were any."""
    with desk.store.read():
        last = VersionFold.select(fn.MAX(VersionFold.version)).scalar() or 0
        rows: Any = Version.select(Version.id, Version.text).where(Version.id > last).order_by(Version.id)
        texts = list(rows.limit(_KEPT_AT_ONCE).tuples())
    new = [{"version": id_, "fold": fold_of(words_of(text))} for id_, text in texts]
    if new:
        with desk.store.write():
            VersionFold.insert_many(new).on_conflict_ignore().execute()
    return bool(new)


def _addresses(desk: Desk) -> bool:
    """Keep the addresses of some more publications; whether there were any."""
    with desk.store.read():
        last = PublicationAddress.select(fn.MAX(PublicationAddress.publication)).scalar() or 0
        rows: Any = Publication.select(Publication.id, Publication.url).where(Publication.id > last)
        urls = list(rows.order_by(Publication.id).limit(_KEPT_AT_ONCE).tuples())
    new = [{"publication": id_, "address": address_of(url)} for id_, url in urls]
    if new:
        with desk.store.write():
            PublicationAddress.insert_many(new).on_conflict_ignore().execute()
    return bool(new)
