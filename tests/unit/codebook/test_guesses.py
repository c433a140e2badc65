from __future__ import annotations

from dataclasses import replace

import pytest

from detente.codebook import load_codebook
from detente.codebook.guesses import guessed, is_guessed
from detente.model import Document, Statement

GUESS = ("no target in the clause", "target from the document's context")


def statement(sentence, source, target, **fields):
    end = len(sentence)
    return Statement("d", "event", source, target, 0, end, 0, end, **fields)


@pytest.mark.parametrize(
    ("sentence", "reasons", "guess"),
    [
        ("Chile closed a harbour.", GUESS, True),
        ("Chile closed a harbour.", ("parties from the context",), True),
        ("Chile closed a harbour.", ("target by object",), False),
        ("Chile closed a Peruvian harbour.", GUESS, False),
        ("Chile closed a harbour that Lima uses.", GUESS, False),
    ],
)
def test_filled_in_target_is_a_guess_unless_the_sentence_names_it(sentence, reasons, guess):
    row = statement(sentence, ("CHL",), ("PER",), reasons=reasons)
    assert is_guessed(row, sentence, actor="CHL", actors=load_codebook().actors) is guess


def test_both_sides_are_not_five():
    sentence = "The two sides agreed on a rate."
    many, two = ("CHL", "PER", "BRA"), ("CHL", "PER")
    actors = load_codebook().actors
    for parties, guess in ((many, True), (two, False)):
        row = statement(sentence, parties, parties, directed=False)
        assert is_guessed(row, sentence, actor="CHL", actors=actors) is guess


@pytest.mark.parametrize(("before", "count"), [("Trade of Chile with Peru fell.", 0), ("", 1)])
def test_sentence_that_goes_on_about_a_pair_is_no_guess(before, count):
    text = f"{before} Visits rose, too."
    start = len(before) + 1
    pair = ("CHL", "PER")
    rows = [Statement("d", "event", pair, pair, start, len(text), start, len(text), directed=False)]
    rows = [replace(row, reasons=("parties from the context",)) for row in rows]
    if before:
        rows.insert(0, Statement("d", "event", pair, pair, 0, start, 0, start, directed=False))
    documents = {"d": Document("d", "d.txt", text)}
    found = guessed(rows, documents, actor="CHL", actors=load_codebook().actors)
    assert len(found) == count
