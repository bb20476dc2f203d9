"""A second policy, written by a newcomer from the starter pack, works everywhere, and no line of code knows of it."""

import json
from pathlib import Path

import pytest

from advisor.assess.assess import Assessor
from advisor.policy.pack import load_pack
from advisor.tui.app import AdvisorApp
from tests.cli.program import Program
from tests.tui.desk import MemoryDesk, start
from tests.tui.eyes import press, text

PACK = Path(__file__).parent.parent / "packs" / "orchard"


@pytest.fixture
def advisor(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Program:
    return Program(capsys, monkeypatch)


def test_it_is_sound_down_to_its_style_and_covers_its_page(advisor: Program) -> None:
    assert advisor("lint", PACK, "--strict").code == 0
    covered = json.loads(advisor("lint", PACK, "--coverage", "--format", "json").out)["packs"][0]
    assert (covered["clauses"], covered["cited"], covered["gaps"]) == (13, 12, [])


@pytest.mark.parametrize(
    ("settings", "verdict"),
    [
        ("a.activity=answer a.summoned=anybody", "prohibited"),
        ("a.activity=collect a.takes=posts a.through=feed", "needs approval"),
        ("a.activity=post a.subject=garden a.daily=many", "prohibited"),
    ],
)
def test_plans_are_judged_by_it(advisor: Program, settings: str, verdict: str) -> None:
    words = [word for setting in settings.split() for word in ("--set", setting)]
    ran = advisor("check", "--policy", PACK, *words, "--format", "json")
    assert json.loads(ran.out)["verdict"] == verdict


def test_it_is_asked_searched_and_exported(advisor: Program, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    # collects, posts and not profiles, through the feed; the stewards know it, flair and owner are still to come
    ran = advisor("ask", plan, "--policy", PACK, typed="3\n1\n1\ny\nn\nn\nCensus\n")
    assert ran.code == 0
    assert "policy: orchard" in plan.read_text("utf-8")
    judged = json.loads(advisor("check", plan, "--policy", PACK, "--format", "json").out)
    assert judged["verdict"] == "safeguards missing"
    assert "posts.no-adverts" in advisor("rules", "selling", "--policy", PACK).out
    assert advisor("rule", "answers.enough", "--policy", PACK).code == 0
    checklist = tmp_path / "checklist.md"
    assert advisor("export", plan, "--policy", PACK, "-o", checklist).code == 0
    assert "The stewards know the bot" in checklist.read_text("utf-8")


async def test_the_app_asks_its_questions() -> None:
    app = AdvisorApp(start(MemoryDesk(Assessor(load_pack(PACK)), {}), path=""))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "n", "enter")
        assert "Collects posts or profiles" in text(app)
        await press(pilot, "3", "enter")
        assert "What does it collect?" in text(app)
