"""policy.yaml: what the policy is, the tree of its page, activities, consequences, words and history."""

import re
from collections.abc import Iterable

from advisor.policy.model import Activity, Consequence, Section
from advisor.policy.pack_limits import MOST_ACTIVITIES, more_than
from advisor.policy.pack_names import PackNames
from advisor.source.fields import Fields, Problems, names_in
from advisor.source.safe_text import one_line, quoted
from advisor.source.tree import Mapping, Node, Scalar, Sequence
from advisor.typed import TYPE_CHECKING
from advisor.values import dataclass, field

if TYPE_CHECKING:
    from datetime import date
else:
    try:
        from _datetime import date  # the part of `datetime` in C, without the same once more in Python
    except ImportError:
        from datetime import date

FORMAT = "1"
_TEXTS = ("id", "version", "title", "publisher", "date", "audience", "summary", "ask")
_KEYS = (
    "advisor-pack",
    *_TEXTS,
    "sections",
    "activities",
    "consequences",
    "not_rules",
    "synonyms",
    "history",
)
_VERSION = re.compile(r"\d{1,6}\.\d{1,6}\.\d{1,6}")


@dataclass(slots=True)
class Head:
    """What policy.yaml says, and where what is checked later stands."""

    texts: dict[str, str] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    consequences: dict[str, Consequence] = field(default_factory=dict)
    not_rules: dict[str, tuple[Scalar, str]] = field(default_factory=dict)
    synonyms: list[tuple[str, ...]] = field(default_factory=list)
    history: dict[str, tuple[Scalar, ...]] = field(default_factory=dict)


def read_head(problems: Problems, root: Mapping, names: PackNames, folder: str) -> Head:
    """Read policy.yaml; `folder` is the pack folder's name, which has to be the policy's id."""
    fields = Fields(problems, root, "policy.yaml", _KEYS, ("advisor-pack", *_TEXTS, "sections", "activities"))
    head = Head({key: fields.line(key) for key in _TEXTS})
    _check_head(fields, head, folder)
    _sections(problems, fields.items("sections"), names, head.sections, None)
    activities = fields.items("activities")
    if len(activities) > MOST_ACTIVITIES:
        problems.found.append(more_than(MOST_ACTIVITIES, "activities", problems.place(activities[MOST_ACTIVITIES])))
    head.activities = [_activity(problems, node, names) for node in activities[:MOST_ACTIVITIES]]
    for node in fields.items("consequences"):
        consequence = _consequence(problems, node, names)
        head.consequences[consequence.id] = consequence
    for key, reason in fields.mapping("not_rules").values():
        head.not_rules[key.text] = (key, _reason(problems, key, reason))
        if key.text not in (names.clauses or {}):
            problems.unknown(key, "there is no clause", names.clauses or ())
    for group in fields.items("synonyms"):
        head.synonyms.append(_synonyms(problems, group))
    for key, changed in fields.mapping("history").values():
        head.history[key.text] = _changed(problems, key, changed)
    _check_history(fields, head)
    return head


def _check_head(fields: Fields, head: Head, folder: str) -> None:
    problems, texts = fields.problems, head.texts
    format_node = fields.scalar("advisor-pack")
    if format_node is not None and format_node.text != FORMAT:
        hint = f"this program reads format {FORMAT}"
        problems.add(format_node, f"the pack has format {quoted(format_node.text)}", hint)
    if texts["id"] and texts["id"] != folder:
        hint = f"rename the folder, or write {folder}"
        problems.add(fields.node_of("id"), f"the id {quoted(texts['id'])} is not the folder's name", hint)
    if texts["version"] and not _VERSION.fullmatch(texts["version"]):
        problems.add(fields.node_of("version"), f"{quoted(texts['version'])} is no version", "write 1.0.0")
    if texts["date"] and not _is_date(texts["date"]):
        problems.add(fields.node_of("date"), f"{quoted(texts['date'])} is no date", "write it as 2020-01-31")


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _sections(
    problems: Problems, nodes: Iterable[Node], names: PackNames, found: list[Section], parent: Section | None
) -> None:
    for node in nodes:
        fields = Fields(problems, node, "a section", ("id", "title", "clauses", "sections"), ("id", "title"))
        at = fields.scalar("id")
        if at is None:
            continue
        names.place(problems, "section", at)
        clauses = fields.names("clauses")
        for clause in clauses:
            names.place(problems, "clause", clause)
            if names.clauses is not None:
                names.clauses.setdefault(clause.text, clause)
        if names.sections is not None:
            names.sections.setdefault(at.text, at)
        section = Section(
            at.text,
            fields.line("title"),
            parent.depth + 1 if parent else 0,
            tuple(clause.text for clause in clauses),
            parent.id if parent else None,
        )
        found.append(section)
        _sections(problems, fields.items("sections"), names, found, section)


def _activity(problems: Problems, node: Node, names: PackNames) -> Activity:
    fields = Fields(problems, node, "an activity", ("id", "title", "help", "keywords"), ("id", "title"))
    at = fields.scalar("id")
    activity = Activity(
        names.claim(problems, "activity", at), fields.line("title"), fields.text("help"), fields.lines("keywords")
    )
    if at is not None and names.activities is not None:
        names.activities.setdefault(activity.id, at)
    return activity


def _consequence(problems: Problems, node: Node, names: PackNames) -> Consequence:
    fields = Fields(problems, node, "a consequence", ("id", "text", "cites"), ("id", "text", "cites"))
    at = fields.scalar("id")
    cites = problems.resolve(fields.names("cites"), "clause", names.clauses or {})
    consequence = Consequence(names.claim(problems, "consequence", at), fields.text("text"), cites)
    if at is not None and names.consequences is not None:
        names.consequences.setdefault(consequence.id, at)
    return consequence


def _reason(problems: Problems, key: Scalar, node: Node) -> str:
    if isinstance(node, Scalar) and node.text:
        return one_line(node.text)
    problems.add(key, f"{quoted(key.text)} needs a reason", "say in a sentence why no rule cites it")
    return ""


def _synonyms(problems: Problems, group: Node) -> tuple[str, ...]:
    if not isinstance(group, Sequence) or len(group.items) < 2:
        problems.add(group, "a group of synonyms has to be a list of two or more", "write it as [word, another]")
        return ()
    return tuple(one_line(word.text) for word in names_in(problems, group.items, "synonyms"))


def _changed(problems: Problems, key: Scalar, changed: Node) -> tuple[Scalar, ...]:
    if not _VERSION.fullmatch(key.text):
        problems.add(key, f"{quoted(key.text)} is no version", "write 1.0.0")
    if not isinstance(changed, Sequence):
        problems.add(key, f"{quoted(key.text)} needs a list of rule ids", "[] when it changed none")
        return ()
    return names_in(problems, changed.items, "history")


def _check_history(fields: Fields, head: Head) -> None:
    version = head.texts["version"]
    if head.history and version and version not in head.history:
        hint = f"add `{version}: []` with the ids of the rules it changed"
        fields.problems.add(fields.at("history"), f"the history does not say what {quoted(version)} changed", hint)
