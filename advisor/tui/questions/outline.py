"""The outline: every question of every part, where each stands, and the uses of the bot."""

from textual.content import Content
from textual.widgets.option_list import Option

from advisor.plan.model import Part
from advisor.policy.model import BOT, Policy, Question
from advisor.report.wording import answer_words
from advisor.tui import signs
from advisor.tui.progress import ACTIVITIES, END, Spot, Standing
from advisor.tui.widgets.rows import Heading, Row
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


def outline(work: Work, *, here: Spot, columns: bool) -> list[Option]:
    """The rows; what is not needed is counted rather than listed, unless it is shown. `columns`, where there is room."""
    session = work.session
    rows: list[Option] = [Row(_line("≡", "$muted", "What the bot does", bold=here == ACTIVITIES), row_id(ACTIVITIES))]
    for part in session.plan.parts:
        rows.append(Heading(_part_heading(work, part)))
        rows += _questions(work, part, here, columns=columns)
    rows.append(Heading(Content("")))
    rows.append(Row(_line("+", "bold $accent", "Add a use", bold=False), ADD_USE))
    rows.append(Row(_line("✓", "$muted", "That is all", bold=here == END), row_id(END)))
    rows.append(Heading(legend()))
    rows.append(Heading(Content.styled("\na another use · N rename · d copy · D remove", "$muted")))
    return rows


def _questions(work: Work, part: Part, here: Spot, *, columns: bool) -> list[Option]:
    policy, needless = work.session.policy, 0
    rows: list[Option] = []
    asked = policy.questions_about(part.activity)
    width = min(NAME_AT_MOST, max((len(question.name) for question in asked), default=0)) if columns else 0
    for question in asked:
        spot = Spot(part.id, question.id)
        standing = work.progress.standings[spot]
        if standing is Standing.NEEDLESS and spot != here:
            needless += 1
            continue
        shown = _shown(policy, part, question, width)
        rows.append(Row(_line(standing.value, STYLES[standing], shown, bold=spot == here), row_id(spot), short=True))
    if needless:
        rows.append(Heading(Content.styled(f"   – {needless} not needed", "$muted")))
    return rows


def _shown(policy: Policy, part: Part, question: Question, width: int) -> Content:
    """What is asked, and behind it the answer if there is one."""
    answer = part.answered().get(question.id)
    if answer is None:
        return Content(question.name)
    return Content.assemble((f"{question.name:<{width}}  ", "$muted"), answer_words(policy, question.id, answer))


def _line(sign: str, style: str, text: str | Content, *, bold: bool) -> Content:
    line = Content.assemble((f" {sign} ", style), text)
    return line.stylize("bold") if bold else line


def _part_heading(work: Work, part: Part) -> Content:
    shown = signs.VERDICTS[work.session.assessment.part(part.id).verdict]
    title = "The bot as a whole" if part.id == BOT else part.title
    return Content.assemble("\n", (f" {shown.sign} ", shown.style), (title, "bold $accent"))


def legend() -> Content:
    """What the signs mean."""
    kept_together = (f"{standing.value} {standing.word}".replace(" ", "\N{NO-BREAK SPACE}") for standing in Standing)
    return Content.styled("\n" + "  ".join(kept_together), "$muted")
