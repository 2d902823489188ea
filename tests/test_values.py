"""The fast frozen values against the standard library's: the same in all that the program does with them."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import pickle
import pkgutil
from collections.abc import Callable
from typing import Any

import pytest

import app
from app import values

Kind = dict[str, Any]


def made_by(module: Any) -> Kind:
    """The same classes, made by `dataclasses` or by `app.values`."""

    @module.dataclass(frozen=True, slots=True)
    class Plain:
        text: str
        number: int = 7
        many: dict[str, int] = module.field(default_factory=dict)
        secret: str = module.field(default="s", repr=False)
        aside: object = module.field(default=None, compare=False)

        @property
        def double(self) -> int:
            return 2 * self.number

    @module.dataclass(frozen=True, slots=True)
    class More(Plain):
        """With the fields of another, one of them with another default."""

        number: int = 9
        last: tuple[int, ...] = ()

    @module.dataclass(frozen=True, slots=True, order=True)
    class Ordered:
        first: int
        second: str = ""

    @module.dataclass(frozen=True, slots=True)
    class Checked:
        number: int

        def __post_init__(self) -> None:
            if self.number < 0:
                raise ValueError("below zero")

    @module.dataclass(frozen=True, slots=True)
    class Named:
        key: str
        note: str = ""

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Named) and self.key == other.key

        def __repr__(self) -> str:
            return f"<{self.key}>"

    @module.dataclass(frozen=True, slots=True)
    class Empty:
        pass

    return {kind.__name__: kind for kind in (Plain, More, Ordered, Checked, Named, Empty)}


STANDARD, OURS = made_by(dataclasses), made_by(values)

USES: dict[str, Callable[[Kind, Any], object]] = {
    "repr": lambda k, _: [repr(k["Plain"]("a", 1)), repr(k["More"]("a", last=(1,))), repr(k["Empty"]())],
    "own repr": lambda k, _: repr(k["Named"]("a", "b")),
    "inherited default": lambda k, _: (k["More"]("a").number, k["Plain"]("a").number),
    "property": lambda k, _: k["More"]("a").double,
    "a factory makes each its own": lambda k, _: k["Plain"]("a").many is k["Plain"]("a").many,
    "equal": lambda k, _: [k["Ordered"](1) == k["Ordered"](1), k["Ordered"](1) == k["Ordered"](2)],
    "not by what is left aside": lambda k, _: k["Plain"]("a", aside=1) == k["Plain"]("a", aside=2),
    "unlike kinds": lambda k, _: [k["Plain"]("a", 9) == k["More"]("a"), k["Checked"](1) == 1],
    "own equality": lambda k, _: k["Named"]("a", "b") == k["Named"]("a", "c"),
    "one hash for equals": lambda k, _: len({k["Ordered"](1), k["Ordered"](1), k["Ordered"](2)}),
    "order": lambda k, _: repr(sorted([k["Ordered"](2), k["Ordered"](1, "b"), k["Ordered"](1)])),
    "bounds": lambda k, _: [k["Ordered"](1) <= k["Ordered"](1), k["Ordered"](1) >= k["Ordered"](2)],
    "no order": lambda k, _: k["Checked"](1) < k["Checked"](2),
    "frozen": lambda k, _: setattr(k["Plain"]("a"), "text", "b"),
    "nothing deleted": lambda k, _: delattr(k["Plain"]("a"), "text"),
    "no field missing": lambda k, _: k["Plain"](),
    "no field too many": lambda k, _: k["Plain"]("a", another=1),
    "checked": lambda k, _: k["Checked"](-1),
    "no unhashable": lambda k, _: hash(k["Plain"]("a")),
    "replace": lambda k, m: repr(m.replace(k["More"]("a", 3), text="b")),
    "replace what is not there": lambda k, m: m.replace(k["Ordered"](1), third=1),
    "asdict": lambda k, m: m.asdict(k["Plain"]("a", many={"x": 1})),
    "copied": lambda k, _: repr(copy.deepcopy(k["Plain"]("a", many={"x": 1}))),
    "fields": lambda k, _: [(f.name, f.type, f.repr, f.compare) for f in dataclasses.fields(k["More"])],
    "the library's replace": lambda k, _: repr(dataclasses.replace(k["More"]("a", 3), text="b")),
    "slots": lambda k, _: [k["Plain"].__slots__, k["More"].__slots__, hasattr(k["Plain"]("a"), "__dict__")],
    "matched by place": lambda k, _: k["More"].__match_args__,
}


def outcome(use: Callable[[Kind, Any], object], kinds: Kind, module: Any) -> object:
    try:
        return use(kinds, module)
    except (TypeError, AttributeError, ValueError) as failure:
        return type(failure)


@pytest.mark.parametrize("use", USES)
def test_what_both_make_is_used_alike(use: str) -> None:
    for _ in range(2):  # the first value of a class is made in another way than the next ones
        assert outcome(USES[use], OURS, values) == outcome(USES[use], STANDARD, dataclasses)


def test_a_value_goes_through_pickle() -> None:
    from app.archive.types import Problem

    span = Problem("missing", "a")
    assert pickle.loads(pickle.dumps(span)) == span


def test_every_value_of_the_program_has_the_fields_written_in_its_class() -> None:
    seen = 0
    for module in pkgutil.walk_packages(app.__path__, "app."):
        if module.name.endswith((".main", "__main__")):
            continue
        for kind in vars(importlib.import_module(module.name)).values():
            if isinstance(kind, type) and "_value_fields" in vars(kind):
                written = [vars(base).get("__annotations__", ()) for base in reversed(kind.__mro__)]
                names = [field.name for field in dataclasses.fields(kind)]
                assert names == list(dict.fromkeys(name for names in written for name in names)), kind
                seen += 1
    assert seen > 50
