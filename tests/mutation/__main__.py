"""`make mutation`: make the mutants, try them, and print what became of them. Exits 1 below 95 of 100, or for a survivor
that is not listed."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from fnmatch import fnmatch
from itertools import groupby
from pathlib import Path

from tests.mutation.survivors import Module, Mutant, allowed, module_of

LEAST = 0.95
SCRIPT = Path(__file__).with_name("try_mutants.py")


def modules() -> list[Path]:
    """The modules of the listed patterns."""
    patterns = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["tool"]["mutmut"]["only_mutate"]
    paths = sorted(Path("advisor").rglob("*.py"))
    return [path for path in paths if any(fnmatch(str(path), pattern) for pattern in patterns)]


def main(arguments: list[str]) -> int:
    known = modules()
    workers = next((argument[2:] for argument in arguments if re.fullmatch(r"-j\d+", argument)), "2")
    named = [Path(argument) for argument in arguments if not argument.startswith("-j")]
    if strangers := [path for path in named if path not in known]:
        sys.stderr.write(f"{strangers[0]} is not listed under [tool.mutmut] in pyproject.toml\n")
        return 2
    found: list[Module] = []
    for area, paths in groupby(named or known, key=lambda path: path.parent.name):
        wanted = list(paths)
        ran = subprocess.run([sys.executable, SCRIPT, workers, f"tests/{area}", *wanted], check=False)
        if ran.returncode:
            return ran.returncode
        found += map(module_of, wanted)
    return judge(found)


def judge(found: list[Module]) -> int:
    """Print the table, and what is wrong with it."""
    reasons = allowed()
    strange = [mutant for module in found for mutant in module.lived if mutant not in reasons]
    made, killed = sum(module.made for module in found), sum(module.killed for module in found)
    rows = [(module.path, module.made, module.killed, len(module.lived), _listed(module, reasons)) for module in found]
    rows.append(("all", made, killed, sum(row[3] for row in rows), sum(row[4] for row in rows)))
    sys.stdout.write(f"\n{'module':<34} {'mutants':>8} {'killed':>7} {'lived':>6} {'listed':>7} {'share':>7}\n")
    for path, *numbers in rows:
        made_here, killed_here, lived, listed = numbers
        counts = f"{made_here:>8} {killed_here:>7} {lived:>6} {listed:>7}"
        sys.stdout.write(f"{path:<34} {counts} {_share(killed_here, made_here):>7.1%}\n")
    share = _share(killed, made)
    sys.stdout.write(f"{made} mutants, {killed} killed: {share:.1%} (at least {LEAST:.0%})\n")
    for mutant in sorted(set(strange)):
        sys.stdout.write(f"\nlives, and is not listed: {mutant.function}\n  - {mutant.was}\n  + {mutant.now}\n")
    return 1 if strange or share < LEAST else 0


def _listed(module: Module, reasons: Mapping[Mutant, str]) -> int:
    return sum(mutant in reasons for mutant in module.lived)


def _share(killed: int, made: int) -> float:
    return killed / made if made else 1.0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
