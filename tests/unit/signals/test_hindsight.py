"""Where a jump lay, from how probable one was at each reading."""

from __future__ import annotations

import numpy as np
import pytest

from detente.signals.hindsight import jumps_of


@pytest.mark.parametrize("least", [0.9, 0.98, 0.99])
def test_a_jump_is_put_where_it_most_likely_was_however_sure_one_must_be(least):
    chances = np.zeros(60)
    chances[18:24] = [0.01, 0.12, 0.6, 0.2, 0.055, 0.01]
    (jump,) = jumps_of(chances, least=least)
    assert jump.place == 20
    assert jump.probability >= least
