"""Leases for checks: of several desks, and several windows of one folder, one alone checks a version.

A lease is a row with an owner and an end by the clock of the database's server, so that a desk whose own
clock is wrong harms nobody. It is renewed while the check runs, by a thread that lives as long as the check;
that of a desk which died runs out, and the next one takes it over. A lease is no event of the record.
"""

from __future__ import annotations

import contextlib
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from app.errors import Refusal
from app.models.tables import CheckLease
from app.services.base.clock import stamp
from app.services.base.desk import Desk
from app.services.record.end import proven_end
from app.values import dataclass

SECONDS = 60.0  # a lease lasts for, unless it is renewed
_RENEWALS = 3  # in that time


@dataclass(frozen=True, slots=True)
class Lease:
    """This desk's lease of the version `version`."""

    version: int
    token: str

    def give_back(self) -> bool:
        """End it; whether it was still this one's. Call inside the transaction that keeps what was found."""
        return bool(CheckLease.delete().where(self._row()).execute())

    def renew(self, desk: Desk) -> None:
        """Let it last `SECONDS` from now on, unless somebody took it over. Raises `Refusal`."""
        with desk.store.write() as transaction:
            until = stamp(transaction.clock() + timedelta(seconds=SECONDS))
            CheckLease.update(until=until).where(self._row()).execute()

    def _row(self) -> object:
        return (CheckLease.version == self.version) & (CheckLease.token == self.token)


@contextmanager
def held(desk: Desk, version: int) -> Iterator[Lease | None]:
    """Hold the lease of a version for a block; None where another has it just now.

    Raises `Refusal` where this desk can record nothing: it takes no work that it could not hand in.
    """
    lease = _taken(desk, version)
    if lease is None:
        yield None
        return
    over = threading.Event()
    renewing = threading.Thread(target=_keep_renewing, args=(desk, lease, over), name="lease", daemon=True)
    renewing.start()
    try:
        yield lease
    finally:
        over.set()
        renewing.join()
        with contextlib.suppress(Refusal), desk.store.write():  # it runs out by itself
            lease.give_back()


def _taken(desk: Desk, version: int) -> Lease | None:
    with desk.store.write() as transaction:
        proven_end(desk)
        at = transaction.clock()
        # One that would last longer than any of ours was put there by hand: it keeps nobody from working.
        longest = stamp(at + timedelta(seconds=2 * SECONDS))
        over = (CheckLease.until <= stamp(at)) | (CheckLease.until > longest)
        CheckLease.delete().where(over).execute()
        if CheckLease.select().where(CheckLease.version == version).exists():
            return None
        lease = Lease(version, secrets.token_hex(16))
        until = stamp(at + timedelta(seconds=SECONDS))
        CheckLease.create(version=version, token=lease.token, desk=desk.keys.desk, until=until)
        return lease


def _keep_renewing(desk: Desk, lease: Lease, over: threading.Event) -> None:
    while not over.wait(SECONDS / _RENEWALS):
        with contextlib.suppress(Refusal):  # the server is not reached: the next renewal, or another desk
            lease.renew(desk)
