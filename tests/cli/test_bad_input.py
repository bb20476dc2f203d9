"""Whatever is wrong with a plan: one line on stderr with its place, exit code 2, nothing on stdout, the file untouched."""

import re
from pathlib import Path

import pytest

from tests.cli.program import Program, Ran

GOOD = """\
advisor: 1
policy: lending
bot:
  card: own
uses:
  book:
    activity: borrow
    answers: {kind: book}
"""

WRONG = {
    "an unknown question": (GOOD.replace("card", "cart"), r"4:3: .*'cart'.*did you mean 'card'\?"),
    "an option that does not exist": (GOOD.replace("own", "owm"), r"4:9: .*'owm'.*did you mean 'own'\?"),
    "a misspelt key": (GOOD.replace("uses:", "usess:"), r"5:1: .*'usess'.*did you mean 'uses'\?"),
    "a misspelt key of a use": (GOOD.replace("activity", "activty"), r"7:5: .*'activty'.*did you mean 'activity'\?"),
    "an unknown activity": (GOOD.replace("borrow", "borow"), r"7:15: .*'borow'.*did you mean 'borrow'\?"),
    "a duplicate key": (GOOD + "bot:\n  card: own\n", r"9:1: .*'bot'"),
    "another policy": (GOOD.replace("lending", "landing"), r"2:9: .*'landing', not 'lending'; leave --policy out"),
    "another format": (GOOD.replace("advisor: 1", "advisor: 2"), r"1:10: .*'2'"),
    "an empty file": ("", r""),
    "no mapping": ("- a\n- b\n", r"1:1: "),
    "no YAML": ("advisor: [1\n", r"\d+:\d+: "),
    "bytes that are no text": ("advisor: \udcff\n", r"1:10: "),
    "an escape sequence as a key": (GOOD + '"\\e]52;c;x": 1\n', r"9:1: .*52;c;x"),
    "an anchor": ("advisor: &a 1\n", r"1:10: "),
    "a nest without end": ("a: " + "[" * 5000, r"\d+:\d+: "),
}


def assert_refused(ran: Ran, pattern: str, path: Path) -> None:
    assert (ran.code, ran.out) == (2, "")
    lines = ran.err.splitlines()
    assert lines
    assert any(re.match(f"{re.escape(str(path))}:? ?{pattern}", line) for line in lines), ran.err
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", ran.err)


@pytest.mark.parametrize("command", ["check", "export", "ask"])
@pytest.mark.parametrize("wrong", WRONG)
def test_a_plan_that_cannot_be_used_is_refused_and_left_alone(
    advisor: Program, tmp_path: Path, command: str, wrong: str
) -> None:
    text, pattern = WRONG[wrong]
    path = tmp_path / "bot-plan.yaml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    before = path.read_bytes(), path.stat().st_mtime_ns
    assert_refused(advisor(command, path), pattern, path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("wrong", WRONG)
def test_one_mistake_gets_one_line(advisor: Program, tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "bot-plan.yaml"
    path.write_bytes(WRONG[wrong][0].encode("utf-8", "surrogateescape"))
    several = {"a misspelt key of a use": 2, "no YAML": 1}
    assert len(advisor("check", path).err.splitlines()) <= several.get(wrong, 1)


@pytest.mark.parametrize("command", ["check", "export", "ask"])
def test_a_folder_is_no_plan(advisor: Program, tmp_path: Path, command: str) -> None:
    assert_refused(advisor(command, tmp_path), r"is a folder", tmp_path)


def test_a_file_that_is_not_there_is_missed_with_what_was_probably_meant(advisor: Program, tmp_path: Path) -> None:
    (tmp_path / "bot-plan.yaml").write_text(GOOD)
    ran = advisor("check", tmp_path / "bot-plam.yaml")
    assert_refused(ran, r"there is no such file; did you mean .*bot-plan.yaml", tmp_path / "bot-plam.yaml")


def test_a_pack_that_is_not_there_is_named(advisor: Program, tmp_path: Path) -> None:
    ran = advisor("check", "--set", "card=own", "--policy", tmp_path / "gone")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"{tmp_path / 'gone'}: ")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["chek"], "advisor: 'chek' is no command and no file; did you mean 'check'?"),
        (["check", "--formt", "json"], "advisor check: '--formt' is not expected here; did you mean '--format'?"),
        (
            ["check", "--format", "jsn"],
            "advisor check: argument --format: 'jsn' is not known; did you mean 'json'?",
        ),
        (["check", "--set"], "advisor check: argument --set: expected one argument; see advisor check --help"),
        (
            ["check", "--set", "card"],
            "advisor check: argument --set: 'card' has no value; write question=option",
        ),
        (["export"], "advisor export: the following arguments are required: PLAN; see advisor export --help"),
        (
            ["ask", "-"],
            "advisor ask: the plan cannot come from standard input; the answers come from there; name a file",
        ),
        (["check", "\x1b[2Jx.yaml"], "␛[2Jx.yaml: there is no such file"),
    ],
)
def test_a_slip_on_the_command_line_gets_one_line(advisor: Program, words: list[str], line: str) -> None:
    ran = advisor(*words)
    assert (ran.code, ran.out, ran.err) == (2, "", line + "\n")


def test_an_example_of_a_pack_is_no_plan_and_says_where_its_plan_is(advisor: Program, tmp_path: Path) -> None:
    file = tmp_path / "example.yaml"
    file.write_text("title: x\nplan: {advisor: 1, policy: lending}\nexpect: {verdict: permitted}\n", "utf-8")
    ran = advisor("check", file)
    assert (ran.code, ran.err) == (2, f"{file}: is an example of a pack; its plan is what stands under 'plan'\n")
