"""What each stage costs against size: documents, event rows, and coding by one and two workers.

Each size runs in a process of its own, so that its peak of memory is its own. Prints a line of
JSON for each, at the end the power with which each stage grows, and with `--extrapolate` what that
power gives for a size that was not run.

    python tools/measure_scale.py --folder out/scale --documents 1000 5000 25000 --rows 1000000
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

PER_FILE = 1000
CITIES = ("Geneva", "Vienna", "Doha", "Singapore", "Nairobi", "Astana")
AS_OF = date(2025, 11, 30)
MEGABYTE = 1024


DRAWING = {
    "coding": "find copies, code",
    "reading statements": "read, group events",
    "grouping events": "read, group events",
    "reading datasets": "read series",
    "looking for shifts": "shifts of one state",
    "estimating levels": "levels",
}
"""Stages by what the drawing of a picture says that it does; what is not named stays with `REST`,
and what is said inside a stage of datasets, with that stage."""
REST = "draw the picture"


@dataclass
class Stages:
    """Seconds by the clock and of processors, stage by stage, each summed over its parts.

    Attributes:
        names: by what is said to be done, the stage that it belongs to; else `REST`.
    """

    names: dict[str, str] = field(default_factory=dict)
    rows: dict[str, dict[str, float]] = field(default_factory=dict)
    _now: tuple[str, float, float] | None = None

    def to(self, name: str) -> None:
        """End the stage under way and begin another; none where the name is empty."""
        instant, spent = time.monotonic(), processor_seconds()
        if self._now is not None and self._now[0] != name:
            self._count(*self._now, instant, spent)
            self._now = None
        if name and self._now is None:
            self._now = name, instant, spent

    def tell(self, doing: str, done: int, total: int) -> None:
        """What the program says that it does, as its stage."""
        self.to(self.names.get(doing, REST))

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Measure all stages of a block together."""
        began, spent = time.monotonic(), processor_seconds()
        yield
        self.to("")
        self._count("whole", began, spent, time.monotonic(), processor_seconds())

    def _count(self, name: str, began: float, spent: float, ended: float, used: float) -> None:
        row = self.rows.setdefault(name, {"seconds": 0.0, "processor": 0.0})
        row["seconds"] = round(row["seconds"] + ended - began, 2)
        row["processor"] = round(row["processor"] + used - spent, 2)
        cores = os.cpu_count() or 1
        row["busy"] = round(row["processor"] / max(row["seconds"], 0.01) / cores, 3)


def processor_seconds() -> float:
    """Of this process and of those that it started and that ended."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in both)


def write_corpus(folder: Path, number: int) -> None:
    """Made-up documents in JSONL files, each different from all others."""
    from detente.bench.generating import STATES
    from detente.bench.written_documents import written_documents
    from detente.codebook import load_codebook

    actors = load_codebook().actors
    states = [actors.name(code) for code in STATES]
    folder.mkdir(parents=True)
    lines: list[str] = []
    for count, one in enumerate(written_documents(number, states=states, cities=CITIES), 1):
        row = {
            "id": one.name,
            "text": one.text,
            "published": one.published.isoformat(),
            "publisher": one.publisher,
            "title": one.title,
        }
        lines.append(json.dumps(row, ensure_ascii=False) + "\n")
        if len(lines) == PER_FILE or count == number:
            (folder / f"part-{count:07d}.jsonl").write_text("".join(lines), encoding="utf-8")
            lines = []


def documents_path(folder: Path, number: int) -> dict[str, object]:
    """The whole path on so many documents: add, find copies, code, group, draw, write."""
    from detente import pipeline
    from detente.adapters.reading_apart import stop_reading

    place = folder / f"documents-{number}"
    shutil.rmtree(place, ignore_errors=True)
    write_corpus(place / "corpus", number)
    stages, now = Stages(DRAWING), datetime(2025, 12, 1, tzinfo=UTC)
    beside = Beside()
    with stages.whole(), pipeline.open_project(place / "project") as project:
        stages.to("add")
        added = pipeline.add(project, [str(place / "corpus")], now=now)
        # Its processor time is known when it has ended.
        stop_reading()
        stages.to("find copies, code")
        picture = pipeline.draw_picture(project, "USA", as_of=AS_OF, progress=stages.tell)
        stages.to("write the briefing")
        pipeline.write_briefing(project, picture)
    return {
        "documents": number,
        "new": added.new,
        "copies": len(picture.copies),
        "statements": len(picture.view.statements),
        "events": len(picture.view.events),
        "stages": stages.rows,
        "peak_mb": [peak(), beside.peak()],
    }


def peak() -> int:
    """The most memory of this process so far, in MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE)


