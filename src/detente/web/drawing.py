"""Pictures drawn in the process beside the server, and handed over.

Drawing takes seconds of a large project's statements. Threads of one process share its processor
time, so that every page would be slower meanwhile. The other process reads the project itself; what
it hands over are the lines. Documents, series and tracks are named in it and not sent: the server
has the same.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from detente.adapters.derived import Shelf
from detente.pipeline_drawn import (
    TORN,
    Lines,
    completed,
    is_remembered,
    packed,
    remember,
    remembered_picture,
    shelf_of,
)
from detente.pipeline_memory import Memory
from detente.pipeline_picture import Depth, Reading, Sight
from detente.pipeline_project import Project, open_project
from detente.web.beside import Beside

MOST_READINGS = 2


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
        self._shelf: tuple[str, Shelf] | None = None
        self._lock = threading.Lock()

    def prepare(self, order: Order) -> None:
        """Let the project be read, for orders to come."""
        if self._is_worth_it():
            self.beside.run(read_there, self._place, order, self._state_of)

    def remember(self, order: Order) -> None:
        """Let a picture be drawn there into the project's folder, and not be handed over."""
        if self._is_worth_it():
            self.beside.run(draw_there, self._place, order, self._state_of)

    def _is_worth_it(self) -> bool:
        return (os.cpu_count() or 1) > 1

    def lines(
        self, project: Project, order: Order, reading: Reading, *, patient: bool
    ) -> Lines | None:
        """A picture and its briefing, drawn before or there; None where it is to be drawn here.

        Args:
            reading: of the order's state and day.
            patient: wait while another picture is drawn there.
        """
        shelf = self._shelf_of(project, order.state)
        if shelf is None:
            return None
        found = remembered_picture(project, shelf, reading, order.sight, order.depth)
        if found is not None or not self._is_worth_it():
            return found
        content = self.beside.made(draw_there, self._place, order, self._state_of, patient=patient)
        if not content:
            return None
        try:
            return completed(project, content, reading, order.sight, order.depth)
        except TORN:
            return None

    def remembers(self, project: Project, order: Order) -> bool:
        """Whether a picture has been drawn before, by this server or an earlier one."""
        shelf = self._shelf_of(project, order.state)
        return shelf is not None and is_remembered(shelf, order.sight, order.depth)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Let this thread alone have pictures drawn there until the block ends."""
        with self.beside.turn:
            yield

    def _shelf_of(self, project: Project, state: str) -> Shelf | None:
        """Where pictures of a state are remembered; None where the project is in another."""
        with self._lock:
            if self._shelf is None or self._shelf[0] != state:
                if self._state_of(project) != state:
                    return None
                shelf = shelf_of(project)
                if self._state_of(project) != state:
                    return None
                self._shelf = state, shelf
            return self._shelf[1]


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
        shelf = shelf_of(project)
        reading = _reading(project, order)
        if state_of(project) != order.state:
            return b""
        picture = draw_from(project, reading, order.sight, depth=order.depth)
        content = packed(picture, write_briefing(project, picture), reading)
        # What was recorded meanwhile may be in it, or not.
        if state_of(project) == order.state:
            remember(shelf, order.sight, order.depth, content)
        return content


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
