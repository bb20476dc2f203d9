import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import PACK, PLANS, Program
from tests.plan.test_upgrade import OLD

CODES = {"mixed": 1, "open": 1, "fine": 0, "empty": 3}


@pytest.mark.parametrize(("name", "code"), CODES.items())
def test_a_plan_is_judged_and_the_code_says_how(advisor: Program, name: str, code: int) -> None:
    ran = advisor("check", PLANS / f"{name}.yaml")
    assert (ran.code, ran.err) == (code, "")
    golden = (PLANS.parent / "golden" / f"{name}.txt").read_text(encoding="utf-8")
    assert ran.out.split("\n\n")[1:] == golden.split("\n\n")[1:]


def test_a_plan_from_standard_input_is_judged_alike(advisor: Program) -> None:
    text = (PLANS / "mixed.yaml").read_text(encoding="utf-8")
    piped = json.loads(advisor("check", "-", "--format", "json", typed=text).out)
    read = json.loads(advisor("check", PLANS / "mixed.yaml", "--format", "json").out)
    assert piped.pop("plan") == {**read["plan"], "path": "-"}
    read.pop("plan")
    assert piped == read


def test_json_is_one_object_a_line_for_one_plan_and_for_several(advisor: Program) -> None:
    ran = advisor("check", *(PLANS / f"{name}.yaml" for name in CODES), "--format", "json")
    objects = [json.loads(line) for line in ran.out.splitlines()]
    assert [found["plan"]["path"] for found in objects] == [str(PLANS / f"{name}.yaml") for name in CODES]
    assert ran.code == 1


def test_a_path_is_given_back_as_it_was_given(
    advisor: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "a.yaml").write_text("advisor: 1\npolicy: lending\n")
    monkeypatch.chdir(tmp_path)
    ran = advisor("check", "./plans/../plans/a.yaml", "--format", "json")
    assert json.loads(ran.out)["plan"]["path"] == "./plans/../plans/a.yaml"


def test_a_plan_that_cannot_be_read_does_not_keep_the_others_from_being_judged(advisor: Program) -> None:
    ran = advisor("check", "gone.yaml", PLANS / "fine.yaml")
    assert ran.code == 2
    assert ran.err == "gone.yaml: there is no such file\n"
    assert ran.out.startswith("One book for a fortnight: permitted\n")


def test_findings_that_do_not_apply_are_told_only_when_all_is_wanted(advisor: Program) -> None:
    some, every = (
        {finding["status"] for finding in json.loads(ran.out)["findings"]}
        for ran in (
            advisor("check", PLANS / "mixed.yaml", "--format", "json"),
            advisor("check", PLANS / "mixed.yaml", "--format", "json", "--all"),
        )
    )
    assert every - some == {"does not apply"}


@pytest.mark.parametrize(
    ("level", "codes"),
    [
        ("never", [0, 0, 0, 0]),
        ("prohibited", [1, 0, 0, 0]),
        ("approval", [1, 1, 0, 0]),
        ("safeguards", [1, 1, 0, 0]),
        ("undecided", [1, 1, 0, 3]),
    ],
)
def test_fail_on_draws_the_line(advisor: Program, level: str, codes: list[int]) -> None:
    assert [advisor("check", PLANS / f"{name}.yaml", "--fail-on", level).code for name in CODES] == codes


def test_a_plan_made_with_an_older_pack_says_what_changed_since(advisor: Program) -> None:
    text = (PLANS / "fine.yaml").read_text(encoding="utf-8").replace("1.1.0", "1.0.0")
    ran = advisor("check", "-", typed=text)
    assert ran.code == 0
    assert ran.err == (
        "-: The plan was made with pack version 1.0.0; changed since, up to 1.1.0: care.weather, renew.waiting.\n"
    )


