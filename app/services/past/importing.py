"""Takes in what stands on a page already, from the account's own download.

The whole download is read through before anything is kept, so that a damaged one leaves nothing half. Then
its posts come in batches, each one transaction and one event, so that a stopped import goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from app.bangla.dates import local
from app.canonical import digest
from app.errors import Cancelled, Refusal, SpokenDay
from app.intake import names
from app.intake.history.read import Reader, reader_of
from app.intake.history.sources import Download, read_whole
from app.intake.history.types import PastMedia as FoundMedia
from app.intake.history.types import PastPost as FoundPost
from app.intake.limits import TEXT_CHARACTERS
from app.media.formats import recognise_any
from app.models.tables import Account, PastBatch, PastMedia, PastPost
from app.services.base.clock import now, stamp
from app.services.base.desk import Desk
from app.services.base.enums import AccountKind
from app.services.base.given_days import wrong_past
from app.services.past.counted import keep_up
from app.services.past.folding import fold_of, words_of
from app.services.past.views import ImportReport, SkippedFile
from app.services.record.ledger import change, create, record
from app.services.record.past_rows import digest_of_batch
from app.services.record.roles import decider_or_desk
from app.values import dataclass
from app.work import Work

IMPORTED = "history.imported"
_BATCH = 500  # posts in one transaction


@dataclass(frozen=True, slots=True)
class _Kept:
    """A post of a batch, with the images whose bytes are in the blobs by now."""

    post: FoundPost
    digest: str
    media: tuple[tuple[FoundMedia, str], ...]


def import_history(
    desk: Desk, paths: list[Path], handle: str, by: int | None, work: Work, platform: str | None = None
) -> ImportReport:
    """Take in the posts of a download (a folder, a zip, or several that belong together) for an account.

    A post that is here already is passed over, however often its download comes. Raises `Refusal` for an
    unknown account, for who may not, and for a download that is damaged, hostile, another platform's or none:
    then nothing was taken. A person who stops it keeps what came in until then (`ImportReport.stopped`).
    """
    with desk.store.read():
        decider_or_desk(by)
    with Download(paths) as download:
        account, reader = _meant(desk, download, handle, platform)
        total = _count(reader, work)
        return _take(desk, download, reader, account, by, work, total)


def _meant(desk: Desk, download: Download, handle: str, platform: str | None) -> tuple[Account, Reader]:
    """The account of that handle whose platform the download is of."""
    wanted = handle.strip().removeprefix("@")
    with desk.store.read():
        found = [
            row
            for row in Account.select().where(Account.handle == wanted).order_by(Account.id)
            if row.active and row.kind == AccountKind.OFFICIAL and platform in (None, row.platform)
        ]
    if not found:
        raise Refusal("office.no_account", name=handle)
    refused: Refusal | None = None
    for row in found:
        try:
            return row, reader_of(download, row.platform)
        except Refusal as refusal:
            refused = refused or refusal
    raise refused or Refusal("office.no_account", name=handle)


def _count(reader: Reader, work: Work) -> int:
    """Read every post once, and say how many there are. Raises `Refusal` for a file that is damaged."""
    count = 0
    for count, post in enumerate(reader.posts(), start=1):
        if len(post.text) > TEXT_CHARACTERS:
            raise Refusal("intake.text_too_long", name=post.origin, n=len(post.text), most=TEXT_CHARACTERS)
        if not reader.platform and wrong_past(local(post.at).date()):  # its times were written by hand
            raise Refusal(
                "history.bad_day", name=post.origin, day=SpokenDay(local(post.at).date().isoformat())
            )
        if count % _BATCH == 0:
            work.step(0, count)
    return count


def _take(
    desk: Desk,
    download: Download,
    reader: Reader,
    account: Account,
    by: int | None,
    work: Work,
    total: int,
) -> ImportReport:
    taker = _Taker(desk, download, reader, account, by)
    done, stopped = 0, False
    posts = reader.posts()
    try:
        while batch := list(islice(posts, _BATCH)):
            taker.take(batch, partial(_step, work, done, total))
            done += len(batch)
        work.step(total, total)
        keep_up(desk)
    except Cancelled:
        stopped = True
    return taker.report(stopped=stopped)


def _step(work: Work, before: int, total: int, at: int) -> None:
    work.step(min(before + at, total), total)


class _Taker:
    """Takes batches of posts in, and counts."""

    def __init__(
        self, desk: Desk, download: Download, reader: Reader, account: Account, by: int | None
    ) -> None:
        self._desk = desk
        self._download = download
        self._source = reader.platform or "csv"
        self._title = ", ".join(part.title for part in download.parts)[:300]
        self._account = account
        self._by = by
        self._posts = self._media = self._already = self._empty = 0
        self._skipped: dict[str, SkippedFile] = {}

    def report(self, *, stopped: bool) -> ImportReport:
        """What was taken so far."""
        skipped = tuple(self._skipped.values())
        return ImportReport(self._posts, self._media, self._already, self._empty, skipped, stopped)

    def take(self, batch: Iterable[FoundPost], step: Callable[[int], None]) -> None:
        """Take a batch in: its images first, then its rows and their event in one transaction."""
        new: dict[str, FoundPost] = {}
        for post in batch:
            if not (post.text.strip() or post.media):
                self._empty += 1
                continue
            new.setdefault(_digest_of(post), post)
        with self._desk.store.read():
            known = self._known(new)
        kept = []
        for number, (name, post) in enumerate(new.items()):
            step(number)
            if name not in known:
                kept.append(_Kept(post, name, tuple(self._keep(post.media))))
        if kept:
            with self._desk.store.write():
                decider_or_desk(self._by)
                known |= self._known({one.digest: one.post for one in kept})  # another window's import
                kept = [one for one in kept if one.digest not in known]
                self._write(kept)
        self._already += len(new) - len(kept)

    def _known(self, wanted: dict[str, FoundPost]) -> set[str]:
        rows = PastPost.select(PastPost.digest).where(
            (PastPost.account == self._account.id) & PastPost.digest.in_(list(wanted))
        )
        return {row.digest for row in rows}

    def _write(self, kept: list[_Kept]) -> None:
        if not kept:
            return
        media = sum(len(one.media) for one in kept)
        batch = create(
            PastBatch,
            account=self._account.id,
            source=self._source,
            download=self._title,
            posts=len(kept),
            media=media,
            digest="",
            member=self._by,
            at=now(),
        )
        for one in kept:
            self._insert(batch.id, one)
        change(batch, digest=digest_of_batch(batch.id))
        record(self._desk, IMPORTED, batch, by=self._by)
        self._posts += len(kept)
        self._media += media

    def _insert(self, batch: int, one: _Kept) -> None:
        post, text = one.post, _plain(one.post.text)
        columns: dict[str, Any] = {
            "batch": batch,
            "account": self._account.id,
            "digest": one.digest,
            "fold": fold_of(words_of(text)),
            "text": text,
            "published_at": stamp(post.at),
            "url": _plain(post.url),
            "platform_id": _plain(post.platform_id),
            "origin": _plain(post.origin),
        }
        id_ = PastPost.insert(**columns).execute()
        for position, (media, sha256) in enumerate(one.media):
            self._keep_named(media, sha256)
            PastMedia.insert(
                post=id_,
                position=position,
                sha256=sha256,
                name=_plain(media.name),
                alt=_plain(media.alt),
                at=stamp(media.at) if media.at is not None else "",
            ).execute()

    def _keep(self, media: Iterable[FoundMedia]) -> Iterator[tuple[FoundMedia, str]]:
        """Keep the images and videos that the download has; the others are named, and the post stays."""
        for one in media:
            found = self._download.media(one.name)
            if found is None:
                self._skip(one.name, Refusal("history.media_missing", name=_plain(one.name)))
                continue
            try:
                data = read_whole(found[0], found[1], names.most_bytes(one.name))
                if recognise_any(data) is None:
                    raise Refusal("history.media_unknown", name=_plain(one.name))
            except Refusal as refusal:
                self._skip(one.name, refusal)
                continue
            yield one, self._desk.blobs.put(data)

    def _keep_named(self, media: FoundMedia, sha256: str) -> None:
        """Read a file anew where an order of destruction took it since (`Blobs.keep_named`)."""
        if self._desk.blobs.holds(sha256):
            return
        found = self._download.media(media.name)
        if found is None:
            raise Refusal("history.media_missing", name=_plain(media.name))
        data = read_whole(found[0], found[1], names.most_bytes(media.name))
        self._desk.blobs.keep_named(sha256, data)

    def _skip(self, name: str, reason: Refusal) -> None:
        self._skipped.setdefault(name, SkippedFile(_plain(name), reason))


def _digest_of(post: FoundPost) -> str:
    """What a post is told by, whichever of its downloads it comes in, with its images or without."""
    media = sorted(_plain(one.name).rpartition("/")[2] for one in post.media)
    return digest([int(post.at.timestamp()), _plain(post.text), _plain(post.platform_id), media])


def _plain(text: str) -> str:
    """A text that every database keeps: halves of a letter, and NULs, become the replacement sign."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")
