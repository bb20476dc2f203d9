"""What an entry becomes in the text, layout by layout; `test_saving` shows the same of whole files."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from advisor.plan.file import plan_source, saved_bytes
from advisor.plan.model import Part, Plan, Reply, Tick
from advisor.policy.pack import load_pack
from advisor.source.error import AdvisorError

POLICY = load_pack(Path(__file__).parent.parent / "packs" / "lending")
HEAD = "advisor: 1\npolicy: lending\n"
USE = "uses:\n  a:\n    activity: borrow\n"
Change = Callable[[Plan], Plan]


def plan_of(text: str) -> Plan:
    return plan_source(text.encode()).plan(POLICY)


def saved(text: str, change: Change) -> str:
    return saved_bytes(change(plan_of(text)), POLICY, text.encode(), "p").decode()


def answers(**given: Reply) -> Change:
    return lambda plan: plan.with_part(replace(plan.uses[0], answers=given))


def of_bot(**given: Reply) -> Change:
    return lambda plan: plan.with_part(replace(plan.bot, answers=given))


def notes(**given: str) -> Change:
    return lambda plan: replace(plan, notes=given)


def ticks(**given: Tick) -> Change:
    known = {"weather": "care.weather", "days": "home.days"}
    return lambda plan: plan.with_part(replace(plan.uses[0], safeguards={known[key]: given[key] for key in given}))


def title(text: str) -> Change:
    return lambda plan: plan.with_part(replace(plan.uses[0], title=text))


def uses(*parts: Part) -> Change:
    return lambda plan: replace(plan, uses=parts)


IN_USE = HEAD + USE + "    answers:\n"
CHANGES: dict[str, tuple[str, Change, str]] = {
    # What goes from between a literal block and a comment
    "a comment below a section that goes is no line of the note above it": (
        HEAD + "notes:\n  plan: |\n    two\n    lines\n" + USE + "\n    # about the use\n    # and more\n# end\n",
        uses(),
        HEAD + "notes:\n  plan: |\n    two\n    lines\n\n# about the use\n    # and more\n# end\n",
    ),
    "nor of a title, and it stands where what goes stood": (
        HEAD + USE + "    title: |\n      two\n      lines\n    answers:\n      kind: book\n      # why\n",
        answers(),
        HEAD + USE + "    title: |\n      two\n      lines\n    # why\n",
    ),
    "nor below an entry that goes": (
        HEAD + "uses:\n  a:\n    title: >-\n      two\n      words\n    activity: borrow\n    answers:\n"
        "      # one\n      kind: book\n        # two\n",
        answers(),
        HEAD + "uses:\n  a:\n    title: >-\n      two\n      words\n    activity: borrow\n    answers:\n"
        "      # one\n        # two\n",
    ),
    "a comment that is none of its lines stays where it is": (
        HEAD + "notes:\n  plan: |\n    two\n    lines\n" + USE + "  # about the use\n",
        uses(),
        HEAD + "notes:\n  plan: |\n    two\n    lines\n  # about the use\n",
    ),
    # Words over words
    "the only answer becomes another question's": (
        IN_USE + "      kind: book\n# end\n",
        answers(days=("short",)),
        IN_USE + "      days: short\n# end\n",
    ),
    "the only answer about the bot does": (
        HEAD + "bot:\n  card: own\n" + USE,
        of_bot(marks=("ink",)),
        HEAD + "bot:\n  marks: ink\n" + USE,
    ),
    "a list none of which stays": (
        IN_USE + "      weather: # where\n        - indoors\n        - boat\n      # after\n",
        answers(weather=("garden",)),
        IN_USE + "      weather: garden # where\n      # after\n",
    ),
    "a list that is left open": (
        IN_USE + "      weather:\n      - indoors\n      - boat\n",
        answers(weather="undecided"),
        IN_USE + "      weather: undecided\n",
    ),
    "a list in brackets": (
        IN_USE + "      weather: [indoors, boat] # where\n",
        answers(weather=("indoors", "garden")),
        IN_USE + "      weather: [indoors, garden] # where\n",
    ),
    "a word becomes several": (
        IN_USE + "      weather: boat\n",
        answers(weather=("indoors", "boat")),
        IN_USE + "      weather: [indoors, boat]\n",
    ),
    "a list of one stays a list": (
        IN_USE + "      weather:\n        - boat # mine\n",
        answers(weather=("indoors", "boat")),
        IN_USE + "      weather:\n        - boat # mine\n        - indoors\n",
    ),
    "items go and come, the others keep their lines": (
        IN_USE + "      weather:\n        - indoors # a\n        # b\n        - garden # c\n        - boat # d\n",
        answers(weather=("indoors", "boat")),
        IN_USE + "      weather:\n        - indoors # a\n        # b\n        - boat # d\n",
    ),
    "two more": (
        IN_USE + "      weather:\n        - boat\n",
        answers(weather=("indoors", "garden", "boat")),
        IN_USE + "      weather:\n        - boat\n        - indoors\n        - garden\n",
    ),
    "several none of which was there": (
        IN_USE + "      weather:\n        - boat # mine\n",
        answers(weather=("indoors", "garden")),
        IN_USE + "      weather: [indoors, garden]\n",
    ),
    "the only answer is taken back": (IN_USE + "      kind: book\n# end\n", answers(), HEAD + USE + "# end\n"),
    "the only answer under a comment": (
        IN_USE + "      # why\n      kind: book\n",
        answers(),
        IN_USE + "      # why\n",
    ),
    "the only answer with a comment before its value": (
        HEAD + "bot:\n  card: # mine\n    own\n" + USE,
        of_bot(),
        HEAD + USE,
    ),
    # Values that are not there yet
    "an answer about the bot in a plan without a name": (
        HEAD + USE,
        of_bot(card=("own",)),
        HEAD + "bot:\n  card: own\n" + USE,
    ),
    "empty answers in braces of a use": (
        HEAD + "uses:\n  a: {activity: borrow, answers: }\n",
        answers(kind=("film",)),
        HEAD + "uses:\n  a: {activity: borrow, answers: {kind: film}}\n",
    ),
    "a name that is empty": (HEAD + "name:\n" + USE, lambda p: replace(p, name="x"), HEAD + "name: x\n" + USE),
    "an empty name with a comment": (
        HEAD + "name:   # none yet\n",
        lambda p: replace(p, name="x"),
        HEAD + "name: x   # none yet\n",
    ),
    "an empty name in braces": (
        "{advisor: 1, policy: lending, name: }\n",
        lambda p: replace(p, name="x, y"),
        '{advisor: 1, policy: lending, name: "x, y" }\n',
    ),
    "empty sections in braces": (
        "{advisor: 1, policy: lending, notes: , bot: {}}\n",
        lambda p: replace(of_bot(card=("own",))(p), notes={"card": "x"}),
        "{advisor: 1, policy: lending, notes: {card: x}, bot: {card: own}}\n",
    ),
    "an empty title": (
        HEAD + "uses:\n  a:\n    title:\n    activity: borrow\n",
        title("New"),
        HEAD + "uses:\n  a:\n    title: New\n    activity: borrow\n",
    ),
    "braces without anything": (
        HEAD + "bot: {} # none\n" + USE,
        of_bot(card=("own",)),
        HEAD + "bot: # none\n  card: own\n" + USE,
    ),
    "brackets without anything": (
        HEAD + USE + "    answers: {}\n    title: T\n",
        answers(kind=("film",)),
        HEAD + USE + "    answers:\n      kind: film\n    title: T\n",
    ),
    "an entry before the others in braces": (
        "{advisor: 1, policy: lending, uses: {a: {title: T, activity: borrow}}}\n",
        answers(kind=("film",)),
        "{advisor: 1, policy: lending, uses: {a: {title: T, answers: {kind: film}, activity: borrow}}}\n",
    ),
    "the first answer of those there are": (
        IN_USE + "      weather: boat\n",
        answers(kind=("film",), weather=("boat",)),
        IN_USE + "      kind: film\n      weather: boat\n",
    ),
    "the first answer of those in braces": (
        HEAD + USE + "    answers: {weather: boat}\n",
        answers(kind=("film",), weather=("boat",)),
        HEAD + USE + "    answers: {kind: film, weather: boat}\n",
    ),
    # Texts
    "a text of several lines over one": (
        HEAD + "notes:\n  card: x\n  other: y\n",
        notes(card="one\n\ntwo", other="y"),
        HEAD + "notes:\n  card: |-\n    one\n\n    two\n  other: y\n",
    ),
    "the same above a comment": (
        HEAD + "notes:\n  card: x\n  # of the other\n  other: y\n",
        notes(card="one\ntwo", other="y"),
        HEAD + 'notes:\n  card: "one\\ntwo"\n  # of the other\n  other: y\n',
    ),
    "the same before a comment on its line": (
        HEAD + "notes:\n  card: x # mine\n  other: y\n",
        notes(card="one\ntwo", other="y"),
        HEAD + 'notes:\n  card: "one\\ntwo" # mine\n  other: y\n',
    ),
    "the same in braces": (
        HEAD + "notes: {card: x,\n  other: y}\n",
        notes(card="one\ntwo", other="y"),
        HEAD + 'notes: {card: "one\\ntwo",\n  other: y}\n',
    ),
    "the same in braces whose line ends": (
        HEAD + "notes: {card: x\n  , other: y}\n",
        notes(card="one\ntwo", other="y"),
        HEAD + 'notes: {card: "one\\ntwo"\n  , other: y}\n',
    ),
    "the same where lines end as on Windows": (
        HEAD.replace("\n", "\r\n") + "notes:\r\n  card: x\r\n",
        notes(card="one\ntwo", other="three\nfour"),
        HEAD.replace("\n", "\r\n")
        + "notes:\r\n  card: |-\r\n    one\r\n    two\r\n  other: |-\r\n    three\r\n    four\r\n",
    ),
    "the first notes where lines end as on Windows": (
        HEAD.replace("\n", "\r\n"),
        notes(card="one\ntwo"),
        HEAD.replace("\n", "\r\n") + "notes:\r\n  card: |-\r\n    one\r\n    two\r\n",
    ),
    "the first notes above a comment": (
        HEAD + "# end\n",
        notes(card="one\ntwo"),
        HEAD + 'notes:\n  card: "one\\ntwo"\n# end\n',
    ),
    "a note on something with a comma, in braces": (
        HEAD + "notes: {card: x}\n",
        lambda p: replace(p, notes={"card": "x", "to, do": "it"}),
        HEAD + 'notes: {card: x, "to, do": it}\n',
    ),
    "a text with colons": (HEAD + "notes:\n  card: x\n", notes(card="a:b c:d"), HEAD + "notes:\n  card: a:b c:d\n"),
    "one line over several": (
        HEAD + "notes:\n  card: |\n    one\n\n    two\n\n  # of the other\n  other: y\n",
        notes(card="x", other="y"),
        HEAD + "notes:\n  card: x\n\n  # of the other\n  other: y\n",
    ),
    "a new text of several lines": (
        HEAD + "notes:\n    other: y\n",
        notes(card="one\ntwo", other="y"),
        HEAD + "notes:\n    card: |-\n        one\n        two\n    other: y\n",
    ),
    # Notes that are one text
    "another text": (HEAD + "notes: |\n  one\n  two\n# end\n", notes(plan="x"), HEAD + "notes:\n  plan: x\n# end\n"),
    "the text goes": (HEAD + "notes: |\n  one\n  two\n# end\n", notes(), HEAD + "# end\n"),
    "the text goes and another note comes": (
        HEAD + "notes: one # of two\n# end\n",
        notes(card="x"),
        HEAD + "notes:\n  card: x\n# end\n",
    ),
    "a note beside a list": (
        HEAD + "notes: [a, {b: c}]\n",
        notes(card="x"),
        HEAD + "notes:\n  card: x\n  plan: [a, {b: c}]\n",
    ),
    "another note beside the text of a file that is indented": (
        "  advisor: 1\n  policy: lending\n  notes: one\n",
        notes(plan="one", card="x"),
        "  advisor: 1\n  policy: lending\n  notes:\n    card: x\n    plan: one\n",
    ),
    # Ticks
    "a tick and its note": (
        HEAD + USE,
        ticks(weather=Tick(done=True), days=Tick(note="dry")),
        HEAD + USE + "    safeguards:\n      care.weather: {done: true}\n      home.days: {done: false, note: dry}\n",
    ),
    "a tick that says only what it is of": (
        HEAD + USE + "    safeguards:\n      care.weather: {note: dry}\n",
        ticks(weather=Tick(done=True)),
        HEAD + USE + "    safeguards:\n      care.weather: {done: true}\n",
    ),
    "a tick in lines": (
        HEAD + USE + "    safeguards:\n      care.weather:\n        note: dry # very\n",
        ticks(weather=Tick(done=True, note="wet")),
        HEAD + USE + "    safeguards:\n      care.weather:\n        done: true\n        note: wet # very\n",
    ),
    # Uses
    "the order of uses": (
        HEAD + "uses:\n  a:\n    activity: read\n  # of b\n  b:\n    activity: read\n",
        lambda p: replace(p, uses=(p.uses[1], p.uses[0])),
        HEAD + "uses:\n  b:\n    activity: read\n  a:\n    activity: read\n  # of b\n",
    ),
    "a use with what stands in it": (
        HEAD + USE + "    # of a\n    title: T\n  b:\n    activity: read\n",
        lambda p: replace(p, uses=p.uses[1:]),
        HEAD + "uses:\n  b:\n    activity: read\n",
    ),
    "the last use": (HEAD + USE + "# end\n", uses(), HEAD + "# end\n"),
    "the last use under a comment": (
        HEAD + "uses:\n  # none but\n  a:\n    activity: read\n",
        uses(),
        HEAD + "uses:\n  # none but\n",
    ),
    "the first of two in braces": (
        HEAD + "uses: {a: {activity: read}, b: {activity: read}}\n",
        lambda p: replace(p, uses=p.uses[1:]),
        HEAD + "uses: {b: {activity: read}}\n",
    ),
    "the second of two in braces": (
        HEAD + "uses: {a: {activity: read}, b: {activity: read}}\n",
        lambda p: replace(p, uses=p.uses[:1]),
        HEAD + "uses: {a: {activity: read}}\n",
    ),
}


@pytest.mark.parametrize(("before", "change", "after"), CHANGES.values(), ids=CHANGES)
def test_an_entry_is_changed_in_the_way_its_file_is_written(before: str, change: Change, after: str) -> None:
    found = saved(before, change)
    assert found == after
    assert plan_of(found) == change(plan_of(before))


MORE_THAN_A_TEXT = {
    "entries": "notes:\n  card:\n    mine: since March\n",
    "a list": "notes:\n  card:\n  - since March\n",
    "entries in braces": "notes: {card: {mine: since March}}\n",
    "a list in brackets": "notes:\n  card: [since March]\n",
}


@pytest.mark.parametrize("text", MORE_THAN_A_TEXT.values(), ids=MORE_THAN_A_TEXT)
def test_a_note_does_not_replace_what_a_person_wrote_in_its_place(text: str) -> None:
    with pytest.raises(AdvisorError) as caught:
        saved(HEAD + text, notes(card="x"))
    assert str(caught.value) == (
        "p: the note 'card' would replace what is more than a text there; give that another name in the file first"
    )
    assert saved(HEAD + text, notes()) == HEAD + text


@pytest.mark.parametrize("empty", ["{}", "[]", ""])
def test_a_note_takes_the_place_of_nothing(empty: str) -> None:
    assert (
        saved(f"{HEAD}notes:\n  card: {empty}\n", notes(card="x")) == f"{HEAD}notes:\n  card: x{'' if empty else ' '}\n"
    )
