"""The reading book of a period: the office's posts day by day, with images, decisions and corrections."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path

from app.archive.types import ArchivedAct, ArchivedImage, ArchivedPost
from app.bangla.dates import local, long, long_date
from app.documents.html import html_bytes
from app.documents.model import Block, Document, Foot, Heading, PageBreak, Paragraph, Picture, Span, Table
from app.documents.pdf import pdf_bytes
from app.errors import Refusal
from app.i18n import Translator
from app.media.decoder import Decoder
from app.media.formats import is_clip
from app.models.tables import Office
from app.new_files import refuse_taken, write_new
from app.services.base.clock import moment
from app.services.base.desk import Desk
from app.services.posts.approved_posts import approved
from app.services.posts.archived_post import archived_post
from app.services.record.ledger import record
from app.services.record.roles import member_or_desk
from app.values import dataclass
from app.work import Work

SUFFIXES = (".pdf", ".html")
_LONGEST = 900  # pixels of an image in the book
_WIDTH, _HEIGHT = 340.0, 220.0  # points it may take
_QUALITY = 80


@dataclass(frozen=True, slots=True)
class BookReport:
    """A book just written: posts and days in it. `left_out`: drafts unlike what the record tells."""

    path: str
    posts: int
    days: int
    left_out: tuple[int, ...]


def write_book(
    desk: Desk,
    out: Path,
    language: str,
    *,
    since: date | None = None,
    until: date | None = None,
    account: str = "",
    by: int | None = None,
    work: Work,
) -> BookReport:
    """Write the book of the posts approved in a period, published ones under the day they went out.

    `out` ends in `.pdf` or `.html` and is not there yet. Raises `Refusal` for another name, a name that is
    taken, and no posts; `MissingEnvironment` for a disk that fails; `Cancelled`.
    """
    if out.suffix.lower() not in SUFFIXES:
        raise Refusal("book.bad_suffix", name=out.name)
    refuse_taken(out)
    chosen = approved(desk, since, until, account)
    if not chosen:
        raise Refusal("archive.nothing")
    posts, left_out = [], []
    with desk.decoder.twin() as decoder:
        for done, (draft, at) in enumerate(chosen):
            work.step(done, len(chosen))
            try:
                post = archived_post(desk, decoder, draft, at)
            except Refusal:
                left_out.append(draft)
                continue
            posts.append((_day(post), post, _pictures(decoder, post)))
    if not posts:
        raise Refusal("record.post_differs", draft=left_out[0], what="book")
    posts.sort(key=lambda each: (each[0], each[1].approved_at))
    words = Translator(language)
    book = _document(desk, words, posts, since, until)
    data = pdf_bytes(book) if out.suffix.lower() == ".pdf" else html_bytes(book)
    work.step(len(chosen), len(chosen))
    write_new(out, data)
    with desk.store.write():
        member_or_desk(by)
        span = {"since": str(since or ""), "until": str(until or ""), "account": account}
        record(desk, "archive.book_written", by=by, facts={"posts": len(posts), "name": out.name, **span})
    return BookReport(str(out), len(posts), len({day for day, _, _ in posts}), tuple(left_out))


_Entry = tuple[date, ArchivedPost, tuple[Picture, ...]]


def _day(post: ArchivedPost) -> date:
    at = post.publications[0].at if post.publications else post.approved_at
    return local(moment(at)).date()


def _document(
    desk: Desk, words: Translator, posts: list[_Entry], since: date | None, until: date | None
) -> Document:
    with desk.store.read():
        office = Office.get_or_none()
    bangla = words.language == "bn"
    name = "" if office is None else str(office.name_bn if bangla else office.name_en or office.name_bn)
    first, last = since or posts[0][0], until or posts[-1][0]
    span = words("book.span", since=long_date(first, words.language), until=long_date(last, words.language))
    blocks: list[Block] = [
        Heading(words("book.title"), 1),
        Paragraph((Span(name, bold=True),), align="center", size=13.0),
        Paragraph(span, align="center"),
        _summary(words, posts),
        Paragraph((Span(words("book.lead"), muted=True),)),
    ]
    for day, entries in groupby(posts, key=lambda each: each[0]):
        blocks.append(PageBreak() if len(blocks) > 5 else Paragraph("", space=4.0))
        blocks.append(Heading(long_date(day, words.language), 2))
        for _, post, pictures in entries:
            blocks += _post(words, post, pictures)
    return Document(
        title=f"{words('book.title')} · {name}",
        language=words.language,
        blocks=tuple(blocks),
        made_at=datetime.now(UTC),
        author=name,
        foot=Foot(pages=words("book.page", page="{page}", pages="{pages}"), running=f"{name} · {span}"),
    )


def _summary(words: Translator, posts: list[_Entry]) -> Table:
    every = [post for _, post, _ in posts]
    kinds = [act.kind for post in every for act in post.acts]
    rows = (
        (words("book.posts"), words.number(len(every))),
        (words("book.published"), words.number(sum(bool(post.publications) for post in every))),
        (words("book.pictures"), words.number(sum(len(post.images) for post in every))),
        (words("book.corrected"), words.number(kinds.count("correction"))),
        (words("book.removed"), words.number(kinds.count("removal"))),
    )
    return Table((), rows, widths=(0.6, 0.4), row_heads=True)


def _post(words: Translator, post: ArchivedPost, pictures: tuple[Picture, ...]) -> Iterator[Block]:
    number = words("book.post_n", id=post.draft_id, version=post.version)
    platform = words(f"platform.{post.platform}") if post.platform else ""
    yield Heading(" · ".join(part for part in (post.account, platform, number) if part), 3)
    for line in post.text.split("\n"):
        if line.strip():
            yield Paragraph(line, align="left", size=11.0, space=3.0)
    for image in post.images:
        if is_clip(image.media_type):
            yield Paragraph((Span(words("book.clip", name=image.original_name, alt=image.alt), muted=True),))
    for picture in pictures:
        yield picture
        if picture.alt:
            yield Paragraph((Span(picture.alt, muted=True),), align="center", size=9.0)
    yield Table((), tuple(_facts(words, post)), widths=(0.26, 0.74), row_heads=True, size=9.0)


def _facts(words: Translator, post: ArchivedPost) -> Iterator[tuple[str, str]]:
    language = words.language
    if post.author:
        yield words("book.author"), post.author
    if post.purpose:
        yield words("book.purpose"), words(f"purpose.{post.purpose}")
    for decision in post.decisions:
        parts = [decision.member, words(f"role.{decision.role}"), long(moment(decision.at), language)]
        if decision.reason:
            parts.append(decision.reason)
        yield words("book.approved"), " · ".join(parts)
    for finding in post.findings:
        if finding.verdict == "dismissed":
            reason = finding.reason or (words(f"because.{finding.because}") if finding.because else "")
            title = finding.title.bn if language == "bn" else finding.title.en
            yield words("book.dismissed"), " · ".join(filter(None, (title, reason, finding.answered_by)))
    for publication in post.publications:
        yield words("book.published_at"), f"{long(moment(publication.at), language)} · {publication.url}"
    for act in post.acts:
        yield words(f"aftercare.step.{act.kind}"), _act(words, act)


def _act(words: Translator, act: ArchivedAct) -> str:
    parts = [long(moment(act.at), words.language), act.member]
    if act.kind == "removal":
        parts.append(words(f"aftercare.reason.{act.reason}"))
    if act.kind == "proof" and act.answer:
        parts.append(words("book.equal" if act.answer == "yes" else "book.differs"))
    elif act.text:
        parts.append(act.text)
    if act.kind == "correction":
        parts.append(words("book.told" if act.answer == "yes" else "book.not_told"))
    return " · ".join(filter(None, [*parts, act.url]))


def _pictures(decoder: Decoder, post: ArchivedPost) -> tuple[Picture, ...]:
    found = []
    for image in post.images:
        if not is_clip(image.media_type):
            with suppress(Refusal):  # what cannot be decoded is told by the audit; the book goes on
                found.append(_picture(decoder, image))
    return tuple(found)


def _picture(decoder: Decoder, image: ArchivedImage) -> Picture:
    """The image made small, and no taller or wider than the page has room for."""
    from PIL import Image  # only where something is printed

    pixels = decoder.preview(image.read().data, _LONGEST, image.original_name)
    out = io.BytesIO()
    picture = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.rgb)
    picture.save(out, "JPEG", quality=_QUALITY)
    width = min(_WIDTH, _HEIGHT * pixels.width / max(pixels.height, 1))
    return Picture(out.getvalue(), image.alt, width=width, align="center")
