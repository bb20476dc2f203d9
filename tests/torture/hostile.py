"""Texts that try to drive a terminal or a build server, in every field of a plan and its pack, out of every door.

By turns every field holds every text: in each format and command, and on each screen of the app in a real terminal. What
comes out is split by the grammar of ECMA-48, and only what the app needs may be there.
"""

import io
import json
import re
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch
from xml.etree import ElementTree as ET

from advisor.cli.main import main
from advisor.plan.text import plan_text
from advisor.policy.pack import load_pack
from advisor.report.judged import FORMATS, GATHERED
from advisor.source.safe_text import no_command
from tests.report.reported import PACK, plan
from tests.terminal.escapes import refused, refused_in_plain
from tests.terminal.hostile import HOSTILE, IN_FILES, hostile_folder, hostile_plan, in_turn, seen
from tests.terminal.window import ADVISOR, Window, surroundings
from tests.torture.table import Row

RULES = ("text", "markdown", "json")
LINT = ("text", "json", "github", "sarif")
WALK = (
    *(("q", "card"), ("c", "checklist"), ("v", "line in whole"), ("w", "rule behind it"), ("\x1b", ""), ("c", "")),
    *(("n", "note"), ("\x1b", ""), ("m", ""), ("f", ""), ("r", "rules"), ("/", ""), ("\x1b", ""), ("\x1b[B", "")),
    *(("\r", "rule page"), ("p", ""), ("h", "home"), ("q", ""), ("o", "outline"), ("\x1b", ""), ("v", "verdict")),
    *(("\x1b", ""), ("n", ""), ("\x1b", ""), ("w", ""), ("\x1b", ""), ("e", "export"), ("\x1b", ""), (":", "")),
    *(("a", "palette"), ("\x1b", ""), ("?", ""), ("\x1b", ""), ("P", "name"), ("N", ""), ("\x1b", ""), ("h", "")),
    *(("o", ""), ("\x1b", ""), ("E", "")),
)
"""Keys, and what they show if that is to hold every hostile text, by turns."""
SIZES = [(120, 40), (80, 24), (50, 20)]


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    turns = range(1) if quick else range(len(HOSTILE))
    written, bad = 0, list[str]()
    for turn in turns:
        house = House.of(folder / f"turn-{turn}", turn)
        for words in house.commands():
            written += 1
            bad += [f"{' '.join(words)[-60:]}: {what}" for what in _amiss(words, *run(words))]
    yield Row.none("hostile fields in every format and command: outputs with more than text", written, bad)
    echoes, bad = 0, []
    for text in list(HOSTILE.values())[:: 7 if quick else 1]:
        given = text.encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape")  # as a command line holds it
        for words in _echoing(folder, given):
            echoes += 1
            code, out, err = run(words)
            bad += [f"{words[0][:20]!r}: {what}" for what in _amiss(words, code, out, err)]
            bad += [f"{words[0][:20]!r}: exit {code}"] if code == 4 else []
    yield Row.none("hostile words on the command line: outputs with more than text", echoes, bad)
    screens, bad, shown = 0, [], set[tuple[str, str]]()
    for turn in turns:
        house = House.of(folder / f"app-{turn}", turn)
        for size in SIZES[:1] if quick or turn % 3 else SIZES:
            sent, found, pairs = _walk(house, size, looks=not quick)
            screens += sent
            bad += found
            shown |= pairs
    yield Row.none("hostile fields on every screen: views with other sequences", screens, bad)
    wanted = {(view, name) for _, view in WALK if view for name in IN_FILES}
    missed = sorted(wanted - shown)
    if not quick:
        yield Row.none("hostile texts that a screen never showed, made visible", len(wanted), missed)


