"""What the engine is asked: the parts of a bot with the answers about each.

A case is smaller than a plan on purpose: names, notes and files have no bearing on a verdict.
"""

from collections.abc import Mapping

from advisor.values import dataclass, field

Answer = tuple[str, ...]
"""Ids of the chosen options, in the question's order; exactly one unless the question takes several."""


@dataclass(frozen=True, slots=True)
class CasePart:
    """The bot as a whole (`activity` is None) or one use. Undecided and unasked questions are absent from `answers`."""

    id: str
    title: str
    activity: str | None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    ticked: frozenset[str] = frozenset()
    undecided: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    """The bot as a whole, then its uses in the plan's order."""

    bot: CasePart
    uses: tuple[CasePart, ...] = ()

    @property
    def parts(self) -> tuple[CasePart, ...]:
        """The bot and every use."""
        return (self.bot, *self.uses)
