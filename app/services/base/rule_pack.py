"""The rule pack the program ships."""

from __future__ import annotations

import contextlib
from pathlib import Path

from app.checks.text.pack_files import compiled_path
from app.checks.text.pack_holder import PackHolder
from app.paths import built, cache_folder, resources

RULEPACK = "2026.1"
RULEPACK_CACHE = "rulepack.compiled"


def rule_pack() -> PackHolder:
    """The shipped rule pack, also for commands that need no data folder.

    It was compiled when the program was set up; one that changed since is kept in the user's cache folder.
    """
    folder = resources() / "rulepacks" / RULEPACK
    return PackHolder(folder, _cache_file, compiled_path(folder, built()))


def _cache_file() -> Path:
    cache = cache_folder()
    with contextlib.suppress(OSError):  # a pack loads without its cache too, only slower
        cache.mkdir(mode=0o700, parents=True, exist_ok=True)
    return cache / RULEPACK_CACHE
