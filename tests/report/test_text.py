import pytest
from hypothesis import given, settings, strategies as st

from advisor.report.judged import render
from advisor.source.safe_text import safe_text
from tests.report.reported import judge, judged, plan, with_words


@pytest.mark.parametrize("name", ["mixed", "open", "fine", "empty"])
@pytest.mark.parametrize("everything", [False, True])
def test_no_line_is_longer_than_eighty_columns(name: str, *, everything: bool) -> None:
    assert all(len(line) <= 80 for line in render(judged(name), "text", everything=everything).splitlines())


@settings(max_examples=40)
@given(st.text(max_size=60), st.text(max_size=60))
def test_what_a_person_wrote_cannot_steer_a_terminal_or_add_a_line(name: str, note: str) -> None:
    words = {"name": f"x{name}", "title": f"x{name}", "note": f"x{note}", "remark": note}
    text = render(judge(with_words(plan("mixed"), words)), "text")
    assert safe_text(text, lines=True) == text
    assert len(text.splitlines()) == len(text.split("\n")) - 1


def test_the_worst_comes_first() -> None:
    text = render(judged("mixed"), "text")
    headings = ["Prohibited (", "Smallest fix", "Required safeguards (", "Still open (", "Good to know ("]
    places = [text.index(heading) for heading in headings]
    assert places == sorted(places)


def test_everything_lists_what_is_kept_and_what_does_not_apply() -> None:
    text = render(judged("mixed"), "text", everything=True)
    assert "Limits that are kept" in text
    assert "Does not apply" in text
    assert "Limits that are kept" not in render(judged("mixed"), "text")
