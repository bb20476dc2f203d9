"""Reading a query: which of its words say something, what they stand for, and which rules it names outright.

The words are read as a set, in an order of our own, so that nobody has to know the right one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations

from advisor.policy.model import Policy
from advisor.search.index import Index
from advisor.search.locators import Fit, Locators
from advisor.search.synonyms import Synonyms
from advisor.search.term import Term, Terms
from advisor.search.words import family, ignorable, key, tokens
from advisor.values import dataclass

ABOUT_ANY_POLICY = (
    "policy rule guideline violate violation breach comply compliance forbidden prohibited user people person"
)
"""Words that people add to any question about a policy, whatever it is about."""

ENOUGH = 24
"""Words of a query that are read; a question has fewer, and a pasted page should not stop the typing."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query that has been read."""

    terms: tuple[Term, ...]
    """The words that say something."""
    background: tuple[Term, ...]
    """Words that name what the whole policy is about: they add a little, and nothing hangs on them."""
    named: Mapping[int, Fit]
    """Rules that the query names by an id or locator."""
    typed: Mapping[str, str]
    """A term's word -> as it was typed."""

    @property
    def empty(self) -> bool:
        """Whether nothing was asked."""
        return not (self.terms or self.named)


class Reader:
    """Reads the queries put to one policy."""

    def __init__(self, policy: Policy, index: Index) -> None:
        """Note the policy's names."""
        self.index = index
        self.terms = Terms(index)
        self.locators = Locators(policy)
        self.background = frozenset(_families(background_words(policy), index.synonyms))

    def read(self, text: str, *, finished: bool = False) -> Query:
        """Read a query as it was typed; in one that is finished, a word of asking is not the beginning of another."""
        named, rest = self._named(text)
        typed = {token.word: rest[token.start : token.end] for token in tokens(rest)[:ENOUGH]}
        words = sorted({key(word): word for word in sorted(typed, reverse=True)}.values())
        stems = [family(key(word)) for word in words]
        telling = [word for word in words if not (ignorable(word) or self._mere_number(word))]
        spoken = [word for word in telling if not self._background(word)]
        phrases = self._phrases(stems)
        terms = self._terms(spoken or telling, phrases)
        begun = not (finished or telling) and len(words) == 1 and len(words[0]) > 1
        if begun and self.index.beginning_with(words[0]):
            terms = self._terms(words, phrases)  # "can" says nothing, and may become "candle"
        background = self._terms([word for word in telling if word not in spoken], {}) if spoken else ()
        return Query(terms, background, named, typed)

    def _named(self, text: str) -> tuple[Mapping[int, Fit], str]:
        whole = self.locators.named(text.strip())
        if whole:
            return whole, ""
        named: dict[int, Fit] = {}
        rest: list[str] = []
        for chunk in text.split()[:ENOUGH]:
            found = self.locators.named(chunk) if "." in chunk.strip(".") else {}
            for number, fit in found.items():
                named[number] = max(fit, named.get(number, fit))
            if not found:
                rest.append(chunk)
        return named, " ".join(rest)

    def _background(self, word: str) -> bool:
        """Whether the word, or what it is a slip of, names what the whole policy is about."""
        terms = self.terms.understand(word)
        return all(term.families and term.families <= self.background for term in terms)

    def _mere_number(self, word: str) -> bool:
        return word.isdigit() and not self.terms.known(word)

    def _phrases(self, stems: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Family -> the concepts of the phrases of the query that a word of it belongs to."""
        found: dict[str, set[str]] = {}
        for phrase, concept in self.index.synonyms.phrases_among(stems):
            for stem in phrase:
                found.setdefault(stem, set()).add(concept)
        return {stem: tuple(sorted(concepts)) for stem, concepts in found.items()}

    def _terms(self, words: Sequence[str], phrases: Mapping[str, tuple[str, ...]]) -> tuple[Term, ...]:
        joined = dict(self._joined(words))
        terms: list[Term] = []
        for word in words:
            if word not in joined:
                terms += self.terms.understand(word, phrases.get(family(key(word)), ()))
            elif joined[word]:
                terms += self.terms.understand(joined[word])
        return tuple(terms)

    def _joined(self, words: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Words that are one word in the rules (`re post`): the first with the whole, the second with nothing."""
        unknown = {word for word in words if not self.terms.known(word)}
        if unknown:
            for first, second in permutations(words, 2):
                if (first in unknown or second in unknown) and self.index.writes(first + second):
                    yield first, first + second
                    yield second, ""
                    return


def background_words(policy: Policy) -> Iterator[str]:
    """The words of the policy's own name, and those that people add to any question about a policy, folded."""
    for token in tokens(f"{policy.title} {policy.publisher} {ABOUT_ANY_POLICY}"):
        if not ignorable(token.word):
            yield token.word


def _families(words: Iterable[str], synonyms: Synonyms) -> Iterator[str]:
    """The families of the words, and of what means the same and nothing else."""
    for word in words:
        stem = family(key(word))
        yield stem
        yield from synonyms.same_as(stem)
