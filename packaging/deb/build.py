"""Builds dist/anumodon_<version>_amd64.deb, for the Debian release that it runs on: what `make deb` does.

Run by Debian's own python3, since that is what runs the program on the desk. It needs the network, for the
wheels of the lock file; the desk that the package is installed on needs none. Two builds of one commit on one
release of Debian give the same bytes: times are SOURCE_DATE_EPOCH, by default that of the commit.
"""

from __future__ import annotations

import compileall
import gzip
import os
import py_compile
import re
import shutil
import subprocess
import sys
import venv
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import md5
from pathlib import Path

import qt
from contents import HERE, LOCK, NOT_WANTED, PROGRAM, ROOT, control, version
from copyright import copyright_file

OWN = ROOT / "packaging" / "deb"
WORK = ROOT / "build" / "deb"
TREE = WORK / "tree"
PYTHON = sys.version_info[:2]
NAME = "python{}.{}".format(*PYTHON)
SITE = TREE / HERE / "lib" / NAME / "site-packages"
SIDES = (16, 24, 32, 48, 64, 128, 256)  # of the icons, in pixels


def main() -> int:
    os.environ["SOURCE_DATE_EPOCH"] = str(_time())
    os.umask(0o022)
    shutil.rmtree(TREE, ignore_errors=True)
    _environment()
    _program()
    _desktop()
    _documents()
    _byte_code()
    made = _pack()
    print(f"{made.relative_to(ROOT)}: {made.stat().st_size / 1e6:.0f} MB")
    return 0


def _time() -> int:
    """When what is built was last changed, in seconds since 1970."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if told:
        return int(told)
    asked = ["git", "log", "-1", "--format=%ct"]
    git = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True)
    newest = max(file.stat().st_mtime for name in PROGRAM for file in (ROOT / name).rglob("*"))
    return int(git.stdout) if git.returncode == 0 else int(newest)


def _run(*command: str | Path, **environment: str) -> None:
    subprocess.run(command, check=True, cwd=WORK, env={**os.environ, **environment})


def _environment() -> None:
    """A Python environment of the program's own, with the wheels of the lock, each hash checked."""
    bin_folder = TREE / HERE / "bin"
    bin_folder.mkdir(parents=True)
    SITE.mkdir(parents=True)
    (TREE / HERE / "pyvenv.cfg").write_text("home = /usr/bin\ninclude-system-site-packages = false\n")
    python = bin_folder / "python3"
    python.symlink_to(f"/usr/bin/{NAME}")
    tools = WORK / "tools"
    if not (tools / "bin" / "pip").exists():
        venv.create(tools, with_pip=True)
    # Wheels only: what is built from source here would be another's on another machine.
    wanted = WORK / "requirements.lock"
    wanted.write_text(_without(LOCK.read_text("utf-8"), NOT_WANTED), "utf-8")
    pip = (tools / "bin" / "pip", "--python", python, "--disable-pip-version-check", "install", "-q")
    _run(*pip, "--require-hashes", "--no-deps", "--only-binary", ":all:", "--no-compile", "-r", wanted)
    for script in set(bin_folder.iterdir()) - {python}:
        script.unlink()
    qt.leave_out_the_rest(SITE / "PySide6")
    for folder in [*SITE.glob("*/tests"), *SITE.glob("numpy/**/tests")]:
        shutil.rmtree(folder, ignore_errors=True)
    (SITE / "anumodon.pth").write_text("../../../program\n")
    # Debian's own reader of text in images is taken where IT installed it; nothing else from there.
    (SITE / "tesserocr").symlink_to("/usr/lib/python3/dist-packages/tesserocr")


def _without(lock: str, names: frozenset[str]) -> str:
    """The lock file without some of its packages."""
    pinned = re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)
    return "".join(one for one in pinned if one.partition("==")[0] not in names)


def _program() -> None:
    """The program beside its resources, as in a checkout, with the rule packs compiled."""
    program = TREE / HERE / "program"
    for name in PROGRAM:
        shutil.copytree(ROOT / name, program / name, ignore=shutil.ignore_patterns("__pycache__"))
    python = TREE / HERE / "bin" / "python3"
    packs = sorted(folder for folder in (program / "resources" / "rulepacks").iterdir() if folder.is_dir())
    _run(python, "-I", "-B", "-m", "app.checks.text.compile", *packs, "--into", program / "build")
    for kept in (program / "build").glob("*.fingerprint"):
        kept.unlink()  # knows the files by their places on this disk
    _install(OWN / "anumodon", "usr/bin/anumodon", 0o755)


