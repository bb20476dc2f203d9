"""Running the program: inside the test for speed, as a process where streams and signals matter."""

import io
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from advisor.cli.main import main

TESTS = Path(__file__).parent.parent
PACK = str(TESTS / "packs" / "lending")
PLANS = TESTS / "report" / "plans"


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a run."""

    code: int
    out: str
    err: str


class Program:
    """The program, run in the test's own process."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.capsys = capsys
        self.monkeypatch = monkeypatch

    def __call__(self, *words: str | Path, typed: str | None = None) -> Ran:
        """Run it with the lending pack unless another is named; `typed` is its standard input."""
        packed = [str(word) for word in words]
        if packed and packed[0] in ("ask", "check", "export") and "--policy" not in packed:
            packed += ["--policy", PACK]
        return self.bare(*packed, typed=typed)

    def bare(self, *words: str | Path, typed: str | None = None) -> Ran:
        """Run it with these words and no others."""
        data = io.BytesIO((typed or "").encode("utf-8", "surrogateescape"))
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data, encoding="utf-8"))
        self.capsys.readouterr()
        code = main([str(word) for word in words])
        captured = self.capsys.readouterr()
        return Ran(code, captured.out, captured.err)


def process(words: Sequence[str | Path], **more: object) -> "subprocess.Popen[bytes]":
    """The program as a process of its own, its streams as given in `more`."""
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    return subprocess.Popen([sys.executable, "-m", "advisor", *map(str, words)], **streams)  # type: ignore[call-overload,no-any-return]
