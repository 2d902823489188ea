"""Columns that write themselves are written as peewee writes them."""

from __future__ import annotations

import pytest
from peewee import Field, Model, Query, SqliteDatabase, fn

from app.models.tables import ChainHead, Draft, Finding, Member, Version


def queries() -> list[Query]:
    again = Version.alias("again")
    of = Version.select(Version.id).where(Version.draft.in_([1, 2]))
    head = ChainHead.insert(id=1, count=2, hash="h", at="t", signature="", public_key="")
    return [
        Draft.select().where((Draft.id == 1) & (Draft.state != "new")).order_by(Draft.id.desc()).limit(1),
        Draft.select(Draft, Version).join(Version, on=(Version.draft == Draft.id) & (Draft.version > 1)),
        Version.select(fn.max(Version.number).alias("most"), Version.draft).group_by(Version.draft),
        Version.select(again.text).join(again, on=(again.draft == Version.draft)),
        Finding.select().where(Finding.run.in_(of), fn.lower(Finding.rule) == "r"),
        Member.update(name=Member.name.concat("!"), active=False).where(Member.id == 4),
        head.on_conflict(conflict_target=[ChainHead.id], update={"count": ChainHead.count + 1}),
        Version.delete().where(Version.draft.in_(Draft.select(Draft.id).where(Draft.kind == "post"))),
    ]


def texts() -> list[object]:
    database = SqliteDatabase(":memory:")
    return [database.get_sql_context().sql(query).query() for query in queries()]


def test_every_query_is_what_peewee_makes_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    own = texts()
    for kind in {type(field) for table in _tables() for field in table._meta.sorted_fields}:
        monkeypatch.setattr(kind, "__sql__", Field.__sql__)
    assert own == texts()
    assert any('"t1"."draft_id"' in str(text) for text in own)


def _tables() -> list[type[Model]]:
    return [Draft, Version, Finding, Member, ChainHead]
