"""How what the engine does grows with the pack: 100, 1,000 and 10,000 rules over 50 to 2,000 questions.

A real pack that grows gets new activities, each with questions and rules of its own, and some for all; so do these. The
exponent is the slope between the smallest and the largest: 1 is linear in the number of rules. A part is judged by the
rules of its activity, so that assessing should hardly grow at all.
"""

from collections.abc import Callable, Iterable
from math import log
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from typing import TypeVar

from advisor.assess.assess import Assessor
from advisor.assess.interview import still_matters
from advisor.policy.condition import All, AnyOf, Condition, Is, Not
from advisor.policy.pack import load_pack
from advisor.search.search import SearchIndex
from tests.benchmarks.frame import Row, seconds_of
from tests.strategies import random_plan

SIZES = ((100, 50), (1_000, 300), (10_000, 2_000))
A_ACTIVITY = 50
"""Rules of an activity."""
A_FILE = 250
STEADY = 2_000
"""Rules after which once is enough to tell how long an index takes."""
STEEPEST = 1.2
"""Exponent that passes for linear: what is looked up in tables that no longer fit the processor's cache costs more."""
Result = TypeVar("Result")


def rows() -> Iterable[Row]:
    """Milliseconds at each size, and exponents."""
    figures: dict[str, list[float]] = {}
    with TemporaryDirectory() as folder:
        for rules, questions in SIZES:
            pack = write_grown(Path(folder) / f"grown-{rules}", rules, questions)
            for what, milliseconds in measured(pack):
                figures.setdefault(what, []).append(milliseconds)
                yield Row(f"{what}, {rules:,} rules over {questions:,} questions", milliseconds)
    for what, found in figures.items():
        exponent = log(found[-1] / found[0]) / log(SIZES[-1][0] / SIZES[0][0])
        yield Row(f"{what}: exponent", exponent, "", most=STEEPEST)


