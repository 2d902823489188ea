"""The JSON Schemas that editors read agree with the shipped pack and with what the program takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.checks.text.pack import ABOUT, CLASSIFIER, FRAMES
from app.checks.text.rules import RULE_TYPES
from app.paths import resources
from app.services.base.rule_pack import RULEPACK
from tests.helpers.json_schema import problems

PACKS = resources() / "rulepacks"
FILES = sorted((PACKS / RULEPACK).glob("*.yaml"))
SCHEMAS = {ABOUT: "schema-pack.json", FRAMES: "schema-frames.json"}


def _schema(name: str) -> Any:
    return json.loads((PACKS / name).read_text("utf-8"))


CLAUSE_FILE = _schema("schema.json")


def _problems(content: str, schema: Any) -> list[str]:
    return list(problems(yaml.load(content, yaml.CSafeLoader), schema, schema))


@pytest.mark.parametrize(
    "file", [file for file in FILES if file.name != CLASSIFIER], ids=lambda file: file.stem
)
def test_a_shipped_file_is_valid_and_names_its_schema(file: Path) -> None:
    content = file.read_text("utf-8")
    name = SCHEMAS.get(file.name, "schema.json")
    assert content.startswith(f"# yaml-language-server: $schema=../{name}\n")
    assert _problems(content, _schema(name)) == []


def test_every_rule_type_and_its_fields_are_in_the_schema() -> None:
    known = CLAUSE_FILE["$defs"]["rule"]["properties"]
    assert set(known["type"]["enum"]) == RULE_TYPES.keys()
    assert {field for kind in RULE_TYPES.values() for field in kind.fields} <= known.keys()


RULE = """
clause: 10.c
title: {bn: ক, en: A}
rules:
  - id: a.b
    type: terms
    severity: warn
    title: {bn: ক, en: A}
    why: {bn: ক, en: A}
    terms: [ক]
    match: [ক, খ]
    no_match: [গ, ঘ]
"""


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("clause: 10.c", "clause: ten"),
        ("en: A", "fr: A"),
        ("id: a.b", "id: A"),
        ("type: terms", "type: nothing"),
        ("type: terms", "type: pair"),
        ("severity: warn", "severity: bad"),
        ("terms: [ক]", "terms: []"),
        ("terms: [ক]", "term: [ক]"),
        ("terms: [ক]", "terms: [ক]\n    unless: {terms: [ক], within: page}"),
        ("match: [ক, খ]", "match: [ক]"),
    ],
)
def test_a_mistake_is_seen(right: str, wrong: str) -> None:
    assert _problems(RULE, CLAUSE_FILE) == []
    assert _problems(RULE.replace(right, wrong, 1), CLAUSE_FILE) != []
