"""What the speed benchmark counts."""

from __future__ import annotations

from datetime import date

import pytest

from detente.bench.scores import Share
from detente.bench.speed import Speed, filter_recall, measure, spread
from detente.model import Document
from detente.pipeline_coding import coder_of_process
from detente.settings import Settings

TEXT = "Chile hosted Peru in Santiago. The weather was fine."


@pytest.fixture(scope="module")
def coder():
    return coder_of_process(Settings(processes=1))


def test_sentences_and_statements_are_counted(coder):
    speed = measure([Document("a", "a.txt", TEXT, published=date(2024, 5, 6))], coder=coder)
    assert (speed.documents, speed.sentences) == (1, 2)
    assert speed.statements >= 1
    assert 0 < speed.parsed <= speed.sentences
    assert speed.seconds > 0


def test_rates_are_sentences_over_seconds():
    scores = Speed(2, 400, 300, 9, 2.0, 1.6, 1.5).scores()
    assert scores["sentences_a_second_and_core"] == {"cpu": 400 / 1.6, "clock": 400 / 2.0}
    assert scores["parsed_sentences_a_second_and_core"]["parser_alone"] == 300 / 1.5
    assert scores["parsed"] == Share(300, 400)


def test_nothing_to_code_divides_by_nothing():
    assert Speed(0, 0, 0, 0, 0.0, 0.0, 0.0).scores()["sentences_a_second_and_core"]["cpu"] == 0


def test_the_filter_loses_no_sentence_that_names_two_states(coder):
    found = filter_recall([Document("a", "a.txt", TEXT, published=date(2024, 5, 6))], coder=coder)
    assert found["recall"].part >= 1
    assert not coder.parses_all


def test_a_sample_is_spread_evenly_and_never_repeats():
    rows = [Document(str(n), "", "") for n in range(10)]
    assert [row.id for row in spread(rows, 4)] == ["0", "2", "5", "7"]
    assert list(spread(rows, 0)) == list(spread(rows, 99)) == rows
