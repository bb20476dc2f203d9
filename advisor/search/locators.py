"""Ids and locators as people type them: `II.B.2`, `ii.b.2.some-clause`, `group.rule`, or the beginning of one."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from enum import IntEnum

from advisor.policy.model import Policy
from advisor.search.fields import lineage


class Fit(IntEnum):
    """How well what was typed fits a rule; the higher the better."""

    BEGINNING = 1
    SECTION = 2
    CLAUSE = 3
    RULE = 4


class Locators:
    """Finds rules by id, by the clauses they cite and by the sections these stand in."""

    def __init__(self, policy: Policy) -> None:
        """Note every name of every rule; rules go by their number in the policy."""
        above = {section.id: lineage(policy, section) for section in policy.sections}
        self._named: dict[str, dict[int, Fit]] = {}
        for number, rule in enumerate(policy.rules):
            for section in above.get(rule.section, ()):
                self._note(section.id, number, Fit.SECTION)
            for clause in rule.cites:
                self._note(clause, number, Fit.CLAUSE)
            self._note(rule.id, number, Fit.RULE)
        self._names = sorted(self._named)

    def _note(self, name: str, number: int, fit: Fit) -> None:
        # The better fit comes later.
        self._named.setdefault(name.casefold(), {})[number] = fit

    def named(self, text: str) -> Mapping[int, Fit]:
        """The rules that the text names, or with a dot in it begins to name."""
        wanted = text.casefold().rstrip(".")
        if "." not in text or not wanted:
            return self._named.get(wanted, {})
        found: dict[int, Fit] = {}
        for name in self._beginning_with(wanted):
            begun = None if name == wanted else Fit.SECTION if name[len(wanted)] == "." else Fit.BEGINNING
            for number, fit in self._named[name].items():
                better = begun or fit
                found[number] = max(better, found.get(number, better))
        return found

    def _beginning_with(self, start: str) -> Sequence[str]:
        first = bisect_left(self._names, start)
        return self._names[first : bisect_left(self._names, start + "\uffff", lo=first)]
