"""A folder is listed by name, up to so many, and no link is followed to say what it is."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from advisor.source.error import AdvisorError
from advisor.source.folder import Entry, Kind, listed


def test_entries_are_told_by_what_they_are_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "b-file").write_text("x")
    (tmp_path / "a-folder").mkdir()
    (tmp_path / "c-link").symlink_to("b-file")
    (tmp_path / "d-link").symlink_to("a-folder")
    (tmp_path / "e-link").symlink_to("nowhere")
    os.mkfifo(tmp_path / "f-pipe")
    found = [
        ("a-folder", Kind.FOLDER),
        ("b-file", Kind.FILE),
        ("c-link", Kind.LINK),
        ("d-link", Kind.LINK),
        ("e-link", Kind.LINK),
        ("f-pipe", Kind.OTHER),
    ]
    assert listed(tmp_path, 6) == [Entry(name, str(tmp_path / name), kind) for name, kind in found]


def refusal(folder: Path, most: int) -> str:
    with pytest.raises(AdvisorError) as caught:
        listed(folder, most)
    return str(caught.value)


def test_a_folder_of_more_than_was_allowed_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "\x07"
    folder.mkdir()
    for number in range(1001):
        (folder / str(number)).touch()
    assert len(listed(folder, 1001)) == 1001
    assert refusal(folder, 1000) == (
        f"{tmp_path}/␇: holds more than 1,000 files; this is not the folder that was meant"
    )


def test_a_folder_without_end_is_not_listed_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    @contextmanager
    def scanned(folder: Path) -> Iterator[Iterator[os.DirEntry[str]]]:
        with scandir(folder) as entries:
            yield (entry for entry in entries if not read.append(entry.name))  # type: ignore[func-returns-value]

    scandir = os.scandir
    for number in range(9):
        (tmp_path / str(number)).touch()
    monkeypatch.setattr(os, "scandir", scanned)
    assert refusal(tmp_path, 3) == f"{tmp_path}: holds more than 3 files; this is not the folder that was meant"
    assert len(read) == 4


def test_what_is_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert refusal(tmp_path / "file", 1) == f"{tmp_path}/file: cannot be used: not a directory"
    assert refusal(tmp_path / "a\0b", 1) == f"{tmp_path}/a␀b: cannot be used: embedded null byte"
