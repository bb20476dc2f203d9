"""An inverted index over the fields of entries: for each word, the entries that have it and how much it tells there.

Field weights, length and repetition are folded into one small whole number a word and entry when the index is built
(BM25 over fields), so that a search only adds numbers up, in whatever order, and comes to the same.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, pairwise

from advisor.search.fields import WEIGHT, Entry, Field
from advisor.search.lanes import COARSE, LEVELS, Column
from advisor.search.synonyms import Synonyms
from advisor.search.words import WORD, family, fold, ignorable, key
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

    def beginning_with(self, start: str) -> Sequence[str]:
        """The known words with that beginning."""
        return self.vocabulary[beginning(self.vocabulary, start)]


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
    written = synonyms.words.union(also, blocks.words())
    families: dict[str, list[str]] = {}
    for word in sorted({key(word) for word in written}):
        families.setdefault(family(word), []).append(word)
    frozen = {stem: tuple(members) for stem, members in families.items()}
    return Index(all_entries, dict(postings), _both_ways(pairs), frozen, tuple(sorted(written)), synonyms)


def beginning(words: Sequence[str], start: str) -> slice:
    """Where words in order have that beginning."""
    first = bisect_left(words, start)
    return slice(first, bisect_left(words, start + "\uffff", lo=first))


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
        for word, weight in block.weights(average).items():
            weights[word] = weights.get(word, 0.0) + weight
        met = int(PAIR_LEVELS * WEIGHT[block.field])
        if block.pairs and together:
            together.update({pair: max(met, together.get(pair, 0)) for pair in block.pairs})
        else:
            together.update(dict.fromkeys(block.pairs, met))
    for word, weight in weights.items():
        postings[word].put(number, _level(weight))
    for pair, met in together.items():
        pairs[pair].put(number, met)


@lru_cache(maxsize=100_000)  # as many as there are different sums of weights; most come up again and again
def _level(weight: float) -> int:
    return max(COARSE, round(LEVELS * weight / (weight + SATURATION)))


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A stretch of text, read once however many entries have it."""

    stands_for: Sequence[str]
    """The words that say something, as they are looked up, and the concepts."""
    units: Sequence[str]
    """What says something in it, one after the other; neighbours are pairs."""
    length: int


class _Word:
    """A word as it is written somewhere, and all there is to know about it by itself."""

    __slots__ = ("begins", "concepts", "key", "said", "stem", "unit", "word")

    def __init__(self, written: str, synonyms: Synonyms) -> None:
        self.word = fold(written)
        self.key = key(self.word)
        self.stem = family(self.key)
        self.said = not ignorable(self.word)
        concepts = synonyms.of_word(self.stem)
        self.concepts = concepts if self.said else ()
        self.unit = concepts[0] if concepts else self.stem
        self.begins = synonyms.begins(self.stem)


class _Phrases:
    """Reads phrases. Prompts and titles of activities come up in many entries, so each is remembered."""

    def __init__(self, synonyms: Synonyms) -> None:
        self.synonyms = synonyms
        self._read: dict[str, _Phrase] = {}
        self._words: dict[str, _Word] = {}
        self._pieces: dict[str, Sequence[_Word]] = {}

    def read(self, text: str) -> _Phrase:
        phrase = self._read.get(text)
        if phrase is None:
            phrase = self._read[text] = self._phrase(text)
        return phrase

    def words(self) -> Iterable[str]:
        """The words that were read and say something, as written."""
        return (word.word for word in self._words.values() if word.said)

    def _piece(self, piece: str) -> Sequence[_Word]:
        """The words of a piece of text without a space; most pieces come up again."""
        found = []
        for written in WORD.findall(piece):
            if written not in self._words:
                self._words[written] = _Word(written, self.synonyms)
            found.append(self._words[written])
        self._pieces[piece] = found
        return found

    def _phrase(self, text: str) -> _Phrase:
        known = self._pieces
        found = [word for piece in text.split() for word in known.get(piece) or self._piece(piece)]
        said = [word for word in found if word.said]
        stands_for = [word.key for word in said]
        for word in said:
            stands_for += word.concepts
        if any([word.begins for word in found]):  # noqa: C419 - a list is quicker
            units = list(self._units(found, stands_for))
        else:
            units = [word.unit for word in said]
        return _Phrase(stands_for, units, len(found))

    def _units(self, words: Sequence[_Word], stands_for: list[str]) -> Iterator[str]:
        """A text as units: a phrase of a concept is one, and so is each other word that says something.

        Words inside a phrase are no units, yet may stand for concepts of their own. Adds the concepts of phrases.
        """
        stems = [word.stem for word in words]
        covered_until = 0
        for position, word in enumerate(words):
            phrases = tuple(self.synonyms.phrases_at(stems, position)) if word.begins else ()
            stands_for += [concept for _, concept in phrases]
            if position < covered_until:
                continue
            if phrases:
                longest, concept = max(phrases)
                covered_until = position + longest
                yield concept
            elif word.said:
                yield word.unit


class _Block:
    """What one field of an entry says."""

    __slots__ = ("_weights", "counts", "field", "length", "pairs")

    def __init__(self, field: Field, phrases: Sequence[_Phrase]) -> None:
        said = chain.from_iterable([phrase.stands_for for phrase in phrases])
        self.field = field
        # Saying a thing twice makes a text more about it, but not a title, nor a list of keywords.
        self.counts: Mapping[str, int] = Counter(said) if field is Field.TEXT else dict.fromkeys(said, 1)
        met = [pair for phrase in phrases for pair in pairwise(phrase.units)] if field in PAIRED_FIELDS else ()
        self.pairs = frozenset([(left, right) if left < right else (right, left) for left, right in met])
        self.length = sum([phrase.length for phrase in phrases])
        self._weights: dict[str, float] | None = None

    def weights(self, average: Mapping[Field, float]) -> Mapping[str, float]:
        """What each of its words and concepts tells; worked out once, for entries share fields."""
        if self._weights is None:
            length = 1.0 if self.field in LISTS or not self.length else self.length / average[self.field]
            weight = WEIGHT[self.field] / (1 - LENGTH_MATTERS + LENGTH_MATTERS * length)
            self._weights = {word: weight * often for word, often in self.counts.items()}
        return self._weights


class _Blocks:
    """Reads fields. Rules of one activity or under one heading share theirs, so each is read once."""

    def __init__(self, synonyms: Synonyms) -> None:
        self._phrases = _Phrases(synonyms)
        self._read: dict[tuple[Field, tuple[str, ...]], _Block] = {}

    def read(self, field: Field, texts: tuple[str, ...]) -> _Block:
        block = self._read.get((field, texts))
        if block is None:
            block = self._read[field, texts] = _Block(field, [self._phrases.read(text) for text in texts])
        return block

    def words(self) -> Iterable[str]:
        """The words of every phrase that was read, as written."""
        return self._phrases.words()


def _averages(blocks: Iterable[_Block]) -> Mapping[Field, float]:
    """How long a field is where it says anything."""
    lengths: defaultdict[Field, list[int]] = defaultdict(list)
    for block in blocks:
        if block.length:
            lengths[block.field].append(block.length)
    return {field: sum(found) / len(found) for field, found in lengths.items()}


def unit(stem: str, synonyms: Synonyms) -> str:
    """What stands for a word in pairs: its first concept, if it has one, else its family."""
    concepts = synonyms.of_word(stem)
    return concepts[0] if concepts else stem
