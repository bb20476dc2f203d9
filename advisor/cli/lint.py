"""`advisor lint`: everything that is wrong with a pack, in one run, each with the line to go to."""

import argparse
from pathlib import Path

from advisor.cli import lint_text
from advisor.cli.arguments import add_choice
from advisor.cli.exits import Exit, worst
from advisor.cli.output import say, write
from advisor.policy.installed import named_folder, pack_folders
from advisor.prove.coverage import Coverage, coverage
from advisor.prove.proof import Proof, prove
from advisor.source.disk import shown
from advisor.source.error import Place, fail

HELP = "Look for mistakes in a pack: what cannot be read, and what does not hold of the rules whatever is answered."
EPILOG = """\
exit codes: 0 sound, warnings aside; 1 something does not hold; 2 the pack cannot be read

examples:
  advisor lint                     every pack of this program
  advisor lint knowledge/my-pack   a pack's folder, or a folder of packs
  advisor lint --coverage          which rules stand behind each clause; 1 if a clause has none"""
FORMATS = {
    "text": lint_text.text,
    "json": lint_text.as_json,
    "github": lint_text.as_github,
    "sarif": lint_text.as_sarif,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command line."""
    parser.add_argument("pack", metavar="PACK", nargs="?", help="a pack's folder or id, or a folder of packs")
    add_choice(parser, "--format", tuple(FORMATS), "text", "how to say it (default: text)")
    parser.add_argument("--strict", action="store_true", help="let warnings count as problems for the exit code")
    parser.add_argument("--coverage", action="store_true", help="show the rules behind each clause of the page")


def run(arguments: argparse.Namespace) -> int:
    """Prove the packs, print what is wrong, and say whether anything is."""
    if arguments.coverage and arguments.format not in ("text", "json"):
        raise fail(f"advisor lint: --coverage has no format {arguments.format!r}", "use text or json")
    proofs = [prove(folder) for folder in _folders(arguments.pack)]
    if arguments.coverage:
        return _show_coverage(proofs, as_json=arguments.format == "json")
    write(FORMATS[arguments.format](proofs), arguments.format)
    return worst(_exit(proof, strict=arguments.strict) for proof in proofs)


def _show_coverage(proofs: list[Proof], *, as_json: bool) -> int:
    found: list[tuple[Proof, Coverage]] = []
    for proof in proofs:
        if proof.policy is None:
            for problem in proof.problems:
                say(str(problem))
        else:
            found.append((proof, coverage(proof.policy)))
    if as_json:
        write(lint_text.coverage_json(found), "json")
    else:
        write("\n".join(lint_text.coverage_text(*one) for one in found))
    gap = Exit.NOT_YET if any(covered.gaps for _, covered in found) else Exit.FINE
    return Exit.UNUSABLE if len(found) < len(proofs) else gap


def _folders(pack: str | None) -> tuple[Path, ...]:
    if pack is None:
        return tuple(map(_near, pack_folders()))
    folder = named_folder(pack)
    if Path(folder).is_file():
        raise fail("is a file", "name the folder of its pack", Place(shown(folder)))
    return tuple(map(_near, pack_folders(folder) or (folder,)))


def _near(name: str) -> Path:
    """The folder as seen from here, if it lies below: shorter to read, and the same on every machine."""
    here, folder = Path.cwd(), Path(name)
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def _exit(proof: Proof, *, strict: bool) -> Exit:
    if proof.unreadable:
        return Exit.UNUSABLE
    return Exit.NOT_YET if proof.unsound or (strict and proof.warnings) else Exit.FINE
