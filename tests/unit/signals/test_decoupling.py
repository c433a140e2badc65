from __future__ import annotations

import pytest


def apart(corpus, actor="CHL"):
    return [i for i in corpus.items("signals", actor) if i.fields["type"] == "decoupling"]


def test_trade_that_grows_while_visits_stop_is_told_by_sector(corpus):
    corpus.tell(
        "Chile’s trade with Peru grew.",
        "CHL=PER COOPERATE",
        time="2023",
        change="rise",
        sectors="economic",
    )
    corpus.tell(
        "Chile and Peru suspended their visits.",
        "CHL=PER CONSULT",
        time="2024",
        change="halt",
        sectors="diplomatic",
    )
    (item,) = apart(corpus)
    assert set(item.fields["sectors"]) == {"economic", "diplomatic"}
    assert len(item.evidence) == 2


def test_ups_and_downs_of_one_sector_are_no_decoupling(corpus):
    for year, change in (("2023", "rise"), ("2024", "fall")):
        corpus.tell(
            "Chile’s trade with Peru changed.",
            "CHL=PER COOPERATE",
            time=year,
            change=change,
            sectors="economic",
        )
    assert apart(corpus) == []


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("Chile and Peru show that trade and politics do not move at the same speed.", 1),
        ("Chile and Peru show that trade and politics matter.", 0),
    ],
)
def test_sentence_that_says_so_is_cited(corpus, words, count):
    corpus.tell(words, "CHL=PER", kind="assessment", sectors="economic diplomatic")
    for sector in ("economic", "diplomatic"):
        corpus.tell(
            f"Chile’s {sector} dealings with Peru grew.",
            "CHL=PER COOPERATE",
            time="2024",
            change="rise",
            sectors=sector,
        )
    assert len(apart(corpus)) == count


def test_forces_that_are_cut_back_say_nothing_of_speeds(corpus):
    corpus.tell(
        "Chile cut its troops near Peru.",
        "CHL>PER MOBILIZE",
        time="2023",
        change="fall",
        sectors="military",
    )
    corpus.tell(
        "Chile’s trade with Peru fell.",
        "CHL=PER COOPERATE",
        time="2024",
        change="fall",
        sectors="economic",
    )
    assert apart(corpus) == []
