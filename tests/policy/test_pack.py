"""Packs with one thing wrong each: the lending pack, changed in one place."""

import os
import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings

from advisor.policy.condition import ALWAYS, NEVER, All, AnyOf, Is, Not
from advisor.policy.model import Force, Modality, Policy, Scope, Section
from advisor.policy.pack import inspect_pack, load_pack, read_pack
from advisor.policy.pack_references import GAPS
from advisor.source.error import AdvisorError, Problem
from tests.strategies import randoms

LENDING = Path(__file__).parent.parent / "packs" / "lending"
HEAD, READER, THINGS = "policy.yaml", "questions/1-reader.yaml", "questions/2-things.yaml"
GROUND, RULES = "rules/1-ground.yaml", "rules/2-things.yaml"


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_pack(LENDING)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LENDING, tmp_path / "lending"))


def change(pack: Path, file: str, old: str, new: str) -> None:
    text = (pack / file).read_text("utf-8")
    assert text.count(old) >= 1, f"{old!r} is not in {file}"
    (pack / file).write_text(text.replace(old, new, 1), "utf-8")


def told(pack: Path, problems: tuple[Problem, ...]) -> list[str]:
    return [str(problem).replace(f"{pack}/", "").replace(str(pack), ".") for problem in problems]


def problems_of(pack: Path) -> list[str]:
    return told(pack, read_pack(pack)[1])


def placed(pack: Path, expected: str) -> str:
    """The expectation with every «text» replaced by the line and column where that text stands."""

    def place(found: re.Match[str]) -> str:
        file, text = found.groups()
        before, _, _ = text.rpartition("^")
        whole = (pack / file).read_text("utf-8")
        assert text.replace("^", "") in whole
        at = whole.index(text.replace("^", "")) + len(before)
        return f"{file}:{whole.count(chr(10), 0, at) + 1}:{at - whole.rfind(chr(10), 0, at)}"

    return re.sub(r"([\w/.-]+):«(.*?)»", place, expected, flags=re.DOTALL)


# What is read


def test_a_sound_pack_has_no_problems() -> None:
    assert problems_of(LENDING) == []


def test_the_head_is_read_as_written(policy: Policy) -> None:
    assert (policy.id, policy.version, policy.date) == ("lending", "1.1.0", "2020-01-31")
    assert policy.history == {"1.0.0": (), "1.1.0": ("renew.waiting", "care.weather")}
    assert policy.synonyms == (("borrow", "take home", "lend"), ("fee", "fine", "charge"))
    assert list(policy.not_rules) == ["end.printed"]
    assert policy.consequences["ban"].cites == ("II.C.late",)
    assert policy.activity("borrow").keywords == ("take", "lend", "loan")


def test_sections_are_in_the_order_of_the_page_and_know_their_parents(policy: Policy) -> None:
    assert [(section.id, section.depth, section.parent) for section in policy.sections] == [
        ("I", 0, None),
        ("I.A", 1, "I"),
        ("II", 0, None),
        ("II.A", 1, "II"),
        ("II.B", 1, "II"),
        ("II.C", 1, "II"),
        ("end", 0, None),
    ]
    assert policy.section("I.A") == Section("I.A", "A. Care", 1, ("I.A.weather", "I.A.marks"), "I")


def test_questions_are_in_the_order_of_files_and_lines(policy: Policy) -> None:
    assert [question.id for question in policy.questions] == [
        *("card", "marks"),
        *("kind", "days", "weather", "bag", "waiting", "times"),
    ]
    card, marks = policy.question("card"), policy.question("marks")
    assert (card.fixed, card.several, card.about_bot, card.topic) == (True, False, True, "The reader")
    assert (marks.several, [option.exclusive for option in marks.options]) == (True, [False, False, False, True])
    assert policy.question("weather").about == ("borrow", "renew", "read")
    assert policy.question("kind").about == ("borrow", "renew")


def test_words_that_yaml_takes_for_truth_values_are_options_like_any_other(policy: Policy) -> None:
    assert [option.id for option in policy.question("waiting").options] == ["yes", "no"]
    assert policy.rule("renew.waiting").when == AnyOf((Is("waiting", ("yes",)), Is("times", ("often",))))


