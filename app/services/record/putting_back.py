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
from app.services.record.passphrases import odd_passphrases
from app.services.record.proof import told_of_office
from app.services.record.roles import decider
from app.services.record.sound_events import DAMAGED, PUT_BACK, Documents

_TABLES: tuple[type[Table], ...] = (Office, Member, Account, OfficeRule)


def put_back(desk: Desk, reason: str, by: int, second: int | None) -> None:
    """Put back every row that differs, and record it by name and with a reason. In a transaction.

    A member or rule that no event tells of is taken out, or recorded as one who left, or as withdrawn, where
    that cannot be. Where an event about the office is damaged, it is passed over from now on, and the office,
    its accounts, and `by` and `second`, who act here, stay as they are where no other tells of them. Raises
    `Refusal` for a drafter by the record, a missing reason, and another row that cannot be taken out.
    """
    recorded, damaged = told_of_office(_TABLES)
    odd = sorted(odd_passphrases(strictly=True))
    back = _PuttingBack(recorded, {by, second} if damaged else set(), damaged=bool(damaged))
    for table in _TABLES:
        back.put(table)
    nobodys = Passphrase.member.not_in(Member.select(Member.id))
    Passphrase.delete().where(Passphrase.member.in_(odd) | nobodys).execute()
    decider(by)
    require_reason(reason)
    if back.changed:
        # In an event of its own: archives name and prove the other, and rows hold what is nobody else's
        # matter, such as a member's telephone number.
        record(desk, f"{PUT_BACK}.rows", *back.changed, by=by)
    facts: dict[str, object] = {"reason": reason.strip(), "cleared": odd, "removed": back.removed}
    if damaged:
        facts |= {DAMAGED: [one.number for one in damaged], "kept": back.kept}
    record(desk, PUT_BACK, by=by, facts=facts)


def office_damage() -> bool:
    """Whether an event about what `put_back` looks at does not hold, or is missing. In a transaction."""
    return bool(told_of_office(_TABLES)[1])


class _PuttingBack:
    """Makes rows what is `recorded`. `acting` stay, and where `damaged` the office and its accounts too.

    `changed` are the rows to be recorded; `removed` and `kept` name those that nobody told of.
    """

    def __init__(self, recorded: Documents, acting: set[int | None], *, damaged: bool) -> None:
        self._recorded = recorded
        self._acting = acting
        self._damaged = damaged
        self.changed: list[Table] = []
        self.removed: list[str] = []
        self.kept: list[str] = []

    def put(self, table: type[Table]) -> None:
        """Put back the rows of a table."""
        meta = table._meta
        names = {field.column_name: name for name, field in meta.fields.items()}
        wanted = {id_: row for (name, id_), row in self._recorded.items() if name == meta.table_name}
        for row in list(table.select()):
            document = wanted.pop(int(row.id), None)
            if document is None:
                self._untold(row)
                continue
            document = {**later_columns(table), **document}
            if document != row_document(row):
                self.changed.append(change(row, **_values(document, names)))
        missing = ({**later_columns(table), **each} for each in wanted.values())
        self.changed += [create(table, **_values(each, names)) for each in missing]

    def _untold(self, row: Table) -> None:
        name = f"{row._meta.table_name} {row.id}"
        stays = isinstance(row, (Office, Account)) and self._damaged
        if stays or (isinstance(row, Member) and row.id in self._acting):
            self.kept.append(name)
            self.changed.append(row)
            return
        self.removed.append(name)
        # The damaged event may have told of it, and the audit goes by that.
        if self._damaged or not _remove(row):
            self.changed.append(_disarmed(row))


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
