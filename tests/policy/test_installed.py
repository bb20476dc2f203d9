import shutil
from pathlib import Path

import pytest

from advisor.policy import installed
from advisor.policy.installed import find_pack, knowledge_folder, pack_folders
from advisor.source.error import AdvisorError, Place

PACKS = Path(__file__).parent.parent / "packs"


def test_in_a_checkout_the_knowledge_is_beside_the_package() -> None:
    package = Path(installed.__file__).parent.parent
    assert Path(knowledge_folder()) == package.parent / "knowledge"
    assert pack_folders() == tuple(sorted(str(path.parent) for path in Path(knowledge_folder()).glob("*/policy.yaml")))


def test_in_a_wheel_the_knowledge_is_inside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = tmp_path / "advisor" / "policy" / "installed.py"
    (tmp_path / "advisor" / "knowledge").mkdir(parents=True)
    monkeypatch.setattr(installed, "__file__", str(module))
    assert Path(knowledge_folder()) == tmp_path / "advisor" / "knowledge"


def test_a_pack_is_found_by_its_id() -> None:
    assert find_pack("lending", PACKS) == str(PACKS / "lending")
    assert find_pack("lending", PACKS / "lending") == str(PACKS / "lending")


def test_a_folder_that_is_a_pack_holds_itself() -> None:
    assert pack_folders(PACKS / "lending") == (str(PACKS / "lending"),)


def test_folders_without_a_policy_are_no_packs(tmp_path: Path) -> None:
    shutil.copytree(PACKS / "lending", tmp_path / "b")
    shutil.copytree(PACKS / "lending", tmp_path / "a")
    (tmp_path / "c").mkdir()
    assert pack_folders(tmp_path) == (str(tmp_path / "a"), str(tmp_path / "b"))


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("landing", f"plan:2:9: there is no policy 'landing' in {PACKS}; did you mean 'lending'?"),
        ("../packs/lending", f"plan:2:9: there is no policy '../packs/lending' in {PACKS}; did you mean 'lending'?"),
        ("\x1b", f"plan:2:9: there is no policy '\\x1b' in {PACKS}; there is lending, orchard"),
    ],
)
def test_a_pack_that_is_not_there_is_told_with_the_near_miss(wanted: str, message: str) -> None:
    with pytest.raises(AdvisorError) as caught:
        find_pack(wanted, PACKS, Place("plan", 2, 9))
    assert str(caught.value) == message


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(AdvisorError, match="cannot be used: no such file or directory"):
        find_pack("lending", tmp_path / "nowhere")
