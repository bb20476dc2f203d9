"""A pack folder in, a checked `Policy` out, or every problem of all its files in one run.

One of the two readers of YAML. Reading goes on after a problem wherever what follows can still be judged, because an
author mends ten mistakes in one go and not in ten runs.
"""

from collections.abc import Callable, Mapping as Lookup
from pathlib import Path
from typing import TypeVar

from advisor.policy.model import Policy, Question
from advisor.policy.pack_files import PackDigest, pack_files
from advisor.policy.pack_head import Head, read_head
from advisor.policy.pack_names import PackNames
from advisor.policy.pack_questions import read_questions
from advisor.policy.pack_references import GAPS, check_coverage, check_history, check_references
from advisor.policy.pack_rules import ReadRule, read_rules
from advisor.source.disk import read_bytes, shown
from advisor.source.error import AdvisorError, Place, Problem
from advisor.source.fields import Problems
from advisor.source.tree import PACK_FILE_BYTES, Mapping, parse_tree
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


def load_pack(folder: Path) -> Policy:
    """The policy of a pack. Raises AdvisorError with every problem, warnings aside."""
    policy, problems = read_pack(folder)
    errors = [problem for problem in problems if not problem.warning]
    if policy is None or errors:
        raise AdvisorError(*errors)
    return policy


def read_pack(folder: Path) -> tuple[Policy | None, tuple[Problem, ...]]:
    """The policy, or None, with every problem and warning, in the order of files and lines."""
    inspection = inspect_pack(folder)
    return inspection.policy, inspection.problems


def inspect_pack(folder: Path) -> Inspection:
    """The policy with every problem, and the place of every id."""
    try:
        files, strays = pack_files(folder)
    except AdvisorError as error:
        return Inspection(None, error.problems)
    reader = _PackReader(folder, files)
    policy = reader.read()
    problems = tuple(sorted([*reader.problems, *strays], key=_by_place))
    failed = any(not problem.warning and problem.kind not in GAPS for problem in problems)
    return Inspection(None if failed else policy, problems, reader.names.places)


def _by_place(problem: Problem) -> tuple[Place, str]:
    return problem.place or Place(""), problem.message


class _PackReader:
    """Reads the files in the order in which their names are needed: head, questions, rules."""

    def __init__(self, folder: Path, files: dict[str, list[Path]]) -> None:
        self.folder = folder
        self.files = files
        self.names = PackNames()
        self.digest = PackDigest()
        self.noted: list[Problems] = []

    @property
    def problems(self) -> list[Problem]:
        return [problem for noted in self.noted for problem in noted.found]

    def read(self) -> Policy | None:
        names = self.names
        head_problems, root = self._open(self.files[""][0])
        if root is None:
            names.activities = names.sections = names.clauses = names.consequences = None
        try:
            head = read_head(head_problems, root, names, self.folder.resolve().name) if root else None
            questions, whole = self._each("questions", read_questions)
            if not whole:
                names.questions = None
            rules, whole = self._each("rules", read_rules)
            if not whole:
                names.rules = None
            check_references(rules, names)
            if head is not None and names.rules is not None:
                check_coverage(head_problems, head, rules, names)
                check_history(head_problems, head, names)
        except AdvisorError:  # more problems in one file than anybody would read: they are noted
            return None
        return None if head is None else _policy(head, questions, rules, self.digest.hex())

    def _each(
        self, folder: str, read: Callable[[Problems, Mapping, PackNames], list[_Item]]
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
        if not self.files[folder]:
            self._note(self.folder / folder).add(None, f"the pack has no {folder}", f"write {folder}/one.yaml")
        return found, whole

    def _open(self, path: Path) -> tuple[Problems, Mapping | None]:
        problems = self._note(path)
        try:
            data = read_bytes(path, PACK_FILE_BYTES)
            self.digest.add(path.relative_to(self.folder).as_posix(), data)
            return problems, parse_tree(data, problems.path, PACK_FILE_BYTES)
        except AdvisorError as error:
            problems.found += error.problems
            return problems, None

    def _note(self, path: Path) -> Problems:
        problems = Problems(shown(path))
        self.noted.append(problems)
        return problems


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
