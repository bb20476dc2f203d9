"""Why a rule was found: which words of the query met which words of the rule, and where to mark them."""

from collections.abc import Iterator, Sequence, Set as AbstractSet
from functools import lru_cache

from advisor.search.fields import Entry
from advisor.search.index import Index
from advisor.search.reading import Query
from advisor.search.result import Match, Span
from advisor.search.words import Token, family, ignorable, tokens


def spans(index: Index, wanted: AbstractSet[str], text: str) -> Iterator[Span]:
    """Where the text has one of the wanted words, or one of the wanted concepts as a word or a phrase."""
    found, stems = _read(text)
    marked_until = 0
    for position, token in enumerate(found):
        for length, concept in index.synonyms.phrases_at(stems, position):
            if concept in wanted:
                marked_until = max(marked_until, position + length)
        if (
            position < marked_until
            or token.key in wanted
            or not (ignorable(token.word) or wanted.isdisjoint(index.synonyms.of_word(stems[position])))
        ):
            yield Span(token.start, token.end)


@lru_cache(maxsize=1024)  # the titles that a list shows are the same from key to key
def _read(text: str) -> tuple[Sequence[Token], Sequence[str]]:
    """The words of a text, and the family of each."""
    found = tokens(text)
    return found, [family(token.key) for token in found]


def matches(index: Index, query: Query, entry: Entry) -> Iterator[Match]:
    """For each word of the query, what it met in the entry first: in the title, then the keywords, and so on."""
    for term in query.terms:
        match = _first(index, term.meaning.names, query.typed.get(term.word, term.word), entry)
        if match is not None:
            yield match


def _first(index: Index, wanted: AbstractSet[str], typed: str, entry: Entry) -> Match | None:
    for field, phrases in entry.fields:
        for phrase in phrases:
            met = list(spans(index, wanted, phrase))
            if met:
                # A phrase of a concept is shown as a whole.
                end = met[0].end
                for span in met[1:]:
                    if span.start != end + 1:
                        break
                    end = span.end
                return Match(typed, phrase[met[0].start : end], field)
    return None
