"""What parts and plans may come to over all their rules: written by hand, joined and searched for alike."""

from collections.abc import Callable, Sized

import pytest

from advisor.assess import verdict as module
from advisor.assess.assess import Assessor
from advisor.assess.case import Case
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.diagram import Diagram, TooLarge
from advisor.assess.finding import STATUS_ORDER, Outcome, Severity, Verdict
from advisor.assess.severities import outcome
from advisor.assess.verdict import LARGEST, Share, Verdicts
from advisor.policy.model import Force, Policy, Scope
from tests.assess.by_hand import (
    APPROVAL,
    NOTICE,
    PERMISSION,
    PROHIBITION,
    REQUIREMENT,
    case,
    of_bot,
    of_use,
    policy,
    rule,
)

N, P, S, A, X = (1 << severity for severity in Severity)
LETTERS = {severity.verdict: letter for severity, letter in zip(Severity, "npsax", strict=True)}
ASKED = (of_bot("b", "x y"), of_bot("c", "x y"), of_use("u", "x y z"), of_use("v", "x y"))
ONE_BANS = policy(*ASKED, rule("bans", PROHIBITION, "u:x"))
AGREE = policy(*ASKED, rule("bans", PROHIBITION, "u:x"), rule("asks", APPROVAL, "u:y|z"))
AT_ODDS = policy(*ASKED, rule("bans x", PROHIBITION, "u:x|y"), rule("bans y", PROHIBITION, "u:z"))
MASKED = policy(
    *ASKED, rule("bans", PROHIBITION, "u:x"), rule("asks", APPROVAL, "v:x"), rule("waits", REQUIREMENT, "b:x")
)
VAGUE = policy(*ASKED, rule("vague", PROHIBITION, "u:x", unclear_when="v:x"), rule("waits", REQUIREMENT, "b:x"))
WISHES = policy(*ASKED, rule("wishes", REQUIREMENT, "u:x", force=Force.SHOULD), rule("tells", NOTICE, "v:x"))
PERMITS = policy(*ASKED, rule("may", PERMISSION, "u:x"), rule("asks", APPROVAL, "v:x"))
WHOLE = policy(*ASKED, rule("own", PROHIBITION, "b:x", bot=True), rule("bans", PROHIBITION, "b:y u:x"))
LIMITS = policy(
    *ASKED, rule("own", APPROVAL, "b:x", bot=True), rule("may", PERMISSION, "u:x"), rule("asks", APPROVAL, "b:y")
)
FIRST = policy(*ASKED, rule("first", REQUIREMENT, "u:x"), rule("last", APPROVAL, "v:x"))
EVERYWHERE = policy(
    *ASKED, rule("any", PERMISSION, "b:x", scope=Scope.EVERY_USE, activities=()), rule("may", PERMISSION, "u:x")
)
NEITHER = policy(*ASKED, rule("own", PERMISSION, "b:x", bot=True), rule("may", PERMISSION, "u:x"))
TWICE = policy(
    *ASKED,
    rule("own", REQUIREMENT, "b:x", bot=True),
    rule("two", APPROVAL, "c:x", bot=True),
    rule("bans", PROHIBITION, "c:x"),
)


def said(outcome: Outcome) -> str:
    return "".join(LETTERS[verdict] for verdict in outcome.possible)


