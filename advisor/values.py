"""Values: the part of `dataclasses` that this program uses, without what importing it and making a class with it costs.

`dataclasses` brings `inspect` and writes and compiles six functions a class; with the fifty classes that `advisor check`
needs, that took longer than reading a pack. Here only `__init__` is written, and only once many values are made, and the
rest is shared. To a type checker these are dataclasses, and `dataclasses.fields` and `replace` understand them.
"""

from collections.abc import Callable
from operator import attrgetter

from advisor.typed import Any, TypeVar

__all__ = ["dataclass", "field", "from_state", "replace"]

_Value = TypeVar("_Value")
_REQUIRED: Any = object()
_FEW = 20
"""So many values of a class are made field by field; for more, writing an `__init__` takes less time."""


class _Field:
    """How one field is made. `factory` makes its default anew for each value."""

    __slots__ = ("compare", "default", "factory", "init", "repr")

    def __init__(
        self,
        *,
        default: Any = _REQUIRED,
        default_factory: Any = _REQUIRED,
        init: bool = True,
        compare: bool = True,
        repr: bool = True,  # noqa: A002 - the name that dataclasses give it
    ) -> None:
        self.default = default
        self.factory = default_factory
        self.init = init
        self.compare = compare
        self.repr = repr


def _replace(value: Any, /, **changes: Any) -> Any:
    """The same value with some fields changed; what `__post_init__` makes is made anew."""
    for name, made in type(value).__values__.items():
        if made.init and name not in changes:
            changes[name] = getattr(value, name)
    return type(value)(**changes)


def _dataclass(*, frozen: bool = False, slots: bool = False, eq: bool = True, order: bool = False) -> Any:
    """Make a class one of values: with what `dataclasses.dataclass` of these arguments would give it."""

    def made(cls: Any) -> Any:
        own = {name: _field_of(cls, name) for name in _annotations(cls)}
        fields = {**getattr(cls, "__values__", {}), **own}
        left_out = {"__dict__", "__weakref__", *own}
        namespace = {name: value for name, value in cls.__dict__.items() if name not in left_out}
        if slots:
            namespace["__slots__"] = tuple(own)
        else:
            namespace |= {name: field.default for name, field in own.items() if field.default is not _REQUIRED}
        namespace["__qualname__"] = cls.__qualname__
        namespace["__values__"] = fields
        namespace["__dataclass_fields__"] = _Described()
        namespace["__match_args__"] = tuple(name for name, field in fields.items() if field.init)
        namespace |= _methods(cls, fields, frozen=frozen, eq=eq, order=order)
        return type(cls)(cls.__name__, cls.__bases__, namespace)

    return made


def _field_of(cls: Any, name: str) -> _Field:
    given = cls.__dict__.get(name, _REQUIRED)
    return given if isinstance(given, _Field) else _Field(default=given)


def _annotations(cls: Any) -> dict[str, Any]:
    return dict(cls.__dict__.get("__annotations__", {}))  # noqa: RUF063 - inspect is what is to be avoided


def _methods(cls: Any, fields: dict[str, _Field], *, frozen: bool, eq: bool, order: bool) -> dict[str, Any]:
    methods: dict[str, Any] = {
        "__init__": _init_once_worth_it(cls, fields),
        "__getstate__": _state,
        "__setstate__": _set_state,
    }
    compared = [name for name, made in fields.items() if made.compare]
    key = attrgetter(*compared) if compared else _nothing
    if eq:
        methods["__eq__"] = _comparison(key, lambda mine, its: mine == its)
        methods["__hash__"] = (lambda self: hash(key(self))) if frozen else None
    if order:
        methods["__lt__"] = _comparison(key, lambda mine, its: mine < its)
        methods["__le__"] = _comparison(key, lambda mine, its: mine <= its)
        methods["__gt__"] = _comparison(key, lambda mine, its: mine > its)
        methods["__ge__"] = _comparison(key, lambda mine, its: mine >= its)
    if frozen:
        methods |= {"__setattr__": _frozen, "__delattr__": _frozen}
    if "__repr__" not in cls.__dict__:
        methods["__repr__"] = _repr
    return methods


def _init_once_worth_it(cls: Any, fields: dict[str, _Field]) -> Any:
    """What stands for `__init__` while few values were made: of most classes a command makes none, or one."""
    made = 0

    def first(self: Any, /, *given: Any, **named: Any) -> None:
        nonlocal made
        made += 1
        if made <= _FEW and _filled(self, fields, given, named):
            return
        init = _init(cls, fields)
        for kind in type(self).__mro__:
            if kind.__dict__.get("__init__") is first:
                type.__setattr__(kind, "__init__", init)
        init(self, *given, **named)

    return first


