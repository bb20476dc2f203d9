"""The files of a pack: which there are, what they hold, and what identifies them all.

A pack may come from anybody. Its files are regular ones in its own folder, and no link is followed; there are only so
many of them, and only so large together.
"""

import os

from advisor.source.digest import sha256
from advisor.source.disk import PACK_FILE_BYTES, Pathname, read_bytes, shown
from advisor.source.error import AdvisorError, Place, Problem, fail
from advisor.source.folder import Entry, Kind, listed
from advisor.source.near import did_you_mean
from advisor.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.source.tree import Mapping

HEAD = "policy.yaml"
FOLDERS = ("questions", "rules", "examples")
WITHIN = ("examples/boundary",)
"""Folders inside those, for examples that are run and not offered."""
BESIDE = ("searches.yaml", "fingerprints.yaml")
"""Files for the pack's author: they shape no verdict, so the pack's hash leaves them out."""

MOST_ENTRIES = 2_000
"""What a folder may hold, whether it is read or not."""
MOST_FILES = 1_000
MOST_BYTES = 16 * 1024 * 1024
MOST_VALUES = 1_000_000
"""What the files that are read together may hold: several times what packs of ten thousand rules do."""
_NOT_ONE_POLICY = "a pack is one policy; divide it"


class TooMuchError(AdvisorError):
    """All that was read is more than a pack may hold, so that nothing more is read."""


def pack_files(folder: Pathname) -> tuple[dict[str, list[str]], list[Problem]]:
    """The files of a pack: policy.yaml under "", and those of each folder in the order of their names.

    What an author seems to have meant as a part of the pack, and nobody reads, is a problem.
    """
    if not os.path.isdir(folder):
        raise fail("there is no such pack folder", "", Place(shown(folder)))
    files: dict[str, list[str]] = {"": [os.path.join(folder, HEAD)]}
    strays: list[Problem] = []
    entries = {entry.name: entry for entry in listed(folder, MOST_ENTRIES)}
    for name in (*FOLDERS, *WITHIN):
        inside = _inside(entries[name], strays) if name in entries else []
        files[name] = [path for other, path, _ in inside if other.endswith(".yaml") and not other.startswith(".")]
        entries |= {f"{name}/{entry.name}": entry for entry in inside if entry.path not in files[name]}
    if sum(map(len, files.values())) > MOST_FILES:
        raise fail(f"holds more than {MOST_FILES:,} files to read", _NOT_ONE_POLICY, Place(shown(folder)))
    for within, (name, path, kind) in entries.items():
        if within not in (HEAD, *FOLDERS, *WITHIN, *BESIDE) and _looks_meant(name, kind):
            known = FOLDERS if kind is Kind.FOLDER else (HEAD, *BESIDE)
            hint = "name it .yaml" if _suffix(name) in (".yml", ".YAML", ".YML") else did_you_mean(name, known)
            strays.append(Problem(Place(shown(path)), "is no part of a pack and would not be read", hint))
    return files, strays


def _inside(entry: Entry, strays: list[Problem]) -> list[Entry]:
    if entry.kind is Kind.LINK:
        message, hint = "is a link, and links are not followed here", "put the folder itself there"
        strays.append(Problem(Place(shown(entry.path)), message, hint))
        return []
    return listed(entry.path, MOST_ENTRIES)


def _looks_meant(name: str, kind: Kind) -> bool:
    hidden = name.startswith((".", "__"))
    return not hidden and (kind is Kind.FOLDER or _suffix(name).lower() in (".yaml", ".yml"))


def _suffix(name: str) -> str:
    return os.path.splitext(name)[1]


def pack_name(folder: Pathname) -> str:
    """The name of a pack's folder, which is its policy's id; not that of a link to it."""
    return os.path.basename(os.path.realpath(folder))


class PackReader:
    """Reads files of one pack, counts what they hold, and knows what identifies those that were read, in their order."""

    def __init__(self, folder: Pathname) -> None:
        """Begin with no file."""
        self._within = os.path.join(folder, "")
        self._digest = sha256()
        self._bytes = 0
        self._values = 0

    def read(self, path: str) -> bytes:
        """The contents of one more file. Raises AdvisorError; TooMuchError if there is no use in going on."""
        data = read_bytes(path, PACK_FILE_BYTES, follow=False)
        self._bytes += len(data)
        if self._bytes > MOST_BYTES:
            raise _too_much(path, f"{MOST_BYTES // 1024 // 1024} MiB")
        name = path.removeprefix(self._within).replace(os.sep, "/")
        self._digest.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
        return data

    def tree(self, path: str) -> "Mapping":
        """The tree of one more file. Raises AdvisorError as `read` does."""
        from advisor.source.tree import counted_tree  # a pack that was kept is only told from others

        root, values = counted_tree(self.read(path), shown(path), PACK_FILE_BYTES)
        self._values += values
        if self._values > MOST_VALUES:
            raise _too_much(path, f"{MOST_VALUES:,} values")
        return root

    def hex(self) -> str:
        """The digest of what was read."""
        return self._digest.hexdigest()


def _too_much(path: str, most: str) -> TooMuchError:
    return TooMuchError(
        Problem(Place(shown(path)), f"is the file with which the pack holds more than {most}", _NOT_ONE_POLICY)
    )


def pack_sha256(folder: Pathname) -> str | None:
    """What a policy's `sha256` is if it is read from the pack as it is now; None if the pack is not sound at first sight."""
    try:
        files, strays = pack_files(folder)
        if strays:
            return None
        reader = PackReader(folder)
        for path in (*files[""], *files["questions"], *files["rules"]):
            reader.read(path)
    except AdvisorError:
        return None
    return reader.hex()
