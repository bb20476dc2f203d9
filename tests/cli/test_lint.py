"""`advisor lint` as it is called: what it prints, and the exit code."""

import json
import shlex
import shutil
from pathlib import Path

import pytest

from advisor.report import rule_book
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


@pytest.mark.parametrize("words", [["packs/lending"], ["./packs"]])
def test_a_sound_pack_exits_0_though_it_has_a_warning(advisor: Program, pack: Path, words: list[str]) -> None:
    ran = advisor("lint", *words)
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0] == f"{pack}/{WARNING} [options-alike]"
    assert all(": warning: " in line for line in lines[:-1])
    assert lines[-1] == f"{pack}: 14 rules, 8 questions, 3 examples: no problems, {len(lines) - 1} warnings"
    assert ran.err == ""
    assert advisor("lint", *words, "--strict").code == 1


def test_a_pack_that_does_not_hold_exits_1(advisor: Program, pack: Path) -> None:
    change(pack, "rules/2-things.yaml", "met_when: {days: short}", "met_when: {days: open}")
    ran = advisor("lint", "packs/lending")
    assert ran.code == 1
    assert "`met_when` of the rule 'home.days' changes nothing" in ran.out
    assert ran.out.endswith(": 1 problem, 8 warnings\n")


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
    ran = advisor("lint", "./packs")
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
    warning = one["problems"][0]
    (problem,) = [each for each in one["problems"] if not each["warning"]]
    assert (
        f"{warning['path']}:{warning['line']}:{warning['column']}: warning: {warning['message']}; {warning['hint']}"
        == (f"{pack}/{WARNING}")
    )
    assert (warning["kind"], warning["about"]) == ("options-alike", ["marks", "pencil", "fold"])
    assert (problem["kind"], problem["about"], problem["line"]) == (
        "condition-without-effect",
        ["home.days", "met_when"],
        11,
    )


def test_what_a_problem_shows_can_be_typed_or_saved(advisor: Program, pack: Path) -> None:
    change(pack, "rules/2-things.yaml", "when: {kind: reference}", "when: {kind: [reference, rare]}")
    typed = next(line for line in advisor("lint", pack).out.splitlines() if "[safeguard-in-vain]" in line)
    words = shlex.split(typed.split("; see advisor ", 1)[1].rpartition(" [")[0])
    judged = advisor(*words)
    assert judged.code == 1
    assert "prohibited" in judged.out
    problems = json.loads(advisor("lint", pack, "--format", "json").out)["packs"][0]["problems"]
    (plan,) = [problem["plan"] for problem in problems if problem["kind"] == "safeguard-in-vain"]
    Path("shown.yaml").write_text(json.dumps(plan), "utf-8")
    saved = advisor("check", "shown.yaml", "--policy", pack, "--format", "json")
    assert saved.code == 1
    assert json.loads(saved.out)["verdict"] == json.loads(advisor(*words, "--format", "json").out)["verdict"]


def test_annotations_and_sarif_have_paths_from_the_top_of_the_repository(
    advisor: Program, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (pack.parent.parent / ".git").mkdir()
    monkeypatch.chdir("packs")
    where = "packs/lending/questions/1-reader.yaml"
    annotated = advisor("lint", "./lending", "--format", "github")
    assert annotated.code == 0
    assert annotated.out.startswith(f"::warning file={where},line=21,col=14,title=options-alike::to every rule")
    (run,) = json.loads(advisor("lint", "./lending", "--format", "sarif").out)["runs"]
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == where


def test_coverage_lists_the_rules_of_each_clause_by_section(advisor: Program, pack: Path) -> None:
    ran = advisor("lint", pack, "--coverage")
    assert ran.code == 0
    assert "\n  A. Care  2 of 2\n" in ran.out
    assert " 2  I.A.weather: care.weather, carry\n" in ran.out
    assert " -  end.printed: no rule: It says when the page was printed and asks for nothing.\n" in ran.out
    assert ran.out.endswith(
        "packs/lending: 14 clauses: 13 cited, 1 set aside, no gaps\n14 rules, of which 1 cite more than one clause; the most that one cites: 2\n"
    )


def test_a_gap_in_the_coverage_exits_1_and_is_named(advisor: Program, pack: Path) -> None:
    change(pack, "policy.yaml", "clauses: [I.card, I.kindness]", "clauses: [I.card, I.kindness, I.shoes]")
    ran = advisor("lint", pack, "--coverage")
    assert ran.code == 1
    assert " -  I.shoes: GAP\n" in ran.out
    found = json.loads(advisor("lint", pack, "--coverage", "--format", "json").out)["packs"][0]
    assert (found["gaps"], found["clauses"], found["cited"]) == (["I.shoes"], 15, 13)
    assert found["sections"][0]["clauses"] == {
        "I.card": ["card.needed", "card.child"],
        "I.kindness": ["kindness"],
        "I.shoes": [],
    }
    listed = advisor("lint", pack)
    assert listed.code == 1
    assert "no rule cites the clause 'I.shoes'" in listed.out
    assert advisor("check", "--policy", pack, "--set", "card=own").code == 2


def test_a_coverage_without_a_table_says_so(advisor: Program, pack: Path) -> None:
    assert advisor("lint", pack, "--coverage", "--format", "sarif").code == 2
    change(pack, "policy.yaml", "ask: Ask", "aks: Ask")
    ran = advisor("lint", pack, "--coverage")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean 'ask'?" in ran.err


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


def test_every_key_of_the_json_is_documented(advisor: Program, pack: Path) -> None:
    document = (Path(rule_book.__file__).parent / "JSON.md").read_text("utf-8").partition("`advisor lint")[2]
    (told,) = json.loads(advisor("lint", pack, "--format", "json").out)["packs"]
    (counted,) = json.loads(advisor("lint", pack, "--coverage", "--format", "json").out)["packs"]
    keys = {*told, *told["problems"][0], *counted, *counted["sections"][0]}
    assert {key for key in keys if f"`{key}`" not in document} == set()
