"""Set the floors of the accuracy gate to just below what the coder reaches now.

Run as ``python -m detente.bench.record_floors WHY`` in the project's folder. Floors that would
fall need a reason: ``--lowered REASON``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from detente.bench.annotations import read_annotations
from detente.bench.gate import (
    Case,
    Entry,
    faults,
    floors_under,
    inputs_digest,
    measure,
    read_history,
    write_history,
)
from detente.errors import InputError
from detente.model import Document, Rejection
from detente.settings import Settings


def annotated_files(gate: Path, examples: Path) -> list[tuple[Path, Path, str]]:
    """Annotations, document and style of each case that ``styles.json`` of the gate lists."""
    styles: dict[str, str] = json.loads((gate / "styles.json").read_text(encoding="utf-8"))
    return [
        (gate / "gold" / f"{Path(name).stem}.jsonl", examples / name, style)
        for name, style in styles.items()
    ]


def read_document(path: Path) -> Document:
    """The one document in a file, with the metadata of the manifest beside it.

    Raises:
        InputError: if the file does not hold exactly one readable document.
    """
    from detente.pipeline_once import read_files

    rejected: list[Rejection] = []
    found = list(read_files([str(path)], settings=Settings(), metadata={}, rejected=rejected))
    if len(found) != 1:
        raise InputError(f"{path}: {len(found)} documents, not one ({rejected})")
    return found[0]


def coded_cases(gate: Path, examples: Path) -> list[Case]:
    """Every annotated document, coded by the coder as installed."""
    from detente.pipeline_coding import coder_of_process

    coder = coder_of_process(Settings())
    cases = []
    for annotated, path, style in annotated_files(gate, examples):
        document = read_document(path)
        rows = coder.code(document).rows
        cases.append(Case(path.name, style, document.text, read_annotations(annotated), rows))
    return cases


def main(arguments: Sequence[str] | None = None) -> None:
    """Append an entry to the history of floors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("why", help="why the floors are set anew")
    parser.add_argument("--lowered", default="", help="the reason for floors that fall")
    parser.add_argument("--gate", type=Path, default=Path("tests/gate"))
    parser.add_argument("--examples", type=Path, default=Path("examples"))
    given = parser.parse_args(arguments)
    path = given.gate / "floors.json"
    history = read_history(path) if path.exists() else []
    files = [file for pair in annotated_files(given.gate, given.examples) for file in pair[:2]]
    floors = floors_under(measure(coded_cases(given.gate, given.examples)))
    old = history[-1].floors if history else {}
    fell = [name for name, floor in old.items() if floors.get(name, -1.0) < floor]
    lowered = dict.fromkeys(fell, given.lowered) if given.lowered else {}
    if not given.lowered:
        floors = {
            name: max(floors.get(name, 0.0), old.get(name, 0.0)) for name in {**old, **floors}
        }
    before = history[-1].digest if history else ""
    history.append(Entry(given.why, inputs_digest(files), floors, lowered, before))
    assert not faults(history, newest=history[-1].digest)
    write_history(path, history)


if __name__ == "__main__":
    main()
