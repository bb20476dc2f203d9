"""At run time our named tuples do what those of `typing` do, and the other names do nothing."""

import copy
import pickle
import typing
from types import ModuleType
from typing import Any

import pytest

import advisor.typed
from advisor.typed import NamedTuple, cast
from tests.test_architecture import imported


class Spot(NamedTuple):
    line: int
    column: int = 1
    """Counted from 1."""

    @property
    def first(self) -> bool:
        """Whether it is the first of its line."""
        return self.column == 1

    def moved(self, by: int) -> "Spot":
        """The spot further on."""
        return self._replace(column=self.column + by)


def both(module: ModuleType | Any) -> Any:
    class Same(module.NamedTuple):  # type: ignore[misc,name-defined,unused-ignore]
        """A pair."""

        a: int
        b: "str | None" = None

        def twice(self) -> int:
            return self.a * 2

    return Same


def test_a_named_tuple_is_one_of_typing() -> None:
    said = []
    for module in (typing, advisor.typed):
        kind = both(module)
        made = kind(3)
        said.append(
            [made, repr(made), made.twice(), kind._fields, kind._field_defaults, kind.__doc__, kind(a=1, b="x")]
        )
        said[-1] += [kind.__match_args__, kind.__slots__, kind.__module__, kind.__qualname__, kind.__bases__]
        with pytest.raises(TypeError):
            kind()
        with pytest.raises(AttributeError):
            made.c = 1
    assert said[0] == said[1]


def test_it_has_its_methods_and_is_copied_and_carried() -> None:
    spot = Spot(4)
    assert spot.first
    assert spot.moved(2) == (4, 3)
    assert pickle.loads(pickle.dumps(spot)) == copy.deepcopy(spot) == spot
    match spot:
        case Spot(line, column):
            assert (line, column) == (4, 1)


def test_a_cast_gives_what_it_is_given() -> None:
    assert cast(str, 5) == 5  # type: ignore[comparison-overlap]


def test_check_starts_without_typing() -> None:
    assert "typing" not in imported("import advisor.cli.main, advisor.cli.check, advisor.report.text")
