"""The past of a cell is what its number was, and nothing that was known later."""

from __future__ import annotations

from datetime import date

import pytest

from detente.relations import Courses

AS_OF = date(2024, 7, 1)


def courses(corpus, actor="CHL", as_of=AS_OF):
    view = corpus.view(actor, as_of)
    return Courses(view, codebook=corpus.codebook, settings=corpus.settings)


def filled(corpus):
    corpus.document("early", date(2023, 3, 1))
    corpus.tell("Chile aided Peru.", "CHL>PER AID", time="2023-02-20", sectors="military")
    corpus.document("late", date(2024, 6, 1))
    corpus.tell("Chile shelled Peru.", "CHL>PER ASSAULT", time="2024-05-02", sectors="military")
    return corpus


def test_the_last_step_is_the_cell_itself(corpus):
    cell = filled(corpus).relations("CHL", AS_OF)["PER", "military"]
    (step,) = courses(corpus).of(("PER", "military"), [AS_OF])
    assert step.level == pytest.approx(cell.level, abs=0.006)
    assert (step.low, step.high) == pytest.approx((cell.low, cell.high), abs=0.006)


def test_an_act_counts_from_its_publication_on(corpus):
    days = [date(2024, 5, 20), date(2024, 6, 1)]
    before, after = courses(filled(corpus)).of(("PER", "military"), days)
    assert before.level > 0 > after.level
    assert (before.n, after.n) == (1, 2)


def test_nothing_is_told_of_days_before_the_first_word(corpus):
    filled(corpus)
    assert courses(corpus).of(("PER", "military"), [date(2022, 1, 1)]) == ()
    assert courses(corpus).first_day(("PER", "military")) == date(2023, 3, 1)
    assert courses(corpus).first_day(("BRA", "military")) is None


def test_an_old_act_fades_towards_the_unknown(corpus):
    corpus.document("early", date(2020, 3, 1))
    corpus.tell("Chile aided Peru.", "CHL>PER AID", time="2020-02-20")
    fresh, old = courses(corpus).of(("PER", "diplomatic"), [date(2020, 4, 1), AS_OF])
    assert 0 < old.level < fresh.level
    assert old.high - old.low > fresh.high - fresh.low
