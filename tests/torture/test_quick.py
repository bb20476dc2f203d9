from pathlib import Path

import pytest

from tests.torture.table import Row, line, rows_of, troubles

TROUBLES = troubles()


@pytest.mark.parametrize("name", TROUBLES)
def test_the_quick_form_of_every_torture_holds(name: str, tmp_path: Path) -> None:
    found = list(rows_of(name, TROUBLES[name], tmp_path, quick=True))
    assert found
    assert [line(row) for row in found if row.tried and not row.good] == []


def test_a_row_knows_whether_it_is_as_it_has_to_be() -> None:
    assert Row.none("a", 5, []).good
    assert Row.none("a", 5, ["first", "second"]).result == "2: first"
    assert not Row.none("a", 5, ["first"]).good
    assert not Row.none("nothing was tried", 0, []).good
    assert Row.all("a", 5, 5).good
    assert not Row.all("a", 4, 5).good
    assert not Row.all("nothing was tried", 0, 0).good
    assert not Row.left_out("a", "no such tool").good
