"""What a part may come to, over all its rules together: rules that are each open can still agree.

Open rules that share a question are joined into one diagram, which says at once what is possible and which questions
decide. Rules that share none vary by themselves: what they come to is combined, and they are never joined. A diagram can
grow beyond all measure even so; then the answer is searched for instead, slower and just as exact.
"""

from collections.abc import Iterable, Sequence, Sized
from functools import lru_cache
from itertools import accumulate, chain

from advisor.assess.compiled import CompiledPolicy
from advisor.assess.diagram import Diagram, Node, TooLarge
from advisor.assess.severities import PROHIBITED_ALONE, combine, permits_nothing, union, worse
from advisor.typed import NamedTuple, cast

LARGEST = 20_000
"""The most steps that joining may take; at a microsecond or two each, what nobody notices."""

MOST_KEPT = 60_000
"""How many steps, and findings about nodes, are remembered from case to case: some twenty megabytes."""


OpenRules = tuple[tuple[Node, ...], ...]
"""Rules as nodes of `Verdicts.store`, whose terminals are sets of severities. Those that were found together stand
together, for they are likely to be met so again."""


class Share(NamedTuple):
    """What shapes the verdict of a part: the severities already settled, and the rules still open."""

    settled: int
    open: OpenRules

    @property
    def rules(self) -> tuple[Node, ...]:
        """Every open rule."""
        return tuple(chain.from_iterable(self.open))


Ends = frozenset[int]
"""The values of a function, each a set of severities."""


