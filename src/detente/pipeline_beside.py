"""Signals of a large view are found in a process of their own, beside what else is drawn."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING

from detente.model import Item, Result, View
from detente.pipeline_coding import end_with_parent

if TYPE_CHECKING:
    from detente.codebook import Codebook
    from detente.settings import Settings

MANY_STATEMENTS = 20_000
"""Of fewer, handing them to another process takes longer than the work that it saves."""


def begin_signals(
    view: View, *, codebook: Codebook, settings: Settings
) -> Callable[[], Result[Item]]:
    """Begin to find signals; the function that is returned waits for them.

    The outcome is the same in either process. Where the other one dies, for lack of memory, this
    one finds them.
    """
    from detente.settings import Settings
    from detente.signals import find_signals

    def here() -> Result[Item]:
        """Find them in this process."""
        return find_signals(view, codebook=codebook, settings=settings)

    processes = settings.processes or os.cpu_count() or 1
    if processes < 2 or len(view.statements) < MANY_STATEMENTS:
        return here
    # A project's own settings class lives in a function, so it cannot be sent to a process.
    portable = Settings(**settings.model_dump())
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=end_with_parent)
    future = pool.submit(signals_of, view, portable)

    def there() -> Result[Item]:
        """Wait for the other process."""
        try:
            return future.result()
        except BrokenProcessPool:
            return here()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    return there


def signals_of(view: View, settings: Settings) -> Result[Item]:
    """The signals of a view, with the codebook that the settings name."""
    from detente.codebook import load_codebook
    from detente.signals import find_signals

    return find_signals(view, codebook=load_codebook(settings.codebook_folder), settings=settings)
