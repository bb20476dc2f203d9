"""A loaded policy: sections, clauses, activities, questions and rules, as frozen values.

The model knows no particular policy. A pack is checked before it becomes a `Policy`, so code that is handed one may
rely on it: ids are unique, references resolve, and every condition speaks of questions and options that exist.
"""

from collections.abc import Iterator, Mapping
from enum import Enum

from advisor.policy.condition import ALWAYS, NEVER, Condition, Is, atoms
from advisor.typed import TypeVar
from advisor.values import dataclass, field

_Named = TypeVar("_Named", "Rule", "Question", "Activity", "Section")

BOT = "bot"
"""The part that stands for the bot as a whole; no use may have this id."""


class Modality(Enum):
    """What a rule does."""

    PROHIBITION = "prohibition"
    REQUIREMENT = "requirement"
    APPROVAL = "approval"
    PERMISSION = "permission"
    RECOMMENDATION = "recommendation"
    INTERPRETATION = "interpretation"
    NOTICE = "notice"
    ENCOURAGEMENT = "encouragement"


class Force(Enum):
    """How strongly a requirement binds; a missing `should` never changes a verdict."""

    MUST = "must"
    SHOULD = "should"


class Scope(Enum):
    """Which parts a rule is judged for."""

    BOT = "bot"
    EVERY_USE = "uses"
    ACTIVITIES = "activities"


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer. An `exclusive` option ("none of these") excludes every other."""

    id: str
    label: str
    help: str = ""
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the bot (`about` is empty) or of a use of the activities in `about`.

    `several` questions take any number of options but never none. Answers to `fixed` questions are facts that no
    remedy changes.
    """

    id: str
    prompt: str
    options: tuple[Option, ...]
    about: tuple[str, ...] = ()
    topic: str = ""
    help: str = ""
    several: bool = False
    fixed: bool = False
    short: str = ""
    """What is asked, in a word or two, for where the prompt has no room."""

    @property
    def name(self) -> str:
        """What is asked, as short as the pack says it."""
        return self.short or self.prompt

    @property
    def about_bot(self) -> bool:
        """Whether the question is asked once, of the bot as a whole."""
        return not self.about

    def option(self, option_id: str) -> Option | None:
        """The option with that id, if there is one."""
        return next((option for option in self.options if option.id == option_id), None)


@dataclass(frozen=True, slots=True)
class Activity:
    """A kind of thing a bot does. An activity that no rule lists is one the policy does not cover."""

    id: str
    title: str
    help: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the published page, with the clauses right under it. `depth` counts from 0."""

    id: str
    title: str
    depth: int
    clauses: tuple[str, ...]
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Consequence:
    """What the platform may do when a rule is broken, with the clauses that say so."""

    id: str
    text: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One or more clauses in our own words, with the condition under which the rule speaks."""

    id: str
    modality: Modality
    title: str
    text: str
    section: str
    cites: tuple[str, ...]
    scope: Scope
    activities: tuple[str, ...] = ()
    force: Force = Force.MUST
    do: str = ""
    when: Condition = ALWAYS
    met_when: Condition = NEVER
    broken_when: Condition = NEVER
    unclear_when: Condition = NEVER
    unclear: str = ""
    keywords: tuple[str, ...] = ()
    good: str = ""
    bad: str = ""
    requires: tuple[str, ...] = ()
    explains: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    consequence: str = ""

    @property
    def safeguard(self) -> bool:
        """Whether the rule is a box that a person may tick."""
        return self.modality in (Modality.REQUIREMENT, Modality.APPROVAL)

    @property
    def comparisons(self) -> Iterator[Is]:
        """Every comparison with an answer in any of the rule's conditions."""
        for condition in (self.when, self.met_when, self.broken_when, self.unclear_when):
            yield from atoms(condition)


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy as of one date, checked and ready to use. `sha256` covers every file that shapes a verdict."""

    id: str
    version: str
    title: str
    publisher: str
    date: str
    audience: str
    summary: str
    ask: str
    """Where to turn when the policy is vague, in a sentence."""
    sections: tuple[Section, ...]
    activities: tuple[Activity, ...]
    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]
    consequences: Mapping[str, Consequence] = field(default_factory=dict)
    not_rules: Mapping[str, str] = field(default_factory=dict)
    """Clause id -> why no rule cites it."""
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Groups of words or phrases that mean the same to a searcher."""
    history: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Pack version -> ids of the rules that version changed."""
    sha256: str = ""
    _asked: dict[str | None, tuple[Question, ...]] = field(init=False, compare=False, repr=False, default_factory=dict)

    def rule(self, rule_id: str) -> Rule:
        """The rule with that id. Raises KeyError."""
        return _by_id(self.rules, rule_id)

    def question(self, question_id: str) -> Question:
        """The question with that id. Raises KeyError."""
        return _by_id(self.questions, question_id)

    def activity(self, activity_id: str) -> Activity:
        """The activity with that id. Raises KeyError."""
        return _by_id(self.activities, activity_id)

    def section(self, section_id: str) -> Section:
        """The section with that id. Raises KeyError."""
        return _by_id(self.sections, section_id)

    def questions_about(self, activity: str | None) -> tuple[Question, ...]:
        """The questions asked of the bot (None), or of a use of the activity, in the pack's order."""
        found = self._asked.get(activity)
        if found is None:
            about = [q for q in self.questions if (q.about_bot if activity is None else activity in q.about)]
            found = self._asked[activity] = tuple(about)
        return found

    def rules_for(self, activity: str | None) -> tuple[Rule, ...]:
        """The rules judged for the bot (None), or for a use of the activity, in the pack's order."""
        if activity is None:
            return tuple(rule for rule in self.rules if rule.scope is Scope.BOT)
        return tuple(
            rule
            for rule in self.rules
            if rule.scope is Scope.EVERY_USE or (rule.scope is Scope.ACTIVITIES and activity in rule.activities)
        )


def _by_id(items: tuple[_Named, ...], wanted: str) -> _Named:
    for item in items:
        if item.id == wanted:
            return item
    raise KeyError(wanted)
