"""`make proof`: everything that is proven of the packs and the engine, as one table. Exits 1 if anything does not hold."""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from time import perf_counter

from tests.proof.jobs import Job, Part, jobs
from tests.torture.table import Row

_NUMBER = re.compile(r"[\d,]+")


def main(arguments: list[str]) -> int:
    began = perf_counter()
    rows = table(done(jobs(quick="--quick" in arguments)))
    wide = max(len(row.what) for row in rows)
    for row in rows:
        sys.stdout.write(f"{row.what:<{wide}}  {row.many:>9,}  {row.result}{'' if row.good else '  FAILED'}\n")
    bad = [row for row in rows if not row.good]
    seconds = perf_counter() - began
    sys.stdout.write(f"{len(rows)} rows, {len(bad)} do not hold; {seconds:.0f} s on {os.cpu_count()} cores\n")
    return 1 if bad else 0


def done(pieces: Iterable[Job]) -> Iterator[Part]:
    """The parts of all pieces, from as many processes as there are cores."""
    with ProcessPoolExecutor() as pool:
        waiting = [pool.submit(piece.work, *piece.arguments) for piece in pieces]
        for each in as_completed(waiting):
            yield from each.result()


def table(parts: Iterable[Part]) -> list[Row]:
    """The rows: parts of the same name are one, their numbers added up; in the order of their names."""
    found: dict[str, Part] = {}
    for part in parts:
        before = found.get(part.what, Part(part.what, 0))
        note = _added(before.note, part.note)
        found[part.what] = Part(part.what, before.many + part.many, (*before.bad, *part.bad), note)
    return [_row(found[what]) for what in sorted(found)]


def _row(part: Part) -> Row:
    wrong = f"{len(part.bad)} not: {part.bad[0][:300]}" if part.bad else "0 not"
    return Row(part.what, part.many, f"{wrong}{f'; {part.note}' if part.note else ''}", "0 not", good=not part.bad)


def _added(before: str, after: str) -> str:
    """Two notes of one form as one, number by number."""
    if not before or not after:
        return before or after
    sums = iter(
        int(one.replace(",", "")) + int(other.replace(",", ""))
        for one, other in zip(_NUMBER.findall(before), _NUMBER.findall(after), strict=True)
    )
    return _NUMBER.sub(lambda _: f"{next(sums):,}", after)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
