"""A rule under some answers: its status, why, and what is still open; worked out once for each set of answers it asks for.

Rules that ask the same questions of an activity are looked up together, because most of what it costs to assess a plan
is finding what was found before.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple, cast

from advisor.assess.case import Answer
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.diagram import Diagram, Node
from advisor.assess.finding import STATUS_ORDER, Finding, Given, Status
from advisor.assess.severities import NOT_COVERED_ALONE, combine, weight
from advisor.policy.model import Rule

MOST_ROWS = 5_000
"""How many sets of answers are remembered for an activity: a few megabytes."""
MOST_PARTS = 64
"""For how many parts the findings of one set of answers are kept ready."""

_NO_TICKS: frozenset[str] = frozenset()
_new_finding: Callable[[type[Finding], tuple[object, ...]], Finding] = tuple.__new__


class Settled(NamedTuple):
    """A rule with some answers. `possible` are the statuses that an open rule may still get."""

    status: Status
    because: tuple[Given, ...]
    open: tuple[str, ...]
    possible: tuple[Status, ...]


class OpenRule(NamedTuple):
    """A rule that is open: its diagram with the answers in place, and the severity of each status for this part."""

    root: Node
    fixed: Mapping[int, int]
    weigh: Callable[[object], int]


class Row:
    """What the rules of a group come to under one set of answers."""

    __slots__ = ("_for_part", "_nodes", "_store", "open", "rules", "settled", "severities")

    def __init__(
        self, rules: Sequence[Rule], settled: Sequence[Settled], severities: int, still_open: Sequence[OpenRule]
    ) -> None:
        """Take the rules and what became of each; `severities` are those of the rules that are settled, combined."""
        self.rules = rules
        self.settled = settled
        self.severities = severities
        self.open = still_open
        self._for_part: dict[str, tuple[Finding, ...]] = {}
        self._store: Diagram | None = None
        self._nodes: tuple[Node, ...] = ()

    def findings(self, part_id: str) -> tuple[Finding, ...]:
        """The findings of a part with these answers."""
        found = self._for_part.get(part_id)
        if found is None:
            if len(self._for_part) >= MOST_PARTS:
                self._for_part.clear()
            found = self._for_part[part_id] = tuple(
                _new_finding(Finding, (part_id, rule, *settled))
                for rule, settled in zip(self.rules, self.settled, strict=True)
            )
        return found

    def nodes(self, compiled: CompiledPolicy, store: Diagram) -> tuple[Node, ...]:
        """The severities that each open rule gives, by the answers still to come, in the store."""
        if self._store is not store:
            copy = compiled.diagram.copy
            self._nodes = tuple(copy(store, rule.root, rule.fixed, rule.weigh) for rule in self.open)
            self._store = store
        return self._nodes


class Group:
    """The rules of an activity that ask the same questions, with a row for each set of answers met so far."""

    __slots__ = ("asks", "key_of", "rows", "rules", "safeguards")

    def __init__(self, rules: Sequence[Rule], asks: tuple[str, ...], key_of: Callable[[Any], Hashable]) -> None:
        """Take the rules in the pack's order; `key_of` picks what they ask out of the answers of the activity."""
        self.rules = rules
        self.asks = asks
        self.key_of = key_of
        self.safeguards = frozenset(rule.id for rule in rules if rule.safeguard)
        self.rows: dict[Hashable, Row] = {}


