"""A page is compared by what it says: however it was saved or set, and down to one word that was put in or left out."""

import html
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from advisor.policy.fingerprints import Fingerprints, fingerprints_text, read_fingerprints
from advisor.policy.model import Policy
from advisor.policy.pack import load_pack
from advisor.prove.drift import Drift, Fate, drift
from advisor.prove.page import sentences_of
from advisor.prove.page_file import page_in
from advisor.prove.recording import MARK, listed_passages, marked_passages, record
from advisor.source.error import AdvisorError
from tests.prove.test_prove import LENDING

PAGES = Path(__file__).parent / "pages"
PAGE = (PAGES / "hall.html").read_text("utf-8")
MARKED = (PAGES / "hall.marked.txt").read_text("utf-8")
REAL = Path(__file__).parents[2] / "knowledge" / "twitter-automation-2017-11-03"
CLAUSES = Path(__file__).parents[3] / "shared" / "policy" / f"{REAL.name}.yaml"


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_pack(LENDING)


@pytest.fixture(scope="module")
def recorded(policy: Policy) -> Fingerprints:
    return record(policy, marked_passages(MARKED, "marked.txt"), page_in(PAGE.encode(), "page.html"))


def compared(policy: Policy, recorded: Fingerprints, text: str) -> Drift:
    return drift(policy.id, recorded, page_in(text.encode("utf-8", "surrogateescape"), "page"))


def changed(found: Drift) -> dict[str, tuple[str, list[str]]]:
    return {
        one.clause: (one.fate.value, [passage.text for passage in one.now])
        for one in found.clauses
        if one.fate is not Fate.UNCHANGED
    }


def as_text(page: str) -> str:
    """The page as a browser saves it as text: a line a block, nothing between."""
    body = re.sub(r"(?s)<(head|nav|footer)>.*?</\1>", "", page)
    text = html.unescape(re.sub(r"<(?!/?em)[^>]*>", "\n", body).replace("<em>", "").replace("</em>", ""))
    return re.sub(r"\n\s*", "\n", text)


@pytest.mark.parametrize(
    "copy",
    [
        PAGE,
        as_text(PAGE),
        MARK.sub("", MARKED),
        PAGE.upper().replace("&NBSP;", " ").replace("&RSQUO;", "'").replace("&MDASH;", "-"),
        PAGE.replace("\n", "\r\n"),
        re.sub(r"\s+", " ", PAGE),
        PAGE.replace("&rsquo;", "'").replace("&mdash;", "--").replace("home, provided", "home – provided"),
        PAGE.replace("book with ink", "<b>book</b>\n with <i>in</i>k").replace("renewal", "re&shy;new\u200bal"),
        PAGE.replace("<li>Catalogue</li>", "<li>Catalogue</li><li>Shop</li>").replace("Share this page", "Like it?"),
        PAGE.replace("<main>", "<div>").replace("</main>", "</div>"),
        PAGE.replace("</nav>", ""),
        PAGE.replace("<footer>", "<script>if (1 < 2) alert('<p>new</p>')</script><!-- <p>old</p> --><footer>"),
    ],
    ids=["itself", "text", "marked", "capitals", "crlf", "line", "quotes", "marks", "menu", "no-main", "open", "code"],
)
def test_a_page_that_says_the_same_has_not_changed(policy: Policy, recorded: Fingerprints, copy: str) -> None:
    found = compared(policy, recorded, copy)
    assert changed(found) == {}
    assert found.new == ()
    assert not found.any


DAYS = "They come back after two weeks at&#32;most."


@pytest.mark.parametrize(
    ("old", "new", "clauses", "fresh"),
    [
        ("two weeks", "three weeks", {"II.A.days": ("changed", ["They come back after three weeks at most."])}, []),
        (
            "must not write",
            "must write",
            {"I.A.marks": ("changed", ["You must write into a book with ink."])},
            [],
        ),
        (
            "Be kind",
            "Always be kind",
            {"I.kindness": ("changed", ["Always be kind to the people at the desk."])},
            [],
        ),
        (" There are no exceptions.", "", {"II.A.reference": ("changed", [])}, []),
        (
            "There are no exceptions.",
            "There are two exceptions.",
            {"II.A.reference": ("changed", ["There are two exceptions."])},
            [],
        ),
        (f"    <p>{DAYS}</p>\n", "", {"II.A.days": ("gone", [])}, []),
        ("<h2>Last words</h2>", "<h2>Last words</h2><p>Dogs wait outside.</p>", {}, ["Dogs wait outside."]),
        (
            "a coin a day",
            "100% a day",
            {"II.C.late": ("changed", ["A thing that comes back late costs 100% a day."])},
            [],
        ),
    ],
)
def test_what_changed_is_told_with_what_stands_there_now(
    policy: Policy,
    recorded: Fingerprints,
    old: str,
    new: str,
    clauses: dict[str, tuple[str, list[str]]],
    *,
    fresh: list[str],
) -> None:
    assert PAGE.count(old) == 1
    found = compared(policy, recorded, PAGE.replace(old, new))
    assert changed(found) == clauses
    assert [passage.text for passage in found.new] == fresh
    assert found.any


