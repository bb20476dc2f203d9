"""The page beside the checklist: why a line stands there, what would lift it, and which answer leads where."""

from collections.abc import Iterator

from textual.content import Content
from textual.style import Style

from advisor.assess.finding import Finding, Outcome, PartAssessment, Status, Verdict
from advisor.assess.interview import WhatIf, what_if, with_answer
from advisor.assess.remedy import Remedy
from advisor.plan.session import Session
from advisor.policy.model import BOT, Question, Rule
from advisor.report.wording import MEANING, answer_words, task
from advisor.tui import signs
from advisor.tui.checklist.rows import look_again
from advisor.tui.widgets.dialogs import buttons

SHOWN_OPEN = 3


def finding_page(session: Session, finding: Finding, remedies: tuple[Remedy, ...]) -> Content:
    """Everything about one line."""
    blocks = [_finding_head(session, finding), Content(task(finding))]
    if look_again(session, finding):
        blocks.insert(
            1, titled("↻ Look again", Content("The rule changed since this was ticked: space keeps the tick."))
        )
    if finding.status is Status.OPEN:
        blocks += _open(session, finding)
    else:
        blocks.append(_because(session, finding))
    if finding.blocks:
        blocks += list(_remedies(session, finding.part, remedies))
    note = session.plan.part(finding.part).safeguards.get(finding.rule.id)
    if note and note.note:
        blocks.append(titled("Note", Content(note.note)))
    blocks += list(_source(session, finding.rule))
    return Content("\n\n").join(blocks)


def part_page(session: Session, part: PartAssessment, remedies: tuple[Remedy, ...]) -> Content:
    """Everything about the verdict of a part."""
    title = "The bot as a whole" if part.id == BOT else part.title
    said = signs.span(part.outcome) if part.decides else Content.styled(_meaning(part), "$muted")
    blocks = [
        Content("\n").join([Content.styled(title, "bold"), Content.assemble(signs.verdict(part.outcome), "  ", said)])
    ]
    if part.verdict is Verdict.UNDECIDED:
        blocks += [_leads(session, part.id, session.policy.question(q)) for q in part.decides[:SHOWN_OPEN]]
        if len(part.decides) > SHOWN_OPEN:
            blocks.append(Content.styled(f"and {len(part.decides) - SHOWN_OPEN} more questions", "$muted"))
        unclear = [finding for finding in part.findings if finding.status is Status.UNCLEAR]
        blocks += [titled("The policy itself is vague", Content(finding.rule.unclear)) for finding in unclear]
        if unclear:
            blocks.append(Content(session.policy.ask))
    if part.verdict is Verdict.PROHIBITED:
        blocks += list(_remedies(session, part.id, remedies))
    return Content("\n\n").join(blocks)


def _meaning(part: PartAssessment) -> str:
    if part.verdict is Verdict.UNDECIDED and not part.decides:
        return "The policy itself leaves it open, with these answers; nothing more is to be asked."
    return MEANING[part.verdict]


def titled(title: str, text: Content) -> Content:
    """A heading with what stands under it."""
    return Content("\n").join([Content.styled(title, "bold $accent"), text])


def _finding_head(session: Session, finding: Finding) -> Content:
    part = session.plan.part(finding.part)
    whose = "the bot as a whole" if part.id == BOT else part.title
    return Content("\n").join(
        [
            Content.styled(finding.rule.title, "bold"),
            Content.assemble(
                signs.mark(signs.status(finding)), (f"  {signs.modality_word(finding.rule)} · {whose}", "$muted")
            ),
        ]
    )


def _because(session: Session, finding: Finding) -> Content:
    policy = session.policy
    if not finding.because:
        return titled("Because", Content("it holds whatever the answers are"))
    lines = [
        Content.assemble(
            (f"{policy.question(given.question).prompt} ", "$muted"),
            answer_words(policy, given.question, given.deciding),
        )
        for given in finding.because
    ]
    return titled("Because", Content("\n").join(lines))


