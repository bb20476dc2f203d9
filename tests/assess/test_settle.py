"""What one rule comes to, why, and what is open: written by hand."""

import pytest

from advisor.assess import settle as module
from advisor.assess.assess import Assessor
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.diagram import Diagram
from advisor.assess.finding import STATUS_ORDER, Finding, Given, Status
from advisor.assess.settle import RuleTable, Weighing, tick, ticked
from advisor.policy.condition import ALWAYS, All, AnyOf, Not
from advisor.policy.model import Modality, Policy, Rule
from tests.assess.by_hand import (
    APPROVAL,
    NOTICE,
    PERMISSION,
    PROHIBITION,
    REQUIREMENT,
    case,
    condition,
    of_bot,
    of_use,
    policy,
    rule,
)

ASKED = (
    of_bot("b", "x y"),
    of_use("u", "x y z"),
    of_use("v", "x y z"),
    of_use("m", "x y z o n*", several=True),
    of_use("k", "x y z", several=True),
)


def every(*words: str) -> All:
    return All(tuple(map(condition, words)))


def found_of(finding: Finding) -> str:
    """`status; because; open; possible`, of the because the options that decide in brackets where not all do."""
    because = []
    for given in finding.because:
        deciding = "" if given.deciding == given.answer else f"({'|'.join(given.deciding)})"
        because.append(f"{given.question}:{'|'.join(given.answer)}{deciding}")
    parts = [" ".join(because), " ".join(finding.open), ", ".join(each.value for each in finding.possible)]
    return "; ".join([finding.status.value, *(part for part in parts if part)])


def settled(stated: Rule | Policy, words: str, bot: str = "") -> str:
    made = policy(*ASKED, stated) if isinstance(stated, Rule) else stated
    finding = Assessor(made).assess(case(bot, one=words)).finding("one", "r")
    assert finding is not None
    return found_of(finding)


BANS = rule("r", PROHIBITION, "u:x")
VAGUE = rule("r", PROHIBITION, "u:x", unclear_when="v:x")
ASKS = rule("r", REQUIREMENT, "u:x|y", met_when="v:x", broken_when="v:y", unclear_when="u:y")
EITHER = rule("r", PROHIBITION, "u:x v:x")
BOTH = rule("r", PROHIBITION, every("u:x", "v:x"))
OF_BOT = rule("r", APPROVAL, every("b:x", "u:x"))
APPROVES = rule("r", APPROVAL, "u:x")
AMONG = rule("r", PROHIBITION, "m:x|y")
TOGETHER = rule("r", PROHIBITION, every("m:x", "m:y"))
WITHOUT = rule("r", PROHIBITION, Not(condition("m:x")))
NEXT_TO = rule("r", PROHIBITION, every("m:x|y", "m:z"))
LAST = rule("r", PROHIBITION, "k:z")
PAIR = rule("r", PROHIBITION, AnyOf((every("m:x", "m:y"), condition("m:z"))))
REST = rule("r", PROHIBITION, All((Not(condition("m:x")), condition("k:x|y"))))
TWO_OF = rule("r", PROHIBITION, every("m:x|y", "k:x|y"))
MAY = policy(
    *ASKED, rule("r", PERMISSION, "u:x|y", requires=("kept",)), rule("kept", REQUIREMENT, "u:x", broken_when="v:x")
)


