"""A new plan file, written to be read: what stands in it, in which order, and what is left out."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from advisor.plan.file import new_plan, plan_source
from advisor.plan.model import UNDECIDED, Part, Tick
from advisor.plan.reading import Outdated
from advisor.plan.text import STEP, Entries, Prose, Word, Words, block, flow, plan_data, plan_text, with_gone
from advisor.policy.pack import load_pack
from advisor.source.error import Problem

POLICY = load_pack(Path(__file__).parent.parent / "packs" / "lending")
EMPTY = new_plan(POLICY, "Summer")
WHOLE = replace(
    EMPTY.with_part(
        replace(
            EMPTY.bot,
            answers={"marks": ("ink", "fold"), "card": ("own",)},
            safeguards={"card.needed": Tick(note="at the desk, Mondays")},
        )
    ),
    uses=(
        Part(
            "books",
            "Once more",
            "borrow",
            {"weather": ("boat",), "days": UNDECIDED},
            {"care.weather": Tick(done=True), "home.days": Tick(True, "one\ntwo")},
        ),
        Part("hall", POLICY.activity("read").title, "read"),
    ),
    notes={"shopping": "bags", "books.kind": "two\n\nlines", "": "no key"},
)
TEXT = """\
advisor: 1
policy: lending
version: 1.1.0
name: Summer
bot:
  card: own
  marks: [ink, fold]
safeguards:
  card.needed: {done: false, note: "at the desk, Mondays"}
uses:
  books:
    activity: borrow
    title: Once more
    answers:
      days: undecided
      weather: boat
    safeguards:
      care.weather: {done: true}
      home.days: {done: true, note: "one\\ntwo"}
  hall:
    activity: read
notes:
  "": no key
  books.kind: |-
    two

    lines
  shopping: bags
"""


def test_a_new_file_has_the_order_of_the_policy_and_leaves_out_what_says_nothing() -> None:
    assert plan_text(WHOLE, POLICY) == TEXT
    assert plan_text(EMPTY, POLICY) == "advisor: 1\npolicy: lending\nversion: 1.1.0\nname: Summer\n"
    assert plan_text(replace(EMPTY, policy_version=""), POLICY) == "advisor: 1\npolicy: lending\nname: Summer\n"


@pytest.mark.parametrize(
    ("version", "written"),
    [
        ("1.2.3", "1.2.3"),
        ("1.2", '"1.2"'),
        ("1.2.3.4", '"1.2.3.4"'),
        ("1.2.x", '"1.2.x"'),
        ("a.b.c", "a.b.c"),
        ("2017-11-03", '"2017-11-03"'),
    ],
)
def test_no_reader_of_yaml_takes_a_version_for_a_number(version: str, written: str) -> None:
    assert f"\nversion: {written}\n" in plan_text(replace(EMPTY, policy_version=version), POLICY)


def test_the_same_as_data_is_a_plan_file_once_it_is_written_as_json() -> None:
    data = plan_data(WHOLE, POLICY)
    assert data["bot"] == {"card": "own", "marks": ["ink", "fold"]}
    assert data["safeguards"] == {"card.needed": {"done": False, "note": "at the desk, Mondays"}}
    assert plan_source(json.dumps(data).encode()).plan(POLICY) == plan_source(TEXT.encode()).plan(POLICY)


LINES = Entries({"a b": Entries({"c": Prose("one\ntwo"), "d": Words(("x", "y"))}), "e": Word("true")})


@pytest.mark.parametrize(
    ("newline", "literal", "lines"),
    [
        ("\n", True, [">a b:", ">--c: |-\n>----one\n>----two", ">--d: [x, y]", ">e: true"]),
        ("\r\n", True, [">a b:", ">--c: |-\r\n>----one\r\n>----two", ">--d: [x, y]", ">e: true"]),
        ("\n", False, [">a b:", '>--c: "one\\ntwo"', ">--d: [x, y]", ">e: true"]),
    ],
)
def test_a_section_is_written_with_the_breaks_and_the_indentation_of_its_file(
    newline: str, *, literal: bool, lines: list[str]
) -> None:
    assert block(LINES, ">", "--", newline, literal=literal) == lines


def test_what_stands_between_braces_is_quoted_where_it_would_end_there() -> None:
    notes = Entries({"a, b": Prose("c, d"), "e f": Prose("g h")})
    assert flow(notes) == '{"a, b": "c, d", e f: g h}'
    assert block(notes, "", STEP) == ["a, b: c, d", "e f: g h"]


PROBLEM = Problem(None, "x")
GONE: dict[str, tuple[Outdated, Entries, Entries]] = {
    "an answer about the bot": (
        Outdated("bot", "answers", "mark", "ink", PROBLEM),
        Entries({}),
        Entries({"name": Prose("n"), "bot": Entries({"card": Word("own"), "mark": Word("ink")})}),
    ),
    "a tick of the bot": (
        Outdated("bot", "safeguards", "mark", "in place", PROBLEM),
        Entries({}),
        Entries(
            {
                "name": Prose("n"),
                "bot": Entries({"card": Word("own")}),
                "safeguards": Entries({"mark": Word("in place")}),
            }
        ),
    ),
    "an answer of a use": (
        Outdated("a", "answers", "mark", "ink", PROBLEM),
        Entries({"bot": Entries({"mark": Word("ink")}), "uses": Entries({"a": Word("x")})}),
        Entries(
            {
                "name": Prose("n"),
                "bot": Entries({"card": Word("own")}),
                "uses": Entries({"a": Entries({"answers": Entries({"mark": Word("ink")})})}),
            }
        ),
    ),
    "an answer that is given anew": (
        Outdated("bot", "answers", "mark", "ink", PROBLEM),
        Entries({"bot": Entries({"mark": Word("pencil")})}),
        Entries({"name": Prose("n"), "bot": Entries({"card": Word("own")})}),
    ),
}


@pytest.mark.parametrize(("outdated", "new", "was"), GONE.values(), ids=GONE)
def test_what_is_out_of_date_stands_among_the_old_entries_unless_it_is_written_over(
    outdated: Outdated, new: Entries, was: Entries
) -> None:
    old = Entries({"name": Prose("n"), "bot": Entries({"card": Word("own")})})
    assert with_gone(old, [outdated], new) == was
    assert with_gone(old, [], new) == old
