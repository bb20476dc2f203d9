"""A pack put to the proof: everything that is wrong with it, whichever file it is in, in one run.

What cannot be read is reported by the readers; what can be read and is still wrong is proven here. A pack whose rules
cannot be read is not proven any further: every message would be about the gap.
"""

from pathlib import Path

from advisor.assess.assess import Assessor
from advisor.assess.compiled import TooIntricate
from advisor.plan.compiling import refusal
from advisor.plan.example import BOUNDARY, Example, load_examples
from advisor.plan.session import InTime
from advisor.policy.asked import FILE as ASKED, AskedQuestions, read_asked
from advisor.policy.model import Policy
from advisor.policy.pack import inspect_pack
from advisor.policy.pack_references import GAPS
from advisor.prove.contradictions import contradiction_problems
from advisor.prove.examples import expectation_problems, showing_problems
from advisor.prove.kinds import CONTRADICTIONS, Kind
from advisor.prove.questions import question_problems
from advisor.prove.rules import rule_problems
from advisor.prove.style import style_problems
from advisor.source.disk import shown
from advisor.source.error import AdvisorError, Place, Problem
from advisor.source.fields import Problems
from advisor.values import dataclass


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

    @property
    def contradictions(self) -> tuple[Problem, ...]:
        """Those by which rules, or the conditions of one rule, speak against each other."""
        return tuple(problem for problem in self.unsound if kind_of(problem) in CONTRADICTIONS)


def kind_of(problem: Problem) -> Kind:
    """The kind of a problem; what the readers refuse has one name for all."""
    return Kind(problem.kind) if problem.kind else Kind.UNREADABLE


def prove(folder: Path) -> Proof:
    """Read a pack and prove what must hold of it."""
    inspection = inspect_pack(folder)
    warnings = [problem for problem in inspection.problems if problem.warning]
    gaps = [problem for problem in inspection.problems if problem.kind in GAPS]
    unreadable = [problem for problem in inspection.problems if not problem.warning and problem not in gaps]
    policy, places = inspection.policy, inspection.places
    if policy is None:
        return Proof(folder, None, (), tuple(unreadable), tuple(gaps), tuple(warnings))
    try:
        assessor = Assessor(policy)
    except TooIntricate as error:
        unreadable.append(refusal(error, places.get(("rule", error.rule))))
        return Proof(folder, None, (), tuple(unreadable), tuple(gaps), tuple(warnings))
    found: list[Problem] = [*gaps, *question_problems(assessor.compiled, places)]
    found += style_problems(policy, places, _asked(folder, unreadable))
    examples: tuple[Example, ...] = ()
    try:
        with InTime():
            found += [*rule_problems(assessor, places), *contradiction_problems(assessor, places)]
    except AdvisorError as error:
        unreadable += error.problems
    try:
        examples = (*load_examples(folder, policy), *load_examples(folder, policy, BOUNDARY))
    except AdvisorError as error:
        unreadable += error.problems
    else:
        found += expectation_problems(assessor, examples)
        found += showing_problems(assessor, examples, places)
    warnings += [problem for problem in found if problem.warning]
    unsound = tuple(problem for problem in found if not problem.warning)
    return Proof(folder, policy, examples, tuple(unreadable), unsound, tuple(warnings))


def _asked(folder: Path, unreadable: list[Problem]) -> AskedQuestions | None:
    problems = Problems(shown(folder / ASKED))
    try:
        return read_asked(folder, problems)
    except AdvisorError as error:
        unreadable += error.problems
        return None
    finally:
        unreadable += problems.found


def in_order(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems by file and line."""
    return tuple(sorted(problems, key=lambda problem: (problem.place or Place(""), problem.message)))
