"""What the rules of an activity come to, with why and what is open, looked up by the answers of a part.

Most of what it costs to assess a plan is finding what was found before. Rules share a group while few sets of answers can be
given to all that they ask: one look-up finds what they all come to. A rule that asks for more is looked up by itself, by the
answers that are its reasons. What is found is shared by all parts with these answers, ticked or not.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import chain
from operator import itemgetter, mul

from advisor.assess.case import Answer
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.finding import Settled
from advisor.assess.scale import Member, Pending, Scale, grouped
from advisor.assess.settle import Answers, RuleTable, Ruling, ticked as with_tick
from advisor.assess.sharing import Sharing, shared
from advisor.typed import Any, NamedTuple

MOST_WAYS = 64
"""Rules share a group while no more sets of answers can be given to what they ask."""
MOST_ALONE = 2_000
"""All rules share one where no more sets of answers can be given to all that is asked of a part."""
MOST_ROWS = 2_000
"""For how many sets of answers a group is remembered; rules that ask for more are looked up singly."""


class Row(NamedTuple):
    """What the rules of a group come to under one set of answers."""

    settled: tuple[Settled, ...]
    """Ticks aside."""
    ticked: tuple[tuple[str, int, Settled], ...]
    """The rules for which a tick counts, each with its place in the row and what it comes to with one."""
    weighs: int
    pending: Pending | None


class Group:
    """Rules that ask the same questions, with a row for each set of answers met so far."""

    __slots__ = ("_scale", "key_of", "members", "row_of", "rows")

    def __init__(self, members: Sequence[Member], scale: Scale, asks: Sequence[str]) -> None:
        """Take the rules, and the questions that they ask."""
        self.members = members
        self.key_of: Callable[[Any], Hashable] = itemgetter(*asks) if asks else _nothing
        self.rows: dict[Hashable, Row] = {}
        self.row_of = self.rows.get
        self._scale = scale

    def row(self, key: Hashable, given: Answers) -> Row:
        """What the rules come to, to be remembered under the key."""
        return self._kept(key, self._row([member.table.ruling(given) for member in self.members], given))

    def _kept(self, key: Hashable, row: Row) -> Row:
        if len(self.rows) >= MOST_ROWS:
            self.rows.clear()
        self.rows[key] = row
        return row

    def _row(self, rulings: Sequence[Ruling], given: Answers) -> Row:
        settled = tuple([ruling.settled(given) for ruling in rulings])
        with_ticks = enumerate(map(with_tick, settled))
        ticked = tuple([(one.rule.id, at, one) for at, one in with_ticks if one is not settled[at]])
        return Row(settled, ticked, *self._scale.weigh(zip(self.members, rulings, strict=True)))


class Wide(Group):
    """A rule that asks so much that hardly two parts answer it alike; so what can be said of it is remembered as well."""

    __slots__ = ("_said",)

    def __init__(self, members: Sequence[Member], scale: Scale, asks: Sequence[str]) -> None:
        """Take the rule, and the questions that it asks."""
        super().__init__(members, scale, asks)
        self._said: dict[Hashable, Row] = {}

    def row(self, key: Hashable, given: Answers) -> Row:
        """The row where the same can be said, if there is one."""
        ruling = self.members[0].table.ruling(given)
        said = ruling.key(given)
        row = self._said.get(said)
        if row is None:
            if len(self._said) >= MOST_ROWS:
                self._said.clear()
            row = self._said[said] = self._row((ruling,), given)
        return self._kept(key, row)


class Several(Group):
    """Groups that are looked up together; their rules stand in the pack's order."""

    __slots__ = ("_groups", "_in_order", "_places")

    def __init__(self, groups: Sequence[Group], scale: Scale, asks: Sequence[str]) -> None:
        """Take the groups, and the questions that they ask."""
        members = [member for group in groups for member in group.members]
        order = sorted(range(len(members)), key=lambda at: members[at].place)
        super().__init__([members[at] for at in order], scale, asks)
        self._groups = groups
        self._in_order = _picked(order)
        self._places = {at: place for place, at in enumerate(order)}

    def row(self, key: Hashable, given: Answers) -> Row:
        """The rows of the groups as one."""
        settled: list[Settled] = []
        ticked: list[tuple[str, int, Settled]] = []
        weighs, pending = 0, []
        for group in self._groups:
            part = group.row_of(own := group.key_of(given)) or group.row(own, given)
            ticked += [(rule, self._places[at + len(settled)], one) for rule, at, one in part.ticked]
            settled += part.settled
            weighs |= part.weighs
            pending.append(part.pending)
        ticked.sort(key=itemgetter(1))
        return self._kept(key, Row(self._in_order(settled), tuple(ticked), weighs, self._scale.joined(pending)))


