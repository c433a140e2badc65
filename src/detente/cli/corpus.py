"""`detente code --out`: a corpus into a folder of Parquet, here or on a cluster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from detente.cli.screen import counted, note, print_json, progress, report_left_out
from detente.errors import InputError

if TYPE_CHECKING:
    from detente.cli.statements import Corpus
    from detente.model import Rejection
    from detente.pipeline_corpus import Part, Told
    from detente.settings import Settings

ENGINES = ("local", "ray")


def code_corpus(
    files: list[str], said: Corpus, *, published: str, project: Path, as_json: bool
) -> None:
    """Code what is not in the folder yet, and say what each machine did.

    Raises:
        InputError: if an option is missing or of no use.
    """
    from detente.pipeline_adding import said_by_user
    from detente.pipeline_corpus import is_written, open_folder, plan
    from detente.settings import load_settings

    folder = _checked(said)
    settings = load_settings(project)
    rejected: list[Rejection] = []
    metadata = said_by_user(published=published)
    open_folder(folder, settings=settings)
    parts: list[Part] = []
    done: list[Told] = []
    with progress() as tell:
        for part in plan(files, settings=settings, metadata=metadata, rejected=rejected):
            parts.append(part)
            tell("reading", sum(one.documents for one in parts), 0)
        there = [part for part in parts if is_written(folder, part)]
        whole = sum(part.documents for part in parts)
        finished = sum(part.documents for part in there)
        for told in _coded(parts, folder, said, settings):
            done.append(told)
            finished += told.documents
            tell(f"coding ({rate_of(done, said.engine)})", finished, whole)
    if as_json:
        print_json({"parts": len(parts), "there": len(there), "coded": done})
    note(
        f"coded {counted(sum(one.documents for one in done), 'document')} into {folder}, "
        f"{counted(sum(one.statements for one in done), 'statement')}; "
        f"{counted(len(there), 'part')} there already"
    )
    for line in by_node(done, said.engine):
        note(line)
    report_left_out(rejected)


def _checked(said: Corpus) -> Path:
    if said.engine not in ENGINES:
        raise InputError(f"--engine {said.engine!r} is not known; one of {', '.join(ENGINES)}")
    if said.out is None:
        raise InputError("--engine needs --out FOLDER, where the statements are written")
    if said.engine == "local" and (said.address or said.workers):
        raise InputError("--address and --workers are for --engine ray; leave them out")
    return said.out


def _coded(parts: list[Part], folder: Path, said: Corpus, settings: Settings) -> Iterator[Told]:
    from detente.pipeline_engines import Cluster, code_here, code_on_ray

    if said.engine == "ray":
        cluster = Cluster(said.address, said.workers)
        return code_on_ray(parts, folder, settings=settings, cluster=cluster)
    return code_here(parts, folder, settings=settings)


def by_node(done: Iterable[Told], engine: str) -> list[str]:
    """A line for each machine: how much it coded, and how fast each of its coders was."""
    nodes: defaultdict[str, list[Told]] = defaultdict(list)
    for one in done:
        nodes[one.node].append(one)
    return [
        f"{name or 'this machine'}: {counted(len(told), 'part')}, "
        f"{sum(one.sentences for one in told):,} sentences, {rate_of(told, engine)}"
        for name, told in sorted(nodes.items())
    ]


def rate_of(told: list[Told], engine: str) -> str:
    """Sentences in a second: of each worker of Ray, or of all cores of this machine."""
    seconds = sum(one.seconds for one in told)
    sentences = sum(one.sentences for one in told)
    each = " and worker" if engine == "ray" else ""
    return f"{sentences / seconds:,.0f} sentences a second{each}" if seconds else "at once"
