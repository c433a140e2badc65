from __future__ import annotations

from datetime import date

import pytest

from detente.relations.tempo import share_within

AS_OF = date(2024, 7, 1)


def test_cell_without_evidence_does_not_exist(corpus):
    corpus.tell("Chile aided Peru.", "CHL>PER AID", time="2024-05", sectors="military")
    cells = corpus.relations("CHL", AS_OF)
    assert set(cells) == {("PER", "military")}
    assert corpus.relations("BRA", AS_OF) == {}


def test_sectors_of_one_counterpart_are_estimated_apart(corpus):
    corpus.tell("Chile shelled Peru.", "CHL>PER ASSAULT", time="2024-05", sectors="military")
    corpus.tell("They trade copper.", "CHL=PER COOPERATE", time="2024-05", sectors="economic")
    cells = corpus.relations("CHL", AS_OF)
    assert cells["PER", "military"].level < -1
    assert cells["PER", "economic"].level > 1


def test_first_sector_counts_most(corpus):
    corpus.tell("Aid.", "CHL>PER AID", time="2024-05", sectors="military energy")
    cells = corpus.relations("CHL", AS_OF)
    assert cells["PER", "military"].level > cells["PER", "energy"].level > 0


def test_both_directions_count_for_the_pair(corpus):
    corpus.tell("Peru aided Chile with grain.", "PER>CHL AID", time="2024-05")
    corpus.tell("Chile gave Peru fuel.", "CHL>PER AID", time="2024-05")
    assert corpus.relations("CHL", AS_OF)["PER", "diplomatic"].n_events == 2


def test_those_who_act_together_against_a_third_are_not_each_others_counterpart(corpus):
    corpus.tell("Chile and Peru warned Brazil.", "CHL+PER>BRA THREATEN", time="2024-05")
    assert set(corpus.relations("CHL", AS_OF)) == {("BRA", "diplomatic")}


def test_words_for_the_relation_set_its_level(corpora):
    levels = {}
    for word in ("its principal enemy", "its closest ally"):
        corpus = corpora()
        corpus.tell(f"Chile treats Peru as {word}.", "CHL>PER", kind="assessment", label=word[4:])
        levels[word] = corpus.relations("CHL", AS_OF)["PER", "diplomatic"].level
    assert levels["its principal enemy"] < -3
    assert levels["its closest ally"] > 3


def test_negated_word_for_the_relation_says_nothing(corpus):
    corpus.tell("Chile is no longer an ally of Peru.", "CHL=PER", kind="assessment")
    assert corpus.relations("CHL", AS_OF) == {}


def test_older_events_weigh_less(corpora):
    levels = []
    for time in ("2024-06", "2021-06"):
        corpus = corpora()
        corpus.tell("Chile aided Peru.", "CHL>PER AID", time=time)
        levels.append(corpus.relations("CHL", AS_OF)["PER", "diplomatic"].level)
    assert levels[0] > levels[1] > 0


def test_thin_evidence_has_a_wider_interval(corpora):
    widths = []
    for n in (1, 6):
        corpus = corpora()
        for number in range(n):
            corpus.document(f"d{number}")
            corpus.tell(
                f"Chile sent shipload {'abcdef'[number]}x of grain.",
                "CHL>PER AID",
                time=f"2024-0{number + 1}",
            )
        cell = corpus.relations("CHL", AS_OF)["PER", "diplomatic"]
        assert cell.n_events == n
        widths.append(cell.high - cell.low)
    assert widths[1] < widths[0]


def test_events_after_the_day_looked_from_do_not_count(corpus):
    corpus.tell("Chile aided Peru.", "CHL>PER AID", time="2024-09")
    assert corpus.relations("CHL", AS_OF) == {}


def test_halted_trade_counts_against_and_halted_shelling_for_the_relation(corpora):
    levels = {}
    for code, change in (("SANCTION", "halt"), ("CONCEDE", "halt"), ("COOPERATE", "halt")):
        corpus = corpora()
        corpus.tell("It was halted.", f"CHL>PER {code}", time="2024-05", change=change)
        levels[code] = corpus.relations("CHL", AS_OF)["PER", "diplomatic"].level
    assert levels["SANCTION"] < 0 < levels["CONCEDE"]
    assert levels["COOPERATE"] < 0


def test_words_of_growth_make_a_rising_direction(corpora):
    directions = {}
    for change in ("rise", "fall"):
        corpus = corpora()
        for number in range(4):
            corpus.document(f"d{number}")
            corpus.tell(
                f"Trade moved in lot {'abcd'[number]}q.",
                "CHL=PER COOPERATE",
                time=f"2024-0{number + 2}",
                change=change,
                sectors="economic",
            )
        cell = corpus.relations("CHL", AS_OF)["PER", "economic"]
        directions[change] = cell.direction
        assert 1 / 3 <= cell.p_direction <= 1
    assert directions == {"rise": "rising", "fall": "falling"}


def test_tempo_counts_this_window_against_the_one_before(corpus):
    corpus.tell("Chile aided Peru.", "CHL>PER AID", time="2024-06-03")
    corpus.tell("Chile criticised Peru.", "CHL>PER ACCUSE", time="2024-06-20")
    corpus.tell("Peru aided Chile.", "PER>CHL AID", time="2023-12-20")
    cell = corpus.relations("CHL", AS_OF)["PER", "diplomatic"]
    months = corpus.settings.tempo_window_days / (365.25 / 12)
    assert cell.tempo == pytest.approx(2 / months, abs=0.01)
    assert cell.tempo_change == pytest.approx(2 / months - 1 / months, abs=0.011)


def test_a_year_counts_with_the_share_that_lies_in_the_window():
    year = date(2024, 1, 1), date(2024, 12, 31)
    window = date(2024, 1, 1), date(2024, 3, 31)
    assert share_within(year, window) == pytest.approx(91 / 366)


def test_forecasts_and_advice_change_no_cell(corpus):
    corpus.tell("Chile may aid Peru.", "CHL>PER AID", kind="forecast")
    corpus.tell("Chile should aid Peru.", "CHL>PER AID", kind="recommendation")
    assert corpus.relations("CHL", AS_OF) == {}


def test_every_cell_cites_the_sentences_behind_it(corpus):
    corpus.tell("Chile aided Peru with tents.", "CHL>PER AID", time="2024-05")
    (evidence,) = corpus.relations("CHL", AS_OF)["PER", "diplomatic"].evidence
    assert evidence.quote == "Chile aided Peru with tents."