def test_a_sentence_that_moved_has_not_changed(policy: Policy, recorded: Fingerprints) -> None:
    moved = PAGE.replace(f"<p>{DAYS}</p>", "").replace("<h2>Last words</h2>", f"<p>{DAYS}</p><h2>Last words</h2>")
    assert not compared(policy, recorded, moved).any


def test_a_short_word_of_the_rest_hides_nothing(policy: Policy) -> None:
    page = PAGE.replace("<h3>A. Care</h3>", "<h3>Not</h3>")
    recorded = record(policy, marked_passages(MARKED, "m"), page_in(page.encode(), "page.html"))
    found = compared(policy, recorded, page.replace("Nothing is renewed a third", "Nothing is not renewed a third"))
    assert changed(found) == {"II.B.again": ("changed", ["Nothing is not renewed a third time."])}


def test_what_is_new_is_located(policy: Policy, recorded: Fingerprints) -> None:
    page = PAGE.replace("<h2>Last words</h2>", "<h2>Last words</h2>\n    <p>Thank you.\n  Dogs\nwait outside.</p>")
    first, second = compared(policy, recorded, page).new
    lines = page.splitlines()
    assert first.line == 1 + next(number for number, line in enumerate(lines) if "Thank you." in line)
    assert lines[first.line - 1][first.column - 1 :].startswith("Thank you.")
    assert (second.text, second.line) == ("Dogs wait outside.", first.line + 1)
    assert lines[second.line - 1][second.column - 1 :].startswith("Dogs")


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whichever_word_of_a_clause_is_replaced_that_clause_alone_is_told(
    policy: Policy, recorded: Fingerprints, data: st.DataObject
) -> None:
    passages = marked_passages(MARKED, "marked.txt")
    clause, text = data.draw(st.sampled_from([(passage.clause, passage.text) for passage in passages]))
    words = [word for word in text.split() if word not in ("*", "-", "1.", "2.", "3.")]
    position = data.draw(st.integers(0, len(words) - 1))
    altered = " ".join([*words[:position], "zebra", *words[position + 1 :]])
    copy = MARK.sub("", MARKED.replace(text, f"\n{altered}\n\n"))
    found = compared(policy, recorded, copy)
    assert set(changed(found)) == {clause}
    assert any("zebra" in passage.text for one in found.clauses for passage in one.now)


def test_the_file_holds_no_word_of_the_page_and_reads_back(
    policy: Policy, recorded: Fingerprints, tmp_path: Path
) -> None:
    text = fingerprints_text(recorded)
    (tmp_path / "fingerprints.yaml").write_text(text, "utf-8")
    assert read_fingerprints(tmp_path) == recorded
    entries = text.split("fingerprints: 1", 1)[1]
    clauses = [clause for section in policy.sections for clause in section.clauses]
    for clause in clauses:
        entries = entries.replace(f"{clause}:", "")
    assert re.fullmatch(r"(?:clauses:|elsewhere:|\d+-[0-9a-f]{12}|[\s\[\],-])*", entries)
    assert record(policy, marked_passages(MARKED, "m"), page_in(PAGE.encode(), "p")) == recorded


def test_a_mark_that_does_not_fit_is_told_with_its_line(policy: Policy) -> None:
    marked = MARKED.replace("[[I.card]]", "[[I.crad]]").replace(
        "[[end.thanks]]\nWe thank", "[[end.thanks]]\n[[]]\nWe thank"
    )
    with pytest.raises(AdvisorError) as raised:
        record(policy, marked_passages(marked, "marked.txt"), None)
    assert [str(problem).split(";")[0] for problem in raised.value.problems] == [
        "marked.txt:5:1: there is no clause 'I.crad'",
        f"marked.txt:{marked[: marked.index('[[end.thanks]]')].count(chr(10)) + 1}:1: the clause 'end.thanks' has no text",
        "marked.txt: the clause 'I.card' is not marked",
    ]