@pytest.mark.parametrize(
    ("stated", "words", "found"),
    [
        (BANS, "u:x", "violated; u:x"),
        (BANS, "u:y v:x", "clear; u:y"),
        (BANS, "v:x", "open; u; violated, clear"),
        (VAGUE, "u:x v:x", "violated; u:x"),
        (VAGUE, "u:y v:x", "unclear; u:y v:x"),
        (VAGUE, "u:y v:z", "clear; u:y v:z"),
        (VAGUE, "u:y", "open; v; clear, unclear"),
        (VAGUE, "", "open; u v; violated, clear, unclear"),
        (ASKS, "u:z v:y", "does not apply; u:z"),
        (ASKS, "u:x v:y", "broken; u:x v:y"),
        (ASKS, "u:x v:x", "met; u:x v:x"),
        (ASKS, "u:x v:z", "required; u:x v:z"),
        (ASKS, "u:y v:x", "unclear; u:y v:x"),
        (ASKS, "u:y v:y", "broken; u:y v:y"),
        (ASKS, "u:x", "open; v; required, met, broken"),
        (ASKS, "v:z", "open; u; required, unclear, does not apply"),
        # later answers are left out before earlier ones
        (EITHER, "u:x v:x", "violated; u:x"),
        (EITHER, "v:x u:x", "violated; u:x"),
        (EITHER, "v:x", "violated; v:x"),
        (EITHER, "u:y v:y", "clear; u:y v:y"),
        (BOTH, "u:y v:y", "clear; u:y"),
        (BOTH, "v:y", "clear; v:y"),
        (BOTH, "u:x v:x", "violated; u:x v:x"),
        (BOTH, "u:x", "open; v; violated, clear"),
        (BOTH, "", "open; u v; violated, clear"),
        # of several options those that decide
        (AMONG, "m:x|y|z", "violated; m:x|y|z(x)"),
        (AMONG, "m:y|z", "violated; m:y|z(y)"),
        (AMONG, "m:z|o", "clear; m:z|o"),
        (AMONG, "m:y", "violated; m:y"),
        (AMONG, "m:n", "clear; m:n"),
        (TOGETHER, "m:x|y|z|o", "violated; m:x|y|z|o(x|y)"),
        (TOGETHER, "m:x|z", "clear; m:x|z"),
        (WITHOUT, "m:y|z", "violated; m:y|z"),
        (WITHOUT, "m:x|z", "clear; m:x|z(x)"),
        (NEXT_TO, "m:x|y|z|o", "violated; m:x|y|z|o(x|z)"),
        (NEXT_TO, "m:y|z|o", "violated; m:y|z|o(y|z)"),
        (PAIR, "m:x|y|z", "violated; m:x|y|z(x|y)"),
        (PAIR, "m:x|z|o", "violated; m:x|z|o(z)"),
        (REST, "m:y|z k:x|z", "violated; m:y|z k:x|z(x)"),
        (LAST, "k:y|z", "violated; k:y|z(z)"),
        (LAST, "k:z", "violated; k:z"),
        (TWO_OF, "m:y|z k:x|y", "violated; m:y|z(y) k:x|y(x)"),
        (TWO_OF, "m:z|o k:z", "clear; m:z|o"),
        (TWO_OF, "k:x|y", "open; m; violated, clear"),
        # a permission that a broken condition takes back
        (MAY, "u:x v:y", "granted; u:x v:y"),
        (MAY, "u:y v:x", "granted; u:y"),
        (MAY, "u:x v:x", "not granted; u:x v:x"),
        (MAY, "u:z", "not granted; u:z"),
        (MAY, "v:x", "open; u; granted, not granted"),
        (MAY, "v:y", "open; u; granted, not granted"),
        # ticks count where something is required, and nowhere else
        (ASKS, "u:x v:z +r", "ticked; u:x v:z"),
        (ASKS, "u:x v:x +r", "met; u:x v:x"),
        (ASKS, "u:x v:y +r", "broken; u:x v:y"),
        (ASKS, "u:x +r", "open; v; met, ticked, broken"),
        (ASKS, "u:x +other", "open; v; required, met, broken"),
        (BANS, "u:x +r", "violated; u:x"),
        (APPROVES, "u:x", "approval; u:x"),
        (APPROVES, "u:x +r", "ticked; u:x"),
        (APPROVES, "+r", "open; u; ticked, does not apply"),
        (APPROVES, "", "open; u; approval, does not apply"),
    ],
)
def test_a_rule_under_some_answers(stated: Rule | Policy, words: str, found: str) -> None:
    assert settled(stated, words) == found


@pytest.mark.parametrize(
    ("bot", "words", "found"),
    [
        ("b:x", "u:x", "approval; b:x u:x"),
        ("b:y", "u:x", "does not apply; b:y"),
        ("b:y", "", "does not apply; b:y"),
        ("b:x", "", "open; u; approval, does not apply"),
        ("", "u:x", "open; b; approval, does not apply"),
        ("", "u:y", "does not apply; u:y"),
    ],
)
def test_a_rule_that_asks_about_the_bot_too(bot: str, words: str, found: str) -> None:
    assert settled(OF_BOT, words, bot) == found


@pytest.mark.parametrize(
    ("modality", "status"),
    [
        (PROHIBITION, "violated"),
        (REQUIREMENT, "required"),
        (APPROVAL, "approval"),
        (PERMISSION, "granted"),
        (Modality.RECOMMENDATION, "advice"),
        (Modality.INTERPRETATION, "note"),
        (NOTICE, "note"),
        (Modality.ENCOURAGEMENT, "note"),
    ],
)
def test_a_rule_of_each_kind_that_always_speaks_needs_no_answer(modality: Modality, status: str) -> None:
    assert settled(rule("r", modality, ALWAYS), "u:x") == status
    silent = {"prohibition": "clear", "permission": "not granted"}.get(modality.value, "does not apply")
    assert settled(rule("r", modality, "u:x"), "u:y") == f"{silent}; u:y"
    assert settled(rule("r", modality, "u:x"), "u:x") == f"{status}; u:x"


