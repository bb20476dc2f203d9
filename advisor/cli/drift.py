"""`advisor drift`: what became of each clause on a copy of the page that was saved later.

Nothing is fetched: the author saves the page, and compares it with the fingerprints that the pack keeps.
"""

import argparse
import json
from pathlib import Path

from advisor.cli.arguments import add_choice
from advisor.cli.exits import Exit
from advisor.cli.output import write
from advisor.policy.fingerprints import FILE, Change, Fingerprints, change, fingerprints_text, read_fingerprints
from advisor.policy.installed import named_folder
from advisor.policy.model import Policy
from advisor.policy.pack import inspect_pack
from advisor.policy.pack_files import HEAD
from advisor.prove.drift import ClauseDrift, Drift, Fate, Passage, drift
from advisor.prove.page import page_of, text_blocks
from advisor.prove.page_file import MOST_BYTES, decoded, read_page
from advisor.prove.recording import MARK, listed_passages, marked_passages, record
from advisor.source.disk import read_bytes, shown
from advisor.source.error import AdvisorError, Place, Problem, fail
from advisor.source.replace import overwrite_bytes
from advisor.source.safe_text import quoted, safe_text

HELP = "Compare a saved copy of a policy's page (HTML or text) with the fingerprints that its pack keeps."
EPILOG = """\
exit codes: 0 nothing changed; 1 a clause changed, is gone or was never recorded, or something is new; 2 something cannot be read

To make the fingerprints:
  advisor drift PACK page.html --text > marked.txt   the page as text; put a line [[clause-id]] before each passage,
                                                     and [[]] where the page goes on with something else
  advisor drift PACK marked.txt --record             writes the pack's fingerprints.yaml: hashes, no sentence
A YAML file of `clauses`, each with `id` and `text`, serves instead of a marked copy; --page gives the page itself then."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command line."""
    parser.add_argument("pack", metavar="PACK", help="a pack's folder or id")
    parser.add_argument("page", metavar="PAGE", type=Path, help="a saved copy of the page")
    parser.add_argument("--record", action="store_true", help="make the fingerprints from a marked copy")
    parser.add_argument(
        "--page", dest="whole", type=Path, metavar="FILE", help="with --record: the page as it is saved"
    )
    parser.add_argument("--replace", action="store_true", help="with --record: even if that loses something")
    parser.add_argument("--text", action="store_true", help="print the page as it is read, to be marked")
    add_choice(parser, "--format", ("text", "json"), "text", "how to say it (default: text)")


def run(arguments: argparse.Namespace) -> int:
    """Compare, record, or print the page."""
    if arguments.text:
        write("".join(f"{safe_text(sentence)}\n\n" for sentence in read_page(arguments.page).sentences))
        return Exit.FINE
    folder = Path(named_folder(arguments.pack))
    policy, places = _policy(folder)
    if arguments.record:
        return _record(folder, policy, arguments)
    if arguments.whole is not None:
        raise fail("advisor drift: --page goes with --record", "name the page alone to compare it")
    if arguments.replace:
        raise fail("advisor drift: --replace goes with --record", "leave it out to compare the page")
    page = read_page(arguments.page)
    recorded = read_fingerprints(folder)
    found = drift(policy.id, recorded, page)
    if not found.familiar:
        hint = "save the page of this policy, as HTML or as text"
        raise fail(f"holds no sentence of {quoted(policy.id)}", hint, Place(shown(arguments.page)))
    unrecorded = [clause for part in policy.sections for clause in part.clauses if clause not in recorded.clauses]
    if arguments.format == "json":
        write(_json(found, unrecorded, arguments.page), "json")
    else:
        told = [Problem(places.get(clause, Place(HEAD)), *_unrecorded(clause)) for clause in unrecorded]
        write("".join(f"{safe_text(str(one))}\n" for one in told) + _text(found, policy, places, arguments.page))
    return Exit.NOT_YET if found.any or unrecorded else Exit.FINE


def _unrecorded(clause: str) -> tuple[str, str]:
    return f"the fingerprints do not know the clause {quoted(clause)}", "make them anew with --record"


def _policy(folder: Path) -> tuple[Policy, dict[str, Place]]:
    """The policy, and the places of its clauses; gaps in its coverage do not matter here."""
    inspection = inspect_pack(folder)
    if inspection.policy is None:
        raise AdvisorError(*(problem for problem in inspection.problems if not problem.warning))
    return inspection.policy, {id_: place for (kind, id_), place in inspection.places.items() if kind == "clause"}


