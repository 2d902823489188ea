"""resources/THIRD-PARTY.md names everything that is shipped and was made by others."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "resources" / "THIRD-PARTY.md").read_text("utf-8")
AGAIN = "run packaging/third_party.py"


def rows(heading: str) -> list[list[str]]:
    table = PAGE.partition(f"## {heading}")[2].partition("\n## ")[0]
    lines = [line for line in table.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def test_every_wheel_of_the_lock_is_listed_with_its_licence() -> None:
    lock = (ROOT / "packaging" / "requirements.lock").read_text("utf-8")
    pinned = re.findall(r"^([A-Za-z0-9_.-]+)==([^ \\]+)", lock, re.MULTILINE)
    assert [(name, version) for name, version, *_ in rows("Wheels")] == pinned, AGAIN
    assert [name for name, _, licence, _ in rows("Wheels") if not licence] == []


def test_every_model_and_font_is_listed_with_its_licence_beside_it() -> None:
    resources = ROOT / "resources"
    files = [*resources.rglob("*.onnx"), *resources.rglob("*.ttf")]
    there = {f"`{path.relative_to(resources).as_posix()}`" for path in files}
    listed = rows("Files in resources/")
    assert {path for path, *_ in listed} == there, AGAIN
    for path, _, licence, texts, sha256 in listed:
        assert licence
        assert all((resources / text).is_file() for text in texts.split(", "))
        data = (resources / path.strip("`")).read_bytes()
        assert sha256.strip("`") == hashlib.sha256(data).hexdigest(), AGAIN
