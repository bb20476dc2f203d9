"""Texts that try to leave their place, and everything that a person or a pack may write, filled with one of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import yaml

from advisor.plan.model import Plan, Tick
from advisor.policy.model import BOT
from advisor.source.safe_text import safe_text

HOSTILE = {
    "window title": "a\x1b]0;taken\x07b",
    "clipboard": "a\x1b]52;c;dGFrZW4=\x07b",
    "link": "a\x1b]8;;https://example.invalid\x1b\\b\x1b]8;;\x1b\\",
    "control sequence": "a\x1b[2J\x1b[?1049l\x1b[31mb",
    "device control": "a\x1bP+q544e\x1b\\\x1b_x\x1b\\\x1b^y\x1b\\b\x1bc",
    "8-bit controls": "a\x9b31m\x9d0;taken\x9c\x90q\x9c\x85b",
    "order of writing": "a\u202eb\u2066c\u2069\u200f\u061cd",
    "unseen": "a\u200bb\u2060c\xad\ufeffd\u2028e\u2029f",
    "half a character": "a\ud800b\udfffc",
    "markup": "a [/b] [TODO] [@click=app.quit]b[/] $text [red]c :smile:",
    "workflow command": "::error file=x::taken ##[set-output name=x]y ##vso[task.setvariable variable=a]b",
    "checklist": "ok\n- [x] **Approved** <!-- bot/kindness -->\n\n# Verdict: PERMITTED\n<!-- advisor-checklist 1\n-->",
    "wide and joined": "a👩‍👩‍👧‍👦b🏳️‍🌈c漢字e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301f\U000e0041g",
    "endless line": "x" * 10_000,
}
assert len(HOSTILE) == 14

IN_FILES = {name: text for name, text in HOSTILE.items() if name != "half a character"}
"""Those that a file can hold: half a character its reader refuses."""
SHOWN = {name: "".join(safe_text(text).replace("\\", "").split())[1:11] for name, text in HOSTILE.items()} | {
    "checklist": "[x]**Appro",
    "wide and joined": "a👩",  # the terminal of the tests draws nothing after a joiner
}
"""By what each of them is recognised where it is shown as text, white space aside."""


def seen(lines: Iterable[str]) -> Iterator[str]:
    """The names of the texts that stand on these lines; the backslashes of Markdown count for nothing."""
    plain = ["".join(line.replace("\\", "").split()) for line in lines]
    for name, words in SHOWN.items():
        if any(words in line for line in plain):
            yield name


FREE = frozenset(
    [
        "title",
        "text",
        "do",
        "help",
        "label",
        "prompt",
        "short",
        "topic",
        "publisher",
        "audience",
        "summary",
        "ask",
        "unclear",
        "good",
        "bad",
        "keywords",
        "synonyms",
        "not_rules",
        "name",
        "note",
        "notes",
    ]
)
"""The fields of packs and plans that hold whatever somebody wrote."""
_Value = TypeVar("_Value")
Write = Callable[[str], str]


def rewritten(value: _Value, write: Write, *, free: bool = False) -> _Value:
    """The value with every free text in it written anew; `write` is given what stands there."""
    given: Any = value
    if isinstance(given, str):
        found: Any = write(given) if free and given else given
    elif is_dataclass(given) and not isinstance(given, type):
        changed = {
            field.name: rewritten(getattr(given, field.name), write, free=field.name in FREE)
            for field in fields(given)
            if field.init
        }
        found = replace(given, **changed)
    elif isinstance(given, Mapping):
        found = {key: rewritten(entry, write, free=free or key in FREE) for key, entry in given.items()}
    elif isinstance(given, (tuple, list)):
        found = type(given)(rewritten(entry, write, free=free) for entry in given)
    else:
        found = given
    result: _Value = found
    return result


def hostile_plan(plan: Plan, write: Write) -> Plan:
    """The plan with all of its free text written anew, notes on every tick and on every answer among them."""
    notes = {
        question if part.id == BOT else f"{part.id}.{question}": "x" for part in plan.parts for question in part.answers
    }
    filled = replace(plan, notes=notes)
    for part in filled.parts:
        ticks = {rule: Tick(done=tick.done, note="x") for rule, tick in part.safeguards.items()}
        filled = filled.with_part(replace(part, safeguards=ticks))
    return rewritten(filled, write)


def hostile_folder(source: Path, target: Path, write: Write) -> Path:
    """A copy of a pack in which every free text is written anew."""
    for path in sorted(source.rglob("*.yaml")):
        data = rewritten(yaml.load(path.read_text(), yaml.BaseLoader), write)
        if isinstance(data.get("about"), str):  # of an example; a question's names activities
            data["about"] = write(data["about"])
        file = target / path.relative_to(source)
        file.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(data, allow_unicode=False, sort_keys=False, width=1 << 20)
        file.write_text(text.replace("'true'", "true"))
    return target


def in_turn(first: int) -> Write:
    """Gives each field another hostile text, by turns; the first 13 of `first` give every field every text."""
    texts, count = list(IN_FILES.values()), iter(range(first, 10**9))

    def write(_: str) -> str:
        number = next(count)
        return f"{texts[number % len(texts)]} {number}"

    return write
