from dataclasses import replace
from pathlib import Path

import pytest

from advisor.plan.file import new_plan, open_plan
from advisor.plan.recovery import read_recovery, recovery_path, remove_recovery, write_recovery
from advisor.plan.state import state_folder
from advisor.policy.pack import load_pack
from advisor.source.error import AdvisorError

POLICY = load_pack(Path(__file__).parent.parent / "packs" / "lending")
PLAN = replace(new_plan(POLICY, "Summer"), notes={"card": "two\nlines"})


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.mark.parametrize("path", [None, Path("plan.yaml")])
def test_what_was_kept_comes_back(path: Path | None) -> None:
    assert read_recovery(path, POLICY) is None
    write_recovery(path, PLAN, POLICY)
    write_recovery(path, replace(PLAN, name="Autumn"), POLICY)
    found = read_recovery(path, POLICY)
    assert found is not None
    assert found.plan == replace(PLAN, name="Autumn")
    assert found.seconds > 0
    remove_recovery(path)
    remove_recovery(path)
    assert read_recovery(path, POLICY) is None


def test_plans_of_one_name_in_two_folders_are_kept_apart(tmp_path: Path) -> None:
    paths = {recovery_path(None), recovery_path(tmp_path / "a" / "x.yaml"), recovery_path(tmp_path / "b" / "x.yaml")}
    assert len(paths) == 3


def test_a_plan_reached_by_a_link_is_the_same_plan(tmp_path: Path) -> None:
    (tmp_path / "link.yaml").symlink_to(tmp_path / "plan.yaml")
    assert recovery_path(tmp_path / "link.yaml") == recovery_path(tmp_path / "plan.yaml")


def test_nothing_is_left_beside_the_plan_and_the_folder_is_private(tmp_path: Path, state: Path) -> None:
    kept = write_recovery(tmp_path / "plan.yaml", PLAN, POLICY)
    assert [path.name for path in tmp_path.iterdir()] == ["state"]
    assert kept.is_relative_to(state)
    assert kept.parent.stat().st_mode & 0o077 == 0


def test_a_recovery_file_says_whose_it_is_and_opens_like_a_plan(tmp_path: Path) -> None:
    kept = write_recovery(tmp_path / "a\nb\x1b.yaml", PLAN, POLICY)
    assert kept.read_text("utf-8").startswith(f"# recovered from {tmp_path}/a␊b␛.yaml\n")
    assert open_plan(kept).plan(POLICY) == PLAN


@pytest.mark.parametrize(
    "damage", [b"", b"\xff", b"advisor: 1\npolicy: other\n", b"advisor: 1\npolicy: lending\nname: ["]
)
def test_a_damaged_recovery_file_is_as_good_as_none(damage: bytes) -> None:
    write_recovery(None, PLAN, POLICY).write_bytes(damage)
    assert read_recovery(None, POLICY) is None


def test_a_state_folder_that_cannot_be_made_is_told_when_writing_and_nothing_when_reading(state: Path) -> None:
    state.write_text("a file where the folder should be")
    assert read_recovery(None, POLICY) is None
    with pytest.raises(AdvisorError, match="cannot be used: "):
        write_recovery(None, PLAN, POLICY)


def test_the_state_folder_follows_xdg(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert state_folder() == tmp_path / "state" / "bot-policy-advisor"
    for ignored in ("", "relative/path"):
        monkeypatch.setenv("XDG_STATE_HOME", ignored)
        assert state_folder() == tmp_path / ".local" / "state" / "bot-policy-advisor"


def test_without_a_home_there_is_a_line_and_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "")
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    with pytest.raises(AdvisorError, match="there is no home folder to keep recovery files in; set XDG_STATE_HOME"):
        state_folder()
