"""`make torture`: the long form of every module, as one table; a process for each processor. Exits 1 if a row is not as it has to be."""

import os
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from tests.torture.table import HEAD, Row, line, rows_of, troubles

_LONG = ("round_trips", "loader", "signalled", "storms")


def main(arguments: list[str]) -> int:
    quick = "--quick" in arguments
    named = [name for name in arguments if name != "--quick"]
    known = troubles()
    if unknown := [name for name in named if name not in known]:
        sys.stderr.write(f"there is no torture {unknown[0]!r}; there is {', '.join(known)}\n")
        return 2
    all_rows: list[Row] = []
    sys.stdout.write(f"{HEAD}\n")
    with tempfile.TemporaryDirectory(prefix="advisor-torture-") as folder:
        home = Path(folder)
        for name in ("STATE", "CONFIG", "DATA", "CACHE"):
            os.environ[f"XDG_{name}_HOME"] = str(home / ".home" / name.lower())
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            tried = [pool.submit(_tried, name, home, quick=quick) for name in _longest_first(named or known)]
            for done in as_completed(tried):
                for row in done.result():
                    all_rows.append(row)
                    sys.stdout.write(f"{line(row)}\n")
                    sys.stdout.flush()
    bad = [row for row in all_rows if not row.good and (row.tried or not quick)]
    sys.stdout.write(f"{len(all_rows)} rows, {len(bad)} not as they have to be\n")
    return 1 if bad else 0


def _tried(name: str, home: Path, *, quick: bool) -> list[Row]:
    """The rows of a module; one that breaks off has a row that says so, beside those it came to."""
    found: list[Row] = []
    try:
        found.extend(rows_of(name, troubles()[name], home, quick=quick))
    except Exception as error:  # noqa: BLE001 - told, and the others go on
        found.append(Row.none(f"{name}: breaks off", 1, [repr(error)]))
    return found


def _longest_first(names: Iterable[str]) -> list[str]:
    """The names in the order in which several processes are done soonest."""
    return sorted(names, key=lambda name: (name not in _LONG, name))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
