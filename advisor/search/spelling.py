"""The known words that a slip of the finger would have turned into another.

Words are kept by length and by how many digits they have: a slip changes either by one at most, so most words, and the
thousands of numbers that ids are made of, are never looked at.
"""

from collections.abc import Sequence
from functools import cached_property


class Spelling:
    """Finds words by their letters; sorts them when first asked."""

    def __init__(self, words: Sequence[str]) -> None:
        """Take the words in order."""
        self._words = words

    @cached_property
    def _alike(self) -> dict[tuple[int, int], list[str]]:
        found: dict[tuple[int, int], list[str]] = {}
        for word in self._words:
            found.setdefault(_shape(word), []).append(word)
        return found

    def near(self, word: str, slips: int, most: int) -> list[str]:
        """The words at most so many slips (a letter too many, missing, wrong, or two swapped) away, nearest first."""
        # Imported when a word is first unknown: most searches from the command line never need it.
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        length, digits = _shape(word)
        near = [
            (distance, other)
            for (other_length, other_digits), words in self._alike.items()
            if abs(other_length - length) <= slips and abs(other_digits - digits) <= slips
            for other, distance, _ in extract(word, words, scorer=OSA.distance, score_cutoff=slips, limit=most)
        ]
        return [other for _, other in sorted(near)[:most]]


def _shape(word: str) -> tuple[int, int]:
    return len(word), sum(map(str.isdigit, word))
