"""Remarks as SARIF 2.1.0, the format in which code hosts take the results of analyses.

A result is told apart from the others by a fingerprint of its kind and the ids it is about, never of its line: what
moves in the file stays the same remark. The code host reads one named key alone, so the fingerprint stands there too.
https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from advisor import __version__
from advisor.policy.model import Policy
from advisor.report.remark import Level, Remark, worst_first
from advisor.source.digest import sha256
from advisor.source.safe_text import safe_text
from advisor.values import dataclass

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "advisorIds/v1"
_READ_BY_HOSTS = "primaryLocationLineHash"
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "note"}


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of remark means: in a sentence, in full, as help, and the words to filter by."""

    short: str
    full: str = ""
    help: str = ""
    tags: tuple[str, ...] = ()


def sarif(remarks: Iterable[Remark], kinds: Mapping[str, Kind], policies: Iterable[Policy] = ()) -> str:
    """One run with all remarks, worst first. `kinds` says what each kind means; it may hold more.

    The policies are extensions of the tool, as other analysers name the packs of rules that they ran.
    """
    listed = worst_first(remarks)
    used = list(dict.fromkeys(remark.kind for remark in listed))
    numbers = {kind: number for number, kind in enumerate(used)}
    seen: Counter[str] = Counter()
    run = {
        "tool": {
            "driver": {
                "name": "advisor",
                "version": __version__,
                "rules": [_kind(kind, kinds.get(kind, Kind(kind))) for kind in used],
            },
            **_extensions(policies),
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(remark, numbers[remark.kind], seen) for remark in listed],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _extensions(policies: Iterable[Policy]) -> dict[str, object]:
    """Each policy once; the key is left out where there is none."""
    found = {
        (policy.id, policy.sha256): {
            "name": safe_text(policy.id),
            "fullName": safe_text(policy.title),
            "version": safe_text(policy.version),
            "properties": {"sha256": policy.sha256},
        }
        for policy in policies
    }
    return {"extensions": list(found.values())} if found else {}


def _kind(name: str, kind: Kind) -> dict[str, object]:
    found: dict[str, object] = {"id": safe_text(name), "shortDescription": {"text": safe_text(kind.short)}}
    if kind.full:
        found["fullDescription"] = {"text": safe_text(kind.full, lines=True)}
    if kind.help:
        found["help"] = {"text": safe_text(kind.help, lines=True)}
    if kind.tags:
        found["properties"] = {"tags": list(dict.fromkeys(map(safe_text, kind.tags)))}
    return found


def _result(remark: Remark, number: int, seen: Counter[str]) -> dict[str, object]:
    ids = "\0".join((remark.kind, *remark.about))
    seen[ids] += 1
    digest = sha256(ids.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    fingerprint = f"{digest}:{seen[ids]}"
    return {
        "ruleId": safe_text(remark.kind),
        "ruleIndex": number,
        "level": _LEVELS[remark.level],
        "message": {"text": safe_text(remark.message)},
        "locations": _locations(remark),
        "partialFingerprints": {FINGERPRINT: fingerprint, _READ_BY_HOSTS: fingerprint},
    }


def _locations(remark: Remark) -> list[dict[str, object]]:
    place = remark.place
    if place is None:
        return []
    where: dict[str, object] = {"artifactLocation": {"uri": _uri(place.path)}}
    if place.line:
        where["region"] = {"startLine": place.line, "startColumn": max(place.column, 1)}
    return [{"physicalLocation": where}]


def _uri(path: str) -> str:
    """A path as a URI reference; one that begins at the root names the file itself."""
    escaped = quote(path.replace("\\", "/").encode("utf-8", "surrogateescape"))
    return f"file://{escaped}" if escaped.startswith("/") else escaped
