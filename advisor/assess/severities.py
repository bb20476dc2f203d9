"""Sets of severities, as bits: what a rule, a part and a plan may come to."""

from collections.abc import Iterable
from functools import cache

from advisor.assess.finding import Outcome, Severity, Status
from advisor.policy.model import Force, Rule
from advisor.typed import cast

NOT_COVERED_ALONE = 1 << Severity.NOT_COVERED
PERMITTED_ALONE = 1 << Severity.PERMITTED
PROHIBITED_ALONE = 1 << Severity.PROHIBITED
ANYTHING_COVERED = sum(1 << severity for severity in Severity if severity is not Severity.NOT_COVERED)


def weight(rule: Rule, status: Status, *, ticked: bool, covers: bool = True) -> int:
    """The severities a status may give its part; an unclear one has two.

    `covers` says whether the rule, if it is a permission, is enough to permit the part.
    """
    match status:
        case Status.VIOLATED:
            return PROHIBITED_ALONE
        case Status.BROKEN if rule.force is Force.MUST:
            return PROHIBITED_ALONE
        case Status.UNCLEAR if rule.force is Force.MUST:
            return NOT_COVERED_ALONE | PROHIBITED_ALONE
        case Status.REQUIRED if rule.force is Force.MUST and not ticked:
            return 1 << Severity.SAFEGUARDS_MISSING
        case Status.APPROVAL if not ticked:
            return 1 << Severity.NEEDS_APPROVAL
        case Status.GRANTED if covers:
            return PERMITTED_ALONE
        case _:
            return NOT_COVERED_ALONE


def harmless(rule: Rule, status: object, *, certainly: bool) -> bool:
    """Whether a rule with that status leaves its part unprohibited; `certainly`: an unclear one does not."""
    severities = weight(rule, cast(Status, status), ticked=False)
    return not severities & PROHIBITED_ALONE if certainly else severities != PROHIBITED_ALONE


def _combined(left: int, right: int) -> int:
    """Each side's severities that are no better than the other side's best."""
    return left & -(right & -right) | right & -(left & -left)


_SETS = range(1 << len(Severity))
_COMBINED = tuple(tuple(_combined(left, right) for right in _SETS) for left in _SETS)


def combine(left: int, right: int) -> int:
    """The severities of a whole from those of two parts that vary independently: each pair's maximum."""
    return _COMBINED[left][right]


def worse(left: object, right: object) -> int:
    """`combine`, for the terminals of a diagram."""
    return combine(cast(int, left), cast(int, right))


def union(values: Iterable[object]) -> int:
    """The severities in any of the sets."""
    found = 0
    for value in values:
        found |= cast(int, value)
    return found


def permits_nothing(value: object) -> int:
    """The severities of the bot as a whole as they count in the plan: limits that it keeps permit nothing."""
    severities = cast(int, value)
    return severities & ~PERMITTED_ALONE | NOT_COVERED_ALONE if severities & PERMITTED_ALONE else severities


def least(severities: int) -> int:
    """The best of the severities: what an unclear rule comes to if it is read kindly."""
    return (severities & -severities).bit_length() - 1


@cache
def outcome(severities: int) -> Outcome:
    """The outcome for a set of severities."""
    return Outcome(tuple(severity.verdict for severity in Severity if severities >> severity & 1))
