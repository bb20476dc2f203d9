"""The live verdict: a line a part, a line why, and what the last step changed."""

from textual.content import Content
from textual.widgets.option_list import Option

from advisor.assess.finding import Finding, PartAssessment, Status, Verdict
from advisor.policy.model import BOT, Modality, Policy
from advisor.tui import signs
from advisor.tui.change import Difference
from advisor.tui.progress import Progress
from advisor.tui.widgets.rows import Heading, Row
from advisor.tui.work import Work

REASONS = 3
SEPARATOR = "\N{INFORMATION SEPARATOR ONE}"


def finding_id(part: str, rule: str) -> str:
    """The id of a row that stands for a finding, or with an empty rule for a part."""
    return f"{part}{SEPARATOR}{rule}"


def finding_of(row: str) -> tuple[str, str]:
    """The part and the rule of a row."""
    part, _, rule = row.partition(SEPARATOR)
    return part, rule


def verdict_rows(work: Work) -> list[Option]:
    """The rows of the verdict pane."""
    assessment = work.session.assessment
    rows: list[Option] = [Heading(_plan(work))]
    marks = work.last.marks if work.last else frozenset()
    for part in assessment.parts:
        if part.id == BOT and part.verdict is Verdict.PERMITTED and not any(f.to_do for f in part.findings):
            continue
        changed = bool(work.last and part.id in work.last.parts)
        rows.append(Heading(Content("")))
        rows.append(Row(_part(part, changed=changed), finding_id(part.id, "")))
        for finding in reasons(part)[:REASONS]:
            new = (finding.part, finding.rule.id) in marks
            rows.append(Row(_reason(finding, new=new), finding_id(part.id, finding.rule.id)))
        rows += [Heading(line) for line in _rest(work.session.policy, part)]
    if work.last:
        rows += [Heading(Content("")), *[Heading(line) for line in last_step(work, work.last)]]
    return rows


def reasons(part: PartAssessment) -> list[Finding]:
    """The findings that make the verdict what it is, worst first."""
    blocks = [finding for finding in part.findings if finding.blocks]
    if blocks:
        return blocks
    vague = [finding for finding in part.findings if finding.status is Status.UNCLEAR]
    approvals = [f for f in part.findings if f.to_do and f.rule.modality is Modality.APPROVAL]
    return vague + approvals + [f for f in part.findings if f.to_do and f.rule.modality is not Modality.APPROVAL]


def _plan(work: Work) -> Content:
    outcome = work.session.assessment.outcome
    lines = [Content.assemble(("The plan  ", "bold"), signs.verdict(outcome))]
    if signs.span(outcome):
        lines.append(Content.assemble("  ", signs.span(outcome)))
    done = work.progress
    lines.append(Content.styled(progress_line(done), "$muted"))
    return Content("\n").join(lines)


def progress_line(done: Progress) -> str:
    """The honest count: of the questions that matter, as far as is known now."""
    asides = [f", {done.undecided} undecided"] if done.undecided else []
    asides += [f", {done.again} to look at"] if done.again else []
    return f"{done.answered} of {done.matter} answered{''.join(asides)}"


def _part(part: PartAssessment, *, changed: bool) -> Content:
    title = "The bot as a whole" if part.id == BOT else part.title
    lines = [
        Content.styled(title, "bold"),
        Content.assemble(
            signs.verdict(part.outcome), (" ◂\N{NO-BREAK SPACE}changed" if changed else "", "bold $accent")
        ),
    ]
    if signs.span(part.outcome):
        lines.append(Content.assemble("  ", signs.span(part.outcome)))
    return Content("\n").join(lines)


def _reason(finding: Finding, *, new: bool) -> Content:
    shown = signs.status(finding)
    return Content.assemble(
        (f"  {shown.sign} ", shown.style),
        finding.rule.title,
        (" ◂\N{NO-BREAK SPACE}new" if new else "", "bold $accent"),
    )


def _rest(policy: Policy, part: PartAssessment) -> list[Content]:
    more = len(reasons(part)) - REASONS
    lines = [Content.styled(f"    and {more} more", "$muted")] if more > 0 else []
    if part.verdict is Verdict.UNDECIDED and part.decides:
        first = policy.question(part.decides[0]).prompt
        others = f" and {len(part.decides) - 1} more" if len(part.decides) > 1 else ""
        lines.append(Content.styled(f"  ? decided by “{first}”{others}", "$muted"))
    return lines


def last_step(work: Work, last: Difference) -> list[Content]:
    """What the last step changed, worst first; says so when it changed nothing."""
    lines = [Content.styled("What the last step changed", "bold")]
    for findings, sign, said, style in (
        (last.turned, "✗", "now prohibited", "$verdict-prohibited"),
        (last.vague, "≈", "the policy is vague here", "$verdict-undecided"),
        (last.lifted, "✓", "no longer prohibited", "$verdict-permitted"),
        (last.cleared, "✓", "no longer vague", "$verdict-permitted"),
        (last.appeared, "+", "to do", "$verdict-safeguards"),
        (last.dropped, "−", "no longer to do", "$verdict-permitted"),
    ):
        for finding in findings[:REASONS]:
            text = Content.assemble((f"{sign} {said}: ", style), finding.rule.title)
            lines.append(text)
        if len(findings) > REASONS:
            lines.append(Content.styled(f"  and {len(findings) - REASONS} more {said}", "$muted"))
    if last.asked:
        lines.append(Content.styled(f"○ {last.asked} more to ask", "$muted"))
    if last.needless:
        lines.append(Content.styled(f"– {last.needless} no longer needed", "$muted"))
    if len(lines) == 1:
        lines += [_outcome(work.session.assessment.part(part)) for part in last.parts[:REASONS]]
    if len(lines) == 1:
        lines.append(Content.styled("Nothing.", "$muted"))
    return lines


def _outcome(part: PartAssessment) -> Content:
    """What a part comes to now, in a line."""
    title = "The bot as a whole" if part.id == BOT else part.title
    span = signs.span(part.outcome)
    said = Content.assemble(signs.verdict(part.outcome), " ", span) if span else signs.verdict(part.outcome)
    return Content.assemble((f"{title}: ", "$muted"), said)


def strip(work: Work, part_id: str) -> Content:
    """The verdict of the part that is asked about, else of the plan, for where there is no room for the pane."""
    assessment = work.session.assessment
    part = next((part for part in assessment.parts if part.id == part_id), None)
    outcome = part.outcome if part else assessment.outcome
    whose = "the plan" if part is None else "the bot as a whole" if part.id == BOT else part.title
    first = Content.assemble(signs.verdict(outcome), " ", signs.span(outcome), (f"  {whose}", "$muted"))
    if not work.last:
        said = Content.styled("Each answer shows here what it changes.", "$muted")
    elif work.last.nothing:
        said = Content.styled("The last step changed nothing.", "$muted")
    else:
        said = Content("  ").join(last_step(work, work.last)[1:])
    return Content("\n").join([first, said])
