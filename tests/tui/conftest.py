from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from advisor.assess.assess import Assessor
from advisor.plan.session import Session
from advisor.policy.model import Policy
from advisor.policy.pack import load_pack
from advisor.tui.app import AdvisorApp
from tests.tui.desk import MemoryDesk, start

# The reader may take a reference work home for long and writes in ink: two things prohibited, one of them twice.
PLAN = """\
advisor: 1
policy: lending
name: Summer reading
bot:
  card: own
  marks: ink
uses:
  borrow:
    activity: borrow
    answers: {kind: book, days: long, weather: [garden]}
"""


@pytest.fixture(scope="session", autouse=True)
def _one_reading_of_each_stylesheet() -> Iterator[None]:
    """Each of the many apps would read the same ones anew; with other variables, which a theme sets, it is another one."""
    read, known = Stylesheet._parse_rules, dict[Hashable, list[RuleSet]]()

    def read_once(sheet: Stylesheet, css: str, **more: Any) -> list[RuleSet]:
        key = (css, *sorted(more.items()), *sorted(sheet._variables.items()))
        if key not in known:
            known[key] = read(sheet, css, **more)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", read_once)
        yield


@pytest.fixture(scope="session")
def assessor(lending: Path) -> Assessor:
    return Assessor(load_pack(lending))


@pytest.fixture
def policy(assessor: Assessor) -> Policy:
    return assessor.policy


@pytest.fixture
def desk(assessor: Assessor) -> MemoryDesk:
    return MemoryDesk(assessor, {"summer.yaml": PLAN})


@pytest.fixture
def empty(desk: MemoryDesk) -> Session:
    return desk.fresh()


@pytest.fixture
def app_at(desk: MemoryDesk) -> Callable[[str], AdvisorApp]:
    """The app at home, or on a plan of the desk."""

    def make(path: str = "") -> AdvisorApp:
        return AdvisorApp(start(desk, path=path))

    return make
