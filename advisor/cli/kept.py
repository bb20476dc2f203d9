"""A pack as it was read and compiled before, kept in the user's cache folder.

The key covers every byte that is read of the pack and the program that made something of them, so what has changed is
read anew. Only a pack without a problem is ever kept, so that problems are told each time.
"""

import json

from advisor.assess.assess import Assessor
from advisor.assess.compiled import CompiledPolicy, TooIntricate
from advisor.cli.covers import program
from advisor.policy.data import policy_data, read_policy
from advisor.policy.pack_files import pack_name, pack_sha256
from advisor.source.disk import Pathname
from advisor.source.keep import cache_folder, keep, read_kept


def assessor_of(folder: Pathname) -> Assessor:
    """The assessor of a pack, as it was kept, or else read, compiled and kept. Raises AdvisorError for its problems."""
    sha256 = pack_sha256(folder) if cache_folder() is not None else None
    if sha256 is None:
        return _read(folder)
    key = f"{pack_name(folder)}\0{sha256}\0{program()}"
    data = read_kept(key)
    kept = _understood(data, sha256) if data is not None else None
    if kept is None:
        kept = _read(folder)
        if kept.policy.sha256 == sha256:  # the pack may have been changed meanwhile
            written = [policy_data(kept.policy), kept.compiled.to_data()]
            keep(key, json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))
    return kept


def _read(folder: Pathname) -> Assessor:
    from advisor.plan.compiling import load_assessor  # it brings the readers of packs; one that was kept does without

    return load_assessor(folder)


def _understood(data: bytes, sha256: str) -> Assessor | None:
    """The assessor that these data were made of; None if they are no data of that policy."""
    try:
        written, compiled = json.loads(data)
        policy = read_policy(written)
        if compiled is None or policy.sha256 != sha256:
            return None
        return Assessor(policy, compiled=CompiledPolicy(policy, compiled))
    except (ValueError, TypeError, LookupError, RecursionError, TooIntricate):
        return None