def test_rules_have_their_conditions_as_data(policy: Policy) -> None:
    rule = policy.rule("care.weather")
    assert (rule.modality, rule.force, rule.scope) == (Modality.REQUIREMENT, Force.MUST, Scope.ACTIVITIES)
    assert (rule.activities, rule.section, rule.consequence) == (("borrow", "renew"), "I.A", "ban")
    assert rule.when == AnyOf((Is("weather", ("garden", "boat")), Is("kind", ("rare",))))
    assert rule.broken_when == All((Is("weather", ("boat",)), Not(Is("weather", ("indoors", "garden")))))
    assert rule.met_when == NEVER
    assert policy.rule("kindness").when == ALWAYS
    assert policy.rule("fees").scope is Scope.EVERY_USE
    assert policy.rule("card.needed").scope is Scope.BOT


def test_the_pack_uses_every_modality(policy: Policy) -> None:
    assert {rule.modality for rule in policy.rules} == set(Modality)


def test_everything_that_has_an_id_has_a_place() -> None:
    places = inspect_pack(LENDING).places
    for key, expected in {
        ("rule", "kindness"): f"{GROUND}:«- id: ^kindness»",
        ("option", "waiting.no"): f"{THINGS}:«{{id: ^no»",
        ("clause", "II.A.days"): f"{HEAD}:«II.A.days»",
    }.items():
        assert str(places[key]) == f"{LENDING}/{placed(LENDING, expected)}"
    assert {kind for kind, _ in places} == {
        *("rule", "question", "option", "activity", "section", "clause", "consequence")
    }


# The fingerprint


def test_the_hash_covers_what_shapes_a_verdict_and_not_the_examples(pack: Path, policy: Policy) -> None:
    assert load_pack(pack).sha256 == policy.sha256
    change(pack, "examples/2-boat.yaml", "title: A", "title: Another")
    assert load_pack(pack).sha256 == policy.sha256
    change(pack, GROUND, "Be kind", "Be very kind")
    assert load_pack(pack).sha256 != policy.sha256


def test_the_hash_tells_where_one_file_ends_and_the_next_begins(pack: Path, policy: Policy) -> None:
    (pack / "rules" / "2-things.yaml").rename(pack / "rules" / "3-things.yaml")
    moved = load_pack(pack)
    assert moved.sha256 != policy.sha256
    assert replace(moved, sha256="") == replace(policy, sha256="")


# What is wrong

