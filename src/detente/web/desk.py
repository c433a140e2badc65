"""What has been read of a project is kept while the project stays the same.

Reading a project and drawing a state's picture takes longer than a page may. A desk keeps the
newest of both, by the project's state: any recorded change makes another state, and what was kept
for an older one is no longer found.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Hashable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from detente.errors import NotReady
from detente.pipeline_memory import Memory
from detente.pipeline_picture import WITHOUT_DATASETS, Sight
from detente.web.beside import Beside
from detente.web.drawing import Draughtsman, Order
from detente.web.shelf import Shelf

if TYPE_CHECKING:
    from detente.briefing.page import Briefing
    from detente.pipeline_picture import Depth, Picture, Reading
    from detente.pipeline_project import Progress, Project
    from detente.pipeline_ready import Part
    from detente.web.jobs import Job, Jobs

Kept = TypeVar("Kept")
MOST_READINGS = 6
MOST_CODED_AT_ONCE = 8
MOST_PICTURES = 24
PARTS: tuple[Part, ...] = ("levels", "statistics")
DEPTHS: tuple[Depth, ...] = ("ahead", "documents", "told", "glimpse", "plain", "statistics")
LONG: tuple[Depth, ...] = ("told", "plain", "statistics")
# Of so many statements a whole picture takes longer than a page may.
MANY_STATEMENTS = 4000


@dataclass(frozen=True, slots=True)
class Drawn:
    """A state's picture and its briefing.

    Attributes:
        complete: whether all is in it: not only relations and events, and the statistics of
            datasets (shifts, answers, couplings) too.
        depth: how far it was drawn.
    """

    picture: Picture
    briefing: Briefing
    complete: bool
    depth: Depth = "statistics"

    @property
    def levels(self) -> bool:
        """Whether relations hold what datasets say of levels, where there are any."""
        return self.depth not in WITHOUT_DATASETS


@dataclass(frozen=True, slots=True)
class Moment:
    """A state of the project, as of a day, as known at an instant (UTC)."""

    state: str
    as_of: date
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """How far a picture is to be drawn, and whether that may wait for its turn elsewhere."""

    depth: Depth
    patient: bool


@dataclass(frozen=True, slots=True)
class Held:
    """What pages go on with while much comes in.

    Attributes:
        state: of the project before.
        known_at: UTC; what was received later is held back.
        decided: the state of what people had decided.
    """

    state: str
    known_at: datetime
    decided: str

    def state_now(self, project: Project) -> str:
        """The state that pages show: what people decided since counts at once."""
        decided = _decided(project)
        return self.state if decided == self.decided else f"{self.state}+{decided}"


class Desk:
    """The readings and pictures of one project that several readers share.

    Every method is safe to call from several threads; the same thing is computed once.
    """

    def __init__(self, project: Path, jobs: Jobs | None = None) -> None:
        self.project = project
        self._memory = Memory()
        self._jobs = jobs
        self._coding, self._arrived = "", 0
        self._readings: Shelf[Reading] = Shelf(MOST_READINGS)
        self._pictures: Shelf[Drawn] = Shelf(MOST_PICTURES)
        self._things: Shelf[object] = Shelf(4 * MOST_PICTURES)
        self._behind = {part: ThreadPoolExecutor(1, thread_name_prefix=part) for part in PARTS}
        self._beside = {part: Beside() for part in PARTS}
        self._draughtsman = Draughtsman(project, state_of)
        self._under_way: set[Hashable] = set()
        self._lock = threading.Lock()
        self._held: Held | None = None
        # The newest state that was read as a whole.
        self._last = ""
        self.is_closed = False

    def state(self, project: Project) -> str:
        """The state that pages show: the present one, or the one held while an import runs.

        Where another process added many documents, that is the one before, until they are coded.
        What people decide meanwhile counts at once.
        """
        held = self._held
        state = "" if held else state_of(project)
        if not held and self._jobs and self._last and state != self._last:
            held = self._hold_until_coded(project)
        return held.state_now(project) if held else state

    @property
    def is_holding(self) -> bool:
        """Whether pages show what the project held before work that is under way."""
        return self._held is not None

    def _hold_until_coded(self, project: Project) -> Held | None:
        """Let a job code what came in, and pages show the state before it; None where few wait."""
        from detente.adapters.ledger_state import count_documents, received_after
        from detente.pipeline import count_pending

        with self._lock:
            seen = self._arrived
        arrived = count_documents(project.ledger)
        if arrived <= seen + MOST_CODED_AT_ONCE:
            return None
        pending = count_pending(project, as_of=this_day())
        earliest = received_after(project.ledger, seen)
        with self._lock:
            if pending <= MOST_CODED_AT_ONCE or earliest is None:
                self._arrived = max(self._arrived, arrived)
                return None
            if self._held is None:
                before = earliest - timedelta(microseconds=1)
                self._held = Held(self._last, before, _decided(project))
                self._start_coding(pending, this_day(), None)
            return self._held

    def _start_coding(self, pending: int, as_of: date, known_at: datetime | None) -> Job:
        """The job that codes what waits; one at a time. The lock is held by the caller."""
        from detente.pipeline import read_project
        from detente.web.jobs import Outcome

        assert self._jobs is not None

        def work(opened: Project, tell: Progress) -> Outcome:
            try:
                read_project(opened, as_of=as_of, known_at=known_at, progress=tell)
            finally:
                self._held = None
            return Outcome("Every document has been coded.", "/")

        job = self._jobs.get(self._coding)
        if job is None or job.over:
            job = self._jobs.start(f"Coding {pending:,} documents", work)
            self._coding = job.id
        return job

    @contextmanager
    def holding(self, project: Project, *, now: datetime) -> Iterator[None]:
        """Let pages go on with what the project held before work that begins at an instant (UTC).

        Without it every added document would make a new state, which each reader would wait for.
        """
        before = self._held
        self._held = before or Held(
            state_of(project), now - timedelta(microseconds=1), _decided(project)
        )
        try:
            yield
        finally:
            self._held = before

    def close(self) -> None:
        """Stop what runs behind."""
        self.is_closed = True
        for part in PARTS:
            self._behind[part].shutdown(wait=False, cancel_futures=True)
            self._beside[part].close()
        self._draughtsman.beside.close()

    def reading(self, project: Project, moment: Moment) -> Reading:
        """Documents, settled statements and events."""
        return self._readings.get(moment, lambda: self._read(project, moment))

    def _await_coding(self, project: Project, moment: Moment) -> None:
        """Let a job code where more than a few documents wait: a page may not take minutes.

        Raises:
            NotReady: with the job, until it is over.
        """
        from detente.pipeline import count_pending

        if self._jobs is None:
            return
        pending = count_pending(project, as_of=moment.as_of, known_at=moment.known_at)
        if pending <= MOST_CODED_AT_ONCE:
            return
        with self._lock:
            job = self._start_coding(pending, moment.as_of, moment.known_at)
        raise NotReady(f"{pending:,} documents are being coded first", job=job.id)

    def drawn(self, project: Project, actor: str, moment: Moment, *, levels: bool = False) -> Drawn:
        """The picture of a state, without the statistics of datasets until those are there.

        Where levels of datasets have to be estimated first, it is what documents tell. The rest is
        computed behind; a later call gives it.

        Args:
            levels: wait for the levels of datasets.
        """
        sight = Sight(actor, moment.as_of, moment.known_at)
        found = self._at_hand(project, moment, sight, LONG[levels:])
        if found is None:
            far = levels or self._has_levels(project, actor, moment)
            found = self._drawn_to(project, actor, moment, "plain" if far else "told")
        if not found.complete:
            self._behind_the_pages(actor, moment, "statistics" if found.levels else "glimpse")
        return found

    def foreseen(self, project: Project, actor: str, moment: Moment) -> Drawn:
        """A picture that holds what documents say lies ahead, perhaps nothing else."""
        sight = Sight(actor, moment.as_of, moment.known_at)
        found = self._at_hand(project, moment, sight, LONG)
        if found is not None or self._is_small(project, moment):
            return self.drawn(project, actor, moment)
        return self._drawn_to(project, actor, moment, "ahead")

    def remember(self, project: Project, actor: str, moment: Moment) -> bool:
        """Let what documents tell of a state be drawn into the project's folder.

        Returns:
            Whether it was not there, or in a farther drawn picture.
        """
        sight = Sight(actor, moment.as_of, moment.known_at)
        order = Order(moment.state, sight, "told")
        if self._is_small(project, moment) or any(
            self._draughtsman.remembers(project, replace(order, depth=depth)) for depth in LONG
        ):
            return False
        self._draughtsman.remember(order)
        return True

    def ahead(self, project: Project, actor: str, moment: Moment) -> None:
        """Draw what documents tell of a state before anybody asks."""
        if not self._is_small(project, moment):
            with self._draughtsman.turn():
                self._drawn_to(project, actor, moment, "told", patient=True)

    def prepare(self, moment: Moment) -> None:
        """Let the process that draws pictures read the project before anybody asks."""
        self._draughtsman.prepare(Order(moment.state, Sight("", moment.as_of), "told"))

    def glimpsed(
        self, project: Project, actor: str, moment: Moment, *, levels: bool = False
    ) -> Drawn:
        """The picture of a state; of a large project only its relations and events at first.

        Where levels of datasets have to be estimated first, relations are those that documents
        tell of. The rest is computed behind; a later call gives it.

        Args:
            levels: wait for the levels of datasets, as whoever compares two pictures must.
        """
        sight = Sight(actor, moment.as_of, moment.known_at)
        if self._at_hand(project, moment, sight, LONG[1:]) is not None:
            return self.drawn(project, actor, moment)
        first: Depth = "glimpse"
        if not levels and self._pictures.peek((actor, moment, first)) is None:
            shown = self._pictures.peek((actor, moment, "documents"))
            first = "documents" if shown else self._first_depth(project, actor, moment)
        is_told = first == "documents" and self._at_hand(project, moment, sight, LONG[:1])
        if is_told or (first == "glimpse" and self._is_small(project, moment)):
            return self.drawn(project, actor, moment)
        glimpse = self._drawn_to(project, actor, moment, first)
        self._behind_the_pages(actor, moment, "plain" if first == "glimpse" else "glimpse")
        return glimpse

    def _at_hand(
        self, project: Project, moment: Moment, sight: Sight, depths: Sequence[Depth]
    ) -> Drawn | None:
        """The farthest drawn picture that is kept here, or remembered in the project's folder."""
        for depth in reversed(depths):
            found = self._pictures.peek((sight.actor, moment, depth))
            order = Order(moment.state, sight, depth)
            if found is None and self._draughtsman.remembers(project, order):
                found = self._drawn_to(project, sight.actor, moment, depth)
            if found is not None:
                return found
        return None

    def _first_depth(self, project: Project, actor: str, moment: Moment) -> Depth:
        """How far a state is drawn at first: without levels where those take long."""
        return "glimpse" if self._has_levels(project, actor, moment) else "documents"

    def _has_levels(self, project: Project, actor: str, moment: Moment) -> bool:
        """Whether levels are there, or little work; or all that is known of a state."""
        from detente.pipeline_ready import is_ready

        if is_ready(project, Sight(actor, moment.as_of, moment.known_at), "levels"):
            return True
        statements = self.reading(project, moment).statements
        return not any(actor in row.parties for row in statements)

    def _is_small(self, project: Project, moment: Moment) -> bool:
        return len(self.reading(project, moment).statements) < MANY_STATEMENTS

    def whole(self, project: Project, actor: str, moment: Moment) -> Drawn:
        """The picture of a state with the statistics of datasets, waited for."""
        return self._drawn_to(project, actor, moment, "statistics")

    def evenly(
        self, project: Project, actor: str, early: Moment, late: Moment
    ) -> tuple[Drawn, Drawn]:
        """The pictures of a state at two moments, as far as both are drawn by now.

        A picture without signals beside one with them would make every signal look new.
        """
        found = [self.glimpsed(project, actor, one) for one in (early, late)]
        depth = min((one.depth for one in found), key=DEPTHS.index)
        if depth in ("documents", "glimpse"):
            found = [self._drawn_to(project, actor, one, depth) for one in (early, late)]
        return found[0], found[1]

    def _drawn_to(
        self, project: Project, actor: str, moment: Moment, depth: Depth, *, patient: bool = False
    ) -> Drawn:
        """A picture to a depth; whoever is patient lets another process draw it in its turn."""

        def draw() -> Drawn:
            """Draw it, here or there."""
            return self._draw(project, actor, moment, Asked(depth, patient))

        return self._pictures.get((actor, moment, depth), draw)

    def thing(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """Anything else that a page derives, kept under a key that holds the state."""
        return self._things.get(key, make)  # type: ignore[return-value]

    def _read(self, project: Project, moment: Moment) -> Reading:
        from detente.adapters.ledger_state import count_documents
        from detente.pipeline import read_project

        held, known_at, judged_at = self._held, moment.known_at, moment.known_at
        if known_at is None and held and moment.state.startswith(held.state):
            known_at, judged_at = held.known_at, this_moment()
        arrived = count_documents(project.ledger)
        # This process has one coder, so that only what arrived since can be waiting for it.
        if arrived > self._arrived + MOST_CODED_AT_ONCE:
            self._await_coding(project, Moment(moment.state, moment.as_of, known_at))
        reading = read_project(
            project,
            as_of=moment.as_of,
            known_at=known_at,
            judged_at=judged_at,
            memory=self._memory,
        )
        if not held and moment.known_at is None:
            with self._lock:
                self._arrived, self._last = max(self._arrived, arrived), moment.state
        return reading

    def _draw(self, project: Project, actor: str, moment: Moment, asked: Asked) -> Drawn:
        from detente.pipeline import draw_from, write_briefing

        depth, sight = asked.depth, Sight(actor, moment.as_of, moment.known_at)
        order = Order(moment.state, sight, depth)
        self._make_ready(project, order)
        if self.is_closed:
            raise NotReady("the server is being stopped", job="")
        reading, lines = self.reading(project, moment), None
        if depth in LONG and not self._is_small(project, moment):
            lines = self._draughtsman.lines(project, order, reading, patient=asked.patient)
        if lines is None:
            picture = draw_from(project, reading, sight, depth=depth)
            lines = picture, write_briefing(project, picture)
        picture, briefing = lines
        complete = depth == "statistics" or (depth == "plain" and not picture.view.series)
        return Drawn(picture, briefing, complete, depth)

    def _make_ready(self, project: Project, order: Order) -> None:
        """Let another process do what takes long and needs no document."""
        from detente.pipeline_ready import is_ready, make_ready

        if order.depth in WITHOUT_DATASETS or self._draughtsman.remembers(project, order):
            return
        for part in PARTS if order.depth == "statistics" else PARTS[:1]:
            if not is_ready(project, order.sight, part) and (os.cpu_count() or 1) > 1:
                self._beside[part].run(make_ready, self.project, order.sight, part)

    def _behind_the_pages(self, actor: str, moment: Moment, depth: Depth) -> None:
        """Draw more of a picture while pages go on, and all of it after that."""
        key, sight = (actor, moment, depth), Sight(actor, moment.as_of, moment.known_at)
        with self._lock:
            if key in self._under_way:
                return
            self._under_way.add(key)

        def compute() -> None:
            """Draw to that depth, then further."""
            from detente.pipeline_project import open_project

            try:
                with open_project(self.project) as project:
                    self._make_ready(project, Order(moment.state, sight, depth))
                    # Whoever waits for a turn keeps no page from drawing the same meanwhile.
                    with self._draughtsman.turn():
                        drawn = self._drawn_to(project, actor, moment, depth, patient=True)
                if not drawn.complete:
                    deeper: Depth = "plain" if depth == "glimpse" else "statistics"
                    self._behind_the_pages(actor, moment, deeper)
            finally:
                with self._lock:
                    self._under_way.discard(key)

        with suppress(RuntimeError):
            # Statistics may take minutes, and nobody's levels should wait for them.
            self._behind["statistics" if depth == "statistics" else "levels"].submit(compute)


def state_of(project: Project) -> str:
    """The state of everything recorded in a project."""
    from detente.adapters.datasets.counting import note_paths
    from detente.adapters.ledger_state import files_state, ledger_state
    from detente.pipeline_datasets import DATASETS

    settings = files_state([project.path / "settings.toml"])
    return "-".join(
        (
            ledger_state(project.ledger)[:16],
            files_state(note_paths(project.path / DATASETS))[:12],
            settings[:8],
        )
    )


def _decided(project: Project) -> str:
    from detente.adapters.ledger_state import decisions_state

    return decisions_state(project.ledger)


def this_moment() -> datetime:
    """Now, UTC."""
    return datetime.now(UTC)


def this_day() -> date:
    """The day it is, here or in UTC, whichever is later."""
    return max(date.today(), this_moment().date())
