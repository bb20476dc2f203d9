"""The list of rules: the policy's own headings with their rules, or what a search found, in its order."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from textual.content import Content
from textual.widgets.option_list import Option

from advisor.assess.finding import Assessment, Finding, Status
from advisor.policy.model import Modality, Policy, Rule, Section
from advisor.search.browse import SILENT, counts
from advisor.search.result import Span
from advisor.tui import signs
from advisor.tui.signs import Mark
from advisor.tui.widgets.rows import KEPT, Heading, Row, heading

_Item = TypeVar("_Item")
SAID_BY_MODALITY = (Status.NOTE, Status.ADVICE)
"""Statuses that say no more than the sign of the rule does."""


def after(item: _Item | None, items: Sequence[_Item]) -> _Item | None:
    """The item after this one; None, which filters nothing, comes after the last and before the first."""
    around = [None, *items]
    return around[(around.index(item) + 1) % len(around)] if item in around else None


def kinds(policy: Policy) -> list[Modality]:
    """The modalities the policy has rules of."""
    return [modality for modality in Modality if any(rule.modality is modality for rule in policy.rules)]


def listed_activities(policy: Policy) -> list[str]:
    """The activities that some rule lists."""
    listed = {activity for rule in policy.rules for activity in rule.activities}
    return [activity.id for activity in policy.activities if activity.id in listed]


def statuses(assessment: Assessment) -> list[Status]:
    """The statuses that rules have in the plan."""
    return [status for status in Status if any(finding.status is status for finding in assessment.findings)]


def tree(policy: Policy, rules: Sequence[Rule], told: Mapping[str, Finding]) -> list[Option]:
    """The rules under the policy's own headings; a heading without rules below it is left out."""
    rows: list[Option] = []
    below = counts(policy, rules)
    for section in policy.sections:
        if below[section.id]:
            rows.append(_heading(section, below[section.id], first=not rows))
            indent = "  " * (section.depth + 1)
            here = [rule for rule in rules if rule.section == section.id]
            rows += [rule_row(rule, told.get(rule.id), indent) for rule in here]
    return rows


def worst_findings(assessment: Assessment) -> dict[str, Finding]:
    """For each rule that has something to say about the plan, the finding that matters most."""
    found: dict[str, Finding] = {}
    for finding in assessment.findings:
        if finding.status in SILENT:
            continue
        before = found.get(finding.rule.id)
        if before is None or _weight(finding) > _weight(before):
            found[finding.rule.id] = finding
    return found


def _weight(finding: Finding) -> int:
    return 2 * finding.blocks + finding.to_do


def _heading(section: Section, count: int, *, first: bool) -> Heading:
    gap = "\n" if section.depth == 0 and not first else ""
    return heading((f"{gap}{'  ' * section.depth}", ""), (section.title, "bold $accent"), (f"  {count}", "$muted"))


def rule_row(rule: Rule, told: Finding | None, indent: str = "", marks: Sequence[Span] = ()) -> Row:
    """A rule in the list: what it does, its title with the words that were found, and what it says of the plan."""
    said = None if told is None or told.status in SAID_BY_MODALITY else signs.status(told)
    found = tuple([(mark.start, mark.end) for mark in marks])
    return _row(rule.id, rule.title, (indent, signs.MODALITIES[rule.modality], said), found)


@lru_cache(KEPT)
def _row(rule_id: str, title: str, around: tuple[str, Mark, Mark | None], marks: tuple[tuple[int, int], ...]) -> Row:
    """The row; the same one each time, as with `row`."""
    indent, shown, said = around
    marked = Content(title)
    for start, end in marks:
        marked = marked.stylize("bold underline", start, end)
    line = Content.assemble(indent, (f"{shown.sign} ", shown.style), marked)
    return Row(Content.assemble(line, (f"  {signs.together(said)}", said.style)) if said else line, rule_id)
