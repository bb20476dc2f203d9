"""The best without scoring everything, and the arithmetic in lanes: the same as the plain way, entry by entry."""

from array import array
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle
from random import Random

import pytest
from hypothesis import given, settings, strategies as st
from rapidfuzz.distance import OSA

from advisor.policy.model import Modality, Policy, Rule
from advisor.search import search as searching
from advisor.search.browse import Filter, browse
from advisor.search.lanes import FEW, LEVELS, Column, Lanes, in_wide_lanes, marked, wide_enough, widened
from advisor.search.search import SearchIndex
from advisor.search.spelling import Spelling
from advisor.search.term import Terms
from tests.search.cases import read, with_a_slip

QUESTIONS = [one.query for name in ("searches.yaml", "held_out.yaml") for one in read(name)]
levels = st.integers(0, LEVELS)
pairs = st.lists(st.tuples(levels, levels), min_size=1, max_size=40)


def many(policy: Policy, seed: int, number: int) -> Policy:
    """A pack whose rules have titles, texts and keywords of different rules, some of them nothing but a title."""
    random = Random(seed)

    def mixed(count: int) -> Rule:
        title, text, words = (random.choice(policy.rules) for _ in range(3))
        text = random.choice((text, replace(text, text="", do="")))
        return replace(
            title, id=f"{title.id}-{count}", text=text.text, do=text.do, keywords=words.keywords[:3], explains=()
        )

    return replace(policy, rules=tuple(mixed(count) for count in range(number)))


def asked(seed: int, number: int) -> list[str]:
    """Questions as they are on the way to being typed, some with a slip, and words of several put together."""
    random = Random(seed)
    words = " ".join(QUESTIONS).split()
    whole = [*random.choices(QUESTIONS, k=number), *(" ".join(random.choices(words, k=4)) for _ in range(number))]
    return [with_a_slip(random, one)[: random.randint(1, len(one))] for one in whole] + whole


