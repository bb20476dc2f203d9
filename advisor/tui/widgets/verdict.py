"""The live verdict: a line a part, a line why, and what the last step changed."""

from itertools import chain

from textual.content import Content
from textual.widgets.option_list import Option

from advisor.assess.finding import Finding, PartAssessment, Status, Verdict
from advisor.policy.model import BOT, Modality, Policy
from advisor.tui import signs
from advisor.tui.change import Difference
from advisor.tui.progress import Progress
from advisor.tui.signs import Piece
from advisor.tui.widgets.rows import GAP, heading, row
from advisor.tui.work import Work

REASONS = 3
SEPARATOR = "\N{INFORMATION SEPARATOR ONE}"
TELLING = (Status.VIOLATED, Status.BROKEN, Status.UNCLEAR, Status.APPROVAL, Status.REQUIRED)
"""The statuses that a reason for a verdict can have."""


def finding_id(part: str, rule: str) -> str:
    """The id of a row that stands for a finding, or with an empty rule for a part."""
    return f"{part}{SEPARATOR}{rule}"


def finding_of(row: str) -> tuple[str, str]:
    """The part and the rule of a row."""
    part, _, rule = row.partition(SEPARATOR)
    return part, rule


def verdict_rows(work: Work) -> list[Option]:
    """The rows of the verdict pane."""
    rows: list[Option] = [heading(*_plan(work))]
    marks = work.last.marks if work.last else frozenset()
    for part in work.session.assessment.parts:
        why = reasons(part)
        if part.id == BOT and part.verdict is Verdict.PERMITTED and not any(finding.to_do for finding in why):
            continue
        changed = bool(work.last and part.id in work.last.parts)
        rows += [GAP, row(finding_id(part.id, ""), *_part(part, changed=changed))]
        for finding in why[:REASONS]:
            new = (part.id, finding.rule.id) in marks
            rows.append(row(finding_id(part.id, finding.rule.id), *_reason(finding, new=new)))
        rows += [heading((line, "$muted")) for line in _rest(work.session.policy, part, len(why))]
    if work.last:
        rows += [GAP, *[heading(*line) for line in last_step(work, work.last)]]
    return rows


def reasons(part: PartAssessment) -> list[Finding]:
    """The findings that make the verdict what it is, worst first."""
    telling = [Finding(part.id, *one) for one in part.settled if one.status in TELLING]
    blocks = [finding for finding in telling if finding.blocks]
    if blocks:
        return blocks
    vague = [finding for finding in telling if finding.status is Status.UNCLEAR]
    approvals = [f for f in telling if f.to_do and f.rule.modality is Modality.APPROVAL]
    return vague + approvals + [f for f in telling if f.to_do and f.rule.modality is not Modality.APPROVAL]


def _plan(work: Work) -> list[Piece]:
    outcome = work.session.assessment.outcome
    pieces = [("The plan  ", "bold"), signs.spelled(signs.VERDICTS[outcome.verdict])]
    if span := signs.spanned(outcome):
        pieces += [("\n  ", ""), *span]
    return [*pieces, ("\n", ""), (progress_line(work.progress), "$muted")]


def progress_line(done: Progress) -> str:
    """The honest count: of the questions that matter, as far as is known now."""
    asides = [f", {done.undecided} undecided"] if done.undecided else []
    asides += [f", {done.again} to look at"] if done.again else []
    return f"{done.answered} of {done.matter} answered{''.join(asides)}"


def _part(part: PartAssessment, *, changed: bool) -> list[Piece]:
    pieces = [(_title(part), "bold"), ("\n", ""), signs.spelled(signs.VERDICTS[part.verdict])]
    if changed:
        pieces.append((" ◂\N{NO-BREAK SPACE}changed", "bold $accent"))
    if span := signs.spanned(part.outcome):
        pieces += [("\n  ", ""), *span]
    return pieces


def _title(part: PartAssessment) -> str:
    return "The bot as a whole" if part.id == BOT else part.title


def _reason(finding: Finding, *, new: bool) -> list[Piece]:
    shown = signs.status(finding)
    said = [(f"  {shown.sign} ", shown.style), (finding.rule.title, "")]
    return [*said, (" ◂\N{NO-BREAK SPACE}new", "bold $accent")] if new else said


def _rest(policy: Policy, part: PartAssessment, why: int) -> list[str]:
    lines = [f"    and {why - REASONS} more"] if why > REASONS else []
    if part.verdict is Verdict.UNDECIDED and part.decides:
        first = policy.question(part.decides[0]).prompt
        others = f" and {len(part.decides) - 1} more" if len(part.decides) > 1 else ""
        lines.append(f"  ? decided by “{first}”{others}")
    return lines


def last_step(work: Work, last: Difference) -> list[list[Piece]]:
    """What the last step changed, line by line, worst first; says so when it changed nothing."""
    lines = [[("What the last step changed", "bold")]]
    for findings, sign, said, style in (
        (last.turned, "✗", "now prohibited", "$verdict-prohibited"),
        (last.vague, "≈", "the policy is vague here", "$verdict-undecided"),
        (last.lifted, "✓", "no longer prohibited", "$verdict-permitted"),
        (last.cleared, "✓", "no longer vague", "$verdict-permitted"),
        (last.appeared, "+", "to do", "$verdict-safeguards"),
        (last.dropped, "−", "no longer to do", "$verdict-permitted"),
    ):
        lines += [[(f"{sign} {said}: ", style), (finding.rule.title, "")] for finding in findings[:REASONS]]
        if len(findings) > REASONS:
            lines.append([(f"  and {len(findings) - REASONS} more {said}", "$muted")])
    if last.asked:
        lines.append([(f"○ {last.asked} more to ask", "$muted")])
    if last.needless:
        lines.append([(f"– {last.needless} no longer needed", "$muted")])
    if len(lines) == 1:
        lines += [_outcome(work.session.assessment.part(part)) for part in last.parts[:REASONS]]
    if len(lines) == 1:
        lines.append([("Nothing.", "$muted")])
    return lines


def _outcome(part: PartAssessment) -> list[Piece]:
    """What a part comes to now, in a line."""
    span = signs.spanned(part.outcome)
    said = [signs.spelled(signs.VERDICTS[part.verdict]), *([(" ", ""), *span] if span else [])]
    return [(f"{_title(part)}: ", "$muted"), *said]


def strip(work: Work, part_id: str) -> Content:
    """The verdict of the part that is asked about, else of the plan, for where there is no room for the pane."""
    assessment = work.session.assessment
    part = next((part for part in assessment.parts if part.id == part_id), None)
    outcome = part.outcome if part else assessment.outcome
    whose = "the plan" if part is None else "the bot as a whole" if part.id == BOT else part.title
    pieces = [signs.spelled(signs.VERDICTS[outcome.verdict]), (" ", ""), *signs.spanned(outcome)]
    pieces += [(f"  {whose}", "$muted"), ("\n", "")]
    if not work.last:
        pieces.append(("Each answer shows here what it changes.", "$muted"))
    elif work.last.nothing:
        pieces.append(("The last step changed nothing.", "$muted"))
    else:
        first, *others = last_step(work, work.last)[1:]
        pieces += [*first, *chain.from_iterable([(("  ", ""), *line) for line in others])]
    return Content.assemble(*pieces)
