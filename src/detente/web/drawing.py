"""Pictures drawn in the process beside the server, and handed over.

Drawing takes seconds of a large project's statements. Threads of one process share its processor
time, so that every page would be slower meanwhile. The other process reads the project itself; what
it hands over are the lines. Documents, series and tracks are named in it and not sent: the server
has the same.
"""

from __future__ import annotations

import io
import os
import pickle
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.model import Document
from detente.pipeline_derived import memory_of, remembered_series, remembered_tracks
from detente.pipeline_memory import Memory
from detente.pipeline_picture import WITHOUT_DATASETS, Depth, Picture, Reading, Sight, view_of
from detente.pipeline_project import Project, open_project
from detente.relations import Track
from detente.series import Series
from detente.web.beside import Beside

if TYPE_CHECKING:
    from detente.briefing import Briefing

MOST_READINGS = 2
Lines = tuple[Picture, "Briefing"]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be drawn.

    Attributes:
        state: of everything recorded, as it must be before and after the drawing.
        depth: how far.
    """

    state: str
    sight: Sight
    depth: Depth


class Draughtsman:
    """Lets pictures be drawn in the process beside the server."""

    def __init__(self, place: Path, state_of: Callable[[Project], str]) -> None:
        self._place, self._state_of = place, state_of
        self.beside = Beside()

    def prepare(self, order: Order) -> None:
        """Let the project be read, for orders to come."""
        if self._is_worth_it():
            self.beside.run(read_there, self._place, order, self._state_of)

    def _is_worth_it(self) -> bool:
        return (os.cpu_count() or 1) > 1

    def lines(
        self, project: Project, order: Order, reading: Reading, *, patient: bool
    ) -> Lines | None:
        """A picture and its briefing; None where it has to be drawn here.

        Args:
            reading: of the order's state and day.
            patient: wait while another picture is drawn there.
        """
        if not self._is_worth_it() or self._state_of(project) != order.state:
            return None
        content = self.beside.made(draw_there, self._place, order, self._state_of, patient=patient)
        if not content:
            return None
        sight = order.sight
        memory = None
        if order.depth not in WITHOUT_DATASETS:
            memory = memory_of(project, sight.actor, as_of=sight.as_of, known_at=sight.known_at)
        series = remembered_series(project, memory, sight.actor, as_of=sight.as_of)
        view = view_of(reading, sight.actor, as_of=sight.as_of, series=series)
        return unpacked(content, reading, series, remembered_tracks(project, memory, view))


@dataclass
class _Read:
    """What the other process keeps between orders."""

    place: Path
    memory: Memory
    readings: OrderedDict[object, Reading]


_kept: list[_Read] = []


def draw_there(place: Path, order: Order, state_of: Callable[[Project], str]) -> bytes:
    """Draw what was ordered, in this process alone; nothing where the project has changed.

    Args:
        place: of the project.
        state_of: gives the state of everything recorded.
    """
    from detente.pipeline import draw_from, write_briefing

    with open_project(place) as opened:
        # This process may start no other one.
        settings = opened.settings.model_copy(update={"processes": 1})
        project = replace(opened, settings=settings)
        if state_of(project) != order.state:
            return b""
        reading = _reading(project, order)
        if state_of(project) != order.state:
            return b""
        picture = draw_from(project, reading, order.sight, depth=order.depth)
        return packed(picture, write_briefing(project, picture), reading)


def read_there(place: Path, order: Order, state_of: Callable[[Project], str]) -> None:
    """Read the project for orders of the same state and day.

    Args:
        place, state_of: as for `draw_there`.
    """
    with open_project(place) as project:
        if state_of(project) == order.state:
            _reading(project, order)


def _reading(project: Project, order: Order) -> Reading:
    """What the project says; the newest readings are kept, and what they remember."""
    from detente.pipeline import read_project

    if not _kept or _kept[0].place != project.path:
        _kept[:] = [_Read(project.path, Memory(), OrderedDict())]
    kept = _kept[0]
    name = order.state, order.sight.as_of, order.sight.known_at
    found = kept.readings.get(name)
    if found is None:
        found = read_project(
            project,
            as_of=order.sight.as_of,
            known_at=order.sight.known_at,
            memory=kept.memory,
        )
        kept.readings[name] = found
        while len(kept.readings) > MOST_READINGS:
            kept.readings.popitem(last=False)
    return found


class _Packer(pickle.Pickler):
    """Names what the other side has."""

    def __init__(self, out: io.BytesIO, picture: Picture) -> None:
        super().__init__(out, protocol=pickle.HIGHEST_PROTOCOL)
        self._places = {
            id(one): (kind, number)
            for kind, rows in (("series", picture.view.series), ("track", picture.tracks))
            for number, one in enumerate(rows)
        }

    def persistent_id(self, obj: Any) -> tuple[str, object] | None:
        """A name for documents, series and tracks."""
        kind = type(obj)
        if kind is Document:
            return "document", obj.id
        return self._places.get(id(obj)) if kind is Series or kind is Track else None


class _Unpacker(pickle.Unpickler):
    """Finds what the other side named."""

    def __init__(self, content: bytes, known: Mapping[str, Any]) -> None:
        super().__init__(io.BytesIO(content))
        self._known = known

    def persistent_load(self, pid: tuple[str, Any]) -> Any:
        """What a name stands for."""
        return self._known[pid[0]][pid[1]]


def packed(picture: Picture, briefing: Briefing, reading: Reading) -> bytes:
    """A picture and its briefing without what `reading`, series and tracks hold."""
    bare = replace(
        picture,
        view=replace(picture.view, documents={}, statements=(), events=(), series=()),
        copies={},
        rejected=picture.rejected[len(reading.rejected) :],
        undated=(),
        copied_by={},
        grades={},
        tracks=(),
    )
    out = io.BytesIO()
    _Packer(out, picture).dump((bare, briefing))
    return out.getvalue()


def unpacked(
    content: bytes, reading: Reading, series: tuple[Series, ...], tracks: tuple[Track, ...]
) -> Lines:
    """The picture and the briefing that `packed` was given, of the same project and day.

    Args:
        content: from this program's own other process.
    """
    known = {"document": reading.documents, "series": series, "track": tracks}
    bare, briefing = _Unpacker(content, known).load()
    view = replace(
        bare.view,
        documents=reading.documents,
        statements=reading.statements,
        events=reading.events,
        series=series,
    )
    picture = replace(
        bare,
        view=view,
        copies=reading.copies,
        rejected=(*reading.rejected, *bare.rejected),
        undated=reading.undated,
        copied_by=reading.copied_by,
        grades=reading.grades,
        tracks=tracks,
    )
    return picture, briefing
