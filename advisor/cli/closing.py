"""What follows the questions: the safeguards to tick and the smallest fixes to take.

What is required is offered one by one; what is only expected is offered as a whole first, so that nobody has to say no
to each of a dozen courtesies. Each function is True when the person went back to the questions.
"""

from collections.abc import Iterator

from advisor.assess.finding import Finding, Status
from advisor.cli.choice import pick
from advisor.cli.dialogue import ask, tell, tell_numbered
from advisor.plan.look_again import Waiting, waiting
from advisor.plan.session import Session
from advisor.policy.model import BOT
from advisor.report.wording import clauses, part_title, reason, remedy_words
from advisor.typed import Protocol

_YES_OR_NO = {"y": True, "yes": True, "n": False, "no": False, "": False}


class Talk(Protocol):
    """What is needed of the interview."""

    session: Session
    offered: set[tuple[str, str]]

    def take(self, new: Session) -> None:
        """Go on with a changed session."""

    def command(self, word: str) -> str:
        """The command that a word is, or nothing."""

    def elsewhere(self, command: str) -> bool:
        """Go back or to an earlier answer, if there is one."""


def offer_safeguards(talk: Talk) -> bool:
    """Offer each safeguard that is not in place, once; before them each tick that is to be looked at again."""
    if any(_confirm(talk, one) for one in list(waiting(talk.session.plan, talk.session.policy))):
        return True
    while (finding := next(_waiting(talk, must=True), None)) is not None:
        if _offer(talk, finding):
            return True
    expected = list(_waiting(talk, must=False))
    if not expected:
        return False
    tell("", f"Expected as well, though not required: {'; '.join(finding.rule.title for finding in expected)}.")
    for finding in expected:
        talk.offered.add((finding.part, finding.rule.id))
    through = _yes(talk, "Go through them? y yes, n no:", "They change no verdict.")
    return through is None or (through and any(_offer(talk, finding) for finding in expected))


def offer_remedies(talk: Talk) -> bool:
    """Offer the smallest fixes; taking one may bring up new questions."""
    remedies = [one for one in talk.session.remedies() if not (one.gives_up and one.part == BOT)]
    if not remedies:
        return False
    tell("", "The smallest fixes:")
    policy, assessment = talk.session.policy, talk.session.assessment
    tell_numbered(f"{part_title(assessment, one.part)}: {remedy_words(policy, one)}" for one in remedies)
    while word := ask("Take one? Its number, or Enter to leave all as it is:"):
        command = talk.command(word)
        if command in ("b", "c") and talk.elsewhere(command):
            return True
        at = None if command else pick(word, len(remedies))
        if at is not None:
            talk.take(talk.session.apply(remedies[at]))
            return True
    return False


def _waiting(talk: Talk, *, must: bool) -> Iterator[Finding]:
    for finding in talk.session.assessment.findings:
        wanted = finding.to_do if must else finding.status is Status.REQUIRED and not finding.to_do
        if wanted and (finding.part, finding.rule.id) not in talk.offered:
            yield finding


def _offer(talk: Talk, finding: Finding) -> bool:
    policy, assessment = talk.session.policy, talk.session.assessment
    what = "Approval" if finding.status is Status.APPROVAL else "Safeguard"
    tell(
        "",
        f"{what} for {part_title(assessment, finding.part)}: {finding.rule.title}.",
        finding.rule.do or finding.rule.text,
        f"Clause {clauses(finding.rule)}.",
    )
    asked = "Granted" if finding.status is Status.APPROVAL else "In place"
    in_place = _yes(talk, f"{asked}? y yes, n not yet:", reason(policy, finding))
    if in_place is None:
        return True
    talk.offered.add((finding.part, finding.rule.id))
    if in_place:
        talk.take(talk.session.tick(finding.part, finding.rule.id, done=True))
    return False


def _confirm(talk: Talk, one: Waiting) -> bool:
    """Ask whether a safeguard is in place still."""
    if one.rule is None:
        return False
    rule, part = one.rule, one.part.id
    title = part_title(talk.session.assessment, part)
    tell("", f"Ticked for {title}, and changed since: {rule.title}.", rule.do or rule.text, f"Clause {clauses(rule)}.")
    in_place = _yes(talk, "Still in place? y yes, n not yet:", rule.text)
    if in_place is None:
        return True
    talk.offered.add((part, rule.id))
    session = talk.session
    talk.take(session.confirm(part, rule.id) if in_place else session.tick(part, rule.id, done=False))
    return False


def _yes(talk: Talk, prompt: str, why: str) -> bool | None:
    """Whether the person says yes; None when they went elsewhere."""
    while (word := ask(prompt).casefold()) not in _YES_OR_NO:
        command = talk.command(word)
        if command in ("b", "c") and talk.elsewhere(command):
            return None
        if command != "s":
            tell(why if command == "?" else "Type y or n.")
    return _YES_OR_NO[word]
