"""The question card: what is asked, the choices, and why it is asked.

`card` turns the work into a value; the widget (`layout`) only lays that value out. The first card asks what the bot
does, and the last one says what comes next.
"""

from typing import NamedTuple

from textual.content import Content

from advisor.assess.finding import Status
from advisor.assess.interview import rules_behind
from advisor.plan.look_again import waiting
from advisor.plan.model import Part, entry_key
from advisor.plan.session import Session
from advisor.policy.model import BOT
from advisor.tui import signs
from advisor.tui.progress import ACTIVITIES, END, Progress, Spot, Standing
from advisor.tui.signs import Mark, Piece
from advisor.tui.widgets.choices import Choice
from advisor.tui.widgets.rows import Row
from advisor.tui.work import Work
from advisor.values import dataclass

SHOWN_REASONS = 4
NOTHING: Piece = ("", "")
HINTS = {
    several: hint.replace(" ", "\N{NO-BREAK SPACE}").replace("|", " · ")
    for several, hint in {
        True: "space marks as many as apply|enter goes on",
        False: "enter chooses and goes on",
    }.items()
}
"""What the keys do, by whether several choices can be made; each stays in one line where the line is folded."""


class Reason(NamedTuple):
    """A rule behind a question, as a line says it."""

    rule: str
    mark: Mark
    title: str
    modality: str


class Why(NamedTuple):
    """The rules behind a question: the first ones, and how many more there are."""

    heading: str
    reasons: tuple[Reason, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Card:
    """One card as it is to be shown."""

    spot: Spot
    whose: str
    topic: str
    prompt: str
    help: str
    choices: tuple[Choice, ...] = ()
    several: bool = False
    hint: str = ""
    state: Piece = NOTHING
    why: Why | None = None
    note: str = ""
    again: str = ""
    """Why an answer is to be looked at again, and the key that keeps it."""


def card(work: Work, spot: Spot) -> Card:
    """The card at a spot."""
    if spot == ACTIVITIES:
        return _activities(work)
    if spot == END:
        return _end(work)
    session = work.session
    part, question = session.plan.part(spot.part), session.policy.question(spot.question)
    given = part.answered().get(question.id, ())
    choices = tuple(Choice(o.id, o.label, o.help, o.id in given) for o in question.options)
    whose = "The bot as a whole" if part.id == BOT else part.title
    key = entry_key(part.id, question.id)
    return Card(
        spot,
        whose,
        question.topic,
        question.prompt,
        question.help,
        choices,
        question.several,
        HINTS[question.several],
        _state(work.progress, spot),
        _why(session, spot),
        session.plan.notes.get(key, ""),
        _again(part, question.id) if work.progress.standings[spot] is Standing.AGAIN else "",
    )


def _activities(work: Work) -> Card:
    done = {use.activity for use in work.session.plan.uses}
    return Card(
        ACTIVITIES,
        "To begin with",
        "",
        "What does the bot do?",
        "Choose everything it does. Each becomes a use with questions and a verdict of its own; "
        "more uses of one kind can be added later.",
        tuple(Choice(a.id, a.title, a.help, a.id in done) for a in work.session.policy.activities),
        several=True,
        hint=HINTS[True],
    )


def _end(work: Work) -> Card:
    progress = work.progress
    if not work.session.plan.uses:
        text = "The bot does nothing yet, so there is nothing to judge."
    elif progress.undecided:
        text = f"Nothing is left to ask. {count(progress.undecided, 'question')} left undecided on purpose."
    else:
        text = "Every question that matters is answered."
    return Card(END, "That is all", "", text, _vague(work.session))


def _vague(session: Session) -> str:
    """What no question is left for, since the policy itself leaves it open."""
    vague = [finding for finding in session.assessment.findings if finding.status is Status.UNCLEAR]
    titles = ", ".join(dict.fromkeys(f"“{finding.rule.title}”" for finding in vague))
    return f"≈ The policy itself is vague about {titles}; the checklist says how. {session.policy.ask}" if vague else ""


def _state(progress: Progress, spot: Spot) -> Piece:
    match progress.standings.get(spot):
        case Standing.UNDECIDED:
            return "? left undecided", "bold $verdict-undecided"
        case Standing.NO_EFFECT:
            return "· this answer is kept, but makes no difference as things stand", "$muted"
        case Standing.NEEDLESS:
            return "– not needed: no answer would make a difference as things stand", "$muted"
        case _:
            return NOTHING


def _again(part: Part, question: str) -> str:
    keeps = "u leaves it undecided still" if question in part.undecided() else "enter keeps your answer"
    return f"↻ A rule behind this changed: {keeps}, or choose anew."


def _why(session: Session, spot: Spot) -> Why | None:
    rules = rules_behind(session.assessment, *spot)
    if not rules:
        return None
    answered = spot.question in session.plan.part(spot.part).answered()
    reasons = [
        Reason(rule.id, signs.MODALITIES[rule.modality], rule.title, signs.modality_word(rule))
        for rule in rules[:SHOWN_REASONS]
    ]
    heading = "What this answer decides" if answered else "Why this is asked"
    return Why(heading, tuple(reasons), max(0, len(rules) - SHOWN_REASONS))


def count(number: int, noun: str) -> str:
    """A number with its noun: `1 question`, `2 questions`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def after_the_end(work: Work) -> tuple[Row, ...]:
    """What can be done once nothing is left to ask; each row's id is a command."""
    assessment = work.session.assessment
    to_do = sum(finding.to_do for finding in assessment.findings)
    blocks = sum(finding.blocks for finding in assessment.findings)
    rows: list[Row] = []
    if not work.session.plan.uses:
        return (_way("Choose what the bot does", "activities"),)
    if blocks:
        rows.append(_way(f"See what is prohibited, and the smallest fix ({blocks})", "checklist"))
    if to_do:
        rows.append(_way(f"Tick the safeguards that are in place ({to_do} to do)", "checklist-to-do"))
    if not blocks and not to_do:
        rows.append(_way("Go over the checklist", "checklist"))
    if work.progress.undecided:
        rows.append(_way(f"Go back to what is undecided ({work.progress.undecided})", "undecided"))
    ticks = sum(one.rule is not None for one in waiting(work.session.plan, work.session.policy))
    if ticks:
        rows.append(_way(f"Look again at ticks whose rules changed ({ticks})", "ticks-again"))
    rows.append(_way("Export the checklist", "export"))
    rows.append(_way("Save the plan", "save"))
    return tuple(rows)


def _way(text: str, row_id: str) -> Row:
    """A row of the last card, beneath its prompt."""
    return Row(Content(f" {text}"), row_id)
