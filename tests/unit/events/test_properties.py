from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some

from detente.events.matching import likeness
from detente.events.timing import days_in, meet

STEMS = some.frozensets(some.sampled_from(["ship", "road", "grain", "talk", "lake"]))
DAYS = some.integers(0, 400).map(lambda n: date(2024, 1, 1) + timedelta(days=n))
WINDOWS = some.tuples(DAYS, DAYS).map(lambda pair: (min(pair), max(pair)))


@given(STEMS, STEMS)
def test_likeness_is_symmetric_and_within_bounds(one, two):
    alike = likeness(one, two, weights={})
    assert alike == likeness(two, one, weights={})
    assert 0.0 <= alike <= 1.0
    assert likeness(one, one, weights={}) == (1.0 if one else 0.0)


@given(WINDOWS, WINDOWS)
def test_shared_days_lie_in_both_windows(one, two):
    shared = meet(one, two)
    if shared is not None:
        assert days_in(shared) <= min(days_in(one), days_in(two))
        assert max(one[0], two[0]) == shared[0]


@settings(max_examples=30)
@given(some.permutations(range(6)))
def test_grouping_does_not_depend_on_input_order(order):
    from detente.codebook import load_codebook
    from detente.events import group_events
    from detente.model import Document, Statement
    from detente.settings import Settings

    text = "Chile sent grain by ship to Peru.\n" * 6
    document = Document("d", "d.txt", text, published=date(2024, 6, 1))
    rows = [
        Statement(
            "d", "event", ("CHL",), ("PER",), n * 34, n * 34 + 33, n * 34, n * 34 + 33,
            codes=("AID",), sectors=("humanitarian",),
            begins_on=date(2024, 1, 1 + n // 3), ends_on=date(2024, 1, 1 + n // 3),
        )
        for n in range(6)
    ]  # fmt: skip

    def ids(rows):
        grouped = group_events(
            rows, documents={"d": document}, codebook=load_codebook(), settings=Settings()
        )
        return [event.id for event in grouped.rows]

    assert ids([rows[n] for n in order]) == ids(rows)
