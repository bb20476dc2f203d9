"""A pack whose conditions would blow up is refused at once, with the line of the rule, by whatever reads it."""

from pathlib import Path

import pytest

from tests.benchmarks.growth import entangled, scattered, write_nasty
from tests.cli.program import PACK, Program

PLAN = "advisor: 1\npolicy: nasty\n"


@pytest.fixture(params=[entangled, scattered], ids=lambda condition: condition.__name__)
def nasty(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return write_nasty(tmp_path / "nasty", request.param)


def test_checking_and_proving_and_comparing_refuse_it(advisor: Program, nasty: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN, encoding="utf-8")
    line = (
        f"{nasty / 'rules' / 'part-000.yaml'}:3:10: the rule 'r.nasty' combines its questions in too many ways; split it into "
        "rules of fewer questions, or ask questions that are compared with each other side by side\n"
    )
    refused: tuple[list[str | Path], ...] = (
        ["check", plan, "--policy", nasty],
        ["diff", nasty, PACK],
        ["diff", PACK, nasty],
    )
    for words in refused:
        ran = advisor(*words)
        assert (ran.code, ran.out, ran.err) == (2, "", line)
    proved = advisor("lint", nasty)
    assert proved.code == 2
    assert line in proved.out + proved.err


def test_the_same_questions_in_a_good_order_are_no_trouble(advisor: Program, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN, encoding="utf-8")
    friendly = write_nasty(tmp_path / "nasty", lambda count: entangled(count, side_by_side=True))
    assert advisor("check", plan, "--policy", friendly).code == 3
