"""Words: what is the same word, what is of one family, and what says nothing."""

import pytest

from advisor.search.words import family, fold, ignorable, key, tokens


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Folowers", "folowers"),
        ("Followers", "folowers"),
        ("Café", "cafe"),
        ("Cafe\u0301", "cafe"),
        ("don’t", "dont"),
        ("DM's", "dms"),
        ("1199", "1199"),
        ("Straße", "strase"),
    ],
)
def test_case_accents_apostrophes_and_doubled_letters_fold_away(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("reply", "replies"),
        ("box", "boxes"),
        ("class", "classes"),
        ("cache", "caches"),
        ("dm", "dms"),
        ("day", "days"),
        ("message", "messages"),
    ],
)
def test_a_word_and_its_plural_are_looked_up_alike(one: str, many: str) -> None:
    assert key(fold(one)) == key(fold(many))


@pytest.mark.parametrize(
    "forms",
    [
        "automate automated automatic automatically automation automating",
        "duplicate duplicates duplicative duplication",
        "follow follows following follower followed",
        "reply replies replied replying",
        "private privacy",
        "spam spammy spamming spammer",
        "delete deletion deleting",
    ],
)
def test_the_forms_of_a_word_are_one_family(forms: str) -> None:
    assert len({family(key(fold(form))) for form in forms.split()}) == 1


@pytest.mark.parametrize(("one", "other"), [("like", "list"), ("mention", "message"), ("door", "doubt")])
def test_other_words_are_not(one: str, other: str) -> None:
    assert family(key(fold(one))) != family(key(fold(other)))


@pytest.mark.parametrize("word", ["the", "can", "how", "i", "7", "42"])
def test_words_of_asking_and_small_numbers_say_nothing(word: str) -> None:
    assert ignorable(fold(word))


@pytest.mark.parametrize("word", ["back", "new", "out", "429", "again"])
def test_words_that_rules_turn_on_do(word: str) -> None:
    assert not ignorable(fold(word))


def test_a_token_says_where_it_stands() -> None:
    text = "No «auto-follow», écrit-elle"
    assert [text[token.start : token.end] for token in tokens(text)] == ["No", "auto", "follow", "écrit", "elle"]
