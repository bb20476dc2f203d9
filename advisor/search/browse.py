"""Narrowing the rules down: by words, modality, activity and what they come to in a plan; counted by section.

Words rank and the other filters only leave out, so that a filter never makes a worse rule look like the best answer.
"""

from collections.abc import Iterable, Mapping

from advisor.assess.finding import Assessment, Finding, Status
from advisor.policy.model import Modality, Policy, Rule, Scope
from advisor.search.fields import lineage
from advisor.search.result import Hit, SearchResult
from advisor.search.search import SearchIndex
from advisor.values import dataclass

SILENT = frozenset((Status.DOES_NOT_APPLY, Status.CLEAR, Status.NOT_GRANTED))
"""Statuses of rules that ask nothing of a plan, forbid it nothing and permit it nothing."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What to leave out; the empty filter leaves out nothing. `applies` and `status` need an assessment."""

    text: str = ""
    modality: Modality | None = None
    activity: str | None = None
    applies: bool = False
    status: Status | None = None

    @property
    def narrows(self) -> bool:
        """Whether anything but the words leaves rules out."""
        return self != Filter(self.text)


@dataclass(frozen=True, slots=True)
class Listing:
    """The rules that are left, best first for words, else in the pack's order, with the search they come from."""

    result: SearchResult

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The rules with their scores."""
        return self.result.hits

    @property
    def found(self) -> int:
        """How many there are, those beyond the limit included."""
        return self.result.found

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules alone."""
        return self.result.rules


def browse(
    index: SearchIndex,
    wanted: Filter,
    assessment: Assessment | None = None,
    limit: int | None = None,
    *,
    finished: bool = False,
) -> Listing:
    """The rules that a filter leaves. `result.nothing` tells when no rule at all answers the words.

    `finished` says that the words are all there is, and nobody is typing on.
    """
    if not wanted.narrows:
        return Listing(index.search(wanted.text, limit, finished=finished))
    findings = _by_rule(assessment) if assessment else {}

    def keep(rule: Rule) -> bool:
        return _passes(rule, wanted, findings.get(rule.id, ()))

    return Listing(index.search(wanted.text, limit, keep, finished=finished))


def concerns(rule: Rule, activity: str) -> bool:
    """Whether the rule is judged for uses of that activity."""
    return rule.scope is Scope.EVERY_USE or activity in rule.activities


def counts(policy: Policy, rules: Iterable[Rule]) -> Mapping[str, int]:
    """How many of the rules stand under each section, those of the sections below it included; every section has one."""
    found = {section.id: 0 for section in policy.sections}
    by_id = {section.id: section for section in policy.sections}
    for rule in rules:
        for section in lineage(policy, by_id[rule.section]):
            found[section.id] += 1
    return found


def _passes(rule: Rule, wanted: Filter, findings: Iterable[Finding]) -> bool:
    statuses = {finding.status for finding in findings}
    return (
        (wanted.modality is None or rule.modality is wanted.modality)
        and (wanted.activity is None or concerns(rule, wanted.activity))
        and (wanted.status is None or wanted.status in statuses)
        and not (wanted.applies and statuses <= SILENT)
    )


def _by_rule(assessment: Assessment) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in assessment.findings:
        found.setdefault(finding.rule.id, []).append(finding)
    return found
