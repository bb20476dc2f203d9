"""One rule under some answers: its status, why, and what is still open.

Answers that a rule cannot tell apart settle it alike: of an answer with several options only those count that the rule
knows. So what was worked out for one plan serves most others, though hardly two plans give the same answers.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from operator import getitem, itemgetter

from advisor.assess.alike import Alike, comparisons
from advisor.assess.case import Answer
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.diagram import Diagram, Node
from advisor.assess.finding import STATUS_ORDER, Given, Settled, Status
from advisor.assess.paths import Limits, Paths, Walks, view
from advisor.policy.model import Rule
from advisor.typed import Any, NamedTuple, cast

MOST_SETTLED = 2_000
"""For how many sets of answers what a rule comes to is remembered."""
PATHS_PAY = 10
"""So many sets of answers are worked out on the rule's diagram; for more, listing its paths takes less time."""

Answers = Mapping[str, Answer | None]
"""Question -> its answer; None, or no such question, if it is open."""

Reason = tuple[str, frozenset[int] | None]
"""A question whose answer decides, and options of which groups (see `Alike`) do; None if the whole answer does."""


class Weighing(NamedTuple):
    """How the statuses of a rule weigh for a part; `kind` tells the ways to weigh one rule apart."""

    kind: int
    of: Callable[[object], int]


