from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from advisor.plan.model import Plan, Tick
from advisor.report.judged import render
from advisor.report.merge import merge, ticks_kept
from advisor.report.sheet import aligned, is_checklist
from advisor.source.error import AdvisorError
from tests.report.reported import judge, plan


def page(plan_: Plan) -> str:
    return render(judge(plan_), "markdown")


MIXED = page(plan("mixed"))
OTHER = page(plan("fine"))
TICKABLE = "<!-- atlas/care.weather -->"


def line_with(text: str, piece: str) -> str:
    return next(line for line in text.splitlines() if piece in line)


def after(text: str, piece: str, *added: str) -> str:
    """The text with lines added behind the line that holds the piece."""
    line = line_with(text, piece)
    return text.replace(line, "\n".join([line, *added]))


def ticked(text: str, piece: str) -> str:
    line = line_with(text, piece)
    return text.replace(line, line.replace("- [ ]", "- [x]"))


def without(name: str, use_id: str) -> Plan:
    old = plan(name)
    return replace(old, uses=tuple(use for use in old.uses if use.id != use_id))


def test_an_untouched_file_becomes_the_new_checklist() -> None:
    assert merge(OTHER, MIXED) == OTHER
    assert merge(MIXED, MIXED) == MIXED


def test_a_tick_stays_where_the_safeguard_is_still_asked_for() -> None:
    merged = merge(MIXED, ticked(MIXED, TICKABLE))
    assert line_with(merged, TICKABLE).startswith("- [x] ")
    assert merged.replace("- [x] **Kept dry", "- [ ] **Kept dry") == MIXED


def test_the_ticks_that_the_plan_does_not_have_are_named() -> None:
    assert ticks_kept(MIXED, ticked(MIXED, TICKABLE)) == ("atlas/care.weather",)
    assert ticks_kept(MIXED, ticked(MIXED, TICKABLE).replace("\n", "\r\n")) == ("atlas/care.weather",)
    assert ticks_kept(MIXED, MIXED) == ()


def test_a_tick_of_the_plan_stays_though_the_file_has_none() -> None:
    unticked = MIXED.replace("- [x]", "- [ ]")
    assert merge(MIXED, unticked) == MIXED


@pytest.mark.parametrize(
    "added",
    [
        ["  - bought two bags"],
        ["", "A paragraph of ours."],
        ["", "| a | b |", "|---|---|", "| 1 | 2 |"],
        ["", "```", "code", "", "", "more", "```"],
        ["- [ ] a box of our own"],
        ["- [x] a box of our own, with a remark <!-- ours -->"],
    ],
)
def test_added_lines_stay_behind_the_line_they_stood_behind(added: list[str]) -> None:
    edited = after(MIXED, TICKABLE, *added)
    changed = replace(plan("mixed"), name="Another name", bot=replace(plan("mixed").bot, safeguards={}))
    merged = merge(page(changed), edited)
    assert "Another name" in merged
    assert "\n".join([line_with(page(changed), TICKABLE), *added]) in merged
    assert merge(page(changed), merged) == merged


def test_lines_above_everything_and_below_everything_stay_there() -> None:
    edited = "Reviewed by the crew.\n\n" + MIXED + "\nThe end.\n"
    assert merge(MIXED, edited) == edited


def test_a_remark_behind_an_item_becomes_a_line_under_it() -> None:
    line = line_with(MIXED, TICKABLE)
    merged = merge(MIXED, MIXED.replace(line, f"{line} done in #12"))
    assert f"{line}\n  - done in #12\n" in merged
    assert merge(MIXED, merged) == merged


def test_an_item_edited_by_hand_comes_back_with_the_edit_under_it() -> None:
    line = line_with(MIXED, TICKABLE)
    merged = merge(MIXED, MIXED.replace(line, line.replace("**Kept dry**", "**Kept very dry**").replace("[ ]", "[x]")))
    ours = line.replace("[ ]", "[x]")
    assert f"{ours}\n  - **Kept very dry**" in merged
    assert not [each for each in merged.splitlines() if each.endswith(" ")]
    assert merge(MIXED, merged) == merged


