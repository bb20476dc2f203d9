"""The two packs as indexes, built once."""

from pathlib import Path

import pytest

from advisor.policy.installed import find_pack
from advisor.policy.model import Policy
from advisor.policy.pack import load_pack
from advisor.search.search import SearchIndex

POLICY = "twitter-automation-2017-11-03"


@pytest.fixture(scope="session")
def policy() -> Policy:
    return load_pack(find_pack(POLICY))


@pytest.fixture(scope="session")
def index(policy: Policy) -> SearchIndex:
    return SearchIndex(policy)


@pytest.fixture(scope="session")
def library(lending: Path) -> SearchIndex:
    return SearchIndex(load_pack(lending))
