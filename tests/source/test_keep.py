"""What is kept between runs is the user's alone: anything about it that is not as it was written, and it is not there."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.source import keep as kept
from advisor.source.keep import cache_folder, keep, read_kept

Harm = Callable[[Path], object]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("ADVISOR_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    found = cache_folder()
    assert found is not None
    return Path(found)


def entry(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


def test_what_was_kept_is_there_and_nothing_else(folder: Path) -> None:
    assert read_kept("a") is None
    keep("a", b"one\ntwo")
    assert read_kept("a") == b"one\ntwo"
    assert read_kept("b") is None
    assert (folder.stat().st_mode & 0o777, entry(folder).stat().st_mode & 0o777) == (0o700, 0o600)


def test_a_key_may_hold_any_name_of_a_file() -> None:
    for key in ("\udcff", "é", "\udcfe"):
        keep(key, key.encode("utf-8", "surrogateescape"))
    assert read_kept("\udcff") == b"\xff"
    assert read_kept("\udcfe") == b"\xfe"


def test_the_mask_of_the_process_opens_nothing_and_closes_nothing(folder: Path) -> None:
    before = os.umask(0o277)
    try:
        keep("a", b"one")
    finally:
        os.umask(before)
    folder.chmod(0o700)
    keep("a", b"one")
    assert read_kept("a") == b"one"


def elsewhere(entry: Path) -> None:
    entry.rename(entry.parent.parent / "elsewhere")
    entry.symlink_to(entry.parent.parent / "elsewhere")


def folder_elsewhere(entry: Path) -> None:
    entry.parent.rename(entry.parent.parent / "elsewhere")
    entry.parent.symlink_to(entry.parent.parent / "elsewhere")


def fifo(entry: Path) -> None:
    entry.unlink()
    os.mkfifo(entry, 0o600)


HARMS: dict[str, Harm] = {
    "others may read it": lambda entry: entry.chmod(0o640),
    "others may write it": lambda entry: entry.chmod(0o602),
    "others may look into the folder": lambda entry: entry.parent.chmod(0o755),
    "others may write the folder": lambda entry: entry.parent.chmod(0o770),
    "it is a link": elsewhere,
    "its folder is a link": folder_elsewhere,
    "it has a second name": lambda entry: os.link(entry, entry.parent.parent / "second"),
    "it is a pipe": fifo,
    "it is empty": lambda entry: os.truncate(entry, 0),
    "its end is missing": lambda entry: os.truncate(entry, entry.stat().st_size - 1),
    "something was added": lambda entry: entry.write_bytes(entry.read_bytes() + b"x"),
    "a byte was changed": lambda entry: entry.write_bytes(entry.read_bytes().replace(b"one", b"onf")),
    "its head is another's": lambda entry: entry.write_bytes(b"0" * 64 + entry.read_bytes()[64:]),
    "it is huge": lambda entry: os.truncate(entry, kept.MOST_BYTES + 1),
}


@pytest.mark.parametrize("harm", HARMS.values(), ids=HARMS)
def test_what_is_not_as_it_was_written_is_not_there(harm: Harm, folder: Path) -> None:
    keep("a", b"one")
    harm(entry(folder))
    assert read_kept("a") is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
@pytest.mark.parametrize("whose", ["entry", "folder"])
def test_what_belongs_to_somebody_else_is_not_there(whose: str, folder: Path) -> None:
    keep("a", b"one")
    os.chown(entry(folder) if whose == "entry" else folder, 65534, 65534)
    assert read_kept("a") is None


def test_an_entry_under_the_name_of_another_is_not_that_one(folder: Path) -> None:
    keep("a", b"one")
    first = entry(folder)
    keep("b", b"two")
    (second,) = set(folder.iterdir()) - {first}
    first.replace(second)
    assert read_kept("b") is None


def test_a_folder_that_others_may_write_is_not_written_to(folder: Path) -> None:
    folder.mkdir(parents=True, mode=0o755)
    folder.chmod(0o755)
    keep("a", b"one")
    assert not list(folder.iterdir())


def test_a_place_that_cannot_be_a_folder_is_no_error(folder: Path) -> None:
    folder.parent.write_text("a file")
    keep("a", b"one")
    assert read_kept("a") is None


@pytest.mark.parametrize("value", ["", "somewhere"])
def test_the_switch_turns_it_off(value: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep("a", b"one")
    monkeypatch.setenv("ADVISOR_CACHE", value)
    assert cache_folder() is None
    assert read_kept("a") is None
    keep("b", b"two")
    assert len(list(folder.iterdir())) == 1


def test_what_was_not_kept_lately_goes_and_what_is_not_ours_stays(folder: Path) -> None:
    keep("a", b"one")
    (folder / "notes.txt").write_text("mine")
    (folder / ".new-0123").write_text("left by a killed writer")
    os.utime(folder / ".new-0123", (1, 1))
    for number in range(kept.MOST_ENTRIES + 3):
        keep(str(number), b"more")
    names = {path.name for path in folder.iterdir()}
    assert "notes.txt" in names
    assert ".new-0123" not in names
    assert len(names) == kept.MOST_ENTRIES + 1


def test_many_writers_at_once_leave_one_whole_entry(folder: Path) -> None:
    program = (
        "import sys\nfrom advisor.source.keep import keep\nfor _ in range(20): keep('a', sys.argv[1].encode() * 50000)"
    )
    writers = [subprocess.Popen([sys.executable, "-c", program, letter]) for letter in "xyz"]
    while any(writer.poll() is None for writer in writers):
        found = read_kept("a")
        assert found is None or (len(set(found)) == 1 and len(found) == 50000)
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert read_kept("a") is not None
    assert len(list(folder.iterdir())) == 1


def test_without_a_folder_of_its_own_it_is_the_one_below_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert cache_folder() == str(tmp_path / "cache" / "bot-policy-advisor")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_folder() == str(tmp_path / ".cache" / "bot-policy-advisor")
    for relative in ("", "somewhere"):
        monkeypatch.setenv("XDG_CACHE_HOME", relative)
        assert cache_folder() == str(tmp_path / ".cache" / "bot-policy-advisor")


def test_another_folder_may_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ADVISOR_CACHE", str(tmp_path / "mine"))
    keep("a", b"one")
    assert len(list((tmp_path / "mine").iterdir())) == 1
    assert read_kept("a") == b"one"


def test_where_there_are_no_owners_nothing_is_kept(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.delattr(os, "geteuid")
    keep("a", b"one")
    assert read_kept("a") is None
    assert not folder.exists()


def test_what_is_too_large_is_not_kept_and_what_just_fits_is(folder: Path) -> None:
    head = len(kept._head("a", b"")) + 1
    keep("a", b"x" * (kept.MOST_BYTES - head + 1))
    assert not folder.exists()
    keep("a", b"x" * (kept.MOST_BYTES - head))
    assert read_kept("a") == b"x" * (kept.MOST_BYTES - head)


def test_an_entry_that_cannot_be_put_in_place_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError

    keep("a", b"one")
    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", refused)
        keep("b", b"two")
        assert len(list(folder.iterdir())) == 1
        patch.setattr(os, "unlink", refused)
        keep("b", b"two")
        assert len(list(folder.iterdir())) == 2
    assert read_kept("b") is None


def test_of_temporaries_only_old_ones_go(folder: Path) -> None:
    keep("a", b"one")
    far = 4_000_000_000
    os.utime(entry(folder), (far, far))
    ages = {"young": 1, "not yet": 3600, "old": 3601}
    for name, age in ages.items():
        (folder / f".new-{name}").touch()
        os.utime(folder / f".new-{name}", (far - age, far - age))
    (folder / ".new-link").symlink_to("nowhere")
    os.utime(folder / ".new-link", (1, 1), follow_symlinks=False)
    (folder / ".new-folder").mkdir()
    os.utime(folder / ".new-folder", (1, 1))  # which cannot be removed as a file
    keep("b", b"two")
    assert {path.name for path in folder.iterdir() if path.suffix != ".json"} == {
        ".new-young",
        ".new-not yet",
        ".new-folder",
    }
    assert read_kept("b") == b"two"


def test_nothing_is_written_through_what_somebody_put_in_the_place_of_the_temporary(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    keep("a", b"one")
    monkeypatch.setattr(os, "urandom", bytes)
    (tmp_path / "victim").write_bytes(b"precious")
    for put in (Path.symlink_to, Path.hardlink_to):
        (folder / f".new-{'00' * 8}").unlink(missing_ok=True)
        put(folder / f".new-{'00' * 8}", tmp_path / "victim")
        keep("b", b"two")
        assert (tmp_path / "victim").read_bytes() == b"precious"
        assert read_kept("b") is None


def test_an_entry_is_private_from_the_first_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    real, modes = os.fchmod, []

    def fchmod(descriptor: int, mode: int) -> None:
        modes.append(os.fstat(descriptor).st_mode & 0o777)
        real(descriptor, mode)

    monkeypatch.setattr(os, "fchmod", fchmod)
    before = os.umask(0)
    try:
        keep("a", b"one")
    finally:
        os.umask(before)
    assert modes == [0o600]
