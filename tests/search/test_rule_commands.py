"""`advisor rules` and `advisor rule` from the command line: any words, one-line mistakes, text that can be piped."""

import json
import sys
from pathlib import Path

import pytest

from advisor.cli.main import main
from advisor.policy.pack import load_pack

Capture = pytest.CaptureFixture[str]


def run(lending: Path, capsys: Capture, *arguments: str) -> tuple[int, str, str]:
    code = main([arguments[0], "--policy", str(lending), *arguments[1:]])
    out, err = capsys.readouterr()
    return code, out, err


def test_words_find_rules_with_their_reasons(lending: Path, capsys: Capture) -> None:
    code, out, err = run(lending, capsys, "rules", "scribling", "on", "pages")
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "No ink on the pages"
    assert "  care.marks · prohibition · I.A.marks" in out.splitlines()
    assert "“scribling” (scribble, keywords)" in out


@pytest.mark.parametrize("word", ["lint", "rules", "help", "check"])
def test_any_word_can_be_searched(word: str, lending: Path, capsys: Capture) -> None:
    code, out, _ = run(lending, capsys, "rules", word)
    assert code == 0
    assert out


@pytest.mark.parametrize("words", [["zzzz"], ["the"], ["a"], ["--", "-x"], ["éé"]])
def test_words_that_say_nothing_list_no_rules(words: list[str], lending: Path, capsys: Capture) -> None:
    code, out, err = run(lending, capsys, "rules", *words)
    assert (code, err, out.count("\n")) == (0, "", 1)
    assert "No rule says anything" in out or "too little to search for" in out


def test_an_activity_that_no_rule_covers_is_told_beside_the_rules(lending: Path, capsys: Capture) -> None:
    query = ("rules", "ink", "marks", "pencil", "while", "it", "reads")
    told = "“reads”: “Reads in the hall” is an activity these rules do not cover."
    assert f"Beside these: {told}\n" in run(lending, capsys, *query)[1].replace("\n", " ").replace(". ", ".\n")
    assert json.loads(run(lending, capsys, *query, "--format", "json")[1])["beside"] == told


def test_a_word_with_a_dash_comes_after_two(lending: Path, capsys: Capture) -> None:
    assert run(lending, capsys, "rules", "--", "--zeppelin")[1] == "No rule says anything about “zeppelin”.\n"


def test_words_may_stand_on_both_sides_of_an_option(lending: Path, capsys: Capture) -> None:
    apart = run(lending, capsys, "rules", "ink", "--limit", "1", "pages")
    assert apart == run(lending, capsys, "rules", "--limit", "1", "ink", "pages")
    assert apart[0] == 0


def test_that_nothing_is_said_is_an_answer(lending: Path, capsys: Capture) -> None:
    code, out, err = run(lending, capsys, "rules", "reading", "in", "the", "hall")
    assert (code, err) == (0, "")
    assert "is an activity these rules do not cover" in out


def test_json_gives_scores_and_the_reason_for_nothing(lending: Path, capsys: Capture) -> None:
    found = json.loads(run(lending, capsys, "rules", "ink", "--format", "json")[1])
    assert found["format"] == 1
    assert found["rules"][0]["id"] == "care.marks"
    assert found["rules"][0]["score"] > 0
    assert "nothing" not in found
    nothing = json.loads(run(lending, capsys, "rules", "zeppelin", "--format", "json")[1])
    assert nothing["rules"] == []
    assert "zeppelin" in nothing["nothing"]


def test_without_words_all_rules_are_listed_under_their_headings(lending: Path, capsys: Capture) -> None:
    _, out, _ = run(lending, capsys, "rules")
    policy = load_pack(lending)
    assert [line[2:] for line in out.splitlines() if line.startswith("- ")] == [
        rule.title for section in policy.sections for rule in policy.rules if rule.section == section.id
    ]
    assert "I. Ground rules › A. Care" in out.splitlines()
    assert max(map(len, out.splitlines())) <= 80


def test_the_whole_book_comes_as_markdown(lending: Path, capsys: Capture) -> None:
    _, out, _ = run(lending, capsys, "rules", "--format", "markdown")
    assert out.startswith("# Lending rules of a small library\n")
    assert all(f"# {rule.title}\n" in out for rule in load_pack(lending).rules)


