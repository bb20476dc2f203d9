"""What is proven, cut into pieces that two cores can share. A piece gives its part of the rows of the table."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import yaml

from advisor.assess.assess import Assessor
from advisor.plan.example import BOUNDARY, load_examples
from advisor.policy.installed import pack_folders
from advisor.policy.model import Policy
from advisor.policy.pack import load_pack
from advisor.prove.contradictions import contradiction_problems
from advisor.prove.coverage import coverage
from advisor.prove.proof import prove
from tests.assess.agreement import FEW, SHARES, compare_random as compare_naive, compare_under
from tests.proof import oracle
from tests.proof.interview import walk_random
from tests.proof.killing import fates
from tests.strategies import SMALL, TINY, Size, random_policy

LENDING = Path(__file__).parent.parent / "packs" / "lending"
WIDE = Size(activities=2, questions=8, options=5, rules=12, depth=3)
SIZES = (TINY, SMALL, SMALL, WIDE)
LISTED = yaml.safe_load((Path(__file__).parent / "equivalent.yaml").read_text("utf-8"))
ROUGH = 500
"""Completions that the naive evaluator lists at most under a policy of full size."""


class Part(NamedTuple):
    """A part of a row: what was proven, how often, and every time that it did not hold."""

    what: str
    many: int
    bad: tuple[str, ...] = ()
    note: str = ""


class Job(NamedTuple):
    """A piece of work for one process."""

    work: Callable[..., list[Part]]
    arguments: tuple[object, ...]


def jobs(*, quick: bool) -> Iterator[Job]:
    """All pieces, the longest first."""
    pieces = 1 if quick else 12
    for folder in packs():
        policy = load_pack(folder)
        if folder != LENDING:
            shares = range(1 if quick else 8)
            yield from (Job(killed, (folder, share, 200 if quick else len(shares))) for share in shares)
        sections = [section.id for section in policy.sections if any(r.section == section.id for r in policy.rules)]
        yield from (Job(enumerated, (folder, section, 40 if quick else oracle.MOST)) for section in sections)
        for seed in range(pieces):
            yield Job(against_program, (folder, seed, 2 if quick else 40))
            yield Job(against_naive, (folder, seed, 2 if quick else 60))
            yield Job(interviews, (folder, seed, 1 if quick else 12))
        yield Job(counted, (folder,))
    for seed in range(pieces):
        yield Job(random_against_program, (seed, 10 if quick else 400))
        yield Job(random_against_naive, (seed, 40 if quick else 500))
        yield Job(random_interviews, (seed, 20 if quick else 200))


def packs() -> tuple[Path, ...]:
    """The packs of the program, and one that has nothing to do with bots."""
    return (*map(Path, pack_folders()), LENDING)


def counted(folder: Path) -> list[Part]:
    """What the pack holds, and what lint finds of it."""
    proof, policy = prove(folder), load_pack(folder)
    found = coverage(policy)
    clashes = tuple(str(problem) for problem in contradiction_problems(Assessor(policy), {}))
    unsound = tuple(str(problem) for problem in (*proof.unreadable, *proof.unsound))
    gaps = tuple(clause.id for clause in found.gaps)
    aside = f"{found.cited} by rules, {len(found.set_aside)} set aside with a reason"
    return [
        Part(f"{folder.name}: clauses covered", len(found.clauses), gaps, aside),
        Part(f"{folder.name}: rules, in which contradictions were looked for", len(policy.rules), clashes),
        Part(f"{folder.name}: questions", len(policy.questions)),
        Part(f"{folder.name}: examples that come out as expected", len(proof.examples), unsound),
    ]


def killed(folder: Path, share: int, of: int) -> list[Part]:
    """One share of the pack's mutants; those that live have to be listed with a reason."""
    policy = load_pack(folder)
    examples = (*load_examples(folder, policy), *load_examples(folder, policy, BOUNDARY))
    listed = LISTED.get(folder.name, {})
    found = list(fates(policy, examples, share, of))
    alive = [str(fate.mutant) for fate in found if fate.lives]
    return [
        Part(f"{folder.name}: mutants noticed by an example", sum(bool(fate.killed_by) for fate in found)),
        Part(f"{folder.name}: mutants proven to mean the same", sum(fate.same for fate in found)),
        Part(f"{folder.name}: mutants listed with a reason", sum(name in listed for name in alive)),
        Part(f"{folder.name}: mutants made", len(found), tuple(name for name in alive if name not in listed)),
    ]