@pytest.fixture
def bounded(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Has every search go by bounds, or none."""
    return lambda wanted: monkeypatch.setattr(searching, "MANY", 0 if wanted else 10**9)


@pytest.mark.parametrize(("seed", "number"), [(1, 3), (2, 150), (3, 1501), (4, 600)])
def test_the_best_by_bounds_are_those_of_scoring_everything(
    policy: Policy, bounded: Callable[[bool], None], seed: int, number: int
) -> None:
    mixed = many(policy, seed, number)
    index, fresh = SearchIndex(mixed), SearchIndex(mixed)
    for query, limit in zip(asked(seed, 30), cycle((1, 7, 50)), strict=False):
        bounded(True)
        found = index.search(query, limit)
        counted = found.found
        bounded(False)
        likely, plain = fresh.search(query, limit), fresh.search(query)
        wanted = plain.hits[:limit], str(plain.nothing), len(plain.hits)
        assert (found.hits, str(found.nothing), counted) == wanted, query
        assert (likely.hits, str(likely.nothing), likely.found) == wanted, query


def test_filters_work_inside_the_search_and_not_after_the_cut(policy: Policy, bounded: Callable[[bool], None]) -> None:
    index = SearchIndex(many(policy, 5, 700))
    for query in asked(5, 20):
        for wanted in (Filter(query, Modality.NOTICE), Filter(query, activity="follow")):
            bounded(True)
            found = browse(index, wanted, limit=5)
            counted = found.found
            bounded(False)
            whole = browse(index, wanted)
            assert (found.hits, counted) == (whole.hits[:5], len(whole.hits)), query


def test_a_question_comes_to_the_same_typed_or_pasted(policy: Policy) -> None:
    typed = SearchIndex(policy)
    for query in QUESTIONS[::16]:
        for end in range(1, len(query)):
            typed.search(query[:end], 5)
        assert typed.search(query).hits == SearchIndex(policy).search(query).hits


def test_what_is_remembered_is_bounded_and_changes_nothing(policy: Policy, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = SearchIndex(policy)
    for name in (
        *("meaning.MEMORY", "meaning.LEAST", "union.KEPT", "best.LEAST", "best.KEPT"),
        *("scoring.KEPT", "neighbours.PAIRS"),
    ):
        monkeypatch.setattr(f"advisor.search.{name}", 1)
    monkeypatch.setattr(searching, "MANY", 0)
    forgetful = SearchIndex(policy)
    for query in QUESTIONS[:30]:
        assert forgetful.search(query, 5).hits == plain.search(query, 5).hits


def test_what_two_letters_begin_is_noted_beforehand_and_the_same(
    policy: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = SearchIndex(policy)
    monkeypatch.setattr(Terms, "_begin", lambda _: {})
    plain = SearchIndex(policy, noted.index)
    starts = sorted({word[:2] for word in plain.index.vocabulary})
    assert [noted.search(start).hits for start in starts] == [plain.search(start).hits for start in starts]


@given(pairs)
def test_the_larger_in_each_lane(numbers: list[tuple[int, int]]) -> None:
    lanes = Lanes(len(numbers))
    one, other = (lanes.read(array("H", column)) for column in zip(*numbers, strict=True))
    assert list(lanes.write(lanes.larger(one, other))) == [max(pair) for pair in numbers]


@given(st.lists(levels, min_size=1, max_size=100), st.integers(1, 9))
def test_all_lanes_are_added_up(numbers: list[int], times: int) -> None:
    for many in (numbers, numbers * times * (FEW // len(numbers) + 1)):
        lanes = Lanes(len(many))
        assert lanes.total(lanes.read(array("H", many))) == sum(many)


@given(st.lists(levels, min_size=1, max_size=100), levels)
def test_each_lane_counts_up_to_a_most(numbers: list[int], most: int) -> None:
    lanes = Lanes(len(numbers))
    found = lanes.write(lanes.up_to(lanes.read(array("H", numbers)), most))
    assert list(found) == [min(number, most) for number in numbers]


@given(st.lists(st.tuples(levels, levels), max_size=40), st.integers(1, 2**48))
def test_wide_lanes_are_multiplied_and_added_up(numbers: list[tuple[int, int]], weight: int) -> None:
    code = wide_enough(LEVELS * (weight + 1))
    columns = zip(*numbers, strict=True) if numbers else ((), ())
    one, other = (widened(array("H", column).tobytes(), code) for column in columns)
    found = in_wide_lanes(weight * one + other, len(numbers), code)
    assert list(found) == [weight * left + right for left, right in numbers]


@given(st.lists(st.integers(0, 126), min_size=1, max_size=40), st.integers(1, 258), st.integers(0, 127))
def test_entries_of_a_level_are_marked(numbers: list[int], weight: int, level: int) -> None:
    lanes = Lanes(len(numbers))
    even, odd = lanes.halves(bytes(numbers))
    tops, left_out = lanes.tops((even * weight, odd * weight))
    levels = [number * weight >> left_out for number in numbers]
    assert max(levels) < 128
    assert left_out == 0 or max(levels) >= 64
    reached = [number for number, found in enumerate(levels) if found >= level]
    assert marked(lanes.bytes_of(tops), range(level, 256)) == reached


@given(st.lists(st.tuples(st.integers(0, 126), st.integers(0, 126)), min_size=1, max_size=40), st.integers(1, 258))
def test_numbers_are_left_where_sums_are(pairs: list[tuple[int, int]], weight: int) -> None:
    lanes = Lanes(len(pairs))
    (even, odd), numbers = (lanes.halves(bytes(column)) for column in zip(*pairs, strict=True))
    tops, left_out = lanes.tops(lanes.where((even * weight, odd * weight), numbers))
    assert left_out == 0
    assert list(lanes.bytes_of(tops)) == [number if there else 0 for there, number in pairs]


def test_a_column_has_numbers_for_a_few_entries() -> None:
    column, lanes = Column(), Lanes(5)
    column.put(1, 300)
    column.put(4, 7)
    assert (len(column), column.levels) == (2, {1: 300, 4: 7})
    assert list(lanes.write(lanes.spread(column.numbers, column.values))) == [0, 300, 0, 0, 7]


@settings(max_examples=200)
@given(st.lists(st.text("abc12", min_size=1, max_size=7), unique=True), st.text("abc12", min_size=1, max_size=7))
def test_near_words_are_those_that_comparing_all_would_find(words: list[str], word: str) -> None:
    for slips in (1, 2):
        distances = sorted((OSA.distance(word, other), other) for other in words)
        assert Spelling(sorted(words)).near(word, slips, 5) == [other for far, other in distances if far <= slips][:5]


@given(st.lists(st.text("12", min_size=3, max_size=7), unique=True), st.text("12a", min_size=3, max_size=7))
def test_parts_of_ids_are_found_with_words_of_few_digits(codes: list[str], word: str) -> None:
    for slips in (1, 2):
        distances = sorted((OSA.distance(word, other), other) for other in codes)
        assert Spelling(sorted(codes)).near(word, slips, 9) == [other for far, other in distances if far <= slips][:9]