def test_a_deleted_line_comes_back() -> None:
    line = line_with(MIXED, TICKABLE)
    assert merge(MIXED, MIXED.replace(f"{line}\n", "")) == MIXED


def test_what_was_nested_under_a_line_that_is_gone_is_kept_at_the_end_with_it() -> None:
    edited = after(ticked(MIXED, TICKABLE), TICKABLE, "  - bought two bags")
    smaller = page(without("mixed", "atlas"))
    merged = merge(smaller, edited)
    kept = merged.split("## Kept from an earlier checklist\n\n")[1]
    assert kept.startswith("- **Kept dry** (Borrow the atlas)")
    assert "\n  - bought two bags\n" in kept
    assert merge(smaller, merged) == merged


def test_a_paragraph_behind_a_line_that_is_gone_stays_in_its_neighbourhood() -> None:
    edited = after(MIXED, TICKABLE, "", "A paragraph of ours.")
    merged = merge(page(without("mixed", "atlas")), edited)
    assert "A paragraph of ours." in merged
    assert "## Kept" not in merged


def test_lines_that_end_as_on_windows_go_on_doing_so() -> None:
    edited = after(MIXED, TICKABLE, "  - bought two bags").replace("\n", "\r\n")
    merged = merge(MIXED, edited)
    assert merged == edited


@pytest.mark.parametrize("text", ["", "# Notes\n", "<!-- advisor-checklist 1 -->", "- [ ] x <!-- a/b -->"])
def test_what_is_no_checklist_is_refused(text: str) -> None:
    assert not is_checklist(text)
    with pytest.raises(AdvisorError, match="no checklist"):
        merge(MIXED, text)


OWN_LINES = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1).map("own {}".format)
EDITS = st.lists(st.tuples(st.integers(0, 300), st.lists(OWN_LINES | st.just(""), min_size=1, max_size=4)), max_size=6)


@settings(max_examples=80)
@given(EDITS, st.sets(st.integers(0, 300)), st.sampled_from([MIXED, OTHER, page(plan("open"))]))
def test_no_line_and_no_tick_is_lost_and_merging_twice_is_merging_once(
    edits: list[tuple[int, list[str]]], ticks: set[int], new: str
) -> None:
    lines = MIXED.split("\n")
    sealed = lines.index("<!-- advisor-checklist 1")
    lines[:sealed] = [
        line.replace("- [ ] ", "- [x] ") if number in ticks else line for number, line in enumerate(lines[:sealed])
    ]
    for at, added in sorted(edits, reverse=True):
        lines[min(at, sealed) : min(at, sealed)] = added
    edited = "\n".join(lines)
    merged = merge(new, edited)
    own = [line for line in edited.split("\n") if line.startswith("own ")]
    kept = [line for line in merged.split("\n") if line.startswith("own ")]
    assert sorted(kept) == sorted(
        own
    )  # each stays with the line it stood by, and those of another page may swap places
    assert kept == own or new != MIXED
    assert merge(new, merged) == merged
    still = {line.split("<!-- ")[1] for line in edited.split("\n") if line.startswith("- [x] ") and "<!-- " in line}
    for line in merged.split("\n"):
        if line.startswith("- [ ] ") and "<!-- " in line:
            assert line.split("<!-- ")[1] not in still


@given(st.lists(st.sampled_from("abc")), st.lists(st.tuples(st.sampled_from("abcd"), st.booleans())))
def test_a_subsequence_is_found_whole(wanted: list[str], mixed: list[tuple[str, bool]]) -> None:
    found: list[str] = []
    rest = list(wanted)
    for letter, own in mixed:
        found.append(letter if own or not rest else rest.pop(0))
    found += rest
    positions = sorted(aligned(wanted, found))
    assert [found[position] for position in positions] == wanted


