"""The sentences that several formats share: verdicts, answers and reasons in words.

A verdict's word is always said in full, because colour and signs get lost on the way to a log or a screen reader.
"""

from collections.abc import Iterable, Iterator

from advisor.assess.case import Answer
from advisor.assess.finding import Assessment, Finding, Given, Outcome, PartAssessment, Status, Verdict
from advisor.assess.remedy import Change, Remedy
from advisor.plan.look_again import waiting
from advisor.plan.model import UNDECIDED, Plan
from advisor.policy.model import BOT, Policy, Rule

GUIDANCE = "This is guidance worked out from the answers below. It is not legal advice, and it is not a decision of the platform."

SHORT_HASH = 12

MEANING = {
    Verdict.PROHIBITED: "The policy does not allow this as it is planned.",
    Verdict.NEEDS_APPROVAL: "It may start only after the platform has approved it.",
    Verdict.SAFEGUARDS_MISSING: "It is allowed once every required safeguard is in place.",
    Verdict.PERMITTED: "Nothing in the policy stands against it as it is planned.",
    Verdict.NOT_COVERED: "The rules of this policy do not speak of it.",
    Verdict.UNDECIDED: "It depends on what is still open.",
}


def pack_words(policy: Policy) -> str:
    """Which pack it was, so that a reader can tell it from another of the same name: the beginning of its hash will do."""
    return f"{policy.id} {policy.version} · sha256 {policy.sha256[:SHORT_HASH]}"


def outcome_words(outcome: Outcome) -> str:
    """The verdict, and what an undecided one may still become."""
    if outcome.verdict is not Verdict.UNDECIDED:
        return str(outcome.verdict.value)
    return f"undecided, from {outcome.best.value} to {outcome.worst.value}"


def meaning(assessment: Assessment) -> str:
    """One sentence on what the plan's verdict means for the person."""
    if len(assessment.parts) == 1 and assessment.verdict is not Verdict.PROHIBITED:
        return "The plan does not say yet what the bot does."
    if assessment.verdict is Verdict.UNDECIDED and not any(part.decides for part in assessment.parts):
        return "The policy itself leaves it open; no answer decides it."
    silent = [part for part in assessment.parts if part.verdict is Verdict.NOT_COVERED]
    if assessment.verdict is Verdict.NOT_COVERED and any(map(_refused, silent)):
        return "The policy neither forbids it nor permits it for what it is planned for."
    if assessment.verdict is Verdict.PERMITTED and silent:
        return f"Nothing in the policy stands against it; {_listed(silent)} is not covered."
    return MEANING[assessment.verdict]


def _refused(part: PartAssessment) -> bool:
    """Whether the policy has permissions for the part's activity, and grants none."""
    return any(
        finding.status is Status.NOT_GRANTED and part.activity in finding.rule.activities for finding in part.findings
    )


def _listed(parts: Iterable[PartAssessment]) -> str:
    return ", ".join(f"“{part.title}”" for part in parts)


def answer_words(policy: Policy, question_id: str, answer: Answer) -> str:
    """The labels of the chosen options."""
    question = policy.question(question_id)
    return " + ".join(option.label for option in question.options if option.id in answer)


def given_words(policy: Policy, given: Given) -> str:
    """A question with the answer it was given."""
    return f"“{policy.question(given.question).prompt}” {answer_words(policy, given.question, given.deciding)}"


def reason(policy: Policy, finding: Finding) -> str:
    """Why the finding is as it is: the answers that decide it, or what it still waits for."""
    if finding.status is Status.OPEN:
        prompts = "; ".join(f"“{policy.question(question).prompt}”" for question in finding.open)
        return f"Open: {prompts}"
    if not finding.because:
        return "Because: it holds whatever the answers are"
    return f"Because: {'; '.join(given_words(policy, given) for given in finding.because)}"


LABEL = {
    Status.BROKEN: "Broken: ",
    Status.MET: "Met by design: ",
    Status.NOT_GRANTED: "Not granted: ",
    Status.UNCLEAR: "Unclear: ",
}


