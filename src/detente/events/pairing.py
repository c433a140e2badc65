"""Which reports are worth comparing: those of one pair of parties that share a day or a rare word.

Comparing all with all would take hours for a hundred thousand statements. A report meets only the
reports filed under the same pair and the same day, or the same pair and one of its rarest stems,
and in a long file only its neighbours in time.
"""

from __future__ import annotations

from array import array
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
    filed_under, files = _files(reports, rank)
    days = [_days(report) for report in reports]
    for one in sorted(range(len(reports)), key=lambda place: _in_time(reports[place])):
        # A pair stands in one order in all files, so it is found from its earlier report alone.
        near: dict[int, None] = {}
        begins, ends = days[one]
        for number in filed_under[one]:
            filed, after = files[number]
            files[number] = filed, after + 1
            for two in filed[after : after + NEIGHBOURS]:
                first, last = days[two]
                if first - ends <= SLACK_DAYS and begins - last <= SLACK_DAYS:
                    near[two] = None
        for two in near:
            yield reports[min(one, two)], reports[max(one, two)]


def _files(
    reports: Sequence[Report], rank: Mapping[str, int]
) -> tuple[list[list[int]], list[tuple[Sequence[int], int]]]:
    """For each report the numbers of its files; and each file, in time, with its second place.

    Files of a single report are left out.
    """
    filed: defaultdict[Hashable, array[int]] = defaultdict(lambda: array("I"))
    for place, report in enumerate(reports):
        for key in _file_keys(report, rank):
            filed[key].append(place)
    times = [_in_time(report) for report in reports]
    under: list[list[int]] = [[] for _ in reports]
    files: list[tuple[Sequence[int], int]] = []
    for places in filed.values():
        if len(places) == 1:
            continue
        for place in places:
            under[place].append(len(files))
        files.append((array("I", sorted(places, key=times.__getitem__)), 1))
    return under, files


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
