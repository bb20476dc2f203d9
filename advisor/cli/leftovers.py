"""What earlier runs left behind of a plan: read under its own policy, compared with what is there, and told.

What cannot be read stays where it is, and is told every time: it is somebody's work.
"""

from contextlib import suppress
from pathlib import Path

from advisor.cli.plans import Shelf
from advisor.plan.model import Plan
from advisor.plan.recovery import Leftover, left_behind
from advisor.source.error import AdvisorError


def leftover_work(shelf: Shelf, path: Path | None, there: Plan) -> tuple[Leftover | None, Plan | None, tuple[str, ...]]:
    """The newest that differs from `there` with its plan, and a line for each that cannot be read."""
    news: list[str] = []
    for leftover in left_behind(path):
        try:
            source = leftover.source()
            plan = source.plan(shelf.assessor(source.policy, source.policy_place).policy)
        except AdvisorError as error:
            news.append(f"Work that was never saved cannot be read any more: {error.problems[0]}")
            continue
        if plan != there:
            return leftover, plan, tuple(news)
        with suppress(AdvisorError):  # it was saved after all
            leftover.remove()
    return None, None, tuple(news)
