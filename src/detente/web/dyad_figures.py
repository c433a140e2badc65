"""Figures of one relation: its level as it was known, what datasets say, events on a timeline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from detente.briefing.figures import Figure, LevelTrack, Turn
from detente.briefing.figures.axes import Told
from detente.briefing.illustrating import LEAST_READINGS, count_figures, level_figure, turn_of
from detente.briefing.labels import event_label
from detente.briefing.line_view import anchor_of
from detente.briefing.notes import folded
from detente.briefing.timeline import Mark
from detente.briefing.wording import signed
from detente.model import Item
from detente.web.dyads import Place

if TYPE_CHECKING:
    from detente.pipeline_picture import Picture
    from detente.relations import Step, Track

Named = Callable[[str], str]


def figures_of(
    picture: Picture, course: Sequence[Step], place: Place, *, named: Named
) -> Iterator[tuple[str, Figure]]:
    """The figures of a relation by name, the level first."""
    if len(course) > 1:
        yield "course", course_figure(course, picture.items, place, named=named)
    for number, track in enumerate(_tracks(picture, place)):
        series = track.series
        key = series.dataset, series.source, series.target
        turns = {key: _turns(picture.items, series.sector)[key]}
        yield f"track-{number}", level_figure(track, turns, named=named)
    if not place.sector:
        for name, figure in count_figures(
            picture.view.series, place.actor, place.other, named=named
        ):
            yield f"counts-{name}", figure


def course_figure(
    course: Sequence[Step], items: Sequence[Item], place: Place, *, named: Named
) -> LevelTrack:
    """The level with its interval as it was known, with the shifts that were found in it."""
    last = course[-1]
    sector = f", {place.sector}" if place.sector else ""
    told = Told(
        f"{named(place.actor)} and {named(place.other)}{sector}".removeprefix("the "),
        "Level with its 0.90 interval as it was known on each day, from what had happened and "
        f"been published by then; at the end {signed(last.level)} ({signed(last.low)} to "
        f"{signed(last.high)})",
    )
    turns = [
        turn
        for (_, source, target), found in _turns(items, place.sector).items()
        if {source, target} == place.pair
        for turn in found
        if turn.day >= course[0].day
    ]
    return LevelTrack(
        told=Told(told.title[:1].upper() + told.title[1:], told.description),
        days=[step.day for step in course],
        level=[round(step.level, 2) for step in course],
        low=[round(step.low, 2) for step in course],
        high=[round(step.high, 2) for step in course],
        turns=turns,
    )


def _tracks(picture: Picture, place: Place) -> list[Track]:
    """Tracks worth a figure: what the state does first, then what is done to it."""
    own = [
        track
        for track in picture.tracks
        if set(track.series.dyad) == place.pair
        and track.series.sector == place.sector
        and len(track.series.days) >= LEAST_READINGS
    ]
    return sorted(own, key=lambda one: (one.series.dataset, one.series.source != place.actor))


def _turns(items: Sequence[Item], sector: str) -> defaultdict[tuple[str, str, str], list[Turn]]:
    """Shifts of levels in one sector, or of all together, by dataset and dyad."""
    found: defaultdict[tuple[str, str, str], list[Turn]] = defaultdict(list)
    for item in items:
        turn = turn_of(item, sector=sector)
        if turn is not None:
            found[turn[0]].append(turn[1])
    return found


def marks_of(events: Sequence[Item], actor: str) -> list[Mark]:
    """Dated events as marks of a timeline; each leads to its line on the page."""
    marks = []
    for item in events:
        begins, ends = item.fields.get("begins_on"), item.fields.get("ends_on")
        if isinstance(begins, date):
            last = ends if isinstance(ends, date) else begins
            action = str(item.fields.get("action") or "")
            label = event_label(item, actor)
            marks.append(Mark(begins, last, action, label, folded(item.text), anchor_of(item.id)))
    return marks
