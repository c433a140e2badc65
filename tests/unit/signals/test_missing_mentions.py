"""A publisher that goes on publishing and drops a topic; one that stops publishing."""

from datetime import date, timedelta

import numpy as np

from detente.model import Document, Statement, View
from detente.signals.missing_mentions import find_missing_mentions
from detente.signals.silence_lines import mention_line

TEXT = "Chile met Peru. Chile met Ghana."
START = date(2021, 1, 4)


def statement(document, other, span):
    return Statement(
        document=document,
        kind="event",
        source=("CHL",),
        target=(other,),
        sentence_start=span[0],
        sentence_end=span[1],
        start=span[0],
        end=span[1],
    )


def view(*, last_mention, days=500, last_document=None):
    chance = np.random.default_rng(1)
    documents, statements = {}, []
    for day in range(0, last_document or days, 3):
        key = f"d{day}"
        documents[key] = Document(
            id=key,
            origin=key,
            text=TEXT,
            publisher="Gaceta",
            published=START + timedelta(days=day),
        )
        if chance.random() < 0.6 and day <= last_mention:
            statements.append(statement(key, "PER", (0, 15)))
        if chance.random() < 0.6:
            statements.append(statement(key, "GHA", (16, 32)))
    return View("CHL", START + timedelta(days=days), documents, tuple(statements))


def test_a_topic_that_is_dropped_is_told_with_its_last_sentence():
    (missing,) = find_missing_mentions(view(last_mention=350))
    assert (missing.publisher, missing.topic) == ("Gaceta", "PER")
    assert missing.begins_on > START + timedelta(days=330)
    assert missing.evidence[0].quote == "Chile met Peru."
    assert 0.4 < missing.share < 0.8


def test_a_topic_that_is_kept_is_not_missing():
    assert find_missing_mentions(view(last_mention=500)) == []


def test_a_publisher_that_stops_is_not_silent_on_anything():
    assert find_missing_mentions(view(last_mention=350, last_document=355)) == []


def test_the_line_names_publisher_topic_and_documents():
    (missing,) = find_missing_mentions(view(last_mention=350))
    item = mention_line(missing, actor="CHL", named=lambda code: {"PER": "Peru"}[code])
    assert "Gaceta has not mentioned Peru" in item.text
    assert f"in {missing.documents} documents" in item.text
    assert item.fields["counterpart"] == "PER"
