"""How fast the coder is: ``python -m detente.bench.speed FILE.jsonl``.

Prints sentences a second on all cores and for each core, the share of sentences that went through
the parser with the parser's own rate, and the largest memory of any process. Time on the clock
depends on what else the machine does; seconds of processor time do so far less.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.model import Document, Rejection
from detente.pipeline_coding import Effort, code_all
from detente.pipeline_once import read_files
from detente.settings import Settings


@dataclass(frozen=True, slots=True)
class Speed:
    """What coding some documents took.

    Attributes:
        documents, statements: how many there were, and how many were found.
        processes: how many coded.
        effort: sentences, those parsed, and seconds in the parser and in loading.
        seconds: on the clock, loading left out.
        cpu_seconds: of processor time over all processes, loading and reading included; None
            where the system does not tell.
        peak_bytes: largest resident memory of one process; None where the system does not tell.
    """

    documents: int
    statements: int
    processes: int
    effort: Effort
    seconds: float
    cpu_seconds: float | None
    peak_bytes: int | None

    @property
    def rate(self) -> float:
        """Sentences a second and process, by the clock."""
        return self.effort.sentences / self.seconds / self.processes if self.seconds else 0.0

    @property
    def parsed_share(self) -> float:
        """Share of all sentences that went through the parser, 0 to 1."""
        return self.effort.parsed / self.effort.sentences if self.effort.sentences else 0.0


def measure(documents: Iterable[Document], *, settings: Settings) -> Speed:
    """Code documents as the program does, and count what it took.

    Too few documents for a pool are coded in this process alone.
    """
    effort = Effort()
    began, cpu = time.perf_counter(), _cpu_seconds()
    read = found = 0
    for _, result in code_all(documents, settings=settings, effort=effort):
        read += 1
        found += len(result.rows)
    seconds = max(time.perf_counter() - began - effort.loading_seconds, 1e-9)
    used = _cpu_seconds()
    return Speed(
        documents=read,
        statements=found,
        processes=settings.processes or os.cpu_count() or 1,
        effort=effort,
        seconds=seconds,
        cpu_seconds=None if used is None or cpu is None else used - cpu,
        peak_bytes=_peak_bytes(),
    )


def report(speed: Speed) -> str:
    """The lines to print.

    >>> speed = Speed(2, 9, 2, Effort(400, 300, 1.5, 0.0), 1.0, 1.6, 300_000_000)
    >>> print(report(speed))
    2 documents, 400 sentences, 9 statements
    400 sentences a second on 2 processes, 200 each
    250 sentences a second of processor time
    75 % of the sentences parsed, the parser alone at 200 a second in each process
    300 MB at most in one process
    """
    effort, each = speed.effort, speed.rate
    lines = [
        f"{speed.documents} documents, {effort.sentences} sentences, {speed.statements} statements",
        f"{each * speed.processes:.0f} sentences a second on {speed.processes} processes, "
        f"{each:.0f} each",
    ]
    if speed.cpu_seconds:
        rate = effort.sentences / speed.cpu_seconds
        lines.append(f"{rate:.0f} sentences a second of processor time")
    parser_rate = effort.parsed / effort.parser_seconds if effort.parser_seconds else 0.0
    lines.append(
        f"{speed.parsed_share * 100:.0f} % of the sentences parsed, "
        f"the parser alone at {parser_rate:.0f} a second in each process"
    )
    if speed.peak_bytes:
        lines.append(f"{speed.peak_bytes / 1e6:.0f} MB at most in one process")
    return "\n".join(lines)


def _cpu_seconds() -> float | None:
    """Processor time of this process and of those that it started and that ended."""
    if sys.platform == "win32":
        return None
    import resource

    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def _peak_bytes() -> int | None:
    if sys.platform == "win32":
        return None
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    whos = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(who).ru_maxrss for who in whos) * unit


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure on the documents of the files named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", metavar="FILE", help="any file that detente reads")
    parser.add_argument("--processes", type=int, default=0, help="0 means one for each core")
    parser.add_argument("--every", type=int, default=1, help="take every n-th document only")
    given = parser.parse_args(arguments)
    settings = Settings(processes=given.processes)
    rejected: list[Rejection] = []
    documents = read_files(given.files, settings=settings, metadata={}, rejected=rejected)
    chosen = (document for n, document in enumerate(documents) if n % given.every == 0)
    print(report(measure(chosen, settings=settings)))
    for one in rejected:
        print(f"left out: {one.what}: {one.reason}", file=sys.stderr)


if __name__ == "__main__":
    main()
