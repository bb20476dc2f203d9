"""A pack put to the proof: everything that is wrong with it, whichever file it is in, in one run.

What cannot be read is reported by the readers; what can be read and is still wrong is proven here. A pack whose rules
cannot be read is not proven any further: every message would be about the gap.
"""

from dataclasses import dataclass
from pathlib import Path

from advisor.assess.assess import Assessor
from advisor.plan.example import Example, load_examples
from advisor.policy.model import Policy
from advisor.policy.pack import inspect_pack
from advisor.prove.examples import expectation_problems, showing_problems
from advisor.prove.questions import question_problems
from advisor.prove.rules import rule_problems
from advisor.source.error import AdvisorError, Place, Problem


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of one pack: whether it could be read, and what is wrong with it, file by file and line by line."""

    folder: Path
    policy: Policy | None
    examples: tuple[Example, ...] = ()
    unreadable: tuple[Problem, ...] = ()
    """Why the pack, or an example, cannot be used at all."""
    unsound: tuple[Problem, ...] = ()
    """What does not hold of the pack as read."""
    warnings: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All of them, in the order of files and lines."""
        return in_order((*self.unreadable, *self.unsound, *self.warnings))


def prove(folder: Path) -> Proof:
    """Read a pack and prove what must hold of it."""
    inspection = inspect_pack(folder)
    warnings = [problem for problem in inspection.problems if problem.warning]
    unreadable = [problem for problem in inspection.problems if not problem.warning]
    policy, places = inspection.policy, inspection.places
    if policy is None:
        return Proof(folder, None, (), tuple(unreadable), (), tuple(warnings))
    assessor = Assessor(policy)
    found = [*question_problems(assessor.compiled, places), *rule_problems(assessor, places)]
    examples: tuple[Example, ...] = ()
    try:
        examples = load_examples(folder, policy)
    except AdvisorError as error:
        unreadable += error.problems
    else:
        found += expectation_problems(assessor, examples)
        found += showing_problems(assessor, examples, places)
    warnings += [problem for problem in found if problem.warning]
    unsound = tuple(problem for problem in found if not problem.warning)
    return Proof(folder, policy, examples, tuple(unreadable), unsound, tuple(warnings))


def in_order(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems by file and line."""
    return tuple(sorted(problems, key=lambda problem: (problem.place or Place(""), problem.message)))
