import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from advisor.plan.comparison import compared
from advisor.plan.file import new_plan, save_plan
from advisor.plan.replaced import difference, save_over
from advisor.policy.pack import load_pack
from advisor.source.error import AdvisorError, ConflictError

POLICY = load_pack(Path(__file__).parent.parent / "packs" / "lending")
PLAN = new_plan(POLICY, "Summer")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plan.yaml"


def copies(tmp_path: Path) -> list[bytes]:
    return [kept.read_bytes() for kept in tmp_path.rglob("replaced/*")]


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def test_saving_over_keeps_a_copy_and_the_comments_made_meanwhile(path: Path, tmp_path: Path) -> None:
    held = save_plan(path, PLAN, POLICY, None)
    theirs = held.replace(b"name: Summer", b"name: Winter  # colder")
    path.write_bytes(theirs)
    wanted = replace(PLAN, name="Autumn")
    assert [str(line) for line in difference(path, wanted, POLICY, held)][-2:] == [
        "- name: Winter  # colder",
        "+ name: Autumn  # colder",
    ]
    data, kept = save_over(path, wanted, POLICY, held)
    assert data == path.read_bytes()
    assert b"name: Autumn  # colder" in data
    assert copies(tmp_path) == [theirs]
    assert kept is not None
    assert kept.name.endswith("-plan.yaml")


def test_over_what_is_no_plan_the_file_as_it_was_read_comes_back(path: Path, tmp_path: Path) -> None:
    held = b"# mine\n" + save_plan(path, PLAN, POLICY, None)
    path.write_bytes(b"a: [")
    assert save_over(path, PLAN, POLICY, held)[0] == held
    path.write_bytes(b"\xff")
    assert save_over(path, PLAN, POLICY, None)[0] == held.removeprefix(b"# mine\n")
    assert sorted(copies(tmp_path)) == [b"a: [", b"\xff"]
    path.write_bytes(b"a: [")
    assert [str(line) for line in difference(path, PLAN, POLICY, held)][:2] == ["- a: [", "+ # mine"]


def test_a_file_that_is_gone_is_written_again_without_a_copy(path: Path, tmp_path: Path) -> None:
    held = save_plan(path, PLAN, POLICY, None)
    path.unlink()
    with pytest.raises(ConflictError) as caught:
        save_plan(path, PLAN, POLICY, held)
    assert caught.value.gone
    assert save_over(path, PLAN, POLICY, held) == (held, None)
    assert copies(tmp_path) == []


def test_without_room_for_the_copy_nothing_is_written_over(path: Path, tmp_path: Path) -> None:
    path.write_bytes(b"theirs")
    (tmp_path / "state").write_bytes(b"a file where the folder should be")
    with pytest.raises(AdvisorError):
        save_over(path, PLAN, POLICY, None)
    assert path.read_bytes() == b"theirs"


def test_a_comparison_shows_what_differs_with_its_surroundings_and_obeys_nothing() -> None:
    there = "".join(f"{number}\n" for number in range(20)).encode() + b"\x1b[2J\xff"
    yours = there.replace(b"3\n", b"three\n", 1).replace(b"\x1b[2J\xff", b"end")
    assert [str(line) for line in compared(there, yours)] == [
        *("  1", "  2", "- 3", "+ three", "  4", "  5"),
        "…",
        *("  18", "  19", "- ␛[2J�", "+ end"),
    ]
    assert compared(b"a\r\n", b"\xef\xbb\xbfa\n") == ()


@pytest.fixture
def _nine_hours_ahead(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Nowhere-9")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("_nine_hours_ahead")
def test_copies_are_named_by_the_time_everywhere_and_the_file(path: Path, tmp_path: Path) -> None:
    long = tmp_path / f"{'n' * 120}.yaml"
    for plan_path, name in ((path, "plan.yaml"), (long, "n" * 100)):
        plan_path.write_bytes(b"theirs")
        before = time.strftime("%Y-%m-%d-%H%M%S", time.gmtime())
        kept = save_over(plan_path, PLAN, POLICY, None)[1]
        after = time.strftime("%Y-%m-%d-%H%M%S", time.gmtime())
        assert kept is not None
        assert re.fullmatch(rf"\d{{4}}-\d\d-\d\d-\d{{6}}-[0-9a-f]{{6}}-{name}", kept.name)
        assert before <= kept.name[: len(before)] <= after


def test_what_cannot_be_saved_over_a_file_is_told_with_its_name(path: Path) -> None:
    path.write_bytes(b"theirs")
    endless = replace(PLAN, notes={"plan": "x" * 300_000})
    for attempt in (save_over, difference):
        with pytest.raises(AdvisorError) as caught:
            attempt(path, endless, POLICY, None)
        assert str(caught.value).startswith(f"{path}: cannot be saved, for it could not be read again: ")
    assert path.read_bytes() == b"theirs"


def test_of_a_long_file_only_what_differs_is_shown() -> None:
    same = b"the same\n" * 300
    assert [str(line) for line in compared(same + b"a\n", same + b"b\n")] == ["  the same", "  the same", "- a", "+ b"]
