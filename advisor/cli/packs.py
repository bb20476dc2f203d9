"""The packs that a command may use: where they are, before any of them is read."""

from advisor.policy.installed import find_pack, knowledge_folder, named_folder, pack_folders
from advisor.policy.pack_files import HEAD, pack_name
from advisor.source.disk import shown
from advisor.source.error import Place, fail
from advisor.source.safe_text import quoted


class Packs:
    """What was named on the command line, by id or folder; by default every pack of the program, and no other."""

    def __init__(self, named: str | None = None) -> None:
        """Find what was named. Raises AdvisorError for an id that is none."""
        self.folder = None if named is None else named_folder(named, Place("--policy"))

    def pack(self, policy_id: str, place: Place | None = None) -> str:
        """The folder of a policy's pack. Raises AdvisorError if it is not among those that were named."""
        packs = self.folders()
        if packs == (self.folder,) and (only := pack_name(packs[0])) != policy_id:
            what = f"the plan is for the policy {quoted(policy_id)}, not {quoted(only)}"
            raise fail(what, f"leave --policy out, or write {only} here if it is meant", place)
        return find_pack(policy_id, self.folder, place)

    def folders(self) -> tuple[str, ...]:
        """The folders of all of them, of which there is at least one. Raises AdvisorError."""
        packs = pack_folders(self.folder)
        if not packs:
            hint = f"a pack is a folder with a {HEAD} in it; advisor new-pack writes one"
            raise fail("holds no pack", hint, Place(shown(self.folder or knowledge_folder())))
        return packs
