"""Which reports are worth comparing: those of one pair of parties that share a day or a rare word.

Comparing all with all would take hours for a hundred thousand statements. A report meets only the
reports filed under the same pair and the same day, or the same pair and one of its rarest stems,
and in a long file only its neighbours in time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, islice
from math import inf

from detente.events.report import Report
from detente.events.timing import grain

RAREST_STEMS = 5
NEIGHBOURS = 30
MOST_PAIRS = 10
# The most that `detente.events.timing.meet` is ever asked to overlook.
SLACK_DAYS = 1


def candidate_pairs(
    reports: Sequence[Report], weights: dict[str, float]
) -> Iterator[tuple[Report, Report]]:
    """Pairs worth comparing, each once, in a fixed order.

    Two dates that lie more than a day apart are left out: no rule takes them for one happening.
    """
    rank = {stem: place for place, stem in enumerate(sorted(weights, key=_rarity(weights)))}
    times = [_in_time(report) for report in reports]
    files: dict[Hashable, list[int]] = defaultdict(list)
    for place, report in enumerate(reports):
        for key in _file_keys(report, rank):
            files[key].append(place)
    days = [_days(report) for report in reports]
    seen: set[tuple[int, int]] = set()
    for filed in files.values():
        if len(filed) == 1:
            continue
        filed.sort(key=times.__getitem__)
        for place, one in enumerate(filed):
            begins, ends = days[one]
            for two in filed[place + 1 : place + 1 + NEIGHBOURS]:
                first, last = days[two]
                if first - ends > SLACK_DAYS or begins - last > SLACK_DAYS:
                    continue
                pair = (one, two) if one < two else (two, one)
                if pair not in seen:
                    seen.add(pair)
                    yield reports[pair[0]], reports[pair[1]]


def _rarity(weights: Mapping[str, float]) -> Callable[[str], tuple[float, str]]:
    return lambda stem: (-weights[stem], stem)


def _in_time(report: Report) -> tuple[date, date, int]:
    window = report.window or (date.min, date.min)
    return window[0], window[1], report.number


def _days(report: Report) -> tuple[float, float]:
    """First and last day, counted; without an end on either side where there is no date."""
    if report.window is None:
        return -inf, inf
    return report.window[0].toordinal(), report.window[1].toordinal()


def _file_keys(report: Report, rank: Mapping[str, int]) -> Iterator[Hashable]:
    rarest = sorted(report.stems, key=rank.__getitem__)[:RAREST_STEMS]
    dated = report.window is not None and grain(report.window) == "day"
    for pair in _pairs(report):
        if dated and report.window is not None:
            yield pair, report.statement.action, report.window[0]
        for stem in rarest:
            yield pair, stem


def _pairs(report: Report) -> list[tuple[str, ...]]:
    parties = sorted(report.statement.parties)
    if len(parties) < 2:
        return [tuple(parties)]
    pairs: list[tuple[str, ...]] = list(islice(combinations(parties, 2), MOST_PAIRS))
    # A report that leaves its target open can only meet others through its acting party.
    if report.statement.directed:
        pairs.extend((code,) for code in report.statement.source)
    return pairs
