"""The rows of the table, and the table."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import tests.torture

NO_TROUBLE = ("__main__", "table", "fuzzed")
"""Modules of this package that try nothing."""

Rows = Callable[..., Iterator["Row"]]


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was tried: `many` times, with a `result` that had to be the `target`."""

    what: str
    many: int
    result: str
    target: str
    good: bool
    tried: bool = True

    @classmethod
    def none(cls, what: str, many: int, bad: Iterable[object]) -> "Row":
        """The row of something that must never happen; `bad` are the times it did, shown by the first."""
        found = list(bad)
        shown = f"{len(found)}" if not found else f"{len(found)}: {found[0]}"
        return cls(what, many, shown[:300], "0", good=not found and many > 0)

    @classmethod
    def all(cls, what: str, done: int, of: int) -> "Row":
        """The row of something that must happen every time."""
        return cls(what, of, str(done), str(of), good=done == of > 0)

    @classmethod
    def left_out(cls, what: str, why: str) -> "Row":
        """The row of what could not be tried here."""
        return cls(what, 0, f"left out: {why}", "tried", good=False, tried=False)


def troubles() -> dict[str, Rows]:
    """Every module's `rows`, by the module's name. Raises AttributeError for a module without it."""
    names = [module.name for module in pkgutil.iter_modules(tests.torture.__path__)]
    wanted = [name for name in names if name not in NO_TROUBLE and not name.startswith("test_")]
    return {name: importlib.import_module(f"tests.torture.{name}").rows for name in wanted}


def rows_of(name: str, rows: Rows, folder: Path, *, quick: bool) -> Iterator[Row]:
    """The rows of one module, tried in a folder of its own."""
    own = folder / name
    own.mkdir()
    yield from rows(own, quick=quick)


def line(row: Row) -> str:
    """One row of the table."""
    verdict = "ok" if row.good else "FAILED" if row.tried else "NOT TRIED"
    return f"{row.what:<62} {row.many:>8,}  {row.target:>8}  {row.result:<24}  {verdict}"


HEAD = f"{'what':<62} {'how many':>8}  {'target':>8}  {'result':<24}"
