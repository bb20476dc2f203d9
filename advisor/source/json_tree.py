"""Plain data as the same tree that a YAML file gives: one JSON text, or values that a program has already.

JSON passes for YAML almost everywhere, and not in how it writes what is beyond the first 65,536 characters; its own
reader is also several times as fast. A text is taken for one line of a file: places name that line, and the column only
where JSON itself is broken.
"""

import json
from collections.abc import Iterable, Mapping as Lookup

from advisor.source.error import AdvisorError, Place, fail
from advisor.source.safe_text import quoted, safe_text
from advisor.source.tree import (
    DEEPEST,
    ENCODING,
    MOST_CHARACTERS,
    MOST_NODES,
    PLAN_BYTES,
    Mapping,
    Node,
    Scalar,
    Sequence,
)
from advisor.typed import Any, NoReturn

_NOT_MEANT = "this is not the plan that was meant"


class _Number(str):
    """A number as it was written; a long one is never turned into one."""

    __slots__ = ()


def parse_json(data: bytes, path: str, line: int) -> Mapping:
    """The tree of one object. Raises AdvisorError with one problem; nothing else."""
    place = Place(path, line, 1)
    if len(data) > PLAN_BYTES:
        raise fail(f"is larger than {PLAN_BYTES // 1024} KiB", _NOT_MEANT, place)

    def constant(name: str) -> NoReturn:
        raise fail(f"is not JSON: {name} is no value of it", place=place)

    def entries(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise fail(f"{quoted(twice)} is here twice", "leave one out", place)
        return found

    try:
        value = json.loads(
            data.decode(ENCODING),
            parse_int=_Number,
            parse_float=_Number,
            parse_constant=constant,
            object_pairs_hook=entries,
        )
    except UnicodeDecodeError as error:
        what = f"is not UTF-8: byte 0x{error.object[error.start]:02x} at offset {error.start} of the line"
        raise fail(what, "save it as UTF-8", place) from None
    except json.JSONDecodeError as error:
        reason = safe_text(error.msg[:1].lower() + error.msg[1:])
        raise fail(f"is not JSON: {reason}", "one line holds one plan", Place(path, line, error.colno)) from None
    except RecursionError:
        raise _too_deep(place) from None
    return tree_of(value, path, line)


def tree_of(value: object, path: str, line: int = 0) -> Mapping:
    """The tree of a value made of dictionaries, lists, text, numbers, truth values and None. Raises AdvisorError."""
    root = _Grower(Place(path, line, 1 if line else 0)).node(value, 1)
    if not isinstance(root, Mapping):
        raise fail("is not an object of keys and values", place=Place(path, root.line, root.column))
    return root


def _too_deep(place: Place) -> AdvisorError:
    return fail(f"nested more than {DEEPEST} levels deep", _NOT_MEANT, place)


class _Grower:
    """Turns values into nodes, counting as it goes."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.nodes = 0

    def node(self, value: Any, depth: int) -> Node:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise fail(f"more than {MOST_NODES:,} values", _NOT_MEANT, self.place)
        if depth > DEEPEST:
            raise _too_deep(self.place)
        match value:
            case _Number():
                return self._scalar(value, plain=True)
            case str():
                return self._scalar(value, plain=False)
            case None:
                return self._scalar("", plain=True)
            case bool():
                return self._scalar("true" if value else "false", plain=True)
            case int() | float():
                return self._scalar(repr(value), plain=True)
            case Lookup():
                return Mapping(self._entries(value, depth + 1), self.place.line, self.place.column)
            case list() | tuple():
                return Sequence(tuple(self._items(value, depth + 1)), self.place.line, self.place.column)
        raise fail(f"holds a value of the type {type(value).__name__}", "use what JSON can say", self.place)

    def _scalar(self, text: str, *, plain: bool) -> Scalar:
        if len(text) > MOST_CHARACTERS:
            raise fail(f"a text is longer than {MOST_CHARACTERS:,} characters", "shorten it", self.place)
        return Scalar(safe_text(text, lines=True), plain, self.place.line, self.place.column)

    def _items(self, values: Iterable[object], depth: int) -> Iterable[Node]:
        return (self.node(value, depth) for value in values)

    def _entries(self, values: Lookup[object, object], depth: int) -> dict[str, tuple[Scalar, Node]]:
        found: dict[str, tuple[Scalar, Node]] = {}
        for name, value in values.items():
            if not isinstance(name, str):
                raise fail(f"holds a key of the type {type(name).__name__}", "a key has to be text", self.place)
            key = self._scalar(name, plain=False)
            if key.text in found:
                raise fail(f"{quoted(name)} is here twice", "leave one out", self.place)
            found[key.text] = (key, self.node(value, depth))
        return found
