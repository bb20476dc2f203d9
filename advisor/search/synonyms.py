"""The pack's synonyms as concepts: each group of words or phrases is one thing that a text may be about.

A concept is looked up like a word, under a name no word can have, and never chains: if `tag` means a mention to some
and a club to others, a member is still no club.
"""

from collections.abc import Iterable, Iterator, Sequence

from advisor.search.words import family, ignorable, tokens


class Synonyms:
    """Which concepts words and phrases belong to."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        """Take groups of words or phrases that mean the same."""
        self._words: dict[str, list[str]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self.words: set[str] = set()
        """Every word of a group that says something, so that it is known even where no rule uses it."""
        for number, group in enumerate(groups):
            for member in group:
                found = tokens(member)
                self.words.update(token.word for token in found if not ignorable(token.word))
                stems = tuple(family(token.key) for token in found)
                if len(stems) == 1:
                    _add(self._words, stems[0], f"={number}")
                elif stems:
                    self._phrases.setdefault(stems[0], []).append((stems, f"={number}"))

    def of_word(self, stem: str) -> Sequence[str]:
        """The concepts that a word of this family stands for by itself."""
        return self._words.get(stem, ())

    def begins(self, stem: str) -> bool:
        """Whether a phrase begins with a word of this family."""
        return stem in self._phrases

    def same_as(self, stem: str) -> Iterator[str]:
        """The families of single words that share a concept with this one, and have no other."""
        concepts = set(self.of_word(stem))
        return (other for other, groups in self._words.items() if concepts.issuperset(groups))

    def phrases_at(self, stems: Sequence[str], position: int) -> Iterator[tuple[int, str]]:
        """The concepts whose phrase begins at the position of a text: how many words it has, and the concept."""
        for phrase, concept in self._phrases.get(stems[position], ()):
            if tuple(stems[position : position + len(phrase)]) == phrase:
                yield len(phrase), concept

    def phrases_among(self, stems: Iterable[str]) -> Iterator[tuple[tuple[str, ...], str]]:
        """The phrases all of whose words are among those of a query, in whatever order."""
        present = set(stems)
        for stem in sorted([stem for stem in present if stem in self._phrases]):
            for phrase, concept in self._phrases[stem]:
                if present.issuperset(phrase):
                    yield phrase, concept


def is_concept(name: str) -> bool:
    """Whether what is looked up under that name is a concept, and no word."""
    return name.startswith("=")


def _add(groups: dict[str, list[str]], word: str, concept: str) -> None:
    concepts = groups.setdefault(word, [])
    if concept not in concepts:
        concepts.append(concept)
