"""Formats in which several plans make one document, as code hosts and build servers read it.

A format is one module with `render(checked, *, everything) -> str`. A plan that could not be read is part of the
document: a run that shows nothing would look like one that found nothing.
"""

from collections.abc import Sequence
from importlib import import_module

from advisor.plan.places import Places
from advisor.report.judged import GATHERED, Judged
from advisor.source.error import Problem
from advisor.typed import Protocol, cast
from advisor.values import dataclass, field


@dataclass(frozen=True, slots=True)
class Checked:
    """A plan that was to be judged: what came of it, or why it could not be read. Places are the repository's."""

    path: str | None
    judged: Judged | None = None
    places: Places = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


class GatheredFormat(Protocol):
    """What a module named in `GATHERED` offers."""

    def render(self, checked: Sequence[Checked], *, everything: bool) -> str:
        """The plans as one text that ends with a line break."""


def render_gathered(checked: Sequence[Checked], name: str, *, everything: bool = False) -> str:
    """The plans in the format of that name. Raises KeyError for a format that does not exist."""
    return cast(GatheredFormat, import_module(GATHERED[name])).render(checked, everything=everything)
