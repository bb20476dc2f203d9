"""What can be checked only when every file of a pack is read: references between rules, and coverage of the page."""

from collections.abc import Iterable

from advisor.policy.model import Force, Modality, Rule, Scope
from advisor.policy.pack_head import Head
from advisor.policy.pack_names import PackNames
from advisor.policy.pack_rules import ReadRule
from advisor.source.fields import Problems
from advisor.source.safe_text import quoted
from advisor.source.tree import Scalar

GAPS = ("clause-uncited", "clause-set-aside-and-cited")
"""The kinds of problems by which a pack that can be read is not whole."""


def check_references(read: Iterable[ReadRule], names: PackNames) -> None:
    """Rules that rules name exist and are of the kind that can be named there."""
    rules = {one.rule.id: one.rule for one in read} if names.rules is not None else None
    for one in read:
        if names.clauses is not None:
            one.problems.resolve(one.cites, "clause", names.clauses)
        if rules is None:
            continue
        for node in (*one.requires, *one.explains, *one.see):
            if node.text not in rules:
                one.problems.unknown(node, "there is no rule", rules)
            elif node.text == one.rule.id:
                one.problems.add(node, f"the rule {node.text!r} names itself", "leave it out")
        for node in one.requires:
            _check_required(one, node, rules)


def _check_required(one: ReadRule, node: Scalar, rules: dict[str, Rule]) -> None:
    required = rules.get(node.text)
    if required is None:
        return
    if required.modality is not Modality.REQUIREMENT or required.force is not Force.MUST:
        hint = "a permission's conditions are requirements of force must"
        one.problems.add(node, f"{node.text!r} is no must requirement", hint)
    elif one.rule.scope is Scope.BOT and required.scope is not Scope.BOT:
        hint = "a permission for the bot as a whole has conditions about the bot as a whole"
        one.problems.add(node, f"{node.text!r} concerns uses", hint)
    elif required.scope is Scope.ACTIVITIES:
        concerned = frozenset(required.activities)
        missing = [activity for activity in one.rule.activities if activity not in concerned]
        if missing or one.rule.scope is not Scope.ACTIVITIES:
            hint = "a condition has to concern whatever the permission concerns"
            one.problems.add(node, f"{node.text!r} does not concern {', '.join(missing) or 'it'}", hint)


def check_coverage(problems: Problems, head: Head, read: Iterable[ReadRule], names: PackNames) -> None:
    """Every clause of the page is cited by a rule or set aside with a reason, and never both."""
    cited = {clause.text: one for one in read for clause in one.cites}
    for clause, node in (names.clauses or {}).items():
        if clause not in cited and clause not in head.not_rules:
            hint = "cite it in a rule, or say in `not_rules` why none does"
            problems.add(node, f"no rule cites the clause {quoted(clause)}", hint, kind=GAPS[0])
    for clause, (node, _) in head.not_rules.items():
        if clause in cited:
            hint = f"{cited[clause].rule.id!r} cites it"
            message = f"{quoted(clause)} is set aside, and cited all the same"
            problems.add(node, message, hint, kind=GAPS[1])


def check_history(problems: Problems, head: Head, names: PackNames) -> None:
    """Rules that the history names exist, or have been removed on purpose."""
    for changed in head.history.values():
        for node in changed:
            if names.rules is not None and node.text not in names.rules:
                message, hint = f"the history names {quoted(node.text)}, which is no rule", "fine if it was removed"
                problems.warn(node, message, hint, kind="history-names-no-rule")
