"""Reports joined into clusters, the surest pairs first, never against a contradiction."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence

import numpy as np

from detente.events.matching import match_strength, stem_weights, weigh
from detente.events.pairing import Pairing
from detente.events.report import Report
from detente.events.timing import grain, meet


class Clusters:
    """Disjoint sets of reports that refuse a union whose members contradict each other.

    A chain of pairwise likenesses may join a report of May and one of July through a third that
    says "this year"; so every cluster keeps the days on which all its members agree, and the
    sentences that it holds: two statements of one sentence are two things.
    """

    def __init__(self, reports: Sequence[Report], apart: Collection[frozenset[int]] = ()) -> None:
        self._parent = list(range(len(reports)))
        self._members = [[report] for report in reports]
        self._window = [report.window for report in reports]
        self._apart = apart

    def find(self, number: int) -> int:
        """The cluster that a report is in."""
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def join(self, one: int, two: int, *, forced: bool = False) -> bool:
        """Join two clusters; False where they are one already or contradict each other."""
        kept, gone = sorted((self.find(one), self.find(two)))
        if kept == gone:
            return False
        mine, yours = self._window[kept], self._window[gone]
        window = meet(mine, yours, slack_days=1) if mine and yours else mine or yours
        at_odds = mine is not None and yours is not None and window is None
        if not forced and (at_odds or not self._may_join(kept, gone)):
            return False
        self._parent[gone] = kept
        self._members[kept] += self._members[gone]
        self._window[kept] = window or self._window[kept]
        return True

    def _may_join(self, kept: int, gone: int) -> bool:
        mine, yours = self._members[kept], self._members[gone]
        there = {report.sentence: report for report in mine}
        for report in yours:
            other = there.get(report.sentence)
            if other is not None and not _told_twice(report, other):
                return False
        if not self._apart:
            return True
        return not any(frozenset((a.number, b.number)) in self._apart for a in mine for b in yours)

    def groups(self) -> list[list[Report]]:
        """All clusters with their members, in order of their first report."""
        return [
            sorted(members, key=lambda report: report.number)
            for number, members in enumerate(self._members)
            if self._parent[number] == number
        ]


def _told_twice(one: Report, two: Report) -> bool:
    """Two statements of one sentence are one thing if they share their words or their meeting."""
    first, second = one.statement, two.statement
    if first.start == second.start and first.end == second.end:
        return True
    return first.action == second.action == "CONSULT" and grain(one.window) == "day"


def cluster_reports(
    reports: Sequence[Report],
    *,
    together: Collection[frozenset[int]] = (),
    apart: Collection[frozenset[int]] = (),
    pairing: Pairing | None = None,
) -> list[list[Report]]:
    """Clusters of reports of one happening.

    Args:
        pairing: of earlier calls with some of the same statements; the outcome is the same
            without it.
        together, apart: pairs of report numbers that a person judged the same or different;
            both outrank every rule.
    """
    weights = stem_weights(reports)
    wholes = [weigh(report.stems, weights=weights) for report in reports]
    strengths, ones, twos = array("d"), array("I"), array("I")
    for one, two, demand in (pairing or Pairing()).pairs(reports, weights):
        strength = match_strength(one, two, demand, weights=weights, wholes=wholes)
        if strength > 0.0:
            strengths.append(-strength)
            ones.append(one.number)
            twos.append(two.number)
    clusters = Clusters(reports, apart)
    for pair in sorted(tuple(sorted(pair)) for pair in together if len(pair) == 2):
        clusters.join(pair[0], pair[1], forced=True)
    for place in np.lexsort((twos, ones, strengths)):
        clusters.join(ones[place], twos[place])
    return clusters.groups()
