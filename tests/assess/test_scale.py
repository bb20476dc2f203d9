"""What rules weigh for a part, as bits: told apart, ticked away, and put together."""

import pytest

from advisor.assess import scale as module
from advisor.assess.case import Answer
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.diagram import Diagram
from advisor.assess.finding import Severity
from advisor.assess.scale import FLAGS, OPEN, PERMITS, PROHIBITS, UNCLEAR, Pending, Scale, grouped
from advisor.assess.settle import RuleTable
from advisor.assess.verdict import Share
from advisor.policy.model import Force, Scope
from advisor.typed import NamedTuple
from tests.assess.by_hand import APPROVAL, NOTICE, PERMISSION, PROHIBITION, REQUIREMENT, of_use, policy, rule

N, P, S, A, X = (1 << severity for severity in Severity)
RULES = (
    rule("bans", PROHIBITION, "u:x", unclear_when="u:y"),
    rule("may", PERMISSION, "u:z"),
    rule("asks", REQUIREMENT, "v:x", met_when="v:z", broken_when="u:x"),
    rule("wishes", REQUIREMENT, "v:x", force=Force.SHOULD),
    rule("waits", APPROVAL, "v:y"),
    rule("tells", NOTICE, "u:x|y"),
)
SAFEGUARD, CONSENT = 1 << FLAGS + 2, 1 << FLAGS + len(RULES) + 4
"""The bits of `asks` where it is required, and of `waits` where it is."""


class Weighed(NamedTuple):
    weighs: int
    pending: Pending | None


@pytest.fixture
def scale() -> Scale:
    return Scale(CompiledPolicy(policy(of_use("u", "x y z"), of_use("v", "x y z"), *RULES)), "post", {})


def weigh(scale: Scale, words: str) -> Weighed:
    answers: dict[str, Answer] = {each.split(":")[0]: (each.split(":")[1],) for each in words.split()}
    return Weighed(*scale.weigh([(member, member.table.ruling(answers)) for member in scale.members]))


@pytest.mark.parametrize(
    ("words", "weighs", "certain"),
    [
        ("u:x v:x", PROHIBITS, X),
        ("u:x v:y", PROHIBITS | CONSENT, X),
        ("u:y v:z", UNCLEAR, N | X),
        ("u:y v:x", UNCLEAR | SAFEGUARD, S | X),
        ("u:z v:x", PERMITS | SAFEGUARD, S),
        ("u:z v:y", PERMITS | CONSENT, A),
        ("u:z v:z", PERMITS, P),
        ("u:z", PERMITS | OPEN, 0),
        ("v:x", OPEN, 0),
        ("u:x", PROHIBITS | OPEN, X),
        ("v:z", OPEN, 0),
        ("", OPEN, 0),
    ],
)
def test_rules_weigh_together_what_each_of_them_does(scale: Scale, words: str, weighs: int, certain: int) -> None:
    found = weigh(scale, words)
    assert found.weighs == weighs
    assert (found.pending is not None) is bool(weighs & OPEN)
    assert scale.certain(found.weighs, frozenset()) == certain
    if not weighs & OPEN:
        assert scale.share([found], frozenset(), Diagram((3, 3))) == Share(certain, ())


@pytest.mark.parametrize(
    ("words", "ticked", "comes_to"),
    [
        ("u:z v:x", "asks", P),
        ("u:z v:x", "waits", S),
        ("u:z v:x", "asks waits", P),
        ("u:z v:x", "waits asks wishes", P),
        ("u:z v:x", "elsewhere", S),
        ("u:z v:y", "waits", P),
        ("u:z v:y", "asks", A),
        ("u:y v:x", "asks", N | X),
        ("u:x v:x", "asks bans", X),
    ],
)
def test_a_tick_takes_away_what_waits_for_it(scale: Scale, words: str, ticked: str, comes_to: int) -> None:
    found = weigh(scale, words)
    assert scale.certain(found.weighs, frozenset(ticked.split())) == comes_to
    assert scale.share([found], frozenset(ticked.split()), Diagram((3, 3))) == Share(comes_to, ())


def test_what_waits_in_several_rows_is_put_together(scale: Scale) -> None:
    row = weigh(scale, "u:z v:z")
    waits = [Weighed(SAFEGUARD, None), row, Weighed(CONSENT, None)]
    for ticked, comes_to in (("", A), ("asks", A), ("waits", S), ("waits asks", P)):
        assert scale.share(waits, frozenset(ticked.split()), Diagram((3, 3))) == Share(comes_to, ())


