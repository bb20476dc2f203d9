"""A pack whose conditions would blow up is refused at once, with the line of the rule, by whatever reads it."""

from pathlib import Path
from random import Random

import pytest

from advisor.assess import solver
from advisor.policy.condition import All, Condition, Is, Not
from tests.benchmarks.growth import entangled, scattered, write_nasty, write_pack
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


def hard(folder: Path, asked: int) -> Path:
    """A pack of prohibitions of three answers at a time, as many as leave it hardest to tell whether all can be kept."""
    random = Random(asked)

    def one() -> Condition:
        return Is(f"q{random.randrange(asked)}", ("o0",))

    rules: list[tuple[str, str, Condition]] = [
        (f"r.{number}", "post", All(tuple(one() if random.random() < 0.5 else Not(one()) for _ in range(3))))
        for number in range(int(4.26 * asked))
    ]
    return write_pack(folder, ["post"], [(f"q{number}", "[post]") for number in range(asked)], rules)


def test_rules_that_are_entangled_together_are_refused_when_the_search_among_them_does_not_end(
    advisor: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = hard(tmp_path / "hard", 12)
    words = ("check", "--policy", pack, "--set", "p.activity=post")
    assert advisor(*words).code in (0, 1, 3)
    monkeypatch.setattr(solver, "MOST_STEPS", 20)
    ran = advisor(*words)
    assert (ran.code, ran.out) == (2, "")
    monkeypatch.setattr(solver, "MOST_STEPS", 0)
    compared = advisor("diff", PACK, pack)
    assert compared.code == 2
    assert "the rules are too entangled" in compared.err
    assert ran.err == (
        "what follows from these answers would take too long to work out: the rules are too entangled; "
        "answer more of the questions, or divide the pack’s rules\n"
    )
