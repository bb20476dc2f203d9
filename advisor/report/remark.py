"""What is said about a place in a file, for the formats that code hosts read: annotations and SARIF.

A remark is plain text with a place, so that a problem of a pack and a finding of a plan are written the same way. Its
`kind` and `about` are made of ids and outlive every edit of the file; a host recognises yesterday's remark by them.
"""

from collections.abc import Iterable
from enum import IntEnum

from advisor.source.error import Place
from advisor.values import dataclass


class Level(IntEnum):
    """How bad it is, worst first."""

    ERROR = 0
    WARNING = 1
    NOTE = 2


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say. The place's path is relative to the repository; None for what stands in no file."""

    kind: str
    """A stable id of what is meant, such as `rule-never-speaks`."""
    level: Level
    message: str
    place: Place | None = None
    about: tuple[str, ...] = ()
    """The ids it is about: rules, questions, parts."""


def worst_first(remarks: Iterable[Remark]) -> list[Remark]:
    """The remarks by level, and within one level in the order given."""
    return sorted(remarks, key=lambda remark: remark.level)
