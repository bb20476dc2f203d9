"""A script: mutmut over some modules, with the tests of one folder. It is no module to import, for mutmut's copy of the
tests, which has the same name, could not be imported then.

    python tests/mutation/try_mutants.py WORKERS TESTS MODULE.py…
"""

import shutil
import sys

from mutmut.__main__ import cli
from mutmut.configuration import config


def main(workers: str, tests: str, modules: list[str]) -> None:
    shutil.rmtree("mutants", ignore_errors=True)  # mutmut would not copy anew what is there
    config().only_mutate = modules
    config().pytest_add_cli_args_test_selection = [tests]
    cli(["run", "--max-children", workers])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
