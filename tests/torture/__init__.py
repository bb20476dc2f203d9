"""What must hold whatever happens, tried in numbers: `make torture` prints one table of all of it.

Each module of this folder is one kind of trouble and offers one function:

    def rows(folder: Path, *, quick: bool) -> Iterator[Row]

`folder` is empty and the module's own. `quick` is the form that runs with the ordinary tests (`test_quick.py`), within a
few seconds; the long form makes the figures that are promised. A row says what was tried, how often, what came of it,
what had to come of it, and whether it did. A tool that is not installed makes `Row.left_out`, which fails nothing in the
quick form and the whole run in the long one.

    python -m tests.torture                  everything, the long form
    python -m tests.torture --quick          everything, the quick form
    python -m tests.torture kills writers    these modules only
"""
