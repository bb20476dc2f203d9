"""One rule under some answers: its status, why, and what is still open.

Answers that a rule cannot tell apart settle it alike: of an answer with several options only those count that the rule
knows. So what was worked out for one plan serves most others, though hardly two plans give the same answers.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping

from advisor.assess.alike import Alike, comparisons
from advisor.assess.case import Answer
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.diagram import Diagram, Node
from advisor.assess.finding import STATUS_ORDER, Given, Settled, Status
from advisor.assess.paths import Paths, Walks, view
from advisor.policy.model import Rule
from advisor.typed import NamedTuple, cast

MOST_SETTLED = 2_000
"""For how many sets of answers what a rule comes to is remembered."""
PATHS_PAY = 10
"""So many sets of answers are worked out on the rule's diagram; for more, listing its paths takes less time."""

Reason = tuple[str, frozenset[int] | None]
"""A question whose answer decides, and options of which groups (see `Alike`) do; None if the whole answer does."""


class Weighing(NamedTuple):
    """How the statuses of a rule weigh for a part; `kind` tells the ways to weigh one rule apart."""

    kind: int
    of: Callable[[object], int]


class Ruling:
    """What the rule comes to under all answers that it cannot tell from some."""

    __slots__ = ("_reasons", "_table", "_weights", "fixed", "open", "possible", "status")

    def __init__(
        self,
        table: "RuleTable",
        status: Status,
        fixed: Mapping[int, int],
        still_open: tuple[str, ...] = (),
        possible: tuple[Status, ...] = (),
    ) -> None:
        """`fixed` are the values that those answers give to the variables which the rule knows."""
        self.status = status
        self.fixed = fixed
        self.open = still_open
        self.possible = possible
        self._table = table
        self._reasons: tuple[Reason, ...] | None = None
        self._weights: dict[int, int] = {}

    def settled(self, answers: Mapping[str, Answer]) -> Settled:
        """The same in terms of the answers given, with the reasons, which are found when first asked for."""
        reasons = self._reasons
        if reasons is None:
            reasons = self._reasons = () if self.possible else self._table.reasons(answers)
        key = (self, *[answers[question] for question, _ in reasons])
        said = self._table.said
        found = said.get(key)
        if found is None:
            if len(said) >= MOST_SETTLED:
                said.clear()
            because = tuple([self._table.given(question, answers[question], groups) for question, groups in reasons])
            found = said[key] = Settled(self._table.rule, self.status, because, self.open, self.possible)
        return found

    @property
    def tickable(self) -> bool:
        """Whether a tick on the rule makes, or may make, a difference."""
        return any(tick(status) is not status for status in self.possible or (self.status,))

    def severities(self, weighing: Weighing) -> int:
        """What it gives a part; 0 if that depends on the questions that are open."""
        found = self._weights.get(weighing.kind)
        if found is None:
            given = {weighing.of(status) for status in self.possible or (self.status,)}
            found = self._weights[weighing.kind] = given.pop() if len(given) == 1 else 0
        return found

    def node(self, store: Diagram, weighing: Weighing) -> Node:
        """What an open rule gives a part by the answers still to come, as a node of the store."""
        key = self, weighing.kind
        found = store.remembered.get(key)
        if found is None:
            diagram = self._table.compiled.diagram
            found = store.remembered[key] = diagram.copy(store, self._table.root, self.fixed, weighing.of)
        return cast(Node, found)


