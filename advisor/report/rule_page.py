"""The page of one rule, always under the same headings in the same order, so that a reader learns the shape once.

The page is data: passages of blocks. Screen, text and Markdown each draw the same blocks, and links are blocks that
name a rule or a question instead of text that would have to be parsed again.
"""

from collections.abc import Iterable, Iterator
from enum import Enum

from advisor.assess.finding import Assessment, Finding, Status
from advisor.policy.condition import ALWAYS, NEVER, Condition
from advisor.policy.model import Modality, Policy, Rule, Scope
from advisor.report.condition_words import condition_lines
from advisor.report.modality import modality_word, speaks
from advisor.report.wording import reason
from advisor.values import dataclass


class Heading(Enum):
    """The headings of a page, in their order; the first only where a plan is open."""

    IN_THE_PLAN = "In this plan"
    SAYS = "What it says"
    APPLIES = "When it applies"
    TO_DO = "What to do"
    EXAMPLES = "Good and bad examples"
    CONSEQUENCE = "What can happen"
    SOURCE = "Source"
    SEE_ALSO = "See also"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, with a word or two before it where it needs a name (`Good`)."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list; `depth` counts from 0."""

    text: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class RuleLink:
    """A link to another rule; `label` says what it has to do with this one."""

    rule: Rule
    label: str = ""


@dataclass(frozen=True, slots=True)
class QuestionLink:
    """A question that decides the rule. In an open plan, the parts it is asked of and whether it is still open."""

    question: str
    prompt: str
    parts: tuple[str, ...] = ()
    open: bool = False


@dataclass(frozen=True, slots=True)
class FindingBlock:
    """What the rule comes to for one part of the open plan; `open` are the ids of the questions it waits for."""

    part: str
    title: str
    status: Status
    reason: str
    open: tuple[str, ...]


Block = Paragraph | Item | RuleLink | QuestionLink | FindingBlock


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading with what stands under it; never empty."""

    heading: Heading
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class RulePage:
    """A rule, the words for what it does, and its passages in order."""

    rule: Rule
    modality: str
    passages: tuple[Passage, ...]

    def passage(self, heading: Heading) -> tuple[Block, ...]:
        """The blocks under a heading; empty where the page does not have it."""
        return next((passage.blocks for passage in self.passages if passage.heading is heading), ())


def rule_page(policy: Policy, rule: Rule, assessment: Assessment | None = None) -> RulePage:
    """The page of a rule; with an assessment also what the rule comes to in that plan."""
    findings = _findings(rule, assessment)
    blocks: dict[Heading, Iterable[Block]] = {
        Heading.IN_THE_PLAN: _in_the_plan(policy, findings, assessment),
        Heading.SAYS: _says(policy, rule),
        Heading.APPLIES: _applies(policy, rule, findings, assessment),
        Heading.TO_DO: [Paragraph(rule.do)] if rule.do else [],
        Heading.EXAMPLES: [Paragraph(text, name) for name, text in (("Good", rule.good), ("Bad", rule.bad)) if text],
        Heading.CONSEQUENCE: _consequence(policy, rule),
        Heading.SOURCE: _source(policy, rule),
        Heading.SEE_ALSO: _see_also(policy, rule),
    }
    passages = ((heading, tuple(found)) for heading, found in blocks.items())
    return RulePage(rule, modality_word(rule), tuple(Passage(heading, found) for heading, found in passages if found))


def _findings(rule: Rule, assessment: Assessment | None) -> tuple[Finding, ...]:
    if assessment is None:
        return ()
    return tuple(finding for finding in assessment.findings if finding.rule.id == rule.id)


def _in_the_plan(policy: Policy, findings: tuple[Finding, ...], assessment: Assessment | None) -> Iterator[Block]:
    if assessment is None:
        return
    for finding in findings:
        title = assessment.part(finding.part).title
        yield FindingBlock(finding.part, title, finding.status, reason(policy, finding), finding.open)
    if not findings:
        yield Paragraph("The bot does nothing that this rule is about.")


def _says(policy: Policy, rule: Rule) -> Iterator[Block]:
    yield Paragraph(rule.text)
    for required in rule.requires:
        yield RuleLink(policy.rule(required), "provided that")
    for other in policy.rules:
        if rule.id in other.explains:
            yield RuleLink(other, "how it is read")


def _applies(
    policy: Policy, rule: Rule, findings: tuple[Finding, ...], assessment: Assessment | None
) -> Iterator[Block]:
    yield Paragraph(_concerned(policy, rule), "Concerns")
    yield from _when(policy, speaks(rule), rule.when)
    for name, condition in (
        ("It is met by design", rule.met_when),
        ("It is broken by design", rule.broken_when),
        ("The policy is vague", rule.unclear_when),
    ):
        if condition != NEVER:
            yield from _when(policy, name, condition)
    if rule.unclear:
        yield Paragraph(rule.unclear, "What is left open")
    yield from _questions(policy, rule, findings, assessment)


def _when(policy: Policy, name: str, condition: Condition) -> Iterator[Block]:
    if condition == ALWAYS:
        yield Paragraph(f"{name}, whatever the answers are.")
        return
    yield Paragraph(f"{name} when")
    for line in condition_lines(policy, condition):
        yield Item(line.text, line.depth)


def _questions(
    policy: Policy, rule: Rule, findings: tuple[Finding, ...], assessment: Assessment | None
) -> Iterator[Block]:
    named = {atom.question for atom in rule.comparisons}
    for question in policy.questions:
        if question.id in named:
            asked = tuple(finding.part for finding in findings)
            if question.about_bot and assessment is not None:
                asked = tuple(part.id for part in assessment.parts if part.activity is None)
            still_open = any(question.id in finding.open for finding in findings)
            yield QuestionLink(question.id, question.prompt, asked, still_open)


def _concerned(policy: Policy, rule: Rule) -> str:
    match rule.scope:
        case Scope.BOT:
            return "the bot as a whole"
        case Scope.EVERY_USE:
            return "every use, whatever it does"
        case Scope.ACTIVITIES:
            return "; ".join(activity.title for activity in policy.activities if activity.id in rule.activities)


def _consequence(policy: Policy, rule: Rule) -> Iterator[Block]:
    if rule.consequence:
        consequence = policy.consequences[rule.consequence]
        yield Paragraph(consequence.text)
        yield Item(f"Clause: {', '.join(consequence.cites)}")


def _source(policy: Policy, rule: Rule) -> Iterator[Block]:
    yield Paragraph(f"{policy.title}, {policy.publisher}, {policy.date}")
    places = {clause: section for section in policy.sections for clause in section.clauses}
    for clause in rule.cites:
        headings: list[str] = []
        section = places.get(clause)
        while section is not None:
            headings.insert(0, section.title)
            section = policy.section(section.parent) if section.parent else None
        yield Item(f"{clause}, under {' › '.join(headings)}" if headings else clause)


def _see_also(policy: Policy, rule: Rule) -> Iterator[Block]:
    linked = {*rule.requires, *(other.id for other in policy.rules if rule.id in other.explains)}
    for explained in rule.explains:
        yield RuleLink(policy.rule(explained), "explains")
    for other in policy.rules:
        if rule.id in other.requires and other.modality is Modality.PERMISSION:
            yield RuleLink(other, "a condition of")
            linked.add(other.id)
    for seen in rule.see:
        if seen not in linked and seen not in rule.explains:
            yield RuleLink(policy.rule(seen))
