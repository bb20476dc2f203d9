"""Which answers a few rules can tell apart, as numbers.

Rules know options by the comparisons that name them: options named by the same comparisons are one to them, and so are those
that none names. So an answer shrinks to a bit for each such group of options, and a bit that says it was given.
"""

from collections.abc import Iterable, Mapping

from advisor.assess.case import Answer
from advisor.assess.compiled import Block, CompiledPolicy
from advisor.policy.model import Policy, Rule

Comparisons = Mapping[str, frozenset[frozenset[str]]]
"""Question -> the sets of options that its answer is compared with."""

Pattern = tuple[bool, tuple[int, ...]]
"""Whether several options were chosen, and of which groups, in the order of the first one of each."""

MOST_PATTERNS = 2_000
"""Of how many answers the pattern is remembered."""


def comparisons(compiled: CompiledPolicy, rule: Rule) -> Comparisons:
    """Everything on which the rule's status depends."""
    found: dict[str, set[frozenset[str]]] = {question: set() for question in compiled.asks[rule.id]}
    for named in _rules(compiled.policy, rule):
        for atom in named.comparisons:
            if atom.question in found:
                found[atom.question].add(frozenset(atom.options))
    return {question: frozenset(sets) for question, sets in found.items()}


def _rules(policy: Policy, rule: Rule) -> Iterable[Rule]:
    return (rule, *map(policy.rule, rule.requires))


def both(one: Comparisons, other: Comparisons) -> Comparisons:
    """The comparisons that either makes."""
    return {
        question: one.get(question, frozenset()) | other.get(question, frozenset())
        for question in dict.fromkeys((*one, *other))
    }


class Alike:
    """The options of a question in groups that some comparisons cannot tell apart."""

    __slots__ = ("_block", "_group", "_unnamed", "answered", "bits", "patterns", "ways")

    def __init__(self, block: Block, sets: frozenset[frozenset[str]]) -> None:
        """Number the groups; the options that no comparison names are the last one."""
        options = [option.id for option in block.question.options]
        groups: dict[frozenset[frozenset[str]], int] = {}
        self._block = block
        self.patterns = _Patterns(self)
        named = {option: frozenset(each for each in sets if option in each) for option in options}
        self._group = {option: groups.setdefault(by, len(groups)) for option, by in named.items() if by}
        unnamed = len(self._group) < len(options)
        self._unnamed = len(groups)
        self._group = {option: self._group.get(option, self._unnamed) for option in options}
        self.answered = 1 << self._unnamed
        """The bit that says the question was answered: that of the options which no comparison names."""
        self.bits = {option: 1 << group for option, group in self._group.items()}
        """The bit of each option's group."""
        self.ways = 1 + (1 << len(groups) if block.question.several else len(groups) + unnamed)
        """How many sets of bits there are at most, with the one of a question that is open: none."""

    def pattern(self, answer: Answer) -> Pattern:
        """What rules that make these comparisons see of an answer, and in which order."""
        chosen = self._block.read(answer)
        return len(chosen) > 1, tuple(dict.fromkeys(self._group[option] for option in chosen))

    def groups(self, options: Iterable[str]) -> frozenset[int]:
        """The groups of some options."""
        return frozenset(self._group[option] for option in options)

    def firsts(self, answer: Answer, groups: frozenset[int]) -> Answer:
        """The first option that was chosen of each of these groups."""
        first: dict[int, str] = {}
        for option in answer:
            first.setdefault(self._group[option], option)
        return tuple([option for group, option in first.items() if group in groups])


class _Patterns(dict[Answer | None, Pattern | None]):
    """The patterns of the answers met so far; of no answer none."""

    def __init__(self, alike: Alike) -> None:
        super().__init__()
        self._alike = alike

    def __missing__(self, answer: Answer | None) -> Pattern | None:
        if len(self) >= MOST_PATTERNS:
            self.clear()
        found = self[answer] = None if answer is None else self._alike.pattern(answer)
        return found