def label(finding: Finding) -> str:
    """The rule's title, with what its group's heading does not tell already."""
    return LABEL.get(finding.status, "") + finding.rule.title


def details(policy: Policy, assessment: Assessment, finding: Finding) -> Iterator[str]:
    """What belongs to the finding beside its task: conditions of a permission, readings, and what can happen."""
    rule = finding.rule
    if finding.status is Status.GRANTED and rule.requires:
        yield f"Provided that: {'; '.join(policy.rule(required).title for required in rule.requires)}"
    read_as = [
        other.rule.text
        for other in assessment.part(finding.part).findings
        if other.status is Status.NOTE and rule.id in other.rule.explains
    ]
    if finding.status in (Status.VIOLATED, Status.BROKEN, Status.REQUIRED, Status.APPROVAL, Status.UNCLEAR):
        yield from (f"How it is read: {text}" for text in read_as)
    if finding.blocks and rule.consequence:
        yield f"What can happen: {policy.consequences[rule.consequence].text}"


def task(finding: Finding) -> str:
    """What to read or to do about the finding, in the rule's words."""
    rule = finding.rule
    if finding.status is Status.UNCLEAR:
        return rule.unclear
    if finding.status in (Status.REQUIRED, Status.APPROVAL, Status.TICKED, Status.ADVICE) and rule.do:
        return rule.do
    return rule.text


def clauses(rule: Rule) -> str:
    """The locators of the clauses behind a rule."""
    return ", ".join(rule.cites)


def part_title(assessment: Assessment, part_id: str) -> str:
    """The title of a part; with its id where another part has the same title."""
    title = assessment.part(part_id).title
    alike = sum(part.title == title for part in assessment.parts)
    return f"{title} [{part_id}]" if alike > 1 else title


def change_words(policy: Policy, change: Change) -> str:
    """One change of a remedy: the question, the answer now and the answer instead."""
    before = answer_words(policy, change.question, change.before)
    after = answer_words(policy, change.question, change.after)
    return f"“{policy.question(change.question).prompt}” {after}, instead of {before}"


def remedy_words(policy: Policy, remedy: Remedy) -> str:
    """A remedy in one sentence without its part; giving up is said as such."""
    if remedy.gives_up:
        given_up = "change what the bot is" if remedy.part == BOT else "give it up"
        return f"no other answer helps: {given_up} (the rest is then {outcome_words(remedy.outcome)})"
    changes = "; and ".join(change_words(policy, change) for change in remedy.changes)
    return f"{changes} (then {outcome_words(remedy.outcome)})"


LOOK_AGAIN = "Look again: the rules behind these changed"


def look_again_words(policy: Policy, plan: Plan) -> Iterator[str]:
    """Each answer and tick that is to be confirmed, a sentence each."""
    for one in waiting(plan, policy):
        if one.question is not None:
            reply = one.part.answers[one.question.id]
            words = "left undecided" if reply == UNDECIDED else answer_words(policy, one.question.id, reply)
            yield f"{one.part.title}: {one.question.prompt} {words}"
        if one.rule is not None:
            yield f"{one.part.title}: {one.rule.title}, in place"


def kept_words(kept: int) -> str:
    """How many prohibitions were examined and are not touched."""
    return "1 limit was examined and is kept" if kept == 1 else f"{kept} limits were examined and are kept"


def deciding(policy: Policy, parts: Iterable[PartAssessment]) -> tuple[tuple[PartAssessment, str], ...]:
    """The open questions that decide a verdict: the part with the prompt, a bot question once."""
    found: dict[tuple[str, str], tuple[PartAssessment, str]] = {}
    listed = tuple(parts)
    for part in listed:
        for question_id in part.decides:
            question = policy.question(question_id)
            asked = listed[0] if question.about_bot else part
            found.setdefault((asked.id, question_id), (asked, question.prompt))
    return tuple(found.values())
