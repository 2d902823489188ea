"""What somebody may do at random to an archive they hold: the moves of `test_tampering`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tests.helpers.archive_forgery import reseal
from tests.services.tampering import Stranger

Move = Callable[[st.DataObject, Path], str]


def byte(data: st.DataObject, folder: Path) -> str:
    """One byte of a file."""
    path = _some_file(data, folder)
    whole = bytearray(path.read_bytes())
    if not whole:
        return "nothing"
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(whole)
    return "byte"


def file(data: st.DataObject, folder: Path) -> str:
    """A file cut short, made longer, taken out, put in, or in the place of another."""
    path, other = _some_file(data, folder), _some_file(data, folder)
    match data.draw(st.sampled_from(["cut", "longer", "gone", "new", "other"])):
        case "cut":
            whole = path.read_bytes()
            path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])
        case "longer":
            path.write_bytes(path.read_bytes() + data.draw(st.binary(min_size=1, max_size=4)))
        case "gone":
            path.unlink()
        case "new":
            path.with_name(data.draw(st.sampled_from(["a.txt", "01.jpg", "post.txt"]))).write_bytes(b"new")
        case _:
            path.write_bytes(other.read_bytes())
    return "file"


def document(data: st.DataObject, folder: Path) -> str:
    """What a document says: one value of it is another, or gone."""
    path = data.draw(st.sampled_from(sorted(folder.rglob("*.json"))))
    try:
        whole = json.loads(path.read_bytes())
    except ValueError:
        return "nothing"
    places = list(_places(whole))
    if not places:
        return "nothing"
    into, key = data.draw(st.sampled_from(places))
    if isinstance(into, dict) and data.draw(st.integers(0, 4)) == 0:
        del into[key]
    else:
        near = [f"{into[key]} ", str(into[key])[:-1], None, [], {}, 0, into[key]]
        into[key] = data.draw(st.sampled_from(near) | st.integers(-1, 9) | st.text(max_size=4))
    path.write_text(json.dumps(whole, ensure_ascii=False), "utf-8", errors="surrogatepass")
    return "document"


def post(data: st.DataObject, folder: Path) -> str:
    """The text of a post, in its file and in what was approved."""
    path = data.draw(st.sampled_from(sorted(folder.rglob("post.txt"))))
    text = path.read_text("utf-8") + data.draw(st.sampled_from([" ভোট দিন।", ".", " "]))
    path.write_text(text, "utf-8")
    return "post"


def seal_by_nobody(_data: st.DataObject, folder: Path) -> str:
    """All checksums made to fit, and the signature taken off."""
    reseal(folder, None)
    return "seal by nobody"


def seal_by_stranger(_data: st.DataObject, folder: Path) -> str:
    """All checksums made to fit, and signed with a key of the forger's."""
    reseal(folder, Stranger())
    return "seal by stranger"


MOVES: tuple[Move, ...] = (byte, file, document, post, seal_by_nobody, seal_by_stranger)


def _some_file(data: st.DataObject, folder: Path) -> Path:
    return data.draw(st.sampled_from(sorted(path for path in folder.rglob("*") if path.is_file())))


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a document that holds a value, with what holds it."""
    found: list[tuple[Any, Any]] = []
    keys: Any = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        found += [(value, key), *_places(value[key])]
    return found
