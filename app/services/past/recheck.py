"""What would be noticed today: past posts through today's rules, as proposals; images too where asked."""

from __future__ import annotations

from app.checks.photo.context import PhotoContext
from app.checks.photo.engine import check_photo
from app.checks.types import Finding, PostFacts, Severity, Use
from app.errors import Refusal
from app.media.formats import is_clip, recognise_any
from app.models.tables import PastPost
from app.services.base.clock import day_of, stamp
from app.services.base.desk import Desk
from app.services.checking.draft_checks import live
from app.services.past.reading import AT_ONCE, past_posts
from app.services.past.views import Noticed, PastView
from app.work import Work

CHECKED, NOT_CHECKED = ("text",), ("images",)
WITH_IMAGES, NOT_WITH_IMAGES = ("text", "images"), ("videos",)
_GRAVEST = (Severity.BLOCK, Severity.WARN)


def noticed(desk: Desk, account_id: int | None, work: Work, *, images: bool = False) -> tuple[Noticed, ...]:
    """The past posts in which something blocks or warns, the gravest first, then the newest.

    Their texts, and their images where `images`: that takes a tenth of a second for each, and no lock.
    Raises `Cancelled`.
    """
    with desk.store.read():
        rows = PastPost.select(PastPost.id).order_by(PastPost.published_at.desc(), PastPost.id.desc())
        if account_id is not None:
            rows = rows.where(PastPost.account == account_id)
        ids = [row.id for row in rows]
    found = []
    for first in range(0, len(ids), AT_ONCE):
        with desk.store.read():
            posts = past_posts(ids[first : first + AT_ONCE])
        for done, post in enumerate(posts, start=first):
            work.step(done, len(ids))
            findings = _noticed(post, [*_in_text(desk, post), *(_in_images(desk, post) if images else ())])
            if findings is not None:
                found.append(findings)
    return tuple(sorted(found, key=lambda one: _GRAVEST.index(one.worst)))


def in_text(desk: Desk, post: PastView) -> Noticed | None:
    """What today's rules notice in a past post's text, None for nothing grave."""
    return _noticed(post, _in_text(desk, post))


def _in_text(desk: Desk, post: PastView) -> list[Finding]:
    return [one for one in live(desk, post.text, PostFacts()).findings if one.severity in _GRAVEST]


def _in_images(desk: Desk, post: PastView) -> list[Finding]:
    """What the photo checks notice in a post's images. One that is gone is the audit's business."""
    found: list[Finding] = []
    for position, media in enumerate(post.media):
        try:
            data = desk.blobs.read(media.sha256)
            format = recognise_any(data)
            if format is None or is_clip(format.media_type):
                continue
            inspection = desk.decoder.inspect(data, media.name)
            context = PhotoContext(
                attachment=position,
                post_date=day_of(stamp(post.published_at)).isoformat(),
                size=len(data),
                text_rules=lambda text: live(desk, text, PostFacts()).findings,
            )
            report = check_photo(inspection, media.name, Use.POST, desk.detectors, context)
        except Refusal:
            continue
        found += [one for one in report.findings if one.severity in _GRAVEST]
    return found


def _noticed(post: PastView, findings: list[Finding]) -> Noticed | None:
    if not findings:
        return None
    worst = Severity.BLOCK if any(one.severity is Severity.BLOCK for one in findings) else Severity.WARN
    return Noticed(post, tuple(findings), worst)