# What is expected names a place by the text that stands there; ^ marks the place where the text begins before it.
WRONG: dict[str, tuple[str, str, str, str | list[str]]] = {
    "a misspelt key": (
        HEAD,
        "publisher:",
        "publisherr:",
        "policy.yaml:«publisherr»: policy.yaml has no key 'publisherr'; did you mean 'publisher'?",
    ),
    "a missing key": (
        HEAD,
        "publisher: The library on the hill\n",
        "",
        "policy.yaml:«advisor-pack»: policy.yaml lacks 'publisher'; add `publisher: …`",
    ),
    "a key without a value": (
        HEAD,
        "Ask at the front desk before you take anything home.",
        "",
        "policy.yaml:«ask:»: 'ask' has no value",
    ),
    "another format": (
        HEAD,
        "advisor-pack: 1",
        "advisor-pack: 2",
        "policy.yaml:«advisor-pack: ^2»: the pack has format '2'; this program reads format 1",
    ),
    "an id that is not the folder's name": (
        HEAD,
        "id: lending",
        "id: landing",
        "policy.yaml:«landing»: the id 'landing' is not the folder's name; rename the folder, or write lending",
    ),
    "a version of two numbers": (
        HEAD,
        "version: 1.1.0",
        "version: 1.1",
        [
            "policy.yaml:«1.1»: '1.1' is no version; write 1.0.0",
            "policy.yaml:«history»: the history does not say what '1.1' changed; add `1.1: []` with the ids of the rules it changed",
        ],
    ),
    "a day that does not exist": (
        HEAD,
        "2020-01-31",
        "2020-02-31",
        "policy.yaml:«2020-02-31»: '2020-02-31' is no date; write it as 2020-01-31",
    ),
    "a section without a title": (
        HEAD,
        "{id: II.C, title: C. Fees,",
        "{id: II.C,",
        "policy.yaml:«{id: II.C»: a section lacks 'title'; add `title: …`",
    ),
    "a section twice": (
        HEAD,
        "id: II.C,",
        "id: II.B,",
        [
            "policy.yaml:«II.B, title: C.»: the section 'II.B' is defined twice; the first is at policy.yaml:«II.B»",
            "rules/2-things.yaml:«II.C»: there is no section 'II.C'; did you mean 'II.B'?",
        ],
    ),
    "a clause twice": (
        HEAD,
        "[II.C.late]}\n  - id: end",
        "[II.C.late, I.card]}\n  - id: end",
        "policy.yaml:«I.card]»: the clause 'I.card' is defined twice; the first is at policy.yaml:«I.card»",
    ),
    "a list that is a word": (
        HEAD,
        "keywords: [sit, look up]",
        "keywords: sit",
        "policy.yaml:«keywords: ^sit»: 'keywords' has to be a list; write it as [one, another] or one `- item` a line",
    ),
    "an activity with the bot's own id": (
        HEAD,
        "id: read,",
        "id: bot,",
        "policy.yaml:«bot»: 'bot' cannot be an id; it has a meaning of its own; choose another",
    ),
    "an id with capital letters": (
        HEAD,
        "id: read,",
        "id: Read,",
        "policy.yaml:«Read,»: 'Read' cannot be an id; use small letters, digits, - and _",
    ),
    "an activity twice": (
        HEAD,
        "id: read,",
        "id: renew,",
        "policy.yaml:«renew, title: Reads»: the activity 'renew' is defined twice; the first is at policy.yaml:«renew»",
    ),
    "a consequence that cites nothing known": (
        HEAD,
        "cites: [II.C.late]}\nnot",
        "cites: [II.C.lade]}\nnot",
        "policy.yaml:«II.C.lade»: there is no clause 'II.C.lade'; did you mean 'II.C.late'?",
    ),
    "a clause set aside that does not exist": (
        HEAD,
        "end.printed: It",
        "end.print: It",
        [
            "policy.yaml:«end.printed»: no rule cites the clause 'end.printed'; cite it in a rule, or say in `not_rules` why none does",
            "policy.yaml:«end.print:»: there is no clause 'end.print'; did you mean 'end.printed'?",
        ],
    ),
    "a clause set aside without a reason": (
        HEAD,
        "It says when the page was printed and asks for nothing.",
        "",
        "policy.yaml:«end.printed:»: 'end.printed' needs a reason; say in a sentence why no rule cites it",
    ),
    "a clause set aside and cited": (
        HEAD,
        "end.printed: It",
        "end.thanks: no\n  end.printed: It",
        "policy.yaml:«end.thanks:»: 'end.thanks' is set aside, and cited all the same; 'thanks' cites it",
    ),
    "a clause nobody cites": (
        RULES,
        "[II.B.again, II.B.waiting]",
        "[II.B.again]",
        "policy.yaml:«II.B.waiting»: no rule cites the clause 'II.B.waiting'; cite it in a rule, or say in `not_rules` why none does",
    ),
    "a synonym of nothing": (
        HEAD,
        "[fee, fine, charge]",
        "[fee]",
        "policy.yaml:«[fee»: a group of synonyms has to be a list of two or more; write it as [word, another]",
    ),
    "a history of no version": (
        HEAD,
        "1.0.0: []",
        "first: []",
        "policy.yaml:«first»: 'first' is no version; write 1.0.0",
    ),
    "a question about nothing known": (
        THINGS,
        "about: [borrow]",
        "about: [borow]",
        "questions/2-things.yaml:«borow»: there is no activity 'borow'; did you mean 'borrow'?",
    ),
    "a question about one activity as a word": (
        THINGS,
        "about: [borrow]",
        "about: borrow",
        "questions/2-things.yaml:«about: ^borrow\n»: 'about' cannot be 'borrow'; write [borrow]",
    ),
    "a question about a misspelt bot": (
        READER,
        "about: bot",
        "about: bott",
        "questions/1-reader.yaml:«bott»: 'about' cannot be 'bott'; write bot, uses, or a list",
    ),
    "a question that chooses many": (
        READER,
        "choose: several",
        "choose: many",
        "questions/1-reader.yaml:«many»: 'choose' cannot be 'many'; there is one, several",
    ),
    "a truth value that is a yes": (
        READER,
        "fixed: true",
        "fixed: yes",
        "questions/1-reader.yaml:«yes»: 'fixed' is 'yes'; write true or false",
    ),
    "a truth value in quotes": (
        READER,
        "fixed: true",
        "fixed: 'true'",
        "questions/1-reader.yaml:«'true»: 'fixed' is 'true'; write true or false",
    ),
    "a question twice": (
        THINGS,
        "- id: bag",
        "- id: marks",
        [
            "questions/2-things.yaml:«marks»: the question 'marks' is defined twice; the first is at questions/1-reader.yaml:«marks»",
            "rules/2-things.yaml:«bag:»: there is no question 'bag'; there is card, marks, kind, days, weather, waiting, times, all, any, not",
        ],
    ),
    "a question called all": (
        THINGS,
        "- id: bag",
        "- id: all",
        [
            "questions/2-things.yaml:«all»: 'all' cannot be an id; it has a meaning of its own; choose another",
            "rules/2-things.yaml:«bag:»: there is no question 'bag'; there is card, marks, kind, days, weather, all, waiting, times, all, any, not",
        ],
    ),
    "an option called undecided": (
        THINGS,
        "{id: hand,",
        "{id: undecided,",
        "questions/2-things.yaml:«undecided»: 'undecided' cannot be an id; it has a meaning of its own; choose another",
    ),
    "an option twice": (
        THINGS,
        "{id: hand,",
        "{id: dry,",
        "questions/2-things.yaml:«dry, label: In the»: the option 'dry' is defined twice; the first is at questions/2-things.yaml:«dry»",
    ),
    "a single option": (
        THINGS,
        "      - {id: hand, label: In the hand}\n",
        "",
        "questions/2-things.yaml:«carried?\n    ^options»: 'bag' needs two options or more",
    ),
    "two exclusive options": (
        READER,
        "label: I fold corners}",
        "label: I fold corners, exclusive: true}",
        "questions/1-reader.yaml:«they are, ^exclusive»: 'nothing' cannot be exclusive; 'fold' is one already; a question has at most one",
    ),
    "an unknown modality": (
        GROUND,
        "modality: encouragement",
        "modality: courage",
        "rules/1-ground.yaml:«courage»: no modality is called 'courage'; did you mean 'encouragement'?",
    ),
    "an unknown force": (
        RULES,
        "force: should",
        "force: shall",
        "rules/2-things.yaml:«shall»: no force is called 'shall'; there is must, should",
    ),
    "a force on a prohibition": (
        RULES,
        "modality: prohibition",
        "modality: prohibition\n    force: must",
        "rules/2-things.yaml:«force»: 'force' has no meaning for a prohibition; only for a requirement",
    ),
    "a notice that is met": (
        RULES,
        "    keywords: [fine]",
        "    met_when: {weather: boat}",
        "rules/2-things.yaml:«met_when: {weather»: 'met_when' has no meaning for a notice; only for a requirement",
    ),
    "a permission for the bot that hangs on a rule about uses": (
        GROUND,
        "  - id: kindness\n",
        (
            "  - id: all.welcome\n    modality: permission\n    title: Everybody may come in\n    text: Come in.\n"
            "    concerns: bot\n    cites: [I.kindness]\n    requires: [home.days]\n  - id: kindness\n"
        ),
        "rules/1-ground.yaml:«requires: [^home.days»: 'home.days' concerns uses; a permission for the bot as a whole has conditions about the bot as a whole",
    ),
    "a rule that requires and is no permission": (
        RULES,
        "    keywords: [fine]",
        "    requires: [home.days]",
        [
            "rules/2-things.yaml:«II.C.late]\n    ^requires»: 'requires' has no meaning for a notice; only for a permission",
            "rules/2-things.yaml:«II.C.late]\n    requires: [^home.days»: 'home.days' does not concern it; a condition has to concern whatever the permission concerns",
        ],
    ),
    "a permission that requires a should": (
        RULES,
        "requires: [home.days]",
        "requires: [renew.slip]",
        "rules/2-things.yaml:«renew.slip»: 'renew.slip' is no must requirement; a permission's conditions are requirements of force must",
    ),
    "a rule that explains itself": (
        GROUND,
        "explains: [card.needed]",
        "explains: [card.child]",
        "rules/1-ground.yaml:«card.child]»: the rule 'card.child' names itself; leave it out",
    ),
    "a reference to a rule that does not exist": (
        GROUND,
        "see: [home.permitted]",
        "see: [home.permited]",
        "rules/1-ground.yaml:«home.permited»: there is no rule 'home.permited'; did you mean 'home.permitted'?",
    ),
    "an unknown clause": (
        RULES,
        "cites: [II.A.home]",
        "cites: [II.A.hom]",
        [
            "policy.yaml:«II.A.home»: no rule cites the clause 'II.A.home'; cite it in a rule, or say in `not_rules` why none does",
            "rules/2-things.yaml:«II.A.hom»: there is no clause 'II.A.hom'; did you mean 'II.A.home'?",
        ],
    ),
    "an unknown consequence": (
        RULES,
        "consequence: ban",
        "consequence: bann",
        "rules/2-things.yaml:«bann»: there is no consequence 'bann'; did you mean 'ban'?",
    ),
    "an unknown section": (
        RULES,
        "section: II.A",
        "section: II.D",
        "rules/2-things.yaml:«II.D»: there is no section 'II.D'; did you mean 'II.C'?",
    ),
    "no section at all": (
        GROUND,
        "section: I\n",
        "",
        [
            "rules/1-ground.yaml:«id:»: the rule 'card.needed' is in no section; give the file or the rule a `section`",
            "rules/1-ground.yaml:«id: card.child»: the rule 'card.child' is in no section; give the file or the rule a `section`",
            "rules/1-ground.yaml:«id: kindness»: the rule 'kindness' is in no section; give the file or the rule a `section`",
        ],
    ),
    "a rule that concerns nothing known": (
        RULES,
        "concerns: [renew]",
        "concerns: [renewal]",
        "rules/2-things.yaml:«renewal»: there is no activity 'renewal'; did you mean 'renew'?",
    ),
    "a rule that concerns a word": (
        RULES,
        "concerns: [renew]",
        "concerns: renew",
        "rules/2-things.yaml:«^renew\n    when: {any»: 'concerns' has to be bot, uses, or a list of activities; write [activity]",
    ),
    "a rule twice": (
        RULES,
        "- id: carry",
        "- id: thanks",
        "rules/2-things.yaml:«late]\n    keywords: [fine]\n  - id: ^thanks»: the rule 'thanks' is defined twice; the first is at rules/2-things.yaml:«thanks»",
    ),
    "unclear without a text": (
        GROUND,
        "    unclear: Whether a film may lie in the garden is nowhere said; keep it indoors, or ask.\n",
        "",
        "rules/1-ground.yaml:«unclear_when: {all»: 'unclear_when' does not say what is unclear; add `unclear`: what is left open, which reading is safer, where to ask",
    ),
    "an unclear text that is never shown": (
        GROUND,
        "    unclear_when: {all: [{weather: garden}, {kind: film}]}\n",
        "",
        "rules/1-ground.yaml:«unclear: Whether»: 'unclear' is never shown; say when with `unclear_when`",
    ),
    "an unclear notice": (
        RULES,
        "    keywords: [fine]",
        "    unclear_when: {weather: boat}\n    unclear: Why?",
        "rules/2-things.yaml:«unclear_when»: 'unclear_when' has no meaning for a notice; only for a prohibition or requirement",
    ),
    "a condition of two keys": (
        RULES,
        "{any: [{waiting: yes}, {times: often}]}",
        "{waiting: yes, times: often}",
        "rules/2-things.yaml:«{waiting»: a condition has one key; join several with {all: […]} or {any: […]}",
    ),
    "a condition that is a word": (
        RULES,
        "when: {any: [{waiting: yes}, {times: often}]}",
        "when: always",
        "rules/2-things.yaml:«always»: a condition has to be a mapping; write {question: option}, {question: [options]}, or {all: […]}, {any: […]}, {not: …}",
    ),
    "a condition without a value": (
        RULES,
        "when: {any: [{waiting: yes}, {times: often}]}",
        "when:",
        "rules/2-things.yaml:«concerns: [renew]\n    ^when:»: 'when' has no value; leave it out if it does not apply",
    ),
    "an all of nothing": (
        RULES,
        "{any: [{waiting: yes}, {times: often}]}",
        "{all: []}",
        "rules/2-things.yaml:«[]}»: 'all' needs a list of conditions; write {question: option}, {question: [options]}, or {all: […]}, {any: […]}, {not: …}",
    ),
    "an unknown question": (
        RULES,
        "{waiting: yes}",
        "{wating: yes}",
        "rules/2-things.yaml:«wating»: there is no question 'wating'; did you mean 'waiting'?",
    ),
    "an unknown option": (
        RULES,
        "{times: often}",
        "{times: oftn}",
        "rules/2-things.yaml:«oftn»: there is no option of 'times' called 'oftn'; did you mean 'often'?",
    ),
    "an option twice in a condition": (
        RULES,
        "{kind: [book, film]}",
        "{kind: [book, book]}",
        "rules/2-things.yaml:«book]»: 'book' is named twice in 'kind'; leave one out",
    ),
    "a question without options": (
        RULES,
        "{kind: [book, film]}",
        "{kind: []}",
        "rules/2-things.yaml:«[]}»: 'kind' needs an option",
    ),
    "a question not asked of an activity": (
        RULES,
        "when: {any: [{waiting: yes}, {times: often}]}",
        "when: {bag: dry}",
        "rules/2-things.yaml:«bag»: 'bag' is not asked of renew, which the rule concerns; add it to the question's 'about', or split the rule; it is asked of borrow",
    ),
    "a question not asked of every use": (
        RULES,
        "{not: {weather: indoors}}",
        "{kind: film}",
        "rules/2-things.yaml:«kind: film»: 'kind' is not asked of read, which the rule concerns; add it to the question's 'about', or split the rule; it is asked of borrow, renew",
    ),
    "a question not asked of the bot": (
        GROUND,
        "when: {card: child}",
        "when: {kind: film}",
        "rules/1-ground.yaml:«kind»: 'kind' is not asked of the bot as a whole; it is asked of a use: borrow, renew",
    ),
    "a rule that is a word": (
        RULES,
        "- id: thanks",
        "- nothing\n  - id: thanks",
        "rules/2-things.yaml:«- ^nothing»: a rule needs `key: value` entries; its keys are id, modality, force, title, text, do, concerns, when, met_when, broken_when, unclear_when, unclear, cites, keywords, examples, requires, explains, see, consequence, section",
    ),
    "a title of several entries": (
        RULES,
        "title: Thank you",
        "title: [Thank, you]",
        "rules/2-things.yaml:«[Thank»: 'title' has to be text; quote it if it begins with [ or {",
    ),
    "an example that is a word": (
        GROUND,
        "examples: {good: A signed card., bad: A card found on the stairs.}",
        "examples: good",
        "rules/1-ground.yaml:«good»: 'examples' needs `key: value` entries; its keys are good, bad",
    ),
    "a rule that lacks what to say": (
        RULES,
        "    text: The library thanks those who bring things back.\n",
        "",
        "rules/2-things.yaml:«id: thanks»: the rule 'thanks' lacks 'text'; add `text: …`",
    ),
    "YAML that is none": (
        RULES,
        "section: II.A",
        "section: II: A",
        "rules/2-things.yaml:«: A»: is not YAML: mapping values are not allowed in this context; quote a text with a colon in it, or check the indentation",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "expected"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_told_with_its_place_and_what_to_do(
    file: str, old: str, new: str, expected: str | list[str], pack: Path
) -> None:
    change(pack, file, old, new)
    assert problems_of(pack) == [placed(pack, line) for line in ([expected] if isinstance(expected, str) else expected)]
    with pytest.raises(AdvisorError):
        load_pack(pack)


def test_a_broken_file_casts_no_doubt_on_the_others(pack: Path) -> None:
    (pack / HEAD).write_bytes(b"id: [\n")
    (pack / READER).write_bytes(b"")
    change(pack, RULES, "modality: permission", "modality: permit")
    assert [line.split(": ", 1)[0] for line in problems_of(pack)] == [
        "policy.yaml:2:1",
        "questions/1-reader.yaml",
        placed(pack, f"{RULES}:«permit\n»"),
    ]


def test_the_problems_of_all_files_come_in_one_run(pack: Path) -> None:
    for file, old, new in (
        (HEAD, "title:", "titel:"),
        (READER, "fixed: true", "fixed: maybe"),
        (GROUND, "marks: ink", "marks: inc"),
        (RULES, "{not: {bag: dry}}", "{not: {bag: wet}}"),
    ):
        change(pack, file, old, new)
    assert [line.split(":")[0] for line in problems_of(pack)] == [HEAD, READER, GROUND, RULES]


def test_a_warning_stops_nothing(pack: Path) -> None:
    change(pack, RULES, "    do: Ask the head of the library in writing and keep the answer.\n", "")
    change(pack, HEAD, "1.0.0: []", "1.0.0: [once.upon]")
    policy, problems = read_pack(pack)
    assert policy == load_pack(pack)
    about_history = "warning: the history names 'once.upon', which is no rule; fine if it was removed"
    about_task = "warning: the rule 'home.rare' has no `do`; say what to build, and how to tell that it works"
    assert told(pack, problems) == [
        placed(pack, f"{HEAD}:«once.upon»: {about_history}"),
        placed(pack, f"{RULES}:«id: home.rare»: {about_task}"),
    ]


def test_files_that_nobody_would_read_are_told(pack: Path) -> None:
    (pack / "rules" / "3-more.yml").write_text("section: I\n")
    (pack / "rule").mkdir()
    (pack / "polic.yaml").write_text("")
    (pack / "README.md").write_text("what this is")
    (pack / "rules" / ".swap.yaml").write_text("")
    assert problems_of(pack) == [
        "polic.yaml: is no part of a pack and would not be read; did you mean 'policy.yaml'?",
        "rule: is no part of a pack and would not be read; did you mean 'rules'?",
        "rules/3-more.yml: is no part of a pack and would not be read; name it .yaml",
    ]


def test_a_folder_that_is_no_pack_is_told(tmp_path: Path, pack: Path) -> None:
    assert problems_of(tmp_path / "nothing") == [".: there is no such pack folder"]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert problems_of(empty) == [
        "policy.yaml: there is no such file",
        "questions: the pack has no questions; write questions/one.yaml",
        "rules: the pack has no rules; write rules/one.yaml",
    ]
    (pack / HEAD).unlink()
    os.mkfifo(pack / HEAD)
    assert problems_of(pack) == ["policy.yaml: is not a regular file; save it as a file first, or pipe it in as -"]


def test_hostile_text_of_a_pack_is_harmless(pack: Path) -> None:
    change(pack, RULES, "title: Thank you", 'title: "\\e]0;owned\\a \\u202eThank"')
    assert load_pack(pack).rule("thanks").title == "␛]0;owned␇ ⟨U+202E⟩Thank"


def test_a_file_full_of_mistakes_is_not_listed_without_end(pack: Path) -> None:
    (pack / RULES).write_text("section: I\nrules:\n" + "  - {idd: x}\n" * 5_000)
    assert len(problems_of(pack)) < 500


@settings(max_examples=60, deadline=None)
@given(randoms())
def test_whatever_is_done_to_a_pack_there_is_a_policy_or_there_are_problems(random: Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pack = Path(shutil.copytree(LENDING, Path(folder) / "lending"))
        for _ in range(random.randint(1, 4)):
            path = pack / random.choice([HEAD, READER, THINGS, GROUND, RULES])
            lines = path.read_text("utf-8").splitlines()
            at = random.randrange(len(lines) or 1)
            words = random.choice(["[]", "{}", "", "  - x", "true", "- {id: a}", "a: b", "  when: {not: {not: []}}"])
            lines[at : at + random.randint(0, 2)] = random.choice([[], [words], lines[:3], [f"  {words}"]])
            path.write_text("\n".join(lines) + "\n", "utf-8")
        policy, problems = read_pack(pack)
        errors = [problem for problem in problems if not problem.warning and problem.kind not in GAPS]
        assert (policy is None) == bool(errors)
        assert all("\n" not in str(problem) for problem in problems)
