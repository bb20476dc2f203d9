"""Plan files as different people would write them: the same plan in every layout that YAML allows.

Each line of comment says what it belongs to, so that a test can tell which ones had to stay.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random

from advisor.plan.look_again import to_confirm
from advisor.plan.model import UNDECIDED, Part, Plan, Reply, Tick
from advisor.plan.text import Entries, Entry, Prose, Word, Words, flow, plan_entries
from advisor.policy.model import BOT, Policy, Question


@dataclass(frozen=True, slots=True)
class Layout:
    """How somebody writes."""

    step: int = 2
    newline: str = "\n"
    mark: bool = False
    """Whether the file begins with a byte order mark."""
    braces: float = 0.0
    """How often a mapping or list stands on one line."""
    comments: float = 0.5
    shuffled: bool = False
    end: bool = True
    """Whether the last line ends."""


def random_layout(random: Random) -> Layout:
    return Layout(
        random.choice([2, 2, 3, 4]),
        random.choice(["\n", "\n", "\r\n"]),
        random.random() < 0.1,
        random.choice([0.0, 0.0, 0.3, 1.0]),
        random.choice([0.0, 0.3, 0.8]),
        random.random() < 0.3,
        random.random() < 0.9,
    )


class Writer:
    def __init__(self, random: Random, layout: Layout) -> None:
        self.random = random
        self.layout = layout
        self.written = 0

    def file(self, plan: Plan, policy: Policy, own: str = "") -> bytes:
        lines = self.mapping(plan_entries(plan, policy), "", (), keep_order=not self.layout.shuffled)
        text = self.layout.newline.join([*lines, *own.splitlines()])
        text += self.layout.newline if self.layout.end else ""
        return (b"\xef\xbb\xbf" if self.layout.mark else b"") + text.encode()

    def often(self, probability: float) -> bool:
        return self.random.random() < probability

    def comment(self, indent: str, path: tuple[str, ...]) -> list[str]:
        lines = []
        if self.often(self.layout.comments / 2):
            lines.append("")
        if self.often(self.layout.comments):
            self.written += 1
            lines.append(f"{indent}# {self.written} about {'/'.join(path)}")
        return lines

    def behind(self, path: tuple[str, ...]) -> str:
        if not self.often(self.layout.comments / 2):
            return ""
        self.written += 1
        return f"  # {self.written} behind {'/'.join(path)}"

    def mapping(self, entries: Entries, indent: str, path: tuple[str, ...], *, keep_order: bool) -> list[str]:
        items = list(entries.values.items())
        if not keep_order and path[-1:] != ("uses",):
            self.random.shuffle(items)
        lines: list[str] = []
        for key, entry in items:
            here = (*path, key)
            lines += self.comment(indent, here)
            lines += self.entry(f"{indent}{self.key(key)}:", entry, indent, here, keep_order=keep_order)
        return lines

    def key(self, key: str) -> str:
        return json.dumps(key) if self.often(0.1) or not key.replace(".", "").isalnum() else key

    def entry(self, start: str, entry: Entry, indent: str, path: tuple[str, ...], *, keep_order: bool) -> list[str]:
        inner = indent + " " * self.layout.step
        match entry:
            case Entries() if not self.often(1.0 if entry.short and self.often(0.7) else self.layout.braces):
                lines = self.mapping(entry, inner, path, keep_order=keep_order)
                return [f"{start}{self.behind(path)}", *lines]
            case Words(texts) if not self.often(self.layout.braces):
                dash = indent + self.random.choice(["", " " * self.layout.step])
                return [f"{start}{self.behind(path)}", *[f"{dash}- {text}{self.behind(path)}" for text in texts]]
            case Prose(text) if "\n" in text and self.often(0.5):
                return [f"{start} {json.dumps(text)}"]
            case Prose(text) if self.often(0.3):
                return [f"{start} {self.quoted(text)}{self.behind(path)}"]
            case Word(text) if self.often(0.1):
                return (
                    [f"{start}", f"{inner}{text}{self.behind(path)}"] if text[:1].isalpha() else [f"{start} '{text}'"]
                )
            case _:
                return [f"{start} {flow(entry)}{self.behind(path)}"]

    def quoted(self, text: str) -> str:
        single = "'" + text.replace("'", "''") + "'"
        return single if text.isprintable() and self.often(0.5) else json.dumps(text)


NOTES = [
    "NASA data",
    "it: costs # nothing",
    "- [x] yes",
    "two\nlines",
    "a\n\n  b: {c}",
    "no",
    "1:30",
    "é “quoted”",
    "{",
]


def random_plan(random: Random, policy: Policy) -> Plan:
    ids = random.sample(["passes", "a-b", "use_2", "größe", "1", "no", "x"], random.randint(0, 4))
    uses = tuple(_part(random, policy, use_id, random.choice(policy.activities).id) for use_id in ids)
    bot = _part(random, policy, BOT, None)
    keys = random.sample(["card", "passes.kind", "plan", "to do"], random.choice([0, 0, 1, 2, 4]))
    notes = {key: random.choice(NOTES) for key in keys}
    version = random.choice(["", "1.1.0", "2.0.0"])
    plan = Plan(random.choice(["Try", "A: b", "yes", "“Hm” # no"]), policy.id, version, bot, uses, notes)
    again = [key for key in to_confirm(plan, policy) if random.random() < random.choice([0.0, 0.0, 0.5])]
    return replace(plan, look_again=tuple(again))


def changed_plan(random: Random, plan: Plan, policy: Policy) -> Plan:
    """A plan that has parts in common with the first one."""
    other = random_plan(random, policy)
    uses = [use for use in plan.uses if random.random() < 0.7]
    uses = [_part(random, policy, use.id, use.activity) if random.random() < 0.5 else use for use in uses]
    for use in other.uses:
        if use.id not in {there.id for there in uses} and random.random() < 0.7:
            uses.insert(random.randint(0, len(uses)), use)
    if random.random() < 0.1:
        random.shuffle(uses)
    bot = random.choice([plan.bot, other.bot])
    notes = random.choice([plan.notes, other.notes, {}])
    return Plan(random.choice([plan.name, other.name]), policy.id, plan.policy_version, bot, tuple(uses), notes)


def _part(random: Random, policy: Policy, part_id: str, activity: str | None) -> Part:
    answers: dict[str, Reply] = {
        question.id: _reply(random, question) for question in policy.questions_about(activity) if random.random() < 0.6
    }
    rules = [rule.id for rule in policy.rules_for(activity) if rule.safeguard and random.random() < 0.4]
    ticks: Mapping[str, Tick] = {
        rule: random.choice([Tick(done=True), Tick(note=random.choice(NOTES)), Tick(True, random.choice(NOTES))])
        for rule in rules
    }
    title = "The bot as a whole"
    if activity is not None:
        title = random.choice([policy.activity(activity).title, "Of its own", "A title: with a colon"])
    return Part(part_id, title, activity, answers, ticks)


def _reply(random: Random, question: Question) -> Reply:
    if random.random() < 0.2:
        return UNDECIDED
    if not question.several:
        return (random.choice(question.options).id,)
    chosen = [option.id for option in question.options if not option.exclusive and random.random() < 0.5]
    return tuple(chosen) or (question.options[-1].id,)
