"""The count of the interview is honest."""

import pytest

from advisor.plan.session import Session
from advisor.tui.progress import ACTIVITIES, END, Progress, Spot, Standing, progress

BORROW = "borrow"


@pytest.fixture
def borrowing(empty: Session) -> Session:
    return empty.add_use(BORROW)


def test_a_question_is_open_while_a_rule_waits_for_it(borrowing: Session) -> None:
    assert progress(borrowing).standings[Spot("borrow", "days")] is Standing.OPEN


def test_an_answered_question_counts_while_taking_it_back_would_ask_it_again(borrowing: Session) -> None:
    found = progress(borrowing.answer("borrow", "days", ("long",)))
    assert found.standings[Spot("borrow", "days")] is Standing.ANSWERED
    assert found.answered == 1


def test_an_undecided_question_still_matters_but_is_not_the_next_one(borrowing: Session) -> None:
    found = progress(borrowing.undecided("bot", "card"))
    assert found.standings[Spot("bot", "card")] is Standing.UNDECIDED
    assert found.undecided == 1
    assert found.next_open(END) != Spot("bot", "card")


def test_an_answer_without_effect_is_kept_and_not_counted(empty: Session) -> None:
    session = empty.answer("bot", "card", ("own",)).add_use("read").answer("read", "weather", ("boat",))
    before = progress(session)
    effects = [standing for standing in before.standings.values() if standing is Standing.ANSWERED]
    assert before.answered == len(effects)
    for spot, standing in before.standings.items():
        if standing is Standing.NO_EFFECT:
            cleared = session.clear(spot.part, spot.question)
            assert progress(cleared).standings[spot] is Standing.NEEDLESS


def test_the_count_of_what_matters_is_that_of_the_session(borrowing: Session) -> None:
    session = borrowing
    while session.to_ask():
        asked = session.to_ask()[0]
        found = progress(session)
        assert found.open + found.undecided == len(session.still_matters())
        assert found.next_open(END) == Spot(asked.part, asked.question.id)
        session = session.answer(asked.part, asked.question.id, (asked.question.options[0].id,))
    assert progress(session).next_open(END) == END


def test_stepping_to_the_side_passes_every_card_and_ends_at_the_ends(borrowing: Session) -> None:
    found = progress(borrowing)
    spot, seen = ACTIVITIES, [ACTIVITIES]
    while spot != END:
        spot = found.beside(spot, 1)
        seen.append(spot)
    assert seen[1:-1] == [spot for spot, standing in found.standings.items() if standing is not Standing.NEEDLESS]
    assert found.beside(END, 1) == END
    assert found.beside(ACTIVITIES, -1) == ACTIVITIES


def test_a_spot_that_is_gone_leads_back_to_the_beginning() -> None:
    assert Progress({}).beside(Spot("gone", "days"), 1) == ACTIVITIES
