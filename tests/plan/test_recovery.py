import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from advisor.cli.leftovers import leftover_work
from advisor.cli.plans import Shelf
from advisor.plan.file import new_plan, open_plan
from advisor.plan.model import Plan
from advisor.plan.recovery import Leftover, Recovery, left_behind
from advisor.plan.state import state_folder
from advisor.policy.pack import load_pack
from advisor.source.error import AdvisorError

POLICY = load_pack(Path(__file__).parent.parent / "packs" / "lending")
PLAN = replace(new_plan(POLICY, "Summer"), notes={"card": "two\nlines"})


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


def plans(path: Path | None) -> list[Plan]:
    return [leftover.source().plan(POLICY) for leftover in left_behind(path)]


@contextmanager
def run_that_dies() -> Iterator[Recovery]:
    """A run of the program; when it ends badly only its lock goes."""
    recovery = Recovery()
    yield recovery
    if recovery._lock is not None:
        os.close(recovery._lock)


@pytest.mark.parametrize("path", [None, Path("plan.yaml")])
def test_what_a_run_kept_comes_back_once_it_has_ended(path: Path | None) -> None:
    assert plans(path) == []
    with run_that_dies() as run:
        run.keep(path, PLAN, POLICY)
        run.keep(path, replace(PLAN, name="Autumn"), POLICY)
        assert plans(path) == []  # it is still being worked on
    (leftover,) = left_behind(path)
    assert leftover.source().plan(POLICY) == replace(PLAN, name="Autumn")
    leftover.remove()
    leftover.remove()
    assert plans(path) == []


def test_two_runs_at_one_plan_do_not_write_over_each_other() -> None:
    path = Path("plan.yaml")
    with run_that_dies() as one, run_that_dies() as two:
        one.keep(path, PLAN, POLICY)
        two.keep(path, replace(PLAN, name="Autumn"), POLICY)
        one.keep(path, replace(PLAN, name="Winter"), POLICY)
        two.forget(None)
    assert {plan.name for plan in plans(path)} == {"Winter", "Autumn"}
    with run_that_dies() as three:
        three.forget(path)  # nobody else's
        three.keep(path, PLAN, POLICY)
        three.forget(path)
    assert len(plans(path)) == 2


def test_the_newest_comes_first() -> None:
    for number in range(3):
        with run_that_dies() as run:
            kept = run.keep(None, replace(PLAN, name=str(number)), POLICY)
            os.utime(kept, (number, number))
    assert [plan.name for plan in plans(None)] == ["2", "1", "0"]


def test_plans_of_one_name_in_two_folders_are_kept_apart(tmp_path: Path) -> None:
    paths = [None, tmp_path / "a" / "x.yaml", tmp_path / "b" / "x.yaml"]
    with run_that_dies() as run:
        kept = {run.keep(path, PLAN, POLICY) for path in paths}
    assert len(kept) == 3
    assert all(len(left_behind(path)) == 1 for path in paths)


def test_a_plan_reached_by_a_link_is_the_same_plan(tmp_path: Path) -> None:
    (tmp_path / "link.yaml").symlink_to(tmp_path / "plan.yaml")
    with run_that_dies() as run:
        run.keep(tmp_path / "link.yaml", PLAN, POLICY)
    assert len(left_behind(tmp_path / "plan.yaml")) == 1


def test_nothing_is_left_beside_the_plan_and_the_folder_is_private(tmp_path: Path, state: Path) -> None:
    kept = Recovery().keep(tmp_path / "plan.yaml", PLAN, POLICY)
    assert [path.name for path in tmp_path.iterdir()] == ["state"]
    assert kept.is_relative_to(state)
    assert kept.parent.stat().st_mode & 0o077 == 0


def test_a_recovery_file_says_whose_it_is_and_opens_like_a_plan(tmp_path: Path) -> None:
    kept = Recovery().keep(tmp_path / "a\nb\x1b.yaml", PLAN, POLICY)
    assert kept.read_text("utf-8").startswith(f"# recovered from {tmp_path}/a␊b␛.yaml\n")
    assert open_plan(kept).plan(POLICY) == PLAN


def test_a_damaged_recovery_file_is_told_and_stays_where_it_is(lending: Path) -> None:
    shelf = Shelf(str(lending))
    for damage in (b"", b"\xff", b"advisor: 1\npolicy: other\n", b"advisor: 1\npolicy: lending\nbot: {gone: x}"):
        with run_that_dies() as run:
            kept = run.keep(None, PLAN, POLICY)
            kept.write_bytes(damage)
        leftover, plan, news = leftover_work(shelf, None, PLAN)
        assert (leftover, plan) == (None, None)
        assert news[0].startswith(f"Work that was never saved cannot be read any more: {kept}")
        assert kept.read_bytes() == damage
        kept.unlink()


