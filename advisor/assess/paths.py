"""The verdict of a part without its findings: every path through every rule's diagram is a bit, every answer a mask.

An answer rules out the paths that need another one, so the masks of all answers given, joined by "and", leave the paths
that are still possible, of all rules at once. The bits of a rule lie side by side with a free one above them: adding
ones to all of a rule's bits carries into the free bit exactly where any of them was set, for all rules in one addition.
So a matter of a few numbers says which severities each rule may still give: what a reviewer of a hundred thousand plans
waits for.
"""

from collections.abc import Mapping
from functools import cached_property

from advisor.assess.case import Answer
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.diagram import Node
from advisor.assess.finding import Status
from advisor.assess.severities import NOT_COVERED_ALONE, PROHIBITED_ALONE, combine, weight
from advisor.policy.model import Rule

MOST_PATHS = 4_000
"""How many bits the masks of an activity may have; beyond, rules are looked at one by one."""
MOST_ANSWERS = 10_000
"""How many masks of answers are remembered."""
A_CHUNK = 24
"""How many paths are read at once where statuses are wanted."""
MOST_TOLD = 2_000
"""For how many ways to leave some of them what they say is remembered."""

_Rules = list[tuple[int, list[Status]]]
_Chunk = tuple[int, int, dict[int, tuple[Status, ...]], _Rules]
"""The first bit, ones for the bits, what was told so far; and of each rule its first bit and statuses."""


class Paths:
    """The paths of all rules judged for an activity (None: the bot as a whole)."""

    def __init__(self, compiled: CompiledPolicy, activity: str | None) -> None:
        """List the paths. Where there are too many, `severities` never knows."""
        self.compiled = compiled
        self.base = 1 << compiled.base[activity]
        self._ones = 0
        """All bits of paths that there are, and so also what is added to carry into the free bits."""
        self._free = 0
        self._next = 1
        self._needs: dict[int, list[int]] = {}
        """variable -> for each of its values, the paths that need another value."""
        self._weights: dict[int, int] = {}
        """Severities -> the paths that end in a status which gives them."""
        self._ticked: dict[str, int] = {}
        """Safeguard -> the paths that a tick on it makes harmless."""
        self._statuses: list[list[Status]] = []
        """Of each rule, the status at the end of each of its paths."""
        self._places: list[int] = []
        """Of each rule, the number of its first bit."""
        self._masks: dict[tuple[str, Answer], int] = {}
        rules = compiled.rules_for(activity)
        self._rules = len(rules)
        self.usable = sum(compiled.diagram.paths(compiled.status[rule.id]) for rule in rules) <= MOST_PATHS
        if self.usable:
            for rule in rules:
                first = self._next
                self._statuses.append([])
                self._add(rule, activity)
                self._places.append(first.bit_length() - 1)
                self._ones |= self._next - first  # from the rule's first bit up to its last
                self._free |= self._next
                self._next <<= 1

    def _add(self, rule: Rule, activity: str | None) -> None:
        covers = self.compiled.covers(rule, activity)
        diagram = self.compiled.diagram
        way: dict[int, int] = {}

        def walk(node: Node) -> None:
            if diagram.is_terminal(node):
                status = diagram.value(node)
                assert isinstance(status, Status)
                self._end(rule, status, weight(rule, status, ticked=False, covers=covers), way)
                return
            variable = diagram.variable(node)
            for value, child in enumerate(diagram.children(node)):
                way[variable] = value
                walk(child)
            del way[variable]

        walk(self.compiled.status[rule.id])

    def _end(self, rule: Rule, status: Status, severities: int, way: Mapping[int, int]) -> None:
        bit = self._next
        self._next <<= 1
        self._statuses[-1].append(status)
        self._weights[severities] = self._weights.get(severities, 0) | bit
        if status in (Status.REQUIRED, Status.APPROVAL):
            self._ticked[rule.id] = self._ticked.get(rule.id, 0) | bit
        for variable, value in way.items():
            needs = self._needs.setdefault(variable, [0] * self.compiled.diagram.sizes[variable])
            for other in range(len(needs)):
                if other != value:
                    needs[other] |= bit

    def left(self, answers: Mapping[str, Answer]) -> int:
        """The paths that the answers leave."""
        masks, left = self._masks, self._ones
        for given in answers.items():
            mask = masks.get(given)
            if mask is None:
                mask = self._mask(*given)
            left &= mask
        return left

    def _mask(self, question: str, answer: Answer) -> int:
        values = self.compiled.blocks[question].encode(answer)
        mask = ~0
        for variable, value in values.items():
            if variable in self._needs:
                mask &= ~self._needs[variable][value]
        if len(self._masks) >= MOST_ANSWERS:
            self._masks.clear()
        self._masks[question, answer] = mask
        return mask

    def severities(self, left: int, ticked: frozenset[str]) -> int:
        """The severities of a part of which these paths are left; 0 if open questions make a difference, or may.

        A rule that prohibits however they are answered settles the part, whatever else is open.
        """
        ones, free = self._ones, self._free
        done = 0
        for rule in ticked:
            done |= self._ticked.get(rule, 0)
        done &= left
        harmless = (left & self._weights.get(NOT_COVERED_ALONE, 0) | done) + ones & free
        found, giving, others, prohibiting = self.base, harmless.bit_count(), harmless, 0
        left &= ~done
        for weights, paths in self._weights.items():
            if weights == NOT_COVERED_ALONE or not (possible := left & paths):
                continue
            rules = possible + ones & free
            giving += rules.bit_count()
            found = combine(found, weights)
            if weights == PROHIBITED_ALONE:
                prohibiting = rules
            else:
                others |= rules
        if prohibiting & ~others:
            return PROHIBITED_ALONE
        return found if giving == self._rules else 0

    def statuses(self, left: int) -> tuple[Status, ...]:
        """What each rule comes to, in the pack's order and ticks aside, where these paths are left."""
        found: list[Status] = []
        for place, ones, told, rules in self._chunks:
            paths = left >> place & ones
            found += told.get(paths) or self._tell(paths, told, rules)
        return tuple(found)

    @cached_property
    def _chunks(self) -> list[_Chunk]:
        """The bits cut into pieces that end between rules, small enough for what a piece says to be remembered."""
        chunks: list[_Chunk] = []
        rules: list[tuple[int, list[Status]]] = []
        start = 1
        for place, statuses in zip(self._places, self._statuses, strict=True):
            if not chunks or place + len(statuses) - start > A_CHUNK:
                start, rules = place, []
                chunks.append((start, (1 << A_CHUNK) - 1, {}, rules))
            rules.append((place - start, statuses))
            if place + len(statuses) - start > A_CHUNK:
                chunks[-1] = (start, (1 << len(statuses)) - 1, {}, rules)  # one large rule by itself
        return chunks

    def _tell(self, paths: int, told: dict[int, tuple[Status, ...]], rules: _Rules) -> tuple[Status, ...]:
        if len(told) >= MOST_TOLD:
            told.clear()
        found = told[paths] = tuple([self._status(statuses, paths >> place) for place, statuses in rules])
        return found

    def _status(self, statuses: list[Status], paths: int) -> Status:
        paths &= (1 << len(statuses)) - 1
        first = statuses[(paths & -paths).bit_length() - 1]
        if paths & (paths - 1) and any(paths >> at & 1 and status is not first for at, status in enumerate(statuses)):
            return Status.OPEN
        return first
