from __future__ import annotations

from collections import Counter
from datetime import date
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as some

from detente.signals.breadth import effective_number

COUNTS = some.dictionaries(some.text(max_size=3), some.integers(1, 50), min_size=1, max_size=8)


def three_partners(corpus):
    corpus.tell("Chile met Peru.", "CHL=PER CONSULT", time="2022-03-04")
    corpus.tell("Chile met Peru again.", "CHL=PER CONSULT", time="2024-02-01")
    corpus.tell("Chile met Bolivia once.", "CHL=BOL CONSULT", time="2021-02-01")
    corpus.write("Chile widened its options through a summit with Oman and trade talks with Mali.")
    corpus.code("CHL=OMN+MLI SUPPORT", time="2024")
    corpus.code("CHL=OMN CONSULT", "a summit with Oman", time="2024")
    corpus.code("CHL=MLI CONSULT", "trade talks with Mali", time="2024")
    (item,) = corpus.items("breadth", "CHL")
    return item


def test_new_and_lost_counterparts_are_told_apart(corpus):
    item = three_partners(corpus)
    assert item.fields["entered"] == ("MLI", "OMN")
    assert item.fields["left"] == ("BOL",)


def test_each_counterpart_has_its_own_kind_of_contact_and_first_day(corpus):
    rows = {row["code"]: row for row in three_partners(corpus).fields["counterparts"]}
    assert rows["OMN"]["contacts"] == ("summit",)
    assert rows["MLI"]["contacts"] == ("trade", "talks")
    assert rows["PER"]["since"] == date(2022, 3, 4)


def test_effective_number_is_the_exponential_of_entropy(corpus):
    # In the window: Peru once, Oman and Mali twice each.
    shares = (1 / 5, 2 / 5, 2 / 5)
    expected = exp(-sum(share * log(share) for share in shares))
    assert three_partners(corpus).fields["effective_number"] == pytest.approx(expected, abs=1e-3)


def test_no_one_is_new_where_nothing_older_is_known(corpus):
    corpus.tell("Chile met Peru.", "CHL=PER CONSULT", time="2024-03")
    (item,) = corpus.items("breadth", "CHL")
    assert item.fields["entered"] == ()


def test_no_line_without_events(corpus):
    corpus.tell("Chile may meet Peru.", "CHL=PER CONSULT", kind="forecast")
    assert corpus.items("breadth", "CHL") == []


@given(COUNTS)
def test_effective_number_lies_between_one_and_the_count(counts):
    number = effective_number(Counter(counts))
    assert 1 - 1e-3 <= number <= len(counts) + 1e-3


def test_who_was_spoken_of_before_is_not_new(corpus):
    corpus.tell("Chile met Peru.", "CHL=PER CONSULT", time="2022-03-04")
    corpus.tell("Chile distrusted Oman in 2021.", "CHL>OMN", kind="assessment", time="2021")
    corpus.tell("Chile met Oman.", "CHL=OMN CONSULT", time="2024-03-04")
    (item,) = corpus.items("breadth", "CHL")
    assert item.fields["entered"] == ()
