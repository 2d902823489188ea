"""Fifty desks of one office on PostgreSQL, each a process with a key of its own, all deciding at once.

Each looks at a post of its own, approves it, looks again and takes that back, as fast as it can. Beside it
`pgbench` runs the very statements of all that, with as many clients, on a copy of the office; and ten desks
work as people do, each deciding every five seconds and hearing of what the others decide.
`python -m tests.bench.desks [--desks 50] [--posts 100000] [--seconds 20]`.
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import os
import random
import select
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from statistics import median

import psycopg
from peewee import Database

from app.errors import Refusal
from app.models.engines.address import OfficeAddress
from app.models.engines.postgresql import PostgresqlEngine
from app.models.tables import Decision, Event
from app.services.base.desk import Desk, open_desk
from app.services.base.enums import State
from app.services.checking import draft_checks
from app.services.posts import queue, review
from app.services.record import desks
from app.services.record import turns as record_turns
from app.services.record.chain import EVENTS, intact, seal
from app.services.record.end import BeforeTurn, Last, stored_end
from app.services.record.news import Listening, listening, with_details
from app.work import Work
from tests.bench.bulk import keep_key
from tests.bench.growth import folder_size
from tests.bench.on_server import carried, office_server
from tests.helpers.postgresql import Server, server_programs
from tests.services.memory_keyring import MemoryKeyring, memory_keyring

DESKS, POSTS, SECONDS = 50, 100_000, 20
MEMBER = 1
PEOPLE, PAUSE = 10, 5.0  # desks at which somebody decides every so many seconds
# How long each decision took, how often it was busy, how long each turn was, the processor's time, and
# whether an approval was taken back at the end.
Told = tuple[list[float], int, list[float], float, bool]
Statements = list[tuple[str, Sequence[object]]]
REASON = "bench"
COMMIT = "COMMIT"
_WARM = 3  # approvals taken back before anything is measured: a desk has been open for a while


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.desks", description="Many desks at once.")
    parser.add_argument("--desks", type=int, default=DESKS)
    parser.add_argument("--posts", type=folder_size, default=POSTS)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--kept", type=Path, help="a folder in which the server stays, for the next time")
    options = parser.parse_args()
    bench_desks(options.desks, options.posts, options.seconds, options.kept and options.kept.absolute())


def bench_desks(
    count: int = DESKS, posts: int = POSTS, seconds: int = SECONDS, kept: Path | None = None
) -> None:
    """Print decisions a second and how long one takes, and prove that nothing was lost."""
    with office_server(kept) as server, tempfile.TemporaryDirectory() as home, memory_keyring():
        os.environ["PGPASSWORD"] = server.password
        office = carried(server, posts)
        _check(office, Path(home) / "first")
        print(f"\n{count} desks deciding at once over {posts:,} posts, {seconds} s")
        found, approving, undoing = _decide(office, Path(home) / "at-once", count, seconds)
        _tell_desks(found, seconds, office, Path(home) / "at-once")
        scripts = (approving, undoing)
        with _copied(server, office) as copy:
            _tell("pgbench", _pgbench(server, copy, scripts, count, seconds, Path(home)), seconds)
        print(f"\n{PEOPLE} desks, each deciding every {PAUSE:.0f} s and hearing of the others")
        found, _, _ = _decide(office, Path(home) / "people", PEOPLE, 2 * seconds, PAUSE)
        _tell_desks(found, 2 * seconds, office, Path(home) / "people")


def _tell_desks(found: list[Told], seconds: int, office: OfficeAddress, home: Path) -> None:
    taken = [one for each, *_ in found for one in each]
    _tell("ours", taken, seconds)
    turns = [one for _, _, each, *_ in found for one in each]
    processor = 1000 * sum(cpu for *_, cpu, _ in found) / len(taken)
    print(
        f"{'':10}all others wait for the turn to write alone, median {1000 * median(turns):,.0f} ms; "
        f"a desk's own processor worked {processor:,.0f} ms a decision"
    )
    print(f"{'':10}{sum(busy for _, busy, *_ in found)} told that the office was busy for ten seconds")
    ended = sum(one for *_, one in found)
    print(f"{'':10}{_lost(office, home, len(taken) + len(found) * 2 * _WARM + ended)}")


def _check(office: OfficeAddress, folder: Path) -> None:
    """What is open may have been checked by an older rule pack."""
    with _opened(office, folder, own_key=False) as desk:
        for draft_id in draft_checks.waiting(desk):
            draft_checks.check_draft(desk, draft_id, Work())


@contextmanager
def _copied(server: Server, office: OfficeAddress) -> Iterator[OfficeAddress]:
    """A copy for `pgbench`, away when the block ends; nobody is at the office meanwhile."""
    copy = f"{office.database}_copy"
    # File by file: a million posts would be written to the log as well.
    server.run(f'CREATE DATABASE "{copy}" TEMPLATE "{office.database}" STRATEGY file_copy')
    try:
        yield server.address(copy)
    finally:
        server.drop(server.address(copy))


def _decide(
    office: OfficeAddress, home: Path, count: int, seconds: int, pause: float = 0
) -> tuple[list[Told], Statements, Statements]:
    """What each desk tells, and the statements of an approval and of undoing it, each with a look before."""
    home.mkdir()
    forking = multiprocessing.get_context("fork")  # as they are, with all that is imported
    ready, begin = forking.Barrier(count + 1), forking.Barrier(count + 1)
    pipes = []
    for number in range(count):
        ours, theirs = forking.Pipe(duplex=False)
        job = (office, home / f"desk-{number}", number, (ready, begin), seconds, pause, theirs)
        forking.Process(target=_desk, args=job, daemon=True).start()
        theirs.close()
        pipes.append(ours)
    ready.wait()
    with _opened(office, home / "first", own_key=False) as first:
        for waiting in [each for each in desks.desks(first) if each.waits]:
            desks.let_in(first, waiting.fingerprint, REASON, MEMBER)
        post_id = queue.ids(first, State.PENDING)[count]
        with _listening() as approving:
            post = queue.draft(first, post_id)
            review.approve(first, post.id, post.version.digest, MEMBER)
        with _listening() as undoing:
            queue.draft(first, post_id)
            review.undo(first, post.id, MEMBER)
    ready.wait()
    begin.wait()
    return [pipe.recv() for pipe in pipes], approving, undoing


def _desk(
    office: OfficeAddress,
    folder: Path,
    number: int,
    barriers: tuple[Barrier, Barrier],
    seconds: int,
    pause: float,
    told: Connection,
) -> None:
    """One desk: it approves a post of its own and takes that back, at once or every `pause` seconds."""
    ready, begin = barriers
    taken: list[float] = []
    turns: list[float] = []
    busy = 0
    MemoryKeyring.kept.clear()  # each process has its own from here on
    with _opened(office, folder, own_key=True) as desk:
        desks.introduce(desk)
        ready.wait()
        ready.wait()  # until it is let in
        post = queue.draft(desk, queue.ids(desk, State.PENDING)[number])
        for _ in range(_WARM):
            _surely(lambda: review.approve(desk, post.id, post.version.digest, MEMBER))
            _surely(lambda: review.undo(desk, post.id, MEMBER))
        ears = listening(desk) if pause else None
        begin.wait()
        approved, end = False, time.monotonic() + seconds
        _time_turns(turns)
        before = time.process_time()
        while True:
            _hear(desk, ears, random.uniform(0, 2 * pause))
            if time.monotonic() >= end:
                break
            queue.draft(desk, post.id)  # as it is looked at before
            started = time.perf_counter()
            try:
                if approved:
                    review.undo(desk, post.id, MEMBER)
                else:
                    review.approve(desk, post.id, post.version.digest, MEMBER)
            except Refusal as refused:
                if refused.key != "database.busy":
                    raise
                busy += 1  # a turn that did not come within ten seconds: said to the person, nothing written
                continue
            approved = not approved
            taken.append(time.perf_counter() - started)
        used = time.process_time() - before
        if approved:  # so that the next time as many are open
            _surely(lambda: review.undo(desk, post.id, MEMBER))
    told.send((taken, busy, turns, used, approved))


def _surely(act: Callable[[], object]) -> None:
    while True:
        try:
            act()
            return
        except Refusal as refused:
            if refused.key != "database.busy":
                raise


def _hear(desk: Desk, ears: Listening | None, seconds: float) -> None:
    """As a window does meanwhile: who decided is said, and the counts and the list are read again."""
    end = time.monotonic() + seconds
    while ears is not None and (left := end - time.monotonic()) > 0:
        if not select.select([ears], [], [], left)[0]:
            return
        heard = ears.heard()
        if heard:
            with_details(desk, heard[-1])
            queue.counts(desk)
            queue.rows(desk, queue.ids(desk, State.PENDING)[:30], MEMBER)


def _time_turns(turns: list[float]) -> None:
    """Have it added how long each turn was: from the answer that it has come to that of the commit."""
    began: list[float] = []
    writing, end = PostgresqlEngine.writing, record_turns.proven_end

    @contextmanager
    def timed(self: PostgresqlEngine, database: Database, *, together: bool = False) -> Iterator[object]:
        with writing(self, database, together=together) as transaction:
            yield transaction
        if together:
            turns.append(time.perf_counter() - began.pop())

    def ended(desk: Desk, earlier: BeforeTurn) -> Last:
        found = end(desk, earlier)
        began[:] = [time.perf_counter()]
        return found

    PostgresqlEngine.writing = timed  # type: ignore[method-assign]
    record_turns.proven_end = ended  # type: ignore[assignment]


@contextmanager
def _opened(office: OfficeAddress, folder: Path, *, own_key: bool) -> Iterator[Desk]:
    with closing(open_desk(folder, str(office), os.environ["PGPASSWORD"])) as desk:
        if not own_key:
            keep_key(desk)
        yield desk


def _lost(office: OfficeAddress, home: Path, acknowledged: int) -> str:
    """Whether every decision that was acknowledged is there, in one chain."""
    with _opened(office, home / "first", own_key=False) as desk, desk.store.read() as transaction:
        kinds = ("draft.decided", "decision.undone")
        joined = Event.select().where(Event.kind == "key.joined").order_by(Event.id.desc()).first()
        since = joined.id if joined is not None else 0
        there = Event.select().where((Event.id > since) & Event.kind.in_(kinds)).count() - 2
        rows = transaction.stream(f"{EVENTS} WHERE id > ? ORDER BY id", since - 1)
        before, linear = next(rows), True
        for row in rows:
            follows = seal(*map(str, (before[8], before[10], before[9])))
            linear = linear and row[0] == before[0] + 1 and row[7] == follows and intact(row)
            before = row
        standing = Decision.select().where(Decision.void_at == "").count()
        whole = linear and before[0] == stored_end().id
    lost = acknowledged - there
    chain = "one chain" if whole else "THE CHAIN IS BROKEN"
    return f"{acknowledged:,} acknowledged, {lost} lost, {chain}, {standing:,} approvals stand"


def _pgbench(
    server: Server,
    copy: OfficeAddress,
    scripts: Sequence[Statements],
    clients: int,
    seconds: int,
    home: Path,
) -> list[float]:
    log = home / "log"
    log.mkdir()
    files = []
    with server.connected(copy.database) as connection:
        cursor = psycopg.ClientCursor(connection)
        for number, statements in enumerate(scripts):
            lines = [_again(cursor.mogrify(sql, params)) for sql, params in statements]  # type: ignore[arg-type]
            script = home / f"decide-{number}.sql"
            script.write_text(";\n".join(_in_transactions(lines)) + ";\n", encoding="utf-8")
            files += ["-f", str(script)]
    command = [
        *(str(server_programs() / "pgbench"), "-n", "-c", str(clients), "-j", "2", "-T", str(seconds)),
        *(*files, "-l", f"--log-prefix={log}/times", "-h", "127.0.0.1", "-p", str(server.port)),
        *("-U", "postgres", copy.database),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit("\n".join([line for line in done.stderr.splitlines() if "WARNING" not in line][:20]))
    lines = [line for file in log.iterdir() for line in file.read_text().splitlines()]
    return [int(line.split()[2]) / 1e6 for line in lines]


_NUMBERS = {
    'INSERT INTO "event"': "(SELECT MAX(id) + 1 FROM event)",
    'INSERT INTO "decision"': "currval(pg_get_serial_sequence('decision', 'id'))",
}


def _in_transactions(lines: Sequence[str]) -> Iterator[str]:
    """The statements with the BEGIN that psycopg sends unasked, and so tells nobody of."""
    begun = False
    for line in lines:
        if line == COMMIT:
            if begun:
                yield COMMIT
            begun = False
            continue
        if not begun:
            yield "BEGIN"
        begun = True
        yield line
    if begun:
        yield COMMIT


def _again(statement: str) -> str:
    """The statement as any client can run it again and again: a new row takes the next number."""
    head, _, rest = statement.partition("VALUES (")
    for begun, number in _NUMBERS.items():
        if head.startswith(begun):
            return f"{head}VALUES ({number}, {rest.partition(', ')[2]}"
    return statement


@contextmanager
def _listening() -> Iterator[Statements]:
    """What is asked of the database meanwhile, as peewee logs it."""
    heard: Statements = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if isinstance(record.msg, tuple) and not ("?" in record.msg[0] and record.msg[1]):  # SQLite's
                heard.append((record.msg[0], record.msg[1] or ()))

    logger, ear = logging.getLogger("peewee"), Ear()
    level = logger.level
    logger.addHandler(ear)
    logger.setLevel(logging.DEBUG)
    try:
        yield heard
    finally:
        logger.removeHandler(ear)
        logger.setLevel(level)


def _tell(whose: str, taken: list[float], seconds: int) -> None:
    ordered = sorted(taken)
    late = ordered[len(ordered) * 99 // 100]
    print(
        f"{whose:10}{len(taken) / seconds:9,.0f} decisions a second, median "
        f"{1000 * median(ordered):6,.0f} ms, 99% within {1000 * late:6,.0f} ms, "
        f"longest {1000 * ordered[-1]:6,.0f} ms",
        flush=True,
    )


if __name__ == "__main__":
    main()
