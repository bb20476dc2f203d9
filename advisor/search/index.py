"""An inverted index over the fields of entries: for each word, the entries that have it and how much it tells there.

Field weights, length and repetition are folded into one number a word and entry when the index is built (BM25 over
fields), so that a search only adds numbers up.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from advisor.search.fields import WEIGHT, Entry, Field
from advisor.search.synonyms import Synonyms
from advisor.search.words import family, ignorable, key, tokens

Postings = dict[int, float]
"""Entry number -> how much the word tells there, from 0 to 1."""

SATURATION = 1.5
LENGTH_MATTERS = 0.35
LISTS = frozenset((Field.KEYWORDS, Field.ID))
"""Fields in which each entry was put on purpose: a long list makes none of them mean less."""
PAIRED_FIELDS = frozenset((Field.TITLE, Field.KEYWORDS, Field.TEXT))


@dataclass(frozen=True, slots=True)
class Index:
    """What a search needs to know about the entries, and nothing it has to work out again."""

    entries: tuple[Entry, ...]
    postings: Mapping[str, Postings]
    """By word, and by concept."""
    pairs: Mapping[tuple[str, str], Postings]
    """By two neighbouring words (families or concepts, in alphabetical order), the weight of the field they meet in."""
    families: Mapping[str, tuple[str, ...]]
    """Family -> its words, those included that only synonyms use."""
    vocabulary: tuple[str, ...]
    """Every known word as it is written, folded and sorted, so that slips are counted in real letters."""
    synonyms: Synonyms

    def writes(self, word: str) -> bool:
        """Whether the folded word is known just as it is written."""
        at = bisect_left(self.vocabulary, word)
        return self.vocabulary[at : at + 1] == (word,)

    def beginning_with(self, start: str) -> Sequence[str]:
        """The known words with that beginning."""
        first = bisect_left(self.vocabulary, start)
        return self.vocabulary[first : bisect_left(self.vocabulary, start + "\uffff", lo=first)]


def build(entries: Iterable[Entry], synonyms: Synonyms, also: Iterable[str] = ()) -> Index:
    """Index the entries. The folded words in `also` are known, too, wherever they stand."""
    all_entries = tuple(entries)
    phrases = _Phrases(synonyms)
    readers = [_Reader(entry, phrases) for entry in all_entries]
    average = {
        field: _average([reader.length[field] for reader in readers if field in reader.length]) for field in Field
    }
    postings: dict[str, Postings] = {}
    pairs: dict[tuple[str, str], Postings] = {}
    for number, reader in enumerate(readers):
        weights: dict[str, float] = {}
        for (word, field), count in reader.counts.items():
            length = 1.0 if field in LISTS else reader.length[field] / average[field]
            norm = 1 - LENGTH_MATTERS + LENGTH_MATTERS * length
            weights[word] = weights.get(word, 0.0) + WEIGHT[field] * count / norm
        for word, weight in weights.items():
            postings.setdefault(word, {})[number] = weight / (weight + SATURATION)
        for pair, weight in reader.pairs.items():
            pairs.setdefault(pair, {})[number] = weight
    written = synonyms.words.union(also, *(reader.words for reader in readers))
    families: dict[str, list[str]] = {}
    for word in sorted({key(word) for word in written}):
        families.setdefault(family(word), []).append(word)
    frozen = {stem: tuple(members) for stem, members in families.items()}
    return Index(all_entries, postings, pairs, frozen, tuple(sorted(written)), synonyms)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A stretch of text, read once however many entries have it."""

    words: tuple[str, ...]
    """The words that say something, as written."""
    stands_for: tuple[str, ...]
    """The same words as they are looked up, and the concepts."""
    pairs: tuple[tuple[str, str], ...]
    length: int


class _Phrases:
    """Reads phrases. Prompts and titles of activities come up in many entries, so each is remembered."""

    def __init__(self, synonyms: Synonyms) -> None:
        self.synonyms = synonyms
        self._read: dict[str, _Phrase] = {}

    def read(self, text: str) -> _Phrase:
        phrase = self._read.get(text)
        if phrase is None:
            phrase = self._read[text] = self._phrase(text)
        return phrase

    def _phrase(self, text: str) -> _Phrase:
        found = tokens(text)
        keys = [token.key for token in found]
        skip = [ignorable(token.word) for token in found]
        words = tuple(token.word for token, skipped in zip(found, skip, strict=True) if not skipped)
        stands_for = [word for word, skipped in zip(keys, skip, strict=True) if not skipped]
        units: list[str] = []
        for word_or_phrase, concepts in _units(keys, skip, self.synonyms):
            stands_for += concepts
            if word_or_phrase is not None:
                units.append(word_or_phrase)
        pairs = tuple((left, right) if left < right else (right, left) for left, right in pairwise(units))
        return _Phrase(words, tuple(stands_for), pairs, len(found))


class _Reader:
    """Reads one entry: its words and concepts by field, neighbouring pairs, and how long each field is."""

    def __init__(self, entry: Entry, phrases: _Phrases) -> None:
        self.counts: dict[tuple[str, Field], int] = {}
        self.pairs: dict[tuple[str, str], float] = {}
        self.length: dict[Field, int] = {}
        self.words: set[str] = set()
        for field, texts in entry.fields:
            for text in texts:
                self._read(field, phrases.read(text))

    def _read(self, field: Field, phrase: _Phrase) -> None:
        if not phrase.length:
            return
        self.length[field] = self.length.get(field, 0) + phrase.length
        self.words.update(phrase.words)
        for word in phrase.stands_for:
            # Saying a thing twice makes a text more about it, but not a title, nor a list of keywords.
            often = self.counts.get((word, field), 0) if field is Field.TEXT else 0
            self.counts[word, field] = often + 1
        if field in PAIRED_FIELDS:
            for pair in phrase.pairs:
                self.pairs[pair] = max(self.pairs.get(pair, 0.0), WEIGHT[field])


def _units(
    keys: Sequence[str], skip: Sequence[bool], synonyms: Synonyms
) -> Iterator[tuple[str | None, tuple[str, ...]]]:
    """A text as units with their concepts: a phrase of a concept is one, and so is each other word that says something.

    Words inside a phrase are no units (None), yet may stand for concepts of their own.
    """
    stems = [family(word) for word in keys]
    covered_until = 0
    for position, stem in enumerate(stems):
        phrases = tuple(synonyms.phrases_at(stems, position))
        concepts = tuple(concept for _, concept in phrases)
        if not skip[position]:
            concepts += tuple(synonyms.of_word(stem))
        if position < covered_until:
            yield None, concepts
        elif phrases:
            longest, concept = max(phrases)
            covered_until = position + longest
            yield concept, concepts
        elif not skip[position]:
            yield unit(stem, synonyms), concepts


def unit(stem: str, synonyms: Synonyms) -> str:
    """What stands for a word in pairs: its first concept, if it has one, else its family."""
    concepts = synonyms.of_word(stem)
    return concepts[0] if concepts else stem


def _average(lengths: Sequence[int]) -> float:
    return sum(lengths) / len(lengths) if lengths else 1.0
