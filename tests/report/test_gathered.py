"""Formats in which several plans make one document: GitHub annotations, SARIF, JUnit XML."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given, strategies as st
from pydantic_sarif import model  # type: ignore[import-untyped]

from advisor import __version__
from advisor.plan.file import open_plan, plan_source
from advisor.plan.places import Places, place_of, places_in
from advisor.report.gathered import Checked, render_gathered
from advisor.report.judged import GATHERED
from advisor.report.sarif import FINGERPRINT
from advisor.source.error import Place, Problem
from advisor.source.tree import Scalar
from tests.report.reported import PLANS, assessor, judge, judged, plan, with_words

GOLDEN = Path(__file__).parent / "golden"
SUFFIX = {"github": "github.txt", "sarif": "sarif", "junit": "junit.xml"}
PATH = "plans/bot-plan.yaml"


def places(name: str) -> Places:
    return places_in(open_plan(PLANS / f"{name}.yaml").tree, lambda key: Place(PATH, key.line, key.column))


def checked(name: str) -> Checked:
    return Checked(PATH, judged(name), places(name))


UNREADABLE = Checked("plans/other.yaml", problems=(Problem(Place("plans/other.yaml", 2, 1), "is not YAML", "mend it"),))
EVERYTHING = (checked("mixed"), checked("fine"), UNREADABLE)


def results(listed: Sequence[Checked]) -> list[dict[str, Any]]:
    """The results, after a model made from the official schema has accepted the document."""
    text = render_gathered(listed, "sarif")
    model.StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate_json(text)
    (run,) = json.loads(text)["runs"]
    found: list[dict[str, Any]] = run["results"]
    return found


def suites(listed: Sequence[Checked], *, everything: bool = False) -> list[Element]:
    return list(fromstring(render_gathered(listed, "junit", everything=everything)))


@pytest.mark.parametrize("name", GATHERED)
def test_a_document_reads_as_its_golden_file(name: str) -> None:
    text = render_gathered(EVERYTHING, name).replace(f'"version": "{__version__}"', '"version": "…"')
    path = GOLDEN / f"several.{SUFFIX[name]}"
    if os.environ.get("ADVISOR_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", GATHERED)
def test_no_plan_at_all_is_a_document_too(name: str) -> None:
    assert render_gathered([], name) == "" or render_gathered([], name).endswith("\n")


def test_a_finding_stands_at_the_answer_that_decides_it() -> None:
    lines = (PLANS / "mixed.yaml").read_text(encoding="utf-8").splitlines()
    for result in results([checked("mixed")]):
        region = result["locations"][0]["physicalLocation"]["region"]
        at = lines[region["startLine"] - 1][region["startColumn"] - 1 :]
        expected = {
            "home.reference": "kind: reference",
            "renew.slip": "times: once",
            "care.marks": "marks: [pencil",
            "care.weather": ("kind: reference", "weather: boat"),
            "question-open": ("days: undecided", "novel:"),
        }[result["ruleId"]]
        assert at.startswith(expected)


def test_levels_are_those_of_the_statuses() -> None:
    found = {(result["ruleId"], result["level"]) for result in results(EVERYTHING)}
    assert found == {
        ("home.reference", "error"),
        ("care.weather", "error"),
        ("care.weather", "warning"),
        ("care.marks", "warning"),
        ("renew.slip", "note"),
        ("question-open", "note"),
        ("plan-unreadable", "error"),
    }


def test_lines_that_move_leave_the_fingerprints() -> None:
    text = (PLANS / "mixed.yaml").read_bytes()
    source = plan_source(b"# one more line\n\n" + text)
    moved = places_in(source.tree, lambda key: Place(PATH, key.line, key.column))
    before, after = (results([Checked(PATH, judged("mixed"), found)]) for found in (places("mixed"), moved))
    assert [one["locations"] for one in before] != [one["locations"] for one in after]
    assert [one["partialFingerprints"] for one in before] == [one["partialFingerprints"] for one in after]
    prints = [one["partialFingerprints"][FINGERPRINT] for one in before]
    assert len(set(prints)) == len(prints)


def test_the_pack_that_judged_is_named_once_with_its_hash() -> None:
    policy = assessor().policy
    (run,) = json.loads(render_gathered(EVERYTHING, "sarif"))["runs"]
    assert run["tool"]["extensions"] == [
        {
            "name": "lending",
            "fullName": policy.title,
            "version": policy.version,
            "properties": {"sha256": policy.sha256},
        }
    ]
    (run,) = json.loads(render_gathered([UNREADABLE], "sarif"))["runs"]
    assert "extensions" not in run["tool"]
    first, second, unreadable = suites(EVERYTHING)
    for suite in (first, second):
        assert suite[0].tag == "properties"
        found = {each.get("name"): each.get("value") for each in suite[0]}
        assert found == {"policy": "lending", "version": policy.version, "sha256": policy.sha256}
    assert unreadable.find("properties") is None


def test_a_rule_of_sarif_has_its_help_and_clauses() -> None:
    (run,) = json.loads(render_gathered([checked("mixed")], "sarif"))["runs"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert rules["care.weather"]["help"]["text"].endswith("Clause: I.A.weather")
    assert rules["care.weather"]["properties"]["tags"] == ["requirement", "I.A.weather"]


def test_a_suite_is_a_plan_and_a_case_a_rule_and_part() -> None:
    mixed, fine, other = suites(EVERYTHING)
    assert (mixed.get("name"), fine.get("failures")) == (f"{PATH}: Summer *reading*", "0")
    assert (other.get("tests"), other.get("errors")) == ("1", "1")
    findings = list(judged("mixed").findings(everything=False))
    assert mixed.get("tests") == str(len(findings))
    for finding, case in zip(findings, mixed.iter("testcase"), strict=True):
        assert str(case.get("name")).endswith(f"[{finding.rule.id}]")
        assert str(case.get("classname")).startswith(f"{finding.part}: ")
        assert (case.find("failure") is not None) == (finding.blocks or finding.to_do)
    assert len(list(suites(EVERYTHING, everything=True)[0])) > len(findings)


@given(st.text(max_size=30), st.text(max_size=30))
def test_every_text_a_person_may_write_leaves_xml_that_can_be_read(name: str, title: str) -> None:
    worded = with_words(plan("mixed"), {"name": name, "title": title, "note": name, "remark": title})
    problem = Problem(None, name, title)
    first, second = suites([Checked(name, judge(worded)), Checked(name, problems=(problem,))])
    assert first.get("tests") == suites([checked("mixed")])[0].get("tests")
    assert second.get("errors") == "1"


def test_entries_are_found_by_part_and_name_and_else_their_part() -> None:
    found = places("mixed")
    assert place_of(found, "novel", "days") == Place(PATH, 19, 38)
    assert place_of(found, "novel", "weather") == place_of(found, "novel") == Place(PATH, 16, 3)
    assert place_of(found, "novel", "marks") == place_of(found, "bot", "marks") == Place(PATH, 8, 3)
    assert place_of(found, "bot", "card.needed") == Place(PATH, 10, 3)
    assert place_of(found, "nobody") == Place(PATH, 5, 1)
    assert place_of({}, "bot") is None


def test_a_tree_of_any_shape_has_places() -> None:
    def place(key: Scalar) -> Place:
        return Place(PATH, key.line, key.column)

    tree = plan_source(b"advisor: 1\npolicy: lending\nbot: 1\nuses: {a: 1, b: {answers: [1], safeguards: }}\n").tree
    assert set(places_in(tree, place)) == {("", ""), ("bot", ""), ("a", ""), ("b", "")}
    assert assessor().policy.id == "lending"
