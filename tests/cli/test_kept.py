"""A pack that was kept gives what reading it gives, and one that changed is read anew."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from advisor.cli import kept
from advisor.cli.kept import assessor_of
from advisor.policy.data import policy_data, read_policy
from advisor.policy.model import Policy
from advisor.policy.pack import load_pack
from advisor.source.error import AdvisorError
from advisor.source.keep import cache_folder, keep, read_kept
from tests.cli.program import Program
from tests.test_architecture import ROOT, imported

PLANS = ROOT / "tests" / "report" / "plans"


pytestmark = pytest.mark.usefixtures("cache")


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The packs that are read from their files."""
    found: list[Path] = []
    really = kept._read

    def noted(folder: Path) -> Any:
        found.append(folder)
        return really(folder)

    monkeypatch.setattr(kept, "_read", noted)
    return found


def test_a_pack_is_read_once(pack: Path, reads: list[Path]) -> None:
    first, second = assessor_of(pack), assessor_of(pack)
    assert reads == [pack]
    assert first.policy == second.policy == load_pack(pack)
    assert first.compiled.to_data() == second.compiled.to_data()


@pytest.mark.parametrize("output", ["text", "json", "markdown", "sarif", "junit", "github"])
@pytest.mark.parametrize("plan", sorted(PLANS.glob("*.yaml")), ids=lambda path: path.stem)
def test_what_is_said_is_the_same_to_the_byte(
    plan: Path, output: str, pack: Path, advisor: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ("check", str(plan), "--policy", str(pack.parent), "--format", output, "--all")
    cold, warm = advisor(*command), advisor(*command)
    monkeypatch.setenv("ADVISOR_CACHE", "")
    assert cold == warm == advisor(*command)


def change_a_byte(pack: Path) -> None:
    path = pack / "policy.yaml"
    path.write_text(path.read_text().replace("date: 2020-01-31", "date: 2020-01-30"))


def add_a_rule_file(pack: Path) -> None:
    shutil.copy(pack / "questions" / "1-reader.yaml", pack / "questions" / "9-copy.yaml")


def write_a_stray(pack: Path) -> None:
    (pack / "rules" / "more.yml").write_text("rules: []\n")


@pytest.mark.parametrize("change", [change_a_byte, add_a_rule_file, write_a_stray])
def test_a_pack_that_changed_is_read_anew(change: Callable[[Path], None], pack: Path, reads: list[Path]) -> None:
    assessor_of(pack)
    change(pack)
    assert _came_of(lambda: assessor_of(pack).policy) == _came_of(lambda: load_pack(pack))
    assert len(reads) == 2


def _came_of(read: Callable[[], Policy]) -> object:
    try:
        return read()
    except AdvisorError as error:
        return error.problems


def replace_a_file_by_a_link(pack: Path) -> None:
    path = pack / "rules" / "1-ground.yaml"
    path.rename(pack.parent / "elsewhere.yaml")
    path.symlink_to(pack.parent / "elsewhere.yaml")


def replace_a_folder_by_a_link(pack: Path) -> None:
    (pack / "rules").rename(pack.parent / "elsewhere")
    (pack / "rules").symlink_to(pack.parent / "elsewhere")


@pytest.mark.parametrize("change", [replace_a_file_by_a_link, replace_a_folder_by_a_link])
def test_what_is_kept_of_a_pack_does_not_serve_one_that_is_refused(change: Callable[[Path], None], pack: Path) -> None:
    assessor_of(pack)
    change(pack)
    with pytest.raises(AdvisorError, match="is a link, and links are not followed here"):
        assessor_of(pack)


def test_a_pack_whose_name_is_no_text_is_refused_and_not_stumbled_over(advisor: Program, pack: Path) -> None:
    named = pack.rename(pack.parent / "lend\udcff")
    ran = advisor("check", PLANS / "fine.yaml", "--policy", named)
    assert (ran.code, ran.out) == (2, "")
    assert "lend⟨U+DCFF⟩" in ran.err or "'lend\\udcff'" in ran.err


def test_a_program_that_changed_reads_anew(pack: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    assessor_of(pack)
    monkeypatch.setattr("advisor.__version__", "99")
    assessor_of(pack)
    assert len(reads) == 2


def test_problems_are_told_each_time(pack: Path) -> None:
    (pack / "policy.yaml").write_text("advisor-pack: 1\n")
    said = []
    for _ in range(2):
        with pytest.raises(AdvisorError) as told:
            assessor_of(pack)
        said.append(told.value.problems)
    assert said[0] == said[1]
    assert not Path(cache_folder() or pack).exists()


@pytest.mark.parametrize("path", [[], [0], [0, 11, 0], [0, 11, 0, 1], [0, 11, 0, 10], [1], [1, 0], [1, 1, 0]])
@pytest.mark.parametrize("value", [None, 7, "x", [], {}, [["x"]], True])
def test_data_that_are_no_policy_are_passed_over(path: list[int], value: object, pack: Path, reads: list[Path]) -> None:
    """Written by the program of another day, say, and whole."""
    written = assessor_of(pack)
    data: Any = json.loads(json.dumps([policy_data(written.policy), written.compiled.to_data()]))
    holder: Any = {0: data}
    at: Any = 0
    for step in path:
        holder, at = holder[at], step
    holder[at] = value
    found = kept._understood(json.dumps(data if path else value).encode(), written.policy.sha256)
    assert found is None
    assert reads == [pack]


def test_a_policy_survives_being_written_as_data(policy_of_every_pack: Path) -> None:
    policy = load_pack(policy_of_every_pack)
    assert read_policy(json.loads(json.dumps(policy_data(policy)))) == policy


@pytest.fixture(params=sorted(ROOT.glob("knowledge/*/policy.yaml")), ids=lambda path: path.parent.name)
def policy_of_every_pack(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found.parent


def test_with_a_kept_pack_its_readers_are_not_imported() -> None:
    run = (
        "from advisor.cli.main import main\nmain(['check', 'tests/report/plans/mixed.yaml', '--policy', 'tests/packs'])"
    )
    assert "advisor.policy.pack_rules" in imported(run)
    assert not {"advisor.policy.pack", "advisor.policy.pack_rules"} & imported(run)


def test_what_is_kept_is_found_by_its_own_key_alone() -> None:
    keep("one", b"1")
    assert read_kept("two") is None
