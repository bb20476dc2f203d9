"""What became of each clause on a page that was saved later, told from fingerprints alone.

A clause whose sentences are all there, wherever they stand now, is unchanged. One with words added inside a sentence of
its own is changed, and so is one of which something is missing while new words stand where it was; the new words are
shown, for the page is at hand and its old text is not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from itertools import groupby

from advisor.policy.fingerprints import Fingerprint, Fingerprints, fingerprint
from advisor.prove.page import Page
from advisor.values import dataclass

SHORT = 4
"""Fewer words than this are found on any page."""


class Fate(Enum):
    """What became of a clause."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of the page that was not there before, or not like this."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class ClauseDrift:
    """One clause: its fate, and the new words in its place."""

    clause: str
    fate: Fate
    now: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Drift:
    """The whole page: every clause in its order, and the passages that stand in no clause's place."""

    clauses: tuple[ClauseDrift, ...]
    new: tuple[Passage, ...]
    familiar: bool
    """Whether any sentence of a clause is there at all."""

    @property
    def any(self) -> bool:
        """Whether anything is not as it was."""
        return bool(self.new) or any(one.fate is not Fate.UNCHANGED for one in self.clauses)

    def count(self, fate: Fate) -> int:
        """How many clauses have that fate."""
        return sum(one.fate is fate for one in self.clauses)


def drift(policy_id: str, recorded: Fingerprints, page: Page) -> Drift:
    """Compare a page with what was recorded of it."""
    every = {one for listed in (*recorded.clauses.values(), recorded.elsewhere) for one in listed}
    found = occurrences(policy_id, every, page)
    fresh = {page.words[first].sentence for first, _ in uncovered(policy_id, recorded, found, page)}
    spans = {clause: _span(page, found, listed) for clause, listed in recorded.clauses.items()}
    clauses = list(_clauses(page, recorded, found, spans, fresh))
    taken = {passage for one in clauses for passage in one.now}
    new = tuple(passage for passage in (_passage(page, number) for number in sorted(fresh)) if passage not in taken)
    return Drift(tuple(clauses), new, any(span.sentences for span in spans.values()))


def occurrences(policy_id: str, wanted: Iterable[Fingerprint], page: Page) -> dict[Fingerprint, list[int]]:
    """Where each fingerprint stands on the page: the numbers of the words at which it begins."""
    sought = defaultdict(set)
    for one in wanted:
        sought[one.words].add(one)
    found: dict[Fingerprint, list[int]] = {}
    for length, those in sought.items():
        for first in range(len(page.words) - length + 1):
            here = fingerprint(policy_id, page.run(first, length))
            if here in those:
                found.setdefault(here, []).append(first)
    return found


def uncovered(
    policy_id: str, recorded: Fingerprints, found: Mapping[Fingerprint, list[int]], page: Page
) -> Iterator[tuple[int, int]]:
    """The runs of words, each within a sentence, that no fingerprint accounts for: first word and length.

    A word or two of the rest of the page ("Home") account only for a run that is nothing else: they must not hide a
    word that was put into a sentence.
    """
    short = {one for one in recorded.elsewhere if one.words < SHORT}
    covered = [False] * len(page.words)
    for one, starts in found.items():
        for start in () if one in short else starts:
            covered[start : start + one.words] = [True] * one.words
    for _, run in groupby(range(len(page.words)), lambda number: (page.words[number].sentence, covered[number])):
        numbers = list(run)
        first, length = numbers[0], len(numbers)
        if not covered[first] and fingerprint(policy_id, page.run(first, length)) not in short:
            yield first, length


@dataclass(frozen=True, slots=True)
class _Span:
    """Where a clause stands on the page, as numbers of sentences, and whether all of it does."""

    sentences: frozenset[int]
    whole: bool


def _span(page: Page, found: Mapping[Fingerprint, list[int]], listed: tuple[Fingerprint, ...]) -> _Span:
    sentences = {
        page.words[number].sentence
        for one in listed
        for start in found.get(one, ())
        for number in range(start, start + one.words)
    }
    return _Span(frozenset(sentences), all(one in found for one in listed))


def _clauses(
    page: Page,
    recorded: Fingerprints,
    found: Mapping[Fingerprint, list[int]],
    spans: Mapping[str, _Span],
    fresh: set[int],
) -> Iterator[ClauseDrift]:
    order = list(recorded.clauses)
    for number, clause in enumerate(order):
        span = spans[clause]
        now = sorted(span.sentences & fresh)
        if span.whole and not now:
            yield ClauseDrift(clause, Fate.UNCHANGED)
            continue
        if not span.whole:
            now = sorted({*now, *_between(order, number, spans, fresh, len(page.sentences))})
        some = any(one in found for one in recorded.clauses[clause])
        fate = Fate.CHANGED if now or some else Fate.GONE
        yield ClauseDrift(clause, fate, tuple(_passage(page, sentence) for sentence in now))


def _between(order: list[str], number: int, spans: Mapping[str, _Span], fresh: set[int], end: int) -> Iterator[int]:
    """The new sentences between the clauses that are still there before and after a clause."""
    before = [max(spans[clause].sentences) for clause in order[:number] if spans[clause].sentences]
    after = [min(spans[clause].sentences) for clause in order[number + 1 :] if spans[clause].sentences]
    first, last = before[-1] if before else -1, after[0] if after else end
    return (sentence for sentence in range(first + 1, last) if sentence in fresh)


def _passage(page: Page, sentence: int) -> Passage:
    first = page.first_words[sentence]
    return Passage(page.sentences[sentence], page.words[first].line, page.words[first].column)
