"""Signals of a large view are found in two processes, beside what else is drawn.

The other process begins with the searches that take longest, this one, when it has drawn the rest,
with those that take least; each stops where the other has begun. What is found is the same
whichever of them finds it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, MutableSequence, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any, TypeVar

from detente.model import Item, Result, View
from detente.pipeline_coding import end_with_parent
from detente.pipeline_unswept import unswept

if TYPE_CHECKING:
    from detente.codebook import Codebook
    from detente.settings import Settings

MANY_STATEMENTS = 20_000
"""Of fewer, handing them to another process takes longer than the work that it saves."""

SENT_AT_ONCE = 5_000
"""Rows in one message, so that no message takes much memory."""

Row = TypeVar("Row")


class Signals:
    """Finds the signals of one view, perhaps with another process.

    Attributes:
        beside: the other process; None where this one finds all.
    """

    def __init__(self, *, codebook: Codebook, settings: Settings) -> None:
        self._codebook, self._settings = codebook, settings
        self.beside: Beside | None = None
        self._view: View | None = None

    def begin(self, view: View) -> None:
        """Hand the view over."""
        self._view = view
        if self.beside is not None:
            self.beside.give(view)

    def found(self) -> Result[Item]:
        """All signals of the view that was handed over."""
        from detente.signals import SEARCHES, Ground, gather

        assert self._view is not None
        ground = Ground(self._view, codebook=self._codebook, settings=self._settings)
        names, found = list(SEARCHES), dict[str, Sequence[Item]]()
        for number in reversed(range(len(names))):
            if self.beside is not None and not self.beside.leaves(number):
                break
            found[names[number]] = SEARCHES[names[number]](ground)
        if self.beside is not None:
            found |= self.beside.results()
        # Where the other process died, this one finds what is missing.
        missing = [name for name in names if name not in found]
        found |= {name: SEARCHES[name](ground) for name in missing}
        return gather(ground, found)


@contextmanager
def signals_beside(number: int, *, codebook: Codebook, settings: Settings) -> Iterator[Signals]:
    """What finds signals; another process gets ready where there are many statements.

    It ends with the block, also where that fails.

    Args:
        number: of statements.
    """
    signals = Signals(codebook=codebook, settings=settings)
    processes = settings.processes or os.cpu_count() or 1
    if processes > 1 and number >= MANY_STATEMENTS:
        signals.beside = Beside(settings)
    try:
        yield signals
    finally:
        if signals.beside is not None:
            signals.beside.end()


class Beside:
    """Another process that searches.

    Two numbers are shared: how many searches it has begun from the front of the list, and which
    this process has begun from its end. Where both begin one at the same instant it is done twice,
    which changes nothing.
    """

    def __init__(self, settings: Settings) -> None:
        from detente.settings import Settings
        from detente.signals import SEARCHES

        context = get_context("spawn")
        self._begun = context.RawArray("i", [0, len(SEARCHES)])
        self._line, other = context.Pipe()
        # A project's own settings class lives in a function, so it cannot be sent to a process.
        portable = Settings(**settings.model_dump())
        self.process: BaseProcess = context.Process(
            target=search_beside, args=(other, self._begun, portable), daemon=True
        )
        self.process.start()
        other.close()

    def give(self, view: View) -> None:
        """Send a view, some rows at a time; where the process has died, that shows later."""
        bare = replace(view, documents={}, statements=(), events=())
        try:
            self._line.send(bare)
            tables: tuple[Iterable[object], ...] = (
                view.documents.values(),
                view.statements,
                view.events,
            )
            for rows in tables:
                for some in pieces(rows):
                    self._line.send(some)
                self._line.send(())
        except OSError:
            self.process.join()

    def leaves(self, number: int) -> bool:
        """Whether a search is left to this process, which begins it now."""
        if self.process.is_alive() and number < self._begun[0]:
            return False
        self._begun[1] = number
        return True

    def results(self) -> dict[str, Sequence[Item]]:
        """What the other process found; what it died of or failed in is missing."""
        found: dict[str, Sequence[Item]] = {}
        try:
            while one := self._line.recv():
                found[one[0]] = one[1]
        except (EOFError, OSError):
            pass
        return found

    def end(self) -> None:
        """End the process, whatever it does."""
        self._line.close()
        self.process.terminate()
        self.process.join()
        self.process.close()


def pieces(rows: Iterable[Row]) -> Iterator[tuple[Row, ...]]:
    """Rows in tuples of `SENT_AT_ONCE`."""
    rest = iter(rows)
    while some := tuple(islice(rest, SENT_AT_ONCE)):
        yield some


def search_beside(line: Connection, begun: MutableSequence[int], settings: Settings) -> None:
    """What the other process does: search from the front of the list, then send what was found."""
    end_with_parent()
    from detente.codebook import load_codebook
    from detente.signals import SEARCHES, Ground

    codebook = load_codebook(settings.codebook_folder)
    with unswept():
        ground = Ground(received(line), codebook=codebook, settings=settings)
        found: list[tuple[str, Sequence[Item]]] = []
        for number, (name, search) in enumerate(SEARCHES.items()):
            if number >= begun[1]:
                break
            begun[0] = number + 1
            found.append((name, search(ground)))
    for one in found:
        line.send(one)
    line.send(())


def received(line: Connection) -> View:
    """A view as `Beside.give` sends it."""
    bare: View = line.recv()
    documents, statements, events = (_rows(line) for _ in range(3))
    return replace(
        bare,
        documents={one.id: one for one in documents},
        statements=tuple(statements),
        events=tuple(events),
    )


def _rows(line: Connection) -> list[Any]:
    rows: list[Any] = []
    while some := line.recv():
        rows += some
    return rows