class Beside(threading.Thread):
    """Watches how much memory the processes hold that this one starts, while they run.

    What the system tells of processes that have ended is of no use: each began as a copy of this
    one, so it is never told less than this one held at that moment.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._held, self._enough = dict[str, int](), threading.Event()
        self.start()

    def run(self) -> None:
        """Look twice a second."""
        while not self._enough.wait(0.5):
            self._look()

    def _look(self) -> None:
        for status in Path("/proc").glob("[0-9]*/status"):
            try:
                told = dict(line.split(":", 1) for line in status.read_text().splitlines())
            except OSError:
                continue
            if int(told["PPid"]) == os.getpid() and "VmHWM" in told:
                # The newest counts, lest one be seen while it still is a copy.
                self._held[told["Pid"]] = int(told["VmHWM"].split()[0])

    def peak(self) -> int:
        """The most that one of them held, in MB, where the system has ``/proc``; the end."""
        self._look()
        self._enough.set()
        self.join()
        return round(max(self._held.values(), default=0) / MEGABYTE)


def rows_path(folder: Path, number: int) -> dict[str, object]:
    """Importing so many rows, and the briefing of one state from them, twice."""
    from detente import pipeline
    from detente.bench.generated_files import generate
    from detente.bench.generating import Plan
    from detente.pipeline_datasets import Asked, import_datasets

    place = folder / f"rows-{number}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    generate(place / "made_up.csv", "gdelt", Plan(rows=number, days=1461))
    stages, now = Stages(DRAWING), datetime(2025, 12, 1, tzinfo=UTC)
    beside = Beside()
    with stages.whole(), pipeline.open_project(place / "project") as project:
        stages.to("import")
        asked = Asked(kind="gdelt")
        import_datasets(project, [place / "made_up.csv"], asked, now=now, tell=pipeline.quiet)
        stages.to("read series")
        picture = pipeline.draw_picture(project, "USA", as_of=AS_OF, progress=stages.tell)
        stages.to("write the briefing")
        pipeline.write_briefing(project, picture)
        stages.to("all again")
        picture = pipeline.draw_picture(project, "USA", as_of=AS_OF)
        pipeline.write_briefing(project, picture)
    return {"rows": number, "stages": stages.rows, "peak_mb": [peak(), beside.peak()]}


def workers_path(folder: Path, number: int) -> dict[str, object]:
    """Coding a corpus with Ray on one and on two workers, beside what the simulation says."""
    from detente.bench.scaling import simulate
    from detente.pipeline_corpus import open_folder, plan
    from detente.pipeline_engines import Cluster, code_on_ray
    from detente.settings import Settings

    place = folder / f"workers-{number}"
    shutil.rmtree(place, ignore_errors=True)
    write_corpus(place / "corpus", number)
    settings, told = Settings(), dict[str, object]()
    began = time.monotonic()
    parts = list(plan([str(place / "corpus")], settings=settings, metadata={}, rejected=[]))
    reading = time.monotonic() - began
    measured: dict[int, list[float]] = {}
    for workers in (1, 2):
        out = place / f"coded-{workers}"
        open_folder(out, settings=settings)
        began = time.monotonic()
        run = code_on_ray(parts, out, settings=settings, cluster=Cluster(workers=workers))
        measured[workers] = [one.seconds for one in run]
        told[f"seconds_{workers}"] = round(time.monotonic() - began, 1)
    told["parts"] = measured
    told["reading"] = round(reading, 1)
    for workers in (1, 2):
        run_of = simulate(measured[workers], workers)
        told[f"simulated_{workers}"] = round(run_of.seconds, 1)
    return {"workers_on": number, **told}


PATHS = {"documents": documents_path, "rows": rows_path, "workers": workers_path}


def main() -> None:
    """Measure each size in a process of its own and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--folder", type=Path, default=Path("out/scale"))
    parser.add_argument("--documents", type=int, nargs="*", default=[1000, 5000, 25000])
    parser.add_argument("--rows", type=int, nargs="*", default=[1_000_000, 4_000_000])
    parser.add_argument("--workers", type=int, nargs="*", default=[5000])
    parser.add_argument("--extrapolate", type=int, metavar="SIZE", help="documents or rows")
    parser.add_argument("--one", nargs=2, metavar=("KIND", "SIZE"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        kind, size = asked.one
        print(json.dumps(PATHS[kind](asked.folder, int(size))), flush=True)
        return
    found = []
    for kind in PATHS:
        for size in getattr(asked, kind):
            command = [sys.executable, __file__, "--folder", str(asked.folder)]
            done = subprocess.run(
                [*command, "--one", kind, str(size)], check=True, stdout=subprocess.PIPE, text=True
            )
            print(done.stdout, end="", flush=True)
            found.append(json.loads(done.stdout.splitlines()[-1]))
    for kind in ("documents", "rows"):
        for line in growth([one for one in found if kind in one], kind, asked.extrapolate):
            print(line)


def growth(
    found: list[dict[str, dict[str, dict[str, float]]]], kind: str, beyond: int | None = None
) -> list[str]:
    """For each stage the power with which its processor time grows.

    Args:
        beyond: a size that was not run, to tell what that power gives for it.
    """
    from detente.bench.scaling import exponent, extrapolated

    if len(found) < 2:
        return []
    sizes = [float(one[kind]) for one in found]  # type: ignore[arg-type]
    lines = []
    for name in found[0]["stages"]:
        costs = [max(one["stages"][name]["processor"], 0.01) for one in found]
        line = f"{kind}, {name}: processor time grows with size to the power "
        line += f"{exponent(sizes, costs):.2f}"
        if beyond:
            line += f"; extrapolated, not measured, {extrapolated(sizes, costs, beyond):.0f} s "
            line += f"for {beyond}"
        lines.append(line)
    return lines


if __name__ == "__main__":
    main()
