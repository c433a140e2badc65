"""Which reports are worth comparing: those of one pair of parties that share a day or a rare word.

Comparing all with all would take hours for a hundred thousand statements. A report meets only the
reports filed under the same pair and the same day, or the same pair and one of its rarest stems,
and in a long file only its neighbours in time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from itertools import combinations, islice

from detente.events.report import Report
from detente.events.timing import grain

RAREST_STEMS = 5
NEIGHBOURS = 30
MOST_PAIRS = 10


def candidate_pairs(
    reports: Sequence[Report], weights: dict[str, float]
) -> Iterator[tuple[Report, Report]]:
    """Pairs worth comparing, each once, in a fixed order."""
    files: dict[Hashable, list[Report]] = defaultdict(list)
    for report in reports:
        for key in _file_keys(report, weights):
            files[key].append(report)
    seen: set[tuple[int, int]] = set()
    for filed in files.values():
        filed.sort(key=_in_time)
        for place, report in enumerate(filed):
            for other in filed[place + 1 : place + 1 + NEIGHBOURS]:
                pair = min(report.number, other.number), max(report.number, other.number)
                if pair not in seen:
                    seen.add(pair)
                    yield reports[pair[0]], reports[pair[1]]


def _in_time(report: Report) -> tuple[date, date, int]:
    window = report.window or (date.min, date.min)
    return window[0], window[1], report.number


def _file_keys(report: Report, weights: dict[str, float]) -> Iterator[Hashable]:
    rarest = sorted(report.stems, key=lambda stem: (-weights[stem], stem))[:RAREST_STEMS]
    for pair in _pairs(report):
        if report.window is not None and grain(report.window) == "day":
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
