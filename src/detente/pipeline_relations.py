"""The relations that a what-if process is fitted on: daily acts of dyads, by sort."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detente.adapters.datasets.daily_counts import DailyCounts, newest_rows
from detente.errors import InputError, NotEnoughData
from detente.model import ACTIONS
from detente.outlook.event_process import LEAST_ACTS
from detente.outlook.scenarios import Assumption
from detente.outlook.what_if import Assumed, Halt, Pulse
from detente.pipeline_counts import roots_of
from detente.pipeline_project import Project, codebook_of

SIDES = ("cooperation", "conflict")
MOST_RELATIONS = 24
Counted = Mapping[str, DailyCounts]


@dataclass(frozen=True, slots=True)
class Relation:
    """A directed dyad and which acts of it are counted.

    Attributes:
        side: ``cooperation``, ``conflict``, or a PLOVER root that is assumed to stop.
        without: roots that are counted apart and left out here.
    """

    source: str
    target: str
    side: str
    without: tuple[str, ...] = ()

    @property
    def acts(self) -> str:
        """What is counted, in words."""
        return f"{self.side} without {', '.join(self.without)}" if self.without else self.side


@dataclass(frozen=True, slots=True)
class Wanted:
    """An assumption with the sides that its acts are of.

    Attributes:
        side: of the assumed act.
        halts: roots that stop, each with its side.
        ways: source and target of who acts.
    """

    assumption: Assumption
    side: str
    halts: tuple[tuple[str, str], ...]
    ways: tuple[tuple[str, str], ...]


def roots_counted(
    project: Project, assumptions: Sequence[Assumption]
) -> dict[str, tuple[str, ...]]:
    """By side, and by root that is assumed to stop, the PLOVER roots that count."""
    found = {
        side: (*roots_of(project, f"verbal {side}"), *roots_of(project, f"material {side}"))
        for side in SIDES
    }
    for one in assumptions:
        found |= {root: (root,) for root in one.halts}
    return found


def wanted_of(project: Project, one: Assumption) -> Wanted:
    """An assumption with its sides and ways."""

    def side_of(root: str) -> str:
        return codebook_of(project).intensity.quad(root).split()[-1]

    there, back = (one.source, one.target), (one.target, one.source)
    return Wanted(
        one,
        side_of(one.action),
        tuple((root, side_of(root)) for root in one.halts),
        (there, back) if one.mutual else (there,),
    )


def relations_of(counts: Counted, actor: str, wanted: Sequence[Wanted]) -> tuple[Relation, ...]:
    """The assumed relations, then the actor's busiest ones.

    Raises:
        NotEnoughData: if the dataset has too few acts of an assumed relation or of the actor.
    """
    stopped = {
        (way, side): tuple(root for root, its in one.halts if its == side)
        for one in wanted
        for way in one.ways
        for _, side in one.halts
    }
    found: dict[Relation, None] = {}
    for one in wanted:
        found |= dict.fromkeys(_assumed(counts, one, stopped))
    busy = [
        (
            -int(counts[side].counts[place].sum()),
            Relation(*dyad, side, stopped.get((dyad, side), ())),
        )
        for side in SIDES
        for place, dyad in enumerate(counts[side].dyads)
        if actor in dyad
    ]
    if not busy:
        raise NotEnoughData(f"acts of {actor} in a dyad", seen=0, needed=LEAST_ACTS)
    ordered = sorted(busy, key=lambda pair: (pair[0], pair[1].source, pair[1].target, pair[1].side))
    for _, relation in ordered:
        if len(found) >= MOST_RELATIONS:
            break
        if not relation.without or daily_of(counts, relation).sum() >= LEAST_ACTS:
            found[relation] = None
    return tuple(found)


def _assumed(
    counts: Counted,
    one: Wanted,
    stopped: Mapping[tuple[tuple[str, str], str], tuple[str, ...]],
) -> list[Relation]:
    """The relations of an assumption: acts that stop, the act itself, and its answer."""
    halted = [
        Relation(*way, root)
        for root, _ in one.halts
        for way in one.ways
        if way in counts[root].dyads
    ]
    acting = []
    there = one.ways[0]
    for way in (there, there[::-1]):
        if way in counts[one.side].dyads:
            acting.append(Relation(*way, one.side, stopped.get((way, one.side), ())))
        elif way in one.ways and not one.halts:
            raise NotEnoughData(
                f"acts of {one.side} by {way[0]} towards {way[1]}", seen=0, needed=LEAST_ACTS
            )
    if not halted and not acting:
        roots = " or ".join((one.side, *(root for root, _ in one.halts)))
        raise NotEnoughData(f"acts of {roots} by {there[0]} and {there[1]}", seen=0, needed=1)
    return [*halted, *acting]


def nothing_to_stop(relations: Sequence[Relation], wanted: Sequence[Wanted]) -> list[str]:
    """What is assumed to stop and doesn't go on in the data, a sentence each."""
    return [
        f"{one.assumption.text}: the data have no {root} between them that could stop, so that "
        "only the act by which it begins is assumed"
        for one in wanted
        for root, _ in one.halts
        if not any(its.side == root and (its.source, its.target) in one.ways for its in relations)
    ]


