"""`advisor check` for formats in which all plans make one document, which points at lines of the repository."""

import argparse
from collections.abc import Iterable, Iterator

from advisor.cli.answers import with_settings
from advisor.cli.entries import Entry, LineEntry
from advisor.cli.exits import Exit, FailOn, exit_of
from advisor.cli.output import say, write
from advisor.cli.plans import Shelf, judged, news
from advisor.cli.repository import from_repository
from advisor.plan.file import STDIN, PlanSource
from advisor.plan.places import Places, places_in
from advisor.report.gathered import Checked, render_gathered
from advisor.source.error import AdvisorError, Place
from advisor.source.tree import Scalar
from advisor.values import replace


def gather(arguments: argparse.Namespace, entries: Iterable[Entry | LineEntry]) -> Iterator[Exit]:
    """The exit code of each plan; the document is written when all are judged."""
    shelf = Shelf(arguments.policy)
    found: list[Checked] = []
    for entry in entries:
        path = None if entry.path in (None, STDIN) else entry.path
        try:
            opened = entry.open(shelf)
            for line in news(opened, str(entry)):
                say(line)
            session = with_settings(opened.session, arguments.settings)
            came_of = judged(session, entry.path, entry.line, opened.upgrade, remedied=not arguments.no_remedies)
        except AdvisorError as error:
            for problem in error.problems:
                say(str(problem))
            problems = tuple(replace(problem, place=_in_file(problem.place)) for problem in error.problems)
            found.append(Checked(path, problems=problems))
            yield Exit.UNUSABLE
            continue
        places = _places(opened.source) if path is not None and opened.source else {}
        found.append(Checked(path, came_of, places))
        yield exit_of(session.assessment.outcome, FailOn(arguments.fail_on))
    write(render_gathered(found, arguments.format, everything=arguments.all), arguments.format)


def _places(source: PlanSource) -> Places:
    top = from_repository(Place(source.path))
    path = top.path if top else source.path

    def place(key: Scalar) -> Place:
        return Place(path, key.line, key.column)

    return places_in(source.tree, place)


def _in_file(place: Place | None) -> Place | None:
    """The place as the repository knows it; None for what stands on a command line or came through a pipe."""
    if place is None or place.path == STDIN or place.path.startswith("--"):
        return None
    return from_repository(place)
