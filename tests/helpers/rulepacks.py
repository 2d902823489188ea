"""Small rule packs written to disk, loaded through the same door as the shipped one."""

from __future__ import annotations

from pathlib import Path

from app.checks.text.engine import check_text
from app.checks.text.pack import RulePack, load_pack
from app.checks.types import Finding, PostFacts, Severity

ABOUT = """\
version: "9.1"
title: {bn: পরীক্ষার প্যাক, en: Pack for tests}
source: written by a test
"""
HEAD = """\
clause: 10.c
title: {bn: রাজনীতি, en: Politics}
"""
# What every rule has and few tests care about.
COMMON = """\
severity: block
title: {bn: শিরোনাম, en: Title}
why: {bn: কারণ, en: Reason}
"""


def write_pack(folder: Path, **files: str) -> Path:
    """A pack's folder: `pack.yaml` and a file for each name."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(ABOUT, encoding="utf-8")
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    return folder


def rule_text(
    fields: str, match: list[str], no_match: list[str], common: str = COMMON, rule_id: str = "test.rule"
) -> str:
    """One entry of `rules`. An example that begins with a brace is a mapping."""
    lines = [f"id: {rule_id}", *fields.strip().splitlines(), *common.splitlines()]
    lines += [f"match: {_flow(match)}", f"no_match: {_flow(no_match)}"]
    return "  - " + "\n    ".join(line.strip() for line in lines) + "\n"


def one_rule(
    folder: Path, fields: str, match: list[str], no_match: list[str], lists: str = "", common: str = COMMON
) -> RulePack:
    """A loaded pack of one rule."""
    content = f"{HEAD}{lists}rules:\n{rule_text(fields, match, no_match, common)}"
    return load_pack(write_pack(folder / "pack", rule=content))


def alarms(post: str, pack: RulePack, facts: PostFacts | None = None) -> list[Finding]:
    """What the whole check warns of or blocks; its notes left out."""
    findings = check_text(post, facts or PostFacts(), pack).findings
    return [finding for finding in findings if finding.severity is not Severity.NOTE]


def spotted(pack: RulePack, text: str, facts: PostFacts | None = None) -> list[str]:
    """The typed words of every finding, proven to be the slice the finding names."""
    findings = check_text(text, facts or PostFacts(), pack).findings
    for finding in findings:
        assert finding.start is None or text[finding.start : finding.end] == finding.text
    return [finding.text or "" for finding in findings]


def _flow(examples: list[str]) -> str:
    return "[" + ", ".join(one if one.startswith("{") else f'"{one}"' for one in examples) + "]"
