"""What the Debian package holds of the checkout and of Qt, and what it asks of the desk's Debian.

Plain lists and the text of the control file, apart from the building, so that a test can look at them.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = "usr/lib/anumodon"  # the program with a Python environment of its own, from the root of the disk
PROGRAM = ("app", "resources")  # folders of the checkout that are taken whole, but for what Python compiled
LOCK = ROOT / "packaging" / "requirements.lock"
# Build tools that the lock has for `pip install -e .`; a desk builds nothing.
NOT_WANTED = frozenset({"setuptools"})

# Of PySide6 the package takes only what the program imports. A test compares this with the imports.
QT_MODULES = ("QtCore", "QtDBus", "QtGui", "QtNetwork", "QtPrintSupport", "QtSvg", "QtWidgets")
QT_PYTHON = ("__init__.py", "_config.py", "_git_pyside_version.py", "py.typed")
# X11, Wayland and no display at all; typing Bangla by IBus; GTK's and the portal's dialogs; printers. The
# libraries that these and the modules need are found by `readelf`.
QT_PLUGINS = (
    "iconengines/libqsvgicon.so",
    "imageformats/libqjpeg.so",
    "imageformats/libqsvg.so",
    "imageformats/libqwebp.so",
    "platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    "platforminputcontexts/libibusplatforminputcontextplugin.so",
    "platforms/libqoffscreen.so",
    "platforms/libqwayland.so",
    "platforms/libqxcb.so",
    "platformthemes/libqgtk3.so",
    "platformthemes/libqxdgdesktopportal.so",
    "printsupport/libcupsprintersupport.so",
    "wayland-decoration-client/libbradient.so",
    "wayland-graphics-integration-client/libqt-plugin-wayland-egl.so",
    "wayland-shell-integration/libxdg-shell.so",
    "xcbglintegrations/libqxcb-egl-integration.so",
    "xcbglintegrations/libqxcb-glx-integration.so",
)

# For setting up a checkout only: the package brings its environment with it.
_SET_UP = frozenset({"python3", "python3-venv"})
# The C and C++ libraries that every wheel is built against (manylinux_2_28); any Debian with Python has them.
_ALWAYS = ("libc6 (>= 2.28)", "libgcc-s1", "libstdc++6", "zlib1g")
_ABOUT = """\
Offline approval of a government office's social-media posts
 Anumodon is the desktop workstation on which a Bangladesh government office
 approves its social-media posts under the 2019 guideline. It works with no
 network at all: drafts are checked, a named person answers what was noticed
 and decides, and every step goes into a signed record.
 .
 Its Python libraries and Qt come with it, each checked against its hash when
 the package was built. Data folders of offices are made by the program in the
 homes of its users; installing, upgrading, removing or purging this package
 never touches them.
"""


def version() -> str:
    """The program's version, as `pyproject.toml` has it."""
    about = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return str(about["project"]["version"])


def listed(name: str) -> list[str]:
    """The Debian packages that `packaging/<name>` names."""
    lines = (ROOT / "packaging" / name).read_text("utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def depends(python: tuple[int, int]) -> list[str]:
    """What the package cannot do without, on a Debian whose Python is of that version."""
    major, minor = python
    libraries = [name for name in listed("debian-run.txt") if name not in _SET_UP]
    ours = [f"python3 (>= {major}.{minor})", f"python3 (<< {major}.{minor + 1})"]
    return [*ours, *_ALWAYS, *libraries]


def control(python: tuple[int, int], maintainer: str, size: int) -> str:
    """The control file; `size` is that of the installed files in KiB."""
    fields = {
        "Package": "anumodon",
        "Version": version(),
        "Architecture": "amd64",
        "Maintainer": maintainer,
        "Installed-Size": str(size),
        "Depends": ", ".join(depends(python)),
        "Recommends": "gnome-keyring",
        "Suggests": ", ".join(["python3-tesserocr", *listed("debian-ocr.txt")]),
        "Section": "misc",
        "Priority": "optional",
        "Description": _ABOUT.rstrip("\n"),
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())
