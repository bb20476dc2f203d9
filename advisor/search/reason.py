"""Why a rule was found: which words of the query met which words of the rule, and where to mark them."""

from collections.abc import Iterator, Sequence, Set as AbstractSet

from advisor.search.fields import Entry
from advisor.search.reading import Query
from advisor.search.result import Match, Span
from advisor.search.synonyms import Synonyms
from advisor.search.words import Token, family, ignorable, tokens
from advisor.values import dataclass

TEXTS = 1024
"""Texts that are remembered with their words: the titles that a list shows are the same from key to key."""
WORDS = 4096
"""Words that are remembered for the next text."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text, and by what each of its words may be wanted."""

    words: Sequence[tuple[Span, AbstractSet[str]]]
    """Where each word stands, with what it is looked up by and the concepts that it stands for by itself."""
    phrases: Sequence[tuple[range, str]]
    """The words of each phrase, with its concept."""
    names: AbstractSet[str]
    """All of these."""


class Marks:
    """Finds what to mark in texts."""

    def __init__(self, synonyms: Synonyms) -> None:
        """Nothing has been read yet."""
        self._synonyms = synonyms
        self._texts: dict[str, _Text] = {}
        self._names: dict[str, AbstractSet[str]] = {}

    def spans(self, wanted: AbstractSet[str], text: str) -> list[Span]:
        """Where the text has one of the wanted words, or one of the wanted concepts as a word or a phrase."""
        known = self._texts.get(text) or self._read(text)
        if known.names.isdisjoint(wanted):
            return []
        inside = {at for phrase, concept in known.phrases if concept in wanted for at in phrase}
        return [span for at, (span, names) in enumerate(known.words) if at in inside or not names.isdisjoint(wanted)]

    def matches(self, query: Query, entry: Entry) -> Iterator[Match]:
        """For each word of the query, what it met in the entry first: in the title, then the keywords, and so on."""
        for term in query.terms:
            match = self._first(term.meaning.names, query.typed.get(term.word, term.word), entry)
            if match is not None:
                yield match

    def _first(self, wanted: AbstractSet[str], typed: str, entry: Entry) -> Match | None:
        for field, phrases in entry.fields:
            for phrase in phrases:
                met = self.spans(wanted, phrase)
                if met:
                    # A phrase of a concept is shown as a whole.
                    end = met[0].end
                    for span in met[1:]:
                        if span.start != end + 1:
                            break
                        end = span.end
                    return Match(typed, phrase[met[0].start : end], field)
        return None

    def _read(self, text: str) -> _Text:
        if len(self._texts) >= TEXTS:
            del self._texts[next(iter(self._texts))]
        if len(self._names) >= WORDS:
            self._names.clear()
        found = tokens(text)
        stems = [family(token.key) for token in found]
        phrases = [
            (range(at, at + length), concept)
            for at in range(len(stems))
            for length, concept in self._synonyms.phrases_at(stems, at)
        ]
        words = [
            (Span(token.start, token.end), self._names.get(token.word) or self._named(token, stem))
            for token, stem in zip(found, stems, strict=True)
        ]
        names = frozenset([concept for _, concept in phrases]).union(*[names for _, names in words])
        known = self._texts[text] = _Text(words, phrases, names)
        return known

    def _named(self, token: Token, stem: str) -> AbstractSet[str]:
        """By what a word may be wanted."""
        concepts = () if ignorable(token.word) else self._synonyms.of_word(stem)
        names = self._names[token.word] = frozenset((token.key, *concepts))
        return names
