from pathlib import Path

import pytest

from advisor.plan import recent
from advisor.plan.recent import Recent, forget, recent_plans, remember


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "bot-policy-advisor" / "recent.json"


def plan(tmp_path: Path, name: str) -> Recent:
    path = tmp_path / f"{name}.yaml"
    path.write_text("x")
    return Recent(path, name, "lending", "permitted")


def test_the_plan_opened_last_comes_first_and_each_comes_once(tmp_path: Path) -> None:
    a, b = plan(tmp_path, "a"), plan(tmp_path, "b")
    assert recent_plans() == ()
    for one in (a, b, Recent(a.path, "A", "lending", "prohibited")):
        remember(one)
    assert recent_plans() == (Recent(a.path, "A", "lending", "prohibited"), b)


def test_a_plan_is_remembered_wherever_one_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a = plan(tmp_path, "a")
    monkeypatch.chdir(tmp_path)
    remember(Recent(Path("a.yaml"), "a"))
    monkeypatch.chdir("/")
    assert [one.path for one in recent_plans()] == [a.path]


def test_plans_whose_files_are_gone_are_left_out_and_one_can_be_forgotten(tmp_path: Path) -> None:
    a, b, c = (plan(tmp_path, name) for name in "abc")
    for one in (a, b, c):
        remember(one)
    b.path.unlink()
    forget(c.path)
    assert recent_plans() == (a,)


def test_the_list_is_a_file_that_a_person_can_read(state: Path, tmp_path: Path) -> None:
    remember(plan(tmp_path, "a"))
    assert (
        state.read_text()
        == f"""{{
 "format": 1,
 "plans": [
  {{
   "path": "{tmp_path}/a.yaml",
   "name": "a",
   "policy": "lending",
   "verdict": "permitted"
  }}
 ]
}}"""
    )


def test_only_so_many_are_remembered(tmp_path: Path) -> None:
    for number in range(recent.MOST + 5):
        remember(plan(tmp_path, f"plan{number}"))
    assert len(recent_plans()) == recent.MOST
    assert recent_plans()[0].name == f"plan{recent.MOST + 4}"


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"plans": 3}',
        b'{"plans": [1, null, {}, {"path": 3}, {"path": "relative"}, {"path": "/a\\u0000b"}, {"path": "/x", "name": []}]}',
        b"[" * 50_000,
        b"x" * 100_000,
    ],
)
def test_a_damaged_list_is_an_empty_one_and_can_be_written_again(damage: bytes, state: Path, tmp_path: Path) -> None:
    state.parent.mkdir(parents=True)
    state.write_bytes(damage)
    assert recent_plans() == ()
    a = plan(tmp_path, "a")
    remember(a)
    assert recent_plans() == (a,)


def test_what_is_sound_in_a_damaged_list_is_kept(state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a = plan(tmp_path, "a")
    monkeypatch.chdir(tmp_path)  # where a relative path would lead to a file as well
    state.parent.mkdir(parents=True)
    state.write_text(
        f'{{"plans": [{{"path": 3}}, {{"path": "a.yaml"}}, {{"path": "{a.path}", "name": "\\u001b[2J"}}]}}'
    )
    assert recent_plans() == (Recent(a.path, "␛[2J"),)


def test_a_list_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    remember(plan(tmp_path, "a"))
    assert recent_plans() == ()
