"""A checklist as a file: which of its lines the program wrote, and by what each is known again."""

from itertools import combinations, product

import pytest

from advisor.report.sheet import SEAL, Entry, Item, aligned, is_checklist, read_entries, signed
from advisor.source.error import AdvisorError

ITEMS: dict[str, tuple[str, Item | None]] = {
    "an open box": ("- [ ] **A** b. <!-- bot/a.b -->", Item("bot/a.b", "**A** b.", False, "")),
    "a ticked box": ("- [x] A <!-- u/a -->", Item("u/a", "A", True, "")),
    "one ticked by hand": ("- [X] A <!-- u/a -->", Item("u/a", "A", True, "")),
    "no box": ("- A <!-- u/a -->", Item("u/a", "A", None, "")),
    "a remark behind it": ("- A <!-- u/a -->  done ", Item("u/a", "A", None, "done")),
    "no item": ("A <!-- u/a -->", None),
    "a comment that is no key": ("- A <!-- a -->", None),
}


@pytest.mark.parametrize(("line", "item"), ITEMS.values(), ids=ITEMS)
def test_a_line_is_an_item_by_its_key(line: str, item: Item | None) -> None:
    assert Item.read(line) == item


TEXT = "# Title\n\n## Group (2)\n- [ ] A <!-- u/a -->\nsame\n\n\nsame\n"


def test_every_generated_line_is_known_by_what_it_says_without_what_changes() -> None:
    seal = signed(TEXT)[len(TEXT) + 1 :].removesuffix("\n")
    assert read_entries(signed(TEXT)) == [
        Entry("# Title", 0, "# Title 1"),
        Entry("## Group (2)", 1, "## Group 1"),
        Entry("- [ ] A <!-- u/a -->", 0, "u/a 1"),
        Entry("same", 0, "same 1"),
        Entry("same", 2, "same 2"),
        Entry(seal, 1, SEAL),
    ]


def test_lines_of_a_person_have_no_identity_wherever_they_stand() -> None:
    edited = "ours\n" + signed(TEXT).replace("same\n\n\nsame", "same\n\nours, too\n  \nsame") + "\nbelow\n"
    own = [
        (entry.line, entry.gap, entry.identity) for entry in read_entries(edited) if entry.line[:4] in ("ours", "belo")
    ]
    assert own == [("ours", 0, ""), ("ours, too", 1, ""), ("below", 1, "")]


def test_a_box_that_was_ticked_and_blanks_behind_a_line_change_nothing() -> None:
    edited = signed(TEXT).replace("- [ ] A <!-- u/a -->", "- [x] A <!-- u/a -->  ")
    assert [entry.identity for entry in read_entries(edited)] == [
        entry.identity for entry in read_entries(signed(TEXT))
    ]


def test_what_is_signed_stays_as_it_is_to_its_last_line() -> None:
    assert signed("a X \n\n").startswith("a X \n\n<!-- advisor-checklist 1\n")
    assert signed("aX\n").startswith("aX\n\n<!-- advisor-checklist 1\n")
    hashes = signed("\n".join(map(str, range(30)))).split("<!-- advisor-checklist 1\n")[1].split("\n")
    assert [len(row.split(" ")) for row in hashes] == [12, 12, 6, 1, 1]
    assert all(len(each) == 6 for row in hashes[:3] for each in row.split(" "))
    assert read_entries(signed("a \udcff"))[0] == Entry("a \udcff", 0, "a \udcff 1")


def test_the_last_seal_counts() -> None:
    twice = signed(signed("a"))
    assert read_entries(twice)[0].identity == "a 1"
    assert read_entries(twice)[-1].identity == SEAL


def test_what_is_no_checklist_is_told() -> None:
    assert is_checklist(signed(TEXT))
    assert is_checklist(signed(TEXT).replace("\n", "\r\n"))
    assert not is_checklist(TEXT)
    with pytest.raises(AdvisorError) as caught:
        read_entries(TEXT)
    assert str(caught.value) == (
        "this file is no checklist of this program; name another file, or replace it with --force"
    )


def is_within(letters: tuple[str, ...], text: tuple[str, ...]) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


SHORT = [letters for size in range(5) for letters in product("ab", repeat=size)]


@pytest.mark.parametrize("wanted", SHORT, ids="".join)
def test_as_many_lines_are_found_again_as_can_be(wanted: tuple[str, ...]) -> None:
    for found in [*SHORT, tuple("abcab"), tuple("cbaba")]:
        positions = sorted(aligned(wanted, found))
        assert is_within(tuple(found[at] for at in positions), wanted)
        most = max(size for size in range(5) for some in combinations(wanted, size) if is_within(some, found))
        assert len(positions) == most
