"""A plan as a value: its parts, and the case that is made of them."""

from pathlib import Path

import pytest

from advisor.assess.case import Answer, Case, CasePart
from advisor.plan import model as module
from advisor.plan.model import UNDECIDED, Part, Plan, Tick, entry_key
from advisor.policy.pack import load_pack

BOT_PART = Part("bot", "The bot", None, {"card": UNDECIDED, "kind": ("book",), "marks": ("ink", "fold")})
BOOKS = Part(
    "books",
    "Two books",
    "borrow",
    {"kind": ("book",), "days": UNDECIDED, "waiting": ("yes",), "times": UNDECIDED},
    {"care.weather": Tick(done=True), "home.days": Tick(note="later"), "renew.slip": Tick(done=True)},
)
HALL = Part("hall", "In the hall", "read")
PLAN = Plan("Summer", "lending", bot=BOT_PART, uses=(BOOKS, HALL))


def test_the_case_holds_of_each_part_what_it_is_asked_and_what_is_in_place(lending: Path) -> None:
    assert PLAN.case(load_pack(lending)) == Case(
        CasePart("bot", "The bot", None, {"marks": ("ink", "fold")}, frozenset(), frozenset({"card"})),
        (
            CasePart(
                "books",
                "Two books",
                "borrow",
                {"kind": ("book",)},
                frozenset({"care.weather", "renew.slip"}),
                frozenset({"days"}),
            ),
            CasePart("hall", "In the hall", "read", {}, frozenset(), frozenset()),
        ),
    )


def test_equal_answers_are_one_object_in_all_cases(lending: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ANSWERS", 2)
    monkeypatch.setattr(module, "_ANSWERS", {})
    policy = load_pack(lending)

    def marks(*chosen: str) -> Answer:
        return Plan("P", "lending", bot=Part("bot", "B", None, {"marks": chosen})).case(policy).bot.answers["marks"]

    first = marks("ink", "fold")
    assert marks("ink", "fold") is first == ("ink", "fold")
    for chosen in ("ink", "fold", "ink", "none"):
        assert marks(chosen) == (chosen,)
        assert 1 <= len(module._ANSWERS) <= 2
    assert marks("ink", "fold") == first


def test_a_part_is_found_by_its_id_and_takes_the_place_of_the_old_one() -> None:
    assert [PLAN.part(name) for name in ("bot", "books", "hall")] == [BOT_PART, BOOKS, HALL]
    with pytest.raises(KeyError, match=r"^'attic'$"):
        PLAN.part("attic")
    other = Part("books", "One book", "borrow")
    assert PLAN.with_part(other).parts == (BOT_PART, other, HALL)
    assert PLAN.with_part(Part("bot", "B")).parts == (Part("bot", "B"), BOOKS, HALL)


def test_notes_are_called_by_their_question_and_its_use() -> None:
    assert entry_key("bot", "card") == "card"
    assert entry_key("books", "kind") == "books.kind"