def test_what_was_found_for_one_answer_is_not_said_of_another() -> None:
    """One assessor, and answers that the rule cannot tell apart: each finding names the answers that were given."""
    assessor = Assessor(policy(*ASKED, AMONG))
    judged = case(
        one="m:x", two="m:y", three="m:x|z", four="m:y|z", five="m:x|y", six="m:z", seven="m:n", eight="m:o|z"
    )
    found = [found_of(finding) for finding in assessor.assess(judged).findings]
    assert found == [
        "violated; m:x",
        "violated; m:y",
        "violated; m:x|z(x)",
        "violated; m:y|z(y)",
        "violated; m:x|y(x)",
        "clear; m:z",
        "clear; m:n",
        "clear; m:o|z",
    ]
    assert [found_of(finding) for finding in assessor.assess(judged).findings] == found


def test_a_tick_changes_what_waits_for_one() -> None:
    changed = {status for status in Status if tick(status) is not status}
    assert changed == {Status.REQUIRED, Status.APPROVAL}
    assert {tick(status) for status in changed} == {Status.TICKED}
    asks = Assessor(policy(*ASKED, ASKS))
    waits, met, still_open = (
        asks.assess(case(one=words)).parts[1].settled[0] for words in ("u:x v:z", "u:x v:x", "u:x")
    )
    assert ticked(waits) == waits._replace(status=Status.TICKED)
    assert ticked(met) is met
    assert ticked(still_open) == still_open._replace(possible=(Status.MET, Status.TICKED, Status.BROKEN))


# What is remembered


def table_of(stated: Rule) -> RuleTable:
    return RuleTable(CompiledPolicy(policy(*ASKED, stated)), stated)


def test_answers_that_the_rule_cannot_tell_apart_have_one_ruling(monkeypatch: pytest.MonkeyPatch) -> None:
    table = table_of(AMONG)
    found = table.ruling({"m": ("x", "z")})
    assert table.ruling({"m": ("y", "z", "o"), "u": ("x",)}) is found
    assert table.ruling({"m": ("x", "y")}) is not found
    assert table.ruling({}) is table.ruling({"u": ("x",)})
    said = found.settled({"m": ("x", "z")})
    assert said.because == (Given("m", ("x", "z"), ("x",)),)
    monkeypatch.setattr(RuleTable, "reasons", lambda *_: pytest.fail("again"))
    assert found.settled({"m": ("x", "z")}) is said
    assert found.settled({"m": ("y", "z")}).because == (Given("m", ("y", "z"), ("y",)),)


def test_a_ruling_weighs_what_all_of_its_statuses_weigh() -> None:
    asked: list[object] = []

    def some(status: object) -> int:
        asked.append(status)
        return 7 if status in (Status.CLEAR, Status.UNCLEAR) else 9

    weighing, all_alike = Weighing(1, some), Weighing(2, lambda _: 5)
    table = table_of(VAGUE)
    settled, same, differs = (table.ruling(each) for each in ({"u": ("x",)}, {"u": ("y",)}, {}))
    assert [each.severities(weighing) for each in (settled, same, differs)] == [9, 7, 0]
    assert [each.severities(all_alike) for each in (settled, same, differs)] == [5, 5, 5]
    count = len(asked)
    assert [each.severities(weighing) for each in (settled, same, differs)] == [9, 7, 0]
    assert len(asked) == count == 6


def test_an_open_rule_is_a_function_of_the_answers_to_come(monkeypatch: pytest.MonkeyPatch) -> None:
    table = table_of(VAGUE)
    compiled, store = table.compiled, Diagram(table.compiled.diagram.sizes)
    (u,), (v,) = (compiled.blocks[name].variables for name in "uv")

    def number(status: object) -> int:
        assert isinstance(status, Status)
        return STATUS_ORDER[status]

    weighing, other = Weighing(1, number), Weighing(2, lambda _: 99)
    violated, clear, unclear = (
        store.terminal(number(each)) for each in (Status.VIOLATED, Status.CLEAR, Status.UNCLEAR)
    )
    vague = store.node(v, (unclear, clear, clear))
    half, whole = table.ruling({"u": ("y",)}), table.ruling({})
    assert half.node(store, weighing) == vague
    assert whole.node(store, weighing) == store.node(u, (violated, vague, vague))
    assert half.node(store, other) == store.terminal(99)
    monkeypatch.setattr(Diagram, "copy", lambda *_: pytest.fail("again"))
    assert half.node(store, weighing) == vague
    assert half.node(store, other) == store.terminal(99)


def test_paths_are_listed_when_they_pay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATHS_PAY", 3)
    table = table_of(BANS)
    views = []
    for answers in ({}, {"u": ("x",)}, {"u": ("x",)}, {"u": ("y",)}, {"u": ("z",)}):
        table.ruling(answers)
        views.append(type(table._view).__name__)
    assert views == ["Walks", "Walks", "Walks", "Paths", "Paths"]


def test_only_so_much_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_SETTLED", 2)
    table = table_of(BANS)
    for number, option in enumerate(("x", "y", "z")):
        table.ruling({"u": (option,)}).settled({"u": (option,)})
        assert len(table._rulings) == len(table.said) == number % 2 + 1
