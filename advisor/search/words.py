"""Words as a searcher means them: folded, singular, and grouped into families.

The stems are our own and lighter than Porter's: a doubled letter and a plural must not change anything (`folowers` is
`followers`), which no stemmer on offer promises, and a stem found this way only ever weighs less than the word itself.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import groupby

from advisor.values import dataclass

DOUBLED = re.compile(r"(\D)\1+")
WORD = re.compile(r"[^\W_](?:[^\W_]+|[\u0300-\u036f]|['’](?=[^\W_]))*")

# What people say when they ask, whatever they ask about. Words of place and measure that rules turn on stay out of it:
# "back", "new", "same", "out".
IGNORABLE = frozenset(
    """
    a able about actually after against all allow allowed already also although am an and another any anybody
    anyone anything anyway apparently are arent as ask at attempt be because been before being between bit both
    but by can cannot cant come considered could couldnt did do does doesnt doing dont during each either else
    enough etc even ever every few for from get gets getting give go goes going got had happen happened happens
    has hasnt have havent having he hello her here hi him his how however i id if ill im in into is isnt it its
    ive just keep keeps know least legal less let likely lot lots made make makes making many may me might mine
    more most much must mustnt my need needs no nor not now of ok okay on one only or other others otherwise ought our per
    permitted please possible possibly problem quite rather really s seen shall she should shouldnt since so
    some somebody somehow someone something still such t take than thank thanks that thats the their them then
    there these they theyre thing things think this those though through to too try trying twice under until
    upon us use used uses using very via vs want wants was way we well were what whats when where whether which
    while who whom whose why will with within without wont work would wouldnt yes yet you your youre
    """.split()  # noqa: SIM905 - a list of quoted words would fill three screens
)

# Longest first. A suffix comes off only where as many letters as it says remain.
SUFFIXES = (
    ("ment", 4),
    ("ali", 4),
    ("ing", 3),
    ("aci", 4),
    ("abl", 4),
    ("ibl", 4),
    ("ful", 4),
    ("nes", 4),
    ("ion", 3),
    ("at", 4),
    ("ed", 3),
    ("er", 4),
    ("or", 4),
    ("iv", 4),
    ("ic", 4),
    ("al", 4),
    ("li", 4),
    ("i", 4),
)


CODE = 3
"""Digits of the shortest error code."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text, with where it stands: `text[start:end]`."""

    word: str
    """Folded: lower case, without accents, doubled letters and apostrophes."""
    start: int
    end: int

    @property
    def key(self) -> str:
        """The word without its plural."""
        return key(self.word)


def tokens(text: str) -> list[Token]:
    """The words of a text, in order."""
    return [Token(fold(found[0]), found.start(), found.end()) for found in WORD.finditer(text)]


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """The word in lower case, without accents, apostrophes and doubled letters; digits stay as they are."""
    if word.isascii():
        return DOUBLED.sub(r"\1", word.lower().replace("'", ""))
    word = "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))
    word = word.replace("’", "")
    letters = groupby(word.casefold().replace("'", ""))
    return "".join("".join(run) if char.isdigit() else char for char, run in letters)


@lru_cache(maxsize=100_000)
def key(word: str) -> str:
    """What a folded word and its plural have in common, by which it is looked up; not meant to be read."""
    short = word
    while (len(short) > 2 and short[-1] == "s") or (len(short) > 3 and short[-1] == "e"):
        short = short[:-1]
    return short[:-1] + "i" if len(short) > 2 and short[-1] == "y" else short


@lru_cache(maxsize=100_000)
def family(word_key: str) -> str:
    """What the forms of a word have in common: `automat` and `automation` are of the family `autom`."""
    stem, before = word_key, ""
    while stem != before:
        before = stem
        for suffix, remain in _ENDING.get(stem[-1:], ()):
            if stem.endswith(suffix) and len(stem) - len(suffix) >= remain:
                stem = key(stem[: -len(suffix)])
                break
    return stem


def ignorable(word: str) -> bool:
    """Whether a folded word says nothing by itself: a word of asking, a small number, a single letter.

    Longer numbers are the codes of errors, and few words say more.
    """
    return word in _FOLDED_IGNORABLE or len(word) == 1 or (len(word) < CODE and word.isdigit())


def says_little(typed: str) -> bool:
    """Whether a word as it was typed is one of asking, or too short to be any other."""
    return len(typed) < CODE or typed.isdigit() or fold(typed) in _FOLDED_IGNORABLE


_ENDING = {last: tuple(each for each in SUFFIXES if each[0][-1] == last) for last in {end[-1] for end, _ in SUFFIXES}}
"""The suffixes by their last letter."""
_FOLDED_IGNORABLE = frozenset(
    fold(form) for word in IGNORABLE for form in (word, word + "s" if len(word) > 3 else word)
)
