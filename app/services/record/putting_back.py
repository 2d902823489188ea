"""Puts the office's settings, members, accounts and own rules back as the record tells them.

What decides who may act is proven before anything is decided (`services.record.proof.prove_who`), so an
office whose rows somebody changed needs a way on. It takes nothing new into force: rows become what signed
events say, and a passphrase that no event tells of is taken away.
"""

from __future__ import annotations

from peewee import PeeweeException

from app.errors import Refusal
from app.models.fields import later_columns
from app.models.tables import Account, Member, Office, OfficeRule, Passphrase, Table
from app.models.transaction import current
from app.services.base.desk import Desk
from app.services.base.reasons import require_reason
from app.services.record.ledger import change, create, record, row_document
from app.services.record.passphrases import PUT_BACK, odd_passphrases
from app.services.record.proof import recorded_of_office
from app.services.record.roles import decider
from app.services.record.sound_events import Documents

_TABLES: tuple[type[Table], ...] = (Office, Member, Account, OfficeRule)


def put_back(desk: Desk, reason: str, by: int) -> None:
    """Put back every row that differs, and record it by name and with a reason. In a transaction.

    A member or rule that no event tells of is taken out, or recorded as one who left, or as withdrawn,
    where that cannot be. Raises `Refusal` for a drafter by the record, a missing reason, an event about these
    rows that does not hold, and another row that no event tells of and that cannot be taken out.
    """
    recorded = recorded_of_office(_TABLES)
    removed: list[str] = []
    changed: list[Table] = []
    for table in _TABLES:
        changed += _put_back(table, recorded, removed)
    odd = sorted(odd_passphrases())
    nobodys = Passphrase.member.not_in(Member.select(Member.id))
    Passphrase.delete().where(Passphrase.member.in_(odd) | nobodys).execute()
    decider(by)
    require_reason(reason)
    if changed:
        # In an event of its own: archives name and prove the other, and rows hold what is nobody else's
        # matter, such as a member's telephone number.
        record(desk, f"{PUT_BACK}.rows", *changed, by=by)
    facts: dict[str, object] = {"reason": reason.strip(), "cleared": odd, "removed": removed}
    record(desk, PUT_BACK, by=by, facts=facts)


def _put_back(table: type[Table], recorded: Documents, removed: list[str]) -> list[Table]:
    """The rows of a table that were put back; what nobody recorded is taken out, and named in `removed`."""
    meta, changed = table._meta, []
    names = {field.column_name: name for name, field in meta.fields.items()}
    wanted = {id_: document for (name, id_), document in recorded.items() if name == meta.table_name}
    for row in list(table.select()):
        document = wanted.pop(int(row.id), None)
        if document is None:
            removed.append(f"{meta.table_name} {row.id}")
            if not _remove(row):
                changed.append(_disarmed(row))
            continue
        document = {**later_columns(table), **document}
        if document != row_document(row):
            changed.append(change(row, **_values(document, names)))
    changed += [create(table, **_values({**later_columns(table), **each}, names)) for each in wanted.values()]
    return changed


def _values(document: dict[str, object], names: dict[str, str]) -> dict[str, object]:
    return {names[column]: value for column, value in document.items() if column in names}


def _remove(row: Table) -> bool:
    """Take a row out. False where others refer to it, and where a server lets no desk do that."""
    try:
        with current().database.atomic():
            row.delete_instance()
    except PeeweeException:
        return False
    return True


def _disarmed(row: Table) -> Table:
    """What nobody recorded and cannot be taken out: a member as one who has left, a rule as withdrawn."""
    if not isinstance(row, (Member, OfficeRule)):
        raise Refusal("record.office_differs", what=f"{row._meta.table_name} {row.id}")
    return change(row, active=False)
