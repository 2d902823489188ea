"""Which office a desk works for: its own in the data folder, or one on a server that it has joined."""

from __future__ import annotations

import hashlib
from pathlib import Path

from app.errors import MissingEnvironment, Refusal
from app.models.engines.address import OfficeAddress
from app.models.opening import kept_setting
from app.models.opening_office import may_change_record, open_office_store, open_pieces_store
from app.models.store import Store
from app.models.tables import DeskSetting, Event
from app.services.base.desk import OFFICE, Desk
from app.services.base.folder import DataFolder
from app.services.base.os_keyring import Keyring


def joined(local: Store) -> OfficeAddress | None:
    """The office on a server that this desk works for, None where it keeps its office itself."""
    with local.read():
        row = DeskSetting.get_or_none(DeskSetting.key == OFFICE)
    return None if row is None or not row.value else OfficeAddress.read(row.value)


def join(local: Store, keyring: Keyring, office: str, password: str) -> tuple[Store, Store]:
    """Open the office at `office`, an address: its store, and the one of its files (`open_pieces_store`).

    It is remembered for this desk, its password in the keyring; not so the role that owns the database,
    which makes the tables or carries an order of destruction out and is no desk's: it is used this once, and
    the desk goes on with the address it had.
    Without a `password` the keyring's is used, and without one there libpq's own ways (`PGPASSFILE`). Raises
    `Refusal` where the data folder has an office of its own, and all that `open_office_store` does.
    """
    address, before = OfficeAddress.read(office), joined(local)
    with local.read():
        if before is None and Event.select().exists():
            raise Refusal("office_address.own_office")
    known = password or _kept(keyring, address)
    store = open_office_store(address, known)
    try:
        pieces = open_pieces_store(address, known)
    except BaseException:
        store.close()
        raise
    try:
        if not may_change_record(store):
            keep_password(keyring, address, password)
            if before != address:
                remember(local, address)
    except BaseException:
        pieces.close()
        store.close()
        raise
    return store, pieces


def try_to_join(desk: Desk, office: str, password: str) -> None:
    """Join the office at the address `office` from the next opening of this desk's folder on.

    Raises what `join` does, and `Refusal` for the role that owns the database, and then nothing has changed.
    """
    store, pieces = join(desk.local, desk.keyring, office, password)
    try:
        if may_change_record(store):
            raise Refusal("office_address.owner")
    finally:
        pieces.close()
        store.close()


def about_server(path: Path, office: str, refusal: Refusal) -> bool:
    """Whether a person can do something about a desk that did not open: its office is on a server."""
    if refusal.key.startswith("office_address."):
        return True
    return refusal.key.startswith("database.") and bool(
        office or kept_setting(DataFolder(path).database, OFFICE)
    )


def remember(local: Store, address: OfficeAddress | None) -> None:
    """Work for the office at `address` from the next start on, or for the data folder's own."""
    with local.write():
        row = DeskSetting.insert(key=OFFICE, value="" if address is None else str(address))
        row.on_conflict(conflict_target=[DeskSetting.key], preserve=[DeskSetting.value]).execute()


def _kept(keyring: Keyring, address: OfficeAddress) -> str:
    try:
        return keyring.get(_name(address)) or ""
    except MissingEnvironment:
        return ""  # the server's answer says whether one was needed


def keep_password(keyring: Keyring, address: OfficeAddress, password: str) -> None:
    """Keep a password, where there is a keyring; without one it is asked for at every start."""
    if not password:
        return
    try:
        keyring.set(_name(address), password)
    except MissingEnvironment:
        return


def _name(address: OfficeAddress) -> str:
    role = f"{address.user}@{address.host}:{address.port}/{address.database}"
    return f"office-password-{hashlib.sha256(role.encode()).hexdigest()[:32]}"
