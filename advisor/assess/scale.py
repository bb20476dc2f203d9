"""How what rules come to weighs in the verdict of their part, in numbers that are joined by "or".

Severities are sets in which a second helping changes nothing, so a bit says that some rule gives one. What a tick takes
away has a bit of its own for each rule. Only rules whose weight depends on open questions are left to be looked at singly.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from advisor.assess.compiled import CompiledPolicy
from advisor.assess.diagram import Diagram, Node
from advisor.assess.finding import Severity, Status
from advisor.assess.settle import RuleTable, Ruling, Weighing
from advisor.assess.severities import NOT_COVERED_ALONE, PERMITTED_ALONE, PROHIBITED_ALONE, combine, weight
from advisor.assess.verdict import Share
from advisor.policy.model import Rule
from advisor.typed import Protocol, cast

OPEN, PERMITS, PROHIBITS, UNCLEAR = 1, 2, 4, 8
FLAGS = 4
"""How many bits those are; above them stand the safeguards that wait for a tick, a bit a rule, then the approvals."""
MOST_JOINED = 2_000
"""How many sets of open rules are remembered as one."""
_FLAG_OF = {
    NOT_COVERED_ALONE: 0,
    PERMITTED_ALONE: PERMITS,
    PROHIBITED_ALONE: PROHIBITS,
    NOT_COVERED_ALONE | PROHIBITED_ALONE: UNCLEAR,
}
_NOTHING_WAITS = (1 << FLAGS) - 1
"""The most that rules weigh together of which none waits for a tick."""
_SETTLED = [Share(severities, ()) for severities in range(1 << len(Severity))]
_SAFEGUARD_MISSING, _APPROVAL_MISSING = 1 << Severity.SAFEGUARDS_MISSING, 1 << Severity.NEEDS_APPROVAL


class Member:
    """A rule as it is judged for an activity: how its statuses weigh where it is ticked and where it is not."""

    __slots__ = ("place", "plain", "rule", "table", "ticked")

    def __init__(self, rule: Rule, place: int, table: RuleTable, *, covers: bool) -> None:
        """`place` is the rule's number among those judged for the activity."""
        self.rule = rule
        self.place = place
        self.table = table
        self.plain = _weighing(rule, covers=covers, ticked=False)
        self.ticked = _weighing(rule, covers=covers, ticked=True)


def _weighing(rule: Rule, *, covers: bool, ticked: bool) -> Weighing:
    def of(status: object) -> int:
        return weight(rule, cast(Status, status), ticked=ticked, covers=covers)

    return Weighing(2 * covers + ticked, of)


class Pending:
    """Rules whose weight depends on open questions."""

    __slots__ = ("_ticks", "rules")

    def __init__(self, rules: Sequence[tuple[int, Member, Ruling]]) -> None:
        """Each rule comes with the bits that a tick on it takes away."""
        self.rules = rules
        self._ticks = reduce(or_, (bits for bits, _, _ in rules))

    def share(self, ticks: int, store: Diagram) -> Share:
        """What the rules give their part: the severities of those that the ticks settle, and the others in the store."""
        key = self, ticks & self._ticks
        found = store.remembered.get(key)
        if found is None:
            found = store.remembered[key] = self._share(ticks, store)
        return cast(Share, found)

    def _share(self, ticks: int, store: Diagram) -> Share:
        settled, nodes = NOT_COVERED_ALONE, []
        for bits, member, ruling in self.rules:
            weighing = member.ticked if ticks & bits else member.plain
            given = ruling.severities(weighing)
            if given:
                settled = combine(settled, given)
            else:
                nodes.append(ruling.node(store, weighing))
        return Share(settled, (tuple(nodes),) if nodes else ())


class Weighed(Protocol):
    """What some rules come to under some answers."""

    @property
    def weighs(self) -> int:
        """The bits of all those rules."""

    @property
    def pending(self) -> Pending | None:
        """Those of the rules whose weight depends on open questions, if there are such."""


