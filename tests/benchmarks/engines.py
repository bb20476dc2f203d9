"""The values of whole plans, beside rule engines that were given the same rules, in the same run.

Each engine gets the conditions of the pack in its own words, compiled once, and the answers of a part in the form its
interface takes them, made beforehand; it has to say which conditions hold, in the form it gives soonest. So does ours, twice:
from the plan as Python values, beside engines that take such; and from its own form, the answers of a part as one number,
beside engines that have one, too (parsed data, symbols). It gives a byte a rule, which says more: the status, open included.

All agree on plans that are answered in full. What they make of open questions is counted: they read what is missing as
false, and so give as settled what is open. Rego is evaluated by regorus, for which PyPI has a build under another name
(celine-regorus).
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from random import Random
from time import process_time
from typing import Any, NamedTuple

from advisor.assess.assess import Assessor
from advisor.assess.case import Case
from advisor.assess.finding import Finding, Status
from advisor.assess.tables import Tables
from advisor.policy.condition import NEVER, All, AnyOf, Condition, Not
from advisor.policy.model import Modality, Policy, Rule
from tests.benchmarks import engine_forms
from tests.benchmarks.engine_forms import Answers, Conditions
from tests.benchmarks.frame import Row, Seconds, in_turns
from tests.benchmarks.packs import real_pack
from tests.strategies import random_plan

PLANS = 200
TURNS = 15
SEEN = 10_000
AHEAD_BY_TWO, AHEAD_BY_THREE = 1 / 2, 1 / 3
FULL = "advisor, verdicts, because and open"
OF_VALUES = "advisor, values of Python values"
OF_NUMBERS = "advisor, values of numbers"
TAKES_VALUES = ("zen-engine", "datalogic-py, of Python values", "cedarpy", "regorus", "clingo")
HAS_A_FORM = ("datalogic-py", "clingo")


class Part(NamedTuple):
    """The bot or a use, with the answers that bear on it."""

    activity: str | None
    answers: Answers


def rows() -> Iterable[Row]:
    """Milliseconds for all plans, our ratio to each engine, and how many open values each engine takes for settled."""
    _, policy = real_pack()
    whole = plans(policy, 0.0)
    conditions = {activity: conditions_of(policy, activity) for activity in (None, *_activities(policy))}
    engines = {name: form(policy, conditions) for name, form in engine_forms.FORMS.items()}
    assessor = Assessor(policy)
    for name, engine in engines.items():
        assert not differences(policy, assessor, conditions, engine, whole)[1], f"{name} differs on whole plans"
    for case in plans(policy, 0.0, TURNS + 1, SEEN):  # as in a process that has judged some plans already
        assessor.assess(case)
        assessor.values(case)
    batches = [plans(policy, 0.0, turn) for turn in range(TURNS + 1)]
    work = {
        FULL: _each(assessor.assess, batches),
        OF_VALUES: _each(assessor.values, batches),
        OF_NUMBERS: _each(
            of_numbers,
            [[numbered(assessor, part) for case in cases for part in parts_of(case)] for cases in batches],
        ),
        **{
            name: _each(
                engine.values,
                [[engine.prepared(*part) for case in cases for part in parts_of(case)] for cases in batches],
            )
            for name, engine in engines.items()
        },
    }
    gc.collect()
    gc.freeze()  # what was made beforehand is nobody's rubbish
    timed = in_turns(work, TURNS)
    gc.unfreeze()
    yield from map(timed.alone, engines)
    for ours, theirs in ((OF_VALUES, TAKES_VALUES), (OF_NUMBERS, HAS_A_FORM)):
        for name in theirs:
            yield timed.row(ours, name, AHEAD_BY_TWO)._replace(what=f"{ours}, against {name}")
    for name in ("cedarpy", "regorus", "clingo"):
        yield timed.row(FULL, name, AHEAD_BY_THREE)._replace(what=f"{FULL}, against {name}")
    half_open = plans(policy, 0.3)
    for name, engine in engines.items():
        still_open, wrong = differences(policy, assessor, conditions, engine, half_open)
        yield Row(f"{name}: of {still_open:,} open values in {PLANS} plans, given as settled", wrong, "")


def _each(work: Callable[[Any], object], batches: Sequence[Sequence[Any]]) -> Callable[[], Seconds]:
    """The next batch every turn, so that nobody is asked the same twice; seconds of the processor, nobody else's."""
    left = iter(batches)

    def once() -> Seconds:
        batch = next(left)
        start = process_time()
        for each in batch:
            work(each)
        return process_time() - start

    return once