@dataclass(frozen=True, slots=True)
class House:
    """A pack and a plan in which every text is hostile."""

    folder: Path
    pack: Path
    plan: Path

    @classmethod
    def of(cls, folder: Path, turn: int) -> "House":
        """Write them; by `turn` it depends which field holds which text."""
        write = in_turn(turn)
        pack = hostile_folder(PACK, folder / "lending", write)
        path = folder / "bot ::error [x] \u202eplan.yaml"
        path.write_text(plan_text(hostile_plan(plan("mixed"), write), load_pack(pack)))
        return cls(folder, pack, path)

    def commands(self) -> Iterator[list[str]]:
        """Every command that shows something of them, in every format there is."""
        pack, name = ["--policy", str(self.pack)], str(self.plan)
        for form in (*FORMATS, *GATHERED):
            yield ["check", name, "--format", form, "--all", *pack]
            yield ["check", name, f"{name}.missing", "--format", form, *pack]
        for form in FORMATS:
            yield ["export", name, "--format", form, *pack]
        for form in RULES:
            yield ["rules", "--format", form, *pack]
            yield ["rules", "error taken", "--format", form, *pack]
            yield ["rule", "care.marks", "--format", form, *pack]
        for form in LINT:
            yield ["lint", str(self.pack), "--format", form]
        yield ["lint", str(self.pack), "--coverage"]
        yield ["diff", str(PACK), str(self.pack), name]
        yield ["diff", str(PACK), str(self.pack), name, "--format", "json"]
        yield ["ask", name, *pack]


def run(words: list[str], typed: str = "s\n?\nc\n1\nq\n") -> tuple[int, str, str]:
    """A command in this process: exit code, what it wrote, and what it said."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), patch.object(sys, "stdin", io.StringIO(typed)):
        code = main(words)
    return code, out.getvalue(), err.getvalue()


def _amiss(words: list[str], code: int, out: str, err: str) -> Iterator[str]:
    """What is wrong with the output of a command."""
    form = words[words.index("--format") + 1] if "--format" in words else "text"
    for stream, text in (("out", out), ("err", err)):
        if found := refused_in_plain(text):
            yield f"{stream}: {found[0]}"
        plain = "".join(line for line in text.splitlines(keepends=True) if not _own_command(line, form))
        if no_command(plain) != plain:
            yield f"{stream}: begins a command"
    if code not in range(4) or "Traceback" in err:
        yield f"exit {code}: {err[:200]}"
    if code == 2 or not out:
        return
    if form in ("json", "sarif"):
        [json.loads(line) for line in (out.splitlines() if form == "json" and "\n " not in out else [out])]
    elif form == "junit":
        names = {element.tag for element in ET.fromstring(out).iter()}
        if names - {"testsuites", "testsuite", "testcase", "failure", "error", "skipped", "properties", "property"}:
            yield f"elements {names}"


def _own_command(line: str, form: str) -> bool:
    """Whether it is one of the commands that the format `github` is made of, whole and on one line."""
    return (
        form == "github"
        and re.match(r"::(error|warning|notice) (file=[^,:]*,(line=\d+,col=\d+,)?)?title=[^,:]*::", line) is not None
    )


def _echoing(folder: Path, text: str) -> Iterator[list[str]]:
    """Command lines that hold the text where it may be quoted back."""
    yield [text]
    yield [f"--{text}"]
    yield [f"{text}.yaml"]
    for command in ("check", "export", "rules", "rule", "lint", "ask", "diff", "drift"):
        yield [command, text]
        yield [command, f"--{text}"]
        yield [command, "--format", text, "x"]
    mixed = str(PACK.parents[1] / "report" / "plans" / "mixed.yaml")
    for option in ("--set", "--undecided", "--tick", "--policy", "--fail-on"):
        yield ["check", mixed, "--policy", str(PACK), option, text]
        yield ["check", mixed, "--policy", str(PACK), option, f"{text}={text}"]
    yield ["export", mixed, "--policy", str(PACK), "-o", str(folder / "nowhere" / text)]
    yield ["rules", "--policy", str(PACK), "--modality", text]


def _walk(house: House, size: tuple[int, int], *, looks: bool) -> tuple[int, list[str], set[tuple[str, str]]]:
    """Go through places and dialogs of the app: how many views there were, what was wrong, and which showed which text.

    Only if it `looks` is each view waited for until it is whole.
    """
    bad: list[str] = []
    shown: set[tuple[str, str]] = set()
    environment = surroundings(house.folder, EDITOR=HOSTILE["window title"])
    with Window([*ADVISOR, "--policy", house.pack, house.plan], house.folder, environment, size) as window:
        window.wait_for("undecided")
        for key, view in WALK:
            window.press(key)
            if view and looks:
                window.rest(0.15)  # the palette waits before it looks for something
                shown |= {(view, name) for name in seen(window.lines)}
        window.press("\x1b")
        window.press("\x11")
        if (code := window.ended()) != 0:
            bad.append(f"exit {code}: {window.text[-300:]}")
        bad += window.amiss()
        bad += [f"{piece}" for piece in refused(window.sent.decode("utf-8", "replace"))]
    return len(WALK), bad, shown
