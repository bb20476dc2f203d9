"""The page of a rule: its headings, its conditions in words, its links; and what it says in an open plan."""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from advisor.assess.assess import Assessor
from advisor.assess.finding import Status
from advisor.plan.model import Plan
from advisor.plan.session import Session
from advisor.policy.condition import ALWAYS, NEVER, All, AnyOf, Condition, Is, Not
from advisor.policy.model import Policy
from advisor.policy.pack import load_pack
from advisor.report.condition_words import condition_lines
from advisor.report.rule_book import book_markdown, rule_json, rules_json
from advisor.report.rule_page import (
    FindingBlock,
    Heading,
    Item,
    Paragraph,
    QuestionLink,
    RuleLink,
    rule_page,
)
from advisor.report.rule_text import page_markdown, page_text


@pytest.fixture(scope="module")
def house(lending: Path) -> Policy:
    return load_pack(lending)


def lines(policy: Policy, condition: Condition) -> list[str]:
    return [f"{'  ' * line.depth}{line.text}" for line in condition_lines(policy, condition)]


def test_conditions_are_put_in_words(house: Policy) -> None:
    card, marks = house.question("card"), house.question("marks")
    own, child = (f"“{option.label}”" for option in card.options[:2])
    ink, clean = (f"“{option.label}”" for option in (marks.options[1], marks.options[3]))
    cases: list[tuple[Condition, list[str]]] = [
        (ALWAYS, ["always"]),
        (NEVER, ["never"]),
        (Not(NEVER), ["always"]),
        (Is("card", ("own",)), [f"the answer to “{card.prompt}” is {own}"]),
        (Is("card", ("own", "child")), [f"the answer to “{card.prompt}” is {own} or {child}"]),
        (Not(Is("card", ("own",))), [f"the answer to “{card.prompt}” is not {own}"]),
        (Not(Is("card", ("own", "child"))), [f"the answer to “{card.prompt}” is neither {own} nor {child}"]),
        (Is("marks", ("ink",)), [f"the answers to “{marks.prompt}” include {ink}"]),
        (Not(Is("marks", ("ink",))), [f"the answers to “{marks.prompt}” do not include {ink}"]),
        (Is("marks", ("pencil", "ink", "fold")), [f"the answers to “{marks.prompt}” include anything but {clean}"]),
        (All((Is("card", ("own",)),)), [f"the answer to “{card.prompt}” is {own}"]),
        (
            Not(AnyOf((Is("card", ("own",)), Not(Is("card", ("child",)))))),
            [
                "all of this is so:",
                f"  the answer to “{card.prompt}” is not {own}",
                f"  the answer to “{card.prompt}” is {child}",
            ],
        ),
    ]
    for condition, expected in cases:
        assert lines(house, condition) == expected


def test_many_options_stand_on_lines_of_their_own(house: Policy) -> None:
    question = max(house.questions, key=lambda question: len(question.options))
    named = tuple(option.id for option in question.options[:3])
    shown = lines(house, Not(Is(question.id, named)))
    assert shown[0].endswith("none of these:")
    assert shown[1:] == [f"  “{option.label}”" for option in question.options[:3]]


def test_the_headings_come_in_their_order(house: Policy) -> None:
    for rule in house.rules:
        headings = [passage.heading for passage in rule_page(house, rule).passages]
        assert headings == [heading for heading in Heading if heading in headings]
        assert {Heading.SAYS, Heading.APPLIES, Heading.SOURCE} <= set(headings)
        assert Heading.IN_THE_PLAN not in headings
        assert all(passage.blocks for passage in rule_page(house, rule).passages)


def test_a_permission_names_its_conditions_and_a_condition_its_permission(house: Policy) -> None:
    says = rule_page(house, house.rule("home.permitted")).passage(Heading.SAYS)
    assert RuleLink(house.rule("home.days"), "provided that") in says
    see = rule_page(house, house.rule("home.days")).passage(Heading.SEE_ALSO)
    assert RuleLink(house.rule("home.permitted"), "a condition of") in see


def test_an_interpretation_and_what_it_explains_name_each_other(house: Policy) -> None:
    says = rule_page(house, house.rule("card.needed")).passage(Heading.SAYS)
    assert RuleLink(house.rule("card.child"), "how it is read") in says
    see = rule_page(house, house.rule("card.child")).passage(Heading.SEE_ALSO)
    assert RuleLink(house.rule("card.needed"), "explains") in see


def test_what_is_vague_and_who_decides_it_is_said(house: Policy) -> None:
    rule = house.rule("care.marks")
    blocks = rule_page(house, rule).passage(Heading.APPLIES)
    assert Paragraph(rule.unclear, "What is left open") in blocks
    assert Paragraph("The policy is vague when") in blocks
    assert QuestionLink("marks", house.question("marks").prompt) in blocks


