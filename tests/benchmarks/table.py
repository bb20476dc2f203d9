"""The table of all benchmarks: written to RESULTS.md, read from it, and compared with a new run.

A run of some modules alone replaces their part of the file and keeps the rest.
"""

import os
import platform
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from tests.benchmarks.frame import Row

MODULES = {
    "start": "Starting, as a whole process",
    "app": "The app, in a terminal",
    "search": "Finding a rule",
    "engines": "The values of whole plans, beside other engines",
    "batch": "Judging many plans in one process",
    "growth": "Growing packs",
}
"""Module of this folder -> the heading of its rows, in the order of the table."""
RESULTS = Path(__file__).parent / "RESULTS.md"
LIBRARIES = ("textual", "rich", "pyyaml", "rapidfuzz")
HEAD = "| what | median | against | ratio | target | |\n|---|---:|---|---:|---:|---|"
MISSED = "**missed**"
_HEADING = re.compile(r"^## (.*)$", re.MULTILINE)


def measured(modules: Iterable[str]) -> Iterator[tuple[str, list[Row]]]:
    """Run modules, each in a process of its own: for each its heading and rows.

    What one leaves in memory would slow the next down, and hide by how much its own memory grows.
    """
    for name in modules:
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:
            yield MODULES[name], alone.submit(_rows, name).result()


def _rows(name: str) -> list[Row]:
    return list(import_module(f"tests.benchmarks.{name}").rows())


def section(heading: str, rows: Sequence[Row]) -> str:
    """The rows of a module as Markdown."""
    return "\n".join([f"## {heading}\n", HEAD, *map(_line, rows)]) + "\n"


def _line(row: Row) -> str:
    ratio = "" if row.ratio is None else f"{row.ratio:.2f} ×"
    unit = " ×" if row.ratio is not None else f" {row.unit}".rstrip()
    target = "" if row.most is None else f"≤ {row.most:g}{unit}"
    met = "" if row.most is None else MISSED if row.missed else "met"
    return f"| {row.what} | {_number(row.value)} {row.unit} | {row.reference} | {ratio} | {target} | {met} |"


def _number(value: float) -> str:
    return f"{value:.3g}" if value < 100 else f"{value:,.0f}"


def store(found: Mapping[str, str], path: Path = RESULTS) -> None:
    """Write the sections of this run, and keep those of other modules."""
    kept = dict(_sections(path))
    sections = [text for heading in MODULES.values() if (text := found.get(heading) or kept.get(heading))]
    path.write_text("\n".join([f"# What things take\n\n{machine()}\n", *sections]), encoding="utf-8")


def _sections(path: Path) -> Iterator[tuple[str, str]]:
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    starts = [*_HEADING.finditer(text)]
    ends = [*(match.start() for match in starts[1:]), len(text)][: len(starts)]
    for match, end in zip(starts, ends, strict=True):
        yield match[1], text[match.start() : end].strip() + "\n"


def machine() -> str:
    """What the figures were measured on, without its name."""
    try:
        found = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        found = None
    processor = found[1].strip() if found else platform.machine()
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"Measured on {platform.system()}, {processor}, {os.cpu_count()} cores; Python {platform.python_version()}, {libraries}.\n"
        "Medians; a ratio is the median over turns, in each of which both were timed. Read the ratios: the rest is the machine's.\n"
        "`make bench` writes this file, `make bench-compare` compares with it."
    )


def changes(rows: Iterable[Row], path: Path = RESULTS) -> Iterator[str]:
    """For each row how it changed since the file was written: its ratio, or its value where it has none."""
    before = dict(_figures(path))
    for row in rows:
        now = row.value if row.ratio is None else row.ratio
        old = before.get(row.what)
        change = "new" if old is None else f"{now / old - 1:+.0%}" if old else "was 0"
        unit = f" {row.unit}" if row.ratio is None else " ×"
        missed = "  MISSED" if row.missed else ""
        yield f"{change:>6}  {_number(now)}{unit}{'' if old is None else f' (was {_number(old)})'}  {row.what}{missed}"


def _figures(path: Path) -> Iterator[tuple[str, float]]:
    for _, text in _sections(path):
        for line in text.splitlines()[4:]:
            what, value, _, ratio, *_ = (cell.strip() for cell in line.strip("|").split("|"))
            yield what, float((ratio or value).split()[0].replace(",", ""))