def _open(session: Session, finding: Finding) -> list[Content]:
    shown = [_leads(session, finding.part, session.policy.question(q)) for q in finding.open[:SHOWN_OPEN]]
    if len(finding.open) > SHOWN_OPEN:
        shown.append(Content.styled(f"and {len(finding.open) - SHOWN_OPEN} more questions", "$muted"))
    return shown


def _leads(session: Session, part_id: str, question: Question) -> Content:
    """Which answer leads to which verdict of the part."""
    asked = BOT if question.about_bot else part_id
    results = what_if(session.assessor, session.case, asked, question)
    outcomes = [result.part for result in results]
    if question.about_bot and part_id != BOT:
        outcomes = [_of_use(session, question, result, part_id) for result in results]
    marks = [signs.VERDICTS[outcome.verdict] for outcome in outcomes]
    width = max(len(mark.word) for mark in marks)
    lines = [
        Content.assemble((f"  {mark.sign} {mark.word:<{width}}  ", mark.style), option.label)
        for option, mark in zip(question.options, marks, strict=True)
    ]
    head = Content.assemble(question.prompt, ("  answer it: a", "$muted"))
    link = Style.from_meta({"@click": f"screen.answer('{asked}', '{question.id}')"})
    return titled("Which answer leads where", Content("\n").join([head.stylize(link), *lines]))


def _of_use(session: Session, question: Question, result: WhatIf, use_id: str) -> Outcome:
    case = with_answer(session.case, BOT, question.id, result.answer)
    return session.assessor.assess(case).part(use_id).outcome


def _remedies(session: Session, part_id: str, remedies: tuple[Remedy, ...]) -> Iterator[Content]:
    for number, remedy in enumerate(remedy for remedy in remedies if remedy.part == part_id):
        heading = "The smallest fix" if number == 0 else "Or"
        key, word = ("m", "apply") if number == 0 else ("M", "pick")
        outcome = remedy_outcome(session, remedy)
        if not (remedy.gives_up and part_id == BOT):
            outcome = Content.assemble(outcome, "   ", buttons((key, word, f"screen.mend_with({number})")))
        yield titled(heading, Content("\n").join([*_changes(session, remedy), outcome]))


def remedy_line(session: Session, remedy: Remedy) -> Content:
    """A remedy with its outcome, on as few lines as it takes."""
    return Content("\n").join([*_changes(session, remedy), remedy_outcome(session, remedy)])


def _changes(session: Session, remedy: Remedy) -> list[Content]:
    if remedy.gives_up:
        what = "change what the bot is" if remedy.part == BOT else "give this use up"
        return [Content(f"No other answer helps: {what}.")]
    policy = session.policy
    return [
        Content.assemble(
            (f"{policy.question(change.question).name}: ", "$muted"),
            "instead of ",
            (answer_words(policy, change.question, change.before), "italic"),
            ": ",
            (answer_words(policy, change.question, change.after), "bold"),
        )
        for change in remedy.changes
    ]


def remedy_outcome(session: Session, remedy: Remedy) -> Content:
    """What the part would come to, with the number of safeguards then to do."""
    text = Content.assemble("→ ", signs.verdict(remedy.outcome))
    if signs.span(remedy.outcome):
        text = Content.assemble(text, " ", signs.span(remedy.outcome))
    if remedy.gives_up:
        return Content.assemble(text, (" for the rest", "$muted"))
    after = session.apply(remedy).assessment.part(remedy.part)
    to_do = sum(finding.to_do for finding in after.findings)
    return Content.assemble(text, f" ({to_do})" if to_do else "")


def _source(session: Session, rule: Rule) -> Iterator[Content]:
    policy = session.policy
    section = policy.section(rule.section)
    yield titled("Clause", Content.assemble(", ".join(rule.cites), ("  " + section.title, "$muted")))
    if rule.consequence:
        yield titled("What can happen", Content(policy.consequences[rule.consequence].text))
    if rule.good:
        yield titled("Good", Content(rule.good))
    if rule.bad:
        yield titled("Bad", Content(rule.bad))
    yield buttons(("w", "read the rule", "screen.read_rule"))
