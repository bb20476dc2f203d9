"""Two writers at one file: nobody's update is lost."""

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

from advisor.source.error import AdvisorError
from advisor.source.replace import replace_bytes
from tests.torture.table import Row


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    each = 30 if quick else 300
    path = folder / "count"
    path.write_bytes(b"0")
    fork = multiprocessing.get_context("fork")
    writers = [fork.Process(target=count_up, args=(path, each)) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    yield Row.all("two writers at one file: updates that are there at the end", int(path.read_bytes()), 2 * each)


def count_up(path: Path, times: int) -> None:
    """Read, add one, save; and again where somebody else was quicker."""
    done = 0
    while done < times:
        before = path.read_bytes()
        try:
            replace_bytes(path, str(int(before) + 1).encode(), before)
        except AdvisorError:
            continue
        done += 1
