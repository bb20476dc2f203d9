"""A pack folder in, a checked `Policy` out, or every problem of all its files in one run.

One of the two readers of YAML. Reading goes on after a problem wherever what follows can still be judged, because an
author mends ten mistakes in one go and not in ten runs.
"""

import hashlib
from collections.abc import Callable, Mapping as Lookup
from pathlib import Path
from typing import TypeVar

from advisor.policy.model import Policy, Question
from advisor.policy.pack_head import Head, read_head
from advisor.policy.pack_names import PackNames
from advisor.policy.pack_questions import read_questions
from advisor.policy.pack_references import GAPS, check_coverage, check_history, check_references
from advisor.policy.pack_rules import ReadRule, read_rules
from advisor.source.disk import read_bytes, shown, unusable
from advisor.source.error import AdvisorError, Place, Problem, fail
from advisor.source.fields import Problems
from advisor.source.near import did_you_mean
from advisor.source.tree import PACK_FILE_BYTES, Mapping, parse_tree
from advisor.values import dataclass, field

HEAD = "policy.yaml"
FOLDERS = ("questions", "rules", "examples")
WITHIN = ("examples/boundary",)
"""Folders inside those, for examples that are run and not offered."""
BESIDE = ("searches.yaml", "fingerprints.yaml")
"""Files for the pack's author: they shape no verdict, so the pack's hash leaves them out."""
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
        files, strays = _files(folder)
    except AdvisorError as error:
        return Inspection(None, error.problems)
    reader = _PackReader(folder, files)
    policy = reader.read()
    problems = tuple(sorted([*reader.problems, *strays], key=_by_place))
    failed = any(not problem.warning and problem.kind not in GAPS for problem in problems)
    return Inspection(None if failed else policy, problems, reader.names.places)


def _by_place(problem: Problem) -> tuple[Place, str]:
    return problem.place or Place(""), problem.message


def _files(folder: Path) -> tuple[dict[str, list[Path]], list[Problem]]:
    """The files of a pack: policy.yaml under "", and those of each folder in the order of their names.

    What an author seems to have meant as a part of the pack, and nobody reads, is a problem.
    """
    if not folder.is_dir():
        raise fail("there is no such pack folder", "", Place(shown(folder)))
    files: dict[str, list[Path]] = {"": [folder / HEAD]}
    strays: list[Problem] = []
    try:
        entries = sorted(folder.iterdir())
        for name in (*FOLDERS, *WITHIN):
            inside = sorted((folder / name).iterdir()) if folder / name in entries else []
            files[name] = [path for path in inside if path.suffix == ".yaml" and not path.name.startswith(".")]
            entries += [path for path in inside if path not in files[name]]
    except OSError as error:
        raise unusable(folder, error) from None
    for path in entries:
        if path.name not in (HEAD, *FOLDERS, *BESIDE) and _looks_meant(path, folder):
            known = FOLDERS if path.is_dir() else (HEAD, *BESIDE)
            hint = "name it .yaml" if path.suffix in (".yml", ".YAML", ".YML") else did_you_mean(path.name, known)
            strays.append(Problem(Place(shown(path)), "is no part of a pack and would not be read", hint))
    return files, strays


def _looks_meant(path: Path, folder: Path) -> bool:
    if path.relative_to(folder).as_posix() in WITHIN:
        return False
    hidden = path.name.startswith((".", "__"))
    return not hidden and (path.is_dir() or path.suffix.lower() in (".yaml", ".yml"))


class _PackReader:
    """Reads the files in the order in which their names are needed: head, questions, rules."""

    def __init__(self, folder: Path, files: dict[str, list[Path]]) -> None:
        self.folder = folder
        self.files = files
        self.names = PackNames()
        self.digest = hashlib.sha256()
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
        return None if head is None else _policy(head, questions, rules, self.digest.hexdigest())

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
            name = path.relative_to(self.folder).as_posix()
            self.digest.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
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
