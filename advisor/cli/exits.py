"""Exit codes: what a script learns without reading a word.

Several plans give the code of the worst: what could not be read, then what may not run, then what is undecided.
"""

from collections.abc import Iterable
from enum import Enum, IntEnum

from advisor.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.assess.finding import Outcome, Verdict


class Exit(IntEnum):
    """What the program's exit code means."""

    FINE = 0
    """Permitted or not covered, with every required safeguard in place."""
    NOT_YET = 1
    """However the open questions are answered: prohibited, approval needed or safeguards missing."""
    UNUSABLE = 2
    """Usage, or a file that cannot be read or written."""
    UNDECIDED = 3
    """Some ways to answer the open questions are fine and some are not."""
    INTERNAL = 4
    """A fault of the program itself."""


SIGNALLED = 128
"""Added to the number of the signal that ended the program."""
_FROM_BEST = (Exit.FINE, Exit.UNDECIDED, Exit.NOT_YET, Exit.UNUSABLE)


class FailOn(Enum):
    """From which verdict on a plan fails, from lax to strict."""

    NEVER = "never"
    PROHIBITED = "prohibited"
    APPROVAL = "approval"
    SAFEGUARDS = "safeguards"
    UNDECIDED = "undecided"


_FAILING = {FailOn.NEVER: 0, FailOn.PROHIBITED: 1, FailOn.APPROVAL: 2, FailOn.SAFEGUARDS: 3, FailOn.UNDECIDED: 3}
"""How many of the verdicts that are in a plan's way fail, from the worst on."""


def _failing(fail_on: FailOn) -> frozenset["Verdict"]:
    from advisor.assess.finding import Verdict  # an exit code may be needed long before a verdict

    in_the_way = (Verdict.PROHIBITED, Verdict.NEEDS_APPROVAL, Verdict.SAFEGUARDS_MISSING)
    return frozenset(in_the_way[: _FAILING[fail_on]])


def exit_of(outcome: "Outcome", fail_on: FailOn = FailOn.UNDECIDED) -> Exit:
    """The exit code for a plan's outcome; what lies below the line of `fail_on` is fine."""
    failing = _failing(fail_on)
    if failing.issuperset(outcome.possible):
        return Exit.NOT_YET
    if fail_on is FailOn.UNDECIDED and not failing.isdisjoint(outcome.possible):
        return Exit.UNDECIDED
    return Exit.FINE


def worst(codes: Iterable[Exit]) -> Exit:
    """The code for several plans together."""
    return max(codes, key=_FROM_BEST.index, default=Exit.FINE)
