"""A check of values against a JSON Schema, for the keywords that the rule packs' schemas use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
}
KEYWORDS = {
    *("$schema", "$defs", "$ref", "title", "description", "type", "enum", "const", "minLength", "pattern"),
    *("minimum", "minItems", "items", "properties", "required", "additionalProperties"),
    *("anyOf", "allOf", "if", "then"),
}


def problems(value: Any, schema: Any, root: Any, place: str = "") -> Iterator[str]:
    """What is wrong with a value, each with its place (`rules/3/severity`). `root` has the `$defs`.

    Raises `ValueError` for a keyword this does not know.
    """
    if isinstance(schema, bool):
        if not schema:
            yield f"{place}: not allowed"
        return
    if unknown := schema.keys() - KEYWORDS:
        raise ValueError(f"unknown keywords: {unknown}")
    if "$ref" in schema:
        yield from problems(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, place)
    kinds = _TYPES.get(schema.get("type", ""))
    if kinds and (not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds)):
        yield f"{place}: {value!r} is no {schema['type']}"
        return
    if value not in schema.get("enum", [value]) or value != schema.get("const", value):
        yield f"{place}: {value!r} is not one of the choices"
    for one in schema.get("allOf", ()):
        yield from problems(value, one, root, place)
    if "anyOf" in schema and all(any(problems(value, one, root, place)) for one in schema["anyOf"]):
        yield f"{place}: {value!r} is none of what it may be"
    if "if" in schema and not any(problems(value, schema["if"], root, place)):
        yield from problems(value, schema["then"], root, place)
    yield from _inside(value, schema, root, place)


def _inside(value: Any, schema: Any, root: Any, place: str) -> Iterator[str]:
    if isinstance(value, str):
        if len(value) < schema.get("minLength", 0) or not re.search(schema.get("pattern", ""), value):
            yield f"{place}: {value!r} is not of the form asked for"
    elif isinstance(value, int):
        if value < schema.get("minimum", value):
            yield f"{place}: {value} is too small"
    elif isinstance(value, list):
        if len(value) < schema.get("minItems", 0):
            yield f"{place}: too few"
        for number, item in enumerate(value):
            yield from problems(item, schema.get("items", True), root, f"{place}/{number}")
    elif isinstance(value, dict):
        yield from (f"{place}: {name} is missing" for name in schema.get("required", ()) if name not in value)
        known, others = schema.get("properties", {}), schema.get("additionalProperties", True)
        for name, item in value.items():
            yield from problems(item, known.get(name, others), root, f"{place}/{name}")
