"""What pointing at a choice means for an answer; pure, so that keyboard, mouse and tests agree."""

from advisor.assess.case import Answer
from advisor.plan.session import Session
from advisor.policy.model import Question
from advisor.tui.progress import Spot


def toggled(question: Question, answer: Answer, option_id: str) -> Answer:
    """The answer after pointing at an option; empty when the last choice was taken away."""
    if not question.several:
        return (option_id,)
    if option_id in answer:
        return tuple(other for other in answer if other != option_id)
    exclusive = {option.id for option in question.options if option.exclusive}
    if option_id in exclusive:
        return (option_id,)
    wanted = {other for other in answer if other not in exclusive} | {option_id}
    return tuple(option.id for option in question.options if option.id in wanted)


def answered(session: Session, spot: Spot, option_id: str) -> Session:
    """The session after pointing at an option of the question at a spot."""
    question = session.policy.question(spot.question)
    given = session.plan.part(spot.part).answered().get(spot.question, ())
    answer = toggled(question, given, option_id)
    if not answer:
        return session.clear(spot.part, spot.question)
    return session.answer(spot.part, spot.question, answer)


def activity_toggled(session: Session, activity_id: str) -> Session:
    """The session with a use of the activity, or without any of them if it had some, as one step."""
    uses = [use.id for use in session.plan.uses if use.activity == activity_id]
    if not uses:
        return session.choose_activities((activity_id,))
    if len(uses) == 1:
        return session.remove_use(uses[0])
    return session
