"""Which pack judges a plan is said on the command line, or is the program's own; no folder that lies about counts."""

import json
import shutil
from pathlib import Path

import pytest

from advisor.cli.front import start
from advisor.policy.installed import find_pack
from advisor.source.error import AdvisorError
from tests.cli.program import PACK, PLANS, Program
from tests.search.conftest import POLICY

PLAN = f"""\
advisor: 1
policy: {POLICY}
name: Hearts
bot: {{operator: person, access: official, limits: kept, accounts: one, conduct: none}}
uses:
  likes: {{activity: like, answers: {{account: own, like_by: program}}}}
"""
ANSWERS = ["--set", "likes.activity=like", "--set", "likes.like_by=program"]
LINE = f'{{"advisor": 1, "policy": "{POLICY}", "uses": {{"likes": {{"activity": "like"}}}}}}\n'
COMMANDS = (
    ["check", "plan.yaml"],
    ["check", "plan.yaml", "--format", "json", "--all"],
    ["check", "plan.yaml", "--format", "sarif"],
    ["check", *ANSWERS, "--format", "json"],
    ["check", "--policy", POLICY, "plan.yaml", "--format", "json"],
    ["check", "--policy", POLICY, *ANSWERS, "--format", "json"],
    ["check", "--lines", "--format", "json"],
    ["export", "plan.yaml"],
    ["export", "plan.yaml", "--policy", POLICY, "--format", "json"],
    ["ask", "plan.yaml"],
    ["ask", "--policy", POLICY],
    ["rules", "likes"],
    ["rules", "--policy", POLICY, "--format", "json"],
    ["rule", "likes.automatic", "--policy", POLICY],
    ["lint", "--format", "json"],
    ["diff", POLICY, POLICY, "plan.yaml", "--format", "json"],
    ["drift", POLICY, "page.html", "--format", "json"],
)
PLANTED = (f"knowledge/{POLICY}", POLICY, f"packs/{POLICY}", f"../{POLICY}", f"../knowledge/{POLICY}")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "repository").mkdir()
    monkeypatch.chdir(tmp_path / "repository")
    Path("plan.yaml").write_text(PLAN, "utf-8")
    Path("page.html").write_text("<p>Automation is nice.</p>", "utf-8")


def plant(folder: str) -> Path:
    """A pack that says it is the program's own, and forbids no likes."""
    path = Path(shutil.copytree(find_pack(POLICY), folder)) / "rules" / "26-actions.yaml"
    text = path.read_text("utf-8")
    assert "when: {like_by: program}" in text
    path.write_text(text.replace("when: {like_by: program}", "when: {like_by: person}"), "utf-8")
    return Path(folder)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_pack_that_lies_about_changes_nothing(advisor: Program, words: list[str]) -> None:
    before = advisor.bare(*words, typed=LINE)
    for folder in PLANTED:
        plant(folder)
    assert advisor.bare(*words, typed=LINE) == before


def test_the_app_takes_no_pack_that_lies_about() -> None:
    ours = start(None, None).policy()
    for folder in PLANTED:
        plant(folder)
    for named in (None, POLICY):
        begun = start("plan.yaml", named)
        assert begun.policy() == ours
        assert begun.desk().fresh().policy == ours


@pytest.mark.parametrize("folder", [f"./{POLICY}", f"knowledge/{POLICY}", "knowledge/"])
def test_a_pack_is_used_once_it_is_named(advisor: Program, folder: str) -> None:
    plant(POLICY)
    plant(f"knowledge/{POLICY}")
    assert advisor.bare("check", "plan.yaml").code == 1
    for words in (["plan.yaml"], ["--lines"]):
        line = LINE.replace('"like"', '"like", "answers": {"like_by": "program"}')
        assert "likes.automatic" not in advisor.bare("check", *words, "--policy", folder, typed=line).out
    assert advisor.bare("check", "plan.yaml", "--policy", folder).code == 0
    assert "like_by" not in advisor.bare("export", "plan.yaml", "--policy", folder).out
    begun = start("plan.yaml", folder)
    assert begun.opened
    assert begun.opened.session.policy == begun.policy() == begun.desk().fresh().policy
    assert begun.policy().sha256 != start(None, None).policy().sha256


