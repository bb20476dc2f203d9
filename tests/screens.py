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
from pathlib import Path

from advisor.assess.assess import Assessor
from advisor.plan.example import load_examples
from advisor.policy.library import find_pack
from advisor.policy.pack import load_pack
from advisor.tui.app import AdvisorApp
from advisor.tui.desk import ExamplePlan, Recent, Settings
from tests.tui.desk import MemoryDesk, start
from tests.tui.eyes import press, settle

FOLDER = Path(__file__).parents[1] / "screenshots"
POLICY = "twitter-automation-2017-11-03"
SMALL, WIDE, NARROW = (80, 24), (120, 36), (46, 30)
FONTS = "'Fira Code', 'DejaVu Sans Mono', Menlo, Consolas, monospace"
PNG = ("question-prohibited", "checklist")

PLAN = """\
advisor: 1
policy: twitter-automation-2017-11-03
name: Space station passes
bot:
  operator: person
  access: official
  limits: kept
  accounts: one
  conduct: none
uses:
  passes:
    activity: post
    title: Announce each pass over the city
    answers: {account: own, source: outside, rights: allowed, purpose: information, repeats: fresh, trends: none,
      links: straight, sensitive: none, people: harmless, asks_public: nothing}
    safeguards: {}
  answers:
    activity: reply
    title: Answer whoever asks when
    answers: {account: own, replies_each: one, campaign: no_campaign, opt_out: stays, repeats: fresh, trends: none,
      links: straight, sensitive: none, people: harmless, asks_public: nothing, reach: many}
"""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its name, the size of the terminal, the plan that is open, and the keys that lead there."""

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...] = ()
    plan: str = "passes.yaml"
    theme: str = "ink"


ASKS_SETS_OFF = ("colon", *"sets", "space", *"off", "enter")
"""By the palette to the question what sets a reply off."""

SHOTS = (
    Shot("home", SMALL, plan=""),
    Shot("question", SMALL, ASKS_SETS_OFF),
    Shot("question-prohibited", WIDE, (*ASKS_SETS_OFF, "9")),
    Shot("remedy", WIDE, (*ASKS_SETS_OFF, "9", "c", "j", "j")),
    Shot("checklist", WIDE, (*ASKS_SETS_OFF, "1", "c", "j", "j", "j", "j", "j")),
    Shot("rules", WIDE, ("r", "slash", *"mass", "space", *"folow")),
    Shot("narrow", NARROW, (*ASKS_SETS_OFF, "9")),
    Shot("light", WIDE, (*ASKS_SETS_OFF, "9"), theme="paper"),
)


def desk() -> MemoryDesk:
    """A desk with the plan of the pictures, and two that were open before."""
    folder = find_pack(POLICY)
    recent = [
        Recent("passes.yaml", "Space station passes", "undecided"),
        Recent("bots/less-or-fewer.yaml", "Less or fewer", "prohibited"),
        Recent("bots/delays.yaml", "Delay bot", "safeguards missing"),
    ]
    return MemoryDesk(
        Assessor(load_pack(folder)), {"passes.yaml": PLAN}, plans=recent, remembered=Settings(hinted=True)
    )


def examples(made: MemoryDesk) -> tuple[ExamplePlan, ...]:
    """The examples of the pack."""
    policy = made.assessor.policy
    return tuple(ExamplePlan(e.id, e.title, e.about, e.plan) for e in load_examples(find_pack(POLICY), policy))


async def draw(shot: Shot, made: MemoryDesk) -> str:
    """The picture as SVG, the same bytes every time; it asks no font from elsewhere."""
    app = AdvisorApp(start(made, path=shot.plan, examples=examples(made)))
    async with app.run_test(size=shot.size) as pilot:
        app.theme = shot.theme
        await settle(pilot)
        await press(pilot, *shot.keys)
        await pilot.pause()
        svg = app.export_screenshot()
    without_fonts = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return re.sub(r"font-family: Fira Code, monospace", f"font-family: {FONTS}", without_fonts)


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
            plain = svg.replace(FONTS, "DejaVu Sans Mono")
            cairosvg.svg2png(bytestring=plain.encode(), write_to=str(FOLDER / f"{name}.png"))
    print(f"{len(SHOTS)} pictures in {FOLDER.name}/")  # noqa: T201 - the one line this program says
    return 0


if __name__ == "__main__":
    sys.exit(main())
