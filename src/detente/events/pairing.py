"""Which reports are worth comparing: those of one pair of parties that share a day or a rare word.

Comparing all with all would take hours for a hundred thousand statements. A report meets only the
reports filed under the same pair and the same day, or the same pair and one of its rarest stems,
and in a long file only its neighbours in time. Files are numbers in arrays, a part of the pairs at
a time, so that they take little memory however many reports there are.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

import numpy as np
from numpy.typing import NDArray

from detente.events.report import Report
from detente.events.timing import grain

RAREST_STEMS = 5
NEIGHBOURS = 30
MOST_PAIRS = 10
# The most that `detente.events.timing.meet` is ever asked to overlook.
SLACK_DAYS = 1
# Where there is no date: before and after every day.
EVER = 2**30
FILED_AT_ONCE = 40_000
COMPARED_AT_ONCE = 30_000

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Filed:
    """What files are made of.

    Attributes:
        begins, ends: first and last day of each report, `EVER` before and after where undated.
        rank: its place in time.
        keys: of each report the keys under every pair of it, shape (reports, 1 + `RAREST_STEMS`);
            -1 for none.
        pairs: number of a pair for each pair of a report, in order of their numbers.
        members: the report of it.
    """

    begins: Numbers
    ends: Numbers
    rank: Numbers
    keys: NDArray[np.int32]
    pairs: NDArray[np.uint32]
    members: NDArray[np.uint32]


def candidate_pairs(
    reports: Sequence[Report], weights: Mapping[str, float]
) -> Iterator[tuple[Report, Report]]:
    """Pairs worth comparing, in a fixed order.

    Two dates that lie more than a day apart are left out: no rule takes them for one happening. Of
    very many reports a pair may come more than once.
    """
    filed = _filed(reports, weights)
    for part in _parts(filed.pairs):
        for ones, twos in _neighbours(filed, part):
            for one, two in zip(ones.tolist(), twos.tolist(), strict=True):
                yield reports[one], reports[two]


def _rarity(weights: Mapping[str, float]) -> Callable[[str], tuple[float, str]]:
    return lambda stem: (-weights[stem], stem)


def _filed(reports: Sequence[Report], weights: Mapping[str, float]) -> Filed:
    rank = {stem: place for place, stem in enumerate(sorted(weights, key=_rarity(weights)))}
    begins, ends, keys = array("q"), array("q"), array("i")
    pairs, members = array("I"), array("I")
    known: dict[tuple[str, ...], int] = {}
    days: dict[tuple[str, int], int] = {}
    for report in reports:
        first, last = _days(report)
        begins.append(first)
        ends.append(last)
        rarest = sorted(map(rank.__getitem__, report.stems))[:RAREST_STEMS]
        keys.extend((*rarest, *(-1,) * (RAREST_STEMS - len(rarest))))
        is_day = report.window is not None and grain(report.window) == "day"
        # Days and stems are told apart by which of them stand in the last column.
        day = (report.statement.action, first)
        keys.append(days.setdefault(day, len(days)) if is_day else -1)
        for pair in _pairs(report):
            pairs.append(known.setdefault(pair, len(known)))
            members.append(report.number)
    of_pairs = np.frombuffer(pairs, np.uint32) if pairs else np.zeros(0, np.uint32)
    of_members = np.frombuffer(members, np.uint32) if members else np.zeros(0, np.uint32)
    order = np.argsort(of_pairs, kind="stable")
    opens = np.array(begins, np.int64)
    closes = np.array(ends, np.int64)
    in_time = np.empty(len(opens), np.int64)
    in_time[np.lexsort((closes, opens))] = np.arange(len(opens))
    return Filed(
        begins=opens,
        ends=closes,
        rank=in_time,
        keys=np.array(keys, np.int32).reshape(-1, RAREST_STEMS + 1),
        pairs=of_pairs[order],
        members=of_members[order],
    )


def _parts(pairs: NDArray[np.uint32]) -> Iterator[slice]:
    """Stretches of whole pairs, each of about `FILED_AT_ONCE` entries."""
    start = 0
    while start < len(pairs):
        end = min(start + FILED_AT_ONCE, len(pairs))
        if end < len(pairs):
            first = int(np.searchsorted(pairs, pairs[end], "left"))
            end = first if first > start else int(np.searchsorted(pairs, pairs[end], "right"))
        yield slice(start, end)
        start = end


def _neighbours(filed: Filed, part: slice) -> Iterator[tuple[Numbers, Numbers]]:
    """Reports of a file that stand near each other in time, the earlier number first."""
    pairs, members = filed.pairs[part].astype(np.int64), filed.members[part].astype(np.int64)
    columns = filed.keys.shape[1]
    keys = filed.keys[members].astype(np.int64)
    is_day = np.arange(columns) == columns - 1
    whole = ((pairs[:, None] << 32) | (keys << 1) | is_day)[keys >= 0]
    members = np.repeat(members[:, None], columns, axis=1)[keys >= 0]
    order = np.lexsort((filed.rank[members], whole))
    whole, members = whole[order], members[order]
    for start in range(0, len(whole), COMPARED_AT_ONCE):
        end = min(start + COMPARED_AT_ONCE, len(whole))
        found = [
            near
            for step in range(1, NEIGHBOURS + 1)
            if len(near := _near(filed, whole, members, (start, end, step)))
        ]
        if found:
            both = np.unique(np.concatenate(found))
            ones, twos = both >> 32, both & 0xFFFFFFFF
            in_time = np.argsort(filed.rank[ones], kind="stable")
            yield ones[in_time], twos[in_time]


def _near(filed: Filed, whole: Numbers, members: Numbers, stretch: tuple[int, int, int]) -> Numbers:
    """Two reports in one number each, of those that stand so many steps apart in one file."""
    start, end, step = stretch
    end = min(end, len(whole) - step)
    if end <= start:
        return np.zeros(0, np.int64)
    there = whole[start:end] == whole[start + step : end + step]
    ones, twos = members[start:end][there], members[start + step : end + step][there]
    fits = (filed.begins[twos] - filed.ends[ones] <= SLACK_DAYS) & (
        filed.begins[ones] - filed.ends[twos] <= SLACK_DAYS
    )
    ones, twos = ones[fits], twos[fits]
    both: Numbers = (np.minimum(ones, twos) << 32) | np.maximum(ones, twos)
    return both


def _days(report: Report) -> tuple[int, int]:
    """First and last day, counted; without an end on either side where there is no date."""
    if report.window is None:
        return -EVER, EVER
    return report.window[0].toordinal(), report.window[1].toordinal()


def _pairs(report: Report) -> list[tuple[str, ...]]:
    parties = sorted(report.statement.parties)
    if len(parties) < 2:
        return [tuple(parties)]
    pairs: list[tuple[str, ...]] = list(islice(combinations(parties, 2), MOST_PAIRS))
    # A report that leaves its target open can only meet others through its acting party.
    if report.statement.directed:
        pairs.extend((code,) for code in report.statement.source)
    return pairs
