"""Where packs are: the one place that knows whether the program runs from a checkout or from a wheel."""

import os
from pathlib import Path

from advisor.policy.pack_files import HEAD, MOST_ENTRIES
from advisor.source.disk import shown
from advisor.source.error import AdvisorError, Place, fail
from advisor.source.folder import Kind, listed
from advisor.source.near import did_you_mean
from advisor.source.safe_text import quoted


def knowledge_folder() -> Path:
    """The folder of packs: inside the package where it was installed from a wheel, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    carried = package / "knowledge"
    return carried if carried.is_dir() else package.parent / "knowledge"


def pack_folders(folder: Path | None = None) -> tuple[Path, ...]:
    """The packs in a folder of packs, by name; by default the program's own.

    A folder that is a pack holds itself. Raises AdvisorError.
    """
    folder = knowledge_folder() if folder is None else folder
    if os.path.lexists(folder / HEAD):
        return (folder,)
    entries = listed(folder, MOST_ENTRIES)
    return tuple(path for path, kind in entries if kind is Kind.FOLDER and os.path.lexists(path / HEAD))


def named_folder(name: str, place: Place | None = None) -> Path:
    """What a person calls a pack: a path, which has a slash in it, or the id of one of the program's own packs.

    A word without a slash is never taken for a folder: whoever writes to the folder where the program happens to run
    must not change which pack a word means. Raises AdvisorError for an id that is none, at `place`.
    """
    if _is_path(name):
        return Path(name)
    try:
        return find_pack(name, place=place)
    except AdvisorError as error:
        if name and os.path.isdir(name):  # noqa: PTH112 - it is False for what cannot be the name of a folder
            hint = f"for the folder of that name write {shown(folder_name(Path(name)))}"
            raise fail(error.problems[0].message, hint, place) from None
        raise


def folder_name(folder: Path) -> str:
    """What `named_folder` takes for that folder."""
    name = str(folder)
    return name if _is_path(name) else f"{os.curdir}{os.sep}{name}"


def _is_path(name: str) -> bool:
    return name in (os.curdir, os.pardir) or any(slash in name for slash in (os.sep, os.altsep) if slash)


def find_pack(policy_id: str, folder: Path | None = None, place: Place | None = None) -> Path:
    """The pack with that id. Raises AdvisorError with the near miss, at `place` (where the id was written)."""
    packs = {path.resolve().name: path for path in pack_folders(folder)}
    if policy_id in packs:
        return packs[policy_id]
    where = f" in {shown(folder)}" if folder is not None else ""
    raise fail(f"there is no policy {quoted(policy_id)}{where}", did_you_mean(policy_id, packs), place)
