"""Ids and locators as people type them: `II.B.2`, `ii.b.2.some-clause`, `group.rule`, or the beginning of one."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
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
        names: set[tuple[str, int, Fit]] = set()
        for number, rule in enumerate(policy.rules):
            names.add((rule.id.casefold(), number, Fit.RULE))
            names.update((clause.casefold(), number, Fit.CLAUSE) for clause in rule.cites)
            names.update((section.id.casefold(), number, Fit.SECTION) for section in above.get(rule.section, ()))
        self._names = sorted(names)

    def named(self, text: str) -> Mapping[int, Fit]:
        """The rules that the text names, or with a dot in it begins to name."""
        wanted = text.casefold().rstrip(".")
        found: dict[int, Fit] = {}
        for name, number, fit in self._beginning_with(wanted):
            if name == wanted:
                better = fit
            elif "." not in text:
                continue
            else:
                better = Fit.SECTION if name[len(wanted)] == "." else Fit.BEGINNING
            found[number] = max(better, found.get(number, better))
        return found

    def _beginning_with(self, start: str) -> Iterable[tuple[str, int, Fit]]:
        first = bisect_left(self._names, (start,))
        last = bisect_left(self._names, (start + "\uffff",), lo=first)
        return self._names[first:last] if start else ()
