"""`advisor lint`: everything that is wrong with a pack, in one run, each with the line to go to."""

import argparse
import json
from pathlib import Path

from advisor.cli.arguments import add_choice
from advisor.cli.exits import Exit, worst
from advisor.cli.output import write
from advisor.policy.installed import find_pack, pack_folders
from advisor.prove.proof import Proof, prove
from advisor.source.disk import shown
from advisor.source.error import Place, Problem, fail
from advisor.source.safe_text import safe_text

HELP = "Look for mistakes in a pack: what cannot be read, and what does not hold of the rules whatever is answered."
EPILOG = """\
exit codes: 0 sound, warnings aside; 1 something does not hold; 2 the pack cannot be read

examples:
  advisor lint                     every pack of this program
  advisor lint knowledge/my-pack   a pack's folder, or a folder of packs"""
FORMATS = ("text", "json")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command line."""
    parser.add_argument("pack", metavar="PACK", nargs="?", help="a pack's folder or id, or a folder of packs")
    add_choice(parser, "--format", FORMATS, "text", "how to say it (default: text)")


def run(arguments: argparse.Namespace) -> int:
    """Prove the packs, print what is wrong, and say whether anything is."""
    proofs = [prove(folder) for folder in _folders(arguments.pack)]
    write(_json(proofs) if arguments.format == "json" else _text(proofs))
    return worst(_exit(proof) for proof in proofs)


def _folders(pack: str | None) -> tuple[Path, ...]:
    if pack is None:
        return tuple(_near(folder) for folder in pack_folders())
    folder = Path(pack)
    if folder.is_file():
        raise fail("is a file", "name the folder of its pack", Place(shown(folder)))
    if folder.exists():
        return pack_folders(folder) or (folder,)
    return (_near(find_pack(pack)),)


def _near(folder: Path) -> Path:
    """The folder as seen from here, if it lies below: shorter to read, and the same on every machine."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def _exit(proof: Proof) -> Exit:
    if proof.unreadable:
        return Exit.UNUSABLE
    return Exit.NOT_YET if proof.unsound else Exit.FINE


def _text(proofs: list[Proof]) -> str:
    lines: list[str] = []
    for proof in proofs:
        lines += [safe_text(str(problem)) for problem in proof.problems]
        lines.append(summary(proof))
    return "\n".join(lines) + "\n"


def summary(proof: Proof) -> str:
    """One line: what the pack holds, and how many problems and warnings it has."""
    errors = len(proof.unreadable) + len(proof.unsound)
    found = f"{_count(errors, 'problem')}, {_count(len(proof.warnings), 'warning')}" if proof.problems else "sound"
    if proof.policy is None:
        return f"{shown(proof.folder)}: cannot be read: {found}"
    holds = (
        _count(len(proof.policy.rules), "rule"),
        _count(len(proof.policy.questions), "question"),
        _count(len(proof.examples), "example"),
    )
    return f"{shown(proof.folder)}: {', '.join(holds)}: {found}"


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


def _json(proofs: list[Proof]) -> str:
    packs = [
        {
            "path": shown(proof.folder),
            "id": proof.policy.id if proof.policy else None,
            "version": proof.policy.version if proof.policy else None,
            "sound": _exit(proof) is Exit.FINE,
            "problems": [_problem(problem) for problem in proof.problems],
        }
        for proof in proofs
    ]
    return json.dumps({"format": 1, "packs": packs}, indent=2, ensure_ascii=False) + "\n"


def _problem(problem: Problem) -> dict[str, object]:
    place = problem.place
    return {
        "path": place.path if place else None,
        "line": place.line if place else 0,
        "column": place.column if place else 0,
        "message": problem.message,
        "hint": problem.hint,
        "warning": problem.warning,
    }
