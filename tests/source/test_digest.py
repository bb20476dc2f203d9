import hashlib
import sys
from runpy import run_module

import pytest
from hypothesis import given, strategies as st

from advisor.source.digest import sha256


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_a_digest_is_that_of_everybody(first: bytes, second: bytes) -> None:
    digest = sha256(first)
    digest.update(second)
    assert digest.hexdigest() == hashlib.sha256(first + second).hexdigest()


@pytest.mark.parametrize("missing", [(), ("_sha2",), ("_sha2", "_sha256")])
def test_whichever_code_a_python_has_the_digest_is_the_same(
    missing: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in missing:
        monkeypatch.setitem(sys.modules, name, None)
    found = run_module("advisor.source.digest")["sha256"]
    assert found(b"bot").hexdigest() == hashlib.sha256(b"bot").hexdigest()
