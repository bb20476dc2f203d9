import shutil
from pathlib import Path

import pytest

from advisor.assess.assess import Assessor
from advisor.assess.finding import Status, Verdict
from advisor.plan.example import Example, load_examples
from advisor.plan.model import Part, Plan
from advisor.policy import pack_files
from advisor.policy.pack import load_pack
from advisor.source.error import AdvisorError, Place

LENDING = Path(__file__).parent.parent / "packs" / "lending"
POLICY = load_pack(LENDING)
SUMMER, BOAT = "1-summer.yaml", "2-boat.yaml"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LENDING, tmp_path / "lending"))


def test_examples_are_read_in_the_order_of_their_files() -> None:
    examples = load_examples(LENDING, POLICY)
    assert [example.id for example in examples][:2] == ["1-summer", "2-boat"]
    summer = examples[0]
    assert summer.title == "Two books for a summer in the garden want care and a date"
    assert summer.verdict is Verdict.SAFEGUARDS_MISSING
    assert summer.parts["hall"] is Verdict.NOT_COVERED
    assert summer.findings["books"]["home.permitted"] is Status.GRANTED
    assert summer.plan.part("books").answers["weather"] == ("indoors", "garden")


@pytest.mark.parametrize("example", load_examples(LENDING, POLICY), ids=lambda example: example.id)
def test_each_example_comes_out_as_it_says(example: Example) -> None:
    assessment = Assessor(POLICY).assess(example.plan.case(POLICY))
    assert assessment.verdict is example.verdict
    assert {part: assessment.part(part).verdict for part in example.parts} == example.parts
    for part, findings in example.findings.items():
        found = {rule: assessment.finding(part, rule) for rule in findings}
        assert {rule: finding.status for rule, finding in found.items() if finding} == findings


SMALL = """\
# An example
title: A short title
about: |-
  What it is about.
  In two lines.
plan: {advisor: 1, policy: lending, uses: {hall: {activity: read}}}
expect: {  verdict: not covered,
  parts: {bot: permitted,  hall: not covered},
  findings: {
    bot: {card.needed: required, kindness: note},
    hall: {
      thanks: note}}}
"""
WRONG: dict[str, tuple[str, ...]] = {
    "an unknown verdict": (
        "verdict: safeguards missing",
        "verdict: safeguard missing",
        "22:12: there is no verdict 'safeguard missing'; did you mean 'safeguards missing'?",
    ),
    "an unknown status": (
        "card.needed: met",
        "card.needed: meet",
        "25:24: there is no status 'meet'; did you mean 'met'?",
    ),
    "an unknown rule": (
        "card.needed: met",
        "card.neded: met",
        "25:11: there is no rule 'card.neded'; did you mean 'card.needed'?",
    ),
    "a rule of another part": ("card.needed: met", "carry: met", "25:11: the rule 'carry' is not judged for this part"),
    "a part that the plan lacks": (
        "hall: not covered",
        "hal: not covered",
        "23:54: the plan has no part 'hal'; did you mean 'hall'?",
    ),
    "findings of a part that the plan lacks": (
        "    books:\n      care",
        "    book:\n      care",
        "26:5: the plan has no part 'book'; did you mean 'books'?",
    ),
    "findings that are a list": (
        "{card.needed: met, card.child: does not apply, care.marks: clear, kindness: note}",
        "[met]",
        "25:10: the findings of 'bot' have to be `rule: status` entries",
    ),
    "a verdict that is a list": (
        "verdict: safeguards missing",
        "verdict: [permitted]",
        "22:12: 'verdict' has to be text; quote it if it begins with [ or {",
    ),
    "a status that is a list": ("card.needed: met", "card.needed: [met]", "25:24: a status has to be a word"),
    "no verdict": ("  verdict: safeguards missing\n", "", "22:3: 'expect' lacks 'verdict'; add `verdict: …`"),
    "no expectation": (
        "expect:\n  verdict: safeguards missing\n",
        "about2:\n",
        "1:1: an example lacks 'expect'; add `expect: …`",
        "21:1: an example has no key 'about2'; did you mean 'about'?",
    ),
    "an empty expectation": (
        "expect:\n  verdict: safeguards missing\n",
        "expect:\nabout2:\n",
        "21:1: 'expect' has no value",
        "22:1: an example has no key 'about2'; did you mean 'about'?",
    ),
    "an unknown verdict of a part that the plan lacks": (
        "hall: not covered",
        "hal: not coverd",
        "23:54: the plan has no part 'hal'; did you mean 'hall'?",
        "23:59: there is no verdict 'not coverd'; did you mean 'not covered'?",
    ),
    "a verdict of a part that is a list": ("hall: not covered", "hall: []", "23:60: a verdict has to be a word"),
    "a mistake in its plan and in what is expected of it": (
        "bag: dry\n    hall:\n      activity: read\n      answers:\n        weather: indoors\nexpect:\n  verdict: safeguards missing",
        "bag: wet\n    hall:\n      activity: read\n      answers:\n        weather: indoors\nexpect:\n  verdict: safeguards mising",
        "16:14: there is no option of 'bag' called 'wet'; there is dry, hand",
        "22:12: there is no verdict 'safeguards mising'; did you mean 'safeguards missing'?",
    ),
    "a mistake in its plan": (
        "kind: book",
        "kind: boook",
        "13:15: there is no option of 'kind' called 'boook'; did you mean 'book'?",
    ),
    "no plan": ("plan:\n  advisor", "plann:\n  advisor", "4:1: an example has no key 'plann'; did you mean 'plan'?"),
}


