"""Where packs are: the one place that knows whether the program runs from a checkout or from a wheel."""

from pathlib import Path

from advisor.policy.pack_files import HEAD
from advisor.source.disk import shown, unusable
from advisor.source.error import Place, fail
from advisor.source.near import did_you_mean
from advisor.source.safe_text import quoted


def knowledge_folder() -> Path:
    """The folder of packs: inside the package where it was installed from a wheel, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    carried = package / "knowledge"
    return carried if carried.is_dir() else package.parent / "knowledge"


def pack_folders(folder: Path | None = None) -> tuple[Path, ...]:
    """The packs in a folder of packs, by name; by default the program's own. A folder that is a pack holds itself."""
    folder = knowledge_folder() if folder is None else folder
    if (folder / HEAD).exists():
        return (folder,)
    try:
        return tuple(sorted(path for path in folder.iterdir() if (path / HEAD).is_file()))
    except OSError as error:
        raise unusable(folder, error) from None


def find_pack(policy_id: str, folder: Path | None = None, place: Place | None = None) -> Path:
    """The pack with that id. Raises AdvisorError with the near miss, at `place` (where the id was written)."""
    packs = {path.resolve().name: path for path in pack_folders(folder)}
    if policy_id in packs:
        return packs[policy_id]
    where = f" in {shown(folder)}" if folder is not None else ""
    raise fail(f"there is no policy {quoted(policy_id)}{where}", did_you_mean(policy_id, packs), place)
