"""Finding rules by the words people use, in any order and spelling.

Ranking adds up what each word tells in a rule, favours rules that cover more of the query and words that stand side
by side, and then asks whether the best rule is an answer at all: an empty answer is better than the nearest guess.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence, Set as AbstractSet
from itertools import compress

from advisor.policy.model import Modality, Policy, Rule
from advisor.search.best import TINY, TRAILING, Best
from advisor.search.fields import entries
from advisor.search.index import Index, build
from advisor.search.meaning import SAID, SMALL
from advisor.search.reading import Query, Reader, background_words
from advisor.search.reason import Marks
from advisor.search.result import Hit, Match, Nothing, SearchResult, Span
from advisor.search.scoring import CROWD, Scorer, picker
from advisor.search.synonyms import Synonyms
from advisor.search.term import How, Term
from advisor.search.words import family, says_little, tokens

Keep = Callable[[Rule], bool]
ELSEWHERE = 0.5
"""How much a word that only other rules have speaks against an answer, beside one that no rule has."""
SETTLES = frozenset((Modality.PROHIBITION, Modality.REQUIREMENT, Modality.APPROVAL, Modality.PERMISSION))
ASIDE = 0.9
"""Who asks about something wants the rules that settle it before those that explain or advise."""
MANY = 2000
"""Up to so many entries it is quicker to look at them all than to find out which are worth it."""


class SearchIndex:
    """The rules of one policy, ready to be searched on every keystroke."""

    def __init__(self, policy: Policy, index: Index | None = None) -> None:
        """Index the policy's rules, and the activities that no rule covers, unless that was done before."""
        self.policy = policy
        self.index = index or build(entries(policy), Synonyms(policy.synonyms), background_words(policy))
        self._reader = Reader(policy, self.index)
        self._prior = [
            1.0 if entry.rule is None or entry.rule.modality in SETTLES else ASIDE for entry in self.index.entries
        ]
        self._scorer = Scorer(self.index, self._prior)
        self._best = Best(self._scorer)
        self._marks = Marks(self.index.synonyms)
        self._wanted: tuple[tuple[Term, ...], AbstractSet[str]] = ((), frozenset())
        self._entry_of = {entry.rule.id: entry for entry in self.index.entries if entry.rule is not None}

    def search(
        self, text: str, limit: int | None = None, keep: Keep | None = None, *, finished: bool = False
    ) -> SearchResult:
        """The rules that answer a query. Nothing asked, or a first letter, finds every rule, in the pack's order.

        Of a query that is `finished`, and not being typed, a first letter is all there is: it finds nothing.
        Rules that `keep` refuses are left out; whether the query is answered at all does not hang on it.
        """
        query = self._reader.read(text, finished=finished)
        if query.empty:
            begun = not text.strip() or (query.typed and not finished)
            return self._everything(text, query, limit, keep) if begun else self._nothing(text, query)
        rules, whole = self.policy.rules, False
        passes = len(rules).__gt__ if keep is None else self._passes(keep)
        numbers: Sequence[int] = range(len(self._prior))
        if query.named or len(self._prior) <= SMALL:
            scores, whole = self._scorer.every(query), True
        elif limit is None or len(self._prior) <= MANY:
            numbers, scores, whole = self._scorer.likely(query, None if keep else limit)
        else:
            numbers, scores = self._best.find(query, limit, passes)
        complete = len(numbers) == len(self._prior)
        told = scores[: len(rules) if complete else bisect_left(numbers, len(rules))]
        crowd = limit if limit is not None and keep is None and len(told) > CROWD * limit else 0
        ranked = [] if crowd else _ranked(scores)
        at_best = ranked[0] if ranked else scores.index(max(scores)) if scores else 0
        first, floor = (numbers[at_best], max(TRAILING * scores[at_best], TINY)) if scores else (0, TINY)
        if not query.named and not self._answers(query, first):
            return self._nothing(text, query, first)
        least = floor
        if crowd:
            least = max(floor, sorted(told)[-crowd])  # numbers alone are sorted several times as quickly as by a key
            ranked = sorted([at for at, score in enumerate(told) if score >= least], key=told.__getitem__, reverse=True)
        else:
            if ranked and scores[ranked[-1]] < least:
                del ranked[bisect_right(ranked, -least, key=lambda at: -scores[at]) :]
            if len(told) < len(scores):
                ranked = [at for at in ranked if at < len(told)]
        if keep:
            ranked = [at for at in ranked if passes(numbers[at])]
        shown, found = ranked[:limit], len(ranked)
        pick = picker(shown)
        best_scores = tuple(pick(told))
        best_rules = tuple(pick(rules) if complete else picker([numbers[at] for at in shown])(rules))
        if least == floor and whole:
            return SearchResult(text, best_rules, best_scores, None, query, lambda: found)
        return SearchResult(text, best_rules, best_scores, None, query, lambda: self._count(query, floor, passes))

    def _passes(self, keep: Keep) -> Callable[[int], bool]:
        """Whether the entry of that number is a rule that is kept."""
        rules = self.policy.rules
        return lambda number: number < len(rules) and keep(rules[number])

    def _count(self, query: Query, floor: float, passes: Callable[[int], bool]) -> int:
        return sum(score >= floor and passes(number) for number, score in enumerate(self._scorer.every(query)))

    def _answers(self, query: Query, best: int) -> bool:
        """Whether the best entry is a rule, and says enough of what was asked."""
        if self.index.entries[best].rule is None:
            return False
        said = unsaid = 0.0
        for term in query.terms:
            meaning, asked = term.meaning, term.asks * term.sure
            here = min(meaning.there[best], SAID) / SAID
            said += asked * here
            unsaid += asked * (1 - here) * (ELSEWHERE if meaning.total else 1.0)
            if term.how is How.SLIP:
                unsaid += term.asks * (1 - term.sure)
        return said >= unsaid

    def _everything(self, text: str, query: Query, limit: int | None, keep: Keep | None) -> SearchResult:
        found = self.policy.rules if keep is None else tuple([rule for rule in self.policy.rules if keep(rule)])
        shown = found[:limit]
        return SearchResult(text, shown, (0.0,) * len(shown), None, query, lambda: len(found))

    def _nothing(self, text: str, query: Query, best: int | None = None) -> SearchResult:
        activity = self.index.entries[best].activity if best is not None else None
        if activity is not None:
            # The words that name it, and not those that would name many things.
            there = [term for term in query.terms if best is not None and term.meaning.there[best]]
            most = max(term.tells for term in there)
            meant = {term.word for term in there if term.tells > most / 2}
        else:
            meant = {term.word for term in query.terms if not term.meaning.total}
        words = tuple(typed for word, typed in query.typed.items() if word in meant)
        too_little = bool(query.empty and query.typed) and all(map(says_little, query.typed.values()))
        return SearchResult(text, (), (), Nothing(words or (text.strip(),), activity, too_little), query, int)

    def beside(self, result: SearchResult) -> Nothing | None:
        """What stands beside the hits: a word of the query that names an activity which no rule covers.

        The word has to be one of the activity's title, and to belong to it more than to any rule.
        """
        for term in result.read.terms if result.rules else ():
            best = term.meaning.there.index(max(term.meaning.there))
            activity = self.index.entries[best].activity
            if activity is not None and term.meaning.families & {family(token.key) for token in tokens(activity.title)}:
                words = tuple(typed for word, typed in result.read.typed.items() if word == term.word)
                return Nothing(words or (term.word,), activity)
        return None

    # Reasons, worked out for the hits that are shown

    def why(self, result: SearchResult, hit: Hit) -> tuple[Match, ...]:
        """What each word of the query met in the rule."""
        return tuple(self._marks.matches(result.read, self._entry_of[hit.rule.id]))

    def spans(self, result: SearchResult, text: str) -> tuple[Span, ...]:
        """Where a text (a title, a rule's page) has words of the query or what they stand for."""
        terms = result.read.terms
        if self._wanted[0] is not terms:  # a list asks for each of its titles
            self._wanted = (terms, frozenset[str]().union(*[term.meaning.names for term in terms]))
        return tuple(self._marks.spans(self._wanted[1], text))


def _ranked(scores: Sequence[float]) -> list[int]:
    """Where the scores are that are more than 0: highest first, equals in the pack's order."""
    return sorted(compress(range(len(scores)), scores), key=scores.__getitem__, reverse=True)
