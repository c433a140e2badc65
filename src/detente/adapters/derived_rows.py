"""Series, tracks and lines as arrays and back, with nothing lost."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.model import Evidence, Item
from detente.relations import Motion, Track
from detente.relations.tempo_states import Tempo
from detente.series import Coverage, Series

Arrays = dict[str, NDArray[Any]]
NAMES = ("dataset", "source", "target", "directed", "sector", "kind", "quad")
READINGS = ("days", "values", "counts", "reports")
LEVELS = (
    "days read level sd low high smooth smooth_sd smooth_low smooth_high change rising falling"
).split()
WEEKS = "days rate low high change change_sd watched".split()
MOTION = [one.name for one in dataclasses.fields(Motion)]


def series_arrays(series: Sequence[Series]) -> Arrays:
    """Series in few arrays; those of one dataset share their coverage."""
    coverages = {id(one.coverage): one.coverage for one in series}
    places = {key: number for number, key in enumerate(coverages)}
    seen = list(coverages.values())
    names = [[getattr(one, name) for name in NAMES] for one in series]
    return {
        "names": text_array(names),
        "coverage": np.array([places[id(one.coverage)] for one in series], dtype=np.int64),
        "first_day": np.array([one.first_day for one in seen], dtype=np.int64),
        **_joined("exposure", [one.exposure for one in seen]),
        **_joined("days", [one.days for one in series]),
        "values": _concatenated([one.values for one in series], np.float64),
        "counts": _concatenated([one.counts for one in series], np.int64),
        "reports": _concatenated([one.reports for one in series], np.int64),
        "rows": np.array([row for one in series for row in one.rows], dtype=np.bytes_),
    }


def series_of(arrays: Arrays) -> tuple[Series, ...]:
    """The series that `series_arrays` was given."""
    seen = [
        Coverage(int(first), exposure)
        for first, exposure in zip(arrays["first_day"], _parts("exposure", arrays), strict=True)
    ]
    rows = arrays["rows"].astype(str).tolist()
    bounds = arrays["days_bounds"].tolist()
    found = []
    for number, names in enumerate(text_of(arrays["names"])):
        first, end = bounds[number], bounds[number + 1]
        told: dict[str, Any] = dict(zip(NAMES, names, strict=True))
        told |= {name: arrays[name][first:end] for name in READINGS}
        coverage = seen[int(arrays["coverage"][number])]
        found.append(Series(**told, coverage=coverage, rows=tuple(rows[first:end])))
    return tuple(found)


def track_arrays(tracks: Sequence[Track], series: Sequence[Series]) -> Arrays:
    """Tracks in few arrays, without their series.

    Args:
        series: those that the tracks are of, among others; a track is told by its place there.
    """
    places = {_name(one): number for number, one in enumerate(series)}
    motion = [[getattr(one.motion, name) for name in MOTION] for one in tracks]
    return {
        "series": np.array([places[_name(one.series)] for one in tracks], dtype=np.int64),
        "horizon_days": np.array([one.horizon_days for one in tracks], dtype=np.int64),
        "motion": np.array(motion, dtype=np.float64).reshape(len(tracks), len(MOTION)),
        **_joined("days", [one.days for one in tracks]),
        **{
            name: _concatenated([getattr(one, name) for one in tracks], getattr(tracks[0], name))
            for name in (LEVELS[1:] if tracks else ())
        },
        **_joined("week_days", [one.tempo.days for one in tracks]),
        **{
            f"week_{name}": _concatenated([getattr(one.tempo, name) for one in tracks], np.float64)
            for name in WEEKS[1:]
        },
    }


def tracks_of(arrays: Arrays, series: Sequence[Series], *, until: int) -> tuple[Track, ...]:
    """The tracks that `track_arrays` was given, of the same series.

    Args:
        until: the day they were estimated until, days since 1970-01-01.
    """
    rows, weeks = arrays["days_bounds"].tolist(), arrays["week_days_bounds"].tolist()
    found = []
    for number, place in enumerate(arrays["series"].tolist()):
        of_days = slice(rows[number], rows[number + 1])
        of_weeks = slice(weeks[number], weeks[number + 1])
        found.append(
            Track(
                series=series[place].until(until),
                **{name: arrays[name][of_days] for name in LEVELS},
                tempo=Tempo(*(arrays[f"week_{name}"][of_weeks] for name in WEEKS)),
                horizon_days=int(arrays["horizon_days"][number]),
                motion=Motion(*arrays["motion"][number].tolist()),
            )
        )
    return tuple(found)


def _name(series: Series) -> tuple[Any, ...]:
    return tuple(getattr(series, name) for name in NAMES)


def item_arrays(items: Sequence[Item]) -> Arrays:
    """Lines as text in one array.

    Raises:
        TypeError: if a field holds what has no form here.
    """
    rows = [[one.list, one.text, one.id, one.evidence, one.fields] for one in items]
    return {"items": text_array(_marked(rows))}


def items_of(arrays: Arrays) -> list[Item]:
    """The lines that `item_arrays` was given."""
    rows = _unmarked(text_of(arrays["items"]))
    return [
        Item(list=name, text=text, id=key, evidence=evidence, fields=fields)
        for name, text, key, evidence, fields in rows
    ]


def _marked(value: object) -> object:
    """A value as JSON has it, with its type where JSON has none."""
    if isinstance(value, Evidence):
        told = {one.name: getattr(value, one.name) for one in dataclasses.fields(Evidence)}
        return {"evidence": [[key, _marked(part)] for key, part in told.items()]}
    if isinstance(value, tuple):
        return {"tuple": [_marked(one) for one in value]}
    if isinstance(value, list):
        return [_marked(one) for one in value]
    if isinstance(value, dict):
        return {"dict": [[_marked(key), _marked(part)] for key, part in value.items()]}
    if type(value) is date:
        return {"date": value.isoformat()}
    if value is None or type(value) in (str, int, float, bool):
        return value
    raise TypeError(f"a line holds {type(value).__name__}, which has no form to be remembered in")


def _unmarked(value: Any) -> Any:
    if isinstance(value, list):
        return [_unmarked(one) for one in value]
    if not isinstance(value, dict):
        return value
    ((kind, told),) = value.items()
    if kind == "tuple":
        return tuple(_unmarked(one) for one in told)
    if kind == "date":
        return date.fromisoformat(told)
    pairs = {_unmarked(key): _unmarked(part) for key, part in told}
    return Evidence(**pairs) if kind == "evidence" else pairs


def text_array(value: object) -> NDArray[Any]:
    """What JSON can hold, as an array of bytes."""
    return np.frombuffer(json.dumps(value, ensure_ascii=False).encode(), dtype=np.uint8)


def text_of(array: NDArray[Any]) -> Any:
    """What `text_array` was given."""
    return json.loads(array.tobytes())


def _joined(name: str, parts: Sequence[NDArray[Any]]) -> Arrays:
    bounds = np.r_[0, np.cumsum([len(one) for one in parts])].astype(np.int64)
    kind = parts[0] if parts else np.float64
    return {name: _concatenated(parts, kind), f"{name}_bounds": bounds}


def _parts(name: str, arrays: Arrays) -> list[NDArray[Any]]:
    bounds = arrays[f"{name}_bounds"].tolist()
    return [arrays[name][first:end] for first, end in pairwise(bounds)]


def _concatenated(parts: Sequence[NDArray[Any]], kind: Any) -> NDArray[Any]:
    none: NDArray[Any] = np.zeros(0, dtype=kind.dtype if isinstance(kind, np.ndarray) else kind)
    return np.concatenate([none, *parts])
