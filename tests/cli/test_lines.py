"""A plan a line on standard input: each judged as a file would be, none held longer than its turn."""

import errno
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from advisor.cli.main import main
from advisor.report.judge import Judge
from tests.cli.program import PACK, PLANS, Program, process
from tests.report.test_judge import lending, some_plans

OTHER = (
    "the plan is for the policy 'borrowing', not 'lending'; leave --policy out, or write lending here if it is meant"
)
FINE = '{"advisor": 1, "policy": "lending", "name": "Nothing yet", "bot": {"card": "own", "marks": ["ink"]}}'
ENDLESS = '{"advisor": "' + "x" * 700_000 + '"}'


def test_a_line_is_judged_as_a_file_with_the_same_plan_is(advisor: Program, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(FINE, encoding="utf-8")
    read = json.loads(advisor("check", plan, "--format", "json").out)
    line = json.loads(advisor("check", "--lines", "--format", "json", typed=FINE).out)
    assert line.pop("plan") == {**read.pop("plan"), "path": "-", "line": 1}
    assert line == read


def test_the_function_for_other_programs_gives_what_check_prints(advisor: Program) -> None:
    judge = Judge(lending())
    ran = advisor("check", "--lines", "--format", "json", typed="\n".join(map(json.dumps, some_plans(20))))
    printed = [json.loads(line) for line in ran.out.splitlines()]
    judged = [found for found in map(judge, some_plans(20)) if "errors" not in found]
    assert len(judged) == 19
    for one, other in zip(judged, printed, strict=True):
        assert {**one, "plan": None} == {**other, "plan": None}
        assert one["plan"] == {"name": other["plan"]["name"], "path": None, "sha256": other["plan"]["sha256"]}


def test_lines_that_cannot_be_used_are_told_and_the_rest_go_on(advisor: Program) -> None:
    lines = [
        FINE,
        "",
        "{",
        FINE,
        '{"advisor": 1, "policy": "borrowing"}',
        '{"advisor": 1, "policy": "lending", "bot": {"cart": "own", "mark": "ink"}}',
        ENDLESS,
        FINE,
    ]
    ran = advisor("check", "--lines", "--format", "json", typed="\n".join(lines))
    assert [json.loads(line)["plan"]["line"] for line in ran.out.splitlines()] == [1, 4, 8]
    assert ran.err.splitlines() == [
        "-:3:2: is not JSON: expecting property name enclosed in double quotes; one line holds one plan",
        f"-:5:1: {OTHER}",
        "-:6:1: there is no question 'cart' (and 1 more); did you mean 'card'?",
        "-:7:1: is larger than 256 KiB; this is not the plan that was meant",
    ]
    assert ran.code == 2


def test_the_code_is_that_of_the_worst_line(advisor: Program) -> None:
    undecided = '{"advisor": 1, "policy": "lending"}'
    assert advisor("check", "--lines", typed=f"{undecided}\n").code == 3
    assert advisor("check", "--lines", typed=f"{undecided}\n{FINE}\n{undecided}").code == 1


def test_lines_are_written_in_words_too(advisor: Program) -> None:
    ran = advisor("check", "-", "--lines", typed=f"{FINE}\r\n{FINE}")
    assert ran.out.count("Nothing yet: prohibited\n") == 2
    assert "\n\nNothing yet" in ran.out


def test_what_is_set_on_the_command_line_holds_for_every_line(advisor: Program) -> None:
    ran = advisor("check", "--lines", "--set", "marks=nothing", "--format", "json", typed=f"{FINE}\n{FINE}")
    assert [json.loads(line)["verdict"] for line in ran.out.splitlines()] == ["undecided"] * 2


def test_a_line_made_with_another_pack_says_so_with_its_number(advisor: Program) -> None:
    old = FINE.replace('"name"', '"version": "9.0.0", "name"')
    assert advisor("check", "--lines", typed=f"{FINE}\n{old}").err.startswith(
        "-:2: The plan was made with pack version"
    )


def test_remedies_are_left_out_when_nobody_wants_them(advisor: Program) -> None:
    with_them, without = (
        json.loads(advisor("check", *words, "--format", "json", PLANS / "mixed.yaml").out)
        for words in ((), ("--no-remedies",))
    )
    assert with_them["remedies"]
    assert without == {**with_them, "remedies": []}


def test_lines_and_a_file_do_not_go_together(advisor: Program) -> None:
    ran = advisor("check", "--lines", PLANS / "mixed.yaml")
    assert (ran.code, ran.err) == (
        2,
        "advisor check: --lines reads standard input; leave the file out and write `< FILE` behind\n",
    )


@pytest.mark.parametrize("typed", ["", "\n \n"])
def test_no_line_at_all_is_no_success(advisor: Program, typed: str) -> None:
    ran = advisor("check", "--lines", typed=typed)
    assert (ran.code, ran.out, ran.err) == (2, "", "-: is empty; it needs a plan a line\n")


def test_without_standard_input_there_are_no_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["check", "--lines", "--policy", PACK]) == 2
    assert capsys.readouterr().err == "-: standard input is closed; pipe a plan a line into it\n"


def test_standard_input_that_breaks_is_one_line_after_what_was_judged(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Breaking(io.BytesIO):
        def readline(self, size: int | None = -1) -> bytes:
            found = super().readline(size)
            if not found:
                raise OSError(errno.EIO, "Input/output error")
            return found

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Breaking(f"{FINE}\n".encode())))
    assert main(["check", "--lines", "--policy", PACK]) == 2
    captured = capsys.readouterr()
    assert captured.out.startswith("Nothing yet: prohibited\n")
    assert captured.err == "standard input: cannot be used: input/output error\n"


def test_each_line_is_answered_before_the_next_is_there() -> None:
    """So a line is forgotten before the next, and whoever talks to the program over a pipe never waits."""
    running = process(["check", "--lines", "--format", "json", "--policy", PACK], stdin=subprocess.PIPE)
    assert running.stdin
    assert running.stdout
    for number in (1, 2, 3):
        running.stdin.write(FINE.encode() + b"\n")
        running.stdin.flush()
        assert json.loads(running.stdout.readline())["plan"]["line"] == number
    running.stdin.close()
    assert running.wait(timeout=60) == 1
    running.stdout.close()
