"""What is done about a post after it went out: proof, correction, taking-down, and where else it stands.

Each is an act of its own in the record; nothing that was recorded before is changed by it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from app.bangla.blank import is_blank
from app.errors import Refusal
from app.intake.types import IncomingFile
from app.models.tables import Draft, Member, Publication, PublicationAct, Version
from app.services.base.clock import before, moment, now, stamp
from app.services.base.desk import Desk
from app.services.base.drafts import draft_row
from app.services.base.enums import State
from app.services.base.given_days import require_past
from app.services.office.addresses import opened_address
from app.services.record.destroyed import refuse_destroyed
from app.services.record.ledger import create, record
from app.services.record.roles import active_member, decider
from app.values import dataclass

EVIDENCE_BYTES = 100 << 20  # a saved page with its pictures
_HEADS = {
    b"\x89PNG\r\n\x1a\n": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"RIFF": ".webp",
    b"%PDF-": ".pdf",
    b"PK\x03\x04": ".wacz",
}
_MARKUP = (".html", ".htm", ".mhtml")


class ActKind(StrEnum):
    """What an act is."""

    PROOF = "proof"
    CORRECTION = "correction"
    REMOVAL = "removal"
    ELSEWHERE = "elsewhere"


class RemovalReason(StrEnum):
    """Why a post was taken down."""

    MISTAKE = "mistake"
    ORDER = "order"
    PERSON = "person"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class ActView:
    """An act as people read it. `answer` is None where the act asks nothing; `at` when it was done.

    Of a proof `text` is what was pasted back, and `answer` whether it equals the approved text.
    """

    id: int
    kind: ActKind
    published_as: str
    at: datetime
    member: str
    text: str
    reason: str
    answer: bool | None
    other: int | None
    url: str
    file_name: str
    file_sha256: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What a list says of a published post: whether it is proven, was corrected, and is down."""

    proven: bool = False
    corrected: bool = False
    removed: bool = False


def prove(
    desk: Desk, draft_id: int, by: int, *, text: str | None = None, file: IncomingFile | None = None
) -> bool | None:
    """Keep what stands at the address: its text pasted back, a screenshot or saved page, or both.

    Returns whether the text equals the approved one (spaces at the ends of lines apart), None without one.
    Any member may. Raises `Refusal` for a post that is not out, nothing to keep, or a file that is no PNG,
    JPEG, WebP, PDF, HTML or WACZ.
    """
    pasted = text if text is not None and text.strip() else None
    if pasted is None and file is None:
        raise Refusal("aftercare.no_proof")
    sha256 = _kept(desk, file) if file is not None else ""
    with desk.store.write():
        if file is not None:
            desk.blobs.keep_named(sha256, file.data)
        active_member(by)
        out = _newest(draft_id)
        approved = Version.get((Version.draft == draft_id) & (Version.number == out.version)).text
        equal = None if pasted is None else _plain(pasted) == _plain(approved)
        name = file.name if file is not None else ""
        _write(
            desk, out, ActKind.PROOF, by, text=pasted or "", answer=equal, file_sha256=sha256, file_name=name
        )
        return equal


def correct(
    desk: Desk,
    draft_id: int,
    wrong: str,
    by: int,
    *,
    readers_told: bool,
    at: datetime | None = None,
    other: int | None = None,
) -> None:
    """Record that a published post was corrected: what was wrong, and whether its readers were told.

    `other`: the draft with the corrected text, which has to be approved; None where the words stayed and a
    notice was put beside them. Raises `Refusal` for a drafter, a post that is not out, no word of what was
    wrong, or a draft not approved.
    """
    if is_blank(wrong):
        raise Refusal("aftercare.wrong_missing")
    with desk.store.write():
        decider(by)
        out = _newest(draft_id)
        if other is not None:
            if other == draft_id:
                raise Refusal("aftercare.same_post")
            if draft_row(other).state not in (State.APPROVED, State.PUBLISHED):
                raise Refusal("aftercare.other_not_approved", id=other)
        moment_ = _time(at, out)
        _write(
            desk,
            out,
            ActKind.CORRECTION,
            by,
            at=moment_,
            text=wrong.strip(),
            answer=readers_told,
            other_id=other,
        )


def take_down(
    desk: Desk, draft_id: int, reason: RemovalReason, note: str, by: int, at: datetime | None = None
) -> None:
    """Record that a post is no longer at its address. What it was stays in the record.

    Raises `Refusal` for a drafter, a post that is not out or down already, a reason other than its end
    without a word on it, or a time before it went out or still to come.
    """
    if reason is not RemovalReason.EXPIRED and is_blank(note):
        raise Refusal("aftercare.note_missing")
    with desk.store.write():
        decider(by)
        out = _newest(draft_id)
        if _is_down(out):
            raise Refusal("aftercare.down_already")
        moment_ = _time(at, out)
        _write(desk, out, ActKind.REMOVAL, by, at=moment_, text=note.strip(), reason=reason.value)


