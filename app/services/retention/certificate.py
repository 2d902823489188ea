"""The certificate of destruction: what was destroyed, how, by whom and when, with every digest."""

from __future__ import annotations

from datetime import UTC, datetime

from app.bangla.dates import long, long_date
from app.bangla.digits import to_bangla
from app.canonical import canonical
from app.documents.model import AttachedFile, Block, Document, Foot, Heading, Paragraph, Signature, Table
from app.errors import Refusal
from app.i18n import Translator
from app.models.tables import Event, Member
from app.services.base.clock import stamp
from app.services.base.desk import Desk
from app.services.base.enums import DisposalReply, DisposalState, ItemState
from app.services.office.letterhead import letterhead
from app.services.record.destroyed import BEGUN, DONE
from app.services.record.roles import member_or_desk
from app.services.retention.former_places import former_places
from app.services.retention.listing import disposal_list
from app.services.retention.views import ItemView, ListView

_SHOWN_HASH = 16  # hexadecimal digits a line


def certificate(desk: Desk, list_id: int, by: int | None, language: str, kind: str = ".pdf") -> bytes:
    """The certificate of a list whose order was carried out, as PDF or HTML by the suffix `kind`.

    Raises `Refusal` for who may not, and while the order is not carried out to its end.
    """
    with desk.store.read():
        member_or_desk(by)
    found = disposal_list(desk, list_id)
    if found.state is not DisposalState.DONE or not found.count(ItemState.DESTROYED):
        raise Refusal("disposal.not_done", id=list_id)
    document = _document(desk, found, _signer(desk, by), language)
    if kind == ".pdf":
        from app.documents.pdf import pdf_bytes  # what prints, only where something is printed

        return pdf_bytes(document)
    from app.documents.html import html_bytes

    return html_bytes(document)


def _document(desk: Desk, found: ListView, signer: tuple[str, ...], language: str) -> Document:
    words = Translator(language)
    gone = [item for item in found.items if item.state is ItemState.DESTROYED]
    images = sum(len(item.images) for item in gone)
    begun, done = _event(desk, BEGUN, found.memo), _event(desk, DONE, found.memo)
    assert found.done_at is not None
    year = to_bangla(str(found.year)) if language == "bn" else str(found.year)
    memo = to_bangla(found.memo) if language == "bn" else found.memo
    facts = [
        (words("disposal_paper.order"), memo),
        (words("disposal_paper.list"), words("disposal_paper.list_n", n=found.id, year=year)),
        (words("disposal_paper.ordered_by"), _who(found.ordered_by, found.ordered_at, language)),
        (words("disposal_paper.carried_by"), _who(found.carried_by, found.carried_at, language)),
        (words("disposal_paper.done_at"), long(found.done_at, language)),
        (words("disposal_paper.posts"), words.number(len(gone))),
        (words("disposal_paper.files"), words.number(images)),
        (words("disposal_paper.kept"), words.number(len(found.items) - len(gone))),
        (words("disposal_paper.events"), f"{words.number(begun)} – {words.number(done)}"),
    ]
    blocks: list[Block] = [
        letterhead(desk, language),
        Heading(words("disposal_paper.title"), level=1),
        Paragraph(words("disposal_paper.lead", memo=memo)),
        Table(head=(), rows=tuple(facts), widths=(0.36, 0.64), row_heads=True),
        Heading(words("disposal_paper.how_title")),
        *(Paragraph(words(f"disposal_paper.how{part}")) for part in (1, 2, 3)),
    ]
    if former := former_places(desk):
        blocks.append(Paragraph(words("disposal_paper.former", places=", ".join(former))))
    if found.alone:
        blocks.append(Paragraph(words("disposal_paper.alone")))
    blocks += [
        Heading(words("disposal_paper.what_title")),
        Table(
            head=tuple(
                words(f"disposal_paper.column.{name}") for name in ("post", "class", "last", "digest")
            ),
            rows=tuple(_row(item, words) for item in gone),
            widths=(0.1, 0.12, 0.24, 0.54),
            row_heads=True,
            size=8.5,
        ),
        Signature(signer or (words("letter.signer_blank"),)),
    ]
    return Document(
        title=words("disposal_paper.title"),
        language=language,
        blocks=tuple(blocks),
        made_at=datetime.now(UTC),
        author=signer[0] if signer else "",
        foot=Foot(pages=words("report_paper.page", page="{page}", pages="{pages}")),
        attached=(
            AttachedFile(
                "destroyed.json",
                "application/json",
                canonical(as_document(found)),
                words("disposal_paper.attached"),
            ),
        ),
    )


def as_document(found: ListView) -> dict[str, object]:
    """A list for programs: its order and each post with its digest, answers and files."""
    return {
        "list": found.id,
        "year": found.year,
        "state": found.state.value,
        "made_by": found.member,
        "made_at": stamp(found.at),
        "memo": found.memo,
        "ordered_by": found.ordered_by,
        "ordered_at": stamp(found.ordered_at) if found.ordered_at else "",
        "carried_out_by": found.carried_by,
        "carried_out_at": stamp(found.carried_at) if found.carried_at else "",
        "done_at": stamp(found.done_at) if found.done_at else "",
        "needed": found.needed,
        "alone": found.alone,
        "posts": [_item_document(item) for item in found.items],
    }


def _item_document(item: ItemView) -> dict[str, object]:
    return {
        "draft": item.draft_id,
        "state": item.state.value,
        "class": item.record_class.value,
        "due": item.due.isoformat(),
        "last_act": stamp(item.last_at),
        "digest": item.digest,
        "archived": item.archived,
        "images": list(item.images),
        "destroyed_at": stamp(item.done_at) if item.done_at else "",
        "answers": [
            {
                "member": given.member,
                "answer": given.reply.value,
                "reason": given.reason,
                "at": stamp(given.at),
            }
            for given in item.answers
        ],
    }


def _row(item: ItemView, words: Translator) -> tuple[str, ...]:
    by = ", ".join(given.member for given in item.answers if given.reply is DisposalReply.DESTROY)
    last = long_date(item.last_at.date(), words.language)
    hashes = [item.digest, *item.images]
    return (
        f"#{words.number(item.draft_id)}",
        words(f"record_class.{item.record_class}"),
        f"{last} · {by}",
        " · ".join(" ".join(_pieces(one)) for one in hashes),
    )


def _pieces(hash_: str) -> list[str]:
    return [hash_[start : start + _SHOWN_HASH] for start in range(0, len(hash_), _SHOWN_HASH)]


def _who(name: str, at: datetime | None, language: str) -> str:
    return f"{name}, {long(at, language)}" if at is not None else name


def _event(desk: Desk, kind: str, memo: str) -> int:
    with desk.store.read():
        rows = Event.select(Event.id, Event.body).where(Event.kind == kind).order_by(Event.id.desc())
        return next((int(row.id) for row in rows if row.body.get("memo") == memo), 0)


def _signer(desk: Desk, by: int | None) -> tuple[str, ...]:
    if by is None:
        return ()
    with desk.store.read():
        return (str(Member.get_by_id(by).name),)
