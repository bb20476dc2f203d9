"""Writing a checklist over one that people worked in, without losing their ticks or their lines.

A person's lines are put back behind the generated line they stood behind. When that line is gone, what was nested under
it is kept at the end together with it, rather than slipped under a neighbour it does not speak of.
"""

from collections.abc import Iterator, Mapping

from advisor.report.sheet import SEAL, Entry, Item, read_entries
from advisor.values import dataclass, replace

KEPT = "## Kept from an earlier checklist"
TOP = "top"


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A generated line, as it was."""

    identity: str
    line: str = ""


@dataclass(slots=True)
class _Run:
    """Lines a person wrote in one place, and the generated lines before them, nearest last."""

    after: tuple[_Anchor, ...]
    blank_before: bool
    lines: list[str]
    blank_after: bool = False


def merge(new: str, existing: str) -> str:
    """The new checklist with the ticks and lines that people put into the existing one.

    Merging twice gives what merging once gives. Raises AdvisorError if `existing` is no checklist of this program.
    """
    fresh, old = read_entries(new), read_entries(existing.replace("\r\n", "\n"))
    items = {item.key: item for entry in fresh if (item := Item.read(entry.line))}
    separated = list(_edits_apart(old, items))
    placed, orphans = _placed(separated, {TOP, *(entry.identity for entry in fresh)})
    merged = "\n".join(_written(fresh, placed, orphans, _ticked(old))) + "\n"
    return merged.replace("\n", "\r\n") if "\r\n" in existing else merged


def ticks_kept(new: str, existing: str) -> tuple[str, ...]:
    """The keys (`part/rule`) ticked in the existing file and not in the new text, in the new text's order."""
    ticked = _ticked(read_entries(existing.replace("\r\n", "\n")))
    items = [Item.read(entry.line) for entry in read_entries(new)]
    return tuple(item.key for item in items if item and item.box is False and item.key in ticked)


def _ticked(entries: list[Entry]) -> set[str]:
    items = [Item.read(entry.line) for entry in entries]
    return {item.key for item in items if item and item.box}


def _edits_apart(old: list[Entry], items: Mapping[str, Item]) -> Iterator[Entry]:
    """The entries, with each item that was edited by hand taken apart: the item, and the edit nested under it."""
    for entry in old:
        edited = None if entry.identity else Item.read(entry.line)
        if edited is None:
            yield entry
        elif edited.key not in items:
            yield Entry(f"- {edited.text} {edited.after}".rstrip(), entry.gap)
        else:
            yield replace(entry, identity=f"{edited.key} 1")
            added = edited.after if edited.text == items[edited.key].text else f"{edited.text} {edited.after}".rstrip()
            if added:
                yield Entry(f"  - {added}", 0)


def _runs(old: list[Entry]) -> Iterator[_Run]:
    before = [_Anchor(TOP)]
    run: _Run | None = None
    for entry in old:
        if entry.identity:
            if run:
                run.blank_after = entry.gap > 0
                yield run
            run = None
            before.append(_Anchor(entry.identity, entry.line))
        elif run:
            run.lines += [*[""] * entry.gap, entry.line]
        else:
            run = _Run(tuple(before), entry.gap > 0, [entry.line])
    if run:
        yield run


def _placed(old: list[Entry], there: set[str]) -> tuple[dict[str, list[_Run]], list[str]]:
    """What people wrote, by the line it now stands behind, and the lines that have lost their place."""
    placed: dict[str, list[_Run]] = {}
    orphans: list[str] = []
    for run in _runs(old):
        nearest = run.after[-1]
        if nearest.identity not in there and run.lines[0].startswith((" ", "\t")):
            gone = Item.read(nearest.line)
            orphans += [f"- {gone.text}" if gone else nearest.line, *run.lines]
        else:
            anchor = next(anchor.identity for anchor in reversed(run.after) if anchor.identity in there)
            placed.setdefault(anchor, []).append(run)
    return placed, orphans


def _written(fresh: list[Entry], placed: Mapping[str, list[_Run]], orphans: list[str], ticked: set[str]) -> list[str]:
    written: list[str] = []
    _put(written, placed.get(TOP, []))
    for entry in fresh:
        if entry.identity == SEAL and orphans:
            heading = [] if any(KEPT in run.lines for runs in placed.values() for run in runs) else ["", KEPT, ""]
            written += [*heading, *orphans]
        blank = [""] if entry.gap and written and written[-1] else []
        written += [*blank, _with_tick(entry.line, ticked)]
        _put(written, placed.get(entry.identity, []))
    return written


def _put(written: list[str], runs: list[_Run]) -> None:
    """Write the runs, with the blank lines around them that they had."""
    for run in runs:
        if run.blank_before and written and written[-1]:
            written.append("")
        written += run.lines
        if run.blank_after:
            written.append("")


def _with_tick(line: str, ticked: set[str]) -> str:
    item = Item.read(line)
    return f"- [x] {line.removeprefix('- [ ] ')}" if item and item.box is False and item.key in ticked else line
