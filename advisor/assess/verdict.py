"""What a part may come to, over all its rules together: rules that are each open can still agree.

The open rules are joined into one diagram, which says at once what is possible and which questions decide. That
diagram can grow beyond all measure; then the answer is searched for instead, slower and just as exact.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import chain

from advisor.assess.compiled import CompiledPolicy
from advisor.assess.diagram import Diagram, Node, TooLarge
from advisor.assess.severities import PROHIBITED_ALONE, combine, permits_nothing, union, worse
from advisor.assess.verdict_search import VerdictSearch
from advisor.typed import NamedTuple

LARGEST = 20_000
"""The most steps that joining may take; at a microsecond or two each, what nobody notices."""

MOST_KEPT = 60_000
"""How many steps, and findings about nodes, are remembered from case to case: some twenty megabytes."""


class Share(NamedTuple):
    """What shapes the verdict of a part: the severities already settled, and those of the rules still open.

    An open rule is a node of `Verdicts.store` whose terminals are sets of severities. Rules that were found together
    stand together, for they are likely to be met so again.
    """

    settled: int
    open: tuple[tuple[Node, ...], ...]

    @property
    def rules(self) -> tuple[Node, ...]:
        """Every open rule."""
        return tuple(chain.from_iterable(self.open))


class Verdicts:
    """What the parts of a case may come to, apart and together. What was joined for one case is there for the next."""

    def __init__(self, compiled: CompiledPolicy, largest: int) -> None:
        """Begin with an empty store, in which joining takes at most `largest` steps a case."""
        self.compiled = compiled
        self.largest = largest
        self._begin_anew()

    def _begin_anew(self) -> None:
        self.store = Diagram(self.compiled.diagram.sizes)
        self._ends: dict[Node, int] = {}
        """The severities in any of a function's values."""
        self._decides: dict[Node, tuple[str, ...]] = {}
        """The questions on which a function depends."""
        self._shadows: dict[Node, Node] = {}
        """What is left of a function where answers about uses may be any."""
        self._limits: dict[Node, Node] = {}
        """A function of the bot as a whole as it counts in the plan."""
        self._together: dict[tuple[Node, ...], Node] = {}
        """Rules that were found together, joined."""

    def begin(self) -> "Verdicts":
        """Turn to another case. Nodes of an earlier one may be gone."""
        if self.store.steps + len(self.store.remembered) > MOST_KEPT:
            self._begin_anew()
        self.store.limit(self.largest)
        return self

    def of_part(self, share: Share) -> tuple[int, tuple[str, ...]]:
        """The severities a part may have, and the questions on which they depend."""
        if not share.open or share.settled == PROHIBITED_ALONE:
            return share.settled, ()
        try:
            joined = self._joined(share.open, share.settled)
        except TooLarge:
            search = VerdictSearch(self.store, [share.rules], share.settled)
            return search.possible(), self.compiled.questions(search.decides(self.compiled.question_of))
        decides = self._decides.get(joined)
        if decides is None:
            decides = self._decides[joined] = self.compiled.questions(self.store.support(joined))
        return self._end(joined), decides

    def of_plan(self, start: int, bot: Share, uses: Sequence[Share]) -> int:
        """The severities of the worst of the parts, and of `start`; what is open about the bot is the same for all."""
        settled = permits_nothing(bot.settled)  # limits that the bot as a whole keeps permit nothing by themselves
        for share in uses:
            settled = combine(settled, share.settled)
        if settled == PROHIBITED_ALONE:
            return PROHIBITED_ALONE
        at_least = combine(start, settled)
        if not bot.open and not any(share.open for share in uses):
            return at_least
        still_open = [tuple(tuple(map(self._limit, rules)) for rules in bot.open), *(share.open for share in uses)]
        try:
            whole = self.store.terminal(at_least)
            for part in still_open:
                whole = self.store.apply(worse, whole, self._shadow(self._joined(part, at_least)))
            return self._end(whole)
        except TooLarge:
            rules = [tuple(chain.from_iterable(part)) for part in still_open]
            search = VerdictSearch(self.store, rules, settled, range(self.compiled.first_use_variable))
            return combine(start, search.possible())

    def _joined(self, still_open: Iterable[tuple[Node, ...]], at_least: int) -> Node:
        """All rules of a part together, where they come to more than the severities that are settled."""
        floor = self.store.terminal(at_least)
        lifted = {self.store.apply(worse, self._joined_rules(rules), floor) for rules in still_open}
        return reduce(self._worse, sorted(lifted), floor)

    def _worse(self, left: Node, right: Node) -> Node:
        return self.store.apply(worse, left, right)

    def _joined_rules(self, rules: tuple[Node, ...]) -> Node:
        found = self._together.get(rules)
        if found is None:
            found = self._together[rules] = reduce(self._worse, rules)
        return found

    def _end(self, joined: Node) -> int:
        found = self._ends.get(joined)
        if found is None:
            found = self._ends[joined] = union(self.store.values(joined))
        return found

    def _shadow(self, joined: Node) -> Node:
        found = self._shadows.get(joined)
        if found is None:
            about_bot = self.compiled.first_use_variable
            found = self._shadows[joined] = self.store.collapse(joined, about_bot, union)
        return found

    def _limit(self, node: Node) -> Node:
        found = self._limits.get(node)
        if found is None:
            found = self._limits[node] = self.store.copy(self.store, node, {}, permits_nothing)
        return found