def test_notes_of_the_plan_are_no_lines_of_a_person() -> None:
    noted = replace(plan("mixed").bot, safeguards={"card.needed": Tick(done=True, note="another note")})
    merged = merge(page(replace(plan("mixed"), bot=noted)), MIXED)
    assert "another note" in merged
    assert "2nd floor" not in merged


def test_an_item_edited_by_hand_that_is_gone_stays_as_a_line_of_a_person() -> None:
    line = line_with(MIXED, TICKABLE)
    edited = line.replace("**Kept dry**", "**Kept very dry**")
    merged = merge(page(without("mixed", "atlas")), MIXED.replace(line, f"{edited} by Ada"))
    (kept,) = (each for each in merged.splitlines() if "Kept very dry" in each)
    assert kept == edited.removesuffix(f" {TICKABLE}").replace("- [ ] ", "- ") + " by Ada"
    assert merge(page(without("mixed", "atlas")), merged) == merged
    plain = merge(page(without("mixed", "atlas")), MIXED.replace(line, edited))
    assert kept.removesuffix(" by Ada") in plain.splitlines()


def test_an_item_edited_to_what_it_says_now_anyway_adds_nothing() -> None:
    piece = "<!-- bot/card.needed -->"
    noted = replace(plan("mixed").bot, safeguards={"card.needed": Tick(done=True, note="another note")})
    now = page(replace(plan("mixed"), bot=noted))
    assert merge(now, MIXED.replace(line_with(MIXED, piece), line_with(now, piece))) == now


def test_blank_lines_around_a_persons_lines_are_kept_once() -> None:
    edited = after(MIXED, "## Recommended (1)", "Ours.", "", "More of ours.")
    assert merge(MIXED, edited) == edited
    for edited in ("Above.\n" + MIXED, "Above.\n\n" + MIXED, MIXED + "Below.\n", MIXED + "\nBelow.\n"):
        assert merge(MIXED, edited) == edited


def test_lines_above_an_item_that_was_edited_stay_above_it() -> None:
    line = line_with(MIXED, TICKABLE)
    edited = line.replace("**Kept dry**", "**Kept very dry**")
    for blank in ("", "\n"):
        merged = merge(MIXED, MIXED.replace(line, f"Ours.\n{blank}{edited}"))
        assert f"\nOurs.\n{blank}{line}\n  - **Kept very dry**" in merged


def test_what_lost_its_place_is_kept_under_one_heading_however_often_it_is_merged() -> None:
    edited = after(after(MIXED, TICKABLE, "  - bought two bags"), "<!-- novel/carry -->", "\t- red ones")
    smaller = page(without("mixed", "atlas"))
    merged = merge(smaller, edited)
    smallest = page(replace(plan("mixed"), uses=()))
    at_once = merge(smallest, edited)
    assert "\n\n## Kept from an earlier checklist\n\n- **Kept dry**" in at_once
    assert [line for line in at_once.splitlines() if line.startswith(("  - b", "\t"))] == [
        "  - bought two bags",
        "\t- red ones",
    ]
    again = merge(smallest, merged)
    assert again.count("## Kept from an earlier checklist") == 1
    kept = again.split("## Kept from an earlier checklist\n\n")[1]
    assert [line for line in kept.splitlines() if line.startswith((" ", "\t"))] == [
        "  - bought two bags",
        "\t- red ones",
    ]
    assert merge(smallest, again) == again


def test_a_line_that_is_no_item_and_is_gone_is_kept_as_it_was_with_what_was_nested_under_it() -> None:
    merged = merge(OTHER, after(MIXED, "| Borrow the atlas |", "  ours"))
    kept = merged.split("## Kept from an earlier checklist\n\n")[1].splitlines()
    assert kept[:2] == ["| Borrow the atlas | Takes a thing home | prohibited |", "  ours"]
