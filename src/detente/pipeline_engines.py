"""Where the parts of a corpus are coded: on this machine, or by Ray on one or many."""

from __future__ import annotations

import json
import logging
import os
import platform
import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import AdapterError, InputError
from detente.model import Document, Result, Statement
from detente.pipeline_coding import (
    Deaths,
    Effort,
    batches_of,
    code_all,
    code_carefully,
    coders,
    submitted,
)
from detente.pipeline_corpus import (
    Part,
    PartReader,
    Piece,
    Placed,
    Told,
    is_written,
    write_part,
)
from detente.tables import plain

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

    from detente.settings import Settings

NO_RAY = (
    "the engine Ray is not installed; install it with: pip install 'detente[ray]', or leave "
    "--engine out to code on this machine"
)


STARTS = 2
"""Ray gives its helpers fifteen seconds to come up, which a cold disk may take."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Which Ray is to code.

    Attributes:
        address: of a running cluster; empty starts one on this machine that listens on the
            loopback address only and ends with the run.
        workers: coders at a time; 0 for one on each processor of the cluster.
    """

    address: str = ""
    workers: int = 0


def code_here(parts: Sequence[Part], folder: Path, *, settings: Settings) -> Iterator[Told]:
    """Code parts that are not in the folder yet, in order, on all cores of this machine."""
    pending = [part for part in parts if not is_written(folder, part)]
    reader = PartReader(settings)
    waiting: deque[Placed] = deque()

    def read() -> Iterator[Document]:
        """Documents of all parts, each kept until its statements are there."""
        for part in pending:
            for placed in reader.documents_of(part):
                waiting.append(placed)
                yield placed.document

    effort = Effort()
    coded = code_all(read(), settings=settings, effort=effort)
    for part in pending:
        began, before = time.monotonic(), (effort.sentences, effort.parsed)
        rows: list[tuple[Placed, Result[Statement]]] = []
        for _ in range(part.documents):
            _, result = next(coded)
            rows.append((waiting.popleft(), result))
        spent = Effort(effort.sentences - before[0], effort.parsed - before[1])
        took = time.monotonic() - began, platform.node()
        yield write_part(folder, part, rows, effort=spent, took=took)


class PartCoder:
    """Codes parts in a process of its own, whose coder is loaded once.

    A document on which that process dies costs that document.
    """

    def __init__(self, folder: str, settings: Mapping[str, Any]) -> None:
        from detente.settings import Settings

        self._folder = Path(folder)
        self._settings = Settings(**settings)
        self._reader = PartReader(self._settings)
        self._deaths = Deaths()
        self._pool: ProcessPoolExecutor | None = None

    def __call__(self, batch: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
        """Code the parts of a batch of Ray Data: JSON texts in, what it took as JSON texts out."""
        return {"told": [json.dumps(asdict(self.code(part_from(text)))) for text in batch["part"]]}

    def code(self, part: Part) -> Told:
        """Code and write one part."""
        began, effort = time.monotonic(), Effort()
        placed = list(self._reader.documents_of(part))
        results: list[Result[Statement]] = []
        for batch in batches_of(one.document for one in placed):
            found, taken = self._coded(batch)
            results.extend(found)
            effort.add(taken)
        rows = zip(placed, results, strict=True)
        took = time.monotonic() - began, platform.node()
        return write_part(self._folder, part, rows, effort=effort, took=took)

    def _coded(self, batch: tuple[Document, ...]) -> tuple[list[Result[Statement]], Effort]:
        self._pool = self._pool or coders(1, self._settings)
        try:
            return submitted(self._pool, batch, self._settings).result()
        except BrokenProcessPool:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None
            return code_carefully(batch, self._settings, self._deaths)


def part_from(text: str) -> Part:
    """A part from its JSON form."""
    told = json.loads(text)
    pieces = tuple(Piece(**one) for one in told.pop("pieces"))
    return Part(**told, pieces=pieces)


def code_on_ray(
    parts: Sequence[Part], folder: Path, *, settings: Settings, cluster: Cluster
) -> Iterator[Told]:
    """Code parts that are not in the folder yet with Ray Data, as they come to an end.

    Args:
        folder: where every worker sees it under the same path, as it does the corpus.

    Raises:
        AdapterError: if Ray can't be reached, or a worker fails for good.
        InputError: if Ray is not installed.
    """
    ray = _ray()
    pending = [part for part in parts if not is_written(folder, part)]
    if not pending:
        return
    mine = not ray.is_initialized()
    _begin(ray, cluster)
    try:
        workers = cluster.workers or int(ray.cluster_resources().get("CPU", 1))
        items = [{"part": json.dumps(plain(part), ensure_ascii=False)} for part in pending]
        coded = ray.data.from_items(items, override_num_blocks=len(items)).map_batches(
            PartCoder,
            fn_constructor_kwargs={
                "folder": str(folder.resolve()),
                "settings": settings.model_dump(mode="json"),
            },
            batch_size=1,
            num_cpus=1,
            compute=ray.data.ActorPoolStrategy(size=max(1, min(workers, len(items)))),
        )
        for row in coded.iter_rows():
            yield Told(**json.loads(row["told"]))
    except ray.exceptions.RayError as error:
        raise AdapterError(_why(error)) from error
    finally:
        if mine:
            ray.shutdown()


def _ray() -> Any:
    # Nothing is told to the makers of Ray.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise InputError(NO_RAY) from error
    return ray


def _begin(ray: Any, cluster: Cluster) -> None:
    """Reach the cluster, or start one; a start that took Ray too long is tried once more."""
    if ray.is_initialized():
        return
    told: dict[str, object] = {"log_to_driver": False, "logging_level": "ERROR"}
    if cluster.address:
        told["address"] = cluster.address
    else:
        told |= {
            "address": "local",
            "num_cpus": cluster.workers or None,
            "include_dashboard": False,
            "_node_ip_address": "127.0.0.1",
        }
    for left in reversed(range(1 if cluster.address else STARTS)):
        try:
            ray.init(**told)
        # Ray raises a bare Exception where a process of its own doesn't come up in time.
        except Exception as error:
            if not left:
                where = f"at {cluster.address}" if cluster.address else "on this machine"
                raise AdapterError(
                    f"Ray can't be reached or started {where}: {error}; try again when less else "
                    "runs, or leave --engine out"
                ) from error
        else:
            break
    ray.data.DataContext.get_current().enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)


def _why(error: Exception) -> str:
    """The cause that a worker named, without Ray's frames."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    cause = lines[-1] if lines else type(error).__name__
    return f"a worker of Ray failed: {cause}; what was coded is kept, run the same command again"
