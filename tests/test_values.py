"""Our values do what dataclasses do, which other code and other tests take them for."""

import copy
import dataclasses
import pickle
from collections.abc import Mapping
from types import ModuleType
from typing import Any

import pytest

import advisor.values
from advisor.values import dataclass, field, replace
from tests.test_architecture import imported


@dataclass(frozen=True, slots=True, order=True)
class Point:
    x: int
    y: int = 0
    names: Mapping[str, int] = field(default_factory=dict, compare=False)
    seen: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "seen", self.x + self.y)


@dataclass(frozen=True, slots=True)
class Named(Point):
    name: str = "none"


@dataclass(frozen=True, slots=True)
class Other:
    x: int
    y: int = 0


def both(module: ModuleType) -> Any:
    @module.dataclass(frozen=True, slots=True, order=True)
    class Same:
        a: int
        b: tuple[str, ...] = ()
        c: int = module.field(default=3, compare=False)

    return Same


def test_it_does_what_a_dataclass_does() -> None:
    said = []
    for module in (dataclasses, advisor.values):
        kind = both(module)
        first, second, third = kind(1), kind(1, ("x",)), kind(1, c=9)
        text = repr(first).replace(kind.__qualname__, "Same")
        said.append(
            [first == third, hash(first) == hash(third), first < second, second >= first, text, kind.__match_args__]
        )
    assert said[0] == said[1]


def test_values_of_two_kinds_are_never_equal() -> None:
    point: object = Point(1)
    assert point != Other(1)
    assert point != Named(1)
    with pytest.raises(TypeError):
        assert Point(1) < Other(1)  # type: ignore[operator]


def test_a_value_stays_as_it_is_and_holds_nothing_else() -> None:
    point = Point(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del point.x
    assert not hasattr(point, "__dict__")


def test_a_default_is_made_anew_for_each_value() -> None:
    assert Point(1).names is not Point(1).names


@pytest.mark.parametrize("changed", [replace, dataclasses.replace])
def test_what_follows_from_the_fields_follows_from_the_new_ones(changed: object) -> None:
    assert callable(changed)
    assert changed(Point(1, 2), x=5).seen == 7
    assert changed(Named(1, name="n"), y=4) == Named(1, 4, name="n")


def test_values_are_matched_copied_and_carried_to_other_processes() -> None:
    for point in (Point(1, 2, {"a": 1}), Named(1, name="n")):
        again = pickle.loads(pickle.dumps(point))
        assert again == point == copy.deepcopy(point)
        assert again.names == point.names
        assert again.seen == point.seen
    match Named(1, 2, {}, "n"):
        case Named(x, _, _, name):
            assert (x, name) == (1, "n")


def test_its_fields_are_told_to_whom_asks_the_way_of_dataclasses() -> None:
    assert [each.name for each in dataclasses.fields(Named)] == ["x", "y", "names", "seen", "name"]
    assert dataclasses.is_dataclass(Point)


CALLS: tuple[tuple[list[Any], dict[str, Any]], ...] = (
    ([1], {}),
    ([1, ("b",), 2], {}),
    ([1], {"c": 2}),
    ([], {"b": ("b",), "a": 1}),
    ([], {}),
    ([], {"b": ()}),
    ([1, (), 2, 4], {}),
    ([1], {"a": 2}),
    ([1], {"d": 2}),
)


def made(kind: Any, given: list[Any], named: dict[str, Any]) -> object:
    """The fields of the value, or what is said of a wrong call."""
    try:
        value = kind(*given, **named)
    except TypeError as error:
        return str(error).replace(kind.__qualname__, "Same")
    return value.a, value.b, value.c


def test_the_first_values_are_made_as_the_later_ones_and_as_those_of_a_dataclass() -> None:
    for call in CALLS:
        ours, theirs = both(advisor.values), both(dataclasses)
        first = made(ours, *call)
        for number in range(100):
            ours(number)
        assert first == made(ours, *call) == made(theirs, *call), call


def test_a_wrong_call_is_told_as_for_any_function() -> None:
    kind: Any = Point
    for wrong in ([], [1, 2, {}, 4]):
        with pytest.raises(TypeError, match="__init__"):
            kind(*wrong)


def test_making_values_brings_nothing_that_takes_long() -> None:
    assert not imported("import advisor.policy.model") & {"dataclasses", "inspect"}
