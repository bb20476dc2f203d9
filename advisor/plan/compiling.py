"""From the folder of a pack to its assessor: read, compiled, or refused where a rule cannot be compiled.

A condition can be so entangled that saying what follows from any answers would take for ever. Its author gets a line
that points to it, within a moment, instead of a program that hangs for everybody who has the pack.
"""

from advisor.assess.assess import Assessor
from advisor.assess.compiled import TooIntricate
from advisor.policy.pack import inspect_pack, load_pack
from advisor.source.disk import Pathname
from advisor.source.error import AdvisorError, Place, Problem


def load_assessor(folder: Pathname) -> Assessor:
    """The assessor of a pack. Raises AdvisorError."""
    policy = load_pack(folder)
    try:
        return Assessor(policy)
    except TooIntricate as error:
        raise AdvisorError(refusal(error, inspect_pack(folder).places.get(("rule", error.rule)))) from None


def refusal(error: TooIntricate, place: Place | None) -> Problem:
    """The line for the pack's author."""
    hint = "split it into rules of fewer questions, or ask questions that are compared with each other side by side"
    return Problem(place, f"the rule {error.rule!r} combines its questions in too many ways", hint)
