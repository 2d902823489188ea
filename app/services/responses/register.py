"""The register of what citizens said: entering, one or many at once, and reading one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from app.bangla.blank import is_blank
from app.bangla.dates import local
from app.errors import Refusal
from app.models.tables import Event, Response
from app.services.base.clock import now, stamp
from app.services.base.desk import Desk
from app.services.base.enums import Consent
from app.services.base.given_days import require_past
from app.services.office.accounts import official_account
from app.services.office.addresses import web_address
from app.services.office.kept_images import kept_image
from app.services.record.ledger import create, record
from app.services.record.roles import active_member, member_or_desk
from app.services.responses.deadlines import due_day
from app.services.responses.rows import NOT_SETTLED, response_row, step, steps_of, view
from app.services.responses.views import ResponseForm, ResponseView, StepView
from app.values import dataclass

LONGEST_TEXT = 20_000  # code points: longer than any platform's comment
LONGEST_LINE = 300  # of a name, a number or another office
_ROWS_IN_EVENT = 100
IMPORTED = "response.imported"


@dataclass(frozen=True, slots=True)
class Added:
    """What became of many: the ids of those added, and how many were in the register already."""

    ids: tuple[int, ...]
    already: int


def add(desk: Desk, form: ResponseForm, by: int) -> int:
    """Enter one response and return its id. Any member may.

    Raises `Refusal` for words that are empty, too long or broken, a time to come, a page the office does not
    have, and for a screenshot that is no image.
    """
    screenshot = kept_image(desk, form.screenshot) if form.screenshot is not None else ""
    with desk.store.write():
        if form.screenshot is not None:
            desk.blobs.keep_named(screenshot, form.screenshot.data)
        active_member(by)
        row = _create(form, screenshot, by)
        record(desk, "response.added", row, step(row, "added", by), by=by)
        return int(row.id)


def add_many(desk: Desk, forms: Sequence[ResponseForm], by: int | None, file: str = "") -> Added:
    """Enter many, all or none. One that is in the register word for word, of the same person and time, is not
    entered again; one without a time of its own, where the very file was taken in before, by its SHA-256
    `file`: two people may well have written the same.

    Raises `Refusal` like `add`.
    """
    shots = [kept_image(desk, form.screenshot) if form.screenshot is not None else "" for form in forms]
    ids: list[int] = []
    already = 0
    with desk.store.write():
        member_or_desk(by)
        pages = {form.account_id for form in forms}
        taken = {page for page in pages if file and _was_taken(file, page)}
        rows = []
        for form, shot in zip(forms, shots, strict=True):
            if _is_known(form) if form.received is not None else form.account_id in taken:
                already += 1
                continue
            if form.screenshot is not None:
                desk.blobs.keep_named(shot, form.screenshot.data)
            row = _create(form, shot, by)
            ids.append(int(row.id))
            rows.append((row, step(row, "imported", by)))
        for start in range(0, len(rows), _ROWS_IN_EVENT):
            written = [one for pair in rows[start : start + _ROWS_IN_EVENT] for one in pair]
            facts: dict[str, object] = {"file": file} if file else {}
            record(desk, IMPORTED, *written, by=by, facts=facts)
    return Added(tuple(ids), already)


def response(desk: Desk, id_: int) -> ResponseView:
    """One response as it stands today. Raises `Refusal` where there is none."""
    with desk.store.read():
        return view(response_row(id_))


def steps(desk: Desk, id_: int) -> tuple[StepView, ...]:
    """Everything that happened to a response, the oldest first. Raises `Refusal` where there is none."""
    with desk.store.read():
        response_row(id_)
        return steps_of(id_)


def kept_text(text: str, *, may_be_empty: bool = False) -> str:
    """Words as they are kept: without the blank ends. Raises `Refusal` for empty, too long or broken ones."""
    words = text.strip()
    if is_blank(words) and not may_be_empty:
        raise Refusal("response.empty")
    if len(words) > LONGEST_TEXT:
        raise Refusal("response.too_long", most=LONGEST_TEXT)
    if "\0" in words or any("\ud800" <= sign <= "\udfff" for sign in words):
        raise Refusal("response.broken_text")
    return words


def line(text: str) -> str:
    """A name or number on one line. Raises `Refusal` for one too long to be one, or a broken one."""
    found = " ".join(kept_text(text, may_be_empty=True).split())
    if len(found) > LONGEST_LINE:
        raise Refusal("response.line_too_long", most=LONGEST_LINE)
    return found


def _create(form: ResponseForm, screenshot: str, by: int | None) -> Response:
    this = datetime.now(UTC)
    received = form.received if form.received is not None else this
    account = official_account(form.account_id)
    if form.received is not None:
        require_past(received, "response.future", account.opened_on)
    due = due_day(form.kind, local(received).date())
    return create(
        Response,
        account=account,
        kind=form.kind.value,
        author=line(form.author),
        text=kept_text(form.text, may_be_empty=bool(screenshot)),
        url=web_address(form.url),
        screenshot=screenshot,
        received_at=stamp(received),
        tracking=line(form.tracking),
        due=due.isoformat() if due is not None else "",
        assigned=None,
        reopened=0,
        consent=Consent.NONE.value,
        consent_note="",
        shown_draft=None,
        **NOT_SETTLED,
        added_by=by,
        created_at=now(),
    )


def _was_taken(file: str, page: int) -> bool:
    """Whether that file was taken in for that page, as events tell of those that were with a digest."""
    for event in Event.select().where(Event.kind == IMPORTED):
        if event.body.get("file") == file and any(
            row["table"] == "response" and row["account_id"] == page for row in event.body["rows"]
        ):
            return True
    return False


def _is_known(form: ResponseForm) -> bool:
    assert form.received is not None
    same = (Response.account == form.account_id) & (Response.received_at == stamp(form.received))
    rows = Response.select().where(same & (Response.author == line(form.author)))
    return any(row.text == kept_text(form.text, may_be_empty=True) for row in rows)
