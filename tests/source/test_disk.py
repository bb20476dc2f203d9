import errno
import fcntl
import os
import runpy
import stat
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from advisor.source import replace
from advisor.source.disk import read_bytes, unusable
from advisor.source.error import AdvisorError, ConflictError
from advisor.source.replace import overwrite_bytes, replace_bytes
from tests.torture.writers import count_up

OLD, NEW = b"old\n" * 100, b"new\n" * 200
CALLS = ["open", "write", "fsync", "close", "fchmod", "fchown", "replace", "read", "fstat", "stat", "listdir", "unlink"]


class Failing:
    """A system call that fails at its nth use, and works again after that."""

    def __init__(self, real: Callable[..., Any], at: int, error: BaseException) -> None:
        self.real = real
        self.left = at
        self.error = error

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.left -= 1
        if self.left == 0:
            raise self.error
        return self.real(*args, **kwargs)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_bytes(OLD)
    return path


def message(action: Callable[[], object]) -> str:
    with pytest.raises(AdvisorError) as caught:
        action()
    text = str(caught.value)
    assert "\n" not in text
    return text


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# Reading


def test_a_regular_file_is_read_whole(file: Path) -> None:
    assert read_bytes(file, len(OLD)) == OLD


def test_what_is_no_readable_file_is_refused_in_one_line(tmp_path: Path, file: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    refused = {
        tmp_path / "plam.yaml": f"{tmp_path}/plam.yaml: there is no such file; did you mean '{file}'?",
        tmp_path / "nowhere" / "x": f"{tmp_path}/nowhere/x: there is no such file",
        tmp_path / "like none": f"{tmp_path}/like none: there is no such file",
        tmp_path: f"{tmp_path}: is a folder, not a file; name a file in it",
        pipe: f"{pipe}: is not a regular file; save it as a file first, or pipe it in as -",
        Path("/dev/null"): "/dev/null: is not a regular file; save it as a file first, or pipe it in as -",
        loop: f"{loop}: cannot be used: too many levels of symbolic links",
        tmp_path / "a\0b": f"{tmp_path}/a␀b: cannot be used: embedded null byte",
        file / "below": f"{file}/below: cannot be used: not a directory",
    }
    for path, expected in refused.items():
        assert message(lambda path=path: read_bytes(path, 1 << 20)) == expected  # type: ignore[misc]


def test_a_file_above_the_limit_is_refused(file: Path) -> None:
    told = f"{file}: is larger than 0 KiB; this is not the file that was meant"
    assert message(lambda: read_bytes(file, len(OLD) - 1)) == told
    os.truncate(file, (1 << 20) + 1)
    assert message(lambda: read_bytes(file, 1 << 20)) == told.replace("0 KiB", "1024 KiB")


@pytest.mark.parametrize("at_once", [1, 7, len(OLD) - 1])
def test_a_file_that_is_read_piece_by_piece_is_the_same_file(
    file: Path, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, asked = os.read, []

    def read(descriptor: int, most: int) -> bytes:
        asked.append(most)
        return real(descriptor, min(most, at_once))

    monkeypatch.setattr(os, "read", read)
    assert read_bytes(file, len(OLD)) == OLD
    assert asked[0] == len(OLD) + 1  # a byte more tells that there is more
    assert asked[1] == asked[0] - at_once
    assert read_bytes(file, len(OLD) + 9) == OLD
    assert "is larger than" in message(lambda: read_bytes(file, len(OLD) - 1))


def test_a_file_that_fails_to_be_read_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "read", Failing(os.read, 1, OSError(5, "Input/output error")))
    assert message(lambda: read_bytes(file, 1 << 20)) == f"{file}: cannot be used: input/output error"


def test_a_link_is_no_file_where_links_are_not_followed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = file.with_name("link")
    link.symlink_to(file)
    assert read_bytes(link, len(OLD)) == OLD
    assert read_bytes(file, len(OLD), follow=False) == OLD
    told = f"{link}: is a link, and links are not followed here; put the file itself there"
    assert message(lambda: read_bytes(link, len(OLD), follow=False)) == told
    monkeypatch.setattr(os.path, "islink", lambda _: False)  # it was none a moment ago
    told = f"{link}: cannot be used: too many levels of symbolic links"
    assert message(lambda: read_bytes(link, len(OLD), follow=False)) == told


def test_an_error_that_says_nothing_is_told_by_its_kind() -> None:
    assert str(unusable("p", ValueError())) == "p: cannot be used: valueError"
    assert str(unusable("p", OSError("Odd"))) == "p: cannot be used: odd"


def test_the_near_file_is_looked_for_among_the_first_five_hundred(tmp_path: Path) -> None:
    for number in range(499):
        (tmp_path / f"a{number:03}").touch()
    (tmp_path / "my-plan.yaml").touch()
    assert message(lambda: read_bytes(tmp_path / "my-plan.yml", 9)).endswith("/my-plan.yaml'?")
    (tmp_path / "a499").touch()
    assert message(lambda: read_bytes(tmp_path / "my-plan.yml", 9)).endswith("there is no such file")


def test_a_hostile_name_is_shown_harmlessly(tmp_path: Path) -> None:
    assert "\x1b" not in message(lambda: read_bytes(tmp_path / "\x1b]0;x\x07\udcff", 9))


# Writing


def test_a_file_is_replaced_and_keeps_its_mode(file: Path) -> None:
    file.chmod(0o640)
    replace_bytes(file, NEW, OLD)
    assert file.read_bytes() == NEW
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert names_in(file.parent) == {file.name}


def test_a_new_file_has_the_mode_that_the_user_gives_new_files(tmp_path: Path) -> None:
    for mask, mode in ((0o027, 0o640), (0, 0o666)):
        old_mask = os.umask(mask)
        try:
            replace_bytes(tmp_path / f"{mode}", NEW, None)
        finally:
            os.umask(old_mask)
        assert stat.S_IMODE((tmp_path / f"{mode}").stat().st_mode) == mode


def test_nobody_else_can_look_into_a_private_file_while_it_is_written(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, modes = os.write, []

    def write(descriptor: int, data: bytes) -> int:
        modes.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        return real(descriptor, data)

    file.chmod(0o600)
    monkeypatch.setattr(os, "write", write)
    old_mask = os.umask(0)
    try:
        replace_bytes(file, NEW, OLD)
    finally:
        os.umask(old_mask)
    assert modes == [0o600]


def test_a_link_that_leads_nowhere_is_told_and_stays(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for save in (lambda: replace_bytes(loop, NEW, None), lambda: overwrite_bytes(loop, NEW)):
        assert message(save) == f"{loop}: cannot be used: too many levels of symbolic links"
    assert loop.is_symlink()


def test_a_link_to_a_file_that_is_not_there_yet_makes_it(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("new")
    overwrite_bytes(tmp_path / "link", NEW)
    assert (tmp_path / "new").read_bytes() == NEW
    assert (tmp_path / "link").is_symlink()


def test_a_symbolic_link_is_followed_and_stays_a_link(file: Path) -> None:
    link = file.parent / "folder" / "link"
    link.parent.mkdir()
    link.symlink_to("../plan.yaml")
    replace_bytes(link, NEW, OLD)
    assert link.is_symlink()
    assert file.read_bytes() == NEW


def test_a_name_as_long_as_the_file_system_allows_can_be_saved(tmp_path: Path) -> None:
    replace_bytes(tmp_path / ("n" * 255), NEW, None)
    assert (tmp_path / ("n" * 255)).read_bytes() == NEW


def test_saving_is_refused_when_the_file_is_not_as_it_was(file: Path) -> None:
    assert message(lambda: replace_bytes(file, NEW, b"other")) == (
        f"{file}: was changed since it was read; open it again, or save under another name"
    )
    assert message(lambda: replace_bytes(file, NEW, None)) == f"{file}: exists already; open it, or choose another name"
    gone = file.parent / "gone"
    assert message(lambda: replace_bytes(gone, NEW, OLD)) == (
        f"{gone}: is gone since it was read; save it under another name"
    )
    for path, is_gone in ((file, False), (gone, True)):
        with pytest.raises(ConflictError) as caught:
            replace_bytes(path, NEW, b"other")
        assert caught.value.gone is is_gone
    assert message(lambda: replace_bytes(gone / "x", NEW, None)) == (
        f"{gone}/x: is in a folder that does not exist; make the folder first"
    )
    assert file.read_bytes() == OLD


def test_what_does_not_change_is_not_written(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replace, "_swap", None)
    replace_bytes(file, OLD, OLD)


def test_what_a_killed_writer_left_is_swept_and_nothing_else(file: Path) -> None:
    left = file.parent / f"{replace._temporary(file)}0123"
    of_another = file.parent / f"{replace._temporary(file.parent / 'other')}0123"
    left.write_bytes(b"torn")
    of_another.write_bytes(b"at work")
    (file.parent / f"{replace._temporary(file)}folder").mkdir()  # which cannot be removed as a file, and harms nobody
    replace_bytes(file, NEW, OLD)
    assert names_in(file.parent) == {file.name, of_another.name, f"{replace._temporary(file)}folder"}


def test_every_version_of_the_program_knows_the_temporaries_of_every_other(file: Path) -> None:
    assert replace._temporary(file) == ".advisor-1a86792713bea2da-"


def test_any_contents_can_be_overwritten_when_asked(file: Path) -> None:
    overwrite_bytes(file, NEW)
    assert file.read_bytes() == NEW


def test_nothing_is_written_through_what_stands_in_the_place_of_the_temporary(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "urandom", bytes)
    (file.parent / f"{replace._temporary(file)}{'00' * 8}").mkdir()
    assert message(lambda: replace_bytes(file, NEW, OLD)) == f"{file}: cannot be used: file exists"
    assert file.read_bytes() == OLD


def test_what_is_saved_is_forced_to_the_disk_and_what_is_only_kept_is_not(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forced: list[int] = []
    monkeypatch.setattr(os, "fsync", forced.append)
    overwrite_bytes(file, NEW)
    assert len(forced) == 0
    replace_bytes(file, OLD, NEW)
    assert len(forced) == 2  # the file and its folder


def test_the_first_error_is_told_though_the_temporary_cannot_be_removed_either(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "replace", Failing(os.replace, 1, OSError(28, "No space left on device")))
    monkeypatch.setattr(os, "unlink", Failing(os.unlink, 1, OSError(5, "Input/output error")))
    assert message(lambda: replace_bytes(file, NEW, OLD)) == f"{file}: cannot be used: no space left on device"


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["full", "ctrl-c"])
def test_whatever_call_fails_the_file_is_the_old_or_the_new_one(
    name: str, error: BaseException, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("advisor.source.replace.LOCK_SECONDS", 0.05)  # a close that fails keeps the lock
    failures = 0
    for at in range(1, 12):
        file.write_bytes(OLD)
        failing = Failing(getattr(os, name), at, error)
        with monkeypatch.context() as patch:
            patch.setattr(os, name, failing)
            try:
                replace_bytes(file, NEW, OLD)
                saved = True
            except (AdvisorError, KeyboardInterrupt):
                saved = False
        found = file.read_bytes()
        assert found == NEW if saved else found in (OLD, NEW)
        if failing.left > 0:
            break
        failures += 1
    assert failures or name == "unlink", "the call is never made, so this test tests nothing"


def _die_at(path: Path, name: str, at: int) -> None:
    calls = iter(range(1, at + 1))
    real = getattr(os, name)

    def dying(*args: Any, **kwargs: Any) -> Any:
        if next(calls, at) == at:
            os._exit(9)
        return real(*args, **kwargs)

    setattr(os, name, dying)
    replace_bytes(path, NEW, OLD)


def test_whenever_the_writer_is_killed_the_file_is_the_old_or_the_new_one(file: Path) -> None:
    outcomes = set()
    for name in ("open", "write", "fsync", "close", "fchmod", "replace"):
        for at in (1, 2, 3):
            file.write_bytes(OLD)
            process = get_context("fork").Process(target=_die_at, args=(file, name, at))
            process.start()
            process.join()
            outcomes.add((process.exitcode, file.read_bytes()))
    assert {contents for _, contents in outcomes} == {OLD, NEW}
    assert {exitcode for exitcode, _ in outcomes} == {0, 9}
    file.write_bytes(OLD)
    replace_bytes(file, NEW, OLD)
    assert names_in(file.parent) == {file.name}


def test_a_short_write_is_finished(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:7]))
    replace_bytes(file, NEW, OLD)
    assert file.read_bytes() == NEW


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "count"
    path.write_bytes(b"0")
    writers = [get_context("fork").Process(target=count_up, args=(path, 40)) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert path.read_bytes() == b"80"


def test_a_lock_that_is_not_given_back_is_not_waited_for_forever(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replace, "LOCK_SECONDS", 0.0)
    holder = os.open(file.parent, os.O_RDONLY)
    try:
        fcntl.flock(holder, fcntl.LOCK_EX)
        assert message(lambda: replace_bytes(file, NEW, OLD)) == f"{file}: is being saved by another program; try again"
    finally:
        os.close(holder)
    assert file.read_bytes() == OLD


# Locks


def test_where_there_are_no_locks_the_comparison_keeps_writers_apart(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    without = runpy.run_path(str(replace.__file__))
    without["replace_bytes"](file, NEW, OLD)
    assert file.read_bytes() == NEW
    with pytest.raises(without["ConflictError"]):
        without["replace_bytes"](file, OLD, OLD)
    first, second = without["hold"](file), without["hold"](file)
    os.close(first)
    os.close(second)


def test_a_file_system_without_locks_is_written_to_all_the_same(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refused)
    replace_bytes(file, NEW, OLD)
    assert file.read_bytes() == NEW
    held = replace.hold(file)
    assert held is not None
    os.close(held)


def test_a_lock_is_held_by_one_until_it_is_given_back(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    first = replace.hold(lock)
    assert first is not None
    assert stat.S_IMODE(lock.stat().st_mode) == 0o600
    assert replace.hold(lock) is None
    os.close(first)
    second = replace.hold(lock)
    assert second is not None
    os.close(second)


def test_a_lock_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    lock = tmp_path / "none" / "lock"
    assert message(lambda: replace.hold(lock)) == f"{lock}: cannot be used: no such file or directory"


def test_what_a_disk_did_not_keep_is_not_put_in_place(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, bytes(len(data))))
    assert message(lambda: replace_bytes(file, NEW, OLD)) == f"{file}: did not keep what was written; check the disk"
    assert file.read_bytes() == OLD
    assert names_in(file.parent) == {file.name}


def test_a_lock_that_is_given_back_soon_is_waited_for(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    holder = os.open(file.parent, os.O_RDONLY)
    fcntl.flock(holder, fcntl.LOCK_EX)
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            os.close(holder)

    monkeypatch.setattr(time, "sleep", sleep)
    replace_bytes(file, NEW, OLD)
    assert file.read_bytes() == NEW
    assert len(waits) == 3
    assert max(waits) < 0.1


def test_a_link_to_nothing_is_told_as_one(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to("nowhere")
    assert (
        message(lambda: read_bytes(link, 9)) == f"{link}: is a link to a file that is not there; name the file itself"
    )
