"""Rules that speak against each other, and rules that say the same twice.

That a prohibition and a permission hold at once is no contradiction: a prohibition wins, and a page that permits on
terms and then forbids relies on it. What is reported is what can never matter, and what can only be a slip: a
safeguard asked for only where everything is prohibited anyway, one act both permitted and forbidden by one clause.
"""

from collections.abc import Hashable, Iterator
from itertools import combinations, permutations

from advisor.assess.assess import Assessor
from advisor.assess.compiled import CompiledPolicy
from advisor.assess.diagram import Node
from advisor.assess.finding import Status
from advisor.policy.condition import Condition
from advisor.policy.model import Modality, Rule
from advisor.prove.flaw import Flaw, Places, flaw, of_rule
from advisor.prove.kinds import Kind
from advisor.prove.rules import prohibiting
from advisor.prove.witness import answers_on, judged_for, path_to, told, unprohibited, witness_plan, witnesses

_ASKED = (Status.REQUIRED, Status.MET, Status.APPROVAL)
_DECIDES = {Modality.PROHIBITION: Status.VIOLATED, Modality.PERMISSION: Status.GRANTED}


def contradiction_problems(assessor: Assessor, places: Places) -> Iterator[Flaw]:
    """Every contradiction and repetition; those of one rule first, then those of pairs."""
    for rule in assessor.policy.rules:
        if rule.safeguard:
            yield from _in_vain(assessor, places, rule)
        if rule.modality is Modality.REQUIREMENT:
            yield from _met_and_broken(assessor.compiled, places, rule)
        if rule.modality is Modality.PERMISSION:
            yield from _required_apart(assessor.compiled, places, rule)
    deciding = [rule for rule in assessor.policy.rules if rule.modality in _DECIDES]
    for left, right in combinations(deciding, 2):
        yield from _opposed(assessor.compiled, places, left, right)
    for less, more in permutations(deciding, 2):
        yield from _repeated(assessor.compiled, places, less, more)


def _in_vain(assessor: Assessor, places: Places, rule: Rule) -> Iterator[Flaw]:
    """A safeguard that is asked for, or met, only by what other rules prohibit."""
    policy, reached = assessor.policy, witnesses(assessor.compiled, rule)
    cases = (
        (Kind.SAFEGUARD_IN_VAIN, _ASKED, "is asked for", "leave it out there, or mend the rule that prohibits"),
        (Kind.MET_IN_VAIN, (Status.MET,), "is met by design", "what meets a requirement should be allowed"),
    )
    for kind, statuses, what, hint in cases:
        answers = next((reached[status] for status in statuses if status in reached), None)
        parts = judged_for(policy, rule)
        if answers is None or not parts:
            continue
        if any(_allowed(assessor, rule, statuses, activity) for activity in parts):
            continue
        plan = witness_plan(policy, rule, answers, parts[0])
        by = ", ".join(one for one in prohibiting(assessor, plan) if one != repr(rule.id))
        message = f"wherever the rule {rule.id!r} {what}, other rules prohibit"
        yield flaw(kind, of_rule(places, rule), message, f"with {told(answers)} it is {by or 'several'}; {hint}", plan)
        return


def _allowed(assessor: Assessor, rule: Rule, statuses: tuple[Status, ...], activity: str | None) -> bool:
    return unprohibited(assessor.compiled, rule, statuses, activity, certainly=False) is not None


def _met_and_broken(compiled: CompiledPolicy, places: Places, rule: Rule) -> Iterator[Flaw]:
    answers = _holding(compiled, rule.when, rule.met_when, rule.broken_when)
    if answers is not None and Status.MET in compiled.diagram.values(compiled.status[rule.id]):
        plan = witness_plan(compiled.policy, rule, answers, judged_for(compiled.policy, rule)[0])
        message = f"`met_when` and `broken_when` of the rule {rule.id!r} hold together"
        hint = f"with {told(answers)} they do, and it counts as broken: say in `met_when` what it must not be"
        yield flaw(Kind.MET_AND_BROKEN, of_rule(places, rule), message, hint, plan)


