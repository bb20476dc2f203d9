"""The names of `typing` that this program uses: to a type checker the very ones, at run time what costs nothing.

`typing` takes longer to import than a plan takes to read, and but for `NamedTuple` and `cast` it says nothing to a program
that runs. Modules that `advisor check` imports take these; others may take `typing`.
"""

from collections import namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal, NamedTuple, NoReturn, Protocol, TextIO, TypeAlias, TypeVar, cast
else:
    Any = NoReturn = Protocol = TextIO = TypeAlias = object

    def TypeVar(*_: object, **__: object) -> object:  # noqa: N802 - the name is that of typing
        """Stand for any type."""
        return object

    def cast(_: object, value: object) -> object:
        """Give the value as it is."""
        return value

    class Literal:
        """Stand for some values, which only a type checker tells apart."""

        def __class_getitem__(cls, _: object) -> type:
            """Stand for any type."""
            return object

    class _NamedTuples(type):
        """Makes a tuple with names of what a class statement says."""

        def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, object]) -> type:
            """Give the class of the tuple, with the methods and properties that were written for it."""
            if not bases:  # NamedTuple itself
                return super().__new__(cls, name, bases, namespace)
            fields = namespace.get("__annotations__", {})
            defaults = [namespace.pop(field) for field in fields if field in namespace]
            made = namedtuple(name, fields, defaults=defaults, module=namespace["__module__"])  # noqa: PYI024
            for key, value in namespace.items():
                setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_NamedTuples):
        """What a tuple with names is made from."""


__all__ = [
    "TYPE_CHECKING",
    "Any",
    "Literal",
    "NamedTuple",
    "NoReturn",
    "Protocol",
    "TextIO",
    "TypeAlias",
    "TypeVar",
    "cast",
]