@pytest.mark.parametrize("largest", [LARGEST, 0, 3])
@pytest.mark.parametrize(
    ("rules", "judged", "parts", "plan"),
    [
        # of each part: the verdicts that are possible, and the questions that decide
        (ONE_BANS, case("", one=""), ["p", "px u"], "px"),
        (ONE_BANS, case("", one="u:y"), ["p", "p"], "p"),
        (ONE_BANS, case("", one="u:x", two=""), ["p", "x", "px u"], "x"),
        (ONE_BANS, case("", one="", two="u:z"), ["p", "px u", "p"], "px"),
        (AGREE, case("", one=""), ["p", "ax u"], "ax"),
        (AGREE, case("", one="+asks"), ["p", "px u"], "px"),
        (AT_ODDS, case("", one=""), ["p", "x"], "x"),
        (AT_ODDS, case("", one="v:x", two="u:x"), ["p", "x", "x"], "x"),
        (MASKED, case("", one=""), ["p", "psax b u v"], "psax"),
        (MASKED, case("", one="u:x"), ["p", "x"], "x"),
        (MASKED, case("", one="v:x"), ["p", "ax u"], "ax"),
        (MASKED, case("b:x", one="v:y"), ["p", "sx u"], "sx"),
        (MASKED, case("b:x", one="v:y +waits"), ["p", "px u"], "px"),
        (VAGUE, case("", one=""), ["p", "psx b u v"], "psx"),
        (VAGUE, case("b:x", one="v:x"), ["p", "sx u"], "sx"),
        (VAGUE, case("b:x", one="v:x u:y"), ["p", "sx"], "sx"),
        (VAGUE, case("b:y", one="u:y"), ["p", "px v"], "px"),
        (VAGUE, case("", one="u:y v:x", two="u:y v:y"), ["p", "psx b", "ps b"], "psx"),
        (WISHES, case("", one=""), ["p", "p"], "p"),
        (PERMITS, case("", one=""), ["p", "npa u v"], "npa"),
        (PERMITS, case("", one="u:x", two="u:y v:y"), ["p", "pa v", "n"], "pa"),
        (PERMITS, case("", one="u:y v:y", two="u:z v:y"), ["p", "n", "n"], "n"),
        # the bot as a whole: the same answer for every part, and limits that it keeps permit nothing
        (WHOLE, case("", one=""), ["px b", "px b u"], "x"),
        (WHOLE, case("", one="u:x"), ["px b", "x"], "x"),
        (WHOLE, case("b:y", one=""), ["p", "x"], "x"),
        (LIMITS, case("b:y", one="u:y +asks"), ["p", "n"], "n"),
        (LIMITS, case("", one="u:y +asks"), ["pa b", "n"], "na"),
        (LIMITS, case("", one="u:y"), ["pa b", "na b"], "a"),
        (LIMITS, case("", one=""), ["pa b", "npa b u"], "a"),
        (LIMITS, case("b:x", one="", two="u:x"), ["a", "np u", "p"], "a"),
        (TWICE, case("", one=""), ["psa b c", "px c"], "psx"),
        (TWICE, case("c:y", one=""), ["ps b", "p"], "ps"),
        (EVERYWHERE, case("b:x", one="u:y"), ["p", "n"], "n"),
        (EVERYWHERE, case("b:y", one="u:x"), ["p", "p"], "p"),
        (FIRST, case("", one="u:x"), ["p", "sa v"], "sa"),
        (FIRST, case("", one="v:x +last"), ["p", "ps u"], "ps"),
        (FIRST, case("", one="+last +first"), ["p", "p"], "p"),
        (FIRST, case("", one="u:x +last +first", two="+last"), ["p", "p", "ps u"], "ps"),
        (NEITHER, case("", one="u:y"), ["p", "n"], "n"),
        (NEITHER, case("", one=""), ["p", "np u"], "np"),
        # without a use anything covered is possible, and nothing less than what the bot itself comes to
        (ONE_BANS, case(""), ["p"], "psax"),
        (WHOLE, case(""), ["px b"], "psax"),
        (WHOLE, case("b:x"), ["x"], "x"),
        (LIMITS, case("b:x"), ["a"], "ax"),
        (TWICE, case("c:x"), ["a"], "ax"),
        (TWICE, case(""), ["psa b c"], "psax"),
    ],
)
def test_parts_and_plans(rules: Policy, judged: Case, parts: list[str], plan: str, largest: int) -> None:
    assessor = Assessor(rules, largest)
    assessment = assessor.assess(judged)
    assert [" ".join([said(part.outcome), *part.decides]) for part in assessment.parts] == parts
    assert said(assessment.outcome) == plan
    assert assessor.outcome(judged) == assessment.outcome
    assert (assessor.policy, assessor.verdicts.largest) == (rules, largest)
    if not any(part.ticked for part in judged.parts):
        values = [bytes(STATUS_ORDER[finding.status] for finding in part.findings) for part in assessment.parts]
        assert Assessor(rules).values(judged) == values
    assert outcome(Assessor(rules, largest)._in_the_end(judged)) == assessment.outcome
    for part in assessment.parts:
        assert assessor.may_be_prohibited(judged, part.id) is (Verdict.PROHIBITED in part.outcome.possible)


