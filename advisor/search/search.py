"""Finding rules by the words people use, in any order and spelling.

Ranking adds up what each word tells in a rule, favours rules that cover more of the query and words that stand side
by side, and then asks whether the best rule is an answer at all: an empty answer is better than the nearest guess.
"""

from collections.abc import Iterable
from heapq import nlargest
from itertools import combinations
from math import sqrt

from advisor.policy.model import Modality, Policy
from advisor.search.fields import entries
from advisor.search.index import build
from advisor.search.reading import Query, Reader, background_words
from advisor.search.reason import matches, spans
from advisor.search.result import Hit, Match, Nothing, SearchResult, Span
from advisor.search.synonyms import Synonyms
from advisor.search.term import SAYS_IT, How, Term
from advisor.search.words import family, says_little, tokens

NAMED = 100.0
BACKGROUND = 0.2
SIDE_BY_SIDE = 0.3
COVERING = 0.5
ELSEWHERE = 0.5
"""How much a word that only other rules have speaks against an answer, beside one that no rule has."""
SETTLES = frozenset((Modality.PROHIBITION, Modality.REQUIREMENT, Modality.APPROVAL, Modality.PERMISSION))
ASIDE = 0.9
"""Who asks about something wants the rules that settle it before those that explain or advise."""
TRAILING = 0.1
"""Rules that score less than this part of the best are not worth a look."""
TINY = 1e-9


class SearchIndex:
    """The rules of one policy, ready to be searched on every keystroke."""

    def __init__(self, policy: Policy) -> None:
        """Index the policy's rules, and the activities that no rule covers."""
        self.policy = policy
        self.index = build(entries(policy), Synonyms(policy.synonyms), background_words(policy))
        self._reader = Reader(policy, self.index)
        self._prior = [
            1.0 if entry.rule is None or entry.rule.modality in SETTLES else ASIDE for entry in self.index.entries
        ]
        self._entry_of = {entry.rule.id: entry for entry in self.index.entries if entry.rule is not None}

    def search(self, text: str, limit: int | None = None, *, finished: bool = False) -> SearchResult:
        """The rules that answer a query. Nothing asked, or a first letter, finds every rule, in the pack's order.

        Of a query that is `finished`, and not being typed, a first letter is all there is: it finds nothing.
        """
        query = self._reader.read(text, finished=finished)
        if query.empty:
            begun = not text.strip() or (query.typed and not finished)
            return self._everything(text, query, limit) if begun else self._nothing(text, query)
        scores = self._scores(query)
        best = max(scores)
        first = scores.index(best)
        if not query.named and not self._answers(query, first):
            return self._nothing(text, query, first)
        rules = len(self.policy.rules)
        floor = max(TRAILING * best, TINY)
        ranked = [(score, -number) for number, score in enumerate(scores[:rules]) if score >= floor]
        shown = sorted(ranked, reverse=True) if limit is None else nlargest(limit, ranked)
        hits = tuple(Hit(self.policy.rules[-number], round(score, 4)) for score, number in shown)
        return SearchResult(text, hits, len(ranked), None, query)

    def _scores(self, query: Query) -> list[float]:
        """What the query tells about each entry: all its words together, more where they cover more of it."""
        told = [0.0] * len(self.index.entries)
        covered = told.copy()
        for term in query.terms:
            for number, tells, share in term.shares:
                told[number] += tells
                covered[number] += share
        for term in query.background:
            for number, tells, _ in term.shares:
                if told[number]:
                    told[number] += BACKGROUND * tells
        rate = COVERING / (sum(term.tells for term in query.terms) or 1.0)
        scores = [
            each and each * (1 - COVERING + rate * share) * prior
            for each, share, prior in zip(told, covered, self._prior, strict=True)
        ]
        for number, together in self._side_by_side(query.terms + query.background):
            if told[number]:
                scores[number] += together * self._prior[number]
        for number, fit in query.named.items():
            scores[number] += NAMED * fit
        return scores

    def _side_by_side(self, terms: Iterable[Term]) -> Iterable[tuple[int, float]]:
        for one, other in combinations(terms, 2):
            for left in one.units:
                for right in other.units:
                    pair = (left, right) if left < right else (right, left)
                    for number, weight in self.index.pairs.get(pair, {}).items():
                        yield number, SIDE_BY_SIDE * weight * min(one.tells, other.tells)

    def _answers(self, query: Query, best: int) -> bool:
        """Whether the best entry is a rule, and says enough of what was asked."""
        if self.index.entries[best].rule is None:
            return False
        said = unsaid = 0.0
        for term in query.terms:
            weight = sqrt(term.tells / term.sure)
            here = min(1.0, term.postings.get(best, 0.0) / SAYS_IT)
            said += weight * term.sure * here
            unsaid += weight * term.sure * (1 - here) * (ELSEWHERE if term.postings else 1.0)
            if term.how is How.SLIP:
                unsaid += weight * (1 - term.sure)
        return said >= unsaid

    def _everything(self, text: str, query: Query, limit: int | None) -> SearchResult:
        rules = self.policy.rules
        return SearchResult(text, tuple(Hit(rule, 0.0) for rule in rules[:limit]), len(rules), None, query)

    def _nothing(self, text: str, query: Query, best: int | None = None) -> SearchResult:
        activity = self.index.entries[best].activity if best is not None else None
        if activity is not None:
            # The words that name it, and not those that would name many things.
            there = [term for term in query.terms if best in term.postings]
            most = max(term.tells for term in there)
            meant = {term.word for term in there if term.tells > most / 2}
        else:
            meant = {term.word for term in query.terms if not term.postings}
        words = tuple(typed for word, typed in query.typed.items() if word in meant)
        too_little = bool(query.empty and query.typed) and all(map(says_little, query.typed.values()))
        return SearchResult(text, (), 0, Nothing(words or (text.strip(),), activity, too_little), query)

    def beside(self, result: SearchResult) -> Nothing | None:
        """What stands beside the hits: a word of the query that names an activity which no rule covers.

        The word has to be one of the activity's title, and to belong to it more than to any rule.
        """
        for term in result.read.terms if result.hits else ():
            best = max(term.postings, key=lambda number: term.postings[number], default=0)
            activity = self.index.entries[best].activity
            if activity is not None and term.families & {family(token.key) for token in tokens(activity.title)}:
                words = tuple(typed for word, typed in result.read.typed.items() if word == term.word)
                return Nothing(words or (term.word,), activity)
        return None

    # Reasons, worked out for the hits that are shown

    def why(self, result: SearchResult, hit: Hit) -> tuple[Match, ...]:
        """What each word of the query met in the rule."""
        return tuple(matches(self.index, result.read, self._entry_of[hit.rule.id]))

    def spans(self, result: SearchResult, text: str) -> tuple[Span, ...]:
        """Where a text (a title, a rule's page) has words of the query or what they stand for."""
        wanted = frozenset[str]().union(*(term.meanings for term in result.read.terms))
        return tuple(spans(self.index, wanted, text))