def _desktop() -> None:
    """What a desktop finds the program by."""
    icons = TREE / "usr/share/icons/hicolor"
    for side in SIDES:
        (icons / f"{side}x{side}" / "apps").mkdir(parents=True)
    python = TREE / HERE / "bin" / "python3"
    _run(python, "-I", "-B", OWN / "icons.py", icons, *map(str, SIDES), QT_QPA_PLATFORM="offscreen")
    _install(OWN / "anumodon.desktop", "usr/share/applications/anumodon.desktop")
    _install(OWN / "anumodon.metainfo.xml", "usr/share/metainfo/anumodon.metainfo.xml")


def _documents() -> None:
    documents = "usr/share/doc/anumodon"
    when = format_datetime(datetime.fromtimestamp(_time(), UTC))
    entry = f"anumodon ({version()}) stable; urgency=medium\n\n  * See CHANGELOG.md.gz beside this file.\n"
    _compressed(f"{documents}/changelog.gz", f"{entry}\n -- {_maintainer()}  {when}\n".encode())
    for name in ("CHANGELOG.md", "README.md", "README.bn.md", "SECURITY.md"):
        _compressed(f"{documents}/{name}.gz", (ROOT / name).read_bytes())
    for document in sorted((ROOT / "docs").glob("*.md")):
        _compressed(f"{documents}/docs/{document.name}.gz", document.read_bytes())
    _compressed("usr/share/man/man1/anumodon.1.gz", (OWN / "anumodon.1").read_bytes())
    (TREE / documents / "copyright").write_text(copyright_file(), "utf-8")
    _install(OWN / "lintian-overrides", "usr/share/lintian/overrides/anumodon")


def _byte_code() -> None:
    """Everything compiled, so that no start waits for it; whoever starts it could not write it here.

    The code is never compared with its source again: nobody changes what dpkg installed, and comparing by
    time would tie it to the times of these files. What cannot be compiled is wheels' templates, never run.
    """
    never = py_compile.PycInvalidationMode.UNCHECKED_HASH
    where = {"stripdir": str(TREE), "prependdir": "/"}
    compileall.compile_dir(TREE / HERE / "lib", maxlevels=30, quiet=2, invalidation_mode=never, **where)
    if not compileall.compile_dir(TREE / HERE / "program", quiet=1, invalidation_mode=never, **where):
        raise SystemExit("the program could not be compiled")


def _pack() -> Path:
    python = TREE / HERE / "bin" / "python3"
    python.unlink()
    python.symlink_to(f"../../../bin/{NAME}")
    everything = [TREE, *TREE.rglob("*")]
    for path in everything:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == TREE / "usr/bin/anumodon" else 0o644)
    files = sorted(path for path in everything if path.is_file() and not path.is_symlink())
    about = TREE / "DEBIAN"
    about.mkdir()
    size = sum(-(-path.stat().st_size // 1024) for path in files)
    (about / "control").write_text(control(PYTHON, _maintainer(), size), "utf-8")
    sums = (f"{md5(file.read_bytes()).hexdigest()}  {file.relative_to(TREE)}\n" for file in files)  # noqa: S324 -- Debian's format, no secret
    (about / "md5sums").write_text("".join(sums), "utf-8")
    made = ROOT / "dist" / f"anumodon_{version()}_amd64.deb"
    made.parent.mkdir(exist_ok=True)
    _run("dpkg-deb", "--root-owner-group", "-Zxz", "--build", TREE, made)
    return made


def _maintainer() -> str:
    """Who answers for the package, by the variables that Debian's tools know."""
    name = os.environ.get("DEBFULLNAME", "Anumodon")
    return f"{name} <{os.environ.get('DEBEMAIL', 'anumodon@example.org')}>"


def _install(file: Path, where: str, mode: int = 0o644) -> None:
    target = TREE / where
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, target)
    target.chmod(mode)


def _compressed(where: str, content: bytes) -> None:
    target = TREE / where
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(content, mtime=0))


if __name__ == "__main__":
    sys.exit(main())
