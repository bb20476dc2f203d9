"""The export: a Markdown checklist to paste into a pull request.

Every line of the checklist is complete by itself (what, why, which clause), because reviewers quote and link lines.
The comments at the ends of lines, which a page does not show, let `merge` find a line again in a file people edited.
"""

from collections.abc import Iterator

from advisor.assess.finding import Finding, Status, Verdict
from advisor.plan.model import UNDECIDED, Part, entry_key
from advisor.report.checklist import Group, checklist, tickable
from advisor.report.escape import comment_text, markdown_text as text
from advisor.report.judged import Judged, note_on
from advisor.report.sheet import signed
from advisor.report.wording import (
    GUIDANCE,
    LOOK_AGAIN,
    answer_words,
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


def render(judged: Judged, *, everything: bool = False) -> str:
    """The checklist; with `everything` also the limits that are kept and the rules that do not apply."""
    return signed("\n".join(_lines(judged, everything=everything)))


def _lines(judged: Judged, *, everything: bool) -> Iterator[str]:
    gathered = checklist(judged.assessment)
    yield from _head(judged)
    yield from _parts(judged)
    yield from _look_again(judged)
    yield from _deciding(judged)
    for group, findings in gathered.groups:
        yield from _group(judged, group.value, findings)
        if group is Group.PROHIBITED:
            yield from _remedies(judged)
    if everything:
        for title, status in (("Limits that are kept", Status.CLEAR), ("Does not apply", Status.DOES_NOT_APPLY)):
            found = tuple(finding for finding in judged.assessment.findings if finding.status is status)
            yield from _group(judged, title, found)
    yield from _answers(judged)
    yield from _source(judged, gathered.kept)


def _head(judged: Judged) -> Iterator[str]:
    policy, assessment = judged.policy, judged.assessment
    yield f"# Policy checklist: {text(judged.plan.name)}"
    yield ""
    yield f"**Verdict: {outcome_words(assessment.outcome)}.** {text(meaning(assessment))}"
    yield ""
    yield f"Held against {text(policy.title)} ({text(policy.publisher)}, {text(policy.date)}). {GUIDANCE}"
    yield ""


def _parts(judged: Judged) -> Iterator[str]:
    yield "| Part | What it does | Verdict |"
    yield "|---|---|---|"
    for part in judged.assessment.parts:
        does = judged.policy.activity(part.activity).title if part.activity else "–"
        yield f"| {text(part_title(judged.assessment, part.id))} | {text(does)} | {outcome_words(part.outcome)} |"
    yield ""


def _look_again(judged: Judged) -> Iterator[str]:
    found = list(look_again_words(judged.policy, judged.plan))
    if not found:
        return
    yield f"## {LOOK_AGAIN} ({len(found)})"
    yield ""
    for words in found:
        yield f"- {text(words)}"
    yield ""


def _group(judged: Judged, title: str, findings: tuple[Finding, ...]) -> Iterator[str]:
    if not findings:
        return
    yield f"## {title} ({len(findings)})"
    yield ""
    for finding in findings:
        yield _item(judged, finding)
    yield ""


def _item(judged: Judged, finding: Finding) -> str:
    rule = finding.rule
    box = ""
    if tickable(finding):
        box = "[x] " if finding.status is Status.TICKED else "[ ] "
    note = note_on(judged, finding)
    sentences = [
        task(finding),
        *details(judged.policy, judged.assessment, finding),
        *([f"Note: {note}"] if note else []),
    ]
    said = " ".join(_sentence(sentence) for sentence in sentences)
    return (
        f"- {box}**{text(label(finding))}** ({text(part_title(judged.assessment, finding.part))}): {said} "
        f"*{_sentence(reason(judged.policy, finding))}* Clause {text(clauses(rule))}. "
        f"<!-- {comment_text(f'{finding.part}/{rule.id}')} -->"
    )


def _sentence(words: str) -> str:
    return text(words if words.endswith((".", "!", "?")) else f"{words}.")


def _remedies(judged: Judged) -> Iterator[str]:
    if not judged.remedies:
        return
    yield "## Smallest fix"
    yield ""
    for remedy in judged.remedies:
        title = part_title(judged.assessment, remedy.part)
        yield f"- {text(title)}: {text(remedy_words(judged.policy, remedy))}"
    yield ""


def _deciding(judged: Judged) -> Iterator[str]:
    questions = deciding(judged.policy, judged.assessment.parts)
    if judged.assessment.verdict is not Verdict.UNDECIDED or not questions:
        return
    yield "## Answers that decide the verdict"
    yield ""
    for part, prompt in questions:
        yield f"- {text(part.title)}: {text(prompt)}"
    yield ""


def _answers(judged: Judged) -> Iterator[str]:
    yield "## The answers this rests on"
    yield ""
    if not any(part.answers for part in judged.plan.parts):
        yield "- None yet"
    for part in judged.plan.parts:
        lines = list(_answers_of(judged, part))
        if lines:
            yield f"- {text(part.title)}"
            yield from lines
    yield ""


def _answers_of(judged: Judged, part: Part) -> Iterator[str]:
    for question in judged.policy.questions_about(part.activity):
        reply = part.answers.get(question.id)
        if reply is None:
            continue
        words = "left open" if reply == UNDECIDED else answer_words(judged.policy, question.id, reply)
        key = entry_key(part.id, question.id)
        note = judged.plan.notes.get(key)
        remark = f" (note: {text(note)})" if note else ""
        yield f"  - {text(question.prompt)} **{text(words)}**{remark}"


def _source(judged: Judged, kept: int) -> Iterator[str]:
    policy = judged.policy
    yield "## Source"
    yield ""
    yield (
        f"{text(policy.title)}, {text(policy.publisher)}, as of {text(policy.date)}; pack "
        f"{text(pack_words(policy))}. {kept_words(kept)}. Where the policy is vague: {text(policy.ask)}"
    )
    yield ""
