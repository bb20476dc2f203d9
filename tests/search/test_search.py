"""What a search finds, why, and when it says that there is nothing; on a policy small enough to see through."""

from dataclasses import replace

import pytest

from advisor.policy.model import Activity, Modality, Policy, Rule, Scope, Section
from advisor.search.fields import Field
from advisor.search.result import Match
from advisor.search.search import SearchIndex
from advisor.search.term import How


def rule(rule_id: str, title: str, text: str = "", **more: object) -> Rule:
    plain = Rule(rule_id, Modality.PROHIBITION, title, text, "I", (f"I.{rule_id}",), Scope.ACTIVITIES, ("lend",))
    return replace(plain, **more)  # type: ignore[arg-type]


def policy(*rules: Rule, synonyms: tuple[tuple[str, ...], ...] = ()) -> Policy:
    activities = (
        Activity("lend", "Lends things", keywords=("loan",)),
        Activity("whistle", "Whistles in the hall", keywords=("hum", "sing")),
    )
    sections = (Section("I", "I. Ground", 0, tuple(f"I.{one.id}" for one in rules)),)
    return Policy(
        "p", "1", "Rules of the house", "The house", "2020", "all", "", "", sections, activities, (), rules,
        synonyms=synonyms,
    )  # fmt: skip


def ids(index: SearchIndex, query: str) -> list[str]:
    return [hit.rule.id for hit in index.search(query).hits]


HOUSE = SearchIndex(
    policy(
        rule("lamps", "No lamps on the stairs", "Candles and lamps stay in the cellar."),
        rule("stairs", "Nothing left lying", "Books, lamps and shoes are taken off the stairs.", keywords=("tidy",)),
        rule("shoes", "Quiet soles", "Soft soles in the hall.", keywords=("shoes", "boots")),
        rule("wax", "No open fire", "Neither torch nor taper.", keywords=("candle",)),
        rule("keys", "Hand back the keys", "A front door key is handed back at once."),
        rule("door", "Close the front", "A door or a key is nothing to play with. The front is a front."),
        synonyms=(("shoes", "footwear", "wellington boots"), ("give back", "return", "hand back")),
    )
)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("lamps stairs", "lamps"),
        ("stairs lamp", "lamps"),
        ("shoes", "shoes"),
        ("footwear", "shoes"),
        ("wellington boots", "shoes"),
        ("boots wellington", "shoes"),
        ("return keys", "keys"),
        ("candle", "wax"),
        ("candel", "wax"),
        ("lmaps", "lamps"),
        ("tid", "stairs"),
        ("quietsoles", "shoes"),
        ("foot wear", "shoes"),
        ("how can i get my boots into the hall please", "shoes"),
    ],
)
def test_words_are_found_in_any_order_and_spelling(query: str, first: str) -> None:
    assert ids(HOUSE, query)[0] == first


def test_a_title_tells_more_than_a_keyword_and_a_keyword_more_than_the_text() -> None:
    index = SearchIndex(
        policy(rule("a", "Sand", "There is also moss."), rule("b", "Clay", keywords=("moss",)), rule("c", "Moss"))
    )
    assert ids(index, "moss") == ["c", "b", "a"]


def test_words_side_by_side_tell_more_than_words_apart() -> None:
    assert ids(HOUSE, "front door key")[0] == "keys"
    assert ids(HOUSE, "key door front")[0] == "keys"


def test_a_rule_that_settles_comes_before_one_that_remarks() -> None:
    index = SearchIndex(policy(rule("a", "Moss", modality=Modality.NOTICE), rule("b", "Moss")))
    assert ids(index, "moss") == ["b", "a"]


def test_an_interpretation_is_found_by_what_it_explains() -> None:
    index = SearchIndex(policy(rule("a", "Moss"), rule("b", "Wet shoes count", explains=("a",))))
    assert ids(index, "wet moss")[0] == "b"


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("singing", "“singing”: “Whistles in the hall” is an activity these rules do not cover."),
        ("whistle loudly", "“whistle”: “Whistles in the hall” is an activity these rules do not cover."),
        ("quantum chromodynamics", "No rule says anything about “quantum”, “chromodynamics”."),
        ("boots of quantum chromodynamics", "No rule says anything about “quantum”, “chromodynamics”."),
        ("???", "No rule says anything about “???”."),
    ],
)
def test_it_says_so_when_no_rule_says_anything(query: str, reason: str) -> None:
    result = HOUSE.search(query)
    assert result.hits == ()
    assert str(result.nothing) == reason


def test_without_a_query_every_rule_is_there_in_order() -> None:
    result = HOUSE.search("  ", 2)
    assert [(hit.rule.id, hit.score) for hit in result.hits] == [("lamps", 0.0), ("stairs", 0.0)]
    assert result.found == 6
    assert result.nothing is None


def test_a_first_letter_is_too_little_to_turn_anyone_away() -> None:
    assert HOUSE.search("l").found == HOUSE.search("").found


