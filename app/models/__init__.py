"""The tables, and the store they are kept in.

Here peewee is imported for the first time, and without the driver for PostgreSQL, which it would import by
itself wherever that is installed: 120 ms of every start, for offices with a shared database alone.
`engines.postgresql_driver` imports it for them.
"""

from __future__ import annotations

import sys

if "peewee" not in sys.modules and "psycopg" not in sys.modules:
    sys.modules["psycopg"] = None  # type: ignore[assignment]  # so that importing it fails
    try:
        import peewee  # noqa: F401 -- for all who import it later
    finally:
        del sys.modules["psycopg"]
