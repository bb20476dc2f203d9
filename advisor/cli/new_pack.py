"""`advisor new-pack`: a small sound pack to start from, in a folder that was not there.

It is built beside its place and moved there at once, so that nobody meets half a pack and nothing is written over.
"""

import argparse
import re
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from advisor.cli.exits import Exit
from advisor.cli.output import write
from advisor.policy.installed import folder_name, knowledge_folder
from advisor.policy.pack_names import is_name
from advisor.policy.starter import starter_files
from advisor.source.disk import shown, unusable
from advisor.source.error import Place, fail
from advisor.source.safe_text import quoted

HELP = "Write a small, sound, commented pack to start from. The folder's name becomes the policy's id."
EPILOG = """\
example:
  advisor new-pack board-2026-11-26   a name and the day of the policy make a good id"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command line."""
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="the folder to make")


def run(arguments: argparse.Namespace) -> int:
    """Write the pack, and say what to do next."""
    folder: Path = arguments.folder
    policy_id = folder.absolute().name
    if not is_name(policy_id):
        raise fail(f"{quoted(policy_id)} cannot be a policy's id", _better(policy_id), Place(shown(folder)))
    try:
        _write(folder, policy_id)
    except OSError as error:
        raise unusable(folder, error) from None
    write(_next(folder))
    return Exit.FINE


def _better(name: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60]
    return f"call the folder {plain!r}" if plain else "use small letters, digits, - and _"


def _write(folder: Path, policy_id: str) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise fail("exists already", "name a folder that does not, or an empty one", Place(shown(folder)))
    folder.parent.mkdir(parents=True, exist_ok=True)
    built = Path(tempfile.mkdtemp(prefix=".advisor-", dir=folder.parent))
    try:
        for name, text in starter_files(policy_id, datetime.now(UTC).date().isoformat()).items():
            (built / name).parent.mkdir(exist_ok=True)
            (built / name).write_text(text, "utf-8")
        built.chmod(0o755)
        built.replace(folder)
    except BaseException:
        shutil.rmtree(built, ignore_errors=True)
        raise


def _next(folder: Path) -> str:
    pack = shown(folder_name(folder))
    return f"""\
{pack}: a sound pack of an invented board, to be changed line by line. In this order:

  1. {pack}/policy.yaml   headings and clauses of your page, and what bots do there
  2. {pack}/rules/        a file a heading, a rule a clause, in your own words
  3. {pack}/questions/    what a rule has to know about a bot to tell whether it speaks
  4. {pack}/examples/     plans whose verdict you are sure of

After every change:  advisor lint {pack}
See what is left:    advisor lint --coverage {pack}
Read and try it:     advisor rules --policy {pack}
                     advisor ask --policy {pack}
                     advisor --policy {pack}
Every field:         {shown(Path(knowledge_folder(), "README.md"))}
"""