def daily_of(counts: Counted, one: Relation) -> NDArray[np.int64]:
    """The acts of a relation by day."""
    dyad = one.source, one.target
    found: NDArray[np.int64] = counts[one.side].counts[counts[one.side].dyads.index(dyad)]
    for root in one.without:
        if dyad in counts[root].dyads:
            found = found - counts[root].counts[counts[root].dyads.index(dyad)]
    return found


def last_day_of(counts: Counted, as_of: date) -> date:
    """The last day of the counts; `as_of` where there are none."""
    ends = [
        one.first_day + timedelta(days=one.counts.shape[1] - 1)
        for one in counts.values()
        if one.counts.shape[1]
    ]
    return max(ends, default=as_of)


def newest_of(
    files: Sequence[Path],
    relations: Sequence[Relation],
    roots: Mapping[str, Sequence[str]],
    *,
    as_of: date,
) -> dict[Relation, list[str]]:
    """By relation the keys of the newest rows that it counts."""
    found: dict[Relation, list[str]] = {}
    for side, without in dict.fromkeys((one.side, one.without) for one in relations):
        here = [one for one in relations if (one.side, one.without) == (side, without)]
        newest = newest_rows(
            files,
            [(one.source, one.target) for one in here],
            as_of=as_of,
            actions=[root for root in roots.get(side, ACTIONS) if root not in without],
        )
        found |= {one: newest.get((one.source, one.target), []) for one in here}
    return found


def assumed_in(
    relations: Sequence[Relation], wanted: Sequence[Wanted], last_day: date, *, until: date
) -> Assumed:
    """What is assumed, in terms of the relations of a process.

    Raises:
        InputError: if an assumption is dated before the data end, or after the span.
    """
    pulses: list[Pulse] = []
    halts: list[Halt] = []
    for one in wanted:
        day = (one.assumption.day - last_day).days - 1
        if day < 0:
            raise InputError(
                f"the assumption {one.assumption.text!r} is dated before {last_day}, the last day "
                "of the data; assume something ahead"
            )
        if one.assumption.day > until:
            raise InputError(
                f"the assumption {one.assumption.text!r} is dated {one.assumption.day}, after "
                f"--until {until}; give a later day there, or assume it earlier"
            )
        stopping = {root for root, _ in one.halts}
        for place, relation in enumerate(relations):
            if (relation.source, relation.target) not in one.ways:
                continue
            if relation.side == one.side:
                pulses.append(Pulse(place, day))
            elif relation.side in stopping:
                halts.append(Halt(place, day))
    return Assumed(tuple(pulses), tuple(halts))
