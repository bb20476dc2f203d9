"""Many rules at once: the whole book under the policy's own headings, and the JSON contract of `rules` and `rule`.

The keys of format 1 are a promise to other programs: more may come, none goes and none changes its meaning.
"""

import json
from collections.abc import Iterable, Iterator

from advisor.policy.model import Modality, Policy, Rule
from advisor.report.escape import markdown_text
from advisor.report.rule_page import Heading, Item, Paragraph, QuestionLink, RulePage, rule_page
from advisor.report.rule_text import page_markdown

FORMAT = 1
DEEPEST = 6
"""Markdown has no heading below this level."""


def book_markdown(policy: Policy, rules: Iterable[Rule]) -> str:
    """The rules under the headings of the policy's tree; headings with nothing below them are left out."""
    wanted = {rule.id for rule in rules}
    lines = [
        f"# {markdown_text(policy.title)}",
        "",
        markdown_text(f"{policy.publisher}, {policy.date} ({policy.id} {policy.version}). {policy.summary}"),
    ]
    parents = {section.id: section.parent for section in policy.sections}
    filled = {rule.section for rule in policy.rules if rule.id in wanted}
    for section_id in tuple(filled):
        while (parent := parents[section_id]) is not None:
            filled.add(section_id := parent)
    for section in policy.sections:
        if section.id in filled:
            lines += ["", f"{'#' * min(section.depth + 2, DEEPEST)} {markdown_text(section.title)}"]
        for rule in policy.rules:
            if rule.section == section.id and rule.id in wanted:
                lines += ["", page_markdown(rule_page(policy, rule), section.depth + 3).rstrip("\n")]
    return "\n".join(lines) + "\n"


def pages_markdown(policy: Policy, rules: Iterable[Rule]) -> str:
    """The pages of some rules, one after another, in the order given."""
    return "\n".join(page_markdown(rule_page(policy, rule), 2) for rule in rules)


def rules_json(found: Iterable[tuple[Rule, float]], nothing: object = None, beside: object = None) -> str:
    """Rules with their scores, on one line of ASCII.

    `nothing`, if given, says why there are none, and `beside` what else was asked for that no rule covers.
    """
    rules = [
        {
            "id": rule.id,
            "title": rule.title,
            "modality": rule.modality.value,
            "section": rule.section,
            "cites": list(rule.cites),
            "score": score,
        }
        for rule, score in found
    ]
    said = {"nothing": nothing, "beside": beside}
    return _dumped({"format": FORMAT, "rules": rules, **{key: str(what) for key, what in said.items() if what}})


def rule_json(policy: Policy, rule: Rule) -> str:
    """One rule with all it says, on one line of ASCII."""
    page = rule_page(policy, rule)
    return _dumped(
        {
            "format": FORMAT,
            "id": rule.id,
            "title": rule.title,
            "modality": rule.modality.value,
            "force": rule.force.value if rule.modality is Modality.REQUIREMENT else None,
            "section": rule.section,
            "cites": list(rule.cites),
            "concerns": list(rule.activities) or [rule.scope.value],
            "text": rule.text,
            "do": rule.do,
            "unclear": rule.unclear,
            "examples": {"good": rule.good, "bad": rule.bad},
            "consequence": policy.consequences[rule.consequence].text if rule.consequence else "",
            "questions": list(_questions(page)),
            "requires": list(rule.requires),
            "explains": list(rule.explains),
            "explained_by": [other.id for other in policy.rules if rule.id in other.explains],
            "see": list(rule.see),
            "keywords": list(rule.keywords),
            "applies": list(_applies(page)),
        }
    )


def _questions(page: RulePage) -> Iterator[str]:
    for block in page.passage(Heading.APPLIES):
        if isinstance(block, QuestionLink):
            yield block.question


def _applies(page: RulePage) -> Iterator[str]:
    """When it applies, in words: a line each, indented by its depth."""
    for block in page.passage(Heading.APPLIES):
        match block:
            case Item(text, depth):
                yield f"{'  ' * (depth + 1)}{text}"
            case Paragraph(text, label):
                yield f"{label}: {text}" if label else text
            case _:
                pass


def _dumped(value: object) -> str:
    return json.dumps(value, separators=(",", ":")) + "\n"