def test_a_passage_that_is_not_on_the_page_is_told(policy: Policy) -> None:
    with pytest.raises(AdvisorError) as raised:
        record(policy, marked_passages(MARKED, "m.txt"), page_in(PAGE.replace("a coin", "two").encode(), "p.html"))
    (problem,) = raised.value.problems
    assert problem.message.startswith("a sentence of 'II.C.late' is not on the page: 'a thing that comes back")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "holds no text"),
        (b"<html><body><script>x</script></body></html>", "holds no text"),
        (b"%PDF-1.7 \xe2\xe3", "is not text"),
        (b"a " * 61_000, "has more than 60,000 words"),
        (b"<p>" + b"<!-- " * 60_000, "holds no text"),
        (b"<p>" + b"<a " * 60_000, "holds no text"),
        (b"<p>" + b"<p a='" * 100_001 + b"'>", "1:4: is the tag with which the page has more than 50,000 attributes"),
        (b"<p>x" + b"<p a b c d e>" * 10_001, "has more than 50,000 attributes"),
        (b"GIF89a\0\0", "is not text"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related;", "is a web archive"),
    ],
)
def test_what_is_no_page_is_refused(data: bytes, what: str) -> None:
    with pytest.raises(AdvisorError, match=what):
        page_in(data, "page")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("<p>a<nav>b<nav>c</nav>d", "a d"),
        ("<p>a<nav>b<aside>c</aside>d</nav>e", "a e"),
        ("<p>a<nav>b<aside>c</nav>d</aside>e", "a d e"),
        ("<p>a<nav>b</footer>c", "a"),
        ("<p>a<nav>b<main>c", "a c"),
    ],
)
def test_what_surrounds_a_page_ends_with_the_outermost_of_its_kind(text: str, read: str) -> None:
    assert page_in(text.encode(), "page").text == read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_a_page_is_read_in_the_encoding_it_was_saved_in(encoding: str) -> None:
    text = (
        '<meta charset="latin-1"><p>Für Gäste: 20 Bücher.</p>'
        if encoding == "latin-1"
        else "<p>Für Gäste: 20 Bücher.</p>"
    )
    assert page_in(text.encode(encoding), "page").text == "für gäste 20 bücher"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["{}", "<p>{}</p>", "<nav>{}", "<body><{}", "<p>&{};"]))
def test_any_text_is_a_page_or_a_one_line_refusal(text: str, form: str) -> None:
    try:
        page = page_in(form.format(text.replace("\0", "")).encode("utf-8", "surrogatepass"), "page")
    except AdvisorError:
        return
    assert page.words
    assert all(sentence for sentence in page.sentences)


def test_sentences_end_where_a_reader_would_say() -> None:
    assert sentences_of("Ask first, e.g. by mail. It's “fine”? (Yes!) 2 days.") == [
        "ask first e g by mail",
        "its fine",
        "yes",
        "2 days",
    ]


@pytest.mark.skipif(not CLAUSES.exists(), reason="the clause texts are not kept in this repository")
def test_the_first_policys_fingerprints_are_those_of_its_clause_texts() -> None:
    policy = load_pack(REAL)
    passages = listed_passages(CLAUSES.read_bytes(), "clauses.yaml")
    recorded = record(policy, passages, None)
    assert read_fingerprints(REAL) == recorded
    page = "".join(f"<p>{html.escape(passage.text)}</p>\n" for passage in passages)
    assert not compared(policy, recorded, page).any
    assert not compared(policy, recorded, "\n\n".join(passage.text for passage in passages)).any
    last = passages[-1]
    altered = compared(policy, recorded, page.replace(html.escape(last.text), "Something else."))
    assert set(changed(altered)) == {last.clause}


def test_fingerprints_change_neither_the_policy_nor_its_hash(tmp_path: Path) -> None:
    pack = shutil.copytree(LENDING, tmp_path / "lending")
    before = load_pack(pack)
    recorded = record(before, marked_passages(MARKED, "m"), None)
    (pack / "fingerprints.yaml").write_text(fingerprints_text(recorded), "utf-8")
    (pack / "searches.yaml").write_text("searches: [how long may I keep it]\n", "utf-8")
    assert load_pack(pack) == before
