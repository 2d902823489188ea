"""The rule pack the program ships."""

from __future__ import annotations

from app.checks.text.pack_files import compiled_path
from app.checks.text.pack_holder import PackHolder
from app.paths import built, resources

RULEPACK = "2026.1"


def rule_pack() -> PackHolder:
    """The shipped rule pack, also for commands that need no data folder.

    It was compiled when the program was set up. One that changed since is compiled into the same place, or
    loads slowly where that cannot be written: in a user's folder another program could silence a rule.
    """
    folder = resources() / "rulepacks" / RULEPACK
    return PackHolder(folder, compiled_path(folder, built()))
