import subprocess
import sys

import pytest
import yaml
from hypothesis import given, strategies as st

from advisor.source import yaml_events
from advisor.source.yaml_events import events_of

REPORT = r"""
import sys
{before}
from advisor.source.tree import parse_tree
from advisor.source.error import AdvisorError
from advisor.source import yaml_events
for text in (b"a: {{b: [c, 'd']}}", b"a: *x", b"a: [b", b"a: b: c", b"a: \x01", b"a: !<", b"a: 'b", b"%YAML 9.9\n---\na: b"):
    try:
        print(parse_tree(text, "p"))
    except AdvisorError as error:
        print(error)
try:
    list(yaml_events.events_of("a: \x01"))  # which no text is that passed for one
except yaml_events.YAMLError as error:
    print("says where" if isinstance(error, yaml_events.MarkedYAMLError) else "does not say where")
print(yaml_events.PARSER.__module__, "yaml" in sys.modules, "yaml.reader" in sys.modules, file=sys.stderr)
{after}
"""
REFUSED = [
    "p:1:4: an alias (`*`) is not allowed; write the value out; quote text that begins with *",
    "p:2:1: is not YAML: did not find expected ',' or ']'; close the [ of line 1, or put a comma in front of this",
    "p:1:5: is not YAML: mapping values are not allowed in this context; quote a text with a colon in it, or check the indentation",
    "p:1:4: holds the control character U+0001; remove it",
    "p:1:6: is not YAML: did not find expected tag URI; quote text that begins with !",
    "p:1:4: is not YAML: the quote that opens here is never closed; close it, or take it out",
    "p:1:1: a % directive is not allowed; leave the line out, or quote text that begins with %",
    "does not say where",
]
IN_C = "yaml._yaml False False"
WHOLE = "yaml.cyaml True True"
IN_PYTHON = "yaml.loader True True"


def run(before: str = "", after: str = "") -> tuple[str, str]:
    """What a fresh interpreter makes of the texts, and how it read them."""
    program = REPORT.format(before=before, after=after)
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return ran.stdout, ran.stderr.strip()


def test_a_text_is_read_by_the_parser_in_c_without_the_rest_of_pyyaml() -> None:
    assert run()[1] == IN_C


@pytest.mark.parametrize(
    ("before", "how"),
    [
        ("import yaml", WHOLE),
        ("sys.modules['yaml._yaml'] = None", IN_PYTHON),
        ("import yaml; del yaml.CSafeLoader", IN_PYTHON),
    ],
    ids=["PyYAML is there already", "PyYAML has no parser in C", "PyYAML tells of no parser in C"],
)
def test_where_that_cannot_be_had_pyyaml_reads_the_same(before: str, how: str) -> None:
    told, found = run(before)
    assert found == how
    if how == WHOLE:
        assert told == run()[0]
    assert told.count("\n") == run()[0].count("\n")


def test_the_parser_is_found_or_not_in_this_process_too(monkeypatch: pytest.MonkeyPatch) -> None:
    told, how = run()
    assert (told.splitlines()[1:], how) == (REFUSED, IN_C)
    assert yaml_events._parser_in_c() is None  # PyYAML is there already
    assert yaml_events._parser_of_the_package() is yaml.CSafeLoader
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert yaml_events._parser_of_the_package() is yaml.SafeLoader
    monkeypatch.delitem(sys.modules, "yaml")
    assert yaml_events._parser_in_c().__module__ == "yaml._yaml"
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    assert yaml_events._parser_in_c() is None
    monkeypatch.setattr(sys, "path", [])
    assert yaml_events._parser_in_c() is None
    assert "yaml" not in sys.modules


def test_pyyaml_can_be_imported_afterwards_and_is_whole() -> None:
    after = r"""
import yaml
assert yaml.load("a: [1]", Loader=yaml.CSafeLoader) == yaml.safe_load("a: [1]") == {"a": [1]}
assert yaml.safe_dump({"a": 1}) == yaml.dump({"a": 1}, Dumper=yaml.CSafeDumper) == "a: 1\n"
assert isinstance(yaml.compose("a: 1", Loader=yaml.CSafeLoader), yaml.MappingNode)
assert yaml.YAMLError is yaml_events.YAMLError
for text in ("a: [", "a: \x01", "a: *b"):
    for loader in (yaml.SafeLoader, yaml.CSafeLoader):
        try:
            yaml.load(text, Loader=loader)
        except yaml.YAMLError:
            continue
        raise AssertionError(text)
"""
    assert run(after=after)[1] == IN_C


@given(st.text(st.sampled_from("ab:-[]{},'\"|>&*!?#%\\ \n\té"), max_size=40))
def test_the_events_are_those_of_the_front_door(text: str) -> None:
    def told(events: object) -> list[str]:
        found: list[str] = []
        try:
            found.extend(repr(event) for event in events)  # type: ignore[attr-defined]
        except (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError) as error:
            found.append(str(error))
        return found

    assert told(events_of(text)) == told(yaml.parse(text, Loader=yaml.CSafeLoader))
