"""Packs that read well and do not hold: the lending pack, changed in one place."""

import shutil
from pathlib import Path

import pytest

from advisor.policy.installed import pack_folders
from advisor.prove.proof import Proof, prove

LENDING = Path(__file__).parent.parent / "packs" / "lending"
READER, THINGS = "questions/1-reader.yaml", "questions/2-things.yaml"
GROUND, RULES = "rules/1-ground.yaml", "rules/2-things.yaml"
SUMMER, BOAT, DESK = "examples/1-summer.yaml", "examples/2-boat.yaml", "examples/3-desk.yaml"
ALIKE = "to every rule the options 'pencil' and 'fold' of 'marks' are the same"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LENDING, tmp_path / "lending"))


def change(pack: Path, file: str, old: str, new: str) -> None:
    text = (pack / file).read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {file}"
    (pack / file).write_text(text.replace(old, new), "utf-8")


def line_of(pack: Path, file: str, text: str) -> int:
    return (pack / file).read_text("utf-8").split(text)[0].count("\n") + 1


def told(proof: Proof) -> list[str]:
    """The problems as lines, without those that the lending pack has by nature."""
    return [
        str(problem).replace(f"{proof.folder}/", "")
        for problem in proof.problems
        if problem.message != ALIKE and problem.kind != "rule-without-examples"
    ]


def test_the_lending_pack_is_sound_and_two_of_its_options_are_alike() -> None:
    proof = prove(LENDING)
    assert proof.unreadable == proof.unsound == ()
    assert [problem.message for problem in proof.warnings if problem.kind != "rule-without-examples"] == [ALIKE]
    assert proof.policy is not None
    assert len(proof.examples) == 3


@pytest.mark.parametrize("folder", tuple(map(Path, pack_folders())), ids=lambda folder: folder.name)
def test_every_pack_of_the_program_is_sound(folder: Path) -> None:
    proof = prove(folder)
    assert [str(problem) for problem in proof.problems] == []


NEVER = "{all: [{waiting: yes}, {waiting: no}]}"
ALWAYS = "{any: [{waiting: yes}, {waiting: no}]}"


@pytest.mark.parametrize(
    ("changed", "new", "at", "message"),
    [
        (
            (RULES, "{any: [{waiting: yes}, {times: often}]}"),
            NEVER,
            "renew.waiting",
            "the rule 'renew.waiting' can never speak",
        ),
        (
            (RULES, "{any: [{waiting: yes}, {times: often}]}"),
            ALWAYS,
            "renew.waiting",
            "the rule 'renew.waiting' speaks whatever the answers are",
        ),
        (
            (RULES, "broken_when: {days: open}"),
            "broken_when: {kind: rare}",
            "home.days",
            "`broken_when` of the rule 'home.days' changes nothing",
        ),
        (
            (RULES, "met_when: {days: short}"),
            "met_when: {days: open}",
            "home.days",
            "`met_when` of the rule 'home.days' changes nothing",
        ),
        (
            (GROUND, "unclear_when: {all: [{weather: garden}, {kind: film}]}"),
            "unclear_when: {all: [{weather: indoors}, {kind: [film, book]}, {not: {weather: [garden, boat]}}]}",
            "care.weather",
            "`unclear_when` of the rule 'care.weather' changes nothing",
        ),
        (
            (RULES, "when: {kind: reference}"),
            "when: {kind: [reference, book, film]}",
            "home.permitted",
            "the permission 'home.permitted' cannot be granted without being prohibited for borrow; with kind=book days=short it is,",
        ),
    ],
)
def test_a_rule_that_does_not_hold_is_reported_where_it_stands(
    pack: Path, changed: tuple[str, str], new: str, at: str, message: str
) -> None:
    file, old = changed
    change(pack, file, old, new)
    line = line_of(pack, file, f"id: {at}\n")
    found = [problem for problem in told(prove(pack)) if problem.startswith(f"{file}:{line}:9: {message}")]
    assert len(found) == 1, told(prove(pack))


