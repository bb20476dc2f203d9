"""One reader under a coverage-guided fuzzer, in a process of its own, because the fuzzer ends it:

    python -m tests.torture.fuzzed READER FOLDER CORPUS -runs=1000 -seed=1

`FOLDER` is what the reader may write to. An exception that is not the project's own, or an error that is more than a line
of text, ends the process with the fuzzer's exit code and its report.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["advisor"]):
    from advisor.plan.file import plan_source, saved_bytes, tree_source
    from advisor.policy.fingerprints import read_fingerprints
    from advisor.policy.model import Policy
    from advisor.policy.pack import load_pack, read_pack
    from advisor.source.error import AdvisorError, Problem
    from advisor.source.json_tree import parse_json
    from advisor.source.safe_text import safe_text

Reader = Callable[[bytes], None]
LENDING = Path(__file__).parent.parent / "packs" / "lending"
FINGERPRINTS = "fingerprints.yaml"


def main(arguments: list[str]) -> None:
    reader = READERS[arguments[1]](Path(arguments[2]))
    atheris.Setup([arguments[0], *arguments[3:]], lambda data: one_line_or_nothing(reader, data))
    atheris.Fuzz()


def one_line_or_nothing(reader: Reader, data: bytes) -> None:
    """Read; an error of the project's own is fine if each of its problems is one line without control characters."""
    try:
        reader(data)
    except AdvisorError as error:
        told(error.problems)


def told(problems: tuple[Problem, ...]) -> None:
    assert problems
    for problem in map(str, problems):
        assert problem == safe_text(problem), repr(problem)
        assert "\n" not in problem, repr(problem)


def of_plans(_: Path) -> Reader:
    policy = load_pack(LENDING)
    return lambda data: _kept(data, policy)


def _kept(data: bytes, policy: Policy) -> None:
    """Read a plan; what can be read is saved and read again."""
    plan = plan_source(data, "p").plan(policy)
    assert plan_source(saved_bytes(plan, policy, data)).plan(policy) == plan


def of_lines(_: Path) -> Reader:
    policy = load_pack(LENDING)

    def read(data: bytes) -> None:
        tree_source(parse_json(data, "p", 1), "p").plan(policy)

    return read


def of_packs(folder: Path) -> Reader:
    """The first byte says which file of a pack holds the rest."""
    files = [(folder / path.relative_to(LENDING), path.read_bytes()) for path in pack_files()]
    for path, whole in files:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(whole)

    def read(data: bytes) -> None:
        path, whole = files[(data[0] if data else 0) % len(files)]
        path.write_bytes(data[1:])
        try:
            told_of_pack(folder)
        finally:
            path.write_bytes(whole)

    return read


def told_of_pack(folder: Path) -> None:
    policy, problems = read_pack(folder)
    assert policy is not None or problems
    if problems:
        told(problems)


def of_fingerprints(folder: Path) -> Reader:
    folder.mkdir(parents=True, exist_ok=True)

    def read(data: bytes) -> None:
        (folder / FINGERPRINTS).write_bytes(data)
        read_fingerprints(folder)

    return read


def of_planted(_: Path) -> Reader:
    """A reader that stumbles over one input in many, to see that it is found."""

    def read(data: bytes) -> None:
        if data[:1] == b"p" and data[1:2] == b"l" and data[2:3] == b"a":
            raise ValueError("planted")

    instrumented: Reader = atheris.instrument_func(read)
    return instrumented


def pack_files() -> list[Path]:
    return sorted(LENDING.rglob("*.yaml"))


READERS: dict[str, Callable[[Path], Reader]] = {
    "plans": of_plans,
    "lines": of_lines,
    "packs": of_packs,
    "fingerprints": of_fingerprints,
    "planted": of_planted,
}

if __name__ == "__main__":
    main(sys.argv)
