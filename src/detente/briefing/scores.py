"""Daily scores of a dataset as lines: in their own unit, without direction, no levels."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from detente.model import Evidence, Item
from detente.relations import State, Track, state_on
from detente.series import day_of
from detente.signals.wording import three_digits

NEWEST_ROWS, HIGHEST_ROWS = 4, 2
LATELY_DAYS = 365


def score_lines(tracks: Iterable[Track], *, actor: str, named: Callable[[str], str]) -> list[Item]:
    """A line for each counterpart with whom a dataset has scores, those with most scores first.

    The value is the level of the scores on the day looked from, with a 0.90 interval, both in the
    dataset's own unit: what a score of 10 means only the dataset says, so that it has no place
    among levels from -10 to 10.
    """
    scored = [track for track in tracks if track.series.kind == "score"]
    scored.sort(key=lambda track: (-len(track.series.days), track.series.dyad))
    return [_line(track, actor, named) for track in scored]


def _line(track: Track, actor: str, named: Callable[[str], str]) -> Item:
    series = track.series
    other = series.target if series.source == actor else series.source
    state = state_on(track, int(track.days[-1]))
    days = len(series.days)
    last = day_of(int(series.days[-1]))
    level, low, high = map(three_digits, (state.level, state.low, state.high))
    text = (
        f"Scores of {named(actor)} and {named(other)} in the dataset {series.dataset} stand at "
        f"{level} ({low} to {high}), {state.direction}, "
        f"from {days:,} day{'s' if days != 1 else ''} with a score, the last on {last}."
    )
    return Item("scores", text, _rows(track), _fields(track, state, other), _name(track, other))


def _fields(track: Track, state: State, other: str) -> dict[str, object]:
    return {
        "counterpart": other,
        "dataset": track.series.dataset,
        "value": round(state.level, 3),
        "low": round(state.low, 3),
        "high": round(state.high, 3),
        "direction": state.direction,
        "p_direction": round(state.p_direction, 3),
        "n_days": len(track.series.days),
        "last": day_of(int(track.series.days[-1])),
    }


def _name(track: Track, other: str) -> str:
    return f"scores-{track.series.dataset}-{other}"


def _rows(track: Track) -> tuple[Evidence, ...]:
    """The newest scores, and the farthest from their middle of the last year."""
    series = track.series
    newest = range(max(0, len(series.days) - NEWEST_ROWS), len(series.days))
    lately = np.flatnonzero(series.days > series.days[-1] - LATELY_DAYS)
    apart = np.abs(series.values[lately] - np.median(series.values[lately]))
    highest = lately[np.argsort(-apart, kind="stable")[:HIGHEST_ROWS]]
    places = sorted({*newest, *(int(place) for place in highest)}, reverse=True)
    return tuple(
        Evidence(
            dataset=series.dataset,
            row=series.rows[place],
            published=day_of(int(series.days[place])),
        )
        for place in places
    )
