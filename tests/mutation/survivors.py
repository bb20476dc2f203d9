"""The mutants that lived, read from what `try_mutants` left, and the list of those that may."""

import ast
import difflib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

LIST = Path(__file__).parent / "survivors.yaml"
MUTANTS = Path("mutants")
_LIVES = (0, 33)
"""Every test passed; no test runs through it."""


@dataclass(frozen=True, slots=True, order=True)
class Mutant:
    """One change: in which function, which line it took and which it put there."""

    function: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Module:
    """What became of one module's mutants."""

    path: str
    made: int
    waiting: int
    lived: tuple[Mutant, ...]

    @property
    def killed(self) -> int:
        return self.made - self.waiting - len(self.lived)


def module_of(path: Path) -> Module:
    """What was noted of a module of that path. Raises OSError if nothing was."""
    codes = json.loads((MUTANTS / f"{path}.meta").read_text("utf-8"))["exit_code_by_key"]
    functions = dict(_functions(ast.parse((MUTANTS / path).read_text("utf-8")))) if codes else {}
    lived = [_mutant(name, functions) for name, code in codes.items() if code in _LIVES]
    return Module(str(path), len(codes), sum(code is None for code in codes.values()), tuple(lived))


def allowed() -> dict[Mutant, str]:
    """The listed survivors with their reasons. Raises KeyError for an entry without one."""
    found: dict[Mutant, str] = {}
    for function, entries in (yaml.safe_load(LIST.read_text("utf-8")) or {}).items():
        for entry in entries:
            found[Mutant(function, entry.get("was", ""), entry.get("now", ""))] = entry["reason"]
    return found


def _functions(tree: ast.AST) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node.name, node


def _mutant(name: str, functions: dict[str, ast.FunctionDef]) -> Mutant:
    """`advisor.source.near.x_nearest__mutmut_8`, or `…xǁFieldsǁtext__mutmut_2` for a method, as a change."""
    module, _, own = name.rpartition(".")
    mangled = own.rpartition("__mutmut_")[0]
    plain = mangled.removeprefix("xǁ").replace("ǁ", ".") if "ǁ" in mangled else mangled.removeprefix("x_")
    before, after = (_lines(functions[which]) for which in (f"{mangled}__mutmut_orig", own))
    changes = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
    was = " / ".join(line[2:].strip() for line in changes if line[0] == "-")
    now = " / ".join(line[2:].strip() for line in changes if line[0] == "+")
    return Mutant(f"{module}.{plain}", was, now)


def _lines(function: ast.FunctionDef) -> list[str]:
    """The function as code alone: layout, comments and its own name aside."""
    return [ast.unparse(function.args), *ast.unparse(ast.Module(function.body, [])).splitlines()]
