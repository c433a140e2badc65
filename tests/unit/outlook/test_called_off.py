"""Occasions that a later document calls off."""

from __future__ import annotations

import pytest

from detente.outlook.called_off import places_called_off


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Chad scrapped the joint exercise with Niger.", ["exercise"]),
        ("Peru called its September trade talks with Chile off.", ["talk"]),
        ("The state visit to Oslo planned for May has been cancelled.", ["visit"]),
        ("The summit will not take place, the palace said.", ["summit"]),
        ("It announced the cancellation of the ministerial meeting.", ["meeting"]),
        ("Peru denied that the visit had been cancelled.", []),
        ("Peru may cancel the visit.", []),
        ("Chad was urged to call off the exercise.", []),
        ("The talks will take place as planned.", []),
        ("Peru cancelled the contract after the visit.", []),
        ("The visit was not cancelled.", []),
    ],
)
def test_what_a_sentence_calls_off(sentence: str, kinds: list[str]) -> None:
    assert list(places_called_off(sentence).values()) == kinds
