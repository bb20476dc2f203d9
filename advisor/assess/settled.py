"""What the rules of an activity come to, with why and what is open, looked up by the answers of a part.

Rules that ask the same questions are looked up together, because most of what it costs to assess a plan is finding what
was found before. What is found is shared by all parts with these answers, ticked or not.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import chain
from operator import itemgetter

from advisor.assess.case import Answer
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.finding import Settled
from advisor.assess.scale import Member, Pending, Scale
from advisor.assess.settle import RuleTable, Ruling, ticked as with_tick
from advisor.typed import Any, NamedTuple

MOST_ROWS = 2_000
"""For how many sets of answers a group of rules is remembered. With 500, judging 100,000 whole plans by a hundred rules took
3 MB less, and a quarter more time."""


class Shape(NamedTuple):
    """What rules come to under all answers that they cannot tell from some, whichever of these were given."""

    weighs: int
    pending: Pending | None
    tickable: frozenset[str]
    """The rules for which a tick counts."""


class Row:
    """What the rules of a group come to under one set of answers."""

    __slots__ = ("_with_ticks", "pending", "settled", "tickable", "weighs")

    def __init__(self, settled: tuple[Settled, ...], shape: Shape) -> None:
        """Take what became of each rule, ticks aside."""
        self.settled = settled
        self.weighs, self.pending, self.tickable = shape
        self._with_ticks: tuple[Settled, ...] | None = None

    def under(self, ticks: frozenset[str]) -> Sequence[Settled]:
        """The same with ticks on some rules."""
        with_ticks = self._with_ticks
        if with_ticks is None:
            with_ticks = self._with_ticks = tuple([with_tick(one) for one in self.settled])
        return [
            other if one is not other and one.rule.id in ticks else one
            for one, other in zip(self.settled, with_ticks, strict=True)
        ]


class Group:
    """The rules of an activity that ask the same questions, with a row for each set of answers met so far."""

    __slots__ = ("_members", "_scale", "_shapes", "key_of", "rows")

    def __init__(self, members: Sequence[Member], scale: Scale, key_of: Callable[[Any], Hashable]) -> None:
        """Take the rules in the pack's order; `key_of` picks what they ask out of the answers of the activity."""
        self._members = members
        self._scale = scale
        self.key_of = key_of
        self.rows: dict[Hashable, Row] = {}
        self._shapes: dict[tuple[Ruling, ...], Shape] = {}

    def row(self, key: Hashable, *answers: Mapping[str, Answer]) -> Row:
        """What the rules come to, to be remembered under the key."""
        together = {question: answer for each in answers for question, answer in each.items()}
        rulings = tuple([member.table.ruling(together) for member in self._members])
        shape = self._shapes.get(rulings) or self._shape(rulings)
        if len(self.rows) >= MOST_ROWS:
            self.rows.clear()
        row = self.rows[key] = Row(tuple([ruling.settled(together) for ruling in rulings]), shape)
        return row

    def _shape(self, rulings: tuple[Ruling, ...]) -> Shape:
        judged = list(zip(self._members, rulings, strict=True))
        tickable = frozenset(member.rule.id for member, ruling in judged if ruling.tickable)
        if len(self._shapes) >= MOST_ROWS:
            self._shapes.clear()
        found = self._shapes[rulings] = Shape(*self._scale.weigh(judged), tickable)
        return found


class Sheet:
    """Every rule judged for an activity (None: the bot as a whole), grouped by what it asks."""

    def __init__(self, compiled: CompiledPolicy, activity: str | None, of_rules: dict[str, RuleTable]) -> None:
        """Group the rules, and note in which order the pack has them. `of_rules` are shared by all activities."""
        self.scale = Scale(compiled, activity, of_rules)
        asked = {question: None for member in self.scale.members for question in member.table.asks}
        about_bot = [question for question in asked if activity and compiled.blocks[question].question.about_bot]
        self._about_bot = tuple(about_bot)
        self._about_part = tuple(question for question in asked if question not in about_bot)
        groups = self.scale.groups()
        self.groups = [Group(members, self.scale, self._picker(members[0].table.asks)) for members in groups]
        self._look_ups = [(group.key_of, group.rows, group) for group in self.groups]
        place = {member.place: at for at, member in enumerate(chain(*groups))}
        self._in_order = _picked([place[member.place] for member in self.scale.members])

    def _picker(self, asks: tuple[str, ...]) -> Callable[[Any], Hashable]:
        values = (*self._about_part, *self._about_bot)
        at = [values.index(question) for question in asks]
        return itemgetter(*at) if at else lambda _: None

    def rows(self, answers: Mapping[str, Answer], about_bot: Mapping[str, Answer]) -> list[Row]:
        """The row of each group under these answers about the part and the bot."""
        values = [*map(answers.get, self._about_part), *map(about_bot.get, self._about_bot)]
        return [
            rows.get(key := key_of(values)) or group.row(key, about_bot, answers)
            for key_of, rows, group in self._look_ups
        ]

    def settled(self, rows: Sequence[Row], ticked: frozenset[str]) -> tuple[Settled, ...]:
        """What each rule comes to under these rows and ticks, in the pack's order."""
        found: list[Settled] = []
        for row in rows:
            found += row.settled if row.tickable.isdisjoint(ticked) else row.under(ticked)
        return self._in_order(found)


def _picked(places: Sequence[int]) -> Callable[[Sequence[Settled]], tuple[Settled, ...]]:
    """What puts what rules come to in the order of these places."""
    if len(places) > 1:
        return itemgetter(*places)
    return tuple