class Sheet:
    """Every rule judged for an activity (None: the bot as a whole), grouped by what it asks."""

    def __init__(self, compiled: CompiledPolicy, activity: str | None, of_rules: dict[str, RuleTable]) -> None:
        """Group the rules, and note in which order the pack has them. `of_rules` are shared by all activities."""
        self.scale = scale = Scale(compiled, activity, of_rules)

        def ways(asked: Iterable[str]) -> int:
            return reduce(mul, [compiled.blocks[question].ways for question in asked], 1)

        alike = [Sharing(dict.fromkeys(asks, _ANY), each) for asks, each in grouped(scale.members).items()]
        asked = dict.fromkeys(chain.from_iterable(each.asked for each in alike))
        self._open = dict.fromkeys(asked)
        self._of_bot = [each for each in asked if activity and compiled.blocks[each].question.about_bot]
        self._least = len(compiled.policy.questions_about(activity))
        """How many answers a part has of which none is open."""
        most = MOST_ALONE if not self._of_bot and ways(asked) <= MOST_ALONE else MOST_WAYS
        self.groups: list[Group] = []
        for place in shared(alike, ways, most):
            self.groups += self._made(place, wide=ways(place.asked) > MOST_ROWS)
        self._look_ups = [(group.key_of, group.row_of, group.row) for group in self.groups]
        members = [member for group in self.groups for member in group.members]
        place_of = {member.place: at for at, member in enumerate(members)}
        self._in_order = _picked([place_of[at] for at in range(len(members))])

    def _made(self, place: Sharing, *, wide: bool) -> Iterator[Group]:
        """The groups of rules that share a place."""
        asked = tuple(place.asked)
        if wide and len(asked) > 1:
            yield from (Wide([member], self.scale, asked) for member in place.members)
            return
        made = [Group(members, self.scale, asks) for asks, members in grouped(place.members).items()]
        yield made[0] if len(made) == 1 else Several(made, self.scale, asked)

    def rows(self, answers: Mapping[str, Answer], about_bot: Mapping[str, Answer]) -> list[Row]:
        """The row of each group under these answers about the part and the bot."""
        given: Answers = answers
        if self._of_bot:
            given = {**self._open, **answers, **{question: about_bot.get(question) for question in self._of_bot}}
        elif len(answers) < self._least:
            given = {**self._open, **answers}
        try:
            return [known(key := key_of(given)) or row(key, given) for key_of, known, row in self._look_ups]
        except KeyError:  # there are answers to other questions, and one of these is open
            given = {**self._open, **answers}
            return [known(key := key_of(given)) or row(key, given) for key_of, known, row in self._look_ups]

    def settled(self, rows: Sequence[Row], ticked: frozenset[str]) -> tuple[Settled, ...]:
        """What each rule comes to under these rows and ticks, in the pack's order."""
        if len(rows) == 1:
            ((settled, with_ticks, _, _),) = rows  # in the pack's order already
            if not (with_ticks and ticked):
                return settled
            found = [*settled]
            for rule, at, one in with_ticks:
                if rule in ticked:
                    found[at] = one
            return tuple(found)
        found = []
        for settled, with_ticks, _, _ in rows:
            if with_ticks and ticked:
                first = len(found)
                found += settled
                for rule, at, one in with_ticks:
                    if rule in ticked:
                        found[first + at] = one
            else:
                found += settled
        return self._in_order(found)


_ANY: frozenset[frozenset[str]] = frozenset()
"""How the answers are compared has no bearing."""


def _nothing(_: object) -> None:
    """The key of rules that ask nothing."""


def _picked(places: Sequence[int]) -> Callable[[Sequence[Settled]], tuple[Settled, ...]]:
    """What puts what rules come to in the order of these places."""
    if len(places) > 1:
        return itemgetter(*places)
    return tuple
