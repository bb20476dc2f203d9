import shutil
from pathlib import Path

import pytest

from advisor.assess.assess import Assessor
from advisor.assess.finding import Status, Verdict
from advisor.plan.example import Example, load_examples
from advisor.policy.pack import load_pack
from advisor.source.error import AdvisorError

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


WRONG = {
    "an unknown verdict": (
        "verdict: safeguards missing",
        "verdict: safeguard missing",
        "there is no verdict 'safeguard missing'; did you mean 'safeguards missing'?",
    ),
    "an unknown status": ("card.needed: met", "card.needed: meet", "there is no status 'meet'; did you mean 'met'?"),
    "an unknown rule": (
        "card.needed: met",
        "card.neded: met",
        "there is no rule 'card.neded'; did you mean 'card.needed'?",
    ),
    "a rule of another part": ("card.needed: met", "carry: met", "the rule 'carry' is not judged for this part"),
    "a part that the plan lacks": (
        "hall: not covered",
        "hal: not covered",
        "the plan has no part 'hal'; did you mean 'hall'?",
    ),
    "findings of a part that the plan lacks": (
        "    books:\n      care",
        "    book:\n      care",
        "the plan has no part 'book'; did you mean 'books'?",
    ),
    "findings that are a list": (
        "{card.needed: met, card.child: does not apply, care.marks: clear, kindness: note}",
        "[met]",
        "the findings of 'bot' have to be `rule: status` entries",
    ),
    "a verdict that is a list": (
        "verdict: safeguards missing",
        "verdict: [permitted]",
        "'verdict' has to be text; quote it if it begins with [ or {",
    ),
    "a status that is a list": ("card.needed: met", "card.needed: [met]", "a status has to be a word"),
    "no verdict": ("  verdict: safeguards missing\n", "", "'expect' lacks 'verdict'; add `verdict: …`"),
    "no expectation": (
        "expect:\n  verdict: safeguards missing\n",
        "about2:\n",
        "an example has no key 'about2'; did you mean 'about'?",
    ),
    "a mistake in its plan": (
        "kind: book",
        "kind: boook",
        "there is no option of 'kind' called 'boook'; did you mean 'book'?",
    ),
    "no plan": ("plan:\n  advisor", "plann:\n  advisor", "an example has no key 'plann'; did you mean 'plan'?"),
}


@pytest.mark.parametrize(("old", "new", "message"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_told(old: str, new: str, message: str, pack: Path) -> None:
    path = pack / "examples" / SUMMER
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))
    with pytest.raises(AdvisorError) as caught:
        load_examples(pack, POLICY)
    told = [str(problem) for problem in caught.value.problems]
    assert any(line.endswith(f": {message}") for line in told), told
    assert all(line.startswith(f"{path}:") for line in told)


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
