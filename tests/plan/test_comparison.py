"""Two texts beside each other."""

from advisor.plan.comparison import compared


def told(there: str, yours: str) -> list[str]:
    return [str(line) for line in compared(there.encode(), yours.encode())]


def test_in_a_long_file_of_lines_that_are_alike_only_what_differs_is_shown() -> None:
    same = "  done: true\n" * 150
    assert (
        told(same * 2, f"{same}  new\n{same}")
        == ["    done: true", "    done: true", "+   new"] + ["    done: true"] * 2
    )


def test_places_far_apart_have_a_gap_between_them_and_no_line_is_obeyed_by_a_terminal() -> None:
    there = "a\n1\n2\n3\n4\n5\n\x1b[2J\n"
    assert told(there, "b\n1\n2\n3\n4\n5\nc\n") == ["- a", "+ b", "  1", "  2", "…", "  4", "  5", "- ␛[2J", "+ c"]
    assert told(there, there) == []
    assert told("a\n\n", "b\n\n") == ["- a", "+ b", ""]
