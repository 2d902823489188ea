"""Builds dist/anumodon-<version>-windows-setup.exe and a .zip of the same: `make windows`, on Debian.

Run by Debian's python3 as `build.py PYTHON.zip`, the embeddable Python of python.org for 64-bit Windows, of
the same version as that python3, which compiles the program. It needs the network, for the wheels of the lock
file; the desk needs none. What each file is made of is in README.md beside this one.
"""

from __future__ import annotations

import compileall
import importlib.util
import io
import os
import py_compile
import shutil
import subprocess
import sys
import time
import zipfile
from hashlib import sha256
from pathlib import Path

import pefile
import qt
from parts import (
    LAUNCHERS,
    LOCK,
    PROGRAM,
    PYTHON_FILES,
    ROOT,
    for_windows,
    removals,
    search_path,
    version,
)

OWN = ROOT / "packaging" / "windows"
WORK = ROOT / "build" / "windows"
TREE = WORK / "Anumodon"
LIB = TREE / "lib"
HOST = ROOT / ".venv" / "bin" / "python"  # the checkout's, with the program's wheels for this system
PYTHON = sys.version_info[:2]
_AMD64 = 0x8664
# Debian's texts of the licences of Qt and PySide6, whose wheels have none; the LGPL builds on the GPL.
_DEBIAN_LICENCES = Path("/usr/share/common-licenses")
_QT_LICENCES = ("LGPL-3", "GPL-3")
_MAIN = "import sys\n\nfrom app.main import main\n\nsys.exit(main())\n"
# The console one for commands, the one without for the window.
_LAUNCHERS = {"anumodon": ("t64.exe", "python.exe"), "anumodonw": ("w64.exe", "pythonw.exe")}


def main(python: Path) -> int:
    os.environ["SOURCE_DATE_EPOCH"] = str(_time())
    os.umask(0o022)
    shutil.rmtree(WORK, ignore_errors=True)
    TREE.mkdir(parents=True)
    _python(python)
    _wheels()
    _program()
    _launchers()
    _byte_code()
    for made in (_installer(), _zip()):
        size, digest = made.stat().st_size / 1e6, sha256(made.read_bytes()).hexdigest()
        print(f"{made.relative_to(ROOT)}: {size:.0f} MB, SHA-256 {digest}")
    return 0


