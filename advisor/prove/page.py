"""A saved page as the words on it, each with its place, so that it can be compared whatever it looked like.

Case, quotes, dashes, white space, line breaks and every other sign between words are left out of the comparison: a page
that was typeset anew says the same. Sentences matter only for showing: passages are looked for anywhere in the stream
of words, because a copy saved as text and one saved as HTML do not break at the same points.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property

from advisor.source.safe_text import one_line
from advisor.values import dataclass

_INVISIBLE = re.compile("[\\xad\\u200b-\\u200f\\u2060\\ufeff]")
_APOSTROPHES = "'’‘ʼ´`"
_WORD = re.compile(rf"[^\W_]+(?:[{_APOSTROPHES}][^\W_]+)*|[%$€£]")
_ENDS = re.compile(r"[.!?…][\"'”’)\]]*\s+[\"'“‘(\[]*$")
_ENTRY = re.compile(r"\s*(?:[-*•·◦▪‣–—]|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)])\s+(?=\S)")
"""The sign or number in front of a list entry or heading: a copy may have it or not."""
_NO_APOSTROPHE = str.maketrans("", "", _APOSTROPHES)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list entry or heading: its text, and where it begins in the file."""

    text: str
    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared, the sentence it belongs to (counted over the page), and its place."""

    text: str
    sentence: int
    line: int
    column: int


@dataclass(frozen=True)
class Page:
    """The words of a page in their order, and its sentences as they are written."""

    words: tuple[Word, ...]
    sentences: tuple[str, ...]

    @cached_property
    def text(self) -> str:
        """The words with a space between."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each word begins in `text`; one more for the end."""
        found, at = [], 0
        for word in self.words:
            found.append(at)
            at += len(word.text) + 1
        return (*found, at)

    def run(self, first: int, length: int) -> str:
        """So many words from one on."""
        return self.text[self.starts[first] : self.starts[first + length] - 1]

    @cached_property
    def first_words(self) -> tuple[int, ...]:
        """The number of the first word of each sentence; one more for the end."""
        numbers = [word.sentence for word in self.words]
        return (*(bisect_left(numbers, sentence) for sentence in range(len(self.sentences))), len(numbers))

    def sentence(self, number: int) -> str:
        """A sentence as it is compared."""
        first = self.first_words[number]
        return self.run(first, self.first_words[number + 1] - first)


def words_in(text: str) -> int:
    """About how many words there are; counting takes a small part of the time that placing them does."""
    return sum(1 for _ in _WORD.finditer(text))


def page_of(blocks: Iterable[Block]) -> Page:
    """The page that the blocks make up."""
    words: list[Word] = []
    sentences: list[str] = []
    for block in blocks:
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", block.text))
        entry = _ENTRY.match(text)
        text = " " * entry.end() + text[entry.end() :] if entry and "\n" not in entry.group() else text
        breaks = [number for number, character in enumerate(text) if character == "\n"]
        for sentence in _sentences(text):
            number = len(sentences)
            words += [
                Word(_compared(found.group()), number, *_place(block, breaks, found.start())) for found in sentence
            ]
            sentences.append(one_line(text[sentence[0].start() : _end(text, sentence[-1].end())]))
    return Page(tuple(words), tuple(sentences))


def text_blocks(text: str) -> Iterator[Block]:
    """The paragraphs and list entries of plain text."""
    lines: list[str] = []
    first = 1
    for number, line in enumerate(text.splitlines(), 1):
        if lines and (not line.strip() or _ENTRY.match(line)):
            yield Block("\n".join(lines), first)
            lines = []
        if line.strip():
            first = first if lines else number
            lines.append(line)
    if lines:
        yield Block("\n".join(lines), first)


def sentences_of(text: str) -> list[str]:
    """The sentences of a passage, as they are compared."""
    page = page_of(text_blocks(text))
    return [page.sentence(number) for number in range(len(page.sentences))]


def _sentences(text: str) -> Iterator[list[re.Match[str]]]:
    """The words of each sentence: it ends at a full stop before a capital letter or a digit."""
    current: list[re.Match[str]] = []
    for found in _WORD.finditer(text):
        if current:
            between = text[current[-1].end() : found.start()]
            if _ENDS.search(between) and not found.group()[0].islower():
                yield current
                current = []
        current.append(found)
    if current:
        yield current


def _compared(word: str) -> str:
    return word.casefold().translate(_NO_APOSTROPHE)


def _place(block: Block, breaks: list[int], at: int) -> tuple[int, int]:
    """Line and column; `breaks` are where the block's lines end."""
    before = bisect_left(breaks, at)
    return block.line + before, at - breaks[before - 1] if before else block.column + at


def _end(text: str, at: int) -> int:
    """Take the signs that close a sentence along."""
    while at < len(text) and not text[at].isspace() and not text[at].isalnum():
        at += 1
    return at