def _record(folder: Path, policy: Policy, arguments: argparse.Namespace) -> int:
    marked: Path = arguments.page
    data = read_bytes(marked, MOST_BYTES)
    page = None if arguments.whole is None else read_page(arguments.whole)
    if marked.suffix in (".yaml", ".yml"):
        passages = listed_passages(data, shown(marked))
    else:
        text = decoded(data, shown(marked))
        passages = list(marked_passages(text, shown(marked)))
        page = page or page_of(text_blocks(MARK.sub("\n", text)))
    found = record(policy, passages, page)
    if (folder / FILE).is_symlink():
        raise fail("is a link, and links are not followed here", "remove it", Place(shown(folder / FILE)))
    before = _recorded_before(folder, found, replace=arguments.replace)
    overwrite_bytes(folder / FILE, fingerprints_text(found).encode())
    sentences = sum(map(len, found.clauses.values()))
    write(
        f"{shown(folder / FILE)}: {len(found.clauses)} clauses in {sentences} sentences, "
        f"{len(found.elsewhere)} passages elsewhere on the page\n"
        + (f"since it was last recorded: {_since(change(before, found))}\n" if before else "")
    )
    return Exit.FINE


def _recorded_before(folder: Path, now: Fingerprints, *, replace: bool) -> Fingerprints | None:
    """What was recorded before, if that can be read. Raises AdvisorError where recording again loses more than that.

    An author's remarks between the fingerprints cannot be kept, for the whole file is made anew, nor can what was
    known of the rest of the page, where this time only the clauses were given.
    """
    path = folder / FILE
    if not path.exists():
        return None
    place, hint = Place(shown(path)), "move it away, or say --replace"
    try:
        before = read_fingerprints(folder)
    except AdvisorError:
        if replace:
            return None
        raise fail("cannot be read, and recording would write over it", hint, place) from None
    if replace:
        return before
    if path.read_text("utf-8").splitlines() != fingerprints_text(before).splitlines():
        raise fail("was changed by hand, which recording would undo", hint, place)
    if before.elsewhere and not now.elsewhere:
        lost = f"knows {len(before.elsewhere)} passages elsewhere on the page, and recording the clauses alone would lose them"
        raise fail(lost, "give the page with --page, or say --replace", place)
    return before


def _since(found: Change) -> str:
    named = (("new", found.new), ("changed", found.changed), ("gone", found.gone))
    told = [f"{what} {', '.join(clauses)}" for what, clauses in named if clauses]
    if found.new_elsewhere or found.gone_elsewhere:
        told.append(f"elsewhere {found.new_elsewhere} passages new, {found.gone_elsewhere} gone")
    return "; ".join(told) or "nothing changed"


def _text(found: Drift, policy: Policy, places: dict[str, Place], path: Path) -> str:
    lines = [line for clause in found.clauses for line in _clause(clause, policy, places, path)]
    lines += [str(Problem(_place(path, one), f"new on the page: {quoted(one.text, 300)}")) for one in found.new]
    counts = ", ".join(f"{found.count(fate)} {fate.value}" for fate in Fate)
    lines.append(f"{shown(path)}: {len(found.clauses)} clauses: {counts}; {_passages(len(found.new))} new on the page")
    return "".join(f"{safe_text(line)}\n" for line in lines)


def _passages(number: int) -> str:
    return "1 passage" if number == 1 else f"{number} passages"


def _clause(one: ClauseDrift, policy: Policy, places: dict[str, Place], path: Path) -> list[str]:
    if one.fate is Fate.UNCHANGED:
        return []
    citing = [rule.id for rule in policy.rules if one.clause in rule.cites]
    citing += [f"the consequence {name}" for name, what in policy.consequences.items() if one.clause in what.cites]
    hint = f"read again: {', '.join(citing)}" if citing else "no rule cites it"
    what = "has changed" if one.fate is Fate.CHANGED else "is gone from the page"
    told = [str(Problem(places.get(one.clause, Place(HEAD)), f"the clause {quoted(one.clause)} {what}", hint))]
    told += [str(Problem(_place(path, now), f"{one.clause} now: {quoted(now.text, 300)}")) for now in one.now]
    return told


def _place(path: Path, passage: Passage) -> Place:
    return Place(shown(path), passage.line, passage.column)


def _json(found: Drift, unrecorded: list[str], path: Path) -> str:
    def said(passage: Passage) -> dict[str, object]:
        return {"text": passage.text, "line": passage.line, "column": passage.column}

    data = {
        "format": 1,
        "page": shown(path),
        "clauses": {
            one.clause: {"fate": one.fate.value, "now": [said(passage) for passage in one.now]} for one in found.clauses
        },
        "unrecorded": unrecorded,
        "new": [said(passage) for passage in found.new],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