def test_what_was_saved_after_all_is_not_offered_and_what_differs_is(lending: Path) -> None:
    shelf = Shelf(str(lending))
    with run_that_dies() as run:
        run.keep(None, PLAN, POLICY)
    with run_that_dies() as run:
        kept = run.keep(None, replace(PLAN, name="Autumn"), POLICY)
    leftover, plan, news = leftover_work(shelf, None, PLAN)
    assert leftover
    assert (leftover.path, plan, news) == (kept, replace(PLAN, name="Autumn"), ())
    assert leftover_work(shelf, None, replace(PLAN, name="Autumn"))[0] != leftover
    assert not kept.exists()


def test_locks_that_nobody_holds_are_swept_once_they_are_old(state: Path) -> None:
    folder = state / "bot-policy-advisor" / "recovery"
    with run_that_dies() as living:
        living.keep(None, PLAN, POLICY)
        with run_that_dies() as run:
            run.keep(None, PLAN, POLICY)
            run.forget(None)
        left_behind(None)
        assert len(list(folder.glob("*.lock"))) == 2  # the younger one may not be held yet
        for lock in folder.glob("*.lock"):
            os.utime(lock, (0, 0))
        left_behind(None)
        assert [lock.stem for lock in folder.glob("*.lock")] == [living._run]


def test_a_state_folder_that_cannot_be_made_is_told_when_writing_and_nothing_when_reading(state: Path) -> None:
    state.write_text("a file where the folder should be")
    assert left_behind(None) == ()
    with pytest.raises(AdvisorError) as caught:
        Recovery().keep(None, PLAN, POLICY)
    assert str(caught.value) == f"{state}/bot-policy-advisor/recovery: cannot be used: not a directory"
    Recovery().forget(None)


def test_a_recovery_file_that_cannot_be_removed_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").mkdir()
    with pytest.raises(AdvisorError, match=r"x.yaml: cannot be used: is a directory"):
        Leftover(tmp_path / "x.yaml").remove()


def test_the_state_folder_follows_xdg(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert state_folder() == tmp_path / "state" / "bot-policy-advisor"
    monkeypatch.delenv("XDG_STATE_HOME")
    assert state_folder() == tmp_path / ".local" / "state" / "bot-policy-advisor"
    for ignored in ("", "relative/path"):
        monkeypatch.setenv("XDG_STATE_HOME", ignored)
        assert state_folder() == tmp_path / ".local" / "state" / "bot-policy-advisor"


def test_without_a_home_there_is_a_line_and_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "")
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    with pytest.raises(AdvisorError, match="there is no home folder to keep recovery files in; set XDG_STATE_HOME"):
        state_folder()
    assert left_behind(None) == ()


def test_what_a_run_without_a_lock_left_is_offered(state: Path) -> None:
    with run_that_dies() as run:
        run.keep(None, PLAN, POLICY)
    (lock,) = (state / "bot-policy-advisor" / "recovery").glob("*.lock")
    lock.unlink()
    assert plans(None) == [PLAN]


def test_every_version_of_the_program_finds_the_files_of_every_other(tmp_path: Path) -> None:
    with run_that_dies() as run:
        assert re.fullmatch(r"unsaved-[0-9a-f]{12}\.yaml", run.keep(None, PLAN, POLICY).name)
        assert re.fullmatch(r"[0-9a-f]{16}-[0-9a-f]{12}\.yaml", run.keep(tmp_path / "plan.yaml", PLAN, POLICY).name)


def test_what_is_odd_among_the_locks_hides_no_leftover(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with run_that_dies() as run:
        run.keep(None, PLAN, POLICY)
    folder = state / "bot-policy-advisor" / "recovery"
    (folder / "odd.lock").mkdir()
    for lock in folder.glob("*.lock"):
        os.utime(lock, (0, 0))

    def refused(*_: object, **__: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", refused)
        assert plans(None) == [PLAN]
    assert plans(None) == [PLAN]


def test_a_folder_that_cannot_be_listed_offers_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    with run_that_dies() as run:
        run.keep(None, PLAN, POLICY)
    monkeypatch.setattr(Path, "iterdir", refused)
    assert left_behind(None) == ()