@pytest.mark.parametrize("command", ["check", "export", "rules", "ask", "lint"])
def test_a_word_without_a_slash_is_never_a_folder(advisor: Program, command: str) -> None:
    shutil.copytree(PACK, "lending")
    plan = [str(PLANS / "fine.yaml")] if command in ("check", "export") else []
    ran = advisor.bare(command, *plan, *([] if command == "lint" else ["--policy"]), "lending")
    assert (ran.code, ran.out) == (2, "")
    where = "" if command == "lint" else "--policy: "
    assert ran.err == f"{where}there is no policy 'lending'; for the folder of that name write ./lending\n"


@pytest.mark.parametrize("command", ["check", "export", "ask"])
@pytest.mark.parametrize("named", [POLICY, "./orchard"])
def test_a_plan_for_another_policy_than_the_one_named_is_refused(advisor: Program, command: str, named: str) -> None:
    shutil.copytree(Path(PACK).parent / "orchard", "orchard")
    plan = PLANS / "fine.yaml"
    ran = advisor.bare(command, plan, "--policy", named)
    assert (ran.code, ran.out) == (2, "")
    name = Path(named).name
    assert ran.err == (
        f"{plan}:2:9: the plan is for the policy 'lending', not '{name}'; "
        f"leave --policy out, or write {name} here if it is meant\n"
    )
    with pytest.raises(AdvisorError, match=f"for the policy 'lending', not '{name}'"):
        start(str(plan), named)


def test_what_is_said_names_the_pack_that_judged(advisor: Program) -> None:
    plant(f"knowledge/{POLICY}")
    seen = set()
    for words in ((), ("--policy", f"knowledge/{POLICY}")):
        sha256 = json.loads(advisor.bare("check", "plan.yaml", *words, "--format", "json").out)["policy"]["sha256"]
        assert f"\nPack: {POLICY} 1.0.0 · sha256 {sha256[:12]}\n" in advisor.bare("check", "plan.yaml", *words).out
        exported = advisor.bare("export", "plan.yaml", *words).out.replace("\\", "")
        assert f"pack {POLICY} 1.0.0 · sha256 {sha256[:12]}" in exported
        for form in ("sarif", "junit"):
            assert sha256 in advisor.bare("check", "plan.yaml", *words, "--format", form).out
        seen.add(sha256)
    assert len(seen) == 2


def test_of_a_folder_of_packs_the_plan_picks_its_own(advisor: Program) -> None:
    packs = Path(PACK).parent
    assert advisor.bare("check", PLANS / "fine.yaml", "--policy", packs).code == 0
    ran = advisor.bare("check", "plan.yaml", "--policy", packs)
    assert ran.err == f"plan.yaml:2:9: there is no policy '{POLICY}' in {packs}; there is lending, orchard\n"


@pytest.mark.parametrize(
    ("named", "line"),
    [
        ("", "--policy: there is no policy ''; there is "),
        ("twitter-automation", f"--policy: there is no policy 'twitter-automation'; did you mean '{POLICY}'?\n"),
        ("./nowhere", "nowhere: cannot be used: no such file or directory\n"),
        ("./plan.yaml", "plan.yaml: cannot be used: not a directory\n"),
        ("./empty", "empty: holds no pack; a pack is a folder with a policy.yaml in it; advisor new-pack writes one\n"),
        ("./emp\x1bty", "emp␛ty: cannot be used: no such file or directory\n"),
    ],
)
def test_what_names_no_pack_is_one_line(advisor: Program, named: str, line: str) -> None:
    Path("empty").mkdir()
    for words in (["check", "plan.yaml"], ["rules"], ["ask", "new.yaml"]):
        ran = advisor.bare(*words, "--policy", named)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(line)
        assert ran.err.count("\n") == 1
