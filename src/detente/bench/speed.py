"""How fast the coder is in one process, and what the filter before the parser loses.

Time on the clock depends on what else the machine does; seconds of processor time do so far less.
Reading the file and loading the parser are left out of both, splitting and coding are in.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.bench.reports import Report, Value
from detente.bench.scores import Share
from detente.codebook.guesses import is_filled_in
from detente.model import Document, Rejection
from detente.pipeline_coding import THREADS_OF_LIBRARIES, TimedParser, coder_of_process
from detente.pipeline_once import read_files

if TYPE_CHECKING:
    from detente.settings import Settings
    from detente.statements import Coder


@dataclass(frozen=True, slots=True)
class Speed:
    """What coding some documents took in one process.

    Attributes:
        documents, sentences, parsed, statements: how many there were; parsed are the sentences
            that the filter let through.
        seconds, cpu_seconds: on the clock and of processor time, with everything on.
        parser_seconds: of these on the clock, inside the parser.
    """

    documents: int
    sentences: int
    parsed: int
    statements: int
    seconds: float
    cpu_seconds: float
    parser_seconds: float

    def scores(self) -> dict[str, Value]:
        """The numbers to report; rates are sentences a second."""
        return {
            "documents": self.documents,
            "sentences": self.sentences,
            "statements": self.statements,
            "sentences_a_second_and_core": {
                "cpu": rate(self.sentences, self.cpu_seconds),
                "clock": rate(self.sentences, self.seconds),
            },
            "parsed_sentences_a_second_and_core": {
                "cpu": rate(self.parsed, self.cpu_seconds),
                "clock": rate(self.parsed, self.seconds),
                "parser_alone": rate(self.parsed, self.parser_seconds),
            },
            "parsed": Share(self.parsed, self.sentences),
        }


def run_speed(path: Path, *, settings: Settings, documents: int = 0, sample: int = 20) -> Report:
    """Measure the coder on the documents of a file.

    Args:
        documents: how many of them to time, spread evenly over the file; 0 for all.
        sample: how many of these to code a second time with the filter off; 0 for none.

    Raises:
        InputError: if the file does not exist or holds no document.
    """
    # Read when numpy is loaded, which is later: a core is one thread.
    os.environ.update(dict.fromkeys(THREADS_OF_LIBRARIES, "1"))
    rejected: list[Rejection] = []
    read = list(read_files([str(path)], settings=settings, metadata={}, rejected=rejected))
    chosen = spread(read, documents)
    coder = coder_of_process(settings)
    scores = measure(chosen, coder=coder).scores()
    if sample:
        scores["filter"] = filter_recall(spread(chosen, sample), coder=coder)
    peak = peak_bytes()
    if peak is not None:
        scores["peak_megabytes"] = round(peak / 1e6)
    return Report(
        bench="speed",
        file=str(path),
        rows=len(read) + len(rejected),
        used=len(chosen),
        unusable=tuple(rejected),
        scores=scores,
    )


def measure(documents: Sequence[Document], *, coder: Coder) -> Speed:
    """Code documents with a coder that is loaded, and count what it took."""
    timed = TimedParser(coder.parser)
    before = coder.counts.copy()
    coder.parser = timed
    began, cpu_began = time.perf_counter(), time.process_time()
    try:
        statements = sum(len(result.rows) for _, result in coder.code_many(documents))
        seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - cpu_began
    finally:
        coder.parser = timed.parser
    counts = coder.counts - before
    return Speed(
        documents=len(documents),
        sentences=counts["sentences"],
        parsed=counts["parsed"],
        statements=statements,
        seconds=seconds,
        cpu_seconds=cpu_seconds,
        parser_seconds=timed.seconds,
    )


def filter_recall(documents: Sequence[Document], *, coder: Coder) -> dict[str, Value]:
    """What the filter before the parser loses of the statements that there are without it.

    ``recall`` asks whether the statement's sentence went through the filter; ``own parties`` asks
    the same of the statements whose parties stand in their sentence, and are not filled in from
    elsewhere in the document. ``same statement`` asks whether the same words were coded as the
    same kind: a sentence that is not read can also change what a later one is taken to mean.

    A statement that the coder makes of a sentence that speaks of no actor is seldom one, so that
    losing it is little loss. What is lost of the statements that people find in annotated
    documents, `detente bench statements` counts.
    """
    own: list[bool] = []
    through = kept = found = 0
    for document in documents:
        usual = {row.key for row in coder.code(document).rows}
        ready = coder.prepare(document).rows
        parsed = {sentence.start for sentence, text, _ in ready if text is not None}
        coder.parses_all = True
        try:
            rows = coder.code(document).rows
        finally:
            coder.parses_all = False
        found += len(rows)
        own += [row.sentence_start in parsed for row in rows if not is_filled_in(row)]
        through += sum(row.sentence_start in parsed for row in rows)
        kept += sum(row.key in usual for row in rows)
    return {
        "documents": len(documents),
        "recall": Share(through, found),
        "own_parties": Share(sum(own), len(own)),
        "same_statement": Share(kept, found),
    }


def spread(documents: Sequence[Document], number: int) -> Sequence[Document]:
    """That many documents at even distances; all of them for 0 or where there are no more.

    >>> spread(["a", "b", "c", "d", "e", "f"], 3)
    ['a', 'c', 'e']
    """
    if not 0 < number < len(documents):
        return documents
    return [documents[n * len(documents) // number] for n in range(number)]


def rate(number: int, seconds: float) -> float:
    """So many a second, 0 where it took no time."""
    return number / seconds if seconds else 0.0


def peak_bytes() -> int | None:
    """Largest resident memory of this process so far; None where the system does not tell."""
    if sys.platform == "win32":
        return None
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
