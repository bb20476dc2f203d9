"""Annotations and SARIF as a code host reads them: nothing quoted becomes a command, and the ids outlive every edit."""

import json
from typing import Any

import pytest
from hypothesis import given, strategies as st
from pydantic_sarif import model  # type: ignore[import-untyped]

from advisor.report.github import MOST, github
from advisor.report.remark import Level, Remark
from advisor.report.sarif import FINGERPRINT, Kind, sarif
from advisor.source.error import Place

HERE = Place("packs/a b/rules.yaml", 3, 7)
REMARK = Remark("rule-never-speaks", Level.ERROR, "it never speaks; mend it", HERE, ("rule", "home.days"))
KINDS = {"rule-never-speaks": Kind("No answers make the rule speak.")}
texts = st.text(max_size=40)
places = st.builds(Place, texts.filter(bool), st.integers(0, 9), st.integers(0, 9))
remarks = st.builds(
    Remark, texts.filter(bool), st.sampled_from(Level), texts, st.none() | places, st.lists(texts).map(tuple)
)


def read(text: str) -> Any:
    """The run, after a model made from the official schema has accepted the document."""
    model.StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate_json(text)
    (run,) = json.loads(text)["runs"]
    return run


def test_a_remark_is_an_annotation_at_its_place() -> None:
    assert github([REMARK]) == (
        "::error file=packs/a b/rules.yaml,line=3,col=7,title=rule-never-speaks::it never speaks; mend it\n"
    )


@pytest.mark.parametrize(
    ("place", "properties"),
    [
        (None, "title=a%3Ab"),
        (Place("policy.yaml"), "file=policy.yaml,title=a%3Ab"),
        (Place("50%,\n::x", 1, 1), "file=50%25%2C%0A%3A%3Ax,line=1,col=1,title=a%3Ab"),
    ],
)
def test_what_has_a_meaning_in_a_command_is_escaped(place: Place | None, properties: str) -> None:
    said = github([Remark("a:b", Level.NOTE, "100%\r\n::error::forged, or: not", place)])
    assert said == f"::notice {properties}::100%25%0D%0A::error::forged, or: not\n"


@given(st.lists(remarks, max_size=15))
def test_every_line_is_one_of_ours(listed: list[Remark]) -> None:
    lines = github(listed).split("\n")[:-1]
    assert len(lines) <= len(listed)
    for line in lines:
        assert line.startswith(("::error ", "::warning ", "::notice ")) or " more of level " in line
        assert not any(character in line for character in "\r\x1b\x85\u2028")


def test_the_worst_come_first_and_what_is_too_many_is_counted() -> None:
    warnings = [Remark("w", Level.WARNING, f"warning {number}") for number in range(MOST + 3)]
    lines = github([*warnings, REMARK]).splitlines()
    assert lines[0].startswith("::error ")
    assert [line.rpartition(":")[2] for line in lines[1:-1]] == [f"warning {number}" for number in range(MOST)]
    assert lines[-1] == "3 more of level warning are not annotated; another format shows them all"


def test_nothing_to_say_is_nothing_to_annotate_and_still_a_valid_run() -> None:
    assert github([]) == ""
    assert read(sarif([], KINDS))["results"] == []


def test_a_result_has_its_kind_place_and_sentence() -> None:
    run = read(sarif([REMARK], KINDS))
    assert run["tool"]["driver"]["rules"] == [
        {"id": "rule-never-speaks", "shortDescription": {"text": KINDS["rule-never-speaks"].short}}
    ]
    (result,) = run["results"]
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("rule-never-speaks", 0, "error")
    assert result["message"] == {"text": "it never speaks; mend it"}
    (location,) = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "packs/a%20b/rules.yaml"},
        "region": {"startLine": 3, "startColumn": 7},
    }


def test_a_fingerprint_survives_a_move_and_tells_remarks_apart() -> None:
    moved = Remark(REMARK.kind, REMARK.level, "said otherwise", Place("other.yaml", 90, 1), REMARK.about)
    other = Remark(REMARK.kind, REMARK.level, REMARK.message, HERE, ("rule", "home.kind"))

    def fingerprints(listed: list[Remark]) -> list[str]:
        return [result["partialFingerprints"][FINGERPRINT] for result in read(sarif(listed, KINDS))["results"]]

    assert fingerprints([REMARK]) == fingerprints([moved])
    assert len(set(fingerprints([REMARK, moved, other]))) == 3


@given(st.lists(remarks, max_size=4))
def test_whatever_is_said_the_document_is_valid(listed: list[Remark]) -> None:
    run = read(sarif(listed, KINDS))
    assert len(run["results"]) == len(listed)
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
