"""rules/*.yaml: the rules of one heading each, read one by one.

What needs all rules at once (whom a rule requires, explains or points to) is checked in `pack_references`.
"""

from advisor.policy.condition import ALWAYS, NEVER, Condition
from advisor.policy.model import BOT, Force, Modality, Rule, Scope
from advisor.policy.pack_condition import ConditionReader
from advisor.policy.pack_names import USES, PackNames
from advisor.source.fields import Fields, Problems, names_in
from advisor.source.safe_text import quoted
from advisor.source.tree import Mapping, Node, Scalar, Sequence
from advisor.values import dataclass

_RULE = (
    "id",
    "modality",
    "force",
    "title",
    "text",
    "do",
    "concerns",
    "when",
    "met_when",
    "broken_when",
    "unclear_when",
    "unclear",
    "cites",
    "keywords",
    "examples",
    "requires",
    "explains",
    "see",
    "consequence",
    "section",
)
_REQUIRED = ("id", "modality", "title", "text", "concerns", "cites")
_ONLY = {
    "force": (Modality.REQUIREMENT,),
    "met_when": (Modality.REQUIREMENT,),
    "broken_when": (Modality.REQUIREMENT,),
    "unclear_when": (Modality.PROHIBITION, Modality.REQUIREMENT),
    "requires": (Modality.PERMISSION,),
    "explains": (Modality.INTERPRETATION,),
}


@dataclass(frozen=True, slots=True)
class ReadRule:
    """A rule, and where to point when one of its references turns out wrong."""

    rule: Rule
    problems: Problems
    cites: tuple[Scalar, ...]
    requires: tuple[Scalar, ...]
    explains: tuple[Scalar, ...]
    see: tuple[Scalar, ...]


def read_rules(problems: Problems, root: Mapping, names: PackNames) -> list[ReadRule]:
    """Read one file of rules."""
    fields = Fields(problems, root, "a file of rules", ("section", "rules"), ("rules",))
    section = fields.scalar("section")
    _check_section(problems, section, names)
    return [_rule(problems, node, names, section) for node in fields.items("rules")]


def _rule(problems: Problems, node: Node, names: PackNames, file_section: Scalar | None) -> ReadRule:
    at = node.get("id") if isinstance(node, Mapping) else None
    what = f"the rule {quoted(at.text)}" if isinstance(at, Scalar) else "a rule"
    fields = Fields(problems, node, what, _RULE, _REQUIRED)
    rule_id = names.claim(problems, "rule", fields.scalar("id"))
    if rule_id and names.rules is not None:
        names.rules.add(rule_id)
    modality = fields.word("modality", Modality, Modality.NOTICE)
    _check_keys(fields, modality)
    scope, activities = _concerns(fields, names)
    conditions = ConditionReader(problems, names, scope, activities)
    cites, requires, explains, see = (fields.names(key) for key in ("cites", "requires", "explains", "see"))
    examples = Fields(problems, fields.node_of("examples"), "'examples'", ("good", "bad"))
    rule = Rule(
        id=rule_id,
        modality=modality,
        title=fields.line("title"),
        text=fields.text("text"),
        section=_section(fields, names, file_section),
        cites=_texts(cites),
        scope=scope,
        activities=activities,
        force=fields.word("force", Force, Force.MUST),
        do=fields.text("do"),
        when=_condition(fields, "when", conditions, ALWAYS),
        met_when=_condition(fields, "met_when", conditions, NEVER),
        broken_when=_condition(fields, "broken_when", conditions, NEVER),
        unclear_when=_condition(fields, "unclear_when", conditions, NEVER),
        unclear=fields.text("unclear"),
        keywords=fields.lines("keywords"),
        good=examples.text("good"),
        bad=examples.text("bad"),
        requires=_texts(requires),
        explains=_texts(explains),
        see=_texts(see),
        consequence=_consequence(fields, names),
    )
    return ReadRule(rule, problems, cites, requires, explains, see)


def _texts(names: tuple[Scalar, ...]) -> tuple[str, ...]:
    return tuple(name.text for name in names)


def _condition(fields: Fields, key: str, reader: ConditionReader, default: Condition) -> Condition:
    if key not in fields:
        return default
    node = fields.node_of(key)
    if node is None:
        fields.problems.add(fields.at(key), f"{key!r} has no value", "leave it out if it does not apply")
        return default
    return reader.read(node)


def _check_keys(fields: Fields, modality: Modality) -> None:
    """Keys that mean something for some modalities only, or only together."""
    problems = fields.problems
    word = fields.node_of("modality")
    known = isinstance(word, Scalar) and word.text == modality.value
    for key, modalities in _ONLY.items():
        if key in fields and known and modality not in modalities:
            kinds = " or ".join(kind.value for kind in modalities)
            problems.add(fields.at(key), f"{key!r} has no meaning for a {modality.value}", f"only for a {kinds}")
    if "unclear_when" in fields and not fields.text("unclear"):
        hint = "add `unclear`: what is left open, which reading is safer, where to ask"
        problems.add(fields.at("unclear_when"), "'unclear_when' does not say what is unclear", hint)
    if "unclear" in fields and "unclear_when" not in fields:
        problems.add(fields.at("unclear"), "'unclear' is never shown", "say when with `unclear_when`")
    if modality in (Modality.REQUIREMENT, Modality.APPROVAL) and not fields.text("do"):
        hint = "say what to build, and how to tell that it works"
        problems.warn(fields.at("id"), f"{fields.what} has no `do`", hint, kind="rule-without-do")


def _concerns(fields: Fields, names: PackNames) -> tuple[Scope, tuple[str, ...]]:
    node = fields.node_of("concerns")
    known = names.activities
    match node:
        case Scalar(text=text) if text == BOT:
            return Scope.BOT, ()
        case Scalar(text=text) if text == USES:
            return Scope.EVERY_USE, ()
        case Sequence(items=items) if items:
            listed = names_in(fields.problems, items, "concerns")
            if known is None:
                return Scope.ACTIVITIES, _texts(listed)
            good = fields.problems.resolve(listed, "activity", known)
            return Scope.ACTIVITIES, tuple(activity for activity in known if activity in good)
        case None:
            return Scope.ACTIVITIES, ()
        case _:
            fields.problems.add(node, "'concerns' has to be bot, uses, or a list of activities", "write [activity]")
            return Scope.ACTIVITIES, ()


def _section(fields: Fields, names: PackNames, file_section: Scalar | None) -> str:
    own = fields.scalar("section")
    _check_section(fields.problems, own, names)
    section = own or file_section
    if section is None:
        fields.problems.add(fields.at("id"), f"{fields.what} is in no section", "give the file or the rule a `section`")
    return section.text if section else ""


def _check_section(problems: Problems, section: Scalar | None, names: PackNames) -> None:
    if section is not None and names.sections is not None and section.text not in names.sections:
        problems.unknown(section, "there is no section", names.sections)


def _consequence(fields: Fields, names: PackNames) -> str:
    node = fields.scalar("consequence")
    if node is None:
        return ""
    if names.consequences is not None and node.text not in names.consequences:
        fields.problems.unknown(node, "there is no consequence", names.consequences)
    return node.text