@pytest.mark.parametrize("mistake", WRONG)
def test_a_mistake_is_told_with_its_place(mistake: str, pack: Path) -> None:
    old, new, *told = WRONG[mistake]
    path = pack / "examples" / SUMMER
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))
    with pytest.raises(AdvisorError) as caught:
        load_examples(pack, POLICY)
    assert [str(problem) for problem in caught.value.problems] == [f"{path}:{line}" for line in told]


def test_an_example_knows_where_each_of_its_expectations_stands(pack: Path) -> None:
    path = pack / "examples" / SUMMER
    path.write_text(SMALL)

    def at(line: int, column: int) -> Place:
        return Place(str(path), line, column)

    assert load_examples(pack, POLICY)[0] == Example(
        "1-summer",
        "A short title",
        "What it is about.\nIn two lines.",
        Plan("Unnamed bot", "lending", uses=(Part("hall", "Reads in the hall", "read"),)),
        Verdict.NOT_COVERED,
        {"bot": Verdict.PERMITTED, "hall": Verdict.NOT_COVERED},
        {"bot": {"card.needed": Status.REQUIRED, "kindness": Status.NOTE}, "hall": {"thanks": Status.NOTE}},
        at(2, 1),
        {
            ("", ""): at(7, 12),
            ("bot", ""): at(8, 11),
            ("hall", ""): at(8, 28),
            ("bot", "card.needed"): at(10, 11),
            ("bot", "kindness"): at(10, 34),
            ("hall", "thanks"): at(12, 7),
        },
    )


def test_what_nobody_expects_may_be_anything(pack: Path) -> None:
    path = pack / "examples" / SUMMER
    path.write_text("title: T\nplan: {advisor: 1, policy: lending}\nexpect: {verdict: undecided}\n")
    example = load_examples(pack, POLICY)[0]
    assert (example.about, example.parts, example.findings) == ("", {}, {})
    assert example.places == {("", ""): Place(str(path), 3, 10)}


def test_nothing_more_is_read_of_more_than_a_pack_may_hold(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (pack / "examples" / SUMMER).write_text("title: [")
    monkeypatch.setattr(pack_files, "MOST_BYTES", 1024)
    with pytest.raises(AdvisorError) as caught:
        load_examples(pack, POLICY)
    told = [problem.told.removeprefix(f"{pack}/examples/") for problem in caught.value.problems]
    assert told == [
        f"{SUMMER}:2:1: is not YAML: did not find expected node content",
        "3-desk.yaml: is the file with which the pack holds more than 0 MiB",
    ]


def test_the_mistakes_of_all_examples_come_in_one_run(pack: Path) -> None:
    (pack / "examples" / SUMMER).write_text("title: [")
    boat = pack / "examples" / BOAT
    boat.write_text(boat.read_text().replace("verdict: prohibited", "verdict: forbidden"))
    with pytest.raises(AdvisorError) as caught:
        load_examples(pack, POLICY)
    assert [Path(str(problem).split(":")[0]).name for problem in caught.value.problems] == [SUMMER, BOAT]


def test_a_pack_without_examples_has_none(pack: Path) -> None:
    shutil.rmtree(pack / "examples")
    assert load_examples(pack, POLICY) == ()


def test_an_examples_folder_that_is_none_is_told(pack: Path) -> None:
    shutil.rmtree(pack / "examples")
    (pack / "examples").write_text("a file")
    with pytest.raises(AdvisorError) as caught:
        load_examples(pack, POLICY)
    assert str(caught.value) == f"{pack}/examples: cannot be used: not a directory"