class Ruling:
    """What the rule comes to under all answers that it cannot tell from some."""

    __slots__ = ("_picked", "_reasons", "_same", "_table", "_weights", "fixed", "open", "possible", "status")

    def __init__(
        self,
        table: "RuleTable",
        status: Status,
        fixed: Mapping[int, int] | None = None,
        still_open: tuple[str, ...] = (),
        possible: tuple[Status, ...] = (),
    ) -> None:
        """`fixed` are, where it is open, the values that those answers give to the variables which the rule knows."""
        self.status = status
        self.fixed = fixed or {}
        self.open = still_open
        self.possible = possible
        self._table = table
        self._reasons: tuple[Reason, ...] = ()
        self._picked: Callable[[Any], object] | None = None
        """Picks the answers that are the reasons; None until these are asked for."""
        self._same: object = self
        self._weights: dict[int, int] = {}

    def key(self, answers: Answers) -> tuple[object, object]:
        """The same wherever the same can be said; the reasons are found when first asked for."""
        picked = self._picked
        if picked is None:
            if self.possible:
                picked = _nothing
            else:
                self._reasons = self._table.reasons(answers)
                self._same = STATUS_ORDER[self.status], self._reasons
                picked = itemgetter(*[each for each, _ in self._reasons]) if self._reasons else _nothing
            self._picked = picked
        return self._same, picked(answers)

    def settled(self, answers: Answers) -> Settled:
        """The same in terms of the answers given, with the reasons."""
        key = self.key(answers)
        said = self._table.said
        found = said.get(key)
        if found is None:
            if len(said) >= MOST_SETTLED:
                said.clear()
            because = tuple(
                [
                    self._table.given(question, cast(Answer, answers[question]), groups)
                    for question, groups in self._reasons
                ]
            )
            found = said[key] = Settled(self._table.rule, self.status, because, self.open, self.possible)
        return found

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
        self._seen_as = [self._alike[each].patterns if each in self._alike else _Itself() for each in self.asks]
        self._rulings: dict[tuple[Hashable, ...], Ruling] = {}
        self.said: dict[tuple[object, object], Settled] = {}
        """What was said, by the key of the ruling."""
        self._missed = 0
        self._limits: dict[tuple[str, Answer], Limits] = {}
        """What answers leave of the rule, as it is looked at."""
        self._view: Paths | Walks = Walks(compiled.diagram, self.root)

    def ruling(self, answers: Answers) -> Ruling:
        """What the rule comes to under these answers, ticks aside."""
        key = tuple(map(getitem, self._seen_as, map(answers.get, self.asks)))
        found = self._rulings.get(key)
        if found is None:
            if len(self._rulings) >= MOST_SETTLED:
                self._rulings.clear()
            self._missed += 1
            if self._missed == PATHS_PAY:
                self._view = view(self.compiled.diagram, self.root)
                self._limits.clear()
            found = self._rulings[key] = self._rule(answers)
        return found

    def _rule(self, answers: Answers) -> Ruling:
        values = cast(
            frozenset[Status], self._view.values_under(self._view.together(self._limits_of(answers).values()))
        )
        if len(values) == 1:
            (status,) = values
            return Ruling(self, status)
        fixed = {
            v: value for question in self.asks for v, value in self._values(question, answers.get(question)).items()
        }
        diagram, scratch = self.compiled.diagram, Diagram(self.compiled.diagram.sizes)
        support = scratch.support(diagram.copy(scratch, self.root, fixed))
        possible = tuple(sorted(values, key=STATUS_ORDER.__getitem__))
        return Ruling(self, Status.OPEN, fixed, self.compiled.questions(support), possible)

    def reasons(self, answers: Answers) -> tuple[Reason, ...]:
        """Why the rule, settled by these answers, comes to what it does; later answers are left out before earlier ones."""
        together, constant_under = self._view.together, self._view.constant_under
        limits_of = self._limits_of(answers)
        for question in reversed(self.asks):
            limits = limits_of.pop(question, None)
            if limits is not None and not constant_under(together(limits_of.values())):
                limits_of[question] = limits
        return tuple(
            [
                (each, self._deciding(each, cast(Answer, answers[each]), limits_of))
                for each in self.asks
                if each in limits_of
            ]
        )

    def _limits_of(self, answers: Answers) -> dict[str, Limits]:
        """Of each question that was answered, what the answer leaves of the rule."""
        found = {}
        for question in self.asks:
            answer = answers.get(question)
            if answer is not None:
                limits = self._limits.get((question, answer))
                if limits is None:
                    if len(self._limits) >= MOST_SETTLED:
                        self._limits.clear()
                    limits = self._limits[question, answer] = self._view.limits(self._values(question, answer))
                found[question] = limits
        return found

    def _values(self, question: str, answer: Answer | None) -> dict[int, int]:
        """The values of the variables that the rule knows."""
        if answer is None:
            return {}
        block = self.compiled.blocks[question]
        return block.encode(answer, [v for v in block.variables if v in self._support])

    def _deciding(self, question: str, answer: Answer, limits_of: dict[str, Limits]) -> frozenset[int] | None:
        """The groups of those options that decide; None if the whole answer does, as where an option not chosen matters.

        From there on these options stand for the answer.
        """
        if len(answer) < 2:
            return None
        view, block = self._view, self.compiled.blocks[question]
        rest = view.together([limits for other, limits in limits_of.items() if other != question])

        def limited(chosen: Iterable[int]) -> Limits:
            return view.limits(dict.fromkeys(chosen, 1))

        chosen = [v for v, value in self._values(question, answer).items() if value]
        if not view.constant_under(view.together((rest, limited(chosen)))):
            return None
        for variable in reversed(chosen.copy()):
            fewer = [other for other in chosen if other != variable]
            if view.constant_under(view.together((rest, limited(fewer)))):
                chosen = fewer
        limits_of[question] = limited(chosen)
        return self._alike[question].groups(block.names[v - block.variables[0]] for v in chosen)

    def given(self, question: str, answer: Answer, groups: frozenset[int] | None) -> Given:
        """A reason in terms of the answer given."""
        if groups is None or len(answer) < 2:
            return Given(question, answer, answer)
        return Given(question, answer, self._alike[question].firsts(answer, groups))


class _Itself(dict[Answer | None, Answer | None]):
    """Answers as a rule sees them that can tell all of them apart."""

    def __missing__(self, answer: Answer | None) -> Answer | None:
        if len(self) >= MOST_SETTLED:
            self.clear()
        self[answer] = answer
        return answer


def _nothing(_: object) -> None:
    """No answer is a reason."""


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
