"""An inverted index over the fields of entries: for each word, the entries that have it and how much it tells there.

Field weights, length and repetition are folded into one small whole number a word and entry when the index is built
(BM25 over fields), so that a search only adds numbers up, in whatever order, and comes to the same.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from advisor.search.fields import WEIGHT, Entry, Field
from advisor.search.lanes import COARSE, LEVELS, Column
from advisor.search.synonyms import Synonyms
from advisor.search.words import family, ignorable, key, tokens
from advisor.values import dataclass

SATURATION = 1.5
LENGTH_MATTERS = 0.35
PAIR_LEVELS = 2
"""What stands for 1 in the weight of a pair, so that the weights of fields are whole numbers."""
LISTS = frozenset((Field.KEYWORDS, Field.ID))
"""Fields in which each entry was put on purpose: a long list makes none of them mean less."""
PAIRED_FIELDS = frozenset((Field.TITLE, Field.KEYWORDS, Field.TEXT))


@dataclass(frozen=True, slots=True)
class Index:
    """What a search needs to know about the entries, and nothing it has to work out again."""

    entries: tuple[Entry, ...]
    postings: Mapping[str, Column]
    """By word, and by concept: how much it tells in each entry, from 0 to `LEVELS`."""
    beside: Mapping[str, Mapping[str, Column]]
    """By two neighbouring words (families or concepts, either first), the weight of the field they meet in."""
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
        return self.vocabulary[self.beginning(start)]

    def beginning(self, start: str) -> slice:
        """Where the vocabulary has the words with that beginning."""
        first = bisect_left(self.vocabulary, start)
        return slice(first, bisect_left(self.vocabulary, start + "\uffff", lo=first))


def build(entries: Iterable[Entry], synonyms: Synonyms, also: Iterable[str] = ()) -> Index:
    """Index the entries. The folded words in `also` are known, too, wherever they stand."""
    all_entries = tuple(entries)
    blocks = _Blocks(synonyms)
    read = [[blocks.read(field, texts) for field, texts in entry.fields] for entry in all_entries]
    average = _averages(block for entry in read for block in entry)
    postings: defaultdict[str, Column] = defaultdict(Column)
    pairs: defaultdict[tuple[str, str], Column] = defaultdict(Column)
    for number, entry in enumerate(read):
        _post(number, entry, average, postings, pairs)
    written = synonyms.words.union(also, *blocks.words())
    families: dict[str, list[str]] = {}
    for word in sorted({key(word) for word in written}):
        families.setdefault(family(word), []).append(word)
    frozen = {stem: tuple(members) for stem, members in families.items()}
    return Index(all_entries, dict(postings), _both_ways(pairs), frozen, tuple(sorted(written)), synonyms)


def _both_ways(pairs: Mapping[tuple[str, str], Column]) -> Mapping[str, Mapping[str, Column]]:
    beside: defaultdict[str, dict[str, Column]] = defaultdict(dict)
    for (left, right), column in pairs.items():
        beside[left][right] = beside[right][left] = column
    return dict(beside)


def _post(
    number: int,
    entry: Iterable["_Block"],
    average: Mapping[Field, float],
    postings: Mapping[str, Column],
    pairs: Mapping[tuple[str, str], Column],
) -> None:
    weights: dict[str, float] = {}
    together: dict[tuple[str, str], int] = {}
    for block in entry:
        length = 1.0 if block.field in LISTS or not block.length else block.length / average[block.field]
        weight = WEIGHT[block.field] / (1 - LENGTH_MATTERS + LENGTH_MATTERS * length)
        for word, often in block.counts.items():
            weights[word] = weights.get(word, 0.0) + weight * often
        met = int(PAIR_LEVELS * WEIGHT[block.field])
        for pair in block.pairs:
            together[pair] = max(together.get(pair, 0), met)
    for word, weight in weights.items():
        postings[word].put(number, max(COARSE, round(LEVELS * weight / (weight + SATURATION))))
    for pair, met in together.items():
        pairs[pair].put(number, met)


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

    def words(self) -> Iterable[Iterable[str]]:
        """The words of each phrase that was read."""
        return (phrase.words for phrase in self._read.values())

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


@dataclass(frozen=True, slots=True)
class _Block:
    """What one field of an entry says."""

    field: Field
    counts: Mapping[str, int]
    """Its words and concepts, with how often it says them."""
    pairs: frozenset[tuple[str, str]]
    length: int


class _Blocks:
    """Reads fields. Rules of one activity or under one heading share theirs, so each is read once."""

    def __init__(self, synonyms: Synonyms) -> None:
        self._phrases = _Phrases(synonyms)
        self._read: dict[tuple[Field, tuple[str, ...]], _Block] = {}

    def read(self, field: Field, texts: tuple[str, ...]) -> _Block:
        block = self._read.get((field, texts))
        if block is None:
            block = self._read[field, texts] = self._block(field, [self._phrases.read(text) for text in texts])
        return block

    def words(self) -> Iterable[Iterable[str]]:
        """The words of every phrase that was read, as written."""
        return self._phrases.words()

    def _block(self, field: Field, phrases: Sequence[_Phrase]) -> _Block:
        said = Counter(word for phrase in phrases for word in phrase.stands_for)
        # Saying a thing twice makes a text more about it, but not a title, nor a list of keywords.
        counts = said if field is Field.TEXT else dict.fromkeys(said, 1)
        pairs = (
            frozenset(pair for phrase in phrases for pair in phrase.pairs) if field in PAIRED_FIELDS else frozenset()
        )
        return _Block(field, counts, pairs, sum(phrase.length for phrase in phrases))


def _averages(blocks: Iterable[_Block]) -> Mapping[Field, float]:
    """How long a field is where it says anything."""
    lengths: defaultdict[Field, list[int]] = defaultdict(list)
    for block in blocks:
        if block.length:
            lengths[block.field].append(block.length)
    return {field: sum(found) / len(found) for field, found in lengths.items()}


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
