"""The package's copyright file: the program's licence, and those of what others made, from THIRD-PARTY.md."""

from __future__ import annotations

from contents import HERE, NOT_WANTED, ROOT

_HEAD = f"""\
Anumodon, the offline approval workstation for a government office's
social-media posts, is under the Apache License, Version 2.0, whose text is in
/usr/share/common-licenses/Apache-2.0 on a Debian system.

What others made and this package brings, with its licence, follows. Wheels are
taken unchanged from the Python Package Index, each checked against the hash in
the program's lock file; of PySide6 (Qt for Python), the modules that the program
does not use are left out, and so are some wheels' own tests. Qt and PySide6 are
used under the LGPL: their libraries are files of their own in
/{HERE}/lib/python3.*/site-packages/PySide6
and may be replaced. The text of a wheel's licence lies in its folder .dist-info
beside it; GPL and LGPL are in /usr/share/common-licenses too. The sources of Qt and
PySide6 are at https://download.qt.io/official_releases/, those of each other wheel on
the index's page of that name and version. Files that the list gives
without a folder lie in /{HERE}/program/resources.
"""


def copyright_file() -> str:
    """The whole file. Raises `ValueError` where THIRD-PARTY.md is not what `third_party.py` writes."""
    page = (ROOT / "resources" / "THIRD-PARTY.md").read_text("utf-8")
    wheels, files = (_rows(page, heading) for heading in ("## Wheels", "## Files in resources/"))
    if not wheels or not files:
        raise ValueError("resources/THIRD-PARTY.md has other headings than before")
    lines = [
        f"{name} {version}: {licence}" + (f" (only where {when})" if when else "")
        for name, version, licence, when in wheels
        if name not in NOT_WANTED
    ]
    lines.append("")
    lines += [
        f"{path.strip('`')} ({what}): {licence}, text in {text}" for path, what, licence, text, _ in files
    ]
    return _HEAD + "\n" + "\n".join(lines) + "\n"


def _rows(page: str, heading: str) -> list[list[str]]:
    """The cells of the table below a heading, without its head."""
    table = page.partition(f"{heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in table.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]
