"""The outline: every question of every part, where each stands, and the uses of the bot."""

from collections.abc import Iterator, Sequence

from textual.widgets.option_list import Option

from advisor.assess.case import Answer
from advisor.plan.model import Part
from advisor.policy.model import BOT, Policy, Question
from advisor.report.wording import answer_words
from advisor.tui import signs
from advisor.tui.progress import ACTIVITIES, END, Spot, Standing
from advisor.tui.signs import Piece
from advisor.tui.widgets.rows import GAP, heading, row
from advisor.tui.work import Work

STYLES = {
    Standing.ANSWERED: "$verdict-permitted",
    Standing.OPEN: "bold $accent",
    Standing.UNDECIDED: "bold $verdict-undecided",
    Standing.NEEDLESS: "$muted",
    Standing.NO_EFFECT: "$muted",
    Standing.AGAIN: "bold $verdict-undecided",
}
NAME_AT_MOST = 24
"""Cells up to which names are filled up, so that the answers stand under each other."""
ADD_USE = "add a use"
"""The id of the row that adds a use; no spot has it."""
SEPARATOR = "\N{INFORMATION SEPARATOR ONE}"


def row_id(spot: Spot) -> str:
    """The id of the row of a spot."""
    return SEPARATOR.join(spot)


def spot_of(row: str) -> Spot:
    """The spot of a row."""
    part, _, question = row.partition(SEPARATOR)
    return Spot(part, question)


class Outline:
    """The rows. Those of a part are remembered, for with most answers those of the other parts stay as they are."""

    def __init__(self) -> None:
        """Know no part yet."""
        self._known: dict[str, tuple[object, Sequence[Option]]] = {}

    def rows(self, work: Work, *, here: Spot, columns: bool) -> list[Option]:
        """What is not needed is counted rather than listed, unless it is shown. `columns`, where there is room."""
        rows: list[Option] = [
            row(row_id(ACTIVITIES), *_line("≡", "$muted", ("What the bot does", ""), bold=here == ACTIVITIES))
        ]
        known, self._known = self._known, {}
        for part in work.session.plan.parts:
            rows.append(heading(*_part_heading(work, part)))
            asked, standings = work.session.policy.questions_about(part.activity), work.progress.standings
            stand = [standings[Spot(part.id, question.id)] for question in asked]
            shown = here.question if here.part == part.id else None
            about = asked, stand, part.answers, part.id, shown, columns
            before = known.get(part.id)
            if before is None or before[0] != about:
                before = about, list(_questions(work, part, here, columns=columns))
            self._known[part.id] = before
            rows += before[1]
        return [
            *rows,
            GAP,
            row(ADD_USE, *_line("+", "bold $accent", ("Add a use", ""), bold=False)),
            row(row_id(END), *_line("✓", "$muted", ("That is all", ""), bold=here == END)),
            LEGEND,
            KEYS,
        ]


def _questions(work: Work, part: Part, here: Spot, *, columns: bool) -> Iterator[Option]:
    policy, needless = work.session.policy, 0
    asked = policy.questions_about(part.activity)
    width = min(NAME_AT_MOST, max((len(question.name) for question in asked), default=0)) if columns else 0
    answers = part.answered()
    for question in asked:
        spot = Spot(part.id, question.id)
        standing = work.progress.standings[spot]
        if standing is Standing.NEEDLESS and spot != here:
            needless += 1
            continue
        shown = _shown(policy, question, answers.get(question.id), width)
        line = _line(standing.value, STYLES[standing], *shown, bold=spot == here)
        yield row(row_id(spot), *line, short=True)
    if needless:
        yield heading((f"   – {needless} not needed", "$muted"))


def _shown(policy: Policy, question: Question, answer: Answer | None, width: int) -> list[Piece]:
    """What is asked, and behind it the answer if there is one."""
    if answer is None:
        return [(question.name, "")]
    return [(f"{question.name:<{width}}  ", "$muted"), (answer_words(policy, question.id, answer), "")]


def _line(sign: str, style: str, *said: Piece, bold: bool) -> list[Piece]:
    line = [(f" {sign} ", style), *said]
    return [(text, f"{style} bold") for text, style in line] if bold else line


def _part_heading(work: Work, part: Part) -> list[Piece]:
    shown = signs.VERDICTS[work.session.assessment.part(part.id).verdict]
    title = "The bot as a whole" if part.id == BOT else part.title
    return [("\n", ""), (f" {shown.sign} ", shown.style), (title, "bold $accent")]


def legend() -> str:
    """What the signs mean."""
    return "  ".join(f"{standing.value} {standing.word}".replace(" ", "\N{NO-BREAK SPACE}") for standing in Standing)


LEGEND = heading((f"\n{legend()}", "$muted"))
KEYS = heading(("\na another use · N rename · d copy · D remove", "$muted"))
