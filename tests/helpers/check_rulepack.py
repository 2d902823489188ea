"""Loads the shipped rule pack, runs its examples alone and through the whole check; prints each mistake
as path:line:column, and each spelling that the pack has newly lost.

Alone they were run when the pack was compiled: one compiled from these files by this code is taken as it is.
"""

from __future__ import annotations

import sys

from app.checks.text.pack import PackError, load_pack
from app.checks.text.pack_files import compiled_path
from app.paths import built, resources
from tests.helpers.lost_spellings import known_apart, lost_spellings
from tests.helpers.whole_check import unlike


def main() -> int:
    wrong = 0
    for folder in sorted((resources() / "rulepacks").iterdir()):
        if not folder.is_dir():
            continue
        try:
            pack = load_pack(folder, compiled_path(folder, built()))
        except PackError as error:
            wrong = 1
            print("\n".join(str(mistake) for mistake in error.mistakes))
        else:
            told = [str(one) for one in (*unlike(pack, folder), *lost_spellings(pack, known_apart()))]
            if told:
                wrong = 1
                print("\n".join(told))
            else:
                print(f"Rule pack {pack.version}: {len(pack.rules)} rules, every example as it should be.")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
