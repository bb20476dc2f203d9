"""What is kept of a pack for the home screen is what the pack says, and serves no pack but that one."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from advisor.cli import covers, kept
from advisor.cli.covers import Cover, cover_of
from advisor.cli.front import start
from advisor.policy.pack import load_pack
from advisor.source.error import AdvisorError
from advisor.source.keep import cache_folder
from tests.test_architecture import imported

pytestmark = pytest.mark.usefixtures("cache")


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The packs that are loaded, be it from what was kept of them."""
    found: list[Path] = []
    really = kept.assessor_of

    def noted(folder: Path) -> Any:
        found.append(folder)
        return really(folder)

    monkeypatch.setattr(kept, "assessor_of", noted)
    return found


def test_a_cover_says_what_its_policy_says_and_is_made_once(pack: Path, reads: list[Path]) -> None:
    assert cover_of(pack) == cover_of(pack) == Cover.of(load_pack(pack))
    assert reads == [pack]


def test_without_a_cache_a_cover_is_made_each_time(
    pack: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADVISOR_CACHE", "")
    assert cover_of(pack) == cover_of(pack) == Cover.of(load_pack(pack))
    assert reads == [pack, pack]


def change_its_title(pack: Path) -> None:
    path = pack / "policy.yaml"
    path.write_text(path.read_text().replace("\ntitle: ", "\ntitle: New "))


def break_a_rule(pack: Path) -> None:
    path = pack / "rules" / "1-ground.yaml"
    path.write_text(path.read_text().replace("when:", "whenever:"))


def write_a_stray(pack: Path) -> None:
    (pack / "rules" / "more.yml").write_text("rules: []\n")


@pytest.mark.parametrize("change", [change_its_title, break_a_rule, write_a_stray])
def test_a_pack_that_changed_is_read_anew(change: Callable[[Path], None], pack: Path, reads: list[Path]) -> None:
    cover_of(pack)
    change(pack)
    assert _came_of(lambda: cover_of(pack)) == _came_of(lambda: Cover.of(load_pack(pack)))
    assert len(reads) == 2


def _came_of(read: Callable[[], Cover]) -> object:
    try:
        return read()
    except AdvisorError as error:
        return error.problems


def test_of_a_pack_with_a_problem_nothing_is_kept(pack: Path) -> None:
    break_a_rule(pack)
    for _ in range(2):
        with pytest.raises(AdvisorError, match="whenever"):
            cover_of(pack)
    assert not Path(cache_folder() or pack).exists()


@pytest.mark.parametrize("data", [None, 7, "x", [], {}, ["id"], ["a", "b", "c", "d", "e", "f", "g"]])
def test_data_that_are_no_cover_are_passed_over(data: object) -> None:
    assert covers._understood(json.dumps(data).encode()) is None


def test_the_cover_of_another_pack_is_none_of_this_one(
    pack: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = json.dumps(Cover.of(load_pack(pack))._replace(sha256="0" * 64)).encode()
    monkeypatch.setattr(covers, "read_kept", lambda _key: other)
    assert cover_of(pack) == Cover.of(load_pack(pack))
    assert reads == [pack]


def test_at_home_the_app_begins_with_the_latest_policy_of_all(pack: Path) -> None:
    newer = Path(shutil.copytree(pack, pack.parent / "newer"))
    head = newer / "policy.yaml"
    head.write_text(
        head.read_text().replace("id: lending", "id: newer").replace("date: 2020-01-31", "date: 2020-02-01")
    )
    for _ in range(2):
        begun = start(None, str(pack.parent))
        assert (begun.cover.date, begun.policy().id) == ("2020-02-01", "newer")
        assert begun.cover == Cover.of(begun.policy())


def test_neither_rules_nor_plans_are_needed_to_show_the_home_screen() -> None:
    code = (
        "from advisor.cli import main, open_app\n"
        "from advisor.cli.front import start\n"
        "from advisor.tui.app import AdvisorApp\n"
        "from advisor.tui.home.screen import HomeScreen\n"
        "begun = start(None, None)\n"
        "begun.examples(), begun.front.recent(), begun.front.settings(), AdvisorApp(begun)\n"
    )
    imported(code)  # now it is kept
    found = imported(code)
    assert "advisor.tui.home.screen" in found
    assert not {"yaml", "advisor.assess", "advisor.policy.model", "advisor.plan.session", "advisor.cli.desk"} & found
