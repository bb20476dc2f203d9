"""What a search gives: hits with their reason, or an honest word that no rule says anything about it."""

from collections.abc import Callable
from typing import NamedTuple

from advisor.policy.model import Activity, Rule
from advisor.search.fields import Field
from advisor.search.reading import Query
from advisor.values import dataclass, field


class Hit(NamedTuple):
    """A rule that was found. Scores compare within one search only; without a query they are 0."""

    rule: Rule
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """One reason for a hit: the word of the query, what it met, and where."""

    word: str
    found: str
    field: Field


@dataclass(frozen=True, slots=True)
class Nothing:
    """Why there are no hits: the words no rule speaks of, or the activity that the rules leave out."""

    words: tuple[str, ...] = ()
    activity: Activity | None = None
    too_little: bool = False
    """Whether the words are those of any question, with nothing to look for."""

    def __str__(self) -> str:
        """The reason as a sentence."""
        named = "”, “".join(self.words)
        if self.activity is not None:
            return f"“{named}”: “{self.activity.title}” is an activity these rules do not cover."
        if self.too_little:
            return f"“{named}” is too little to search for; add a word that says what it is about."
        return f"No rule says anything about “{named}”."


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text to mark: `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The rules that answer a query, best first, or why there are none."""

    query: str
    rules: tuple[Rule, ...]
    scores: tuple[float, ...]
    nothing: Nothing | None
    read: Query
    """How the query was understood."""
    count: Callable[[], int] = field(compare=False, repr=False)

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The rules with their scores; put together when asked, for lists show rules alone."""
        return tuple(map(Hit, self.rules, self.scores))

    @property
    def found(self) -> int:
        """How many rules there are, those beyond the limit included; counted when asked, which takes a full search."""
        return self.count()
