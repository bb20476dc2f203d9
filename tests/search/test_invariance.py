"""What must not change the ranking: the order of words, letter case, accents, plural, a doubled letter."""

from collections.abc import Callable
from random import Random

from hypothesis import given, settings, strategies as st

from advisor.search.search import SearchIndex
from advisor.search.words import fold, ignorable, key
from tests.search.cases import read

ACCENTED = str.maketrans("aeiounc", "áèîöũñç")
QUESTIONS = [one.query for name in ("searches.yaml", "held_out.yaml") for one in read(name) if "." not in one.query]
questions = st.sampled_from(QUESTIONS)


def ranking(index: SearchIndex, query: str) -> list[tuple[str, float]]:
    return [(hit.rule.id, hit.score) for hit in index.search(query).hits]


def plural(word: str) -> str:
    if word.endswith("y"):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


@given(questions, st.randoms(use_true_random=False))
def test_the_order_of_words_does_not_matter(index: SearchIndex, query: str, random: Random) -> None:
    words = query.split()
    random.shuffle(words)
    assert ranking(index, " ".join(words)) == ranking(index, query)


@given(questions, st.sampled_from([str.upper, str.title, str.swapcase]))
def test_letter_case_does_not_matter(index: SearchIndex, query: str, change: Callable[[str], str]) -> None:
    assert ranking(index, change(query)) == ranking(index, query)


@given(questions)
def test_accents_do_not_matter(index: SearchIndex, query: str) -> None:
    assert ranking(index, query.translate(ACCENTED)) == ranking(index, query)


@given(questions, st.data())
def test_a_doubled_letter_does_not_matter(index: SearchIndex, query: str, data: st.DataObject) -> None:
    letters = [place for place, char in enumerate(query) if char.isalpha()]
    at = data.draw(st.sampled_from(letters))
    assert ranking(index, query[: at + 1] + query[at:]) == ranking(index, query)


@given(st.data())
def test_a_known_word_and_its_plural_find_the_same(index: SearchIndex, data: st.DataObject) -> None:
    names = {section.id.casefold() for section in index.policy.sections}  # a name has no plural
    known = [word for word in index.index.vocabulary if word.isalpha() and len(word) > 2 and not ignorable(word)]
    known = [word for word in known if word not in names]
    words = data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=4, unique=True))
    many = [plural(word) if data.draw(st.booleans()) else word for word in words]
    assert ranking(index, " ".join(many)) == ranking(index, " ".join(words))


def test_every_known_word_is_looked_up_like_its_plural(index: SearchIndex) -> None:
    words = [word for word in index.index.vocabulary if word.isalpha() and len(word) > 2]
    differ = [word for word in words if key(fold(plural(word))) != key(word)]
    assert differ == []


@settings(max_examples=300)
@given(st.text(max_size=60))
def test_no_text_whatever_breaks_the_search(index: SearchIndex, text: str) -> None:
    result = index.search(text, 5)
    assert (result.nothing is None) == bool(result.hits)
    for hit in result.hits:
        for match in index.why(result, hit):
            assert match.found
    for span in index.spans(result, text):
        assert 0 <= span.start < span.end <= len(text)