class Sheet:
    """Every rule judged for an activity (None: the bot as a whole), grouped by what it asks."""

    def __init__(self, compiled: CompiledPolicy, activity: str | None) -> None:
        """Group the rules, and note in which order the pack has them."""
        self.compiled = compiled
        self.activity = activity
        self.base = 1 << compiled.base[activity]
        rules = compiled.rules_for(activity)
        asked = {question: None for rule in rules for question in compiled.asks[rule.id]}
        self.questions = tuple(sorted(asked, key=compiled.order.__getitem__))
        by_asks: dict[tuple[str, ...], list[Rule]] = {}
        for rule in rules:
            by_asks.setdefault(compiled.asks[rule.id], []).append(rule)
        self.groups = [Group(tuple(members), asks, self._picker(asks)) for asks, members in by_asks.items()]
        place = {rule.id: at for at, rule in enumerate(chain(*by_asks.values()))}
        self._kept = 0
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
            ticks = ticked & group.safeguards if ticked else _NO_TICKS
            if ticks:
                key = (key, ticks)
            row = group.rows.get(key)
            if row is None:
                row = self._row(group, answers, ticks)
                self._remember(group, key, row)
            found.append(row)
        return found

    def findings(self, rows: Sequence[Row], part_id: str) -> tuple[Finding, ...]:
        """The findings of a part, in the pack's order."""
        return self._in_order([*chain.from_iterable([row.findings(part_id) for row in rows])])

    def _remember(self, group: Group, key: Hashable, row: Row) -> None:
        if self._kept >= MOST_ROWS:
            for each in self.groups:
                each.rows.clear()
            self._kept = 0
        self._kept += 1
        group.rows[key] = row

    def _row(self, group: Group, answers: Mapping[str, Answer], ticks: frozenset[str]) -> Row:
        compiled = self.compiled
        fixed = compiled.encode(answers, group.asks)
        settled: list[Settled] = []
        still_open: list[OpenRule] = []
        severities = NOT_COVERED_ALONE
        for rule in group.rules:
            one = settle(compiled, rule, answers)
            weigh = self._weigher(rule, ticked=rule.id in ticks)
            if one.status is not Status.OPEN:
                severities = combine(severities, weigh(one.status))
            elif len(weights := {weigh(status) for status in one.possible}) == 1:
                severities = combine(severities, *weights)  # open without bearing on the verdict
            else:
                still_open.append(OpenRule(compiled.status[rule.id], fixed, weigh))
            settled.append(_ticked(one) if rule.id in ticks else one)
        return Row(group.rules, settled, severities, still_open)

    def _weigher(self, rule: Rule, *, ticked: bool) -> Callable[[object], int]:
        covers = self.compiled.covers(rule, self.activity)
        return lambda status: weight(rule, cast(Status, status), ticked=ticked, covers=covers)


def _picked(places: Sequence[int]) -> Callable[[Sequence[Finding]], tuple[Finding, ...]]:
    """What puts findings in the order of these places."""
    if len(places) > 1:
        return itemgetter(*places)
    return tuple


def settle(compiled: CompiledPolicy, rule: Rule, answers: Mapping[str, Answer]) -> Settled:
    """What the rule comes to, ticks aside: from which answers for certain, or on which questions it depends."""
    diagram, root, asks = compiled.diagram, compiled.status[rule.id], compiled.asks[rule.id]
    fixed = compiled.encode(answers, asks)
    values = cast(frozenset[Status], diagram.values_under(root, fixed))
    if len(values) > 1:
        scratch = Diagram(diagram.sizes)
        rest = diagram.copy(scratch, root, fixed)
        possible = tuple(sorted(values, key=STATUS_ORDER.__getitem__))
        return Settled(Status.OPEN, (), compiled.questions(scratch.support(rest)), possible)
    needed = [question for question in asks if question in answers]
    for question in reversed(needed.copy()):
        fewer = [other for other in needed if other != question]
        if len(diagram.values_under(root, compiled.encode(answers, fewer))) == 1:
            needed = fewer
    (status,) = values
    return Settled(status, tuple(_deciding(compiled, root, {q: answers[q] for q in needed})), (), ())


def _deciding(compiled: CompiledPolicy, root: Node, answers: Mapping[str, Answer]) -> Iterator[Given]:
    """The answers, each with those of its chosen options that decide; all of them where one that was not chosen does."""
    fixed = compiled.encode(answers, answers)
    for question, answer in answers.items():
        block = compiled.blocks[question]
        chosen = [v for v in block.variables if fixed[v]]
        if not block.question.several or len(chosen) < 2:
            yield Given(question, answer, answer)
            continue
        rest = {v: value for v, value in fixed.items() if v not in block.variables}
        if len(compiled.diagram.values_under(root, {**rest, **dict.fromkeys(chosen, 1)})) > 1:
            yield Given(question, answer, answer)
            continue
        for variable in reversed(chosen.copy()):
            fewer = [other for other in chosen if other != variable]
            if len(compiled.diagram.values_under(root, {**rest, **dict.fromkeys(fewer, 1)})) == 1:
                chosen = fewer
        fixed = {**rest, **dict.fromkeys(chosen, 1)}
        deciding = {block.names[block.variables.index(v)] for v in chosen}
        yield Given(question, answer, tuple(option for option in answer if option in deciding))


def _ticked(settled: Settled) -> Settled:
    """What a tick makes of it."""
    possible = tuple(sorted(map(tick, settled.possible), key=STATUS_ORDER.__getitem__))
    return settled._replace(status=tick(settled.status), possible=possible)


def tick(status: Status) -> Status:
    """What a tick makes of a status: it counts where a safeguard is required, and nowhere else."""
    return Status.TICKED if status in (Status.REQUIRED, Status.APPROVAL) else status
