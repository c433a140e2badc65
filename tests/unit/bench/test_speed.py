"""What the speed benchmark counts."""

from __future__ import annotations

from datetime import date

from detente.bench.speed import Speed, measure, report
from detente.model import Document
from detente.pipeline_coding import Effort
from detente.settings import Settings


def test_sentences_and_statements_are_counted():
    text = "Chile hosted Peru in Santiago. The weather was fine."
    document = Document("a", "a.txt", text, published=date(2024, 5, 6))
    speed = measure([document], settings=Settings(processes=1))
    assert (speed.documents, speed.effort.sentences) == (1, 2)
    assert speed.statements >= 1
    assert 0 < speed.parsed_share <= 1
    assert speed.rate > 0


def test_nothing_to_code_divides_by_nothing():
    speed = Speed(0, 0, 1, Effort(), 0.0, None, None)
    assert (speed.rate, speed.parsed_share) == (0, 0)
    assert "0 sentences a second on 1 processes" in report(speed)
