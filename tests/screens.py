"""Draws `screenshots/` from scripted plans: `make screenshots`, or `python -m tests.screens`.

The pictures are the app itself, driven by keys; a test compares them with what the app draws now, so that none goes
stale. PNG is for the README, which not every reader shows SVG in.
"""

import asyncio
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from advisor.assess.assess import Assessor
from advisor.assess.finding import Status
from advisor.plan.example import Example, load_examples
from advisor.plan.file import new_plan
from advisor.plan.model import Plan
from advisor.plan.session import Session
from advisor.plan.text import plan_text
from advisor.policy.installed import find_pack
from advisor.policy.model import BOT
from advisor.policy.pack import load_pack
from advisor.tui.app import AdvisorApp
from advisor.tui.desk import ExamplePlan, Recent, Settings
from advisor.tui.requests import GoTo, Place
from advisor.tui.widgets.choices import ChoiceList
from tests.tui.desk import MemoryDesk, start
from tests.tui.eyes import AppPilot, press, settle

FOLDER = Path(__file__).parents[1] / "screenshots"
POLICY = "twitter-automation-2017-11-03"
SMALL, WIDE, NARROW = (80, 24), (120, 36), (46, 30)
FONTS = "'Fira Code', 'DejaVu Sans Mono', Menlo, Consolas, monospace"
PNG = ("question-prohibited", "checklist")
PNG_FONT = "monospace"
"""What is drawn with is asked for by kind: a named font that is missing is replaced by one of uneven width."""

NAME = "Space station passes"
USES = {"post": "Announce each pass over the city", "reply": "Answer whoever asks when"}
ASKED = "trigger"
"""The question that the pictures are about, left open in their plan."""
ANSWERS = {"source": "outside", "rights": "allowed", "purpose": "information"}


def plan(assessor: Assessor) -> Plan:
    """The plan of the pictures: harmless in all that is asked, save what is left open.

    It is answered by trying, so that the pictures outlive changes of the pack.
    """
    session = Session(assessor, new_plan(assessor.policy, NAME))
    for activity, title in USES.items():
        session = session.add_use(activity, title)
    for _ in range(200):
        asked = next((asked for asked in session.to_ask() if asked.question.id != ASKED), None)
        if asked is None:
            break
        wanted = ANSWERS.get(asked.question.id, "")
        options = [option.id for option in asked.question.options]
        ranked = [_harm(session.answer(asked.part, asked.question.id, (option,)), asked.part) for option in options]
        chosen = wanted if wanted in options else options[ranked.index(min(ranked))]
        session = session.answer(asked.part, asked.question.id, (chosen,))
    return session.plan


def _harm(session: Session, part: str) -> tuple[int, ...]:
    """How bad an answer is: what it prohibits, leaves vague, and asks for."""
    findings = [finding for finding in session.assessment.findings if part in (BOT, finding.part)]
    return (
        sum(finding.blocks for finding in findings),
        sum(finding.status is Status.UNCLEAR for finding in findings),
        sum(finding.to_do for finding in findings),
    )


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its name, the size of the terminal, the plan that is open, and the keys that lead there."""

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...] = ()
    plan: str = "passes.yaml"
    theme: str = "ink"


GO_TO_ASKED, MARK = "(go to what is asked)", "(mark: {})"
ASKS = (GO_TO_ASKED,)
KEYWORD = (GO_TO_ASKED, MARK.format("keyword"))
MENTION = (GO_TO_ASKED, MARK.format("mention"))

SHOTS = (
    Shot("home", SMALL, plan=""),
    Shot("question", SMALL, ASKS),
    Shot("question-prohibited", WIDE, KEYWORD),
    Shot("remedy", WIDE, (*KEYWORD, "c", "j", "j")),
    Shot("checklist", WIDE, (*MENTION, "c", *["j"] * 4)),
    Shot("rules", WIDE, ("r", "slash", *"mass", "space", *"folow")),
    Shot("narrow", NARROW, KEYWORD),
    Shot("light", WIDE, KEYWORD, theme="paper"),
)


@cache
def prepared() -> tuple[Assessor, str]:
    """The pack, and the file of the plan; worked out once for all pictures."""
    assessor = Assessor(load_pack(find_pack(POLICY)))
    return assessor, plan_text(plan(assessor), assessor.policy)


def desk() -> MemoryDesk:
    """A desk with the plan of the pictures, and two that were open before."""
    recent = [
        Recent("passes.yaml", "Space station passes", "undecided"),
        Recent("bots/less-or-fewer.yaml", "Less or fewer", "prohibited"),
        Recent("bots/delays.yaml", "Delay bot", "safeguards missing"),
    ]
    assessor, text = prepared()
    return MemoryDesk(assessor, {"passes.yaml": text}, plans=recent, remembered=Settings(hinted=True))


def _plan_of(example: Example) -> Plan:
    return example.plan


def examples(made: MemoryDesk) -> tuple[ExamplePlan, ...]:
    """The examples of the pack."""
    policy = made.assessor.policy
    return tuple(
        ExamplePlan(e.id, e.title, e.about, partial(_plan_of, e)) for e in load_examples(find_pack(POLICY), policy)
    )


async def draw(shot: Shot, made: MemoryDesk) -> str:
    """The picture as SVG, the same bytes every time; it asks no font from elsewhere."""
    app = AdvisorApp(start(made, path=shot.plan, examples=examples(made)))
    async with app.run_test(size=shot.size) as pilot:
        app.theme = shot.theme
        await settle(pilot)
        for key in shot.keys:
            await _press(pilot, key)
        await pilot.pause()
        svg = app.export_screenshot()
    without_fonts = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return re.sub(r"font-family: Fira Code, monospace", f"font-family: {FONTS}", without_fonts)


async def _press(pilot: AppPilot, key: str) -> None:
    """Press a key, or do one of the two things for which the keys would depend on the order of questions."""
    app = pilot.app
    assert isinstance(app, AdvisorApp)
    if key == GO_TO_ASKED:
        app.post_message(GoTo(Place.QUESTIONS, part="reply", question=ASKED))
        await settle(pilot)
    elif key.startswith("("):
        choices = app.screen.query_one(ChoiceList)
        option = next(o.id for o in app.policy.question(ASKED).options if MARK.format(o.id) == key)
        choices.move_to(option)
        await press(pilot, "space")
    else:
        await press(pilot, key)


def pictures() -> Iterator[tuple[str, str]]:
    """Every picture with its name."""
    os.environ.pop("NO_COLOR", None)
    for shot in SHOTS:
        yield shot.name, asyncio.run(draw(shot, desk()))


def main() -> int:
    """Write them all."""
    import cairosvg  # type: ignore[import-untyped]  # it has no types

    FOLDER.mkdir(exist_ok=True)
    for name, svg in pictures():
        (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")
        if name in PNG:
            plain = svg.replace(FONTS, PNG_FONT).replace("font-family: arial", f"font-family: {PNG_FONT}")
            cairosvg.svg2png(bytestring=plain.encode(), write_to=str(FOLDER / f"{name}.png"))
    print(f"{len(SHOTS)} pictures in {FOLDER.name}/")  # noqa: T201 - the one line this program says
    return 0


if __name__ == "__main__":
    sys.exit(main())
