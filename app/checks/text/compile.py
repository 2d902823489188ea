"""Compiles rule packs for fast loading: `python -m app.checks.text.compile FOLDER… --into FOLDER`.

Run when the program is set up or built, so that nobody waits for it at a first start. A pack that is compiled
already is left as it is. Exit status 1 where a pack has mistakes, which are printed as file:line:column.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from app.checks.text.pack import PackError, load_pack
from app.checks.text.pack_files import compiled_path, fingerprint_path, keep_fingerprint


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m app.checks.text.compile")
    parser.add_argument("packs", nargs="+", type=Path)
    parser.add_argument("--into", type=Path, required=True)
    options = parser.parse_args(arguments)
    options.into.mkdir(parents=True, exist_ok=True)
    wrong = 0
    for folder in options.packs:
        try:
            compiled = compiled_path(folder, options.into)
            load_pack(folder, compiled)
            keep_fingerprint(folder, fingerprint_path(compiled))
        except PackError as error:
            wrong = 1
            sys.stderr.write(f"{error}\n")
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
