"""A number that an author gives counts in place of the words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from detente.codebook import load_codebook
from detente.outlook.recording import entries_of


def test_a_number_takes_the_place_of_what_its_words_stand_for(corpus: Any) -> None:
    corpus.tell(
        "There is a 70 percent chance that Kenya will meet Uganda.",
        "KEN>UGA CONSULT",
        kind="forecast",
        phrase="a chance",
    )
    corpus.tell(
        "Kenya will probably cut tariffs for Rwanda by 20 percent.",
        "KEN>RWA CONCEDE",
        kind="forecast",
        phrase="will probably",
    )
    now = datetime(2024, 7, 1, tzinfo=UTC)
    entries = entries_of(corpus.statements, corpus.documents, codebook=load_codebook(), now=now)
    by_act = {one.action: one for one in entries}
    assert (by_act["CONSULT"].low, by_act["CONSULT"].high) == (0.7, 0.7)
    assert "70 percent chance" in by_act["CONSULT"].phrase and "(70 %)" in by_act["CONSULT"].text
    usual = load_codebook().likelihood.interval("will probably")
    assert (by_act["CONCEDE"].low, by_act["CONCEDE"].high) == usual
