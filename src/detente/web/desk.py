"""What has been read of a project is kept while the project stays the same.

Reading a project and drawing a state's picture takes longer than a page may. A desk keeps the
newest of both, by the project's state: any recorded change makes another state, and what was kept
for an older one is no longer found.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from detente.errors import NotReady
from detente.pipeline_memory import Memory

if TYPE_CHECKING:
    from detente.briefing.page import Briefing
    from detente.pipeline_picture import Depth, Picture, Reading
    from detente.pipeline_project import Progress, Project
    from detente.web.jobs import Job, Jobs

Kept = TypeVar("Kept")
MOST_READINGS = 6
MOST_CODED_AT_ONCE = 8
MOST_PICTURES = 24
# Of so many statements a whole picture takes longer than a page may.
MANY_STATEMENTS = 4000


@dataclass(frozen=True, slots=True)
class Drawn:
    """A state's picture and its briefing.

    Attributes:
        complete: whether all is in it: not only relations and events, and the statistics of
            datasets (shifts, answers, couplings) too.
    """

    picture: Picture
    briefing: Briefing
    complete: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """A state of the project, as of a day, as known at an instant (UTC)."""

    state: str
    as_of: date
    known_at: datetime | None = None


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
        self._behind = ThreadPoolExecutor(max_workers=1, thread_name_prefix="statistics")
        self._under_way: set[Hashable] = set()
        self._lock = threading.Lock()
        self._held: Held | None = None
        # The newest state that was read as a whole.
        self._last = ""

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
        self._behind.shutdown(wait=False, cancel_futures=True)

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

    def drawn(self, project: Project, actor: str, moment: Moment) -> Drawn:
        """The picture of a state, without the statistics of datasets until those are there.

        They are computed behind; a later call gives them.
        """
        whole = self._pictures.peek((actor, moment, "statistics"))
        if whole is not None:
            return whole
        plain = self._drawn_to(project, actor, moment, "plain")
        if not plain.complete:
            self._behind_the_pages(actor, moment, "statistics")
        return plain

    def glimpsed(self, project: Project, actor: str, moment: Moment) -> Drawn:
        """The picture of a state; of a large project only its relations and events at first.

        The rest is computed behind; a later call gives it.
        """
        for depth in ("statistics", "plain"):
            if self._pictures.peek((actor, moment, depth)) is not None:
                return self.drawn(project, actor, moment)
        if len(self.reading(project, moment).statements) < MANY_STATEMENTS:
            return self.drawn(project, actor, moment)
        glimpse = self._drawn_to(project, actor, moment, "glimpse")
        self._behind_the_pages(actor, moment, "plain")
        return glimpse

    def whole(self, project: Project, actor: str, moment: Moment) -> Drawn:
        """The picture of a state with the statistics of datasets, waited for."""
        return self._drawn_to(project, actor, moment, "statistics")

    def _drawn_to(self, project: Project, actor: str, moment: Moment, depth: Depth) -> Drawn:
        return self._pictures.get(
            (actor, moment, depth), lambda: self._draw(project, actor, moment, depth)
        )

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

    def _draw(self, project: Project, actor: str, moment: Moment, depth: Depth) -> Drawn:
        from detente.pipeline import draw_from, write_briefing
        from detente.pipeline_picture import Sight

        reading = self.reading(project, moment)
        sight = Sight(actor, moment.as_of, moment.known_at)
        picture = draw_from(project, reading, sight, depth=depth)
        complete = depth == "statistics" or (depth == "plain" and not picture.view.series)
        return Drawn(picture, write_briefing(project, picture), complete)

    def _behind_the_pages(self, actor: str, moment: Moment, depth: Depth) -> None:
        """Draw more of a picture while pages go on, and all of it after that."""
        key = (actor, moment, depth)
        with self._lock:
            if key in self._under_way:
                return
            self._under_way.add(key)

        def compute() -> None:
            """Draw to that depth, then to the end."""
            from detente.pipeline_project import open_project

            try:
                with open_project(self.project) as project:
                    drawn = self._drawn_to(project, actor, moment, depth)
                if not drawn.complete:
                    self._behind_the_pages(actor, moment, "statistics")
            finally:
                with self._lock:
                    self._under_way.discard(key)

        self._behind.submit(compute)


class Shelf(Generic[Kept]):
    """The newest things asked for, each made once whoever asks."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, Kept] = OrderedDict()
        self._makers: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    def peek(self, key: Hashable) -> Kept | None:
        """The thing where it is there."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def get(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """The thing, made where it is not there; others who ask for it wait."""
        found = self.peek(key)
        if found is not None:
            return found
        with self._lock:
            maker = self._makers.setdefault(key, threading.Lock())
        with maker:
            found = self.peek(key)
            if found is not None:
                return found
            made = make()
            with self._lock:
                self._held[key] = made
                self._makers.pop(key, None)
                while len(self._held) > self._most:
                    self._held.popitem(last=False)
        return made


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
