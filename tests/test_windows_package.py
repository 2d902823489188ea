"""What `make windows` would put into the installer, without building it, which takes minutes."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / "packaging" / "windows"
LANGUAGES = ("BENGALI", "ENGLISH")


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(OWN))
    return importlib.import_module("parts")


@pytest.fixture
def script() -> str:
    return (OWN / "installer.nsi").read_text("utf-8")


def test_it_brings_the_parts_of_qt_that_the_program_imports_on_windows(parts: ModuleType) -> None:
    code = "\n".join(file.read_text("utf-8") for file in (ROOT / "app").rglob("*.py"))
    imported = set(re.findall(r"^\s*from PySide6\.(Qt\w+) import", code, re.MULTILINE))
    assert set(parts.QT_MODULES) | parts.NOT_ON_WINDOWS == imported
    assert not set(parts.QT_MODULES) & parts.NOT_ON_WINDOWS


def test_the_lock_is_read_as_windows_would(parts: ModuleType) -> None:
    lock = (
        "jeepney==0.9 ; sys_platform == 'linux' \\\n    --hash=sha256:aa\n    # via keyring\n"
        "numpy==1.0 ; python_full_version < '3.12' \\\n    --hash=sha256:bb\n"
        "numpy==2.0 ; python_full_version >= '3.12' \\\n    --hash=sha256:cc\n"
        "pywin32-ctypes==0.2 ; sys_platform == 'win32' \\\n    --hash=sha256:dd\n"
        "setuptools==84 \\\n    --hash=sha256:ee\n"
    )
    wanted = parts.for_windows(lock, (3, 13))
    assert re.findall(r"^\S+==\S+", wanted, re.MULTILINE) == ["numpy==2.0", "pywin32-ctypes==0.2"]
    assert re.findall(r"sha256:(\w+)", wanted) == ["cc", "dd"]
    assert ";" not in wanted, "pip would judge by the system it builds on"


def test_the_lock_has_what_only_windows_needs(parts: ModuleType) -> None:
    pinned = set(
        re.findall(r"^(\S+)==", parts.for_windows(parts.LOCK.read_text("utf-8"), (3, 13)), re.MULTILINE)
    )
    assert {"pywin32-ctypes", "tzdata", "pyside6-essentials"} < pinned
    assert not {"jeepney", "secretstorage", "setuptools"} & pinned


def test_it_removes_by_name_alone(parts: ModuleType, script: str) -> None:
    """Whatever else lies in the program's folder, or anywhere, is somebody's own."""
    orders = parts.removals(["python.exe", "a.dll"], ["lib", "program"])
    assert orders.splitlines() == [
        'Delete "$INSTDIR\\a.dll"',
        'Delete "$INSTDIR\\python.exe"',
        'RMDir /r "$INSTDIR\\lib"',
        'RMDir /r "$INSTDIR\\program"',
    ]
    assert "RMDir /r" not in script
    assert 'StrCpy $INSTDIR "$LOCALAPPDATA\\Programs\\Anumodon"' in script, "/D= names no other folder"


def test_python_looks_nowhere_but_in_the_program(parts: ModuleType) -> None:
    assert parts.search_path((3, 13)).split() == ["python313.zip", ".", "lib", "program"]


def test_the_installer_speaks_both_languages(script: str) -> None:
    said = {language: set[str]() for language in LANGUAGES}
    for name, language in re.findall(r"^LangString (\w+) \$\{LANG_(\w+)\}", script, re.MULTILINE):
        said[language].add(name)
    assert said["BENGALI"] == said["ENGLISH"]
    assert said["ENGLISH"] >= set(re.findall(r"\$\(([A-Z_]+)\)", script))
    translated = (OWN / "Bengali.nlf").read_text("utf-8-sig").splitlines()
    assert translated[translated.index("# Language ID") + 1] == "2117", "Bangla of Bangladesh"
    labels = [at for at, line in enumerate(translated) if line.startswith("# ^")]
    untold = [translated[at] for at in labels if not _told(translated[at + 1])]
    assert untold == ["# ^Branding", "# ^UnDirSubText"]


def _told(line: str) -> bool:
    return bool(re.search("[\u0980-\u09ff]", line))


@pytest.fixture(autouse=True)
def _forget_modules() -> Iterator[None]:
    """`parts` is a name that others may have too."""
    yield
    for name in ("parts", "qt"):
        sys.modules.pop(name, None)
