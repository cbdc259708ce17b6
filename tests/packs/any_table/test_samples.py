"""Tables in the manner of public ones: their cells are read right, and none is wrong without a word about it."""

from __future__ import annotations

import pytest

from tests.packs.any_table.figures import outcome, samples

OUTCOMES = [outcome(sample) for sample in samples()]
LEAST = 0.95


def test_nearly_all_cells_are_read_right() -> None:
    assert len(OUTCOMES) >= 25
    right, all_cells = sum(table.right for table in OUTCOMES), sum(len(table.expected) for table in OUTCOMES)
    assert right >= LEAST * all_cells, f"{right} of {all_cells}"


@pytest.mark.parametrize("table", OUTCOMES, ids=[table.name for table in OUTCOMES])
def test_no_cell_is_wrong_without_a_warning(table: object) -> None:
    assert isinstance(table, type(OUTCOMES[0]))
    assert not table.is_silently_wrong, table.wrong
