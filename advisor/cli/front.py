"""What the app is handed to begin with: the plan that was named, or else no more than the home screen shows.

Policies, plans and what touches their files are imported and read when they are asked for first, which at home is once its
first content is on the screen.
"""

import json
from contextlib import suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING

from advisor.cli.covers import Cover, Title, cover_of, example_titles
from advisor.cli.packs import Packs
from advisor.plan.recent import recent_plans
from advisor.plan.state import made_folder, state_folder
from advisor.source.disk import read_bytes, shown
from advisor.source.error import AdvisorError, fail
from advisor.source.replace import overwrite_bytes
from advisor.source.safe_text import quoted
from advisor.tui.desk import ExamplePlan, Recent, Settings, Start

if TYPE_CHECKING:
    from pathlib import Path

    from advisor.cli.desk import FileDesk
    from advisor.plan.model import Plan
    from advisor.policy.model import Policy

SETTINGS_BYTES = 4096


def start(plan: str | None, named: str | None) -> Start:
    """What the app starts with. Raises AdvisorError if the plan or its policy cannot be read."""
    front = FileFront(named)
    if plan:
        opened = front.desk.open(plan)
        policy = opened.session.policy
        cover = Cover.of(policy)
        return Start(cover, front, lambda: policy, lambda: front.desk, lambda: front.examples(cover), opened)
    cover = front.cover()
    return Start(cover, front, front.policy, lambda: front.desk, lambda: front.examples(cover))


class FileFront:
    """What is known of packs, plans and settings without opening any."""

    def __init__(self, named: str | None) -> None:
        """Take what was named on the command line. Raises AdvisorError for an id that is none."""
        self._named = named
        self._packs = Packs(named)

    @cached_property
    def desk(self) -> "FileDesk":
        """What touches the disk."""
        from advisor.cli.desk import FileDesk
        from advisor.cli.plans import Shelf

        return FileDesk(Shelf(self._named))

    def policy(self) -> "Policy":
        """The policy with the latest date. Raises AdvisorError for the packs' problems."""
        return self.desk.fresh().policy

    def cover(self) -> Cover:
        """The cover of that policy. Raises AdvisorError for the packs' problems."""
        return max(map(cover_of, self._packs.folders()), key=lambda cover: (cover.date, cover.id))

    def recent(self) -> tuple[Recent, ...]:
        """The plans opened before."""
        with suppress(AdvisorError):
            return tuple(Recent(shown(plan.path), plan.name, plan.verdict) for plan in recent_plans())
        return ()

    def settings(self) -> Settings:
        """What was remembered; the defaults if it cannot be read."""
        try:
            data = json.loads(read_bytes(_settings_file(), SETTINGS_BYTES).decode())
            return Settings(str(data.get("theme", "")), data.get("hinted") is True)
        except (AdvisorError, ValueError, AttributeError, RecursionError):
            return Settings()

    def remember(self, settings: Settings) -> None:
        """Remember for the next run, if that can be done."""
        with suppress(AdvisorError):
            file = _settings_file()
            made_folder(file.parent)
            data = {"format": 1, "theme": settings.theme, "hinted": settings.hinted}
            overwrite_bytes(file, json.dumps(data, indent=1).encode())

    def examples(self, cover: Cover) -> tuple[ExamplePlan, ...]:
        """The worked plans of a pack, if all of them can be read."""
        with suppress(AdvisorError):
            titles = example_titles(self._packs.pack(cover.id), cover)
            return tuple(ExamplePlan(*title, partial(self._example, cover.id, title)) for title in titles)
        return ()

    def _example(self, policy_id: str, title: Title) -> "Plan":
        from advisor.plan.example import load_examples

        policy = self.desk.policy(policy_id)
        found = {example.id: example.plan for example in load_examples(self._packs.pack(policy_id), policy)}
        if title.id not in found:
            raise fail(f"the example {quoted(title.id)} is no longer there", "start the program again")
        return found[title.id]


def _settings_file() -> "Path":
    return state_folder() / "settings.json"
