"""Plans as SARIF: a result for each finding, and what each rule asks, with its clauses."""

from collections.abc import Sequence

from advisor.policy.model import Rule
from advisor.report.gathered import Checked
from advisor.report.plan_remarks import KINDS, remarks
from advisor.report.sarif import Kind, sarif
from advisor.report.wording import clauses


def render(checked: Sequence[Checked], *, everything: bool) -> str:  # noqa: ARG001 - what is fine is no result
    """One run over all plans."""
    kinds = {kind: Kind(meaning) for kind, meaning in KINDS.items()}
    for one in checked:
        if one.judged:
            kinds |= {rule.id: _kind(rule) for rule in one.judged.policy.rules}
    return sarif(remarks(checked), kinds, (one.judged.policy for one in checked if one.judged))


def _kind(rule: Rule) -> Kind:
    help_ = f"{rule.text}\n\n{rule.do}" if rule.do else rule.text
    return Kind(rule.title, rule.text, f"{help_}\n\nClause: {clauses(rule)}", (rule.modality.value, *rule.cites))
