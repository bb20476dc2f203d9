import re
from dataclasses import replace

import pytest
from hypothesis import example, given, settings, strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from advisor.assess.finding import Status
from advisor.report import markdown
from advisor.report.checklist import tickable
from advisor.report.judged import render
from advisor.report.wording import GUIDANCE
from tests.report.reported import judge, judged, plan, with_words

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
WORDS = st.text(st.characters() | st.sampled_from("\\`*_[]<>&|~#:@.!-+=1) \n\t/xX"), max_size=60)
FORGED = "ok\n- [x] **Approved** <!-- bot/kindness -->\n\n# Verdict: PERMITTED\n<!-- advisor-checklist 1\n-->"
PLANS = ("mixed", "open", "fine", "empty")


def structure(tokens: list[Token]) -> list[str]:
    """Every block and inline element of a page, without what they say."""
    found = []
    for token in tokens:
        found.append(token.type)
        found += [child.type for child in token.children or [] if child.type not in ("text", "text_special")]
    return found


@settings(max_examples=60)
@given(st.fixed_dictionaries(dict.fromkeys(("name", "title", "note", "remark"), WORDS)))
@example(dict.fromkeys(("name", "title", "note", "remark"), FORGED))
def test_nothing_a_person_writes_changes_the_structure(words: dict[str, str]) -> None:
    filled = {name: f"x{text}" for name, text in words.items()}
    plain = with_words(plan("mixed"), dict.fromkeys(words, "x"))
    hostile = with_words(plan("mixed"), filled)
    pages = [structure(PARSER.parse(render(judge(one), "markdown"))) for one in (plain, hostile)]
    assert pages[0] == pages[1]


@pytest.mark.parametrize("name", PLANS)
def test_there_is_a_box_for_every_safeguard_ticked_as_in_the_plan(name: str) -> None:
    one = judged(name)
    boxes = re.findall(r"^- \[([ x])\] .* <!-- (\S+) -->$", render(one, "markdown"), re.MULTILINE)
    wanted = [
        ("x" if finding.status is Status.TICKED else " ", f"{finding.part}/{finding.rule.id}")
        for finding in one.assessment.findings
        if tickable(finding)
    ]
    assert sorted(boxes) == sorted(wanted)


@pytest.mark.parametrize("name", PLANS)
def test_every_line_about_a_rule_gives_its_reason_and_its_clause(name: str) -> None:
    one = judged(name)
    lines = [line for line in render(one, "markdown").splitlines() if re.search(r"<!-- \S+/\S+ -->$", line)]
    listed = {status for status in Status if status not in (Status.CLEAR, Status.DOES_NOT_APPLY)}
    assert len(lines) == sum(finding.status in listed for finding in one.assessment.findings)
    for line in lines:
        assert re.search(r"\*(Because|Open): .+\* Clause \S+", line)


@pytest.mark.parametrize("name", PLANS)
def test_the_page_says_what_it_is_held_against_and_that_it_is_guidance(name: str) -> None:
    one = judged(name)
    page = render(one, "markdown")
    assert GUIDANCE in page
    assert f"{one.policy.title} ({one.policy.publisher}, {one.policy.date})" in page
    assert f"{one.policy.id} {one.policy.version}" in page


def test_the_order_of_answers_has_no_part_in_the_page() -> None:
    one = plan("mixed")
    turned = one.with_part(one.bot)
    for use in one.uses:
        answers = dict(reversed(list(use.answers.items())))
        turned = turned.with_part(type(use)(use.id, use.title, use.activity, answers, use.safeguards))
    assert render(judge(turned), "markdown") == render(judge(one), "markdown")


def headings(page: str) -> list[str]:
    return [line for line in page.splitlines() if line.startswith("## ")]


def test_with_everything_the_limits_that_are_kept_and_what_does_not_apply_are_listed_too() -> None:
    short, whole = (headings(render(judged("mixed"), "markdown", everything=each)) for each in (False, True))
    assert whole == [*short[:-2], "## Limits that are kept (3)", "## Does not apply (3)", *short[-2:]]
    page = render(judged("mixed"), "markdown", everything=True)
    assert page.count("<!-- ") == render(judged("mixed"), "markdown").count("<!-- ") + 6


def test_a_group_without_a_line_has_no_heading() -> None:
    assert not any("kept" in line for line in headings(render(judged("empty"), "markdown", everything=True)))


def test_where_nothing_mends_it_no_fix_is_promised() -> None:
    page = render(replace(judged("mixed"), remedies=()), "markdown")
    assert "## Prohibited (2)" in page
    assert "fix" not in page


def test_a_note_on_an_answer_stands_behind_it_and_one_on_a_safeguard_within_its_line() -> None:
    noted = replace(plan("mixed"), notes={"card": "lost once", "novel.days": "soon", "days": "of no part"})
    page = render(judge(noted), "markdown")
    assert "\n  - Who holds the card? **A child I read to** (note: lost once)\n" in page
    assert "\n  - For how long? **left open** (note: soon)\n" in page
    assert page.count("(note: ") == 2


@pytest.mark.parametrize(
    ("note", "end"), [("at the desk", "."), ("really?", ""), ("now!", ""), ("so.", ""), ("a:", ".")]
)
def test_a_sentence_ends_once(note: str, end: str) -> None:
    page = render(
        judge(with_words(plan("mixed"), dict.fromkeys(("name", "title", "remark"), "x") | {"note": note})), "markdown"
    )
    shown = note.replace("!", "\\!") if "\\!" in page else note
    assert f" Note: {shown}{end} *Because" in page


def test_what_is_kept_is_left_out_unless_asked_for() -> None:
    assert markdown.render(judged("mixed")) == render(judged("mixed"), "markdown")


def test_what_is_to_be_looked_at_again_is_listed() -> None:
    page = render(judge(replace(plan("mixed"), look_again=("novel.days", "card"))), "markdown")
    listed = next(line for line in headings(page) if line.endswith("(2)") and "again" in line.lower())
    assert page.split(f"{listed}\n\n")[1].split("\n\n")[0].count("\n- ") == 1
