"""Conditions of documents beside what is assumed: the same future, and near misses."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from detente.codebook import load_codebook
from detente.outlook.conditions import is_negative, same_condition
from detente.outlook.entries import Entry
from detente.outlook.scenarios import Assumption, read_assumption
from detente.pipeline_scenarios import noun_of

noun = noun_of(load_codebook())


def read(text: str) -> Assumption:
    return read_assumption(text, resolve=load_codebook().actors.resolve, noun=noun)


def fits(condition: str, coding: str, assumed: str) -> bool:
    """Whether a condition, coded as "SOURCES ACTION TARGETS", is what is assumed."""
    source, action, target = coding.split(" ")
    entry = Entry(
        id="f",
        kind="document",
        text="",
        recorded_at=datetime(2026, 1, 1, tzinfo=UTC),
        condition=condition,
        condition_source=tuple(code for code in source.split(",") if code != "-"),
        condition_target=tuple(code for code in target.split(",") if code != "-"),
        condition_action="" if action == "-" else action,
    )
    return same_condition(entry, read(assumed), noun=noun)


@pytest.mark.parametrize(
    ("condition", "coding", "assumed"),
    [
        ("if a truce of the two holds", "ARM - AZE", "ARM-AZE ceasefire by 2026-06"),
        ("if they meet", "ARM CONSULT AZE", "AZE CONSULT ARM 2026-06"),
        ("if Mali and Niger hold talks", "MLI,NER CONSULT -", "NER CONSULT MLI 2026-06"),
        ("should India strike Pakistan", "IND ASSAULT PAK", "IND ASSAULT PAK 2026-06"),
        ("once Mali ends attacks on Niger", "- AID MLI,NER", "MLI stops ASSAULT NER 2026-06"),
        ("if Rwanda no longer attacks", "RWA ASSAULT BDI", "RWA stops ASSAULT BDI 2026-06"),
        ("unless Rwanda attacks Burundi", "RWA ASSAULT BDI", "RWA-BDI truce by 2026-06"),
        ("if sanctions on Cuba are lifted", "- CONCEDE CUB", "USA stops SANCTION CUB 2026-06"),
        ("if a summit of Chad and Sudan takes place", "TCD,SDN - -", "TCD-SDN summit in 2026-06"),
    ],
)
def test_a_condition_on_what_is_assumed_fits(condition: str, coding: str, assumed: str) -> None:
    assert fits(condition, coding, assumed)


@pytest.mark.parametrize(
    ("condition", "coding", "assumed"),
    [
        ("if a truce holds", "ARM - AZE", "ARM-TUR ceasefire by 2026-06"),
        ("if a truce holds", "ARM CONCEDE AZE", "ARM CONSULT AZE 2026-06"),
        ("if the truce collapses", "ARM - AZE", "ARM-AZE ceasefire by 2026-06"),
        ("if no ceasefire is signed", "ARM - AZE", "ARM-AZE ceasefire by 2026-06"),
        ("unless they agree on a ceasefire", "ARM AGREE AZE", "ARM-AZE ceasefire by 2026-06"),
        ("should Pakistan strike India", "PAK ASSAULT IND", "IND ASSAULT PAK 2026-06"),
        ("if Mali does not talk to Niger", "MLI CONSULT NER", "MLI CONSULT NER 2026-06"),
        ("if Serbia stops its attacks", "SRB CONCEDE XKX", "SRB ASSAULT XKX 2026-06"),
        ("unless it stops its attacks", "SRB CONCEDE XKX", "SRB stops ASSAULT XKX 2026-06"),
        ("if Niger stops its attacks", "NER CONCEDE MLI", "MLI stops ASSAULT NER 2026-06"),
        ("if both stop fighting", "TCD,LBY CONCEDE SDN", "TCD stops ASSAULT SDN 2026-06"),
        ("if Cuba lifts its ban", "CUB CONCEDE USA", "USA stops SANCTION CUB 2026-06"),
        ("if prices fall", "- - -", "USA stops SANCTION CUB 2026-06"),
        ("if Peru aids Chile and Bolivia signs", "PER AID CHL", "PER AID CHL 2026-06"),
    ],
)
def test_near_misses_are_not_shown(condition: str, coding: str, assumed: str) -> None:
    assert not fits(condition, coding, assumed)


def test_what_is_assumed_together_may_be_asked_for_together() -> None:
    one, other = read("TCD stops ASSAULT SDN 2026-06"), read("LBY stops ASSAULT SDN 2026-06")
    entry = Entry(
        id="f",
        kind="document",
        text="",
        recorded_at=datetime(2026, 1, 1, tzinfo=UTC),
        condition="if Chad and Libya stop their attacks on Sudan",
        condition_source=("TCD", "LBY"),
        condition_target=("SDN",),
        condition_action="CONCEDE",
    )
    assert not same_condition(entry, one, noun=noun)
    parties = {one.source, one.target, other.source, other.target}
    assert same_condition(entry, one, noun=noun, assumed=parties)


def test_two_denials_are_none() -> None:
    assert not is_negative("unless Oman does not answer")
    assert is_negative("if Oman fails to answer")
    for words in (
        "if talks fail",
        "if Oman attacks without warning",
        "if it signs no later than May",
    ):
        assert not is_negative(words)
