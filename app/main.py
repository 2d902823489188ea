"""The program's door: what `anumodon` and `python -m app.main` call."""

from __future__ import annotations

import sys

INTERRUPTED = 130


def main(argv: list[str] | None = None) -> int:
    """Run the program and return its exit status (design: Commands)."""
    try:
        # Imported here: Ctrl-C while all the rest is loaded shows nobody a traceback.
        from app.start import run

        return run(argv)
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
