"""What the app says of a pack before anything of it is asked: kept beside the pack itself, and as safely.

So the home screen is there before the rules are; they are read while a person looks at it. Only what was made of a pack
without a problem is ever kept.
"""

import json
import os

import advisor
from advisor.policy.pack_files import PackReader, pack_files, pack_name, pack_sha256
from advisor.source.disk import Pathname
from advisor.source.keep import cache_folder, keep, read_kept
from advisor.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from advisor.policy.model import Policy

_MAKERS = ("source", "policy", "assess", "plan")
"""The folders of the program whose code shapes what is kept."""


class Cover(NamedTuple):
    """What the home screen says of a policy, and what identifies it."""

    id: str
    sha256: str
    title: str
    publisher: str
    date: str
    summary: str

    @classmethod
    def of(cls, policy: "Policy") -> "Cover":
        """That of a policy that is read."""
        return cls(policy.id, policy.sha256, policy.title, policy.publisher, policy.date, policy.summary)


class Title(NamedTuple):
    """What a list says of an example."""

    id: str
    title: str
    about: str


def cover_of(folder: Pathname) -> Cover:
    """The cover of a pack, as it was kept, or else of the pack read. Raises AdvisorError for its problems."""
    sha256 = pack_sha256(folder) if cache_folder() is not None else None
    key = f"cover\0{pack_name(folder)}\0{sha256}\0{program()}"
    data = read_kept(key) if sha256 else None
    kept = _understood(data) if data is not None else None
    if kept is not None and kept.sha256 == sha256:
        return kept
    from advisor.cli.kept import assessor_of

    found = Cover.of(assessor_of(folder).policy)
    if found.sha256 == sha256:  # the pack may have been changed meanwhile
        keep(key, json.dumps(found, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return found


def _understood(data: bytes) -> Cover | None:
    try:
        return Cover(*map(str, json.loads(data)))
    except (ValueError, TypeError, RecursionError):
        return None


def example_titles(folder: Pathname, cover: Cover) -> tuple[Title, ...]:
    """The titles of a pack's examples, as they were kept, or else read and kept. Raises AdvisorError for their problems."""
    key = f"examples\0{cover.id}\0{cover.sha256}\0{_examples_sha256(folder)}\0{program()}"
    data = read_kept(key)
    kept = _understood_titles(data) if data is not None else None
    if kept is not None:
        return kept
    from advisor.cli.kept import assessor_of
    from advisor.plan.example import load_examples

    examples = load_examples(folder, assessor_of(folder).policy)
    found = tuple(Title(example.id, example.title, example.about) for example in examples)
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


def program() -> str:
    """What tells this program from another version of it, also while somebody works on it."""
    package = os.path.dirname(advisor.__file__)
    made = [
        f"{entry.name} {found.st_size} {found.st_mtime_ns}"
        for name in _MAKERS
        for entry in os.scandir(os.path.join(package, name))
        if entry.name.endswith(".py") and (found := entry.stat())
    ]
    return "\n".join([advisor.__version__, *sorted(made)])