def test_filters_narrow(lending: Path, capsys: Capture) -> None:
    _, out, _ = run(lending, capsys, "rules", "--modality", "approval", "--activity", "borrow", "--format", "json")
    assert [rule["id"] for rule in json.loads(out)["rules"]] == ["home.rare"]


def test_a_cut_list_says_how_many_there_are(lending: Path, capsys: Capture) -> None:
    whole = run(lending, capsys, "rules", "thing", "slip", "--limit", "99")[1]
    cut = run(lending, capsys, "rules", "thing", "slip", "--limit", "1")[1]
    number = whole.count(" · ") // 2
    assert number > 1
    assert cut.endswith(f"There are {number} in all; --limit {number} shows them.\n")
    assert "in all" not in whole


def test_filters_that_leave_nothing_say_so(lending: Path, capsys: Capture) -> None:
    assert "No rule is left" in run(lending, capsys, "rules", "ink", "--modality", "approval")[1]
    assert "No rule is left" in run(lending, capsys, "rules", "--modality", "approval", "--activity", "renew")[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("rules", "--modality", "prohibtion"), "did you mean 'prohibition'?"),
        (("rules", "--activity", "borow"), "no activity is called 'borow'; did you mean 'borrow'?"),
        (("rules", "--limit", "0"), "'0' is not a number from 1 up"),
        (("rules", "--limit", "x"), "'x' is not a number from 1 up"),
        (("rule", "care.mark"), "no rule, clause or section is called 'care.mark'; did you mean 'care.marks'?"),
        (("rule", "I.A.weathr"), "did you mean 'I.A.weather'?"),
        (("rule", "zeppelin"), "to search: advisor rules zeppelin"),
        (("rule", "care of marks"), "to search: advisor rules care of marks"),
        (("rule", "\x1b]0;x\x07"), "'\\x1b]0;x\\x07'"),
    ],
)
def test_a_mistake_is_one_line_that_helps(
    arguments: tuple[str, ...], message: str, lending: Path, capsys: Capture
) -> None:
    code, out, err = run(lending, capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert message in err


@pytest.mark.parametrize("name", ["care.marks", "CARE.MARKS", "I.A.marks"])
def test_a_rule_is_shown_by_its_id_or_by_its_only_clause(name: str, lending: Path, capsys: Capture) -> None:
    code, out, _ = run(lending, capsys, "rule", name)
    assert code == 0
    assert out.startswith("No ink on the pages\ncare.marks · prohibition · I.A.marks\n\nWhat it says\n")


def test_a_clause_of_several_rules_and_a_section_list_theirs(lending: Path, capsys: Capture) -> None:
    _, out, _ = run(lending, capsys, "rule", "I.A.weather")
    assert [line.split(" · ")[0].strip() for line in out.splitlines() if " · " in line] == ["care.weather", "carry"]
    _, section, _ = run(lending, capsys, "rule", "II.B", "--format", "json")
    assert [rule["id"] for rule in json.loads(section)["rules"]] == ["renew.waiting", "renew.slip"]
    title = next(one.title for one in load_pack(lending).sections if one.id == "II.B")
    assert run(lending, capsys, "rule", title.upper(), "--format", "json")[1] == section


def test_a_clause_that_is_no_rule_gives_the_reason(lending: Path, capsys: Capture) -> None:
    code, out, _ = run(lending, capsys, "rule", "end.printed")
    assert code == 0
    assert out.startswith("end.printed is no rule: It says when the page was printed")


def test_a_rule_comes_as_json_and_markdown(lending: Path, capsys: Capture) -> None:
    assert json.loads(run(lending, capsys, "rule", "fees", "--format", "json")[1])["id"] == "fees"
    assert run(lending, capsys, "rule", "fees", "--format", "markdown")[1].startswith("# Late things cost money\n")


def test_a_pipe_gets_no_escape_codes_and_a_terminal_bold_words(
    lending: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "\x1b" not in run(lending, capsys, "rules", "ink")[1]
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    assert "No \x1b[1mink\x1b[0m on the pages" in run(lending, capsys, "rules", "ink")[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run(lending, capsys, "rules", "ink")[1]
