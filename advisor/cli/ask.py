"""`advisor ask`: the interview in plain numbered prompts, and the plan saved at its end.

It is the app's equal for screen readers, dumb terminals and scripts. It exits 0 once the plan is saved, whatever the
verdict: `check` is what judges.
"""

import argparse
import shlex
from pathlib import Path

from advisor.cli.answers import add_answers, with_settings
from advisor.cli.arguments import add_policy
from advisor.cli.dialogue import Ended, ask, tell
from advisor.cli.exits import Exit
from advisor.cli.home import Home
from advisor.cli.interview import Interview, Left
from advisor.cli.output import suit_terminal
from advisor.cli.plans import Shelf, news
from advisor.plan.file import STDIN
from advisor.plan.reading import UNNAMED
from advisor.plan.session import Session
from advisor.report.wording import pack_words
from advisor.source.error import AdvisorError, ConflictError, fail
from advisor.source.safe_text import one_line

HELP = "Ask the questions one by one, in plain lines; go on where a plan left off."
SUGGESTED = "bot-plan.yaml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command line."""
    parser.add_argument("plan", nargs="?", metavar="PLAN", help="the plan file: read if there is one, and saved to")
    add_answers(parser)
    add_policy(parser)


def run(arguments: argparse.Namespace) -> int:
    """Ask, and save."""
    if arguments.plan == STDIN:
        raise fail("advisor ask: the plan cannot come from standard input", "the answers come from there; name a file")
    suit_terminal()
    home = Home(Path(arguments.plan) if arguments.plan else None)
    shelf = Shelf(arguments.policy)
    opened = home.open(shelf)
    session, policy = opened.session, opened.session.policy
    under = f"{session.plan.name}, under {policy.title}, {policy.date}."
    tell(under, f"Pack: {pack_words(policy)}", *news(opened, home.name))
    try:
        session = _recovered(session, home, shelf)
        interview = Interview(with_settings(session, arguments.settings), home.keep)
    except Ended:
        return Exit.FINE
    try:
        interview.run()
    except Left:
        tell("", "Stopped here.")
    except Ended:
        tell("", "The input ended here.")
    return _save(interview.session, home, arguments.policy)


def _recovered(session: Session, home: Home, shelf: Shelf) -> Session:
    """The session, with the answers of a run that ended badly if the person wants them."""
    leftover, plan, news = home.leftover(shelf, session)
    tell(*news)
    if leftover is None or plan is None:
        return session
    word = ask("There are answers that were never saved. Take them up? y yes, n no (they are dropped then):").casefold()
    if word in ("y", "yes"):
        session = session.replaced(plan)
        home.keep(session)
    elif word not in ("n", "no"):
        tell("They are kept for the next time.")
        return session
    leftover.remove()
    return session


def _save(session: Session, home: Home, policy: str | None) -> int:
    """Save where the plan belongs; ask for a name and a file where there is none."""
    if not session.past or not session.unsaved:
        tell("Nothing changed, and nothing was saved.")
        home.forget()
        return Exit.FINE
    session = _named(session, home)
    path, refused = home.path or _asked_path(), None
    while path is not None:
        try:
            home.save(path, session)
        except AdvisorError as error:
            refused = error
            tell(str(error))
            path = _settled(path, session, home) if isinstance(error, ConflictError) else _asked_path()
        else:
            under = f" --policy {shlex.quote(policy)}" if policy else ""
            tell(f"Saved as {home.name}. Next: advisor check {home.name}{under}")
            return Exit.FINE
    if refused:
        raise refused
    tell("Nothing was saved.")
    return Exit.FINE


def _settled(path: Path, session: Session, home: Home) -> Path | None:
    """Where to save instead of over a file that is not as it was; there all the same, once the person says so."""
    prompt = "d shows the difference, o writes over it and keeps a copy.\nSave to which file?"
    while (word := _asked_path(prompt)) in (Path("d"), Path("o")):
        try:
            if word == Path("o"):
                kept = home.save_over(path, session)
                tell(f"What it held is in {kept}." if kept else "It was written anew.")
                return path
            tell("- is in the file, + would be written:", *(str(line) for line in home.difference(path, session)))
        except AdvisorError as error:
            tell(str(error))
    return word


def _named(session: Session, home: Home) -> Session:
    if home.previous is not None or session.plan.name != UNNAMED:
        return session
    try:
        return session.rename(one_line(ask(f"What is the bot called? Enter leaves it “{UNNAMED}”:")) or UNNAMED)
    except Ended:
        return session


def _asked_path(prompt: str = "Save to which file?") -> Path | None:
    try:
        word = ask(f"{prompt} Enter for {SUGGESTED}, - for none:")
    except Ended:
        return None
    return None if word == STDIN else Path(word or SUGGESTED)
