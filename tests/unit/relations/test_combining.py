"""A cell from several estimates lies between them, and is as sure as they allow together."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.model import View
from detente.relations import estimate_relations, estimate_tracks
from detente.relations.combining import Part, combine
from detente.series import Coverage, Series, day_number
from detente.settings import Settings

AS_OF = date(2024, 6, 30)
LAST = day_number(AS_OF)


def part(level: float, sd: float = 1.0, origin: str = "set", events: float = 1.0) -> Part:
    return Part(origin, level, sd, 0.2, 0.1, events)


def half(parts: list[Part]) -> float:
    whole = combine(parts)
    return (whole.high - whole.low) / 2


def test_one_estimate_stays_what_it_is() -> None:
    whole = combine([part(2.0)])
    assert (whole.level, whole.direction) == (2.0, "steady")
    assert whole.high - 2.0 == pytest.approx(1.645)
    assert whole.p_direction == pytest.approx(0.7)


def test_the_two_directions_weigh_by_their_events() -> None:
    assert combine([part(-4.0, events=9), part(6.0, events=1)]).level == pytest.approx(-3.0)


def test_directions_that_differ_are_no_reason_to_doubt() -> None:
    assert half([part(-4.0), part(4.0)]) == pytest.approx(half([part(0.0), part(0.0)]))


def test_a_second_source_makes_it_surer_but_less_than_an_independent_one() -> None:
    apart = 1.645 / 2**0.5
    assert apart < half([part(1.0), part(1.0, origin="")]) < 1.645


def test_sources_that_disagree_make_it_less_sure() -> None:
    agreeing = half([part(1.0), part(1.0, origin="")])
    assert half([part(-4.0), part(6.0, origin="")]) > 3 * agreeing


def test_the_surer_source_counts_more() -> None:
    assert combine([part(0.0, 0.5), part(5.0, 2.0, origin="")]).level < 1.0


def test_levels_stay_on_the_scale() -> None:
    whole = combine([part(9.9, 3.0)])
    assert whole.high == 10.0 and whole.low < 9.9


def series(source: str, target: str, level: float, number: int = 60) -> Series:
    days = np.arange(LAST - 10 * number, LAST, 10)
    counts = np.full(number, 2)
    return Series(
        "set", source, target, days, np.full(number, level), counts, counts * 3,
        Coverage(LAST - 800, np.ones(801)), tuple(f"{source}:{day}" for day in days),
        sector="military",
    )  # fmt: skip


def test_a_cell_counts_documents_and_rows_apart(corpus) -> None:
    corpus.document("north", date(2024, 6, 1))
    corpus.tell(
        "Norway threatened Iceland in May 2024.", "NOR>ISL THREATEN", time="2024-05",
        sectors="military",
    )  # fmt: skip
    rows = series("NOR", "ISL", 4.0), series("ISL", "NOR", 4.0)
    view = corpus.view("NOR", AS_OF)
    tracks = estimate_tracks(rows, settings=Settings(), until=LAST)
    view = View("NOR", AS_OF, view.documents, view.statements, view.events, series=rows)
    told = {"codebook": corpus.codebook, "settings": Settings()}
    (both,) = estimate_relations(view, **told, tracks=tracks).rows
    (words,) = estimate_relations(view, **told).rows
    assert (both.n_events, both.n_rows, both.n_reports) == (1, 240, 720)
    assert (words.n_rows, words.level < 0) == (0, True)
    assert words.level < both.level < 4.1
    assert {bool(proof.document) for proof in both.evidence} == {True, False}
    assert both.tempo > 5


def test_rows_of_days_most_reported_are_cited(corpus) -> None:
    rows = (series("NOR", "ISL", 4.0),)
    view = View("NOR", AS_OF, {}, series=rows)
    tracks = estimate_tracks(rows, settings=Settings(), until=LAST)
    (cell,) = estimate_relations(
        view, codebook=corpus.codebook, settings=Settings(), tracks=tracks
    ).rows
    assert next(proof.row for proof in cell.evidence) == f"NOR:{LAST - 10}"
    assert len(cell.evidence) == 8


def test_a_dataset_that_has_ended_is_no_calm(corpus) -> None:
    rows = (series("NOR", "ISL", 4.0),)
    later = date(2026, 6, 30)
    view = View("NOR", later, {}, series=rows)
    tracks = estimate_tracks(rows, settings=Settings(), until=day_number(later))
    (cell,) = estimate_relations(
        view, codebook=corpus.codebook, settings=Settings(), tracks=tracks
    ).rows
    assert (cell.tempo, cell.tempo_change) == (None, None)
