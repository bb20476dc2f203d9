"""How verdicts, statuses and modalities are said: a sign, a word and a style each.

A sign never stands without its word where space allows, and never differs from another by colour alone.
"""

from typing import NamedTuple

from textual.content import Content

from advisor.assess.finding import Finding, Outcome, Status, Verdict
from advisor.policy.model import Force, Modality, Rule

Piece = tuple[str, str]
"""A piece of text and its style."""


class Mark(NamedTuple):
    """A sign of one cell, the word it stands for, and a Textual style."""

    sign: str
    word: str
    style: str


VERDICTS = {
    Verdict.PROHIBITED: Mark("✗", "prohibited", "bold $verdict-prohibited"),
    Verdict.NEEDS_APPROVAL: Mark("◇", "needs approval", "bold $verdict-approval"),
    Verdict.SAFEGUARDS_MISSING: Mark("!", "safeguards missing", "bold $verdict-safeguards"),
    Verdict.PERMITTED: Mark("✓", "permitted", "bold $verdict-permitted"),
    Verdict.NOT_COVERED: Mark("–", "not covered", "bold $verdict-not-covered"),
    Verdict.UNDECIDED: Mark("?", "undecided", "bold $verdict-undecided"),
}

MODALITIES = {
    Modality.PROHIBITION: Mark("✗", "prohibition", "$verdict-prohibited"),
    Modality.REQUIREMENT: Mark("!", "requirement", "$verdict-safeguards"),
    Modality.APPROVAL: Mark("◇", "approval", "$verdict-approval"),
    Modality.PERMISSION: Mark("✓", "permission", "$verdict-permitted"),
    Modality.RECOMMENDATION: Mark("+", "recommendation", "$verdict-undecided"),
    Modality.INTERPRETATION: Mark("≈", "interpretation", "$verdict-not-covered"),
    Modality.NOTICE: Mark("i", "notice", "$verdict-not-covered"),
    Modality.ENCOURAGEMENT: Mark("»", "encouragement", "$verdict-not-covered"),
}

STATUSES = {
    Status.VIOLATED: Mark("✗", "violated", "bold $verdict-prohibited"),
    Status.BROKEN: Mark("✗", "broken by design", "bold $verdict-prohibited"),
    Status.REQUIRED: Mark("[ ]", "to do", "$verdict-safeguards"),
    Status.TICKED: Mark("[x]", "in place", "$verdict-permitted"),
    Status.MET: Mark("✓", "met by design", "$verdict-permitted"),
    Status.APPROVAL: Mark("[ ]", "approval needed", "$verdict-approval"),
    Status.GRANTED: Mark("✓", "permitted", "$verdict-permitted"),
    Status.NOT_GRANTED: Mark("–", "permission does not cover it", "$verdict-not-covered"),
    Status.CLEAR: Mark("✓", "kept", "$verdict-permitted"),
    Status.ADVICE: Mark("+", "advice", "$verdict-undecided"),
    Status.NOTE: Mark("i", "good to know", "$verdict-not-covered"),
    Status.UNCLEAR: Mark("≈", "the policy is vague here", "bold $verdict-undecided"),
    Status.OPEN: Mark("?", "still open", "bold $verdict-undecided"),
    Status.DOES_NOT_APPLY: Mark("·", "does not apply", "$muted"),
}


def verdict(outcome: Outcome, *, sign: bool = True) -> Content:
    """A verdict as sign and word."""
    return mark(VERDICTS[outcome.verdict], sign=sign)


def mark(shown: Mark, *, sign: bool = True) -> Content:
    """A sign with its word."""
    return Content.styled(f"{shown.sign} {shown.word}" if sign else shown.word, shown.style)


def spelled(shown: Mark) -> Piece:
    """The same as a piece of a line."""
    return f"{shown.sign} {shown.word}", shown.style


def together(shown: Mark) -> str:
    """A sign with its word, which no fold takes apart."""
    return f"{shown.sign} {shown.word}".replace(" ", "\N{NO-BREAK SPACE}")


def span(outcome: Outcome) -> Content:
    """For an undecided outcome, the best and the worst still possible; else nothing."""
    return Content.assemble(*spanned(outcome))


def spanned(outcome: Outcome) -> tuple[Piece, ...]:
    """The same as pieces of a line."""
    if outcome.verdict is not Verdict.UNDECIDED:
        return ()
    best, worst = VERDICTS[outcome.best], VERDICTS[outcome.worst]
    return ("from ", "$muted"), (best.word, best.style), (" to ", "$muted"), (worst.word, worst.style)


def modality_word(rule: Rule) -> str:
    """The modality in a word; a requirement says whether it is a must."""
    if rule.modality is Modality.REQUIREMENT:
        return "must" if rule.force is Force.MUST else "should"
    return MODALITIES[rule.modality].word


def status(finding: Finding) -> Mark:
    """The mark of a finding; a missing `should` is expected rather than to do."""
    shown = STATUSES[finding.status]
    if finding.status is Status.REQUIRED and finding.rule.force is Force.SHOULD:
        return Mark(shown.sign, "expected", "$verdict-undecided")
    return shown