class RuleTable:
    """Everything a rule was found to come to so far."""

    def __init__(self, compiled: CompiledPolicy, rule: Rule) -> None:
        """Begin without anything."""
        self.compiled = compiled
        self.rule = rule
        self.asks = compiled.asks[rule.id]
        self.root = compiled.status[rule.id]
        self._support = compiled.diagram.support(self.root)
        several = [question for question in self.asks if compiled.blocks[question].question.several]
        made = comparisons(compiled, rule) if several else {}
        self._alike = {question: Alike(compiled.blocks[question], made[question]) for question in several}
        self._rulings: dict[tuple[Hashable, ...], Ruling] = {}
        self.said: dict[tuple[Hashable, ...], Settled] = {}
        """What was said of a ruling and the answers that are its reasons."""
        self._missed = 0
        self._view: Paths | Walks = Walks(compiled.diagram, self.root)

    def ruling(self, answers: Mapping[str, Answer]) -> Ruling:
        """What the rule comes to under these answers, ticks aside."""
        key = self._key(answers)
        found = self._rulings.get(key)
        if found is None:
            if len(self._rulings) >= MOST_SETTLED:
                self._rulings.clear()
            self._missed += 1
            if self._missed == PATHS_PAY:
                self._view = view(self.compiled.diagram, self.root)
            found = self._rulings[key] = self._rule(answers)
        return found

    def _key(self, answers: Mapping[str, Answer]) -> tuple[Hashable, ...]:
        """The answers as the rule sees them."""
        if not self._alike:
            return tuple([answers.get(question) for question in self.asks])
        return tuple(
            [
                self._alike[question].pattern(answers[question])
                if question in self._alike and question in answers
                else answers.get(question)
                for question in self.asks
            ]
        )

    def _rule(self, answers: Mapping[str, Answer]) -> Ruling:
        fixed = _joined(self._values_of(answers))
        values = cast(frozenset[Status], self._view.values_under(fixed))
        if len(values) == 1:
            (status,) = values
            return Ruling(self, status, fixed)
        diagram, scratch = self.compiled.diagram, Diagram(self.compiled.diagram.sizes)
        support = scratch.support(diagram.copy(scratch, self.root, fixed))
        possible = tuple(sorted(values, key=STATUS_ORDER.__getitem__))
        return Ruling(self, Status.OPEN, fixed, self.compiled.questions(support), possible)

    def reasons(self, answers: Mapping[str, Answer]) -> tuple[Reason, ...]:
        """Why the rule, settled by these answers, comes to what it does; later answers are left out before earlier ones."""
        values_of = self._values_of(answers)
        for question in reversed(self.asks):
            values = values_of.pop(question, None)
            if values is not None and not self._view.constant_under(_joined(values_of)):
                values_of[question] = values
        fixed = _joined(values_of)
        return tuple(
            self._deciding(fixed, {question: answers[question] for question in self.asks if question in values_of})
        )

    def _values_of(self, answers: Mapping[str, Answer]) -> dict[str, dict[int, int]]:
        """Of each question that was answered, the values of the variables that the rule knows."""
        return {question: self._values(question, answers[question]) for question in self.asks if question in answers}

    def _values(self, question: str, answer: Answer) -> dict[int, int]:
        return {v: value for v, value in self.compiled.blocks[question].encode(answer).items() if v in self._support}

    def _deciding(self, fixed: Mapping[int, int], answers: Mapping[str, Answer]) -> Iterator[Reason]:
        """The answers, each with those of its options that decide; all of them where one that was not chosen does."""
        constant_under = self._view.constant_under
        for question, answer in answers.items():
            block = self.compiled.blocks[question]
            if len(answer) < 2:
                yield question, None
                continue
            chosen = [v for v in block.variables if fixed.get(v)]
            rest = {v: value for v, value in fixed.items() if v not in block.variables}
            if not constant_under({**rest, **dict.fromkeys(chosen, 1)}):
                yield question, None
                continue
            for variable in reversed(chosen.copy()):
                fewer = [other for other in chosen if other != variable]
                if constant_under({**rest, **dict.fromkeys(fewer, 1)}):
                    chosen = fewer
            fixed = {**rest, **dict.fromkeys(chosen, 1)}
            yield question, self._alike[question].groups(block.names[v - block.variables[0]] for v in chosen)

    def given(self, question: str, answer: Answer, groups: frozenset[int] | None) -> Given:
        """A reason in terms of the answer given."""
        if groups is None or len(answer) < 2:
            return Given(question, answer, answer)
        return Given(question, answer, self._alike[question].firsts(answer, groups))


def _joined(values_of: Mapping[str, Mapping[int, int]]) -> dict[int, int]:
    return {v: value for values in values_of.values() for v, value in values.items()}


def ticked(settled: Settled) -> Settled:
    """What a tick makes of it; the same object where it makes nothing of it."""
    status = tick(settled.status)
    possible = tuple(sorted(map(tick, settled.possible), key=STATUS_ORDER.__getitem__))
    if status is settled.status and possible == settled.possible:
        return settled
    return settled._replace(status=status, possible=possible)


def tick(status: Status) -> Status:
    """What a tick makes of a status: it counts where a safeguard is required, and nowhere else."""
    return Status.TICKED if status in (Status.REQUIRED, Status.APPROVAL) else status