def test_open_rules_are_functions_of_the_answers_to_come_and_ticks_settle_some(scale: Scale) -> None:
    store = Diagram((3, 3))
    found = weigh(scale, "u:z")
    nothing, safeguard, consent = (store.terminal(each) for each in (N, S, A))
    asks, waits = store.node(1, (safeguard, nothing, nothing)), store.node(1, (nothing, consent, nothing))
    assert scale.share([found], frozenset(), store) == Share(P, ((asks, waits),))
    assert scale.share([found], frozenset({"waits"}), store) == Share(P, ((asks,),))
    assert scale.share([found], frozenset({"asks"}), store) == Share(P, ((waits,),))
    assert scale.share([found], frozenset({"asks", "waits"}), store) == Share(P, ())
    assert found.pending is not None
    assert found.pending.share(0, store) is found.pending.share(0, store)
    other = Diagram((3, 3))
    assert len(scale.share([found], frozenset(), other).rules) == 2
    assert other.support(scale.share([found], frozenset(), other).rules[0]) == {1}


def test_rules_that_ask_the_same_stand_together(scale: Scale) -> None:
    assert {asks: [each.rule.id for each in members] for asks, members in grouped(scale.members).items()} == {
        ("u",): ["bans", "may", "tells"],
        ("u", "v"): ["asks"],
        ("v",): ["wishes", "waits"],
    }
    assert scale.rules == len(RULES)
    assert [member.place for member in scale.members] == list(range(len(RULES)))


def test_rules_are_shared_by_all_activities() -> None:
    compiled = CompiledPolicy(policy(of_use("u", "x y z"), of_use("v", "x y z"), *RULES))
    tables: dict[str, RuleTable] = {}
    first, second = Scale(compiled, "post", tables), Scale(compiled, "post", tables)
    assert list(tables) == [each.id for each in RULES]
    assert all(one.table is other.table for one, other in zip(first.members, second.members, strict=True))


def test_a_permission_for_every_use_counts_where_none_is_given_by_name() -> None:
    anything = rule("any", PERMISSION, "v:x", scope=Scope.EVERY_USE, activities=())
    by_name = rule("named", PERMISSION, "u:x")
    for rules, comes_to in (((anything,), P), ((anything, by_name), N)):
        scale = Scale(CompiledPolicy(policy(of_use("u", "x y z"), of_use("v", "x y z"), *rules)), "post", {})
        assert scale.certain(weigh(scale, "u:y v:x").weighs, frozenset()) == comes_to


def test_where_there_are_only_limits_what_keeps_them_is_permitted_and_the_first_rule_counts_too() -> None:
    first = rule("first", REQUIREMENT, "u:x"), rule("last", PROHIBITION, "v:x")
    scale = Scale(CompiledPolicy(policy(of_use("u", "x y z"), of_use("v", "x y z"), *first)), "post", {})
    for words, ticked, comes_to in (
        ("u:y v:y", "", P),
        ("u:x v:y", "", S),
        ("u:x v:y", "first", P),
        ("u:x v:x", "", X),
    ):
        assert scale.certain(weigh(scale, words).weighs, frozenset(ticked.split())) == comes_to


def test_open_rules_of_all_rows_are_told(scale: Scale) -> None:
    rows = [weigh(scale, "u:z"), weigh(scale, "v:z")]
    store = Diagram((3, 3))
    groups = [scale.share([row], frozenset(), store).open for row in rows]
    assert [len(group) for group in groups] == [1, 1]
    assert scale.share(rows, frozenset(), store).open == groups[0] + groups[1]


def test_open_rules_of_several_rows_are_joined_into_the_same_whenever_they_are_the_same(
    scale: Scale, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_JOINED", 2)
    first, second, third = (weigh(scale, words).pending for words in ("u:z", "v:z", "u:x"))
    assert first
    assert second
    assert third
    assert scale.joined([]) is scale.joined([None, None]) is None
    assert scale.joined([None, first]) is first
    joined = scale.joined([first, None, second])
    assert joined
    assert joined is scale.joined([first, second])
    assert list(joined.rules) == [*first.rules, *second.rules]
    for number, pair in enumerate(((second, first), (second, third), (third, first), (third, second)), 2):
        found = scale.joined(pair)
        assert found
        assert list(found.rules) == [*pair[0].rules, *pair[1].rules]
        assert len(scale._joined) == 2 - number % 2