def place(desk: Desk, draft_id: int, url: str, by: int) -> None:
    """Record where else a published post stands, as an important one on the office's website (6.1.h).

    Raises `Refusal` for a post that is not out, or what is no web address.
    """
    address = opened_address(url)
    if not address:
        raise Refusal("publication.bad_url", url=url.strip())
    with desk.store.write():
        active_member(by)
        _write(desk, _newest(draft_id), ActKind.ELSEWHERE, by, url=address)


def acts(desk: Desk, draft_id: int) -> tuple[ActView, ...]:
    """Everything done about a post after it went out, in the order it was recorded."""
    with desk.store.read():
        rows = (
            PublicationAct.select(PublicationAct, Publication, Member)
            .join(Publication, on=(PublicationAct.publication == Publication.id))
            .join_from(PublicationAct, Member, on=(PublicationAct.member == Member.id))
            .where(PublicationAct.draft == draft_id)
            .order_by(PublicationAct.id)
        )
        return tuple(_view(row) for row in rows)


def marks(desk: Desk, draft_ids: Iterable[int]) -> dict[int, Marks]:
    """For each of these drafts with an act what a list says of it. A post put out again is up again."""
    wanted = list(draft_ids)
    with desk.store.read():
        newest: dict[int, int] = {}
        out = Publication.select(Publication.id, Publication.draft).where(Publication.draft.in_(wanted))
        for published in out.order_by(Publication.id):
            newest[published.draft_id] = published.id
        found: dict[int, Marks] = {}
        for act in PublicationAct.select().where(PublicationAct.draft.in_(wanted)):
            before = found.get(act.draft_id, Marks())
            found[act.draft_id] = Marks(
                before.proven or act.kind == ActKind.PROOF,
                before.corrected or act.kind == ActKind.CORRECTION,
                before.removed
                or (act.kind == ActKind.REMOVAL and act.publication_id == newest.get(act.draft_id)),
            )
        return found


def _newest(draft_id: int) -> Publication:
    """The post's newest publication. Raises `Refusal` for a post that is not out. In a transaction."""
    refuse_destroyed(draft_id)
    draft: Draft = draft_row(draft_id)
    rows = Publication.select().where(Publication.draft == draft).order_by(Publication.id.desc())
    found: Publication | None = rows.first()
    if draft.state != State.PUBLISHED or found is None:
        raise Refusal("aftercare.not_published")
    return found


def _is_down(out: Publication) -> bool:
    removed = (PublicationAct.publication == out.id) & (PublicationAct.kind == ActKind.REMOVAL.value)
    return bool(PublicationAct.select().where(removed).exists())


def _time(at: datetime | None, out: Publication) -> str:
    """When it was done, as it is stored. Raises `Refusal` before it went out, and for a time to come."""
    if at is None:
        return now()
    require_past(at, "publication.future")
    if before(at, moment(out.at)):
        raise Refusal("aftercare.before_publication")
    return stamp(at)


def _write(
    desk: Desk,
    out: Publication,
    kind: ActKind,
    by: int,
    *,
    at: str = "",
    text: str = "",
    reason: str = "",
    answer: bool | None = None,
    other_id: int | None = None,
    url: str = "",
    file_sha256: str = "",
    file_name: str = "",
) -> None:
    row = create(
        PublicationAct,
        draft=out.draft_id,
        publication=out,
        kind=kind.value,
        at=at or now(),
        text=text,
        reason=reason,
        answer="" if answer is None else "yes" if answer else "no",
        other=other_id,
        url=url,
        file_sha256=file_sha256,
        file_name=file_name,
        member=by,
        recorded_at=now(),
    )
    record(desk, f"publication.{kind}", row, by=by, draft=out.draft_id)


def _kept(desk: Desk, file: IncomingFile) -> str:
    """Keep evidence and return its hash. It is never decoded here, so its first bytes have to do."""
    ending = next((end for head, end in _HEADS.items() if file.data.startswith(head)), "")
    named = "." + file.name.rpartition(".")[2].lower()
    markup = (named in _MARKUP and b"<" in file.data[:4096]) or (named == ".mhtml" and bool(file.data))
    if not (markup or (ending and (ending != ".wacz" or named == ".wacz"))):
        raise Refusal("aftercare.bad_file", name=file.name)
    return desk.blobs.put(file.data)


def _plain(text: str) -> str:
    """A text as it is compared: no platform keeps spaces at the ends of lines, or which line break it was."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _view(row: PublicationAct) -> ActView:
    return ActView(
        id=row.id,
        kind=ActKind(row.kind),
        published_as=row.publication.url,
        at=moment(row.at),
        member=row.member.name,
        text=row.text,
        reason=row.reason,
        answer=None if not row.answer else row.answer == "yes",
        other=row.other_id,
        url=row.url,
        file_name=row.file_name,
        file_sha256=row.file_sha256,
    )
