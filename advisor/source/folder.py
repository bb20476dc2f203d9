"""A folder as somebody else may have left it: its entries in the order of their names, up to so many.

What an entry is is told without following it, so that a link counts as a link wherever it leads.
"""

import os
from enum import Enum, auto
from itertools import islice

from advisor.source.disk import Pathname, shown, unusable
from advisor.source.error import Place, fail
from advisor.typed import NamedTuple


class Kind(Enum):
    """What stands in a folder under a name. OTHER: a pipe, a device, or what else there is."""

    FILE = auto()
    FOLDER = auto()
    LINK = auto()
    OTHER = auto()


class Entry(NamedTuple):
    """One name in a folder."""

    name: str
    path: str
    kind: Kind


def listed(folder: Pathname, most: int) -> list[Entry]:
    """The entries of a folder. Raises AdvisorError if there are more than `most`, or it cannot be listed."""
    try:
        with os.scandir(folder) as entries:
            found = [Entry(entry.name, entry.path, _kind(entry)) for entry in islice(entries, most + 1)]
    except (OSError, ValueError) as error:
        raise unusable(folder, error) from None
    if len(found) > most:
        raise fail(f"holds more than {most:,} files", "this is not the folder that was meant", Place(shown(folder)))
    return sorted(found)  # by their names, of which none is there twice


def _kind(entry: os.DirEntry[str]) -> Kind:
    if entry.is_symlink():
        return Kind.LINK
    if entry.is_dir():
        return Kind.FOLDER
    return Kind.FILE if entry.is_file() else Kind.OTHER