def _activities(policy: Policy) -> Iterator[str]:
    return (activity.id for activity in policy.activities)


def plans(policy: Policy, open_share: float, seed: int = 11, number: int = PLANS) -> list[Case]:
    """Random plans, no two alike, that lack so many of their answers."""
    random = Random(seed)
    return [random_plan(random, policy, open_share=open_share).case(policy) for _ in range(number)]


def parts_of(case: Case) -> Iterator[Part]:
    """The parts with the answers about the bot in each."""
    for part in case.parts:
        yield Part(part.activity, {**case.bot.answers, **part.answers})


def numbered(assessor: Assessor, part: Part) -> tuple[Tables, int, Answers]:
    """The answers of a part in our engine's own form, with what looks them up."""
    tables = assessor.tables[part.activity]
    return tables, tables.number(part.answers, part.answers), part.answers


def of_numbers(prepared: tuple[Tables, int, Answers]) -> bytes:
    """What our engine gives for them."""
    tables, number, answers = prepared
    return tables.values(number, answers)


def conditions_of(policy: Policy, activity: str | None) -> Conditions:
    """Every condition that is looked at for an activity, by rule and kind; those that always or never hold aside."""
    return {
        f"{rule.id}/{kind}": condition
        for rule in policy.rules_for(activity)
        for kind, condition in _conditions(policy, rule).items()
        if condition not in (All(), NEVER)
    }


def _conditions(policy: Policy, rule: Rule) -> Mapping[str, Condition]:
    if rule.modality is Modality.PERMISSION:
        required = map(policy.rule, rule.requires)
        defeated = tuple(All((other.when, other.broken_when)) for other in required if other.broken_when != NEVER)
        return {"when": All((rule.when, Not(AnyOf(defeated)))) if defeated else rule.when}
    return {
        "when": rule.when,
        "broken": rule.broken_when,
        "unclear": rule.unclear_when,
        "met": rule.met_when,
    }


def differences(
    policy: Policy,
    assessor: Assessor,
    conditions: Mapping[str | None, Conditions],
    engine: engine_forms.Engine,
    cases: Iterable[Case],
) -> tuple[int, int]:
    """How many values are open; and how many differ from ours, an open one always, for the engine says yes or no."""
    still_open = wrong = 0
    for case in cases:
        for part, judged in zip(parts_of(case), assessor.assess(case).parts, strict=True):
            held = engine.held(engine.values(engine.prepared(part.activity, part.answers)), part.activity)
            for finding in judged.findings:
                if finding.status is Status.OPEN:
                    still_open += 1
                    wrong += 1
                else:
                    wrong += _status(policy, finding.rule, held, conditions[part.activity]) is not _unticked(finding)
    return still_open, wrong


def _status(policy: Policy, rule: Rule, held: frozenset[str], known: Conditions) -> Status:
    """The status that the conditions come to, by the table of the design."""

    def holds(kind: str) -> bool:
        name = f"{rule.id}/{kind}"
        return name in held if name in known else _conditions(policy, rule).get(kind, NEVER) == All()

    speaks = holds("when")
    match rule.modality:
        case Modality.PROHIBITION:
            return Status.VIOLATED if speaks else Status.UNCLEAR if holds("unclear") else Status.CLEAR
        case Modality.PERMISSION:
            return Status.GRANTED if speaks else Status.NOT_GRANTED
        case _ if not speaks:
            return Status.DOES_NOT_APPLY
        case Modality.REQUIREMENT:
            kinds = (("broken", Status.BROKEN), ("unclear", Status.UNCLEAR), ("met", Status.MET))
            return next((status for kind, status in kinds if holds(kind)), Status.REQUIRED)
        case Modality.APPROVAL:
            return Status.APPROVAL
        case Modality.RECOMMENDATION:
            return Status.ADVICE
        case _:
            return Status.NOTE


def _unticked(finding: Finding) -> Status:
    if finding.status is not Status.TICKED:
        return finding.status
    return Status.APPROVAL if finding.rule.modality is Modality.APPROVAL else Status.REQUIRED
