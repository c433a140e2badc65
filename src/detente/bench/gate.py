"""The accuracy gate: floors under what the coder reaches on annotated documents.

A floor belongs to a slice: all documents, one style of document, one kind of statement, one
sector, one field. Floors only rise. One that has to fall is named with its reason in the history
of the floors, whose entries are chained by digests, so that no floor falls unseen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from detente.bench.annotations import Annotation
from detente.bench.scores import Share
from detente.bench.statements import match_statements, pooled, score, table
from detente.errors import InputError
from detente.model import SECTORS, Statement

MARGIN = 0.03
FEWEST = 8
"""A slice of fewer annotations says more about them than about the coder: it has no floor."""


@dataclass(frozen=True, slots=True)
class Case:
    """One annotated document with what the coder made of it."""

    name: str
    style: str
    text: str
    annotations: tuple[Annotation, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One state of the floors.

    Attributes:
        why: why they were set.
        inputs: digest of the annotations and texts that they were measured on.
        floors: least share by slice, 0 to 1.
        lowered: the reason for each floor below that of the entry before, or gone from it.
        before: digest of the entry before; empty for the first.
    """

    why: str
    inputs: str
    floors: dict[str, float]
    lowered: dict[str, str] = field(default_factory=dict)
    before: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 of the whole entry."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


def measure(cases: Sequence[Case]) -> dict[str, Share]:
    """The share reached in each slice.

    Precision is left out for sectors: an annotation may accept several, a statement too.
    """
    scores = {case.name: score(case.annotations, case.statements, case.text) for case in cases}
    whole = pooled(scores.values())
    found = {"all recall": whole.recall, "all precision": whole.precision}
    for style in sorted({case.style for case in cases}):
        one = pooled(scores[case.name] for case in cases if case.style == style)
        found[f"{style} recall"], found[f"{style} precision"] = one.recall, one.precision
    for kind, (recall, precision) in whole.kinds.items():
        found[f"{kind} recall"], found[f"{kind} precision"] = recall, precision
    for sector in SECTORS:
        found[f"{sector} recall"] = _sector_recall(cases, sector)
    for name, share in whole.fields.items():
        found[f"{name} right"] = share
    return found


def accuracy_table(cases: Sequence[Case]) -> str:
    """What `measure` finds, document by document, to be read by people."""
    ordered = sorted(cases, key=lambda case: (case.style, case.name))
    scores = {
        f"{case.name} ({case.style})": score(case.annotations, case.statements, case.text)
        for case in ordered
    }
    wide = max(len(name) for name in (*scores, *SECTORS))
    sectors = [f"{name:{wide}}  recall {_sector_recall(cases, name)}" for name in SECTORS]
    return "\n".join([table(scores), "", "sectors", *sectors])


def _sector_recall(cases: Sequence[Case], sector: str) -> Share:
    total = Share()
    for case in cases:
        matched = match_statements(case.annotations, case.statements, case.text)
        hits = sum(row.core and sector in row.sectors for row, _ in matched)
        asked = sum(row.core and sector in row.sectors for row in case.annotations)
        total += Share(hits, asked)
    return total


def floors_under(measured: Mapping[str, Share], *, margin: float = MARGIN) -> dict[str, float]:
    """Floors a margin below what was reached, for slices with at least `FEWEST` rows.

    >>> floors_under({"all recall": Share(8, 10), "legal recall": Share(1, 2)})
    {'all recall': 0.77}
    """
    return {
        name: max(0.0, round(share.value - margin, 2))
        for name, share in measured.items()
        if share.whole >= FEWEST
    }


def shortfalls(measured: Mapping[str, Share], floors: Mapping[str, float]) -> list[str]:
    """One line for each slice below its floor; empty where the gate is passed.

    >>> shortfalls({"all recall": Share(7, 10)}, {"all recall": 0.75})
    ['all recall 0.70 (7/10) is below its floor of 0.75']
    """
    return [
        f"{name} {measured.get(name, Share())} is below its floor of {floor:.2f}"
        for name, floor in floors.items()
        if measured.get(name, Share()).value < floor
    ]


def inputs_digest(paths: Iterable[Path]) -> str:
    """SHA-256 over the names and contents of files, whatever their order and line ends."""
    whole = hashlib.sha256()
    for path in sorted(paths, key=lambda one: one.name):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        whole.update(path.name.encode() + b"\0" + hashlib.sha256(content).digest())
    return whole.hexdigest()


def read_history(path: Path) -> list[Entry]:
    """The entries of a file of floors, checked, the one that applies last.

    Raises:
        InputError: if the chain is broken, or a floor fell without its reason.
    """
    content = json.loads(path.read_text(encoding="utf-8"))
    history = [Entry(**entry) for entry in content["history"]]
    problems = faults(history, newest=content["newest"])
    if problems:
        raise InputError(f"{path}: {'; '.join(problems)}")
    return history


def write_history(path: Path, history: Sequence[Entry]) -> None:
    """Write a file of floors that `read_history` reads."""
    content = {"newest": history[-1].digest, "history": [asdict(entry) for entry in history]}
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def faults(history: Sequence[Entry], *, newest: str) -> list[str]:
    """What is wrong with a history of floors: changed entries and floors that fell unexplained."""
    if not history:
        return ["there are no floors"]
    found = []
    if history[-1].digest != newest:
        found.append("the newest entry was changed after it was recorded; append one instead")
    before = Entry("", "", {})
    for number, entry in enumerate(history):
        expected = before.digest if number else ""
        if entry.before != expected:
            found.append(f"entry {number} does not follow the one before it")
        fell = [n for n, floor in before.floors.items() if entry.floors.get(n, -1.0) < floor]
        found += [
            f"entry {number} lowers {name!r} without a reason"
            for name in fell
            if not entry.lowered.get(name)
        ]
        before = entry
    return found
