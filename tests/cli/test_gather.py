"""`advisor check` for code hosts and build servers: one document, paths of the repository, the same exit codes."""

import json
import os
import re
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
import yaml

from tests.cli.program import PACK, PLANS, Program

ROOT = Path(__file__).parent.parent.parent
FORMATS = ("github", "sarif", "junit")
CODES = {"mixed": 1, "open": 1, "fine": 0, "empty": 3}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(("plan", "code"), CODES.items())
def test_the_exit_code_is_that_of_every_format(advisor: Program, name: str, plan: str, code: int) -> None:
    assert advisor("check", PLANS / f"{plan}.yaml", "--format", name).code == code
    if code == 1:
        assert advisor("check", PLANS / f"{plan}.yaml", "--format", name, "--fail-on", "never").code == 0


@pytest.mark.parametrize("name", FORMATS)
def test_a_plan_that_cannot_be_read_is_in_the_document_and_on_stderr_and_exits_2(advisor: Program, name: str) -> None:
    ran = advisor("check", PLANS / "fine.yaml", "nowhere.yaml", "--format", name)
    assert ran.code == 2
    assert "there is no such file" in ran.out
    assert "nowhere.yaml: there is no such file" in ran.err


def test_paths_are_the_repositorys_wherever_one_stands(
    advisor: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    inner = tmp_path / "deep" / "inner"
    inner.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    (inner / "p.yaml").write_bytes((PLANS / "mixed.yaml").read_bytes())
    monkeypatch.chdir(inner)
    out = advisor("check", "p.yaml", "--format", "github").out
    assert {line.split("file=")[1].split(",")[0] for line in out.splitlines()} == {"deep/inner/p.yaml"}


@pytest.mark.parametrize("name", FORMATS)
def test_what_came_through_a_pipe_or_the_command_line_stands_in_no_file(advisor: Program, name: str) -> None:
    text = (PLANS / "mixed.yaml").read_text("utf-8")
    piped = advisor("check", "-", "--format", name, typed=text)
    given = advisor("check", "--set", "marks=ink", "--format", name)
    lines = advisor("check", "--lines", "--format", name, typed='{"advisor": 1, "policy": "lending"}\n')
    assert (piped.code, given.code, lines.code) == (1, 1, 3)
    for ran in (piped, given, lines):
        assert not re.search(r"file=|artifactLocation", ran.out)


def test_several_plans_are_one_document(advisor: Program) -> None:
    paths = [PLANS / f"{plan}.yaml" for plan in CODES]
    assert len(json.loads(advisor("check", *paths, "--format", "sarif").out)["runs"]) == 1
    assert len(fromstring(advisor("check", *paths, "--format", "junit").out)) == len(paths)


def test_the_commit_hook_is_a_command_of_the_program(
    advisor: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert re.search(hook["files"], os.path.join("bots", "bot-plan.yaml"))  # noqa: PTH118 - as git names it
    assert not re.search(hook["files"], "robot-plan.yaml")
    monkeypatch.chdir(tmp_path)
    Path("bot-plan.yaml").write_bytes((PLANS / "fine.yaml").read_bytes())
    program, *words = hook["entry"].split()
    assert program == "advisor"
    assert advisor(*words, "bot-plan.yaml", "--policy", PACK).code == 0
