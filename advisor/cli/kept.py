"""A pack as it was read and compiled before, kept in the user's cache folder.

The key covers every byte that is read of the pack and the program that made something of them, so what has changed is
read anew. Only a pack without a problem is ever kept, so that problems are told each time.
"""

import json
import os

import advisor
from advisor.assess.assess import Assessor
from advisor.assess.compiled import CompiledPolicy, TooIntricate
from advisor.policy.data import policy_data, read_policy
from advisor.policy.model import Policy
from advisor.policy.pack_files import PackReader, pack_files, pack_name, pack_sha256
from advisor.source.disk import Pathname
from advisor.source.keep import cache_folder, keep, read_kept
from advisor.typed import NamedTuple

_MAKERS = ("source", "policy", "assess", "plan")
"""The folders of the program whose code shapes what is kept."""


def assessor_of(folder: Pathname) -> Assessor:
    """The assessor of a pack, as it was kept, or else read, compiled and kept. Raises AdvisorError for its problems."""
    sha256 = pack_sha256(folder) if cache_folder() is not None else None
    if sha256 is None:
        return _read(folder)
    key = f"{pack_name(folder)}\0{sha256}\0{_program()}"
    data = read_kept(key)
    kept = _understood(data, sha256) if data is not None else None
    if kept is None:
        kept = _read(folder)
        if kept.policy.sha256 == sha256:  # the pack may have been changed meanwhile
            written = [policy_data(kept.policy), kept.compiled.to_data()]
            keep(key, json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))
    return kept


class Title(NamedTuple):
    """What a list says of an example."""

    id: str
    title: str
    about: str


def example_titles(folder: Pathname, policy: Policy) -> tuple[Title, ...]:
    """The titles of a pack's examples, as they were kept, or else read and kept. Raises AdvisorError for their problems."""
    key = f"examples\0{policy.id}\0{policy.sha256}\0{_examples_sha256(folder)}\0{_program()}"
    data = read_kept(key)
    kept = _understood_titles(data) if data is not None else None
    if kept is not None:
        return kept
    from advisor.plan.example import load_examples  # as below

    found = tuple(Title(example.id, example.title, example.about) for example in load_examples(folder, policy))
    keep(key, json.dumps(found, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return found


def _understood_titles(data: bytes) -> tuple[Title, ...] | None:
    try:
        return tuple(Title(*map(str, title)) for title in json.loads(data))
    except (ValueError, TypeError):
        return None


def _examples_sha256(folder: Pathname) -> str:
    """What tells the examples that are offered from others. Raises AdvisorError."""
    reader = PackReader(folder)
    for path in pack_files(folder)[0]["examples"]:
        reader.read(path)
    return reader.hex()


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


def _program() -> str:
    """What tells this program from another version of it, also while somebody works on it."""
    package = os.path.dirname(advisor.__file__)
    made = [
        f"{entry.name} {found.st_size} {found.st_mtime_ns}"
        for name in _MAKERS
        for entry in os.scandir(os.path.join(package, name))
        if entry.name.endswith(".py") and (found := entry.stat())
    ]
    return "\n".join([advisor.__version__, *sorted(made)])
