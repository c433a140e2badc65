"""What each stage costs against size: documents, event rows, and coding by one and two workers.

Each size runs in a process of its own, so that its peak of memory is its own. Prints a line of
JSON for each, and at the end the power with which each stage grows.

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


@dataclass
class Stages:
    """Seconds by the clock and of processors, stage by stage."""

    rows: dict[str, dict[str, float]] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure a block."""
        began, spent = time.monotonic(), processor_seconds()
        yield
        seconds, used = time.monotonic() - began, processor_seconds() - spent
        self.rows[name] = {
            "seconds": round(seconds, 2),
            "processor": round(used, 2),
            "busy": round(used / seconds / (os.cpu_count() or 1), 3) if seconds else 0.0,
        }


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
    from detente.pipeline_picture import Sight

    place = folder / f"documents-{number}"
    shutil.rmtree(place, ignore_errors=True)
    write_corpus(place / "corpus", number)
    stages, effort, now = Stages(), pipeline.Effort(), datetime(2025, 12, 1, tzinfo=UTC)
    with stages.stage("whole"), pipeline.open_project(place / "project") as project:
        with stages.stage("add"):
            added = pipeline.add(project, [str(place / "corpus")], now=now)
            # Its processor time is known when it has ended.
            stop_reading()
        with stages.stage("copies"):
            distinct, copies = pipeline.distinct_documents(project)
        with stages.stage("code"):
            pipeline.code_pending(project, distinct.values(), effort=effort)
        with stages.stage("read"):
            reading = pipeline.read_project(project, as_of=AS_OF)
        with stages.stage("draw"):
            picture = pipeline.draw_from(project, reading, Sight("USA", AS_OF))
        with stages.stage("write"):
            pipeline.write_briefing(project, picture)
    peaks = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "documents": number,
        "new": added.new,
        "copies": len(copies),
        "statements": len(reading.statements),
        "events": len(reading.events),
        "sentences": effort.sentences,
        "stages": stages.rows,
        "peak_mb": [round(one.ru_maxrss / MEGABYTE) for one in peaks],
    }


def rows_path(folder: Path, number: int) -> dict[str, object]:
    """Importing so many rows, and the portfolio of one state from them, twice."""
    from detente import pipeline
    from detente.bench.generated_files import generate
    from detente.bench.generating import Plan
    from detente.pipeline_datasets import Asked, import_datasets

    place = folder / f"rows-{number}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    generate(place / "made_up.csv", "gdelt", Plan(rows=number, days=1461))
    stages, now = Stages(), datetime(2025, 12, 1, tzinfo=UTC)
    with pipeline.open_project(place / "project") as project:
        with stages.stage("import"):
            import_datasets(project, [place / "made_up.csv"], Asked(kind="gdelt"), now=now)
        for name in ("portfolio", "portfolio again"):
            with stages.stage(name):
                pipeline.draw_picture(project, "USA", as_of=AS_OF, statistics=False)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"rows": number, "stages": stages.rows, "peak_mb": [round(peak / MEGABYTE)]}


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
        for line in growth([one for one in found if kind in one], kind):
            print(line)


def growth(found: list[dict[str, dict[str, dict[str, float]]]], kind: str) -> list[str]:
    """For each stage the power with which its processor time grows."""
    from detente.bench.scaling import exponent

    if len(found) < 2:
        return []
    sizes = [float(one[kind]) for one in found]  # type: ignore[arg-type]
    names = found[0]["stages"]
    return [
        f"{kind}, {name}: processor time grows with size to the power "
        f"{exponent(sizes, [max(one['stages'][name]['processor'], 0.01) for one in found]):.2f}"
        for name in names
    ]


if __name__ == "__main__":
    main()