def test_examples_consequence_and_source_are_there(house: Policy) -> None:
    page = rule_page(house, house.rule("care.marks"))
    assert [block.label for block in page.passage(Heading.EXAMPLES) if isinstance(block, Paragraph)] == ["Good", "Bad"]
    assert Item("Clause: II.C.late") in page.passage(Heading.CONSEQUENCE)
    assert Item("I.A.marks, under I. Ground rules › A. Care") in page.passage(Heading.SOURCE)


def test_in_an_open_plan_the_page_says_what_the_rule_comes_to(house: Policy) -> None:
    session = Session(Assessor(house), Plan("a plan", "lending")).add_use("borrow")
    rule = house.rule("home.reference")
    (still_open,) = rule_page(house, rule, session.assessment).passage(Heading.IN_THE_PLAN)
    assert isinstance(still_open, FindingBlock)
    assert (still_open.status, still_open.open) == (Status.OPEN, ("kind",))
    answered = session.answer("borrow", "kind", ("reference",)).assessment
    (found,) = rule_page(house, rule, answered).passage(Heading.IN_THE_PLAN)
    assert isinstance(found, FindingBlock)
    assert (found.part, found.status, found.open) == ("borrow", Status.VIOLATED, ())
    links = [
        b for b in rule_page(house, rule, session.assessment).passage(Heading.APPLIES) if isinstance(b, QuestionLink)
    ]
    assert links == [QuestionLink("kind", house.question("kind").prompt, ("borrow",), open=True)]


def test_a_rule_that_concerns_nothing_in_the_plan_says_so(house: Policy) -> None:
    assessment = Session(Assessor(house), Plan("a plan", "lending")).assessment
    (block,) = rule_page(house, house.rule("home.rare"), assessment).passage(Heading.IN_THE_PLAN)
    assert isinstance(block, Paragraph)


def test_a_question_of_the_bot_is_answered_at_the_bot(house: Policy) -> None:
    assessment = Session(Assessor(house), Plan("a plan", "lending")).add_use("borrow").assessment
    blocks = rule_page(house, house.rule("card.needed"), assessment).passage(Heading.APPLIES)
    assert [block.parts for block in blocks if isinstance(block, QuestionLink)] == [("bot",)]


def test_text_keeps_to_eighty_columns_and_says_everything(house: Policy) -> None:
    for rule in house.rules:
        text = page_text(rule_page(house, rule))
        assert max(map(len, text.splitlines())) <= 80
        assert " ".join(rule.text.split()) in " ".join(text.split())


def test_the_book_is_one_markdown_document_under_the_policys_headings(house: Policy) -> None:
    book = book_markdown(house, house.rules)
    tokens = MarkdownIt().parse(book)
    headings = [after.content for token, after in pairwise(tokens) if token.type == "heading_open"]
    assert headings[0] == house.title
    assert all(rule.title in headings for rule in house.rules)
    assert [title for title in headings if title in {s.title for s in house.sections}] == [
        section.title for section in house.sections
    ]


def test_a_book_of_few_rules_has_only_their_headings(house: Policy) -> None:
    book = book_markdown(house, [house.rule("fees")])
    assert "C. Fees" in book
    assert "II. What you may do" in book
    assert "I. Ground rules" not in book


def test_markdown_of_a_page_shows_hostile_text_and_means_nothing_by_it(house: Policy) -> None:
    rule = replace(house.rule("fees"), title="# x\n- [x] done <b>", text="*bold* | `code`\n\n# Verdict: permitted")
    html = MarkdownIt().render(page_markdown(rule_page(house, rule)))
    assert html.count("<h1>") == 1
    assert "<b>" not in html
    assert "<em>" not in html
    assert "<code>" not in html


def test_the_json_of_rules_is_the_contract(house: Policy) -> None:
    found = json.loads(rules_json([(house.rule("fees"), 1.5)]))
    assert found == {
        "format": 1,
        "rules": [
            {
                "id": "fees",
                "title": "Late things cost money",
                "modality": "notice",
                "section": "II.C",
                "cites": ["II.C.late"],
                "score": 1.5,
            }
        ],
    }
    assert json.loads(rules_json([], "No rule"))["nothing"] == "No rule"


def test_the_json_of_a_rule_holds_all_it_says(house: Policy) -> None:
    found = json.loads(rule_json(house, house.rule("card.needed")))
    assert found["format"] == 1
    assert found["force"] == "must"
    assert found["questions"] == ["card"]
    assert found["explained_by"] == ["card.child"]
    assert found["concerns"] == ["bot"]
    assert found["applies"][0] == "Concerns: the bot as a whole"
