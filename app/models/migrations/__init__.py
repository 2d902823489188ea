"""How a database grows from release to release.

Each migration is one function in a file of its own, known by its name. The names of those a database has been
through are written in it, each in the same transaction as its change, so that a database is never half
upgraded. Frozen once released: a later change is a later migration.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime

from peewee import Database

from app.models.migrations.accounts import accounts
from app.models.migrations.blurring import blurring
from app.models.migrations.clips import clips
from app.models.migrations.desk_requests import desk_requests
from app.models.migrations.desk_settings import desk_settings
from app.models.migrations.desks_at_work import desks_at_work
from app.models.migrations.dismissal_reasons import reasons
from app.models.migrations.draft_counts import draft_counts
from app.models.migrations.draft_kinds import draft_kinds
from app.models.migrations.filter_indexes import filter_indexes
from app.models.migrations.first_schema import first_schema
from app.models.migrations.found_and_counted import found_and_counted
from app.models.migrations.guideline_readers import guideline_readers
from app.models.migrations.hash_pages import hash_pages
from app.models.migrations.image_lookups import image_lookups
from app.models.migrations.images import images
from app.models.migrations.kept_pieces import kept_pieces
from app.models.migrations.kept_tree import kept_tree
from app.models.migrations.last_posts import last_posts
from app.models.migrations.letter_memos import letter_memos
from app.models.migrations.letters import letters
from app.models.migrations.office_rules import office_rules
from app.models.migrations.outdated_runs import outdated
from app.models.migrations.past_posts import past_posts
from app.models.migrations.proposals import proposals
from app.models.migrations.publication_acts import publication_acts
from app.models.migrations.recovery_key import recovery_key
from app.models.migrations.reports import reports
from app.models.migrations.responses import responses
from app.models.migrations.restored_archives import restored_archives
from app.models.migrations.retention import retention
from app.models.migrations.reuse_days import reuse_days
from app.models.migrations.search_beginnings import search_beginnings
from app.models.migrations.signed_events import signed_events
from app.models.migrations.times_looked_up import times_looked_up
from app.models.migrations.unsigned_events import unsigned_events
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema. `name` is what databases remember it by: never changed, never used again."""

    name: str
    apply: Callable[[Database], None]


MIGRATIONS: tuple[Migration, ...] = (
    Migration("first-schema", first_schema),
    Migration("office-rules", office_rules),
    Migration("accounts", accounts),
    Migration("images", images),
    Migration("clips", clips),
    Migration("blurring", blurring),
    Migration("dismissal-reasons", reasons),
    Migration("outdated-runs", outdated),
    Migration("desk-settings", desk_settings),
    Migration("signed-events", signed_events),
    Migration("image-lookups", image_lookups),
    Migration("last-posts", last_posts),
    Migration("draft-counts", draft_counts),
    Migration("proposals", proposals),
    Migration("unsigned-events", unsigned_events),
    Migration("responses", responses),
    Migration("recovery-key", recovery_key),
    Migration("draft-kinds", draft_kinds),
    Migration("reports", reports),
    Migration("past-posts", past_posts),
    Migration("desk-requests", desk_requests),
    Migration("kept-pieces", kept_pieces),
    Migration("letters", letters),
    Migration("publication-acts", publication_acts),
    Migration("kept-tree", kept_tree),
    Migration("retention", retention),
    Migration("reuse-days", reuse_days),
    Migration("times-looked-up", times_looked_up),
    Migration("desks-at-work", desks_at_work),
    Migration("guideline-readers", guideline_readers),
    Migration("found-and-counted", found_and_counted),
    Migration("restored-archives", restored_archives),
    Migration("hash-pages", hash_pages),
    Migration("letter-memos", letter_memos),
    Migration("filter-indexes", filter_indexes),
    Migration("search-beginnings", search_beginnings),
)

# Databases of the first releases knew only how many migrations they had been through: these, in this order.
_COUNTED = tuple(migration.name for migration in MIGRATIONS[:8])

# Made with the first migration that writes into it, so that it is there whatever release a database is of.
_APPLIED = (
    'CREATE TABLE IF NOT EXISTS "applied_migration" ("name" TEXT NOT NULL PRIMARY KEY, "at" TEXT NOT NULL)'
)

_WRITE_DOWN = 'INSERT INTO "applied_migration" ("name", "at") VALUES (?, ?) ON CONFLICT DO NOTHING'


def applied(database: Database) -> frozenset[str]:
    """The names of the migrations a database has been through; empty for a new one."""
    if database.table_exists("applied_migration"):
        rows = database.execute_sql('SELECT name FROM "applied_migration"').fetchall()
        return frozenset(name for (name,) in rows)
    if not database.table_exists("schema_version"):
        return frozenset()
    row = database.execute_sql('SELECT version FROM "schema_version"').fetchone()
    return frozenset(_COUNTED[: row[0]]) if row else frozenset()


def migrate(database: Database, migration: Migration) -> None:
    """Apply a migration and write its name down, unless another process was quicker.

    Call inside a transaction that nobody else can look into.
    """
    done = applied(database)
    if migration.name in done:
        return
    at = datetime.now(UTC).isoformat()
    migration.apply(database)
    database.execute_sql(_APPLIED)
    for name in (*(known for known in _COUNTED if known in done), migration.name):
        database.execute_sql(_WRITE_DOWN, (name, at))
    # The first releases look at this number, and refuse a database that is newer than they are.
    database.execute_sql('DELETE FROM "schema_version"')
    database.execute_sql('INSERT INTO "schema_version" VALUES (1, ?)', (len(done) + 1,))


def known(look: sqlite3.Connection) -> tuple[frozenset[str], list[str]]:
    """The migrations a database has been through, and those of them that this release does not know, sorted.

    Where there is one of these, the database is of a newer release.
    """
    tables = {name for (name,) in look.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "applied_migration" in tables:
        done = {name for (name,) in look.execute("SELECT name FROM applied_migration")}
        return frozenset(done), sorted(map(str, done - {migration.name for migration in MIGRATIONS}))
    if "schema_version" not in tables:
        return frozenset(), []
    row = look.execute("SELECT version FROM schema_version").fetchone()
    version = row[0] if row else 0
    return frozenset(_COUNTED[:version]), [str(version)] if version > len(_COUNTED) else []
