import json
from pathlib import Path

import pytest

from tests.mutation.__main__ import judge, modules
from tests.mutation.survivors import Module, Mutant, allowed, module_of

MUTATED = """\
def x_add__mutmut_orig(a, b):
    # sum
    return a + b
def x_add__mutmut_1(a, b):
    return a - b
class Box:
    def xǁBoxǁopen__mutmut_orig(self, lid=1):
        return lid
    def xǁBoxǁopen__mutmut_1(self, lid=2):
        return lid
"""
ADD = Mutant("m.add", "return a + b", "return a - b")
OPEN = Mutant("m.Box.open", "self, lid=1", "self, lid=2")


@pytest.fixture
def left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mutants").mkdir()
    (tmp_path / "mutants" / "m.py").write_text(MUTATED, "utf-8")
    return tmp_path / "mutants" / "m.py.meta"


@pytest.mark.parametrize(
    ("codes", "lived", "killed", "waiting"),
    [
        ((0, 33), (ADD, OPEN), 0, 0),  # every test passed, or none runs through it
        ((1, 36), (), 2, 0),  # a test failed, or never came to an end
        ((None, 0), (OPEN,), 0, 1),
    ],
)
def test_what_lived_is_told_from_what_was_killed(
    left: Path, codes: tuple[int | None, int], lived: tuple[Mutant, ...], killed: int, waiting: int
) -> None:
    noted = {"m.x_add__mutmut_1": codes[0], "m.xǁBoxǁopen__mutmut_1": codes[1]}
    left.write_text(json.dumps({"exit_code_by_key": noted}))
    found = module_of(Path("m.py"))
    assert (found.lived, found.killed, found.waiting, found.made) == (lived, killed, waiting, 2)


def test_a_survivor_that_is_not_listed_and_too_few_killed_both_fail(capsys: pytest.CaptureFixture[str]) -> None:
    assert judge([Module("m.py", 100, 0, ())]) == 0
    assert judge([Module("m.py", 100, 0, (ADD,))]) == 1
    assert "lives, and is not listed: m.add" in capsys.readouterr().out
    assert judge([Module("m.py", 100, 10, ())]) == 1


def test_every_listed_survivor_has_a_reason_and_a_function_that_exists() -> None:
    known = {".".join(path.with_suffix("").parts) for path in modules()}
    for mutant, reason in allowed().items():
        assert len(reason) > 10
        assert any(mutant.function.startswith(f"{module}.") for module in known), mutant