class Verdicts:
    """What the parts of a case may come to, apart and together. What was joined for one case is there for the next."""

    def __init__(self, compiled: CompiledPolicy, largest: int) -> None:
        """Begin with an empty store, in which joining takes at most `largest` steps a case."""
        self.compiled = compiled
        self.largest = largest
        self._begin_anew()

    def _begin_anew(self) -> None:
        self.store = Diagram(self.compiled.diagram.sizes)
        self._ends: dict[Node, tuple[Ends, int]] = {}
        """The values of a function, and the severities in any of them."""
        self._variables: dict[Node, int] = {}
        """The variables on which a function depends, as bits."""
        self._shadows: dict[Node, Node] = {}
        """What is left of a function where answers about uses may be any."""
        self._limits: dict[OpenRules, OpenRules] = {}
        """Rules of the bot as a whole as they count in the plan."""
        self._raised: dict[tuple[tuple[Node, ...], int], tuple[Node, ...]] = {}
        """Rules that were found together, where they come to more than some severities."""
        self._parts: dict[Share, tuple[int, tuple[str, ...]]] = {}
        """What parts may come to."""
        self._sides: dict[tuple[OpenRules, int], tuple[int, tuple[Node, ...]]] = {}
        """What parts add to a plan."""
        self._shared: dict[tuple[int, tuple[Node, ...]], int] = {}
        """What functions of the bot's answers come to together, beside severities that are settled."""
        self._shows: dict[tuple[Node, int], frozenset[int]] = {}
        """The variables on which a function depends beside some severities."""
        self._kept: tuple[Sized, ...] = (
            self.store.remembered,
            self._limits,
            self._raised,
            self._parts,
            self._sides,
            self._shared,
            self._shows,
        )

    def begin(self) -> "Verdicts":
        """Turn to another case. Nodes of an earlier one may be gone."""
        if self.store.steps + sum(map(len, self._kept)) > MOST_KEPT:
            self._begin_anew()
        self.store.limit(self.largest)
        return self

    def of_part(self, share: Share) -> tuple[int, tuple[str, ...]]:
        """The severities a part may have, and the questions on which they depend."""
        if not share.open or share.settled == PROHIBITED_ALONE:
            return share.settled, ()
        found = self._parts.get(share)
        if found is None:
            found = self._parts[share] = self._of_part(share)
        return found

    def _of_part(self, share: Share) -> tuple[int, tuple[str, ...]]:
        try:
            apart = self._apart(share.open, share.settled)
            possible = self._possible(share.settled, apart)
            return possible, self.compiled.questions(self._decisive(share.settled, apart))
        except TooLarge:
            from advisor.assess.verdict_search import VerdictSearch  # few plans need it

            search = VerdictSearch(self.store, [share.rules], share.settled)
            return search.possible(), self.compiled.questions(search.decides(self.compiled.question_of))

    def of_plan(self, start: int, bot: Share, uses: Sequence[Share]) -> int:
        """The severities of the worst of the parts, and of `start`; what is open about the bot is the same for all."""
        settled, still_open = permits_nothing(bot.settled), bot.open  # limits that the bot keeps permit nothing
        for share in uses:
            settled = combine(settled, share.settled)
            still_open = still_open or share.open
        if settled == PROHIBITED_ALONE:
            return PROHIBITED_ALONE
        at_least = combine(start, settled)
        if not still_open:
            return at_least
        open_in = [self._limited(bot.open), *[share.open for share in uses if share.open]]
        try:
            return self._of_parts(at_least, open_in)
        except TooLarge:
            from advisor.assess.verdict_search import VerdictSearch  # as above

            rules = [tuple(chain.from_iterable(part)) for part in open_in]
            search = VerdictSearch(self.store, rules, settled, range(self.compiled.first_use_variable))
            return combine(start, search.possible())

    def _of_parts(self, at_least: int, open_in: Iterable[OpenRules]) -> int:
        floor = at_least & -at_least  # nothing better can be, and what is worse comes back in the end
        shared: list[Node] = []
        for part in open_in:
            alone, about_bot = self._side(part, floor)
            at_least = combine(at_least, alone)
            shared += about_bot
        key = at_least, tuple(shared)
        found = self._shared.get(key)
        if found is None:
            found = self._shared[key] = self._possible(at_least, self._joined(shared))
        return found

    def _side(self, still_open: OpenRules, floor: int) -> tuple[int, tuple[Node, ...]]:
        """What a part comes to by itself, and functions of the bot's answers: only these have to do with other parts."""
        found = self._sides.get((still_open, floor))
        if found is None:
            functions = self._apart(still_open, floor)
            first = self.compiled.first_use_variable
            alone = self._possible(floor, [node for node in functions if self.store.variable(node) >= first])
            about_bot = [self._shadow(node) for node in functions if self.store.variable(node) < first]
            found = self._sides[still_open, floor] = alone, tuple(about_bot)
        return found

    def _possible(self, at_least: int, apart: Iterable[Node]) -> int:
        """What functions that share no variable come to together, and severities that are settled."""
        for node in apart:
            at_least = combine(at_least, self._end(node)[1])
        return at_least

    def _decisive(self, at_least: int, apart: Sequence[Node]) -> frozenset[int]:
        """The variables on which that depends: a difference in one function has to show beside what others come to."""
        ends = [self._end(node)[0] for node in apart]
        alone = frozenset((at_least,))
        before = accumulate(ends, _each_with_each, initial=alone)
        after = [*accumulate(reversed(ends), _each_with_each, initial=alone)][-2::-1]
        found: set[int] = set()
        for node, earlier, later in zip(apart, before, after, strict=False):
            for beside in _each_with_each(earlier, later):
                found |= self._show(node, beside)
        return frozenset(found)

    def _show(self, node: Node, beside: int) -> frozenset[int]:
        found = self._shows.get((node, beside))
        if found is None:
            shown = self._worse(node, self.store.terminal(beside))
            found = self._shows[node, beside] = self.store.support(shown)
        return found

    def _apart(self, still_open: OpenRules, floor: int) -> list[Node]:
        """The rules of a part where they come to more than the floor, those joined that share variables."""
        return self._joined(chain.from_iterable([self._raise(rules, floor) for rules in still_open]))

    def _raise(self, rules: tuple[Node, ...], floor: int) -> tuple[Node, ...]:
        found = self._raised.get((rules, floor))
        if found is None:
            bottom = self.store.terminal(floor)
            raised = {self._worse(rule, bottom) for rule in rules} - {bottom}
            found = self._raised[rules, floor] = tuple(self._joined(sorted(raised)))
        return found

    def _joined(self, functions: Iterable[Node]) -> list[Node]:
        apart: list[tuple[int, Node]] = []
        for function in functions:
            variables, joined = self._depends(function), function
            touching = [other for other in apart if other[0] & variables]
            if touching:
                apart = [other for other in apart if not other[0] & variables]
                for _, other in touching:
                    joined = self._worse(joined, other)
                variables = self._depends(joined)
            apart.append((variables, joined))
        return [node for _, node in apart]

    def _depends(self, node: Node) -> int:
        found = self._variables.get(node)
        if found is None:
            found = self._variables[node] = sum(1 << variable for variable in self.store.support(node))
        return found

    def _worse(self, left: Node, right: Node) -> Node:
        return self.store.apply(worse, left, right) if left < right else self.store.apply(worse, right, left)

    def _end(self, node: Node) -> tuple[Ends, int]:
        found = self._ends.get(node)
        if found is None:
            ends = cast(Ends, self.store.values(node))
            found = self._ends[node] = ends, union(ends)
        return found

    def _shadow(self, node: Node) -> Node:
        found = self._shadows.get(node)
        if found is None:
            about_bot = self.compiled.first_use_variable
            found = self._shadows[node] = self.store.collapse(node, about_bot, union)
        return found

    def _limited(self, still_open: OpenRules) -> OpenRules:
        found = self._limits.get(still_open)
        if found is None:
            copied = [
                tuple([self.store.copy(self.store, rule, {}, permits_nothing) for rule in rules])
                for rules in still_open
            ]
            found = self._limits[still_open] = tuple(copied)
        return found


@lru_cache(maxsize=1_000)
def _each_with_each(left: Ends, right: Ends) -> Ends:
    return frozenset([combine(one, other) for one in left for other in right])
