"""The page of a rule as the screen shows it: the blocks of the report's page, with links to rules and questions."""

from textual.content import Content
from textual.style import Style

from advisor.assess.finding import Finding, Status
from advisor.plan.session import Session
from advisor.policy.model import BOT, Policy, Rule
from advisor.report.rule_page import (
    Block,
    FindingBlock,
    Heading,
    Item,
    Paragraph,
    Passage,
    QuestionLink,
    RuleLink,
    rule_page,
)
from advisor.tui import signs

NOT_SPEAKING = (Status.DOES_NOT_APPLY, Status.NOT_GRANTED)


def page(policy: Policy, rule: Rule, session: Session | None) -> Content:
    """The whole page."""
    assessment = session.assessment if session else None
    found = rule_page(policy, rule, assessment)
    shown = signs.MODALITIES[rule.modality]
    head = Content.assemble((rule.title, "bold"), "\n", (f"{shown.sign} {found.modality}", shown.style))
    return Content("\n\n").join([head, *(_passage(passage) for passage in found.passages)])


def answerable(session: Session, rule: Rule) -> list[tuple[str, str]]:
    """The (part, question) pairs of the plan that decide the rule: open ones first, else all it asks."""
    found = [finding for finding in session.assessment.findings if finding.rule.id == rule.id]
    open_spots = [_asked(session, finding, question) for finding in found for question in finding.open]
    if open_spots:
        return list(dict.fromkeys(open_spots))
    asks = session.assessor.compiled.asks[rule.id]
    return list(dict.fromkeys(_asked(session, finding, question) for finding in found for question in asks))


def _asked(session: Session, finding: Finding, question: str) -> tuple[str, str]:
    return (BOT if session.policy.question(question).about_bot else finding.part), question


def _passage(passage: Passage) -> Content:
    silent = [block for block in passage.blocks if isinstance(block, FindingBlock) and block.status in NOT_SPEAKING]
    blocks = [_block(block, passage.heading) for block in passage.blocks if block not in silent]
    if silent:
        said = f"{signs.STATUSES[Status.DOES_NOT_APPLY].sign} says nothing about: "
        blocks.append(Content.styled(said + "; ".join(block.title for block in silent), "$muted"))
    return Content("\n").join([Content.styled(passage.heading.value, "bold $accent"), *blocks])


def _block(block: Block, heading: Heading) -> Content:
    match block:
        case Paragraph(text, label):
            style = {"Good": "bold $verdict-permitted", "Bad": "bold $verdict-prohibited"}.get(label, "$muted")
            return Content.assemble((f"{label}  ", style) if label else "", text)
        case Item(text, depth):
            bullet = f"{'  ' * depth}· "
            return Content.assemble((bullet, "$muted"), (text, "$muted" if heading is Heading.SOURCE else ""))
        case RuleLink(rule, label):
            return _rule_link(rule, label)
        case QuestionLink(question, prompt, parts, still_open):
            return _question_link(question, prompt, parts, still_open=still_open)
        case FindingBlock(_, title, status, reason, _):
            shown = signs.STATUSES[status]
            return Content.assemble(signs.mark(shown), (f"  {title}", "$muted"), (f"\n  {reason}", "$muted"))


def _rule_link(rule: Rule, label: str) -> Content:
    shown = signs.MODALITIES[rule.modality]
    said = f"{label}: " if label else ""
    text = Content.assemble((f"→ {said}", "$muted"), (f"{shown.sign} ", shown.style), (rule.title, "underline"))
    return text.stylize(Style.from_meta({"@click": f"screen.read('{rule.id}')"}))


def _question_link(question: str, prompt: str, parts: tuple[str, ...], *, still_open: bool) -> Content:
    state = "○ " if still_open else "● "
    text = Content.assemble((state if parts else "· ", "$accent"), (prompt, "underline" if parts else ""))
    if not parts:
        return text
    said = Content.styled("  w answers it now" if still_open else "  w changes the answer", "$muted")
    return Content.assemble(text, said).stylize(
        Style.from_meta({"@click": f"screen.answer('{parts[0]}', '{question}')"})
    )
