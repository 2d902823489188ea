"""What the desks of an office on a server may do there, by the server itself. Given when the tables are made.

Every desk's role is a member of the group `<database>_desks`. What is recorded is added and never removed by
it; what is never changed either is listed here, with the few columns that may be.
"""

from __future__ import annotations

from peewee import Database

# The tables to which rows are only added: of some, what a later step says of a row may be filled in.
ADDED_TO: dict[str, tuple[str, ...]] = {
    "event": (),
    "version": ("author_member_id",),
    "attachment": (),
    "check_run": (),
    "finding": (),
    "answer": (),
    "decision": ("void_at", "void_reason"),
    "publication": (),
    "rotation": (),
    "rotation_step": (),
    "checklist_entry": (),
    "snooze": (),
    "kept_piece": (),
    "retention_rule": (),
    "retention_step": (),
    "disposal_answer": (),
}
_LOOKED_AT = frozenset({"schema_version", "applied_migration"})


def group_of(database: str) -> str:
    """The name of the group of an office's desks."""
    return f"{database}_desks"


def give_rights(database: Database, name: str) -> None:
    """Let the desks of the database `name` do what they need and no more, where their group is there.

    Call as the owner, inside a transaction.
    """
    from app.models.search import SEARCHES
    from app.models.tables import RECORDED, TABLES  # they know their engines

    group = group_of(name)
    if database.execute_sql("SELECT 1 FROM pg_roles WHERE rolname = %s", (group,)).fetchone() is None:
        return
    to = f'"{group}"'

    def run(statement: str) -> None:
        database.execute_sql(statement)

    recorded = {table._meta.table_name for table in RECORDED}
    run(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {to}")
    run(f"GRANT USAGE ON SCHEMA public TO {to}")
    run(f"GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {to}")
    run(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {to}")
    for table in sorted({*(table._meta.table_name for table in TABLES), *SEARCHES} - _LOOKED_AT):
        if table in ADDED_TO:
            columns = ", ".join(f'"{column}"' for column in ADDED_TO[table])
            rights = f"INSERT, UPDATE ({columns})" if columns else "INSERT"
        else:
            rights = "INSERT, UPDATE" if table in recorded else "INSERT, UPDATE, DELETE"
        run(f'GRANT {rights} ON "{table}" TO {to}')
