"""Weights keep the order that deeds, words and force have."""

from __future__ import annotations

import pytest

from detente.codebook import Intensity, load_codebook
from detente.errors import CodebookError
from detente.model import ACTIONS, CHANGES


@pytest.fixture(scope="module")
def intensity() -> Intensity:
    return load_codebook().intensity


def test_sign_follows_the_quad_class(intensity: Intensity) -> None:
    for action in ACTIONS:
        cooperative = intensity.quad(action).endswith("cooperation")
        assert (intensity.weight(action) > 0) == cooperative


def test_force_is_worst_and_help_is_best(intensity: Intensity) -> None:
    weights = {action: intensity.weight(action) for action in ACTIONS}
    assert min(weights, key=weights.__getitem__) == "ASSAULT"
    assert max(weights, key=weights.__getitem__) == "AID"
    assert all(-10 <= weight <= 10 for weight in weights.values())


def test_deeds_outweigh_words_of_the_same_sign(intensity: Intensity) -> None:
    def mean(quad: str) -> float:
        found = [intensity.weight(action) for action in ACTIONS if intensity.quad(action) == quad]
        return sum(found) / len(found)

    assert mean("material cooperation") > mean("verbal cooperation") > 0
    assert mean("material conflict") < mean("verbal conflict") < 0


def test_what_stops_turns_round_and_what_shrinks_turns_half(intensity: Intensity) -> None:
    for action in ACTIONS:
        assert intensity.weight(action, "halt") * intensity.weight(action) < 0
        assert intensity.weight(action, "fall") == intensity.weight(action, "halt") / 2


def test_every_change_has_a_weight_and_no_action_weighs_nothing(intensity: Intensity) -> None:
    for change in CHANGES:
        assert -10 <= intensity.weight("COOPERATE", change) <= 10
    assert intensity.weight("") == 0
    assert intensity.quad("") == ""


def test_unknown_action_or_change_is_an_error(intensity: Intensity) -> None:
    with pytest.raises(CodebookError, match="YIELD"):
        intensity.weight("YIELD")
    with pytest.raises(CodebookError, match="sideways"):
        intensity.weight("AID", "sideways")
