"""What holds for every test: no trace of the developer's own settings, and nothing written outside the test's folder.

A test that measures something prints its figures at the end of the run.
"""

import gc
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("advisor", deadline=None)
settings.load_profile("advisor")

_SETTINGS_OF_A_DEVELOPER = (
    "NO_COLOR",
    "FORCE_COLOR",
    "TEXTUAL_THEME",
    "COLUMNS",
    "LINES",
    "ADVISOR_TRACEBACK",
    "ADVISOR_CACHE",
)


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for each test; pytest's own way to make one takes longer than many a test."""
    homes = tmp_path_factory.mktemp("homes")
    return (homes / str(number) for number in count())


@pytest.fixture(autouse=True)
def _own_surroundings(monkeypatch: pytest.MonkeyPatch, _homes: Iterator[Path]) -> None:
    for name in _SETTINGS_OF_A_DEVELOPER:
        monkeypatch.delenv(name, raising=False)
    home = next(_homes)
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in ("STATE", "CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))


@pytest.fixture(scope="session")
def lending() -> Path:
    """The folder of the small pack that has nothing to do with bots."""
    return Path(__file__).parent / "packs" / "lending"


def pytest_collection_finish() -> None:
    """What all tests share stays to the end: looking for garbage in it again and again takes a tenth of their time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests measured (`record_property("figures", text)`), also when workers ran them."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, text in report.user_properties:
            if name == "figures":
                terminalreporter.write_line(str(text))
