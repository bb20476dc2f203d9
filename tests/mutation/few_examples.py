"""A pytest plugin for mutants: property tests of few examples, the same ones each time.

What only a rare example would notice is to be noticed by a table as well; and a mutant must not live or die by chance.
"""

from typing import Any

import pytest
from hypothesis import settings

FEW = 12


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        test: Any = getattr(item, "obj", None)
        if getattr(test, "is_hypothesis_test", False):
            own = getattr(test, "_hypothesis_internal_use_settings", None) or settings.default
            if own is not None and not own.derandomize:
                test = getattr(test, "__func__", test)
                test._hypothesis_internal_use_settings = settings(
                    own, max_examples=min(own.max_examples, FEW), derandomize=True, database=None
                )
