"""How a database grows from release to release.

Each migration is one function in a file of its own; its number is its place in `MIGRATIONS`. The number
is written in the same transaction as the change, so a database is never half upgraded.
"""

from __future__ import annotations

from collections.abc import Callable

from peewee import Database

from app.models.migrations.m0001_first_schema import first_schema
from app.models.migrations.m0002_office_rules import office_rules
from app.models.migrations.m0003_accounts import accounts
from app.models.migrations.m0004_images import images
from app.models.migrations.m0005_clips import clips
from app.models.migrations.m0006_blurring import blurring
from app.models.migrations.m0008_reasons import reasons
from app.models.migrations.m0009_outdated import outdated

MIGRATIONS: tuple[Callable[[Database], None], ...] = (
    first_schema,
    office_rules,
    accounts,
    images,
    clips,
    blurring,
    reasons,
    outdated,
)
