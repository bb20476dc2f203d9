"""Reading a query: which of its words say something, what they stand for, and which rules it names outright.

The words are read as a set, in an order of our own, so that nobody has to know the right one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from advisor.policy.model import Policy
from advisor.search.index import Index
from advisor.search.locators import Fit, Locators
from advisor.search.synonyms import Synonyms
from advisor.search.term import Term, Terms
from advisor.search.words import WORD, family, fold, ignorable, key, tokens
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


@dataclass(frozen=True, slots=True)
class _Word:
    """What does not hang on the words around it; read once, for all but the last stay as they are from key to key."""

    word: str
    key: str
    stem: str
    begins: bool
    """Whether a phrase may begin with it."""
    known: bool
    telling: bool
    """Whether it says anything by itself."""
    alone: tuple[Term, ...]
    """What it is taken for, if it says anything and is part of no phrase."""
    background: bool
    """Whether it, or what it is a slip of, names what the whole policy is about."""


class Reader:
    """Reads the queries put to one policy."""

    def __init__(self, policy: Policy, index: Index) -> None:
        """Note the policy's names."""
        self.index = index
        self.terms = Terms(index)
        self.locators = Locators(policy)
        self.background = frozenset(_families(background_words(policy), index.synonyms))
        self._written = frozenset(index.vocabulary)
        self._words: dict[str, _Word] = {}
        self._chunks: dict[str, Sequence[tuple[str, _Word]]] = {}

    def read(self, text: str, *, finished: bool = False) -> Query:
        """Read a query as it was typed; in one that is finished, a word of asking is not the beginning of another."""
        named, chunks = self._named(text)
        known = self._chunks
        typed: dict[str, str] = {}
        said: dict[str, _Word] = {}
        room = ENOUGH
        for chunk in chunks:
            for written, word in (known.get(chunk) or self._chunk(chunk))[:room]:
                typed[word.word], said[word.word] = written, word
                room -= 1
        words = _singular([said[word] for word in sorted(said)])
        telling = [word for word in words if word.telling]
        spoken = [word for word in telling if not word.background]
        phrases = self._phrases(words) if any([word.begins for word in words]) else {}  # noqa: C419 - a list is quicker
        terms = self._terms(spoken or telling, phrases)
        if not (telling or finished) and len(words) == 1 and len(words[0].word) > 1:
            begun = self.index.beginning_with(words[0].word)
            terms = self.terms.understand(words[0].word) if begun else ()  # "can" says nothing, and may become "candle"
        few = not spoken or len(spoken) == len(telling)
        background = () if few else self._terms([word for word in telling if word.background], {})
        return Query(terms, background, named, typed)

    def _named(self, text: str) -> tuple[Mapping[int, Fit], Sequence[str]]:
        """The rules that the text names, and the rest of it, in pieces with spaces between."""
        whole = self.locators.named(text.strip())
        if whole:
            return whole, ()
        chunks = text.split(None, ENOUGH)[:ENOUGH]
        if "." not in text:
            return {}, chunks
        named: dict[int, Fit] = {}
        rest: list[str] = []
        for chunk in chunks:
            found = self.locators.named(chunk) if "." in chunk.strip(".") else {}
            for number, fit in found.items():
                named[number] = max(fit, named.get(number, fit))
            if not found:
                rest.append(chunk)
        return named, rest

    def _chunk(self, chunk: str) -> Sequence[tuple[str, _Word]]:
        """The words of a piece without a space, as they are written and as they are read."""
        if len(self._chunks) >= self.terms.memory:
            self._chunks.clear()
        found = []
        for written in WORD.findall(chunk)[:ENOUGH]:
            word = fold(written)
            found.append((written, self._words.get(word) or self._word(word)))
        self._chunks[chunk] = found
        return found

    def _word(self, word: str) -> _Word:
        if len(self._words) >= self.terms.memory:
            self._words.clear()
        same = key(word)
        stem = family(same)
        known = stem in self.index.families
        telling = not (ignorable(word) or (word.isdigit() and not known))
        alone = self.terms.understand(word) if telling else ()
        background = all([term.meaning.families and term.meaning.families <= self.background for term in alone])  # noqa: C419
        begins = self.index.synonyms.begins(stem)
        read = self._words[word] = _Word(word, same, stem, begins, known, telling, alone, background)
        return read

    def _phrases(self, words: Iterable[_Word]) -> dict[str, tuple[str, ...]]:
        """Family -> the concepts of the phrases of the query that a word of it belongs to."""
        found: dict[str, set[str]] = {}
        for phrase, concept in self.index.synonyms.phrases_among([word.stem for word in words]):
            for stem in phrase:
                found.setdefault(stem, set()).add(concept)
        return {stem: tuple(sorted(concepts)) for stem, concepts in found.items()}

    def _terms(self, words: Sequence[_Word], phrases: Mapping[str, tuple[str, ...]]) -> tuple[Term, ...]:
        joined = {} if all([word.known for word in words]) else dict(self._joined(words))  # noqa: C419
        terms: list[Term] = []
        if not (joined or phrases):
            for word in words:
                terms += word.alone
            return tuple(terms)
        for word in words:
            if word.word not in joined:
                concepts = phrases.get(word.stem)
                terms += self.terms.understand(word.word, concepts) if concepts else word.alone
            elif joined[word.word]:
                terms += self.terms.understand(joined[word.word])
        return tuple(terms)

    def _joined(self, words: Sequence[_Word]) -> Iterator[tuple[str, str]]:
        """Words that are one word in the rules (`re post`): the first with the whole, the second with nothing."""
        unknown = [word for word in words if not word.known]
        for first in words:
            for second in words if not first.known else unknown:
                if first is not second and first.word + second.word in self._written:
                    yield first.word, first.word + second.word
                    yield second.word, ""
                    return


def _singular(words: list[_Word]) -> list[_Word]:
    """The words without those that differ from one before them in the plural only."""
    if len({word.key for word in words}) == len(words):
        return words
    by_key = {word.key: word for word in reversed(words)}
    return [word for word in words if by_key[word.key] is word]


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
