"""The files of a pack: which there are, and what identifies them all."""

from pathlib import Path

from advisor.source.digest import sha256
from advisor.source.disk import read_bytes, shown, unusable
from advisor.source.error import AdvisorError, Place, Problem, fail
from advisor.source.near import did_you_mean
from advisor.source.tree import PACK_FILE_BYTES

HEAD = "policy.yaml"
FOLDERS = ("questions", "rules", "examples")
WITHIN = ("examples/boundary",)
"""Folders inside those, for examples that are run and not offered."""
BESIDE = ("searches.yaml", "fingerprints.yaml")
"""Files for the pack's author: they shape no verdict, so the pack's hash leaves them out."""


def pack_files(folder: Path) -> tuple[dict[str, list[Path]], list[Problem]]:
    """The files of a pack: policy.yaml under "", and those of each folder in the order of their names.

    What an author seems to have meant as a part of the pack, and nobody reads, is a problem.
    """
    if not folder.is_dir():
        raise fail("there is no such pack folder", "", Place(shown(folder)))
    files: dict[str, list[Path]] = {"": [folder / HEAD]}
    strays: list[Problem] = []
    try:
        entries = sorted(folder.iterdir())
        for name in (*FOLDERS, *WITHIN):
            inside = sorted((folder / name).iterdir()) if folder / name in entries else []
            files[name] = [path for path in inside if path.suffix == ".yaml" and not path.name.startswith(".")]
            entries += [path for path in inside if path not in files[name]]
    except OSError as error:
        raise unusable(folder, error) from None
    for path in entries:
        if path.name not in (HEAD, *FOLDERS, *BESIDE) and _looks_meant(path, folder):
            known = FOLDERS if path.is_dir() else (HEAD, *BESIDE)
            hint = "name it .yaml" if path.suffix in (".yml", ".YAML", ".YML") else did_you_mean(path.name, known)
            strays.append(Problem(Place(shown(path)), "is no part of a pack and would not be read", hint))
    return files, strays


def _looks_meant(path: Path, folder: Path) -> bool:
    if path.relative_to(folder).as_posix() in WITHIN:
        return False
    hidden = path.name.startswith((".", "__"))
    return not hidden and (path.is_dir() or path.suffix.lower() in (".yaml", ".yml"))


class PackDigest:
    """What identifies the files that were read, in the order in which they are read."""

    def __init__(self) -> None:
        """Begin with no file."""
        self._digest = sha256()

    def add(self, name: str, data: bytes) -> None:
        """One more file, by its name in the pack."""
        self._digest.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)

    def hex(self) -> str:
        """The digest so far."""
        return self._digest.hexdigest()


def pack_sha256(folder: Path) -> str | None:
    """What a policy's `sha256` is if it is read from the pack as it is now; None if the pack is not sound at first sight."""
    try:
        files, strays = pack_files(folder)
        if strays:
            return None
        digest = PackDigest()
        for path in (*files[""], *files["questions"], *files["rules"]):
            digest.add(path.relative_to(folder).as_posix(), read_bytes(path, PACK_FILE_BYTES))
    except AdvisorError:
        return None
    return digest.hex()
