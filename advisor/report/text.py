"""The report for terminals and logs: the verdict first, then the findings from worst to least, in 80 columns.

Nothing depends on the terminal: no colour and no measured width, so the same plan gives the same bytes everywhere.
"""

from collections.abc import Iterator

from advisor.assess.finding import Finding, Status, Verdict
from advisor.plan.model import entry_key
from advisor.policy.model import BOT
from advisor.report.checklist import Group, checklist
from advisor.report.fold import folded
from advisor.report.judged import Judged, note_on
from advisor.report.wording import (
    LOOK_AGAIN,
    clauses,
    deciding,
    details,
    kept_words,
    label,
    look_again_words,
    meaning,
    outcome_words,
    pack_words,
    part_title,
    reason,
    remedy_words,
    task,
)
from advisor.source.safe_text import safe_text

WIDTH = 80
BRIEF = (Group.PERMITTED, Group.RECOMMENDED, Group.GOOD_TO_KNOW)
"""Groups that ask for nothing: a line a rule, unless everything is wanted."""
SHOWN_WAITING = 3
"""How many of the rules that wait for a question are named."""


def render(judged: Judged, *, everything: bool = False) -> str:
    """The report; with `everything` the limits that are kept and the rules that do not apply are listed as well."""
    gathered = checklist(judged.assessment)
    blocks = [_head(judged), _parts(judged), _look_again(judged), _deciding(judged)]
    for group, findings in gathered.groups:
        brief = group in BRIEF and not everything
        if group is Group.STILL_OPEN and not everything:
            blocks.append(_still_open(judged, findings))
        else:
            blocks.append(_group(judged, group.value, findings, brief=brief))
        if group is Group.PROHIBITED:
            blocks.append(_remedies(judged))
    if everything:
        for title, status in (("Limits that are kept", Status.CLEAR), ("Does not apply", Status.DOES_NOT_APPLY)):
            found = tuple(finding for finding in judged.assessment.findings if finding.status is status)
            blocks.append(_group(judged, title, found, brief=False))
    blocks.append(_foot(judged, gathered.kept))
    return "\n\n".join("\n".join(lines) for block in blocks if (lines := [safe_text(line) for line in block])) + "\n"


def _head(judged: Judged) -> Iterator[str]:
    policy, assessment = judged.policy, judged.assessment
    yield from _wrapped(f"{judged.plan.name}: {outcome_words(assessment.outcome)}")
    yield from _wrapped(meaning(assessment))
    yield from _wrapped(f"Policy: {policy.title}, {policy.date}")
    yield f"Pack: {pack_words(policy)}"
    if judged.path is not None:
        yield f"Plan: {judged.path}"  # not folded, so that it can be copied


def _parts(judged: Judged) -> Iterator[str]:
    for part in judged.assessment.parts:
        yield from _wrapped(f"- {part_title(judged.assessment, part.id)}: {outcome_words(part.outcome)}", "  ")


def _look_again(judged: Judged) -> Iterator[str]:
    found = list(look_again_words(judged.policy, judged.plan))
    if found:
        yield f"{LOOK_AGAIN} ({len(found)})"
    for words in found:
        yield from _wrapped(f"- {words}", "  ")


def _group(judged: Judged, title: str, findings: tuple[Finding, ...], *, brief: bool) -> Iterator[str]:
    likeness = _brief_likeness if brief else _likeness
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        alike.setdefault(likeness(finding), []).append(finding)
    if alike:
        yield f"{title} ({len(alike)})"
    for same in alike.values():
        yield from _item(judged, same, brief=brief)


