import hashlib
import subprocess
import sys

import pytest
from hypothesis import given, strategies as st

from advisor.source.digest import sha256


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_a_digest_is_that_of_everybody(first: bytes, second: bytes) -> None:
    digest = sha256(first)
    digest.update(second)
    assert digest.hexdigest() == hashlib.sha256(first + second).hexdigest()


@pytest.mark.parametrize("missing", [(), ("_sha2",), ("_sha2", "_sha256")])
def test_whichever_code_a_python_has_the_digest_is_the_same(missing: tuple[str, ...]) -> None:
    program = f"import sys; sys.modules.update(dict.fromkeys({missing}))\n"
    program += "from advisor.source.digest import sha256\nprint(sha256(b'bot').hexdigest())"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == hashlib.sha256(b"bot").hexdigest()
