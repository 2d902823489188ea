"""Three desks of one office on a server at work, and desk, connection or server killed at random moments.

`python -m tests.helpers.kills ROUNDS [SEED]` says what was done and found. Nothing that was acknowledged may
be lost or there twice, the record has to be one line, and after every kill each desk goes on by itself.
"""

from __future__ import annotations

import contextlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.models.tables import Decision, Event
from app.services.base.desk import Desk
from app.services.base.enums import Role, Verdict
from app.services.record import desks
from app.services.record.audit import audit
from app.work import Work
from tests.helpers.cut import Cut
from tests.helpers.killed_desk import desk_with_keys
from tests.helpers.postgresql import OwnServer, own_server
from tests.helpers.sample_office import set_up_office
from tests.services.posts import write

NAMES = ("Rahima", "Karim", "Selina")
_KINDS = ("desk", "backend", "cable", "server")
_PATIENCE = 120.0  # seconds until every desk has to be at work again
_TO_APPROVE = 12  # drafts that are checked before it begins
_TOKEN = re.compile(r"\bt[0-9a-f]{15}\b")


class DeskProcess:
    """One desk, started anew by `start`; what it said is kept."""

    def __init__(self, folder: Path, office: str, member: int, keys: Path) -> None:
        self._command = [str(folder), office, str(member), str(keys)]
        self.member = member
        self.acks: list[tuple[str, int, str]] = []
        self.told: list[tuple[str, str]] = []
        self._heard = threading.Condition()
        self.start(member)

    def start(self, seed: int) -> None:
        command = [sys.executable, "-m", "tests.helpers.killed_desk", *self._command, str(seed)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self._reader = threading.Thread(target=self._read, args=(self._process,))
        self._reader.start()

    def kill(self) -> None:
        """-9, and everything it had said."""
        assert self._process.poll() is None, "a desk ended by itself: see what it said"
        self._process.kill()
        self._process.wait()
        self._reader.join()

    def wait_for(self, acks: int) -> None:
        """Until it has acknowledged so many acts in all."""
        with self._heard:
            done = self._heard.wait_for(lambda: len(self.acks) >= acks, _PATIENCE)
        assert done, f"not at work again: {self.told[-3:]}"

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                what, *rest = line.split()
                with self._heard:
                    if what == "ack" and len(rest) == 3:  # the last line may be a part of one
                        self.acks.append((rest[0], int(rest[1]), rest[2]))
                    elif what == "told" and len(rest) == 2:
                        self.told.append((rest[0], rest[1]))
                    self._heard.notify_all()


def kill_at_random(rounds: int, seed: int = 1, say: bool = False) -> Counter[str]:
    """So many kills. What was done, by kind; raises `AssertionError` for whatever is not as it should be."""
    chance = random.Random(seed)
    folder = Path(tempfile.mkdtemp(prefix="anumodon-kills-"))
    try:
        with own_server() as server, _password(server.password), _cables(server) as cables:
            done, office = Counter[str](), server.new_office()
            addresses = [str(office).replace(str(server.port), str(cable.port)) for cable in cables]
            members = _set_up(folder, addresses)
            at_work = [
                DeskProcess(folder / name, address, member, folder / f"{name}.keys")
                for name, address, member in zip(NAMES, addresses, members, strict=True)
            ]
            try:
                for number in range(rounds):
                    kind = _KINDS[number % 4] if rounds < 8 else chance.choice(_KINDS)
                    _kill(kind, at_work, server, cables, office.database, chance)
                    done[kind] += 1
                    if say:
                        print(f"{number + 1:4} {kind:8} acknowledged {_acks(at_work)}", flush=True)
            finally:
                for desk in at_work:
                    desk.kill()
            with desk_with_keys(folder / NAMES[0], addresses[0], folder / f"{NAMES[0]}.keys") as desk:
                done.update(_proven(desk, at_work))
            return done
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _password(password: str) -> Iterator[None]:
    """The password in the environment, where libpq looks for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PGPASSWORD", password)
        yield


@contextlib.contextmanager
def _cables(server: OwnServer) -> Iterator[list[Cut]]:
    cables = [Cut(server.port) for _ in NAMES]
    try:
        yield cables
    finally:
        for cable in cables:
            cable.close()


def _set_up(folder: Path, addresses: list[str]) -> list[int]:
    """An office of three whose desks are all let in, with some drafts to approve. The members' ids."""
    keys = folder / "keys"
    with contextlib.ExitStack() as stack:
        first = stack.enter_context(desk_with_keys(folder / NAMES[0], addresses[0], keys))
        roles = (Role.AUTHORITY, Role.MODERATOR, Role.MODERATOR)
        members = set_up_office(first, list(zip(NAMES, roles, strict=True)))
        for number in range(_TO_APPROVE):
            write(first, members[NAMES[number % 3]], f"নোটিশ {number}: ভূমি উন্নয়ন কর অনলাইনে দেওয়া যায়।")
    for name, address in zip(NAMES[1:], addresses[1:], strict=True):
        with desk_with_keys(folder / name, address, keys) as other:
            asked = desks.introduce(other)
        assert asked is not None
        with desk_with_keys(folder / NAMES[0], addresses[0], keys) as first:
            desks.let_in(first, asked.fingerprint, "নতুন কক্ষ", members[NAMES[0]], members[NAMES[1]])
    for name in NAMES:
        shutil.copy(keys, folder / f"{name}.keys")
    return [members[name] for name in NAMES]


def _acks(at_work: list[DeskProcess]) -> int:
    return sum(len(desk.acks) for desk in at_work)


def _kill(
    kind: str,
    at_work: list[DeskProcess],
    server: OwnServer,
    cables: list[Cut],
    database: str,
    chance: random.Random,
) -> None:
    """One kill in the middle of the work, and every desk at work again after it."""
    place = chance.randrange(len(at_work))
    victim = at_work[place]
    victim.wait_for(len(victim.acks) + chance.randrange(1, 3))
    time.sleep(chance.random() / 20)
    if kind == "desk":
        victim.kill()
        victim.start(chance.getrandbits(30))
    elif kind == "cable":
        cables[place].after(chance.randrange(3_000))
    elif kind == "server":
        server.kill()
        server.start()
    else:
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'anumodon'"
        server.run(f"{ended} AND datname = '{database}' ORDER BY random() LIMIT {chance.randrange(1, 5)}")
    before = [len(desk.acks) for desk in at_work]
    for desk, acks in zip(at_work, before, strict=True):
        desk.wait_for(acks + 1)


def _proven(desk: Desk, at_work: list[DeskProcess]) -> Counter[str]:
    """What was found, once everything is as it was acknowledged."""
    report = audit(desk, Work())
    assert report.problems == (), report.problems
    assert report.signed
    with desk.store.read():
        events = list(Event.select().order_by(Event.id))
        approved = Decision.select().where(Decision.verdict == Verdict.APPROVE)
        approvals = Counter((row.draft_id, row.member_id) for row in approved)
    assert [event.id for event in events] == list(range(1, len(events) + 1))
    kept = Counter(token for event in events for token in set(_TOKEN.findall(str(event.body))))
    acknowledged = [(each.member, *ack) for each in at_work for ack in each.acks]
    given = Counter((draft, member) for member, kind, draft, _ in acknowledged if kind == "approve")
    lost = [ack for ack in acknowledged if ack[1] != "approve" and ack[3] not in kept]
    assert lost == [], lost
    assert not given - approvals, f"approvals lost: {given - approvals}"
    for kind in ("draft.taken", "draft.decided"):
        # In the first rows alone: a reason stands again in the event that voids its decision.
        rows = [str(event.body["rows"][:2]) for event in events if event.kind == kind]
        tokens = Counter(token for row in rows for token in set(_TOKEN.findall(row)))
        assert set(tokens.values()) <= {1}, f"{kind}: something is there twice"
    told = [token for each in at_work for _, token in each.told]
    return Counter(
        {
            "acknowledged": len(acknowledged),
            "events": len(events),
            "told of a lost server": sum(k.startswith("database.") for each in at_work for k, _ in each.told),
            "told so, and kept": sum(token in kept for token in told),
        }
    )


def main() -> None:
    rounds, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    for what, n in kill_at_random(rounds, seed, say=True).items():
        print(f"{what:24}{n:8}")


if __name__ == "__main__":
    main()