def test_what_a_newer_pack_means_for_a_plan_is_told_as_lines_as_data_and_in_the_checklist(
    advisor: Program, tmp_path: Path
) -> None:
    plan = tmp_path / "old.yaml"
    plan.write_text(OLD, "utf-8")
    ran = advisor("check", plan, "--format", "json")
    found = json.loads(ran.out)
    assert ran.err.splitlines()[1].startswith(f"{plan}:7:3: warning: there is no question 'mark' in version 1.1.0")
    assert found["upgrade"]["from"] == "1.0.0"
    assert found["upgrade"]["changed"] == ["care.weather", "renew.waiting"]
    assert [(one["part"], one["name"], one["said"]) for one in found["upgrade"]["not_understood"]] == [
        ("bot", "mark", "nothing"),
        ("borrow", "kind", "scroll"),
        ("borrow", "care.sun", "in place: a hat"),
    ]
    assert found["plan"]["look_again"] == ["borrow.weather", "borrow.care.weather"]
    assert (ran.code, found["verdict"]) == (3, "undecided")
    for kind, words in (("text", "changed (2)\n- Takes"), ("markdown", "changed (2)\n\n- Takes")):
        assert words in advisor("check", plan, "--format", kind).out


def test_a_plan_may_be_given_wholly_on_the_command_line(advisor: Program) -> None:
    words = ("card=own", "marks=nothing", "book.activity=borrow", "book.kind=book", "book.days=short", "book.bag=dry")
    settings = [word for setting in (*words, "book.weather=indoors,garden") for word in ("--set", setting)]
    ran = advisor("check", *settings, "--tick", "book.care.weather", "--format", "json")
    given = json.loads(ran.out)
    read = json.loads(advisor("check", PLANS / "fine.yaml", "--format", "json").out)
    assert ran.code == 0
    assert given["plan"]["path"] is None
    assert given["findings"] == read["findings"]


def test_without_a_plan_and_an_answer_there_is_nothing_to_judge(advisor: Program) -> None:
    ran = advisor("check")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "advisor check: no plan; name a plan file, or answer with --set; see advisor check --help\n"


@pytest.mark.parametrize(
    ("version", "told"),
    [
        ("banana", "The plan names 'banana', which is no version; this pack has version 1.1.0."),
        ("9.9", "The plan was made with pack version 9.9, newer than this one (1.1.0)."),
    ],
)
@pytest.mark.parametrize("command", ["check", "export"])
def test_a_version_that_says_nothing_is_told_and_stops_nothing(
    advisor: Program, command: str, version: str, told: str
) -> None:
    text = (PLANS / "fine.yaml").read_text(encoding="utf-8").replace("1.1.0", version)
    ran = advisor(command, "-", typed=text)
    assert (ran.code, ran.err) == (0, f"-: {told}\n")


@pytest.mark.parametrize(
    ("plan", "tick", "reason"),
    [
        ("mixed", "boat.care.weather", "the answers defeat it, and a tick does not mend that"),
        ("fine", "book.home.days", "the answers meet it already"),
        ("mixed", "atlas.home.days", "it does not apply to this plan"),
        ("mixed", "novel.care.weather", "whether it applies is still open"),
    ],
)
def test_a_tick_that_changes_nothing_is_told(advisor: Program, plan: str, tick: str, reason: str) -> None:
    ran = advisor("check", PLANS / f"{plan}.yaml", "--tick", tick)
    assert ran.code == CODES[plan]
    assert ran.err == f"--tick {tick} changes nothing: {reason}.\n"


def test_a_tick_that_counts_somewhere_is_not_talked_about(advisor: Program) -> None:
    assert advisor("check", PLANS / "mixed.yaml", "--tick", "care.weather", "--tick", "card.needed").err == ""


def test_judging_a_plan_does_not_wait_for_what_it_does_not_need() -> None:
    code = (
        "import sys; from advisor.cli.main import main; "
        f"main(['check', {str(PLANS / 'mixed.yaml')!r}, '--policy', {PACK!r}]); sys.stderr.write(' '.join(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(ran.stderr.split())
    assert "advisor.plan.file" in loaded
    assert not loaded & {"advisor.plan.patch", "advisor.plan.text", "advisor.plan.quote", "difflib", "random"}
