"""What parts may come to, found rule by rule where a joined diagram would be too large.

A severity is possible if all rules can stay at or below it while one reaches it. A question decides if two answers to
it, all else equal, lead to different severities: one rule rises with one answer, and with the other all stay low.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import permutations

from advisor.assess.diagram import Diagram, Node
from advisor.assess.finding import Severity
from advisor.assess.severities import PROHIBITED_ALONE, least
from advisor.assess.solver import Conflict, Effort, Goal, Key, Solver
from advisor.typed import cast

Accepts = Callable[[int], bool]
"""Whether the severities that a rule gives will do."""
Difference = tuple[Accepts, Accepts]
LOWER = tuple(severity for severity in Severity if severity is not Severity.PROHIBITED)


class VerdictSearch:
    """A search over the open rules of one part, or of several parts that share the variables about the bot."""

    def __init__(
        self, store: Diagram, parts: Sequence[Sequence[Node]], settled: int, shared: Collection[int] = ()
    ) -> None:
        """Take each part's open rules, whose terminals are sets of severities, and what is settled of all together."""
        self.store = Diagram(store.sizes)
        self.rules = [(space, store.copy(self.store, rule, {})) for space, rules in enumerate(parts) for rule in rules]
        self.settled = settled
        self.shared = shared
        self.witness: dict[Key, int] = {}
        self.effort = Effort()

    def possible(self) -> int:
        """The severities that some completion reaches."""
        found = self.settled & PROHIBITED_ALONE
        for _, rule in self.rules:
            for severities in self._severities(rule):
                found |= severities & PROHIBITED_ALONE
        for severity in self._lower():
            if self._reached(severity):
                found |= 1 << severity
        return found

    def decides(self, question_of: Sequence[str]) -> list[int]:
        """Variables of each question on which the severities depend, one a question."""
        found: dict[str, int] = {}
        differences = [each for each in self._differences() if self._all(each[0])]
        for variable in sorted({variable for _, rule in self.rules for variable in self.store.support(rule)}):
            if question_of[variable] not in found and self._decides(variable, differences):
                found[question_of[variable]] = variable
        return list(found.values())

    def _lower(self) -> Iterator[Severity]:
        """The severities between what is settled and prohibited, best first."""
        return (severity for severity in LOWER if severity >= least(self.settled))

    def _severities(self, rule: Node) -> frozenset[int]:
        return cast(frozenset[int], self.store.values(rule))

    def _goal(self, rule: Node, space: int, accepts: Accepts) -> Goal:
        return Goal(rule, frozenset(each for each in self._severities(rule) if accepts(each)), space)

    def _solved(self, goals: Iterable[Goal], shared: Collection[int], given: Mapping[Key, int] | None = None) -> bool:
        found = Solver(self.store, goals, shared, self.effort).solve(given or {}, self.witness)
        if isinstance(found, Conflict):
            return False
        self.witness |= found
        return True

    def _reached(self, severity: Severity) -> bool:
        """Whether some completion comes to the severity, unclear rules read kindly."""
        caps = [self._goal(rule, space, lambda each: least(each) <= severity) for space, rule in self.rules]
        if severity == least(self.settled):
            return self._solved(caps, self.shared)
        for number, (space, rule) in enumerate(self.rules):
            exact = self._goal(rule, space, lambda each: least(each) == severity)
            if exact.wanted and self._solved([*caps[:number], exact, *caps[number + 1 :]], self.shared):
                return True
        return False

    def _all(self, accepts: Accepts) -> bool:
        """Whether some completion lets every rule be as is accepted."""
        return self._solved([self._goal(rule, space, accepts) for space, rule in self.rules], self.shared)

    def _decides(self, variable: int, differences: Iterable[Difference]) -> bool:
        """Whether two values of the variable, all else equal, make a difference."""
        rules = [rule for _, rule in self.rules]
        touching = [rule for rule in rules if variable in self.store.support(rule)]
        for low, high in differences:
            for rule in touching:
                others = [self._goal(other, 0, low) for other in rules if other != rule]
                for before, rises in self._rises(rule, variable, low, high):
                    if self._solved([Goal(rises, frozenset({True})), *others], (), {(0, variable): before}):
                        return True
        return False

    def _rises(self, rule: Node, variable: int, low: Accepts, high: Accepts) -> Iterator[tuple[int, Node]]:
        """A value of the variable, and where (a Boolean function of the others) the rule is low, and high with another."""
        store, values = self.store, range(self.store.sizes[variable])
        lows = [store.copy(store, rule, {variable: value}, lambda each: low(cast(int, each))) for value in values]
        highs = [store.copy(store, rule, {variable: value}, lambda each: high(cast(int, each))) for value in values]
        for before, after in permutations(values, 2):
            rises = store.both(lows[before], highs[after])
            if rises != store.terminal(False):
                yield before, rises

    def _differences(self) -> Iterator[Difference]:
        """In what two sets of severities can differ: all rules are low, and then one is high, whatever the others are."""
        for severity in self._lower():
            yield (
                lambda each, at=severity: least(each) <= at,  # type: ignore[misc]
                lambda each, at=severity: least(each) > at,  # type: ignore[misc]
            )
        if not self.settled & PROHIBITED_ALONE:
            yield (lambda each: not each & PROHIBITED_ALONE, lambda each: bool(each & PROHIBITED_ALONE))
