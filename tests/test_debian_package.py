"""What `make deb` would put into the Debian package, without building it, which takes minutes."""

from __future__ import annotations

import configparser
import importlib
import re
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import PySide6
import pytest

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / "packaging" / "deb"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture
def contents(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(OWN))
    return importlib.import_module("contents")


def test_it_asks_debian_for_what_the_program_needs(contents: ModuleType) -> None:
    asked = contents.depends((3, 13))
    assert {"python3 (>= 3.13)", "python3 (<< 3.14)"} < set(asked), "wheels are for one Python"
    needed = set(contents.listed("debian-run.txt"))
    assert needed - set(asked) == {"python3", "python3-venv"}
    fields = contents.control((3, 13), "IT <it@example.org>", 1000)
    assert fields.count("\nDepends: ") == 1
    assert f"\nVersion: {contents.version()}\n" in fields
    assert "\n\n" not in fields, "an empty line would end it"


def test_it_brings_the_parts_of_qt_that_the_program_imports(contents: ModuleType) -> None:
    code = "\n".join(file.read_text("utf-8") for file in (ROOT / "app").rglob("*.py"))
    imported = set(re.findall(r"^\s*from PySide6\.(Qt\w+) import", code, re.MULTILINE))
    assert set(contents.QT_MODULES) == imported
    plugins = Path(PySide6.__file__).parent / "Qt" / "plugins"
    assert [name for name in contents.QT_PLUGINS if not (plugins / name).is_file()] == []


def test_a_desktop_finds_it_in_both_languages() -> None:
    desktop = configparser.ConfigParser(interpolation=None)
    desktop.optionxform = str  # type: ignore[assignment, method-assign]
    desktop.read(OWN / "anumodon.desktop", "utf-8")
    entry = desktop["Desktop Entry"]
    for key in ("Name", "GenericName", "Comment", "Keywords"):
        assert entry[key]
        assert entry[f"{key}[bn]"]
    sources = (ROOT / "app" / "ui" / "app.py").read_text("utf-8")
    assert f'setDesktopFileName("{entry["StartupWMClass"]}")' in sources, "else its window has no icon"
    about = ElementTree.parse(OWN / "anumodon.metainfo.xml").getroot()
    for tag in ("name", "summary", "description/p"):
        assert {one.get(XML_LANGUAGE) for one in about.findall(tag)} == {None, "bn"}


def test_its_copyright_file_names_every_wheel(contents: ModuleType) -> None:
    text = importlib.import_module("copyright").copyright_file()
    pinned = re.findall(r"^([A-Za-z0-9_.-]+)==([^ \\]+)", contents.LOCK.read_text("utf-8"), re.MULTILINE)
    wanted = [f"{name} {version}: " for name, version in pinned if name not in contents.NOT_WANTED]
    assert [one for one in wanted if one not in text] == []