def _filled(self: Any, fields: dict[str, _Field], given: tuple[Any, ...], named: dict[str, Any]) -> bool:
    """Set the fields as the `__init__` that is not written yet would; False where it would complain."""
    names = [name for name, made in fields.items() if made.init]
    values = dict(zip(names, given))  # noqa: B905 - there may be fewer, and too many are told below
    if len(given) > len(names) or not values.keys().isdisjoint(named):
        return False
    values |= named
    if not values.keys() <= set(names):
        return False
    for name, made in fields.items():
        if name not in values:
            if made.factory is not _REQUIRED:
                values[name] = made.factory()
            elif made.init and made.default is not _REQUIRED:
                values[name] = made.default
            elif made.init:
                return False
            else:
                continue
        object.__setattr__(self, name, values[name])
    if hasattr(self, "__post_init__"):
        self.__post_init__()
    return True


def _init(cls: Any, fields: dict[str, _Field]) -> Any:
    """`__init__` in its own words, for calling it with names as quickly as any function."""
    known: dict[str, Any] = {"SET": object.__setattr__, "REQUIRED": _REQUIRED}
    arguments, lines = ["self"], []
    for name, made in fields.items():
        default = made.factory if made.factory is not _REQUIRED else made.default
        known[f"_{name}"] = default
        value = name
        if made.factory is not _REQUIRED:
            value = f"_{name}() if {name} is REQUIRED else {name}" if made.init else f"_{name}()"
        if made.init:
            absent = "REQUIRED" if made.factory is not _REQUIRED else f"_{name}"
            arguments.append(name if default is _REQUIRED else f"{name}={absent}")
        if made.init or made.factory is not _REQUIRED:
            lines.append(f"SET(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    made_here: dict[str, Any] = {}
    exec(f"def __init__({', '.join(arguments)}):\n " + "\n ".join(lines or ["pass"]), known, made_here)  # noqa: S102
    init = made_here["__init__"]
    init.__annotations__ = {**_annotations(cls), "return": None}
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _comparison(key: Callable[[Any], Any], compare: Callable[[Any, Any], bool]) -> Callable[[Any, object], Any]:
    def compared(self: Any, other: object) -> Any:
        return compare(key(self), key(other)) if other.__class__ is self.__class__ else NotImplemented

    return compared


def _nothing(_: object) -> tuple[()]:
    return ()


def _repr(self: Any) -> str:
    shown = (f"{name}={getattr(self, name)!r}" for name, made in self.__values__.items() if made.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__values__]


def _set_state(self: Any, state: list[Any]) -> None:
    for name, value in zip(self.__values__, state, strict=True):
        object.__setattr__(self, name, value)


def from_state(kind: type[_Value]) -> Callable[[list[Any]], _Value]:
    """What makes values with slots of a state, which has all fields that are given, in order; defaults are not filled in."""
    fields: dict[str, _Field] = kind.__values__  # type: ignore[attr-defined]
    # half the time of what `__setattr__` takes
    setters = [getattr(kind, name).__set__ for name, field in fields.items() if field.init]
    made_anew = [(getattr(kind, name).__set__, field.factory) for name, field in fields.items() if not field.init]

    def made(state: list[Any]) -> _Value:
        value = kind.__new__(kind)
        for set_field, each in zip(setters, state, strict=True):
            set_field(value, each)
        for set_field, factory in made_anew:
            set_field(value, factory())
        return value

    return made


def _frozen(self: object, name: str, *_: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"{type(self).__name__} is a value: {name!r} stays as it is")


class _Described:
    """The fields as `dataclasses` wants to see them, worked out when it first asks."""

    def __init__(self) -> None:
        self.known: dict[type, dict[str, Any]] = {}

    def __get__(self, _: object, cls: type) -> dict[str, Any]:
        if cls not in self.known:
            self.known[cls] = self._told(cls)
        return self.known[cls]

    def _told(self, cls: type) -> dict[str, Any]:
        import dataclasses

        def described(made: _Field) -> Any:
            options: dict[str, Any] = {"init": made.init, "compare": made.compare, "repr": made.repr}
            if made.factory is not _REQUIRED:
                options["default_factory"] = made.factory
            elif made.default is not _REQUIRED:
                options["default"] = made.default
            return dataclasses.field(**options)

        values: dict[str, _Field] = cls.__values__  # type: ignore[attr-defined]
        kinds = {name: kind for base in reversed(cls.__mro__) for name, kind in _annotations(base).items()}
        described_class: Any = dataclasses.make_dataclass(
            cls.__name__, [(name, kinds[name], described(made)) for name, made in values.items()]
        )
        return dict(described_class.__dataclass_fields__)


TYPE_CHECKING = False
if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
else:
    dataclass, field, replace = _dataclass, _Field, _replace
