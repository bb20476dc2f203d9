"""The contract of the JSON: its shape in a schema of our own, and a document that fails when it drifts."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from advisor.assess.finding import Status, Verdict
from advisor.policy.model import Force, Modality
from advisor.report import json_object
from advisor.report.judged import render
from tests.report.reported import HERE, assessor, judged

DOCUMENT = Path(json_object.__file__).with_name("JSON.md").read_text(encoding="utf-8")
PLANS = ("mixed", "open", "fine", "empty")
VERDICTS = {verdict.value for verdict in Verdict}
DEFINITE = VERDICTS - {"undecided"}
KEYS = {
    "": ["format", "policy", "plan", "verdict", "best", "worst", "parts", "findings", "remedies"],
    "policy": ["id", "version", "sha256"],
    "plan": ["name", "path", "sha256"],
    "parts": ["part", "title", "activity", "verdict", "best", "worst"],
    "findings": [
        *("part", "rule", "title", "modality", "force", "status", "because", "open", "cites", "do"),
    ],
    "because": ["question", "answer"],
    "remedies": ["part", "changes", "verdict"],
    "changes": ["question", "from", "to"],
}


def objects(name: str, found: object) -> list[tuple[str, dict[str, Any]]]:
    """Every object inside, with the key it stands under."""
    if isinstance(found, dict):
        inner = [pair for key, value in found.items() for pair in objects(key, value)]
        return [(name, found), *inner]
    if isinstance(found, list):
        return [pair for item in found for pair in objects(name, item)]
    return []


def said(name: str, *, everything: bool = True) -> dict[str, Any]:
    return dict(json.loads(render(judged(name), "json", everything=everything)))


@pytest.mark.parametrize("name", PLANS)
def test_every_object_has_exactly_its_keys_in_their_order(name: str) -> None:
    for key, found in objects("", said(name)):
        assert list(found) == KEYS[key]


@pytest.mark.parametrize("name", PLANS)
def test_every_value_is_one_of_those_the_contract_names(name: str) -> None:
    found = said(name)
    assert found["format"] == 1
    parts = {part["part"] for part in found["parts"]}
    rules = {rule.id for rule in assessor().policy.rules}
    for one in (found, *found["parts"]):
        assert one["verdict"] in VERDICTS
        assert {one["best"], one["worst"]} <= DEFINITE
        assert (one["verdict"] == "undecided") == (one["best"] != one["worst"])
    for finding in found["findings"]:
        assert finding["part"] in parts
        assert finding["rule"] in rules
        assert finding["modality"] in {modality.value for modality in Modality}
        assert finding["force"] in (
            {force.value for force in Force} if finding["modality"] == "requirement" else {None}
        )
        assert finding["status"] in {status.value for status in Status}
        assert bool(finding["open"]) == (finding["status"] == "open")
        assert finding["cites"]
    for remedy in found["remedies"]:
        assert remedy["part"] in parts
        assert remedy["verdict"] in VERDICTS


@pytest.mark.parametrize("name", PLANS)
def test_an_answer_is_a_list_where_the_question_takes_several_and_else_a_word(name: str) -> None:
    policy = assessor().policy
    answers = [
        (found["question"], found[key])
        for kind, found in objects("", said(name))
        for key in ("answer", "from", "to")
        if kind in ("because", "changes") and key in found
    ]
    assert answers or name == "empty"
    for question, answer in answers:
        assert isinstance(answer, list) == policy.question(question).several
        assert answer


@pytest.mark.parametrize("name", PLANS)
def test_what_does_not_apply_is_left_out_unless_everything_is_wanted(name: str) -> None:
    every = said(name)["findings"]
    some = said(name, everything=False)["findings"]
    assert some == [finding for finding in every if finding["status"] != "does not apply"]


@pytest.mark.parametrize("name", PLANS)
def test_it_is_one_line_of_ascii(name: str) -> None:
    text = render(judged(name), "json")
    assert text.isascii()
    assert text.count("\n") == 1


def test_the_document_names_every_key_status_verdict_and_modality() -> None:
    words = {key for keys in KEYS.values() for key in keys} | VERDICTS
    words |= {status.value for status in Status} | {modality.value for modality in Modality}
    assert {word for word in words if f"`{word}`" not in DOCUMENT} == set()


def test_the_example_of_the_document_is_what_the_program_says() -> None:
    shown = re.search(r"```json\n(.*?)```", DOCUMENT, re.DOTALL)
    assert shown
    golden = json.loads((HERE / "golden" / "fine.json").read_text(encoding="utf-8"))
    golden["findings"] = golden["findings"][:2]
    assert json.loads(shown[1]) == golden
