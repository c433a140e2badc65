from __future__ import annotations

import pytest

from detente.codebook import load_codebook
from detente.codebook.guesses import is_guessed
from detente.model import Statement

GUESS = ("no target in the clause", "target from the document's context")


def statement(sentence, source, target, **fields):
    end = len(sentence)
    return Statement("d", "event", source, target, 0, end, 0, end, **fields)


@pytest.mark.parametrize(
    ("sentence", "reasons", "guessed"),
    [
        ("Chile closed a harbour.", GUESS, True),
        ("Chile closed a harbour.", ("parties from the context",), True),
        ("Chile closed a harbour.", ("target by object",), False),
        ("Chile closed a Peruvian harbour.", GUESS, False),
        ("Chile closed a harbour that Lima uses.", GUESS, False),
    ],
)
def test_filled_in_target_is_a_guess_unless_the_sentence_names_it(sentence, reasons, guessed):
    row = statement(sentence, ("CHL",), ("PER",), reasons=reasons)
    assert is_guessed(row, sentence, actor="CHL", actors=load_codebook().actors) is guessed


def test_both_sides_are_not_five():
    sentence = "The two sides agreed on a rate."
    many, two = ("CHL", "PER", "BRA"), ("CHL", "PER")
    actors = load_codebook().actors
    for parties, guessed in ((many, True), (two, False)):
        row = statement(sentence, parties, parties, directed=False)
        assert is_guessed(row, sentence, actor="CHL", actors=actors) is guessed
