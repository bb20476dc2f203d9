"""Fingerprints made from a page on which the author has marked what belongs to which clause.

The mark is a line `[[clause]]` before a passage in a copy saved as text, and `[[]]` after the last one; or the passages
come as a YAML file of clauses, whose closing parentheses are its editor's remarks. Neither is kept: only hashes are.
"""

import re
from collections.abc import Iterable, Iterator

from advisor.policy.fingerprints import Fingerprint, Fingerprints, fingerprint
from advisor.policy.model import Policy
from advisor.prove.drift import occurrences, uncovered
from advisor.prove.page import Page, sentences_of
from advisor.source.error import AdvisorError, Place, Problem, fail
from advisor.source.fields import Fields, Problems
from advisor.source.near import did_you_mean
from advisor.source.safe_text import quoted
from advisor.source.tree import Mapping, Node, Scalar, parse_tree
from advisor.values import dataclass

MARK = re.compile(r"^[ \t]*\[\[[ \t]*(\S*)[ \t]*\]\][ \t]*$", re.MULTILINE)
MOST_BYTES = 1024 * 1024
_REMARK = re.compile(r"\s*\([^()]*\)\.?\s*$")


@dataclass(frozen=True, slots=True)
class Passage:
    """What belongs to one clause, and where that is said."""

    clause: str
    text: str
    place: Place


def marked_passages(text: str, path: str) -> Iterator[Passage]:
    """The passages of a marked copy; what is in front of the first mark, or behind an empty one, belongs to none.

    Raises AdvisorError if there is no mark.
    """
    marks = list(MARK.finditer(text))
    if not marks:
        raise fail("marks no clause", "put a line [[clause-id]] before each passage", Place(path))
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=True):
        if mark[1]:
            yield Passage(mark[1], text[mark.end() : end], Place(path, text.count("\n", 0, mark.start()) + 1, 1))


def listed_passages(data: bytes, path: str) -> list[Passage]:
    """The passages of a YAML file: `clauses`, each with `id` and `text`. Raises AdvisorError."""
    problems = Problems(path)
    root = parse_tree(data, path, MOST_BYTES)
    clauses = root.get("clauses")
    items = (
        Fields(problems, Mapping({"clauses": root.entries["clauses"]}, 1, 1), path, ("clauses",)) if clauses else None
    )
    found = [_listed(problems, node) for node in (items.items("clauses") if items else ())]
    if not found and not problems.found:
        problems.add(root, "has no `clauses`", "list them, each with `id` and `text`")
    if problems.found:
        raise AdvisorError(*problems.found)
    return [passage for passage in found if passage is not None]


def _listed(problems: Problems, node: Node) -> Passage | None:
    clause, text = (node.get("id"), node.get("text")) if isinstance(node, Mapping) else (None, None)
    if isinstance(clause, Scalar) and isinstance(text, Scalar):
        return Passage(clause.text, _REMARK.sub("", text.text), problems.place(clause))
    problems.add(node, "a clause needs `id` and `text`")
    return None


def record(policy: Policy, passages: Iterable[Passage], page: Page | None) -> Fingerprints:
    """The fingerprints of the passages, and of the rest of the page if it is given.

    Raises AdvisorError with every passage that is not on the page, or of no clause, and every clause without a passage.
    """
    given = tuple(passages)
    known = tuple(clause for section in policy.sections for clause in section.clauses)
    sentences = {number: sentences_of(passage.text) for number, passage in enumerate(given)}
    problems = list(_unfit(known, given, sentences))
    clauses: dict[str, tuple[Fingerprint, ...]] = {}
    for number, passage in enumerate(given):
        prints = (fingerprint(policy.id, sentence) for sentence in sentences[number])
        clauses[passage.clause] = tuple(dict.fromkeys((*clauses.get(passage.clause, ()), *prints)))
    recorded = Fingerprints(clauses)
    if page is not None:
        found = occurrences(policy.id, {one for listed in clauses.values() for one in listed}, page)
        problems += _not_there(policy, given, sentences, found)
        rest = (fingerprint(policy.id, page.run(*run)) for run in uncovered(policy.id, recorded, found, page))
        recorded = Fingerprints(clauses, tuple(dict.fromkeys(rest)))
    if problems:
        raise AdvisorError(*problems)
    return recorded


def _unfit(known: tuple[str, ...], given: tuple[Passage, ...], sentences: dict[int, list[str]]) -> Iterator[Problem]:
    for number, passage in enumerate(given):
        if passage.clause not in known:
            hint = did_you_mean(passage.clause, known)
            yield Problem(passage.place, f"there is no clause {quoted(passage.clause)}", hint)
        elif not sentences[number]:
            yield Problem(passage.place, f"the clause {quoted(passage.clause)} has no text", "put it below the mark")
    marked = {passage.clause for passage in given}
    path = given[0].place.path if given else ""
    for clause in known:
        if clause not in marked:
            hint = f"write [[{clause}]] on a line of its own before its passage"
            yield Problem(Place(path) if path else None, f"the clause {quoted(clause)} is not marked", hint)


def _not_there(
    policy: Policy,
    given: tuple[Passage, ...],
    sentences: dict[int, list[str]],
    found: dict[Fingerprint, list[int]],
) -> Iterator[Problem]:
    for number, passage in enumerate(given):
        for sentence in sentences[number]:
            if fingerprint(policy.id, sentence) not in found:
                hint = "take the passage from the page as it is"
                message = f"a sentence of {quoted(passage.clause)} is not on the page: {quoted(sentence)}"
                yield Problem(passage.place, message, hint)
