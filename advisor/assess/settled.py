"""The findings of a part, looked up by what it was answered.

Rules that ask the same questions of an activity are looked up together, because most of what it costs to assess a plan
is finding what was found before.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import chain
from operator import itemgetter

from advisor.assess.case import Answer
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.diagram import Diagram, Node
from advisor.assess.finding import Finding, Status
from advisor.assess.settle import RuleTable, Ruling, Settled, Weighing, ticked as with_tick
from advisor.assess.severities import NOT_COVERED_ALONE, combine, weight
from advisor.policy.model import Rule
from advisor.typed import Any, cast

MOST_ROWS = 500
"""For how many sets of answers a group of rules is remembered: with some hundred groups, a few dozen megabytes at most."""
MOST_PARTS = 64
"""For how many parts the findings of one set of answers are kept ready."""

_NO_TICKS: frozenset[str] = frozenset()
_new_finding: Callable[[type[Finding], tuple[object, ...]], Finding] = tuple.__new__


class Row:
    """What the rules of a group come to under one set of answers."""

    __slots__ = ("for_part", "open", "rules", "settled", "severities")

    def __init__(
        self,
        rules: Sequence[Rule],
        settled: Sequence[Settled],
        severities: int,
        still_open: Sequence[tuple[Ruling, Weighing]],
    ) -> None:
        """Take the rules and what became of each; `severities` are those of the rules that are settled, combined."""
        self.rules = rules
        self.settled = settled
        self.severities = severities
        self.open = still_open
        self.for_part: dict[str, tuple[Finding, ...]] = {}
        """The findings made so far, by the part's id."""

    def findings(self, part_id: str) -> tuple[Finding, ...]:
        """Make the findings of a part with these answers."""
        if len(self.for_part) >= MOST_PARTS:
            self.for_part.clear()
        found = self.for_part[part_id] = tuple(
            [
                _new_finding(Finding, (part_id, rule, *settled))
                for rule, settled in zip(self.rules, self.settled, strict=True)
            ]
        )
        return found

    def nodes(self, diagram: Diagram, store: Diagram) -> list[Node]:
        """The severities that each open rule gives, by the answers still to come, in the store."""
        return [ruling.node(diagram, store, weighing) for ruling, weighing in self.open]


class Member:
    """A rule of a group, with how its statuses weigh where it is ticked and where it is not."""

    __slots__ = ("plain", "rule", "table", "ticked")

    def __init__(self, rule: Rule, table: RuleTable, *, covers: bool) -> None:
        self.rule = rule
        self.table = table
        self.plain = _weighing(rule, covers=covers, ticked=False)
        self.ticked = _weighing(rule, covers=covers, ticked=True)


def _weighing(rule: Rule, *, covers: bool, ticked: bool) -> Weighing:
    return Weighing(
        2 * covers + ticked, lambda status: weight(rule, cast(Status, status), ticked=ticked, covers=covers)
    )


class Group:
    """The rules of an activity that ask the same questions, with a row for each set of answers met so far."""

    __slots__ = ("key_of", "members", "rows", "rules", "safeguards")

    def __init__(self, members: Sequence[Member], key_of: Callable[[Any], Hashable]) -> None:
        """Take the rules in the pack's order; `key_of` picks what they ask out of the answers of the activity."""
        self.members = members
        self.rules = tuple(member.rule for member in members)
        self.key_of = key_of
        self.safeguards = frozenset(rule.id for rule in self.rules if rule.safeguard)
        self.rows: dict[Hashable, Row] = {}

    def row(self, key: Hashable, answers: Mapping[str, Answer], ticks: frozenset[str]) -> Row:
        """What the rules come to, to be remembered under the key."""
        settled: list[Settled] = []
        still_open: list[tuple[Ruling, Weighing]] = []
        severities = NOT_COVERED_ALONE
        for member in self.members:
            ticked = member.rule.id in ticks
            ruling, weighing = member.table.ruling(answers), member.ticked if ticked else member.plain
            given = ruling.severities(weighing)
            if given:
                severities = combine(severities, given)
            else:
                still_open.append((ruling, weighing))
            one = ruling.settled(answers)
            settled.append(with_tick(one) if ticked else one)
        if len(self.rows) >= MOST_ROWS:
            self.rows.clear()
        found = self.rows[key] = Row(self.rules, settled, severities, still_open)
        return found


class Sheet:
    """Every rule judged for an activity (None: the bot as a whole), grouped by what it asks."""

    def __init__(self, compiled: CompiledPolicy, activity: str | None, tables: dict[str, RuleTable]) -> None:
        """Group the rules, and note in which order the pack has them. `tables` are shared by all activities."""
        self.base = 1 << compiled.base[activity]
        rules = compiled.rules_for(activity)
        asked = {question: None for rule in rules for question in compiled.asks[rule.id]}
        self.questions = tuple(sorted(asked, key=compiled.order.__getitem__))
        by_asks: dict[tuple[str, ...], list[Member]] = {}
        for rule in rules:
            table = tables.get(rule.id) or tables.setdefault(rule.id, RuleTable(compiled, rule))
            member = Member(rule, table, covers=compiled.covers(rule, activity))
            by_asks.setdefault(compiled.asks[rule.id], []).append(member)
        self.groups = [Group(tuple(members), self._picker(asks)) for asks, members in by_asks.items()]
        place = {member.rule.id: at for at, member in enumerate(chain(*by_asks.values()))}
        self._in_order = _picked([place[rule.id] for rule in rules])

    def _picker(self, asks: tuple[str, ...]) -> Callable[[Any], Hashable]:
        at = [self.questions.index(question) for question in asks]
        return itemgetter(*at) if at else lambda _: None

    def rows(self, answers: Mapping[str, Answer], ticked: frozenset[str]) -> list[Row]:
        """The row of each group under these answers and ticks."""
        values = [*map(answers.get, self.questions)]
        found = []
        for group in self.groups:
            key = group.key_of(values)
            ticks = _NO_TICKS
            if group.safeguards and ticked:
                ticks = ticked & group.safeguards
                if ticks:
                    key = (key, ticks)
            found.append(group.rows.get(key) or group.row(key, answers, ticks))
        return found

    def findings(self, rows: Sequence[Row], part_id: str) -> tuple[Finding, ...]:
        """The findings of a part, in the pack's order."""
        return self._in_order(
            [*chain.from_iterable([row.for_part.get(part_id) or row.findings(part_id) for row in rows])]
        )


def _picked(places: Sequence[int]) -> Callable[[Sequence[Finding]], tuple[Finding, ...]]:
    """What puts findings in the order of these places."""
    if len(places) > 1:
        return itemgetter(*places)
    return tuple
