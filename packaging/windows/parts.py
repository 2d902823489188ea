"""What the Windows package holds of the checkout, of the wheels and of Qt.

Plain lists and pure functions, apart from the building, so that a test can look at them.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ("app", "resources")  # folders of the checkout that are taken whole, but for what Python compiled
LOCK = ROOT / "packaging" / "requirements.lock"
LAUNCHERS = ROOT / "packaging" / "requirements-windows.lock"  # distlib, for its launchers alone
# Build tools that the lock has for `pip install -e .`; a desk builds nothing.
NOT_WANTED = frozenset({"setuptools"})

# Of PySide6 the package takes only what the program imports on Windows. A test compares the two.
QT_MODULES = ("QtCore", "QtGui", "QtNetwork", "QtPrintSupport", "QtSvg", "QtWidgets")
NOT_ON_WINDOWS = frozenset({"QtDBus"})
QT_PYTHON = ("__init__.py", "_config.py", "_git_pyside_version.py", "py.typed")
# The desktop and none at all; what else these and the modules need is found in their lists of imports.
QT_PLUGINS = (
    "iconengines/qsvgicon.dll",
    "imageformats/qjpeg.dll",
    "imageformats/qsvg.dll",
    "imageformats/qwebp.dll",
    "platforms/qoffscreen.dll",
    "platforms/qwindows.dll",
)
# What a Python of python.org for embedding must have: else the file given is another one.
PYTHON_FILES = ("python.exe", "pythonw.exe", "python3.dll", "vcruntime140.dll", "LICENSE.txt")


def version() -> str:
    """The program's version, as `pyproject.toml` has it."""
    about = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return str(about["project"]["version"])


def for_windows(lock: str, python: tuple[int, int]) -> str:
    """The packages of a lock file that Windows needs with that Python, without their conditions.

    pip judges conditions by the system it runs on, which here is another one.
    """
    there = {
        "implementation_name": "cpython",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "platform_system": "Windows",
        "python_full_version": "{}.{}.0".format(*python),
        "python_version": "{}.{}".format(*python),
        "sys_platform": "win32",
    }
    wanted = []
    for pinned in re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE):
        head, line_end, hashes = pinned.partition("\\")
        name, _, when = head.partition(";")
        if "==" not in name or name.partition("==")[0] in NOT_WANTED:
            continue
        if not when.strip() or Marker(when).evaluate(there):
            wanted.append(f"{name.strip()} {line_end}{hashes}")
    return "".join(wanted)


def search_path(python: tuple[int, int]) -> str:
    """The file `python3X._pth`, by which Python looks nowhere else: no variable, no registry."""
    return "\n".join(("python{}{}.zip".format(*python), ".", "lib", "program", ""))


def removals(names: list[str], folders: list[str]) -> str:
    """NSIS's orders to remove what stands in the program's folder, by name and nothing else."""
    lines = [f'Delete "$INSTDIR\\{name}"' for name in sorted(names)]
    lines += [f'RMDir /r "$INSTDIR\\{name}"' for name in sorted(folders)]
    return "\n".join(lines) + "\n"
