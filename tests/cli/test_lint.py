"""`advisor lint` as it is called: what it prints, and the exit code."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.program import PACK, Program

WARNING = (
    "questions/1-reader.yaml:21:14: warning: to every rule the options 'pencil' and 'fold' of 'marks' are the same; "
    "tell them apart in a rule, or make them one option"
)


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(PACK, tmp_path / "packs" / "lending")
    return Path("packs/lending")


def change(pack: Path, file: str, old: str, new: str) -> None:
    text = (pack / file).read_text("utf-8")
    assert old in text
    (pack / file).write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize("words", [["packs/lending"], ["packs"]])
def test_a_sound_pack_exits_0_though_it_has_a_warning(advisor: Program, pack: Path, words: list[str]) -> None:
    ran = advisor("lint", *words)
    assert ran.code == 0
    assert ran.out.splitlines() == [
        f"{pack}/{WARNING}",
        f"{pack}: 14 rules, 8 questions, 3 examples: no problems, 1 warning",
    ]
    assert ran.err == ""


def test_a_pack_that_does_not_hold_exits_1(advisor: Program, pack: Path) -> None:
    change(pack, "rules/2-things.yaml", "met_when: {days: short}", "met_when: {days: open}")
    ran = advisor("lint", "packs/lending")
    assert ran.code == 1
    assert "`met_when` of the rule 'home.days' changes nothing" in ran.out
    assert ran.out.endswith(": 1 problem, 2 warnings\n")


def test_a_pack_that_cannot_be_read_exits_2_with_every_reason(advisor: Program, pack: Path) -> None:
    change(pack, "rules/2-things.yaml", "broken_when: {days: open}", "broken_when: {days: opne}")
    change(pack, "policy.yaml", "ask: Ask", "aks: Ask")
    ran = advisor("lint", "packs/lending")
    assert ran.code == 2
    assert "did you mean 'open'?" in ran.out
    assert "did you mean 'ask'?" in ran.out
    assert ran.out.endswith("packs/lending: cannot be read: 2 problems, no warnings\n")


def test_the_worst_pack_of_several_decides_the_exit_code(advisor: Program, pack: Path) -> None:
    shutil.copytree(pack, "packs/broken")
    change(Path("packs/broken"), "policy.yaml", "id: lending", "id: broken")
    shutil.rmtree("packs/broken/examples")
    change(Path("packs/broken"), "rules/2-things.yaml", "met_when: {days: short}", "met_when: {days: open}")
    ran = advisor("lint", "packs")
    assert ran.code == 1
    assert [line.split(":")[0] for line in ran.out.splitlines() if " rules, " in line] == [
        "packs/broken",
        "packs/lending",
    ]


def test_json_says_the_same(advisor: Program, pack: Path) -> None:
    change(pack, "rules/2-things.yaml", "met_when: {days: short}", "met_when: {days: open}")
    ran = advisor("lint", "packs/lending", "--format", "json")
    assert ran.code == 1
    found = json.loads(ran.out)
    assert found["format"] == 1
    (one,) = found["packs"]
    assert (one["path"], one["id"], one["version"], one["sound"]) == ("packs/lending", "lending", "1.1.0", False)
    warning, _, problem = one["problems"]
    assert (
        f"{warning['path']}:{warning['line']}:{warning['column']}: warning: {warning['message']}; {warning['hint']}"
        == (f"{pack}/{WARNING}")
    )
    assert warning["warning"] is True
    assert (problem["warning"], problem["line"]) == (False, 11)


@pytest.mark.parametrize(
    ("word", "line"),
    [
        ("nowhere", "there is no policy 'nowhere'"),
        ("packs/lending/policy.yaml", "packs/lending/policy.yaml: is a file; name the folder of its pack"),
    ],
)
def test_a_pack_that_is_not_there_is_one_line(advisor: Program, pack: Path, word: str, line: str) -> None:
    assert pack.exists()
    ran = advisor("lint", word)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith(line)
    assert ran.err.count("\n") == 1


def test_what_there_is_instead_is_told_in_the_packs_order(advisor: Program, pack: Path) -> None:
    change(pack, "rules/2-things.yaml", "when: {kind: reference}", "when: {kind: zither}")
    assert "there is book, film, reference, rare\n" in advisor("lint", "packs/lending").out


def test_what_a_file_says_cannot_steer_the_terminal(advisor: Program, pack: Path) -> None:
    change(pack, "rules/2-things.yaml", "id: carry", 'id: "carry\\e]52;c;eA==\\a"')
    ran = advisor("lint", "packs/lending")
    assert ran.code == 2
    assert "\x1b" not in ran.out
    assert "\x07" not in ran.out