def measured(pack: Path) -> Iterable[tuple[str, float]]:
    """Everything once with a pack; milliseconds."""
    policy, taken = timed(lambda: load_pack(pack))
    yield "load", taken
    assessor, taken = timed(lambda: Assessor(policy))
    yield "compile", taken
    random = Random(1)
    cases = [random_plan(random, policy, most_uses=3, open_share=share).case(policy) for share in (0.0, 0.3) * 10]
    for case in cases[:4]:
        assessor.assess(case)
    assessments, taken = timed(lambda: [assessor.assess(case) for case in cases])
    yield "assess a plan", taken / len(cases)
    both = list(zip(cases, assessments, strict=True))
    _, taken = timed(lambda: [[*still_matters(policy, case, found)] for case, found in both])
    yield "open questions of a plan", taken / len(cases)
    built = [timed(lambda: SearchIndex(policy)) for _ in range(max(1, STEADY // len(policy.rules)))]
    index = built[0][0]
    yield "index", median(taken for _, taken in built)
    words = [rule.title for rule in policy.rules[:: max(1, len(policy.rules) // 20)]]
    _, taken = timed(lambda: [index.search(asked, 50) for asked in words])
    yield "search", taken / len(words)


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """What came of it, and milliseconds."""
    found: list[Result] = []
    taken = seconds_of(lambda: found.append(work()))
    return found[0], taken * 1e3


def write_grown(folder: Path, rules: int, questions: int) -> Path:
    """Write a sound pack of so many rules over so many questions."""
    random = Random(rules)
    activities = [f"a{number}" for number in range(max(2, rules // A_ACTIVITY))]
    shared = [f"q{number}" for number in range(5)]
    own: dict[str, list[str]] = {activity: [] for activity in activities}
    for number in range(5, questions):
        own[activities[number % len(activities)]].append(f"q{number}")
    asked = [(question, "bot") for question in shared]
    asked += [(question, f"[{activity}]") for activity, listed in own.items() for question in listed]
    written = []
    for number in range(rules):
        activity = activities[number % len(activities)]
        picked = random.sample([*shared, *own[activity]], 3)
        first, second, third = (Is(question, (f"o{random.randrange(3)}",)) for question in picked)
        written.append((f"r.{number}", activity, AnyOf((first, All((second, Not(third)))))))
    return write_pack(folder, activities, asked, written)


def entangled(count: int, *, side_by_side: bool = False) -> Condition:
    """Whether the first half of the questions is answered as the second: the worst order there is, or the best."""
    step, gap = (2, 1) if side_by_side else (1, count // 2)
    pairs = [(at, at + gap) for at in range(0, count if side_by_side else count // 2, step)]
    return All(tuple(_alike(f"q{one}", f"q{other}") for one, other in pairs))


def scattered(count: int) -> Condition:
    """Many small conditions at once, each on questions far apart: bad in every order."""
    parts = []
    for at in range(count):
        window = [Is(f"q{(at * 7 + each * 5) % count}", ("o0",)) for each in range(6)]
        parts.append(AnyOf((All(tuple(window[:3])), All(tuple(Not(each) for each in window[3:])))))
    return All(tuple(parts))


def _alike(one: str, other: str) -> Condition:
    first, second = Is(one, ("o0",)), Is(other, ("o0",))
    return AnyOf((All((first, second)), All((Not(first), Not(second)))))


def write_nasty(folder: Path, condition: Callable[[int], Condition], questions: int = 60) -> Path:
    """Write a pack with one rule of that condition over the questions."""
    asked = [(f"q{number}", "bot") for number in range(questions)]
    return write_pack(folder, ["post"], asked, [("r.nasty", "post", condition(questions))])


def write_pack(
    folder: Path,
    activities: Iterable[str],
    questions: Iterable[tuple[str, str]],
    rules: Iterable[tuple[str, str, Condition]],
) -> Path:
    """Write a pack of prohibitions: id, activity and condition of each."""
    for name in ("questions", "rules"):
        (folder / name).mkdir(parents=True)
    listed = list(rules)
    clauses = ", ".join(f"c.{at}" for at in range(len(listed)))
    texts = "".join(f"{key}: Rules that grow\n" for key in ("title", "publisher", "audience", "summary", "ask"))
    (folder / "policy.yaml").write_text(
        f"advisor-pack: 1\nid: {folder.name}\nversion: 1.0.0\n{texts}date: 2020-01-31\n"
        f"sections:\n  - {{id: all, title: All, clauses: [{clauses}]}}\nactivities:\n"
        + "".join(f"  - {{id: {name}, title: To {name}}}\n" for name in activities)
        + "consequences: []\nnot_rules: {}\nsynonyms: []\nhistory:\n  1.0.0: []\n",
        encoding="utf-8",
    )
    options = "[{id: o0, label: Never}, {id: o1, label: Now and then}, {id: o2, label: Always}]"
    asked = [
        f"  - {{id: {name}, about: {about}, prompt: About {name}?, options: {options}}}\n" for name, about in questions
    ]
    _write_files(folder / "questions", "topic: Growth\nquestions:\n", asked)
    lines = [
        f"  - {{id: {name}, modality: prohibition, title: No {name} here, text: Never do {name}., "
        f"concerns: [{activity}], cites: [c.{at}], when: {_written(condition)}}}\n"
        for at, (name, activity, condition) in enumerate(listed)
    ]
    _write_files(folder / "rules", "section: all\nrules:\n", lines)
    return folder


def _write_files(folder: Path, head: str, entries: list[str]) -> None:
    """A few hundred entries a file, for no file may be endless."""
    for at in range(0, len(entries), A_FILE):
        path = folder / f"part-{at // A_FILE:03}.yaml"
        path.write_text(head + "".join(entries[at : at + A_FILE]), encoding="utf-8")


def _written(condition: Condition) -> str:
    match condition:
        case Is(question, options):
            return f"{{{question}: [{', '.join(options)}]}}"
        case All(parts):
            return f"{{all: [{', '.join(map(_written, parts))}]}}"
        case AnyOf(parts):
            return f"{{any: [{', '.join(map(_written, parts))}]}}"
        case Not(part):
            return f"{{not: {_written(part)}}}"
