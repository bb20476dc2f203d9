"""What the plain prompts say between questions: what changed, why something is asked, how things stand."""

from collections.abc import Iterator

from advisor.assess.finding import Finding, Status
from advisor.assess.interview import Asked, rules_behind
from advisor.plan.session import Session
from advisor.report.wording import meaning, outcome_words, part_title
from advisor.tui.change import difference

FEW = 3
MANY_RULES = 8


def change(old: Session, new: Session) -> str:
    """One line on what the last answer changed."""
    changed = difference(old, new, "")
    said = [
        f"{part_title(new.assessment, part)} is {outcome_words(new.assessment.part(part).outcome)}"
        for part in changed.parts
    ]
    said += _named("prohibited by", changed.turned)
    said += _named("left vague by the policy:", changed.vague)
    said += _named("no longer prohibited by", changed.lifted)
    said += _named("no longer vague:", changed.cleared)
    said += _named("to be built:", changed.appeared)
    ticked = {(one.part, one.rule.id) for one in new.assessment.findings if one.status is Status.TICKED}
    in_place = tuple(one for one in changed.dropped if (one.part, one.rule.id) in ticked)
    said += _named("in place:", in_place)
    said += _named("no longer to be built:", tuple(one for one in changed.dropped if one not in in_place))
    if changed.needless:
        said.append(_count(changed.needless, "question falls away", "questions fall away"))
    left = questions_left(new)
    vague = " ".join(dict.fromkeys(one.rule.unclear for one in changed.vague))
    told = f"Now: {'; '.join(said)}." if said else "No verdict changes."
    return " ".join(filter(None, (told, vague, f"{left}.")))


def questions_left(session: Session) -> str:
    """How many questions still have to be asked."""
    left = len(session.to_ask())
    return _count(left, "question left", "questions left") if left else "No questions left"


def why(session: Session, asked: Asked) -> Iterator[str]:
    """Why the question is asked, and what its options mean."""
    rules = list(rules_behind(session.assessment, asked.part, asked.question.id))
    if rules:
        given = asked.question.id in session.plan.part(asked.part).answers
        yield "Your answer helps to decide these rules:" if given else "These rules depend on it:"
        yield from (f"- {rule.title} ({rule.modality.value}, {', '.join(rule.cites)})" for rule in rules[:MANY_RULES])
        if len(rules) > MANY_RULES:
            yield f"- and {len(rules) - MANY_RULES} more"
    else:
        yield "At present no rule depends on it."
    for option in asked.question.options:
        if option.help:
            yield f"{option.label}: {option.help}"


def activities(session: Session) -> Iterator[str]:
    """What the activities are."""
    yield "Each thing the bot does is judged by itself. What no rule speaks of is on the list, too."
    yield from (f"{activity.title}: {activity.help}" for activity in session.policy.activities if activity.help)


def summary(session: Session) -> Iterator[str]:
    """How the plan stands."""
    assessment = session.assessment
    yield f"{session.plan.name}: {outcome_words(assessment.outcome)}. {meaning(assessment)}"
    for part in assessment.parts:
        yield f"- {part.title}: {outcome_words(part.outcome)}"
    blocking = [finding for finding in assessment.findings if finding.blocks]
    yield from (f"Prohibited, {part_title(assessment, one.part)}: {one.rule.title}" for one in blocking)
    vague = [finding for finding in assessment.findings if finding.status is Status.UNCLEAR]
    yield from (f"The policy is vague, {part_title(assessment, one.part)}: {one.rule.title}" for one in vague)
    if vague:
        yield session.policy.ask
    to_do = sum(finding.to_do for finding in assessment.findings)
    undecided = len(session.still_matters()) - len(session.to_ask())
    yield (
        f"{questions_left(session)}, {undecided} left open on purpose, "
        f"{_count(to_do, 'safeguard or approval', 'safeguards or approvals')} not in place."
    )


def _named(what: str, findings: tuple[Finding, ...]) -> Iterator[str]:
    titles = list(dict.fromkeys(finding.rule.title for finding in findings))
    if titles:
        more = f" and {len(titles) - FEW} more" if len(titles) > FEW else ""
        yield f"{what} {', '.join(f'“{title}”' for title in titles[:FEW])}{more}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
