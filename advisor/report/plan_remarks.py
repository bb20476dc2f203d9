"""What there is to say about the lines of a plan file: each finding at the answer that decides it.

What is fine is not said, and of what is open each question once: a reviewer reads this beside somebody's change.
"""

from collections.abc import Iterable, Iterator

from advisor.assess.finding import Finding, Status
from advisor.plan.model import entry_key
from advisor.plan.places import place_of
from advisor.policy.model import BOT, Force, Modality
from advisor.report.gathered import Checked
from advisor.report.judged import Judged
from advisor.report.remark import Level, Remark
from advisor.report.wording import clauses, label, part_title, reason, remedy_words, task
from advisor.source.safe_text import one_line

UNREADABLE = "plan-unreadable"
OPEN = "question-open"
KINDS = {
    UNREADABLE: "The file cannot be read as a plan.",
    OPEN: "A question whose answer can still change the verdict.",
}
"""The kinds of remarks that are no rule's."""


def remarks(checked: Iterable[Checked]) -> list[Remark]:
    """Everything there is to say about the plans, plan by plan."""
    found: list[Remark] = []
    for one in checked:
        for problem in one.problems:
            said = f"{problem.message}; {problem.hint}" if problem.hint else problem.message
            found.append(Remark(UNREADABLE, Level.ERROR, said, problem.place, (problem.message,)))
        if one.judged:
            found += _findings(one, one.judged)
            found += _open(one, one.judged)
    return found


def level_of(finding: Finding) -> Level | None:
    """How bad a finding is; None if there is nothing to say. Open ones are told by question."""
    if finding.blocks:
        return Level.ERROR
    if finding.to_do:
        return Level.WARNING
    match finding.status:
        case Status.UNCLEAR | Status.BROKEN:
            binds = finding.rule.force is Force.MUST or finding.rule.modality is Modality.PROHIBITION
            return Level.WARNING if binds else Level.NOTE
        case Status.REQUIRED:
            return Level.NOTE
        case _:
            return None


def _findings(one: Checked, judged: Judged) -> Iterator[Remark]:
    fixes = {remedy.part: remedy_words(judged.policy, remedy) for remedy in judged.remedies}
    for finding in judged.assessment.findings:
        level = level_of(finding)
        if level is None:
            continue
        sentences = [
            f"{part_title(judged.assessment, finding.part)}: {label(finding)}. {task(finding)}",
            f"{reason(judged.policy, finding)}.",
            f"Clause: {clauses(finding.rule)}.",
        ]
        if finding.blocks and finding.part in fixes:
            sentences.append(f"Smallest fix: {fixes[finding.part]}.")
        own = [given.question for given in finding.because if not judged.policy.question(given.question).about_bot]
        names = (*own, *(given.question for given in finding.because), finding.rule.id)
        place = place_of(one.places, finding.part, *names)
        yield Remark(finding.rule.id, level, one_line(" ".join(sentences)), place, (finding.part,))


def _open(one: Checked, judged: Judged) -> Iterator[Remark]:
    """The open questions that can change the verdict of a part, each once."""
    told: dict[tuple[str, str], str] = {}
    for part in judged.assessment.parts:
        for question_id in part.decides:
            question = judged.policy.question(question_id)
            whose = BOT if question.about_bot else part.id
            told.setdefault((whose, question_id), part.id)
    for whose, question_id in told:
        question = judged.policy.question(question_id)
        name = entry_key(whose, question_id)
        options = ", ".join(option.id for option in question.options)
        said = f"{part_title(judged.assessment, whose)}: “{question.prompt}” decides the verdict and is open. {name}: {options}"
        yield Remark(OPEN, Level.NOTE, one_line(said), place_of(one.places, whose, question_id), (whose, question_id))
