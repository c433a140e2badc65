"""Which reports are compared: those that a search of all files, pair by pair, would compare."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

from detente.events.matching import demand_of, stem_weights
from detente.events.pairing import (
    NEIGHBOURS,
    SLACK_DAYS,
    Pairing,
    _days,
    _file_keys,
    _in_time,
    _rarity,
)
from detente.events.report import Report
from detente.model import Statement

STEMS = "grain ship road lake treaty visit port tariff border rail".split()
STATES = ("CHL", "PER", "BOL")


def made_up_reports(number: int) -> list[Report]:
    chance = random.Random(7)
    reports = []
    for place in range(number):
        first = date(2024, 1, 1) + timedelta(days=chance.randrange(40))
        window = chance.choice([None, (first, first), (first, first + timedelta(days=30))])
        one, two = chance.sample(STATES, 2)
        row = Statement(
            f"d{place}",
            "event",
            (one,),
            (two,) if chance.random() < 0.8 else (),
            0,
            9,
            0,
            9,
            directed=chance.random() < 0.5,
            codes=(chance.choice(("AID", "CONSULT")),),
        )
        reports.append(Report(place, row, window, frozenset(chance.sample(STEMS, 4))))
    return reports


def expected_pairs(reports: list[Report]) -> set[tuple[int, int]]:
    """All pairs of neighbours in any file that may be one happening, searched one by one."""
    weights = stem_weights(reports)
    rank = {stem: place for place, stem in enumerate(sorted(weights, key=_rarity(weights)))}
    files = defaultdict(list)
    for report in reports:
        for key in _file_keys(report, rank):
            files[key].append(report)
    assert max(map(len, files.values())) > NEIGHBOURS
    expected = set()
    for filed in files.values():
        filed.sort(key=_in_time)
        for place, one in enumerate(filed):
            for two in filed[place + 1 : place + 1 + NEIGHBOURS]:
                (begins, ends), (first, last) = _days(one), _days(two)
                near = first - ends <= SLACK_DAYS and begins - last <= SLACK_DAYS
                early, late = sorted((one, two), key=lambda report: report.number)
                if near and demand_of(early, late) is not None:
                    expected.add((early.number, late.number))
    return expected


def test_each_pair_of_a_common_file_is_found_once() -> None:
    reports = made_up_reports(240)
    found = [
        (one.number, two.number) for one, two, _ in Pairing().pairs(reports, stem_weights(reports))
    ]

    assert len(found) == len(set(found))
    assert set(found) == expected_pairs(reports)


def test_what_is_taken_over_after_a_change_is_what_a_new_search_finds() -> None:
    every, chance, pairing = made_up_reports(240), random.Random(3), Pairing()
    for _ in range(12):
        left = sorted(chance.sample(range(240), 236))
        reports = [
            replace(every[place], number=number, stems=every[place].stems - {chance.choice(STEMS)})
            if place == left[0]
            else replace(every[place], number=number)
            for number, place in enumerate(left)
        ]
        if reports[0].stems != every[left[0]].stems:
            # Other words are another statement.
            reports[0] = replace(reports[0], statement=replace(reports[0].statement))
        weights = stem_weights(reports)
        found = {
            (one.number, two.number): demand for one, two, demand in pairing.pairs(reports, weights)
        }
        anew = {
            (one.number, two.number): demand
            for one, two, demand in Pairing().pairs(reports, weights)
        }
        assert found == anew
        assert set(found) == expected_pairs(reports)
