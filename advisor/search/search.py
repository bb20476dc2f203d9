"""Finding rules by the words people use, in any order and spelling.

Ranking adds up what each word tells in a rule, favours rules that cover more of the query and words that stand side
by side, and then asks whether the best rule is an answer at all: an empty answer is better than the nearest guess.
"""

from collections.abc import Iterable, Mapping
from heapq import nlargest
from itertools import combinations

from advisor.policy.model import Policy
from advisor.search.fields import entries
from advisor.search.index import build
from advisor.search.reading import Query, Reader
from advisor.search.reason import matches, spans
from advisor.search.result import Hit, Match, Nothing, SearchResult, Span
from advisor.search.synonyms import Synonyms
from advisor.search.term import SAYS_IT, Term

NAMED = 100.0
BACKGROUND = 0.2
SIDE_BY_SIDE = 0.15
COVERING = 0.7
ENOUGH_SAID = 0.5
"""Which part of a query a rule has to speak of to be an answer to it."""
ENOUGH_OUTRIGHT = 0.3
"""The same, where the rule is about two of its words or more."""
OUTRIGHT = 0.55
"""How much a word tells where it stands in a title or among the keywords."""
TRAILING = 0.1


class SearchIndex:
    """The rules of one policy, ready to be searched on every keystroke."""

    def __init__(self, policy: Policy) -> None:
        """Index the policy's rules, and the activities that no rule covers."""
        self.policy = policy
        self.index = build(entries(policy), Synonyms(policy.synonyms))
        self._reader = Reader(policy, self.index)
        self._entry_of = {entry.rule.id: entry for entry in self.index.entries if entry.rule is not None}

    def search(self, text: str, limit: int | None = None) -> SearchResult:
        """The rules that answer a query. An empty query finds every rule, in the pack's order."""
        query = self._reader.read(text)
        if query.empty:
            return self._nothing(text, query) if text.strip() else self._everything(text, query, limit)
        ranked = self._ranked(query)
        if not query.named and not self._answers(query, ranked):
            return self._nothing(text, query, ranked)
        floor = TRAILING * max(ranked.values())
        rules = {
            number: score for number, score in ranked.items() if score >= floor and self.index.entries[number].rule
        }
        best = nlargest(len(rules) if limit is None else limit, rules.items(), key=lambda one: (one[1], -one[0]))
        hits = tuple(Hit(self.policy.rules[number], round(score, 4)) for number, score in best)
        return SearchResult(text, hits, len(rules), None, query)

    def _ranked(self, query: Query) -> dict[int, float]:
        score, covered = _added_up(query)
        whole = sum(term.tells for term in query.terms) or 1.0
        ranked = {
            number: told * (1 - COVERING + COVERING * covered.get(number, 0.0) / whole)
            for number, told in score.items()
        }
        for number, together in self._side_by_side(query.terms):
            if number in ranked:
                ranked[number] += together
        for number, fit in query.named.items():
            ranked[number] = ranked.get(number, 0.0) + NAMED * fit
        return ranked

    def _side_by_side(self, terms: Iterable[Term]) -> Iterable[tuple[int, float]]:
        for one, other in combinations(terms, 2):
            for left in one.units:
                for right in other.units:
                    pair = (left, right) if left < right else (right, left)
                    for number, weight in self.index.pairs.get(pair, {}).items():
                        yield number, SIDE_BY_SIDE * weight * min(one.tells, other.tells)

    def _answers(self, query: Query, ranked: Mapping[int, float]) -> bool:
        """Whether the best entry is a rule, and says enough of what was asked."""
        if not ranked:
            return False
        best = _best(ranked)
        if self.index.entries[best].rule is None:
            return False
        said = [(term.tells, term.postings.get(best, 0.0)) for term in query.terms]
        whole = sum(tells for tells, _ in said)
        covered = sum(tells * min(1.0, there / SAYS_IT) for tells, there in said)
        outright = [tells for tells, there in said if there >= OUTRIGHT]
        return covered >= ENOUGH_SAID * whole or (len(outright) > 1 and sum(outright) >= ENOUGH_OUTRIGHT * whole)

    def _everything(self, text: str, query: Query, limit: int | None) -> SearchResult:
        rules = self.policy.rules
        return SearchResult(text, tuple(Hit(rule, 0.0) for rule in rules[:limit]), len(rules), None, query)

    def _nothing(self, text: str, query: Query, ranked: Mapping[int, float] | None = None) -> SearchResult:
        best = _best(ranked) if ranked else None
        activity = self.index.entries[best].activity if best is not None else None
        if activity is not None:
            # The words that name it, and not those that would name many things.
            there = [term for term in query.terms if best in term.postings]
            most = max(term.tells for term in there)
            meant = {term.word for term in there if term.tells > most / 2}
        else:
            meant = {term.word for term in query.terms if not term.postings}
        words = tuple(typed for word, typed in query.typed.items() if word in meant)
        return SearchResult(text, (), 0, Nothing(words or (text.strip(),), activity), query)

    # Reasons, worked out for the hits that are shown

    def why(self, result: SearchResult, hit: Hit) -> tuple[Match, ...]:
        """What each word of the query met in the rule."""
        return tuple(matches(self.index, result.read, self._entry_of[hit.rule.id]))

    def spans(self, result: SearchResult, text: str) -> tuple[Span, ...]:
        """Where a text (a title, a rule's page) has words of the query or what they stand for."""
        wanted = frozenset[str]().union(*(term.meanings for term in result.read.terms))
        return tuple(spans(self.index, wanted, text))


def _best(ranked: Mapping[int, float]) -> int:
    return max(ranked, key=lambda number: (ranked[number], -number))


def _added_up(query: Query) -> tuple[dict[int, float], dict[int, float]]:
    """What the words tell together about each entry, and how much of the query that covers."""
    score: dict[int, float] = {}
    covered: dict[int, float] = {}
    for term in query.terms:
        tells = term.tells
        for number, there in term.postings.items():
            score[number] = score.get(number, 0.0) + tells * there
            share = tells if there >= SAYS_IT else tells * there / SAYS_IT
            covered[number] = covered.get(number, 0.0) + share
    for term in query.background:
        for number, there in term.postings.items():
            if number in score:
                score[number] += BACKGROUND * term.tells * there
    return score, covered
