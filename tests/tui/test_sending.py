"""What is drawn reaches the terminal at once, and all of it, in order, however slowly it is read."""

import os
import tty
from collections.abc import Iterator
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import NamedTuple

import pytest
from textual.drivers._writer_thread import WriterThread

from advisor.tui.sending import Outlet


class Line(NamedTuple):
    """An outlet, and the end of the terminal at which it is read."""

    outlet: Outlet
    reader: int

    def read(self, size: int) -> str:
        """So many bytes of what was sent."""
        data = b""
        while len(data) < size:
            data += os.read(self.reader, 65536)
        return data.decode()


@pytest.fixture
def line() -> Iterator[Line]:
    reader, writer = os.openpty()
    tty.setraw(writer)
    stream = TextIOWrapper(os.fdopen(writer, "wb"), encoding="utf-8", errors="backslashreplace")
    outlet = Outlet(stream)
    outlet.open()
    yield Line(outlet, reader)
    outlet.close()
    with suppress(OSError):  # it may be closed already
        os.close(reader)


def test_a_text_that_there_is_room_for_is_there_at_once(line: Line) -> None:
    assert line.outlet.send("✗ prohibited")
    assert line.read(len("✗ prohibited".encode())) == "✗ prohibited"


def test_nothing_is_lost_or_out_of_order_where_the_terminal_is_read_slowly(line: Line) -> None:
    thread = WriterThread(line.outlet)  # type: ignore[arg-type]  # as the driver gives it
    thread.start()
    texts = [f"{number} ✗ prohibited, " * 100 for number in range(25)]
    at_once = []
    for text in texts:
        at_once.append(line.outlet.send(text))
        if not at_once[-1]:
            thread.write(text)
    assert at_once[0]
    assert not all(at_once)
    assert line.read(len("".join(texts).encode())) == "".join(texts)
    thread.stop()
    assert line.outlet.send("and at once again")
    assert line.read(17) == "and at once again"


def test_what_nobody_is_there_to_see_comes_to_nothing(line: Line) -> None:
    os.close(line.reader)
    assert not line.outlet.send("into the void")
    line.outlet.write("into the void")


def test_a_stream_that_is_no_terminal_is_left_to_the_thread() -> None:
    with Path(os.devnull).open("w", encoding="utf-8") as stream:
        outlet = Outlet(stream)
        outlet.open()
        assert not outlet.send("nothing")
        outlet.write("nothing")