def _required_apart(compiled: CompiledPolicy, places: Places, rule: Rule) -> Iterator[Flaw]:
    policy = compiled.policy
    for required in map(policy.rule, rule.requires):
        answers = _holding(compiled, rule.when)
        if answers is not None and _holding(compiled, rule.when, required.when) is None:
            plan = witness_plan(policy, rule, answers, next(iter(judged_for(policy, rule)), None))
            message = f"{rule.id!r} requires {required.id!r}, which never applies where it speaks"
            hint = f"with {told(answers)} it speaks, and the requirement does not"
            yield flaw(Kind.REQUIRED_APART, of_rule(places, rule, required.id), message, hint, plan)


def _holding(compiled: CompiledPolicy, *conditions: Condition) -> dict[str, tuple[str, ...]] | None:
    """Answers to which all of the conditions hold."""
    diagram = compiled.diagram
    held = diagram.terminal(True)
    for condition in conditions:
        held = diagram.both(held, compiled.condition(condition))
    path = path_to(diagram, held, bool)
    return None if path is None else dict(answers_on(compiled, path))


def _opposed(compiled: CompiledPolicy, places: Places, left: Rule, right: Rule) -> Iterator[Flaw]:
    """A prohibition and a permission that hold of exactly the same answers and cite the same clause."""
    shared = _shared_parts(compiled, left, right)
    if left.modality is right.modality or not shared or not set(left.cites) & set(right.cites):
        return
    decided = _decides(compiled, left)
    if decided == _decides(compiled, right):
        path = path_to(compiled.diagram, decided, bool)
        if path is not None:
            answers = answers_on(compiled, path)
            plan = witness_plan(compiled.policy, right, answers, shared[0])
            message = f"the rules {left.id!r} and {right.id!r} permit and prohibit the same, by the same clause"
            hint = f"with {told(answers)} both hold; one of the two is a slip"
            yield flaw(Kind.RULES_CONTRADICT, of_rule(places, right, left.id), message, hint, plan)


def _repeated(compiled: CompiledPolicy, places: Places, less: Rule, more: Rule) -> Iterator[Flaw]:
    """A rule that holds only where another of its modality does, for the same parts and by the same clauses."""
    policy, diagram = compiled.policy, compiled.diagram
    if less.modality is not more.modality or not set(less.cites) <= set(more.cites):
        return
    if not set(judged_for(policy, less)) <= set(judged_for(policy, more)):
        return
    small, large = _decides(compiled, less), _decides(compiled, more)
    equal = small == large and less.cites == more.cites
    if equal and policy.rules.index(less) < policy.rules.index(more):
        return  # the later one of two equals is the repetition
    if diagram.both(small, diagram.negated(large)) == diagram.terminal(False) and less.unclear == more.unclear:
        hint = f"{more.id!r} holds whenever it does and cites the same; join them, or tell them apart"
        message = f"the rule {less.id!r} repeats {more.id!r}"
        yield flaw(Kind.RULE_REPEATED, of_rule(places, less, more.id), message, hint)


def _shared_parts(compiled: CompiledPolicy, left: Rule, right: Rule) -> list[str | None]:
    others = judged_for(compiled.policy, right)
    return [part for part in judged_for(compiled.policy, left) if part in others]


def _decides(compiled: CompiledPolicy, rule: Rule) -> Node:
    """The Boolean function of the answers under which a prohibition is violated, or a permission granted."""
    wanted = _DECIDES[rule.modality]

    def is_wanted(value: Hashable) -> bool:
        return value is wanted

    return compiled.diagram.copy(compiled.diagram, compiled.status[rule.id], {}, is_wanted)


def overruled_permissions(compiled: CompiledPolicy) -> int:
    """How many pairs of a permission and a prohibition hold of the same answers; the prohibition wins in each."""
    diagram = compiled.diagram
    deciding = [rule for rule in compiled.policy.rules if rule.modality in _DECIDES]
    return sum(
        left.modality is not right.modality
        and bool(_shared_parts(compiled, left, right))
        and diagram.both(_decides(compiled, left), _decides(compiled, right)) != diagram.terminal(False)
        for left, right in combinations(deciding, 2)
    )