@pytest.mark.parametrize(
    ("rules", "judged", "found"),
    [
        (ONE_BANS, case("", one="u:y"), P),
        (ONE_BANS, case("", one=""), 0),
        (ONE_BANS, case("", one="", two="u:y"), 0),
        (ONE_BANS, case("", one="u:y", two=""), 0),
        (ONE_BANS, case("", one="u:x", two=""), X),
        (ONE_BANS, case("", one="", two="u:x"), X),
        (ONE_BANS, case("", one="", two="u:x", three=""), X),
        (ONE_BANS, case(""), P | S | A | X),
        (WHOLE, case("b:x"), X),
        (WHOLE, case("b:x", one=""), X),
        (WHOLE, case("", one="u:z"), 0),
        (WHOLE, case(""), 0),
        (LIMITS, case("b:y", one="u:x +asks"), P),
        (LIMITS, case("b:y", one="u:y +asks"), N),
        (LIMITS, case("b:x", one="u:y"), A),
        (AGREE, case("", one=""), 0),
        (VAGUE, case("b:x", one="u:y v:x"), S | X),
        (FIRST, case("", one="u:x v:y"), S),
        (FIRST, case("", one="u:y v:x"), A),
        (FIRST, case("", one="u:x v:x"), A),
        (FIRST, case("", one="u:x v:x +last"), S),
        (FIRST, case("", one="u:x v:x +last +first"), P),
        (FIRST, case("", one="u:x v:x +last +first", two="u:x v:y"), S),
    ],
)
def test_what_no_open_question_bears_on_is_told_at_once(rules: Policy, judged: Case, found: int) -> None:
    assessor = Assessor(rules)
    assert assessor._at_once(judged) == found
    if found:
        assert assessor.assess(judged).outcome == outcome(found)


def test_parts_are_called_what_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    assessor, judged = Assessor(ONE_BANS), case("", one="u:y")
    for part, whole in zip(judged.parts, assessor.assess(judged).parts, strict=True):
        assert (whole.id, whole.title, whole.activity) == (part.id, part.title, part.activity)
        assert assessor.assess_part(judged, part.id) == whole
    with pytest.raises(KeyError, match="nowhere"):
        assessor.assess_part(judged, "nowhere")
    monkeypatch.setattr("advisor.assess.assess.Sheet", lambda *_: pytest.fail("again"))
    assert assessor.assess(judged).outcome.verdict is Verdict.PERMITTED
    assert assessor.tables["post"] is assessor.tables["post"] is not assessor.tables[None]


def test_an_effort_of_nothing_joins_nothing() -> None:
    verdicts = Verdicts(CompiledPolicy(TWICE), 0).begin()
    one, other = verdicts.store.terminal(N), verdicts.store.terminal(S)
    with pytest.raises(TooLarge):
        verdicts._worse(one, other)


def test_what_is_remembered_is_dropped_when_it_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    verdicts = Verdicts(CompiledPolicy(TWICE), LARGEST).begin()
    store = verdicts.store
    function = store.node(0, (store.terminal(N), store.terminal(S)))
    verdicts.of_part(Share(P, ((function,),)))
    verdicts._of_parts(N, [((function,),)])
    kept: tuple[Sized, ...] = (store.remembered, verdicts._raised, verdicts._parts, verdicts._sides, verdicts._limits)
    size = store.steps + sum(map(len, (*kept, verdicts._shared, verdicts._shows)))
    assert len(verdicts._shared) == len(verdicts._shows) == 1
    assert size > store.steps > 0
    monkeypatch.setattr(module, "MOST_KEPT", size)
    assert verdicts.begin().store is store
    monkeypatch.setattr(module, "MOST_KEPT", size - 1)
    assert verdicts.begin().store is not store


def test_what_was_found_once_is_not_looked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each thing that is remembered, by itself: the second time no function is walked, copied or joined."""
    verdicts = Verdicts(CompiledPolicy(TWICE), LARGEST).begin()
    store = verdicts.store
    leaves = [store.terminal(each) for each in (N, S, X)]
    about_bot, about_use = store.node(0, (leaves[0], leaves[1])), store.node(2, (*leaves[:2], leaves[2]))
    both = store.node(1, (about_use, leaves[0]))
    first = verdicts.compiled.first_use_variable
    assert [store.variable(node) < first for node in (about_bot, both, about_use)] == [True, True, False]
    asked: list[Callable[[], object]] = [
        lambda: verdicts._end(about_use),
        lambda: verdicts._shadow(both),
        lambda: verdicts._depends(both),
        lambda: verdicts._limited(((about_bot,),)),
        lambda: verdicts._raise((about_use, both), P),
        lambda: verdicts._show(about_use, P),
        lambda: verdicts._side(((both, about_bot), (about_use,)), N),
        lambda: verdicts._of_parts(N, [((both, about_bot),), ((about_use, about_bot),)]),
        lambda: verdicts.of_part(Share(P, ((about_use,),))),
    ]
    found = [each() for each in asked]
    for name in ("apply", "copy", "collapse", "reachable", "values", "support"):
        monkeypatch.setattr(Diagram, name, lambda *_, name=name: pytest.fail(f"{name} again"))
    assert [each() for each in asked] == found