@pytest.mark.parametrize("query", ["can i do it", "is it ok", "the", "7"])
def test_words_of_asking_alone_ask_nothing_yet(query: str) -> None:
    assert HOUSE.search(query).found == HOUSE.search("").found


def test_a_word_of_asking_may_be_the_beginning_of_another() -> None:
    assert ids(HOUSE, "can")[0] == "wax"


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("l", "“l” is too little to search for; add a word that says what it is about."),
        ("can i do it", "“can i do it” is too little to search for; add a word that says what it is about."),
        ("can", "“can” is too little to search for; add a word that says what it is about."),
        ("7", "“7” is too little to search for; add a word that says what it is about."),
        ("éé", "“éé” is too little to search for; add a word that says what it is about."),
        ("zzzz", "No rule says anything about “zzzz”."),
        ("???", "No rule says anything about “???”."),
    ],
)
def test_a_query_that_is_finished_and_says_nothing_finds_nothing(query: str, reason: str) -> None:
    result = HOUSE.search(query, finished=True)
    assert (result.hits, result.found, str(result.nothing)) == ((), 0, reason)


def test_an_activity_that_no_rule_covers_is_named_beside_the_hits() -> None:
    result = HOUSE.search("whistle on the stairs with lamps")
    assert result.hits
    assert str(HOUSE.beside(result)).startswith("“whistle”: “Whistles in the hall” is an activity")


@pytest.mark.parametrize("query", ["lamps on the stairs", "hum stairs lamps", "stairs in the hall", "whistle", ""])
def test_nothing_stands_beside_the_hits_where_no_such_activity_is_named(query: str) -> None:
    assert HOUSE.beside(HOUSE.search(query)) is None


def test_words_of_the_policys_own_name_add_little() -> None:
    index = SearchIndex(policy(rule("a", "The rules of the house"), rule("b", "Moss")))
    assert ids(index, "house rules about moss")[0] == "b"
    assert ids(index, "house rules") == ["a"]


@pytest.mark.parametrize("query", ["renew.waiting", "II.B.waiting", "ii.b.WAITING"])
def test_an_id_or_a_locator_finds_its_rule(library: SearchIndex, query: str) -> None:
    assert ids(library, query)[0] == "renew.waiting"


def test_a_section_finds_its_rules_and_the_beginning_of_a_locator_too(library: SearchIndex) -> None:
    assert set(ids(library, "II.B")) == {"renew.waiting", "renew.slip"}
    assert set(ids(library, "II.B.")) == {"renew.waiting", "renew.slip"}
    assert ids(library, "II.B.wai") == ["renew.waiting"]


def test_a_locator_and_words_narrow_each_other(library: SearchIndex) -> None:
    assert ids(library, "II.A days")[0] == "home.days"
    assert ids(library, "days II.A")[0] == "home.days"


def test_a_locator_that_does_not_exist_finds_nothing(library: SearchIndex) -> None:
    assert library.search("IX.Q.7").nothing is not None


def test_every_word_has_its_reason() -> None:
    result = HOUSE.search("wellingtons returned candel")
    hit = next(hit for hit in HOUSE.search("footwear hall").hits if hit.rule.id == "shoes")
    assert HOUSE.why(HOUSE.search("footwear hall"), hit) == (
        Match("footwear", "shoes", Field.KEYWORDS),
        Match("hall", "hall", Field.TEXT),
    )
    assert {term.how for term in result.read.terms} >= {How.SLIP}


def test_what_was_meant_is_marked_in_any_text() -> None:
    text = "Wellington Boots, lamps or LAMP?"
    marked = [text[span.start : span.end] for span in HOUSE.spans(HOUSE.search("footwear lmaps"), text)]
    assert marked == ["Wellington", "Boots", "lamps", "LAMP"]


def test_a_word_that_is_spelt_right_is_never_corrected() -> None:
    index = SearchIndex(policy(rule("a", "Cast"), rule("b", "Cost")))
    assert ids(index, "cost") == ["b"]


def test_a_slip_in_a_word_of_asking_is_no_word_to_look_for() -> None:
    assert ids(HOUSE, "waht about candles")[0] == "wax"


def test_typing_on_narrows_down() -> None:
    found = [ids(HOUSE, "shoes"[:end]) for end in range(2, 6)]
    assert all("shoes" in some for some in found)


def test_a_limit_cuts_the_hits_and_not_the_count() -> None:
    whole, cut = HOUSE.search("lamps stairs shoes"), HOUSE.search("lamps stairs shoes", 1)
    assert cut.hits == whole.hits[:1]
    assert cut.found == whole.found > 1


def test_codes_are_words() -> None:
    index = SearchIndex(policy(rule("a", "Too many", keywords=("error 429",)), rule("b", "Error pages")))
    assert ids(index, "429")[0] == "a"
    assert ids(index, "error 731")[0] == "b"
