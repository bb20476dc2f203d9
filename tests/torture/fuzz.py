"""Every reader under a fuzzer that is guided by coverage: a plan or pack, or an error of ours in one line; nothing else.

The other modules damage files in ways that somebody thought of; the fuzzer (atheris, on libFuzzer) keeps whatever reaches a
branch that nothing reached before, and goes on from there. It starts from the plans and packs of the tests.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from random import Random

import yaml

from advisor.policy.pack import load_pack
from tests.plan.layouts import Writer, random_layout, random_plan
from tests.report.reported import PACK, PLANS
from tests.terminal.window import ROOT
from tests.torture.table import Row

RUNS = {"plans": 10_000, "lines": 10_000, "packs": 1_500, "fingerprints": 5_000}
"""How often each reader is run; about a minute together."""
SECONDS = 300
"""How long one may take at most, on a machine that is busy; fewer runs are then not enough."""
_DICTIONARY = (
    *(
        "advisor",
        "policy",
        "name",
        "bot",
        "uses",
        "notes",
        "activity",
        "answers",
        "safeguards",
        "done",
        "title",
        "when",
    ),
    *("undecided", "null", "~", "true", "!!str", "&a", "*a", "<<", "%YAML", "---", "...", "|", ">-", "\\x00", "\\x1b["),
    *("\\xc2\\x85", "\\xe2\\x80\\xa8", "\\xef\\xbb\\xbf", "{", "}", "[", "]", "?", "all", "any", "not", "several"),
)


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    if quick or find_spec("atheris") is None:
        why = "the long form alone" if quick else "there is no atheris"
        yield Row.left_out("readers under a fuzzer that is guided by coverage", why)
        return
    dictionary = folder / "words"
    dictionary.write_text("".join(f'"{word}"\n' for word in _DICTIONARY))
    found = _fuzz(folder, "planted", 100_000).trouble
    yield Row.all("planted faults that the fuzzer finds", int("planted" in found), 1)
    for name, runs in RUNS.items():
        done = _fuzz(folder, name, runs)
        what = f"fuzzed {name}: a foreign exception, or more than a line"
        yield Row(
            what,
            done.runs,
            f"{done.trouble[:250] or 0}, {done.reached} branches",
            "0",
            not done.trouble and done.runs >= runs,
        )


class Fuzzed:
    """What the fuzzer says of its run."""

    def __init__(self, code: int, out: str, err: str) -> None:
        runs, reached = re.findall(r"Done (\d+) runs", err), re.findall(r"cov: (\d+)", err)
        self.runs = int(runs[-1]) if runs else 0
        self.reached = int(reached[-1]) if reached else 0
        """How many branches of the program were reached."""
        exception = " ".join(out.partition("Uncaught Python exception: ===")[2].split())
        self.trouble = "" if code == 0 else exception or err[-250:]


def _fuzz(folder: Path, name: str, runs: int) -> Fuzzed:
    corpus = folder / f"{name}-corpus"
    corpus.mkdir()
    for number, data in enumerate(_corpus(name)):
        (corpus / str(number)).write_bytes(data)
    options = [
        f"-runs={runs}",
        "-seed=1",
        f"-max_total_time={SECONDS}",
        "-max_len=20000",
        "-len_control=0",
        "-timeout=20",
    ]
    options += [f"-dict={folder / 'words'}", f"-artifact_prefix={folder}/"]
    ran = subprocess.run(
        [sys.executable, "-m", "tests.torture.fuzzed", name, folder / name / "lending", *options, corpus],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    out, err = (stream.decode("utf-8", "backslashreplace") for stream in (ran.stdout, ran.stderr))
    return Fuzzed(ran.returncode, out, err)


def _corpus(name: str) -> Iterator[bytes]:
    """What to start from."""
    if name == "packs":
        for index, path in enumerate(sorted(PACK.rglob("*.yaml"))):
            yield bytes([index]) + path.read_bytes()
    elif name == "fingerprints":
        for path in (ROOT / "knowledge").glob("*/fingerprints.yaml"):
            yield path.read_bytes()[:3000]
    elif name in ("plans", "lines"):
        for data in _plans():
            yield data if name == "plans" else json.dumps(yaml.load(data, yaml.BaseLoader)).encode()


def _plans() -> Iterator[bytes]:
    yield from (path.read_bytes() for path in sorted(PLANS.glob("*.yaml")))
    policy = load_pack(PACK)
    for seed in range(40):
        random = Random(seed)
        yield Writer(random, random_layout(random)).file(random_plan(random, policy), policy)