def _still_open(judged: Judged, findings: tuple[Finding, ...]) -> Iterator[str]:
    """What the policy leaves vague, rule by rule; then the questions, each with the rules that wait for it."""
    vague = tuple(one for one in findings if one.status is Status.UNCLEAR)
    yield from _group(judged, "Unclear", vague, brief=False)
    if vague:
        yield from _wrapped(judged.policy.ask)
    waiting: dict[tuple[str, str], dict[str, None]] = {}
    for finding in findings:
        for question in finding.open:
            part = BOT if judged.policy.question(question).about_bot else finding.part
            waiting.setdefault((part, question), {})[finding.rule.title] = None
    if waiting:
        rules = {finding.rule.id for finding in findings if finding.status is Status.OPEN}
        if vague:
            yield ""
        yield f"Still open (questions: {len(waiting)}, rules that wait for them: {len(rules)})"
    for (part, question), titles in waiting.items():
        more = f"; and {len(titles) - SHOWN_WAITING} more" if len(titles) > SHOWN_WAITING else ""
        shown = "; ".join(list(titles)[:SHOWN_WAITING])
        asked = judged.policy.question(question)
        name = entry_key(part, question)
        yield from _wrapped(f"- {asked.prompt} [{name}: {', '.join(option.id for option in asked.options)}]", "  ")
        yield from _indented(f"{shown}{more}")


def _likeness(finding: Finding) -> tuple[object, ...]:
    """What findings share that are told once for several parts."""
    return finding.rule.id, finding.status, finding.because, finding.open


def _brief_likeness(finding: Finding) -> tuple[object, ...]:
    return finding.rule.id, finding.status


def _item(judged: Judged, same: list[Finding], *, brief: bool) -> Iterator[str]:
    finding = same[0]
    yield from _wrapped(f"{_box(finding)} {label(finding)} [{finding.rule.id}]", "  ")
    if brief:
        return
    if len(judged.assessment.parts) > 1:
        titles = "; ".join(part_title(judged.assessment, one.part) for one in same)
        yield from _indented(f"For: {titles}")
    if finding.status is not Status.OPEN:
        yield from _indented(task(finding))
    yield from _indented(reason(judged.policy, finding))
    for detail in details(judged.policy, judged.assessment, finding):
        yield from _indented(detail)
    for note in dict.fromkeys(filter(None, (note_on(judged, one) for one in same))):
        yield from _indented(f"Note: {note}")
    yield from _indented(f"Clause: {clauses(finding.rule)}")


def _box(finding: Finding) -> str:
    match finding.status:
        case Status.TICKED:
            return "[x]"
        case Status.REQUIRED | Status.APPROVAL:
            return "[ ]"
        case _:
            return "-"


def _remedies(judged: Judged) -> Iterator[str]:
    if not judged.remedies:
        return
    yield "Smallest fix"
    for remedy in judged.remedies:
        title = part_title(judged.assessment, remedy.part)
        yield from _wrapped(f"- {title}: {remedy_words(judged.policy, remedy)}", "  ")


def _deciding(judged: Judged) -> Iterator[str]:
    if judged.assessment.verdict is not Verdict.UNDECIDED:
        return
    questions = deciding(judged.policy, judged.assessment.parts)
    if questions:
        yield "Answers that decide the verdict"
    for part, prompt in questions:
        yield from _wrapped(f"- {part_title(judged.assessment, part.id)}: {prompt}", "  ")


def _foot(judged: Judged, kept: int) -> Iterator[str]:
    silent = sum(finding.status is Status.DOES_NOT_APPLY for finding in judged.assessment.findings)
    applies = "1 finding does not apply" if silent == 1 else f"{silent} findings do not apply"
    yield from _wrapped(f"{kept_words(kept)}; {applies} (--all lists both).")
    yield from _wrapped("Guidance only: not legal advice, and not a decision of the platform.")


def _indented(text: str) -> Iterator[str]:
    yield from _wrapped("  " + text, "  ")


def _wrapped(text: str, hanging: str = "") -> Iterator[str]:
    indent = text[: len(text) - len(text.lstrip())]
    on_one_line = " ".join(text.split())
    if len(indent) + len(on_one_line) <= WIDTH:
        yield indent + on_one_line if on_one_line else ""
    else:
        yield from folded(on_one_line, WIDTH, indent, hanging)
