"""Which rules stand behind each clause of the page, and which clauses nobody has said anything about.

The page's own order and headings are kept, because that is how an author checks a pack against the page.
"""

from collections.abc import Iterator

from advisor.policy.model import Policy, Section
from advisor.values import dataclass


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: the rules that cite it, or the reason why none does. A gap has neither."""

    id: str
    rules: tuple[str, ...]
    reason: str = ""

    @property
    def gap(self) -> bool:
        """Whether it is neither cited nor set aside."""
        return not self.rules and not self.reason


@dataclass(frozen=True, slots=True)
class Covered:
    """One heading with the clauses right under it."""

    section: Section
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole page."""

    sections: tuple[Covered, ...]
    rules: tuple[tuple[str, int], ...]
    """Each rule, and how many clauses it cites."""

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause, in the page's order."""
        return tuple(clause for section in self.sections for clause in section.clauses)

    @property
    def cited(self) -> int:
        """How many clauses a rule cites."""
        return sum(bool(clause.rules) for clause in self.clauses)

    @property
    def set_aside(self) -> tuple[Clause, ...]:
        """The clauses that are no rules, with their reasons."""
        return tuple(clause for clause in self.clauses if clause.reason and not clause.rules)

    @property
    def gaps(self) -> tuple[Clause, ...]:
        """The clauses that are neither cited nor set aside."""
        return tuple(clause for clause in self.clauses if clause.gap)


def coverage(policy: Policy) -> Coverage:
    """The rules behind every clause of the policy's page."""
    sections = tuple(Covered(section, tuple(_clauses(policy, section))) for section in policy.sections)
    return Coverage(sections, tuple((rule.id, len(rule.cites)) for rule in policy.rules))


def _clauses(policy: Policy, section: Section) -> Iterator[Clause]:
    for clause in section.clauses:
        citing = tuple(rule.id for rule in policy.rules if clause in rule.cites)
        yield Clause(clause, citing, policy.not_rules.get(clause, ""))
