"""A plan as the entries of its file, and entries as the text of a new one, written to be read and reviewed.

The order is the policy's own wherever it has one, so that two people who give the same answers write the same file.
Both a new file and a change to an old one are made from these entries.
"""

from collections.abc import Iterable, Mapping

from advisor.plan.model import Part, Plan, Reply, Tick
from advisor.plan.quote import quote, quote_lines
from advisor.plan.reading import FORMAT, Outdated, cleaned
from advisor.plan.upgrade import section_of
from advisor.policy.model import Policy
from advisor.values import dataclass, replace

STEP = "  "


@dataclass(frozen=True, slots=True)
class Word:
    """A word that stands as it is: an id, a version, a truth value."""

    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """What a person wrote."""

    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """Several options."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping; `short` ones are written on one line."""

    values: Mapping[str, "Entry"]
    short: bool = False


Entry = Word | Prose | Words | Entries


def plan_text(plan: Plan, policy: Policy) -> str:
    """The text of a new plan file."""
    return "\n".join(block(plan_entries(plan, policy), "", STEP)) + "\n"


def plan_data(plan: Plan, policy: Policy) -> dict[str, object]:
    """The plan as data of lists and mappings: written as JSON it is a plan file, too."""
    return {key: _plain(entry) for key, entry in plan_entries(plan, policy).values.items()}


def _plain(entry: Entry) -> object:
    match entry:
        case Word("true" | "false" as text):
            return text == "true"
        case Word(text) | Prose(text):
            return text
        case Words(texts):
            return list(texts)
        case Entries(values):
            return {key: _plain(value) for key, value in values.items()}


def plan_entries(plan: Plan, policy: Policy) -> Entries:
    """The entries of a plan's file. What a file may leave out because it says nothing is left out."""
    plan = cleaned(plan, policy)
    entries: dict[str, Entry] = {"advisor": Word(FORMAT), "policy": Word(plan.policy)}
    if plan.policy_version:
        entries["version"] = _version(plan.policy_version)
    if plan.look_again:
        entries["look_again"] = Words(plan.look_again)
    entries["name"] = Prose(plan.name)
    _add(entries, "bot", _answers(plan.bot, policy))
    _add(entries, "safeguards", _safeguards(plan.bot, policy))
    _add(entries, "uses", {use.id: _use(use, policy) for use in plan.uses})
    _add(entries, "notes", {key: Prose(note) for key, note in sorted(plan.notes.items())})
    return Entries(entries)


def with_gone(entries: Entries, outdated: Iterable[Outdated], new: Entries) -> Entries:
    """The entries of a file with those that are out of date where they stand, so that a change to `new` removes them.

    One that is answered anew is left out: it is written over in its place.
    """
    for one in outdated:
        path = (*section_of(one), one.name)
        if not _holds(new, path):
            entries = _put(entries, path, Word(one.text))
    return entries


def block(entries: Entries, indent: str, step: str, newline: str = "\n", *, literal: bool = True) -> list[str]:
    """The lines of a mapping, each entry on its own; `literal`: a text of several lines is written as such."""
    lines: list[str] = []
    for key, entry in entries.values.items():
        start = f"{indent}{quote(key)}:"
        match entry:
            case Entries(short=False):
                lines += [start, *block(entry, indent + step, step, newline, literal=literal)]
            case Prose(text) if literal:
                lines.append(f"{start} {quote_lines(text, indent + step, newline)}")
            case _:
                lines.append(f"{start} {flow(entry)}")
    return lines


def flow(entry: Entry) -> str:
    """An entry's value on one line."""
    match entry:
        case Word(text):
            return text
        case Prose(text):
            return quote(text, flow=True)
        case Words(texts):
            return f"[{', '.join(texts)}]"
        case Entries(values):
            return f"{{{', '.join(f'{quote(key, flow=True)}: {flow(value)}' for key, value in values.items())}}}"


def _add(entries: dict[str, Entry], key: str, values: Mapping[str, Entry]) -> None:
    if values:
        entries[key] = Entries(values)


def _use(use: Part, policy: Policy) -> Entries:
    entries: dict[str, Entry] = {"activity": Word(str(use.activity))}
    if use.title != policy.activity(str(use.activity)).title:
        entries["title"] = Prose(use.title)
    _add(entries, "answers", _answers(use, policy))
    _add(entries, "safeguards", _safeguards(use, policy))
    return Entries(entries)


def _answers(part: Part, policy: Policy) -> dict[str, Entry]:
    return {q.id: _reply(part.answers[q.id]) for q in policy.questions if q.id in part.answers}


def _safeguards(part: Part, policy: Policy) -> dict[str, Entry]:
    return {rule.id: _tick(part.safeguards[rule.id]) for rule in policy.rules if rule.id in part.safeguards}


def _reply(reply: Reply) -> Entry:
    if isinstance(reply, str):
        return Word(reply)
    return Word(reply[0]) if len(reply) == 1 else Words(reply)


def _tick(tick: Tick) -> Entry:
    values: dict[str, Entry] = {"done": Word("true" if tick.done else "false")}
    if tick.note:
        values["note"] = Prose(tick.note)
    return Entries(values, short=True)


def _version(text: str) -> Entry:
    """Two dots keep every reader from taking it for a number."""
    return Word(text) if text.count(".") == 2 and text.replace(".", "").isdecimal() else Prose(text)


def _put(entries: Entries, path: tuple[str, ...], entry: Entry) -> Entries:
    name, *rest = path
    if rest:
        inside = entries.values.get(name)
        entry = _put(inside if isinstance(inside, Entries) else Entries({}), tuple(rest), entry)
    return replace(entries, values={**entries.values, name: entry})


def _holds(entries: Entry | None, path: tuple[str, ...]) -> bool:
    for name in path:
        entries = entries.values.get(name) if isinstance(entries, Entries) else None
    return entries is not None
