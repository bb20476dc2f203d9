"""Plans with one thing wrong each, as people and their enemies write them: the exact line that `check` says of each.

`ADVISOR_GOLDEN=write` writes the lines anew, for a person to read: where is it, what is it, what is to be done.
"""

import os
from pathlib import Path

import pytest

from advisor.plan.reading import MOST_USES
from tests.cli.program import Program

FOLDER = Path(__file__).parent / "bad_plans"
GOLDEN = FOLDER / "messages.txt"
START = "advisor: 1\npolicy: lending\n"
GENERATED = {
    "a-hundred-thousand-levels.yaml": f"{START}notes: {'[' * 100_000}",
    "a-text-without-end.yaml": f"{START}name: {'reading ' * 2_501}\n",
    "more-uses-than-a-bot-has.yaml": f"{START}uses:\n"
    + "".join(f"  n{number}: {{activity: read}}\n" for number in range(MOST_USES + 1)),
    "more-values-than-a-plan-has.yaml": f"{START}notes: [{'a, ' * 20_000}]\n",
    "larger-than-a-plan-is.yaml": f"{START}# {'x' * 256 * 1024}\n",
}
"""Too long to keep."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("bad")
    for path in FOLDER.glob("*.yaml"):
        (made / path.name).write_bytes(path.read_bytes())
    for name, text in GENERATED.items():
        (made / name).write_text(text, encoding="utf-8")
    (made / "a-folder.yaml").mkdir()
    os.mkfifo(made / "a-pipe.yaml")
    (made / "a-link-to-nothing.yaml").symlink_to("nowhere")
    return made


def written() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in GOLDEN.read_text("utf-8").splitlines():
        found.setdefault(line.split(":")[0], []).append(line)
    return found


def test_each_is_refused_with_its_line(advisor: Program, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    names = sorted(path.name for path in folder.iterdir())
    said = {}
    for name in (*names, "unknown-optoin.yaml"):
        ran = advisor("check", name)
        assert (ran.code, ran.out) == (2, ""), name
        said[name] = ran.err.splitlines()
    if os.environ.get("ADVISOR_GOLDEN") == "write":
        GOLDEN.write_text("".join(f"{line}\n" for lines in said.values() for line in lines), encoding="utf-8")
    assert said == written()
    assert len(said) > 25


def test_each_line_says_where_what_and_what_to_do() -> None:
    for name, lines in written().items():
        for line in lines:
            assert line.isprintable()
            assert line.startswith(f"{name}:")
            assert "; " in line, f"nothing to be done: {line}"
            assert len(line) < 200
    several = {name for name, lines in written().items() if len(lines) > 1}
    assert several == {"alias-bomb.yaml"}  # anchors are one thing, and aliases another


@pytest.mark.parametrize("command", ["export", "ask"])
def test_other_commands_say_the_same(
    advisor: Program, folder: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    for name, lines in written().items():
        if name in ("unknown-optoin.yaml", "a-link-to-nothing.yaml"):  # where `ask` begins a plan
            continue
        ran = advisor(command, name)
        assert (ran.code, ran.out, ran.err.splitlines()) == (2, "", lines), name
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