def _time() -> int:
    """When what is built was last changed, in seconds since 1970."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if told:
        return int(told)
    asked = ["git", "log", "-1", "--format=%ct"]
    return int(subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def _run(*command: str | Path, **environment: str) -> None:
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, **environment})


def _python(given: Path) -> None:
    """The Python of python.org, unpacked, once it is what this build can use."""
    digest = sha256(given.read_bytes()).hexdigest()
    wanted = os.environ.get("PYTHON_SHA256", digest)
    print(f"{given.name}: SHA-256 {digest}")
    if digest != wanted.lower():
        raise SystemExit("its digest is another than PYTHON_SHA256")
    with zipfile.ZipFile(given) as packed:
        names = set(packed.namelist())
        library = "python{}{}.zip".format(*PYTHON)
        missing = {*PYTHON_FILES, library} - names
        if missing:
            lacking = ", ".join(sorted(missing))
            raise SystemExit(f"no embeddable Python {PYTHON[0]}.{PYTHON[1]}: it lacks {lacking}")
        if any("/" in name or "\\" in name for name in names):
            raise SystemExit("no embeddable Python as python.org packs it: there are folders in it")
        packed.extractall(TREE)
    with pefile.PE(str(TREE / "python.exe"), fast_load=True) as program:
        if program.FILE_HEADER.Machine != _AMD64:
            raise SystemExit("this Python is not for 64-bit Windows on x86 (amd64)")
    with zipfile.ZipFile(TREE / library) as modules:
        if modules.read("os.pyc")[:4] != importlib.util.MAGIC_NUMBER:
            raise SystemExit(f"the byte code of {library} is not that of this system's {sys.version}")
    (TREE / "python{}{}._pth".format(*PYTHON)).write_text(search_path(PYTHON), "ascii")
    (TREE / "LICENSE.txt").rename(TREE / "LICENSE-Python.txt")


def _wheels() -> None:
    """The libraries, from the wheels of the lock, each hash checked; of Qt what is used."""
    wanted = WORK / "requirements.lock"
    wanted.write_text(for_windows(LOCK.read_text("utf-8"), PYTHON), "utf-8")
    _install(wanted, LIB)
    for name in ("bin", "share"):
        shutil.rmtree(LIB / name, ignore_errors=True)
    qt.leave_out_the_rest(LIB / "PySide6")
    for folder in [*LIB.glob("*/tests"), *LIB.glob("numpy/**/tests")]:
        shutil.rmtree(folder, ignore_errors=True)


def _install(lock: Path, into: Path) -> None:
    """Wheels for Windows only; that they fit its Python is asked of the index, not of the Python here."""
    version_, abi = "{}.{}".format(*PYTHON), "cp{}{}".format(*PYTHON)
    pip = (HOST, "-m", "pip", "--disable-pip-version-check", "install", "-q", "--no-compile")
    checked = ("--require-hashes", "--no-deps", "--only-binary", ":all:", "--ignore-requires-python")
    there = ("--platform", "win_amd64", "--python-version", version_, "--implementation", "cp")
    abis = ("--abi", abi, "--abi", "abi3", "--abi", "none")
    _run(*pip, *checked, *there, *abis, "--target", into, "-r", lock)


def _program() -> None:
    """The program beside its resources, as in a checkout, with the rule packs compiled and its icon."""
    program = TREE / "program"
    for name in PROGRAM:
        shutil.copytree(ROOT / name, program / name, ignore=shutil.ignore_patterns("__pycache__"))
    packs = sorted(folder for folder in (program / "resources" / "rulepacks").iterdir() if folder.is_dir())
    _run(HOST, "-B", "-m", "app.checks.text.compile", *packs, "--into", program / "build")
    for kept in (program / "build").glob("*.fingerprint"):
        kept.unlink()  # knows the files by their places on this disk
    icon = TREE / "anumodon.ico"
    _run(HOST, "-B", OWN / "icon.py", icon, QT_QPA_PLATFORM="offscreen", PYTHONPATH=str(ROOT))
    for name in ("LICENSE", "README.md", "README.bn.md", "CHANGELOG.md", "SECURITY.md"):
        shutil.copyfile(ROOT / name, TREE / (name if "." in name else f"{name}.txt"))
    shutil.copytree(ROOT / "docs", TREE / "docs")
    shutil.copyfile(ROOT / "resources" / "THIRD-PARTY.md", TREE / "THIRD-PARTY.md")
    for name in _QT_LICENCES:
        shutil.copyfile(_DEBIAN_LICENCES / name, TREE / f"LICENSE-{name}.txt")


def _launchers() -> None:
    """`anumodon.exe` and `anumodonw.exe`, which start the Python beside them: distlib's, as pip has them."""
    unpacked = WORK / "distlib"
    _install(LAUNCHERS, unpacked)
    licence = next(unpacked.glob("distlib-*.dist-info/**/LICENSE.txt"))
    shutil.copyfile(licence, TREE / "LICENSE-distlib.txt")
    for name, (launcher, python) in _LAUNCHERS.items():
        script = io.BytesIO()
        with zipfile.ZipFile(script, "w") as packed:
            packed.writestr(zipfile.ZipInfo("__main__.py", _date()), _MAIN)
        found = (unpacked / "distlib" / launcher).read_bytes()
        shebang = f"#!<launcher_dir>\\{python}\n".encode("ascii")
        (TREE / f"{name}.exe").write_bytes(found + shebang + script.getvalue())


def _byte_code() -> None:
    """Everything compiled, so that no start waits for it; with names from the program's folder on.

    The code is never compared with its source again: what is installed is replaced as a whole. What cannot
    be compiled is wheels' templates, never run.
    """
    never = py_compile.PycInvalidationMode.UNCHECKED_HASH
    compileall.compile_dir(LIB, maxlevels=30, quiet=2, invalidation_mode=never, stripdir=str(TREE))
    program = TREE / "program"
    if not compileall.compile_dir(program, quiet=1, invalidation_mode=never, stripdir=str(TREE)):
        raise SystemExit("the program could not be compiled")


def _installer() -> Path:
    made = ROOT / "dist" / f"anumodon-{version()}-windows-setup.exe"
    made.parent.mkdir(exist_ok=True)
    orders = WORK / "removals.nsh"
    inside = sorted(TREE.iterdir())
    files = [path.name for path in inside if path.is_file()]
    orders.write_text(removals(files, [path.name for path in inside if path.is_dir()]), "ascii")
    size = sum(path.stat().st_size for path in TREE.rglob("*") if path.is_file()) // 1024
    given = {"VERSION": version(), "TREE": TREE, "REMOVALS": orders, "OUT": made, "OWN": OWN, "SIZE": size}
    for path in TREE.rglob("*"):
        os.utime(path, (_time(), _time()))
    defined = [f"-D{name}={value}" for name, value in given.items()]
    _run("makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *defined, OWN / "installer.nsi")
    return made


def _zip() -> Path:
    """The same files, for who may start no installer: unpacked anywhere, `anumodonw.exe` opens the window."""
    made = ROOT / "dist" / f"anumodon-{version()}-windows.zip"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for file in sorted(path for path in TREE.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(file.relative_to(WORK).as_posix(), _date())
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, file.read_bytes())
    return made


def _date() -> tuple[int, int, int, int, int, int]:
    moment = time.gmtime(_time())
    return moment.tm_year, moment.tm_mon, moment.tm_mday, moment.tm_hour, moment.tm_min, moment.tm_sec


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].strip():
        raise SystemExit("make windows PYTHON=python-3.X.Y-embed-amd64.zip (packaging/windows/README.md)")
    sys.exit(main(Path(sys.argv[1]).expanduser().resolve()))
