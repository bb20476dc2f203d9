"""`make bench` and `make bench-compare`: `python -m tests.benchmarks [--compare] [MODULE…]`.

Ends with 1 where a target was missed, after the table is written.
"""

import sys

from tests.benchmarks.table import MODULES, RESULTS, changes, measured, section, store

COMPARE = "--compare"


def main(arguments: list[str]) -> int:
    """Run the modules named, by default all."""
    missed = 0
    sections: dict[str, str] = {}
    for heading, rows in measured([name for name in arguments if name != COMPARE] or MODULES):
        sections[heading] = section(heading, rows)
        said = "\n".join([heading, *changes(rows)]) if COMPARE in arguments else sections[heading]
        sys.stdout.write(said + "\n\n")
        sys.stdout.flush()
        missed += sum(row.missed for row in rows)
    if COMPARE not in arguments:
        store(sections)
    sys.stdout.write(f"{missed} of the targets missed; see {RESULTS.name}\n" if missed else "Every target is met.\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
