from collections.abc import Callable
from pathlib import Path

import pytest

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
