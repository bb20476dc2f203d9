"""A pack folder in, a checked `Policy` out, or every problem of all its files in one run.

One of the two readers of YAML. Reading goes on after a problem wherever what follows can still be judged, because an
author mends ten mistakes in one go and not in ten runs.
"""

import os
from collections.abc import Callable, Mapping as Lookup

from advisor.policy.model import Policy, Question
from advisor.policy.pack_files import PackReader, TooMuchError, pack_files, pack_name
from advisor.policy.pack_head import Head, read_head
from advisor.policy.pack_limits import MOST_QUESTIONS, MOST_RULES, asked_too_much, more_than
from advisor.policy.pack_names import PackNames
from advisor.policy.pack_questions import read_questions
from advisor.policy.pack_references import GAPS, check_coverage, check_history, check_references
from advisor.policy.pack_rules import ReadRule, read_rules
from advisor.source.disk import Pathname, shown
from advisor.source.error import AdvisorError, Place, Problem
from advisor.source.fields import Problems
from advisor.source.tree import Mapping
from advisor.typed import TypeVar
from advisor.values import dataclass, field

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Inspection:
    """What became of a pack: the policy, if it could be read, and where everything is defined.

    A pack with gaps (clauses that no rule cites) can be read, so that a proof can go on; it is not to be used.
    """

    policy: Policy | None
    problems: tuple[Problem, ...]
    places: Lookup[tuple[str, str], Place] = field(default_factory=dict)
    """(`rule`, `question`, `option`, `activity`, `section`, `clause` or `consequence`, id) -> its place; an option's id
    is `question.option`."""


def load_pack(folder: Pathname) -> Policy:
    """The policy of a pack. Raises AdvisorError with every problem, warnings aside."""
    policy, problems = read_pack(folder)
    errors = [problem for problem in problems if not problem.warning]
    if policy is None or errors:
        raise AdvisorError(*errors)
    return policy


def read_pack(folder: Pathname) -> tuple[Policy | None, tuple[Problem, ...]]:
    """The policy, or None, with every problem and warning, in the order of files and lines."""
    inspection = inspect_pack(folder)
    return inspection.policy, inspection.problems


def inspect_pack(folder: Pathname) -> Inspection:
    """The policy with every problem, and the place of every id."""
    try:
        files, strays = pack_files(folder)
    except AdvisorError as error:
        return Inspection(None, error.problems)
    reader = _PolicyReader(folder, files)
    policy = reader.read()
    problems = tuple(sorted([*reader.problems, *strays], key=_by_place))
    failed = any(not problem.warning and problem.kind not in GAPS for problem in problems)
    return Inspection(None if failed else policy, problems, reader.names.places)


def _by_place(problem: Problem) -> tuple[Place, str]:
    return problem.place or Place(""), problem.message


class _PolicyReader:
    """Reads the files in the order in which their names are needed: head, questions, rules."""

    def __init__(self, folder: Pathname, files: dict[str, list[str]]) -> None:
        self.folder = folder
        self.files = files
        self.names = PackNames()
        self.reader = PackReader(folder)
        self.noted: list[Problems] = []

    @property
    def problems(self) -> list[Problem]:
        return [problem for noted in self.noted for problem in noted.found]

    def read(self) -> Policy | None:
        names = self.names
        try:
            head_problems, root = self._open(self.files[""][0])
            if root is None:
                names.activities = names.sections = names.clauses = names.consequences = None
            head = read_head(head_problems, root, names, pack_name(self.folder)) if root else None
            questions, whole = self._each("questions", read_questions, MOST_QUESTIONS)
            if not whole:
                names.questions = None
            if too_much := asked_too_much(questions, names):
                raise _noted(head_problems, too_much)
            rules, whole = self._each("rules", read_rules, MOST_RULES)
            if not whole:
                names.rules = None
            check_references(rules, names)
            if head is not None and names.rules is not None:
                check_coverage(head_problems, head, rules, names)
                check_history(head_problems, head, names)
        except AdvisorError:  # more than anybody would read, or a pack may hold: it is noted
            return None
        return None if head is None else _policy(head, questions, rules, self.reader.hex())

    def _each(
        self, folder: str, read: Callable[[Problems, Mapping, PackNames], list[_Item]], most: int
    ) -> tuple[list[_Item], bool]:
        """What a folder's files hold, and whether every one of them could be read."""
        found: list[_Item] = []
        whole = True
        for path in self.files[folder]:
            problems, root = self._open(path)
            if root is None:
                whole = False
            else:
                found += read(problems, root, self.names)
                if len(found) > most:
                    raise _noted(problems, more_than(most, folder, problems.place(None)))
        if not self.files[folder]:
            self._note(os.path.join(self.folder, folder)).add(
                None, f"the pack has no {folder}", f"write {folder}/one.yaml"
            )
        return found, whole

    def _open(self, path: str) -> tuple[Problems, Mapping | None]:
        problems = self._note(path)
        try:
            return problems, self.reader.tree(path)
        except AdvisorError as error:
            problems.found += error.problems
            if isinstance(error, TooMuchError):
                raise
            return problems, None

    def _note(self, path: str) -> Problems:
        problems = Problems(shown(path))
        self.noted.append(problems)
        return problems


def _noted(problems: Problems, problem: Problem) -> AdvisorError:
    """The error of a problem that nothing comes after."""
    problems.found.append(problem)
    return AdvisorError(problem)


def _policy(head: Head, questions: list[Question], rules: list[ReadRule], digest: str) -> Policy:
    return Policy(
        **head.texts,
        sections=tuple(head.sections),
        activities=tuple(head.activities),
        questions=tuple(questions),
        rules=tuple(read.rule for read in rules),
        consequences=head.consequences,
        not_rules={clause: reason for clause, (_, reason) in head.not_rules.items()},
        synonyms=tuple(head.synonyms),
        history={version: tuple(node.text for node in changed) for version, changed in head.history.items()},
        sha256=digest,
    )
