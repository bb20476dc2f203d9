"""Hostile texts where ids belong, in plans and packs: refused in one line each, with the text in it made visible.

An id is printed in places that free text is not, such as the names of files, of rules in SARIF and of options on a command
line; so nothing that is not a plain word is one.
"""

import re
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.report.reported import PACK, PLANS
from tests.terminal.escapes import refused_in_plain
from tests.terminal.hostile import HOSTILE
from tests.torture.hostile import run
from tests.torture.table import Row

PLAN_IDS = (
    *(r"(?m)^policy: (.+)$", r"(?m)^uses:\n  (\S+):", r"activity: (\S+)", r"(?m)^bot:\n  (\S+):", r"card: (\w+)"),
    *(r"answers: {(\w+):", r"{kind: (\w+)", r"(?m)^safeguards:\n  (\S+):", r"(?m)^(name):", r"(?m)^  (novel)\.days"),
)
"""Where a plan holds ids; the first group of each is one."""
PACK_IDS = {
    "policy.yaml": (r"(?m)^id: (.+)$", r"- id: (\S+)", r"(?m)^(title):", r"(?m)^version: (\S+)"),
    "questions/1-reader.yaml": (r"- id: (\S+)", r"- {id: (\w+)", r"about: (\S+)"),
    "rules/1-ground.yaml": (r"- id: (\S+)", r"modality: (\S+)", r"concerns: \[?(\w+)", r"cites: \[?([\w.-]+)"),
}


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    texts = [_quoted(text) for text in list(HOSTILE.values())[:: 7 if quick else 1]]
    cases = list(_cases(folder))
    bad = [f"{where}: {what}" for where, case in cases for text in texts for what in case(text)]
    yield Row.none("hostile ids in plans and packs: taken, or told with more than text", len(cases) * len(texts), bad)


def _cases(folder: Path) -> Iterator[tuple[str, "partial[Iterator[str]]"]]:
    plan = folder / "plan.yaml"
    plan.write_bytes((PLANS / "mixed.yaml").read_bytes())
    pack = folder / "lending"
    shutil.copytree(PACK, pack)
    for pattern in PLAN_IDS:
        yield pattern, partial(_told, plan, pattern, ["check", str(plan), "--policy", str(PACK)])
    for name, patterns in PACK_IDS.items():
        for pattern in patterns:
            yield f"{name} {pattern}", partial(_told, pack / name, pattern, ["lint", str(pack)])


def _told(path: Path, pattern: str, words: list[str], text: str) -> Iterator[str]:
    """What is wrong with what a command says of a file with the text in place of an id."""
    whole = path.read_text()
    found = re.search(pattern, whole)
    assert found, f"{path.name} holds no {pattern}"
    path.write_text(whole[: found.start(1)] + text + whole[found.end(1) :])
    try:
        code, out, err = run(words)
    finally:
        path.write_text(whole)
    if code not in (1, 2) or not out + err:
        yield f"{text[:30]}: exit {code}"
    yield from (f"{text[:30]}: {piece}" for piece in refused_in_plain(out + err))
    if code == 2 and not all(re.match(r"\S.*:\d+:\d+: ", line) for line in err.splitlines()):
        yield f"{text[:30]}: a line without a place: {err[:200]!r}"


def _quoted(text: str) -> str:
    """The text as a scalar of YAML, every other character escaped; the reader, not the file, has to bear it."""
    return '"' + "".join(c if c.isascii() and c.isalnum() else f"\\U{ord(c):08x}" for c in text) + '"'
