"""Runs every benchmark of this folder: `make bench`."""

from importlib import import_module
from pathlib import Path

for path in sorted(Path(__file__).parent.glob("[a-z]*.py")):
    import_module(f"tests.benchmarks.{path.stem}").main()
