"""Which reports are compared: those that a search of all files, pair by pair, would compare."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, timedelta

from detente.events.matching import stem_weights
from detente.events.pairing import (
    NEIGHBOURS,
    SLACK_DAYS,
    _days,
    _file_keys,
    _in_time,
    _rarity,
    candidate_pairs,
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


def test_each_pair_of_a_common_file_is_found_once() -> None:
    reports = made_up_reports(240)
    weights = stem_weights(reports)
    rank = {stem: place for place, stem in enumerate(sorted(weights, key=_rarity(weights)))}
    files = defaultdict(list)
    for report in reports:
        for key in _file_keys(report, rank):
            files[key].append(report)
    expected = set()
    for filed in files.values():
        filed.sort(key=_in_time)
        for place, one in enumerate(filed):
            for two in filed[place + 1 : place + 1 + NEIGHBOURS]:
                (begins, ends), (first, last) = _days(one), _days(two)
                if first - ends <= SLACK_DAYS and begins - last <= SLACK_DAYS:
                    expected.add(tuple(sorted((one.number, two.number))))
    found = [(one.number, two.number) for one, two in candidate_pairs(reports, weights)]
    assert len(found) == len(set(found))
    assert set(found) == expected
    assert max(map(len, files.values())) > NEIGHBOURS