def enumerated(folder: Path, section: str, most: int) -> list[Part]:
    """Every plan of one section, by the engine, the naive evaluator and the answer-set program."""
    try:
        done, left_out = oracle.enumerated(load_pack(folder), section, most)
    except AssertionError as error:
        return [Part(f"{folder.name}: every plan of section {section}", 0, (str(error),))]
    note = f"{left_out} rules ask for more than {most:,} plans each" if left_out else ""
    return [Part(f"{folder.name}: every plan of section {section}", done, (), note)]


def against_program(folder: Path, seed: int, number: int) -> list[Part]:
    """Random plans under the pack against the answer-set program."""
    return _compared(
        f"{folder.name}: random plans, engine = answer-set program",
        lambda counts: oracle.compare_random(load_pack(folder), seed, number, counts, FEW),
    )


def against_naive(folder: Path, seed: int, number: int) -> list[Part]:
    """Random plans under the pack against the naive evaluator."""
    return _compared(
        f"{folder.name}: random plans, engine = naive evaluator",
        lambda counts: compare_under(load_pack(folder), seed, number, counts, limit=ROUGH, shares=FEW),
    )


def interviews(folder: Path, seed: int, number: int) -> list[Part]:
    """Interviews under the pack."""
    return _walked(folder.name, lambda counts: walk_random(load_pack(folder), seed, number, counts, ROUGH))


def random_against_program(seed: int, number: int) -> list[Part]:
    """Random plans under random policies against the answer-set program."""
    return _compared(
        "random policies: random plans, engine = answer-set program",
        lambda counts: _each(seed, number, lambda policy: oracle.compare_random(policy, seed, 5, counts, SHARES)),
    )


def random_against_naive(seed: int, number: int) -> list[Part]:
    """Random plans under random policies against the naive evaluator."""
    return _compared(
        "random policies: random plans, engine = naive evaluator",
        lambda counts: compare_naive(seed, number, SIZES[seed % 4], counts, limit=2_000),
    )


def random_interviews(seed: int, number: int) -> list[Part]:
    """Interviews under random policies."""
    return _walked(
        "random policies",
        lambda counts: _each(seed, number, lambda policy: walk_random(policy, seed, 5, counts, 2_000)),
    )


def _each(seed: int, number: int, work: Callable[[Policy], None]) -> None:
    """Do the work under as many random policies as are needed, at five plans each."""
    random = Random(seed)
    for _ in range(number // 5):
        work(random_policy(Random(random.getrandbits(64)), SIZES[seed % 4]))


def _compared(what: str, work: Callable[[Counter[str]], object]) -> list[Part]:
    counts: Counter[str] = Counter()
    bad = _disagreement(work, counts)
    remedies = counts["remedies"] + counts["parts with remedies"]
    left_out = sum(number for name, number in counts.items() if name.endswith("left out"))
    note = f"{counts['findings']:,} findings; {remedies:,} remedies; {left_out:,} left out as too many to list"
    return [Part(what, counts["plans"], bad, note)]


def _walked(whose: str, work: Callable[[Counter[str]], object]) -> list[Part]:
    counts: Counter[str] = Counter()
    bad = _disagreement(work, counts)
    note = f"{counts['questions asked']:,} questions asked; {counts['questions there are']:,} questions there are"
    return [Part(f"{whose}: interviews that ask what is open end where asking all does", counts["walks"], bad, note)]


def _disagreement(work: Callable[[Counter[str]], object], counts: Counter[str]) -> tuple[str, ...]:
    """The disagreement that stopped the work, if one did."""
    try:
        work(counts)
    except AssertionError as error:
        return (str(error),)
    return ()
