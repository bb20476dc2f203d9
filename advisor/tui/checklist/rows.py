"""The lines of the checklist, as rows: the verdicts of the parts first, then the groups with their counts."""

from collections.abc import Sequence
from enum import Enum

from textual.content import Content
from textual.widgets.option_list import Option

from advisor.assess.finding import Finding
from advisor.plan.model import entry_key
from advisor.plan.session import Session
from advisor.policy.model import BOT
from advisor.report.checklist import Group, checklist, tickable
from advisor.tui import signs
from advisor.tui.widgets.rows import Heading, Row
from advisor.tui.widgets.verdict import finding_id
from advisor.tui.work import Work

GROUP_STYLES = {
    Group.PROHIBITED: "$verdict-prohibited",
    Group.NEEDS_APPROVAL: "$verdict-approval",
    Group.REQUIRED: "$verdict-safeguards",
    Group.PERMITTED: "$verdict-permitted",
    Group.STILL_OPEN: "$verdict-undecided",
}


VERDICT_WIDTH = 23
"""Cells for sign and word of a verdict, so that titles stand under each other."""


class Filter(Enum):
    """Which lines are shown; the value says it on the screen."""

    ALL = "all lines"
    TO_DO = "only what is to do"
    BLOCKING = "only what blocks"

    def keeps(self, finding: Finding) -> bool:
        """Whether the filter lets a line through."""
        match self:
            case Filter.ALL:
                return True
            case Filter.TO_DO:
                return finding.to_do
            case Filter.BLOCKING:
                return finding.blocks

    @property
    def next(self) -> "Filter":
        """The filter after this one, round and round."""
        filters = list(Filter)
        return filters[(filters.index(self) + 1) % len(filters)]


def rows(work: Work, shown: Filter) -> list[Option]:
    """The rows under a filter."""
    session = work.session
    gathered = checklist(session.assessment)
    found: list[Option] = _parts(session) if shown is Filter.ALL else []
    marks = work.last.marks if work.last else frozenset()
    for group, findings in gathered.groups:
        kept = [finding for finding in findings if shown.keeps(finding)]
        if kept:
            found.append(Heading(_heading(group, kept)))
            found += _lines(session, kept, marks)
    if not found:
        found.append(Heading(_nothing(session, shown)))
    if shown is Filter.ALL and gathered.kept:
        limits = "1 limit was" if gathered.kept == 1 else f"{gathered.kept} limits were"
        found.append(Heading(Content.styled(f"\n  {limits} examined and kept.", "$muted")))
    return found


def _nothing(session: Session, shown: Filter) -> Content:
    """Why a filter leaves no line; one for what is to do still tells of what is prohibited."""
    blocks = sum(finding.blocks for finding in session.assessment.findings)
    match shown:
        case Filter.TO_DO if blocks:
            lines = "1 line is" if blocks == 1 else f"{blocks} lines are"
            said = f"Nothing can be ticked, but {lines} prohibited."
        case Filter.TO_DO:
            said = "Nothing is left to tick."
        case _:
            said = "Nothing is prohibited."
    return Content.styled(f"\n  {said} f shows other lines.", "$muted")


def _id(finding: Finding) -> str:
    return finding_id(finding.part, finding.rule.id)


def _parts(session: Session) -> list[Option]:
    lines: list[Option] = [Heading(Content.styled("Verdicts", "bold"))]
    for part in session.assessment.parts:
        title = part_title(session, part.id)
        shown = signs.VERDICTS[part.verdict]
        text = Content.assemble((f"  {shown.sign} {shown.word:<{VERDICT_WIDTH - 4}}", shown.style), title)
        lines.append(Row(text, finding_id(part.id, ""), hang=VERDICT_WIDTH))
    return lines


def _heading(group: Group, findings: Sequence[Finding]) -> Content:
    boxes = [finding for finding in findings if finding.rule.safeguard]
    done = sum(not finding.to_do and not finding.blocks for finding in boxes)
    counts = f"{done} of {len(boxes)} in place" if boxes and group is Group.REQUIRED else str(len(findings))
    return Content.assemble(
        "\n", (group.value, f"bold {GROUP_STYLES.get(group, '')}".strip()), (f"  {counts}", "$muted")
    )


def _lines(session: Session, findings: Sequence[Finding], marks: frozenset[tuple[str, str]]) -> list[Option]:
    """The lines of a group, under the title of their part where a plan has several uses."""
    lines: list[Option] = []
    above = ""
    for finding in findings:
        if finding.part != above and len(session.plan.uses) > 1:
            lines.append(Heading(Content.styled(f"  {part_title(session, finding.part)}", "$muted")))
        above = finding.part
        lines.append(Row(_line(session, finding, new=(finding.part, finding.rule.id) in marks), _id(finding)))
    return lines


def part_title(session: Session, part_id: str) -> str:
    """What a part is called on the screen."""
    return "The bot as a whole" if part_id == BOT else session.plan.part(part_id).title


def look_again(session: Session, finding: Finding) -> bool:
    """Whether the line holds a tick that is to be confirmed since the pack changed."""
    ticked = session.plan.part(finding.part).ticked(finding.rule.id)
    return ticked and entry_key(finding.part, finding.rule.id) in session.plan.look_again


def _line(session: Session, finding: Finding, *, new: bool) -> Content:
    shown = signs.status(finding)
    tick = session.plan.part(finding.part).safeguards.get(finding.rule.id)
    box = f"{shown.sign:<3}" if tickable(finding) else f" {shown.sign} "
    return Content.assemble(
        (f"  {box} ", shown.style),
        finding.rule.title,
        (" ◂\N{NO-BREAK SPACE}new" if new else "", "bold $accent"),
        (" ↻\N{NO-BREAK SPACE}look\N{NO-BREAK SPACE}again" if look_again(session, finding) else "", "bold $accent"),
        ("  ✎\N{NO-BREAK SPACE}noted" if tick and tick.note else "", "$muted"),
    )