class Scale:
    """Weighs the rules that are judged for an activity (None: the bot as a whole)."""

    def __init__(self, compiled: CompiledPolicy, activity: str | None, of_rules: dict[str, RuleTable]) -> None:
        """Number the rules. `of_rules` are shared by all activities."""
        self.members: list[Member] = []
        for place, rule in enumerate(compiled.rules_for(activity)):
            table = of_rules.get(rule.id) or of_rules.setdefault(rule.id, RuleTable(compiled, rule))
            self.members.append(Member(rule, place, table, covers=compiled.covers(rule, activity)))
        self.rules = len(self.members)
        self._ticks = {member.rule.id: self._bits(member) for member in self.members}
        self._joined: dict[tuple[Pending, ...], Pending] = {}
        base = 1 << compiled.base[activity]
        self._by_flags = [_flagged(base, flags) for flags in range(1 << FLAGS)]

    def _bits(self, member: Member) -> int:
        """Both bits that a tick takes away, whichever of them the rule can have."""
        return (1 | 1 << self.rules) << FLAGS + member.place

    def weigh(self, judged: Iterable[tuple[Member, Ruling]]) -> tuple[int, Pending | None]:
        """The bits of some rules, and those whose weight depends on open questions."""
        weighs, pending = 0, []
        for member, ruling in judged:
            unticked, ticked = ruling.severities(member.plain), ruling.severities(member.ticked)
            if not unticked or not ticked:
                weighs |= OPEN
                pending.append((self._bits(member), member, ruling))
            elif unticked == ticked:
                weighs |= _FLAG_OF[unticked]
            else:
                waits = 1 if unticked == _SAFEGUARD_MISSING else 1 << self.rules
                weighs |= waits << FLAGS + member.place
        return weighs, Pending(pending) if pending else None

    def joined(self, pending: Iterable[Pending | None]) -> Pending | None:
        """All of them as one, the same for the same."""
        several = tuple([each for each in pending if each])
        if len(several) < 2:
            return several[0] if several else None
        found = self._joined.get(several)
        if found is None:
            if len(self._joined) >= MOST_JOINED:
                self._joined.clear()
            found = self._joined[several] = Pending([rule for each in several for rule in each.rules])
        return found

    def certain(self, weighs: int, ticked: frozenset[str]) -> int:
        """The severities of a part whose rules weigh so much; 0 if open questions make a difference, or may.

        A rule that prohibits however they are answered settles the part, whatever else is open.
        """
        if weighs & PROHIBITS:
            return PROHIBITED_ALONE
        if weighs & OPEN:
            return 0
        return self._settled(weighs, self._ticked(ticked) if weighs > _NOTHING_WAITS else 0)

    def share(self, rows: Iterable[Weighed], ticked: frozenset[str], store: Diagram) -> Share:
        """What shapes the verdict of a part; rules that are open without bearing on it are left out."""
        weighs = 0
        for row in rows:
            weighs |= row.weighs
        if weighs & PROHIBITS:
            return _SETTLED[PROHIBITED_ALONE]
        ticks = self._ticked(ticked) if weighs > _NOTHING_WAITS or weighs & OPEN else 0
        settled = self._settled(weighs, ticks)
        if not weighs & OPEN:
            return _SETTLED[settled]
        still_open: list[tuple[Node, ...]] = []
        for row in rows:
            if row.pending:
                share = row.pending.share(ticks, store)
                settled = combine(settled, share.settled)
                still_open += share.open
        return Share(settled, tuple(still_open))

    def _ticked(self, ticked: frozenset[str]) -> int:
        ticks = 0
        for rule in ticked:
            ticks |= self._ticks.get(rule, 0)
        return ticks

    def _settled(self, weighs: int, ticks: int) -> int:
        found = self._by_flags[weighs & (1 << FLAGS) - 1]
        waiting = (weighs & ~ticks) >> FLAGS
        if waiting & (1 << self.rules) - 1:
            found = combine(found, _SAFEGUARD_MISSING)
        if waiting >> self.rules:
            found = combine(found, _APPROVAL_MISSING)
        return found


def grouped(members: Iterable[Member]) -> dict[tuple[str, ...], list[Member]]:
    """The rules by the questions that they ask."""
    found: dict[tuple[str, ...], list[Member]] = {}
    for member in members:
        found.setdefault(member.table.asks, []).append(member)
    return found


def _flagged(base: int, flags: int) -> int:
    for severities, flag in _FLAG_OF.items():
        if flag & flags:
            base = combine(base, severities)
    return base
