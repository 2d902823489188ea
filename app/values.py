"""Frozen values with slots: the standard library's `dataclass(frozen=True, slots=True)`, made faster.

The standard library compiles six methods of every class while it is defined, half a millisecond each. Of the
two hundred classes of this program a start uses a few, and defining them took a fifth of the time to the
window's first paint. Here methods are closures, and `__init__` is compiled when a class makes its first
value. Type checkers see the standard library's own; `tests/test_values.py` compares what both make.
`dataclasses.fields`, `replace` and `asdict` work on these values too, but loading that module takes time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter, ge, gt, le, lt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import asdict as asdict
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import replace as replace
else:

    def dataclass(*, frozen: bool, slots: bool, order: bool = False) -> Callable[[type], type]:
        """A decorator as `dataclasses.dataclass`, for frozen classes with slots alone."""
        if not (frozen and slots):
            raise TypeError("other kinds of classes are the standard library's")
        return lambda cls: _made(cls, order)

    def field(
        *, default: object = ..., default_factory: Any = ..., repr: bool = True, compare: bool = True
    ) -> Any:
        """What a field has besides its name and type, as `dataclasses.field`."""
        return _Field("", default, default_factory, repr, compare)

    def replace(value: Any, /, **changes: object) -> Any:
        """The same value with some fields changed, as `dataclasses.replace`."""
        kept = {one.name: getattr(value, one.name) for one in _fields(value) if one.name not in changes}
        return type(value)(**kept, **changes)

    def asdict(value: Any) -> dict[str, Any]:
        """The fields of a value by name, values in them too, as `dataclasses.asdict`."""
        import dataclasses

        return dataclasses.asdict(value)


class _Field:
    """One field; `...` stands for no default and for no factory."""

    __slots__ = ("compared", "default", "factory", "name", "shown")

    def __init__(
        self, name: str, default: object = ..., factory: Any = ..., shown: bool = True, compared: bool = True
    ) -> None:
        self.name, self.default, self.factory = name, default, factory
        self.shown, self.compared = shown, compared


def _fields(value: Any) -> tuple[_Field, ...]:
    found: tuple[_Field, ...] = value._value_fields
    return found


def _own_annotations(cls: type) -> Mapping[str, Any]:
    return getattr(cls, "__annotations__", {})  # of a class without any it is empty, not its base's


def _made(cls: type, order: bool) -> type:
    """The class anew, with slots and the methods of a value."""
    namespace = dict(cls.__dict__)
    inherited = {one.name: one for one in getattr(cls, "_value_fields", ())}
    own: dict[str, _Field] = {}
    for name in _own_annotations(cls):
        given = namespace.pop(name, ...)
        own[name] = given if isinstance(given, _Field) else _Field(name, given)
        own[name].name = name
    fields = tuple((inherited | own).values())
    names = tuple(one.name for one in fields)
    for name in ("__dict__", "__weakref__"):
        namespace.pop(name, None)
    if namespace.get("__hash__", ...) is None:  # so Python marks a class with an `__eq__` of its own
        del namespace["__hash__"]
    namespace |= {
        "__slots__": tuple(name for name in own if name not in inherited),
        "__qualname__": cls.__qualname__,
        "__match_args__": names,
        "__dataclass_fields__": _StandardFields(),
        "_value_fields": fields,
    }
    # What the class has of its own stays.
    namespace = _SHARED | _comparisons(fields, order) | namespace
    namespace.setdefault("__init__", _first_init)
    return type(cls)(cls.__name__, cls.__bases__, namespace)


def _comparisons(fields: tuple[_Field, ...], order: bool) -> dict[str, Any]:
    """How values compare and hash: by their fields, in the fields' order."""
    names = [one.name for one in fields if one.compared]
    read: Callable[[Any], Any] = attrgetter(*names) if names else lambda _value: ()

    def equal(self: Any, other: Any) -> Any:
        return read(self) == read(other) if other.__class__ is self.__class__ else NotImplemented

    def hash_of(self: Any) -> int:
        return hash(read(self))

    def ordered(by: Callable[[Any, Any], bool]) -> Callable[[Any, Any], Any]:
        return lambda self, other: (
            by(read(self), read(other)) if other.__class__ is self.__class__ else NotImplemented
        )

    found: dict[str, Any] = {"__eq__": equal, "__hash__": hash_of}
    if order:
        found |= {f"__{by.__name__}__": ordered(by) for by in (lt, le, gt, ge)}
    return found


def _repr(self: Any) -> str:
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in _fields(self) if one.shown)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse_change(_self: Any, name: str, _value: object = None) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot change field {name!r}")


def _state(self: Any) -> list[object]:
    return [getattr(self, one.name) for one in _fields(self)]


def _restore(self: Any, state: list[object]) -> None:
    for one, value in zip(_fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)


_SHARED: dict[str, Any] = {
    "__repr__": _repr,
    "__setattr__": _refuse_change,
    "__delattr__": _refuse_change,
    "__getstate__": _state,
    "__setstate__": _restore,
}


def _first_init(self: Any, *args: object, **named: object) -> None:
    """Compile the `__init__` of the value's class, put it in place of this one, and call it."""
    cls: Any = next(base for base in type(self).__mro__ if "_value_fields" in base.__dict__)
    cls.__init__ = _compiled_init(cls)
    cls.__init__(self, *args, **named)


def _compiled_init(cls: Any) -> Callable[..., None]:
    known: dict[str, Any] = {}
    parameters, lines = [], []
    for number, one in enumerate(_fields(cls)):
        known[f"set{number}"] = getattr(cls, one.name).__set__  # of the slot, past our own `__setattr__`
        known[f"make{number}"], known[f"default{number}"] = one.factory, one.default
        parameter, value = one.name, one.name
        if one.factory is not ...:
            parameter, value = f"{one.name}=...", f"make{number}() if {one.name} is ... else {one.name}"
        elif one.default is not ...:
            parameter = f"{one.name}=default{number}"
        parameters.append(parameter)
        lines.append(f" set{number}(self, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    source = f"def __init__(self, {', '.join(parameters)}):\n" + "\n".join(lines or [" pass"])
    exec(source, known)  # noqa: S102 -- the names of our own fields; the standard library does the same
    init: Callable[..., None] = known["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


class _StandardFields:
    """`__dataclass_fields__`, made by the standard library when somebody asks, once a class."""

    def __init__(self) -> None:
        self._made: dict[Any, dict[str, Any]] = {}

    def __get__(self, _value: object, cls: Any) -> dict[str, Any]:
        if cls not in self._made:
            self._made[cls] = _standard_fields(cls)
        return self._made[cls]


def _standard_fields(cls: Any) -> dict[str, Any]:
    import dataclasses

    types = {name: kind for base in reversed(cls.__mro__) for name, kind in _own_annotations(base).items()}
    given = [(one.name, types[one.name], _standard(one)) for one in _fields(cls)]
    twin: Any = dataclasses.make_dataclass(cls.__name__, given, frozen=True)
    found: dict[str, Any] = twin.__dataclass_fields__
    return found


def _standard(one: _Field) -> Any:
    import dataclasses

    given = {"default": one.default, "default_factory": one.factory}
    given = {name: value for name, value in given.items() if value is not ...}
    return dataclasses.field(**given, repr=one.shown, compare=one.compared)
