"""A combination of answers, as data.

Conditions are values and never code: what a pack's author writes is matched, not evaluated.
"""

from collections.abc import Iterator

from advisor.values import dataclass


@dataclass(frozen=True, slots=True)
class Is:
    """The answer to `question` is, or for a question with several answers includes, one of `options`."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; without parts: always."""

    parts: tuple["Condition", ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds; without parts: never."""

    parts: tuple["Condition", ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Condition"


Condition = Is | All | AnyOf | Not

ALWAYS = All()
NEVER = AnyOf()


def atoms(condition: Condition) -> Iterator[Is]:
    """Every comparison with an answer inside the condition, in reading order."""
    match condition:
        case Is():
            yield condition
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from atoms(part)
        case Not(part):
            yield from atoms(part)
