"""Where packs are: the one place that knows whether the program runs from a checkout or from a wheel."""

import os

from advisor.policy.pack_files import HEAD, MOST_ENTRIES, pack_name
from advisor.source.disk import Pathname, shown
from advisor.source.error import AdvisorError, Place, fail
from advisor.source.folder import Kind, listed
from advisor.source.near import did_you_mean
from advisor.source.safe_text import quoted


def knowledge_folder() -> str:
    """The folder of packs: inside the package where it was installed from a wheel, beside it in a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    carried = os.path.join(package, "knowledge")
    return carried if os.path.isdir(carried) else os.path.join(os.path.dirname(package), "knowledge")


def pack_folders(folder: Pathname | None = None) -> tuple[str, ...]:
    """The packs in a folder of packs, by name; by default the program's own.

    A folder that is a pack holds itself. Raises AdvisorError.
    """
    folder = knowledge_folder() if folder is None else os.fspath(folder)
    if os.path.lexists(os.path.join(folder, HEAD)):
        return (folder,)
    entries = listed(folder, MOST_ENTRIES)
    return tuple(path for _, path, kind in entries if kind is Kind.FOLDER and os.path.lexists(os.path.join(path, HEAD)))


def named_folder(name: str, place: Place | None = None) -> str:
    """What a person calls a pack: a path, which has a slash in it, or the id of one of the program's own packs.

    A word without a slash is never taken for a folder: whoever writes to the folder where the program happens to run
    must not change which pack a word means. Raises AdvisorError for an id that is none, at `place`.
    """
    if _is_path(name):
        return _shortest(name)
    try:
        return find_pack(name, place=place)
    except AdvisorError as error:
        if name and os.path.isdir(name):
            hint = f"for the folder of that name write {shown(folder_name(name))}"
            raise fail(error.problems[0].message, hint, place) from None
        raise


def folder_name(folder: Pathname) -> str:
    """What `named_folder` takes for that folder."""
    name = os.fspath(folder)
    return name if _is_path(name) else f"{os.curdir}{os.sep}{name}"


def _shortest(name: str) -> str:
    """The path without what makes no difference to it; where `..` leads depends on links."""
    name = name.replace(os.altsep, os.sep) if os.altsep else name
    words = [word for word in name.split(os.sep) if word not in ("", os.curdir)]
    return (os.sep if name.startswith(os.sep) else "") + os.sep.join(words) or os.curdir


def _is_path(name: str) -> bool:
    return name in (os.curdir, os.pardir) or any(slash in name for slash in (os.sep, os.altsep) if slash)


def find_pack(policy_id: str, folder: Pathname | None = None, place: Place | None = None) -> str:
    """The pack with that id. Raises AdvisorError with the near miss, at `place` (where the id was written)."""
    packs = {pack_name(path): path for path in pack_folders(folder)}
    if policy_id in packs:
        return packs[policy_id]
    where = f" in {shown(folder)}" if folder is not None else ""
    raise fail(f"there is no policy {quoted(policy_id)}{where}", did_you_mean(policy_id, packs), place)
