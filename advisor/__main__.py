"""`python -m advisor` is `advisor`."""

import sys

from advisor.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
