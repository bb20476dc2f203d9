"""One rule under some answers: its status, why, and what is still open.

Answers that a rule cannot tell apart settle it alike: of an answer with several options only those count that the rule
knows. So what was worked out for one plan serves most others, though hardly two plans give the same answers.
"""

from collections.abc import Callable, Iterator, Mapping

from advisor.assess.case import Answer
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.diagram import Diagram, Node
from advisor.assess.finding import STATUS_ORDER, Given, Status
from advisor.policy.model import Rule
from advisor.typed import NamedTuple, cast

MOST_SETTLED = 2_000
"""For how many sets of answers what a rule comes to is remembered."""

Reason = tuple[str, frozenset[str] | None]
"""A question whose answer decides, and which of its options do; None if the whole answer does."""


class Settled(NamedTuple):
    """A rule with some answers. `possible` are the statuses that an open rule may still get."""

    status: Status
    because: tuple[Given, ...]
    open: tuple[str, ...]
    possible: tuple[Status, ...]


class Weighing(NamedTuple):
    """How the statuses of a rule weigh for a part; `kind` tells the ways to weigh one rule apart."""

    kind: int
    of: Callable[[object], int]


class Ruling:
    """What the rule comes to under all answers that it cannot tell from some."""

    __slots__ = ("_nodes", "_store", "_weights", "fixed", "open", "possible", "reasons", "root", "status")

    def __init__(
        self,
        status: Status,
        reasons: tuple[Reason, ...] = (),
        still_open: tuple[str, ...] = (),
        possible: tuple[Status, ...] = (),
        rest: tuple[Node, Mapping[int, int]] = (0, {}),
    ) -> None:
        self.status = status
        self.reasons = reasons
        self.open = still_open
        self.possible = possible
        self.root, self.fixed = rest
        self._weights: dict[int, int] = {}
        self._store: Diagram | None = None
        self._nodes: dict[int, Node] = {}

    def settled(self, answers: Mapping[str, Answer]) -> Settled:
        """The same in terms of the answers given."""
        because = tuple([_given(question, answers[question], options) for question, options in self.reasons])
        return Settled(self.status, because, self.open, self.possible)

    def severities(self, weighing: Weighing) -> int:
        """What it gives a part; 0 if that depends on the questions that are open."""
        found = self._weights.get(weighing.kind)
        if found is None:
            given = {weighing.of(status) for status in self.possible or (self.status,)}
            found = self._weights[weighing.kind] = given.pop() if len(given) == 1 else 0
        return found

    def node(self, diagram: Diagram, store: Diagram, weighing: Weighing) -> Node:
        """What an open rule gives a part by the answers still to come, as a node of the store."""
        if self._store is not store:
            self._store = store
            self._nodes = {}
        found = self._nodes.get(weighing.kind)
        if found is None:
            found = self._nodes[weighing.kind] = diagram.copy(store, self.root, self.fixed, weighing.of)
        return found


def _given(question: str, answer: Answer, options: frozenset[str] | None) -> Given:
    deciding = answer if options is None else tuple([option for option in answer if option in options])
    return Given(question, answer, deciding)


class RuleTable:
    """Everything a rule was found to come to so far."""

    def __init__(self, compiled: CompiledPolicy, rule: Rule) -> None:
        """Begin without anything."""
        self.compiled = compiled
        self.asks = compiled.asks[rule.id]
        self.root = compiled.status[rule.id]
        self._support = compiled.diagram.support(self.root)
        self._known = [(question, compiled.blocks[question].telling(self._support)) for question in self.asks]
        self._rulings: dict[tuple[int, ...], Ruling] = {}

    def ruling(self, answers: Mapping[str, Answer]) -> Ruling:
        """What the rule comes to under these answers, ticks aside."""
        code = self.compiled.code
        key = tuple([code(question, answers.get(question)) & known for question, known in self._known])
        found = self._rulings.get(key)
        if found is None:
            if len(self._rulings) >= MOST_SETTLED:
                self._rulings.clear()
            found = self._rulings[key] = self._rule(answers)
        return found

    def _rule(self, answers: Mapping[str, Answer]) -> Ruling:
        compiled, diagram, root = self.compiled, self.compiled.diagram, self.root
        values_of = {
            question: self._values(question, answers[question]) for question in self.asks if question in answers
        }
        fixed = {v: value for values in values_of.values() for v, value in values.items()}
        values = cast(frozenset[Status], diagram.values_under(root, fixed))
        if len(values) > 1:
            scratch = Diagram(diagram.sizes)
            support = scratch.support(diagram.copy(scratch, root, fixed))
            possible = tuple(sorted(values, key=STATUS_ORDER.__getitem__))
            return Ruling(Status.OPEN, (), compiled.questions(support), possible, (root, fixed))
        needed = list(values_of)
        for question in reversed(list(values_of)):
            fewer = {v: value for v, value in fixed.items() if v not in values_of[question]}
            if diagram.constant_under(root, fewer):
                fixed = fewer
                needed.remove(question)
        (status,) = values
        return Ruling(status, tuple(self._deciding(fixed, {question: answers[question] for question in needed})))

    def _values(self, question: str, answer: Answer) -> dict[int, int]:
        """The values of the variables that the rule knows."""
        return {v: value for v, value in self.compiled.blocks[question].encode(answer).items() if v in self._support}

    def _deciding(self, fixed: Mapping[int, int], answers: Mapping[str, Answer]) -> Iterator[Reason]:
        """The answers, each with those of its options that decide; all of them where one that was not chosen does."""
        constant_under = self.compiled.diagram.constant_under
        for question, answer in answers.items():
            block = self.compiled.blocks[question]
            if len(answer) < 2:
                yield question, None
                continue
            chosen = [v for v in block.variables if fixed.get(v)]
            rest = {v: value for v, value in fixed.items() if v not in block.variables}
            if not constant_under(self.root, {**rest, **dict.fromkeys(chosen, 1)}):
                yield question, None
                continue
            for variable in reversed(chosen.copy()):
                fewer = [other for other in chosen if other != variable]
                if constant_under(self.root, {**rest, **dict.fromkeys(fewer, 1)}):
                    chosen = fewer
            fixed = {**rest, **dict.fromkeys(chosen, 1)}
            yield question, frozenset(block.names[v - block.variables[0]] for v in chosen)


def ticked(settled: Settled) -> Settled:
    """What a tick makes of it."""
    possible = tuple(sorted(map(tick, settled.possible), key=STATUS_ORDER.__getitem__))
    return settled._replace(status=tick(settled.status), possible=possible)


def tick(status: Status) -> Status:
    """What a tick makes of a status: it counts where a safeguard is required, and nowhere else."""
    return Status.TICKED if status in (Status.REQUIRED, Status.APPROVAL) else status
