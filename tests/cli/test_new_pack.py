"""`advisor new-pack` as a newcomer meets it: what it writes is sound, works everywhere, and is never in the way."""

from pathlib import Path

import pytest

from advisor.prove.proof import prove
from tests.cli.program import Program


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize("folder", ["town", "packs/town-2026", "./town_1"])
def test_the_starter_is_sound_down_to_its_style(advisor: Program, folder: str) -> None:
    made = advisor("new-pack", folder)
    assert (made.code, made.err) == (0, "")
    named = made.out.partition(":")[0]
    assert named == (folder if "/" in folder else f"./{folder}")
    assert advisor("lint", named, "--strict").code == 0
    proof = prove(Path(folder))
    assert proof.policy is not None
    assert proof.policy.id == Path(folder).name
    assert len(proof.policy.questions) == 1
    assert proof.examples


def test_what_it_says_to_run_next_runs(advisor: Program) -> None:
    out = advisor("new-pack", "town").out
    commands = [
        line.split("advisor ", 1)[1].split() for line in out.splitlines() if ":  " in line and "advisor " in line
    ]
    assert [words[0] for words in commands] == ["lint", "lint", "rules"]
    for words in commands:
        assert advisor(*words).code == 0
    readme = next(line.split()[-1] for line in out.splitlines() if line.startswith("Every field:"))
    assert Path(readme).is_file()
    assert advisor("check", "--policy", "./town", "--set", "a.activity=reply", "--set", "a.asked=no").code == 1
    assert "replies.uncalled" in advisor("rules", "spam", "--policy", "./town").out


@pytest.mark.parametrize("there", ["town/policy.yaml", "town/notes.txt"])
def test_nothing_is_written_into_a_folder_that_holds_something(advisor: Program, there: str) -> None:
    Path(there).parent.mkdir()
    Path(there).write_text("mine", "utf-8")
    ran = advisor("new-pack", "town")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "town: exists already; name a folder that does not, or an empty one\n"
    assert files(Path.cwd()) == sorted(["town", there])
    assert Path(there).read_text("utf-8") == "mine"


def test_a_file_of_that_name_is_left_alone(advisor: Program) -> None:
    Path("town").write_text("mine", "utf-8")
    assert advisor("new-pack", "town").code == 2
    assert Path("town").read_text("utf-8") == "mine"


def test_an_empty_folder_is_filled(advisor: Program) -> None:
    Path("town").mkdir()
    assert advisor("new-pack", "town").code == 0
    assert prove(Path("town")).problems == ()


@pytest.mark.parametrize(
    ("name", "hint"),
    [("My Town!", "call the folder 'my-town'"), ("Zürich", "call the folder 'z-rich'"), ("日本", "use small letters")],
)
def test_a_name_that_can_be_no_id_is_refused_with_one_that_can(advisor: Program, name: str, hint: str) -> None:
    ran = advisor("new-pack", name)
    assert ran.code == 2
    assert f"cannot be a policy's id; {hint}" in ran.err
    assert files(Path.cwd()) == []


def test_a_pack_that_cannot_be_written_leaves_nothing_behind(advisor: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    ran = advisor("new-pack", "town")
    assert (ran.code, ran.err) == (2, "town: cannot be used: no space left on device\n")
    assert files(Path.cwd()) == []
