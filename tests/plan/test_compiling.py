"""A pack is compiled or refused, and the refusal points to the rule."""

from pathlib import Path

import pytest

from advisor.assess.compiled import TooIntricate
from advisor.plan.compiling import load_assessor, refusal
from advisor.source.error import AdvisorError, Place
from tests.benchmarks.growth import scattered, write_nasty

HINT = "split it into rules of fewer questions, or ask questions that are compared with each other side by side"


def test_a_pack_becomes_its_assessor(lending: Path) -> None:
    assert load_assessor(lending).policy.id == "lending"


def test_a_rule_that_cannot_be_compiled_is_told_with_its_place(tmp_path: Path) -> None:
    nasty = write_nasty(tmp_path / "nasty", scattered)
    with pytest.raises(AdvisorError) as caught:
        load_assessor(nasty)
    assert str(caught.value) == (
        f"{nasty / 'rules' / 'part-000.yaml'}:3:10: the rule 'r.nasty' combines its questions in too many ways; {HINT}"
    )


def test_the_refusal_of_a_rule_names_it() -> None:
    place = Place("rules.yaml", 3, 7)
    assert str(refusal(TooIntricate("a.b"), place)) == (
        f"rules.yaml:3:7: the rule 'a.b' combines its questions in too many ways; {HINT}"
    )
