"""What a searcher may name a rule by: its fields, from the title to the questions that decide it.

Activities that no rule covers are entries beside the rules, so that a search for one of them finds that out instead
of the nearest rule.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum

from advisor.policy.model import Activity, Policy, Question, Rule, Scope, Section
from advisor.values import dataclass


class Field(Enum):
    """Where a word was found, in the order in which a place tells more about a rule."""

    TITLE = "title"
    KEYWORDS = "keywords"
    ID = "id"
    TEXT = "text"
    HEADING = "heading"
    EXAMPLES = "examples"
    EXPLAINED = "what it explains"
    ACTIVITY = "activity"
    QUESTIONS = "questions"

    __hash__ = object.__hash__  # which is not written in Python; an index asks for it a dozen times an entry


WEIGHT = {
    Field.TITLE: 3.0,
    Field.KEYWORDS: 2.5,
    Field.ID: 1.5,
    Field.TEXT: 1.0,
    Field.HEADING: 0.6,
    Field.EXAMPLES: 0.5,
    Field.EXPLAINED: 0.5,
    Field.ACTIVITY: 0.5,
    Field.QUESTIONS: 0.35,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found: a rule, or an activity that no rule covers, with the phrases of each field."""

    rule: Rule | None
    activity: Activity | None
    fields: tuple[tuple[Field, tuple[str, ...]], ...]


def entries(policy: Policy) -> Iterator[Entry]:
    """The rules in the pack's order, then the activities that no rule covers."""
    headings = {section.id: tuple(above.title for above in lineage(policy, section)) for section in policy.sections}
    rules = {rule.id: rule for rule in policy.rules}
    activities = {activity.id: (at, activity) for at, activity in enumerate(policy.activities)}
    questions = {question.id: (at, question) for at, question in enumerate(policy.questions)}
    for rule in policy.rules:
        explained = [rules[explained] for explained in rule.explains]
        concerned = (Field.ACTIVITY, tuple(_activity_words(activities, rule)))
        asked = (Field.QUESTIONS, tuple(_question_words(questions, rule)))
        yield Entry(rule, None, (*_fields(rule, explained, headings.get(rule.section, ())), concerned, asked))
    for activity in uncovered(policy):
        yield Entry(
            None,
            activity,
            (
                (Field.TITLE, (activity.title,)),
                (Field.KEYWORDS, (activity.id, *activity.keywords)),
                (Field.TEXT, (activity.help,)),
            ),
        )


def uncovered(policy: Policy) -> tuple[Activity, ...]:
    """The activities that the pack names and no rule is about."""
    listed = {activity for rule in policy.rules if rule.scope is Scope.ACTIVITIES for activity in rule.activities}
    return tuple(activity for activity in policy.activities if activity.id not in listed)


def lineage(policy: Policy, section: Section) -> tuple[Section, ...]:
    """The section and the headings above it, outermost first."""
    by_id = {other.id: other for other in policy.sections}
    found = [section]
    while (parent := found[0].parent) is not None:
        found.insert(0, by_id[parent])
    return tuple(found)


def _fields(
    rule: Rule, explained: Iterable[Rule], headings: tuple[str, ...]
) -> Iterator[tuple[Field, tuple[str, ...]]]:
    yield Field.TITLE, (rule.title,)
    yield Field.KEYWORDS, rule.keywords
    yield Field.ID, (rule.id, *rule.cites)
    yield Field.TEXT, (rule.text, rule.do, rule.unclear)
    yield Field.HEADING, headings
    yield Field.EXAMPLES, (rule.good, rule.bad)
    # An interpretation is about the rules that it explains.
    yield Field.EXPLAINED, tuple(words for other in explained for words in (other.title, *other.keywords))


def _activity_words(activities: Mapping[str, tuple[int, Activity]], rule: Rule) -> Iterator[str]:
    """The activities that the rule is about, in the pack's order; each comes with its place in it."""
    for _, activity in sorted([activities[listed] for listed in set(rule.activities)], key=_place):
        yield activity.title
        yield from activity.keywords


def _question_words(questions: Mapping[str, tuple[int, Question]], rule: Rule) -> Iterator[str]:
    """The questions in the rule's conditions, in the pack's order, each with the answers that the rule names."""
    named: dict[str, set[str]] = {}
    for atom in rule.comparisons:
        named.setdefault(atom.question, set()).update(atom.options)
    for _, question in sorted([questions[asked] for asked in named], key=_place):
        yield question.prompt
        yield from (option.label for option in question.options if option.id in named[question.id])


def _place(placed: tuple[int, object]) -> int:
    return placed[0]
