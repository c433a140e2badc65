"""Lines on what the model expects, on open forecasts and on those who made them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pytest

from detente.codebook import load_codebook
from detente.model import Evidence
from detente.outlook.count_backtest import CountForecast
from detente.outlook.entries import Entry, Resolution
from detente.outlook.expectations import Expected, expectation_lines, word_for
from detente.outlook.resolving import Proposal
from detente.outlook.score_tables import score_table
from detente.outlook.standing import Standing, indicator_lines, track_records

ROW = Evidence(dataset="acts", row="ab:1")
OPEN = Proposal("open", "its window is still open")
WORDS = Evidence(document="d1", start=0, end=5, quote="Talks")
EXPECTED = Expected(
    source="KEN",
    target="UGA",
    act="material conflict",
    opens_on=date(2025, 1, 1),
    closes_on=date(2025, 3, 31),
    dataset="acts",
    windows=9,
    beaten=0.7,
    judged=20,
    made=CountForecast(
        dyad=0,
        forecaster="model",
        p_any=0.66,
        mean=1.4,
        low=0,
        high=4,
        distribution=np.array([0.34, 0.3, 0.2, 0.1, 0.06]),
        skill=0.12,
        baselines={"last twelve months": (0.5, 1.1), "climatology": (0.4, 0.9)},
    ),
    evidence=(ROW,),
)
TALKS = Entry(
    id="forecast-a",
    kind="document",
    text="Talks are likely.",
    recorded_at=datetime(2024, 7, 1, tzinfo=UTC),
    source=("KEN",),
    target=("UGA",),
    action="CONSULT",
    low=0.55,
    high=0.8,
    opens_on=date(2024, 7, 1),
    closes_on=date(2024, 12, 31),
    judge="A. Writer",
    publisher="Lake Institute",
)


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (0.02, "almost no chance"),
        (0.3, "unlikely"),
        (0.5, "roughly even chance"),
        (0.66, "likely"),
        (0.9, "very likely"),
        (0.99, "almost certain"),
    ],
)
def test_words_follow_from_numbers_by_the_table(number: float, word: str) -> None:
    assert word_for(number, load_codebook().likelihood) == word


class Own:
    """A user's table in which "likely" begins later."""

    def interval(self, phrase: str) -> tuple[float, float] | None:
        return {"roughly even chance": (0.4, 0.7), "likely": (0.7, 0.9)}.get(phrase)


def test_another_table_gives_other_words() -> None:
    assert word_for(0.66, Own()) == "roughly even chance"


def test_a_line_has_number_word_and_baseline_and_no_confidence() -> None:
    (line,) = expectation_lines([EXPECTED], codebook=load_codebook())
    assert "is likely (66 %; 1.4 expected, 0 to 4 in nine of ten cases)" in line.text
    assert "12 % less error than the best baseline over 9 past windows" in line.text
    assert "last twelve months: 50 %, 1.1 expected" in line.text
    assert "confiden" not in line.text and line.evidence == (ROW,)
    assert line.fields["word"] == "likely" and len(line.fields["distribution"]) == 5  # type: ignore[arg-type]


def test_where_a_baseline_did_better_it_is_what_is_shown_and_named() -> None:
    made = replace(EXPECTED.made, forecaster="climatology", p_any=0.4, skill=-0.2)
    (line,) = expectation_lines([replace(EXPECTED, made=made)], codebook=load_codebook())
    assert "by its climatology, which did better here than the model" in line.text
    assert line.fields["forecaster"] == "climatology"


def test_without_rows_there_is_no_line() -> None:
    assert expectation_lines([replace(EXPECTED, evidence=())], codebook=load_codebook()) == []


def test_open_forecasts_say_what_would_decide_them() -> None:
    proposal = Proposal("open", "its window is still open", n_supporting=1)
    standing = [
        Standing(TALKS, proposal, WORDS, (ROW,), "outlook-1"),
        Standing(replace(TALKS, id="b"), Proposal("yes", "told"), WORDS),
    ]
    (line,) = indicator_lines(standing, codebook=load_codebook())
    assert line.text.startswith("Open until 31 December 2024: a meeting, visit, call or talks")
    assert "by Kenya towards Uganda, told by two publishers; so far 1 report for it" in line.text
    assert line.evidence == (WORDS, ROW) and line.fields["forecasts"] == ("outlook-1",)


def test_forecasts_that_wait_for_the_same_are_one_line_and_the_heaviest_comes_first() -> None:
    def said(name: str, **changed: Any) -> Standing:
        words = replace(WORDS, document=f"doc-{name}")
        return Standing(replace(TALKS, id=name, **changed), OPEN, words, (), f"outlook-{name}")

    soon = said("s", source=("TZA",), closes_on=date(2024, 7, 31))
    standing = [
        soon,
        said("b", judge="B. Reader", closes_on=date(2025, 3, 1), low=0.05, high=0.2),
        said("c", condition="if it rains"),
        said("a"),
        said("d", action="ASSAULT"),
    ]
    lines = indicator_lines(standing, codebook=load_codebook())
    both, nearest, *others = lines
    assert both.fields["ledger_ids"] == ("a", "b") and both.fields["n_forecasts"] == 2
    assert both.fields["speakers"] == ("A. Writer", "B. Reader")
    assert [one.document for one in both.evidence] == ["doc-a", "doc-b"]
    assert "Open until 31 December 2024, the last until 1 March 2025: a meeting" in both.text
    assert both.text.endswith("so far 0 reports for it; 2 forecasts hang on it.")
    assert nearest.fields["ledger_ids"] == ("s",) and len(others) == 2


def test_sources_are_shown_with_their_score_or_with_none() -> None:
    other = replace(TALKS, id="c", judge="B. Reader", publisher="Rift Post")
    standing = [Standing(one, Proposal("open", ""), WORDS) for one in (TALKS, other)]
    decided = {"forecast-a": Resolution("forecast-a", "yes", TALKS.recorded_at)}
    rows = score_table([TALKS, other], decided, groups=["judge", "publisher"])
    quoted = {"judge": ["A. Writer", "B. Reader"], "publisher": ["Rift Post"]}
    writer, reader, post = track_records(standing, rows, quoted=quoted)
    assert "A. Writer (author): Brier score 0.11 over 1 resolved of 1 forecast" in writer.text
    assert "none with a likelihood is resolved" in reader.text and reader.fields["brier"] is None
    assert post.fields["by"] == "publisher" and post.evidence == (WORDS,)