def test_notices_and_encouragements_may_always_speak(pack: Path) -> None:
    change(pack, RULES, "when: {not: {weather: indoors}}", "when: {weather: [indoors, garden, boat]}")
    assert [problem for problem in told(prove(pack)) if "'fees' speaks whatever" in problem] == []


def test_a_question_that_cancels_out_is_not_used(pack: Path) -> None:
    change(pack, RULES, "when: {not: {bag: dry}}", "when: {any: [{not: {bag: [dry, hand]}}, {kind: film}]}")
    line = line_of(pack, THINGS, "- id: bag")
    expected = f"{THINGS}:{line}:9: no rule depends on the question 'bag'; use it in a condition, or remove it"
    assert expected in told(prove(pack))


def test_options_are_alike_when_no_rule_tells_them_apart(pack: Path) -> None:
    change(pack, RULES, "when: {not: {times: never}}", "when: {waiting: yes}")
    (problem,) = [problem for problem in told(prove(pack)) if "warning" in problem]
    line = line_of(pack, THINGS, "{id: once")
    assert problem.startswith(f"{THINGS}:{line}:14: warning: to every rule the options 'never' and 'once' of 'times'")


def test_an_option_no_rule_names_is_like_the_one_that_excludes_the_rest(pack: Path) -> None:
    change(pack, GROUND, "unclear_when: {marks: [pencil, fold]}", "unclear_when: {marks: fold}")
    (problem,) = [problem for problem in told(prove(pack)) if "warning" in problem]
    assert "the options 'pencil' and 'nothing' of 'marks'" in problem


def test_an_example_that_comes_out_otherwise_is_reported_at_what_was_expected(pack: Path) -> None:
    change(pack, SUMMER, "  verdict: safeguards missing", "  verdict: permitted")
    change(pack, SUMMER, "hall: not covered", "hall: permitted")
    change(pack, SUMMER, "home.days: required", "home.days: met")
    change(pack, SUMMER, "weather: [indoors, garden]", "weather: undecided")
    change(pack, SUMMER, "care.weather: required", "care.weather: broken")
    assert told(prove(pack))[:6] == [
        f"{SUMMER}:22:3: the plan is 'undecided', and expected to be 'permitted'",
        f"{SUMMER}:23:27: 'books' is 'undecided', and expected to be 'safeguards missing'",
        f"{SUMMER}:23:54: 'hall' is 'not covered', and expected to be 'permitted'",
        f"{SUMMER}:27:7: 'care.weather' of 'books' is 'open' until weather is answered, and expected to be 'broken'",
        f"{SUMMER}:29:7: 'home.days' of 'books' is 'required' because of kind=book days=long, and expected to be 'met'",
        f"{SUMMER}:32:7: 'fees' of 'books' is 'open' until weather is answered, and expected to be 'does not apply'",
    ]


def test_a_rule_that_no_example_shows_is_reported_with_answers_to_write_one_from(pack: Path) -> None:
    (pack / DESK).unlink()
    assert [problem.split(": ", 1)[1] for problem in told(prove(pack))] == [
        "the rule 'care.weather' is silent in no example; it is with kind=book weather=indoors",
        "the rule 'home.reference' speaks in no example; it does with kind=reference",
        "the rule 'renew.waiting' is silent in no example; it is with waiting=no times=never",
        "the rule 'renew.slip' is silent in no example; it is with times=never",
    ]


def test_a_broken_example_does_not_hide_what_is_wrong_with_a_rule(pack: Path) -> None:
    change(pack, BOAT, "verdict: prohibited", "verdict: forbidden")
    change(pack, RULES, "broken_when: {days: open}", "broken_when: {kind: rare}")
    proof = prove(pack)
    assert [problem.message for problem in proof.unreadable] == ["there is no verdict 'forbidden'"]
    assert [problem.message for problem in proof.unsound] == ["`broken_when` of the rule 'home.days' changes nothing"]


def test_a_pack_that_cannot_be_read_is_not_proven(pack: Path) -> None:
    change(pack, RULES, "{not: {times: never}}", "{not: {times: newer}}")
    proof = prove(pack)
    assert proof.policy is None
    assert len(proof.unreadable) == 1
    assert proof.unsound == ()
