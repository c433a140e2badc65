"""Which reports are worth comparing: those of one pair of parties that share a day or a rare word.

Comparing all with all would take hours for a hundred thousand statements. A report meets only the
reports filed under the same pair and the same day, or the same pair and one of its rarest stems,
and in a long file only its neighbours in time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, islice
from math import inf

from detente.events.matching import Demand, demand_of
from detente.events.report import Report
from detente.events.timing import grain

RAREST_STEMS = 5
NEIGHBOURS = 30
MOST_PAIRS = 10
# The most that `detente.events.timing.meet` is ever asked to overlook.
SLACK_DAYS = 1
# Two statements by their ids, and what they demand of their words.
Pair = tuple[tuple[int, int], Demand]


class Pairing:
    """Finds pairs worth comparing again and again, and takes over what stayed the same.

    What it gives is what it would give without having been asked before. A report is known again
    by its statement, as the same object.
    """

    def __init__(self) -> None:
        # Keeps the statements alive whose ids are remembered.
        self._last: Sequence[Report] = ()
        self._seen: Mapping[str, int] = {}
        self._filed_under: dict[int, list[int]] = {}
        self._names: dict[Hashable, int] = {}
        self._files: dict[int, tuple[list[int], list[Pair]]] = {}

    def pairs(
        self, reports: Sequence[Report], weights: Mapping[str, float]
    ) -> list[tuple[Report, Report, Demand]]:
        """Pairs worth comparing, each once, with what they demand of their words.

        Args:
            reports: by number.
            weights: of every stem.

        Two dates that lie more than a day apart are left out: no rule takes them for one
        happening.
        """
        under = self._file(reports, weights)
        by_id = {id(report.statement): report for report in reports}
        filed: defaultdict[int, list[int]] = defaultdict(list)
        for name, files in under.items():
            for file in files:
                filed[file].append(name)
        known, self._files = self._files, {}
        found: dict[tuple[int, int], Demand] = {}
        for file, names in filed.items():
            if len(names) > 1:
                held = known.get(file)
                if held is None or held[0] != names:
                    held = names, _pairs_in([by_id[name] for name in names])
                self._files[file] = held
                found.update(held[1])
        self._last = reports
        return [(by_id[one], by_id[two], demand) for (one, two), demand in found.items()]

    def _file(
        self, reports: Sequence[Report], weights: Mapping[str, float]
    ) -> dict[int, list[int]]:
        """The files of each report; those of which no stem became rarer or less rare are known."""
        seen = Counter(stem for report in reports for stem in report.stems)
        moved = {stem for stem, count in seen.items() if self._seen.get(stem) != count}
        rank: dict[str, int] = {}
        known, self._filed_under, self._seen = self._filed_under, {}, seen
        for report in reports:
            name = id(report.statement)
            files = known.get(name)
            if files is None or not moved.isdisjoint(report.stems):
                if not rank:
                    ordered = sorted(weights, key=_rarity(weights))
                    rank = {stem: place for place, stem in enumerate(ordered)}
                keys = dict.fromkeys(_file_keys(report, rank))
                files = [self._names.setdefault(key, len(self._names)) for key in keys]
            self._filed_under[name] = files
        return self._filed_under


def _pairs_in(filed: Sequence[Report]) -> list[Pair]:
    """Pairs of neighbours in time of one file that may be one happening, the earlier number first.

    Args:
        filed: by number.
    """
    ordered = sorted(filed, key=_in_time)
    days = [_days(report) for report in ordered]
    found: list[Pair] = []
    for place, one in enumerate(ordered):
        begins, ends = days[place]
        for other in range(place + 1, min(place + 1 + NEIGHBOURS, len(ordered))):
            first, last = days[other]
            if first - ends > SLACK_DAYS or begins - last > SLACK_DAYS:
                continue
            two = ordered[other]
            early, late = (one, two) if one.number < two.number else (two, one)
            demand = demand_of(early, late)
            if demand is not None:
                found.append(((id(early.statement), id(late.statement)), demand))
    return found


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
