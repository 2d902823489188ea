"""Fifty desks of one office on PostgreSQL, each a process with a key of its own, all deciding at once.

Beside it `pgbench` runs the very statements of one approval, with as many clients, on a copy of the office.
`python -m tests.bench.desks [--desks 50] [--posts 100000] [--seconds 20]`.
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
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
from app.services.record.chain import EVENTS, intact, seal
from app.services.record.end import stored_end
from app.work import Work
from tests.bench.bulk import keep_key
from tests.bench.grown import grown_folder
from tests.bench.on_server import carried, office_server
from tests.helpers.postgresql import Server, _programs
from tests.services.memory_keyring import MemoryKeyring, memory_keyring

DESKS, POSTS, SECONDS = 50, 100_000, 20
MEMBER = 1
# How long each decision took, how often it was busy, how long each turn was, and the processor's time.
Told = tuple[list[float], int, list[float], float]
REASON = "bench"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.desks", description="Many desks at once.")
    parser.add_argument("--desks", type=int, default=DESKS)
    parser.add_argument("--posts", type=int, default=POSTS)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    options = parser.parse_args()
    bench_desks(options.desks, options.posts, options.seconds)


def bench_desks(count: int = DESKS, posts: int = POSTS, seconds: int = SECONDS) -> None:
    """Print decisions a second and how long one takes, and prove that nothing was lost."""
    folder = grown_folder(posts)
    with office_server() as server, tempfile.TemporaryDirectory() as home, memory_keyring():
        os.environ["PGPASSWORD"] = server.password
        _check(folder)
        office = carried(server, folder)
        copy = _copied(server, office)
        print(f"\n{count} desks deciding at once over {posts:,} posts, {seconds} s")
        found, statements = _decide(office, Path(home), count, seconds)
        taken = [one for each, _, _, _ in found for one in each]
        _tell("ours", taken, seconds)
        turns = [one for _, _, each, _ in found for one in each]
        processor = 1000 * sum(cpu for _, _, _, cpu in found) / len(taken)
        print(
            f"{'':10}all others wait for the turn to write alone, median {1000 * median(turns):,.0f} ms; "
            f"a desk's own processor worked {processor:,.0f} ms a decision"
        )
        print(f"{'':10}{sum(busy for _, busy, _, _ in found)} told that the office was busy for ten seconds")
        print(f"{'':10}{_lost(office, Path(home), len(taken))}")
        _tell("pgbench", _pgbench(server, copy, statements, count, seconds, Path(home)), seconds)


def _check(folder: Path) -> None:
    """What is open may have been checked by an older rule pack."""
    with closing(open_desk(folder)) as desk:
        keep_key(desk)
        for draft_id in draft_checks.waiting(desk):
            draft_checks.check_draft(desk, draft_id, Work())


def _copied(server: Server, office: OfficeAddress) -> OfficeAddress:
    copy = f"{office.database}_copy"
    server.run(f'CREATE DATABASE "{copy}" TEMPLATE "{office.database}"')
    return server.address(copy)


def _decide(
    office: OfficeAddress, home: Path, count: int, seconds: int
) -> tuple[list[Told], list[tuple[str, Sequence[object]]]]:
    """What each desk tells, and the statements of one decision."""
    forking = multiprocessing.get_context("fork")  # as they are, with all that is imported
    ready, begin = forking.Barrier(count + 1), forking.Barrier(count + 1)
    pipes = []
    for number in range(count):
        ours, theirs = forking.Pipe(duplex=False)
        job = (office, home / f"desk-{number}", number, ready, begin, seconds, theirs)
        forking.Process(target=_desk, args=job, daemon=True).start()
        theirs.close()
        pipes.append(ours)
    ready.wait()
    with _opened(office, home / "first", own_key=False) as first:
        for waiting in [each for each in desks.desks(first) if each.waits]:
            desks.let_in(first, waiting.fingerprint, REASON, MEMBER)
        with _listening() as statements:
            post = queue.draft(first, queue.ids(first, State.PENDING)[count])
            statements.clear()
            review.approve(first, post.id, post.version.digest, MEMBER)
            heard = list(statements)
    begin.wait()
    return [pipe.recv() for pipe in pipes], heard


def _desk(
    office: OfficeAddress,
    folder: Path,
    number: int,
    ready: Barrier,
    begin: Barrier,
    seconds: int,
    told: Connection,
) -> None:
    """One desk: it approves a post of its own and takes that back, as fast as it can."""
    taken: list[float] = []
    turns: list[float] = []
    busy = 0
    MemoryKeyring.kept.clear()  # each process has its own from here on
    with _opened(office, folder, own_key=True) as desk:
        desks.introduce(desk)
        ready.wait()
        begin.wait()
        post = queue.draft(desk, queue.ids(desk, State.PENDING)[number])
        approved, end = False, time.monotonic() + seconds
        _time_turns(turns)
        before = time.process_time()
        while time.monotonic() < end:
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
    told.send((taken, busy, turns, used))


def _time_turns(turns: list[float]) -> None:
    """Have the engine add how long each turn to write was, from the lock to the end of the commit."""
    writing = PostgresqlEngine.writing

    @contextmanager
    def timed(self: PostgresqlEngine, database: Database) -> Iterator[object]:
        with ExitStack() as stack:
            stack.callback(lambda: turns.append(time.perf_counter() - began))
            transaction = stack.enter_context(writing(self, database))
            began = time.perf_counter()
            yield transaction

    PostgresqlEngine.writing = timed  # type: ignore[method-assign]


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
        there = Event.select().where((Event.id > since) & Event.kind.in_(kinds)).count() - 1
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
    statements: list[tuple[str, Sequence[object]]],
    clients: int,
    seconds: int,
    home: Path,
) -> list[float]:
    script, log = home / "approve.sql", home / "log"
    log.mkdir()
    with server.connected(copy.database) as connection:
        cursor = psycopg.ClientCursor(connection)
        lines = [cursor.mogrify(sql, params) for sql, params in statements]  # type: ignore[arg-type]
    script.write_text(";\n".join(["BEGIN", *map(_next_event, lines), "COMMIT"]) + ";\n", encoding="utf-8")
    command = [
        *(str(_programs() / "pgbench"), "-n", "-c", str(clients), "-j", "2", "-T", str(seconds)),
        *("-f", str(script), "-l", f"--log-prefix={log}/times", "-h", "127.0.0.1", "-p", str(server.port)),
        *("-U", "postgres", copy.database),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    lines = [line for file in log.iterdir() for line in file.read_text().splitlines()]
    return [int(line.split()[2]) / 1e6 for line in lines]


def _next_event(statement: str) -> str:
    """The statement as any client can run it again and again: an event takes the next number."""
    if not statement.startswith('INSERT INTO "event"'):
        return statement
    head, _, rest = statement.partition("VALUES (")
    return f"{head}VALUES ((SELECT MAX(id) + 1 FROM event), {rest.partition(', ')[2]}"


@contextmanager
def _listening() -> Iterator[list[tuple[str, Sequence[object]]]]:
    """What is asked of the database meanwhile, as peewee logs it."""
    heard: list[tuple[str, Sequence[object]]] = []

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
