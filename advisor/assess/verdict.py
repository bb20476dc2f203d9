"""What a part may come to, over all its rules together: rules that are each open can still agree.

The open rules are joined into one diagram, which says at once what is possible and which questions decide. That
diagram can grow beyond all measure; then the answer is searched for instead, slower and just as exact.
"""

from collections.abc import Sequence
from functools import reduce

from advisor.assess.compiled import CompiledPolicy
from advisor.assess.diagram import Diagram, Node, TooLarge
from advisor.assess.severities import NOT_COVERED_ALONE, PROHIBITED_ALONE, combine, permits_nothing, union, worse
from advisor.assess.verdict_search import VerdictSearch
from advisor.values import dataclass

LARGEST = 20_000
"""The most steps that joining may take; at a microsecond or two each, what nobody notices."""

MOST_KEPT = 60_000
"""How many steps are remembered from case to case: some twenty megabytes."""


@dataclass(frozen=True, slots=True)
class Share:
    """What shapes the verdict of a part: the severities already settled, and those of the rules still open.

    An open rule is a node of `Verdicts.store` whose terminals are sets of severities.
    """

    settled: int
    open: tuple[Node, ...]


class Verdicts:
    """What the parts of a case may come to, apart and together. What was joined for one case is there for the next."""

    def __init__(self, compiled: CompiledPolicy, largest: int) -> None:
        """Begin with an empty store, in which joining takes at most `largest` steps a case."""
        self.compiled = compiled
        self.largest = largest
        self.store = Diagram(compiled.diagram.sizes)

    def begin(self) -> "Verdicts":
        """Turn to another case. Nodes of an earlier one may be gone."""
        if self.store.steps > MOST_KEPT:
            self.store = Diagram(self.compiled.diagram.sizes)
        self.store.limit(self.largest)
        return self

    def of_part(self, share: Share) -> tuple[int, tuple[str, ...]]:
        """The severities a part may have, and the questions on which they depend."""
        if not share.open or share.settled == PROHIBITED_ALONE:
            return share.settled, ()
        try:
            joined = self._joined(share)
            return union(self.store.values(joined)), self.compiled.questions(self.store.support(joined))
        except TooLarge:
            search = VerdictSearch(self.store, [share.open], share.settled)
            return search.possible(), self.compiled.questions(search.decides(self.compiled.question_of))

    def of_plan(self, start: int, bot: Share, uses: Sequence[Share]) -> int:
        """The severities of the worst of the parts, and of `start`; what is open about the bot is the same for all."""
        # Limits that the bot as a whole keeps permit nothing by themselves.
        if any(share.settled == PROHIBITED_ALONE for share in (bot, *uses)):
            return PROHIBITED_ALONE
        settled = permits_nothing(bot.settled)
        if not bot.open and not any(share.open for share in uses):
            return reduce(combine, (share.settled for share in uses), combine(start, settled))
        kept = tuple(self.store.copy(self.store, node, {}, permits_nothing) for node in bot.open)
        shares = (Share(settled, kept), *uses)
        about_bot = self.compiled.first_use_variable
        try:
            whole = self.store.terminal(start)
            for share in shares:
                shadow = self.store.collapse(self._joined(share), about_bot, union)
                whole = self.store.apply(worse, whole, shadow)
            return union(self.store.values(whole))
        except TooLarge:
            settled = NOT_COVERED_ALONE
            for share in shares:
                settled = worse(settled, share.settled)
            search = VerdictSearch(self.store, [share.open for share in shares], settled, range(about_bot))
            return worse(start, search.possible())

    def _joined(self, share: Share) -> Node:
        total = self.store.terminal(NOT_COVERED_ALONE)
        for rule in share.open:
            total = self.store.apply(worse, total, rule)
        return self.store.apply(worse, total, self.store.terminal(share.settled))
