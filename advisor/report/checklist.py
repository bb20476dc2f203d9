"""The checklist: findings gathered into the groups a person works through, the same for screen and file."""

from enum import Enum

from advisor.assess.finding import Assessment, Finding, Status
from advisor.policy.model import Force, Modality
from advisor.values import dataclass


class Group(Enum):
    """The headings of a checklist, in their order."""

    PROHIBITED = "Prohibited"
    NEEDS_APPROVAL = "Needs approval"
    REQUIRED = "Required safeguards"
    EXPECTED = "Expected"
    PERMITTED = "Permitted"
    RECOMMENDED = "Recommended"
    STILL_OPEN = "Still open"
    GOOD_TO_KNOW = "Good to know"


@dataclass(frozen=True, slots=True)
class Checklist:
    """The groups that have findings, in order; limits that are kept are only counted."""

    groups: tuple[tuple[Group, tuple[Finding, ...]], ...]
    kept: int
    """How many prohibitions were examined and are not touched."""


def group_of(finding: Finding) -> Group | None:
    """The group a finding belongs to; None for one that asks for nothing and says nothing."""
    rule = finding.rule
    match finding.status:
        case Status.VIOLATED:
            return Group.PROHIBITED
        case Status.BROKEN if rule.force is Force.MUST:
            return Group.PROHIBITED
        case Status.APPROVAL:
            return Group.NEEDS_APPROVAL
        case Status.TICKED if rule.modality is Modality.APPROVAL:
            return Group.NEEDS_APPROVAL
        case Status.REQUIRED | Status.TICKED | Status.MET | Status.BROKEN:
            return Group.REQUIRED if rule.force is Force.MUST else Group.EXPECTED
        case Status.GRANTED:
            return Group.PERMITTED
        case Status.ADVICE:
            return Group.RECOMMENDED
        case Status.OPEN | Status.UNCLEAR:
            return Group.STILL_OPEN
        case Status.NOTE | Status.NOT_GRANTED:
            return Group.GOOD_TO_KNOW
        case Status.CLEAR | Status.DOES_NOT_APPLY:
            return None


def checklist(assessment: Assessment) -> Checklist:
    """Gather the findings of every part; within a group they keep the order of parts, then the pack's."""
    found: dict[Group, list[Finding]] = {group: [] for group in Group}
    kept = 0
    for finding in assessment.findings:
        group = group_of(finding)
        if group is not None:
            found[group].append(finding)
        kept += finding.status is Status.CLEAR
    return Checklist(tuple((group, tuple(findings)) for group, findings in found.items() if findings), kept)


def tickable(finding: Finding) -> bool:
    """Whether the finding is a box that can be ticked or unticked."""
    return finding.rule.safeguard and finding.status in (Status.REQUIRED, Status.APPROVAL, Status.TICKED)
