"""Train the weights that choose targets and write them into the package.

    python tools/train_targets.py                       # train and write
    python tools/train_targets.py --check               # train and compare with the shipped file
    python tools/train_targets.py --folds 6             # right choices in documents left out
    python tools/train_targets.py --read GOLD DOCS …    # make training/targets.jsonl.gz anew

A row of training/targets.jsonl.gz is one coded statement whose sentence an annotator read: every
target it could have had, described as `detente.statements.target_choice` does, and which of them
agree with the annotation. It holds no text. The weights are those of a conditional logit with a
penalty on their squares, fitted by Newton's method and rounded to hundredths.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import detente.statements.sentence_reader as sentence_reader
from detente.bench.annotated_documents import run_statements
from detente.bench.annotations import Annotation, annotated_sentence, read_annotations
from detente.bench.statements import same_actors, same_stretch
from detente.model import Statement
from detente.settings import Settings
from detente.statements.clauses import ClauseReader
from detente.statements.drafts import Draft
from detente.statements.target_choice import FILE, MARGIN, choices

ROOT = Path(__file__).resolve().parents[1]
ROWS = ROOT / "training" / "targets.jsonl.gz"
WEIGHTS = ROOT / "src" / "detente" / "statements" / FILE
PENALTY = 3.0
# A feature that fewer statements have is left out.
LEAST = 4
# A statement whose action no annotation of its sentence has may be another one.
DOUBTFUL = 0.6
STEPS = 30

Floats = NDArray[np.float64]
HEAD = "# Log odds of being the right target, by feature; made by tools/train_targets.py.\n"


@dataclass(frozen=True)
class Row:
    """One statement: its document, how far it is trusted, and the targets it could have."""

    document: str
    weight: float
    right: tuple[bool, ...]
    features: tuple[dict[str, float], ...]


def read_rows() -> list[Row]:
    """The training rows, in the file's order."""
    with gzip.open(ROWS, "rt", encoding="utf-8") as lines:
        return [
            Row(r["document"], r["weight"], tuple(r["right"]), tuple(r["features"]))
            for r in map(json.loads, lines)
        ]


def known_features(rows: Sequence[Row]) -> dict[str, int]:
    """The features that enough statements have, with their columns."""
    counts = Counter(n for row in rows for n in {n for f in row.features for n in f})
    return {n: k for k, n in enumerate(sorted(n for n, c in counts.items() if c >= LEAST))}


def matrix(row: Row, columns: dict[str, int]) -> Floats:
    """A row's targets by features."""
    found = np.zeros((len(row.features), len(columns)))
    for at, features in enumerate(row.features):
        for name, value in features.items():
            if name in columns:
                found[at, columns[name]] = value
    return found


def fit(rows: Sequence[Row]) -> dict[str, float]:
    """The weights under which the right targets are likeliest, penalised by their squares."""
    columns = known_features(rows)
    tables = [matrix(row, columns) for row in rows]
    right = [np.array(row.right, dtype=float) for row in rows]
    weights = np.zeros(len(columns))
    for _ in range(STEPS):
        slope = -PENALTY * weights
        bend = PENALTY * np.eye(len(columns))
        for row, table, mask in zip(rows, tables, right, strict=True):
            scores = table @ weights
            share = np.exp(scores - scores.max())
            share /= share.sum()
            among = share * mask / (share * mask).sum()
            mean = share @ table
            slope += row.weight * (among @ table - mean)
            # Curvature of the whole sum alone: it keeps the step downhill where several are right.
            bend += row.weight * ((table * share[:, None]).T @ table - np.outer(mean, mean))
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    rounded = {name: round(float(weights[at]), 2) for name, at in columns.items()}
    return {name: value for name, value in rounded.items() if value}


def chosen(row: Row, weights: dict[str, float]) -> int:
    """The target that these weights would give, 0 for the rules' own."""
    scores = [sum(weights.get(n, 0.0) * v for n, v in f.items()) for f in row.features]
    best = max(range(len(scores)), key=scores.__getitem__)
    return best if scores[best] > scores[0] + MARGIN else 0


def folds(rows: Sequence[Row], count: int) -> str:
    """How often rules and weights are right in documents that were left out."""
    names = sorted({row.document for row in rows})
    part = {name: at % count for at, name in enumerate(names)}
    rules = learned = better = worse = 0
    for number in range(count):
        weights = fit([row for row in rows if part[row.document] != number])
        for row in rows:
            if part[row.document] == number:
                now, before = row.right[chosen(row, weights)], row.right[0]
                rules, learned = rules + before, learned + now
                better, worse = better + (now and not before), worse + (before and not now)
    return f"{len(rows)} statements: rules {rules}, weights {learned} (+{better} -{worse})"


def rows_of(gold: Path, texts: Path) -> list[Row]:
    """The training rows of annotated documents: a folder or file of each."""
    files = sorted(gold.glob("*.jsonl")) if gold.is_dir() else [gold]
    annotations = [a for file in files for a in read_annotations(file)]
    found: list[Row] = []
    kept: list[tuple[Draft, ClauseReader, list[dict[str, float]], list[tuple[str, ...]]]] = []
    plain = sentence_reader.choose_target

    def note(draft: Draft, reader: ClauseReader) -> None:
        if draft.directed and draft.source:
            offered = choices(draft, reader)
            targets = [tuple(p.code for p in c.target) for c in offered]
            kept.append((draft, reader, [c.features for c in offered], targets))

    sentence_reader.choose_target = note  # type: ignore[assignment]
    try:
        run_statements(gold, texts, settings=Settings())
    finally:
        sentence_reader.choose_target = plain
    for draft, reader, features, targets in kept:
        row = _row(draft, reader, (features, targets), annotations)
        if row is not None:
            found.append(row)
    return found


def _row(
    draft: Draft,
    reader: ClauseReader,
    offered: tuple[list[dict[str, float]], list[tuple[str, ...]]],
    annotations: Sequence[Annotation],
) -> Row | None:
    """A training row; None where no target would agree with an annotation."""
    sentence = reader.tree.sentence
    source = tuple(dict.fromkeys(p.code for p in draft.source))
    near = [
        a
        for a in annotations
        if a.kind == draft.kind
        and a.anchor[:30] in sentence.text
        and same_stretch(annotated_sentence(a, sentence.text), (0, len(sentence.text)))
    ]
    same_act = [a for a in near if set(a.codes) & set(draft.codes)]
    for weight, among in ((1.0, same_act), (DOUBTFUL, near)):
        right = [
            any(same_actors(a, _statement(draft, source, target)) for a in among)
            for target in offered[1]
        ]
        if any(right) and len(right) > 1:
            return Row(near[0].doc, weight, tuple(right), tuple(offered[0]))
    return None


def _statement(draft: Draft, source: tuple[str, ...], target: tuple[str, ...]) -> Statement:
    return Statement(
        document="",
        sentence_start=0,
        sentence_end=0,
        start=0,
        end=0,
        kind=draft.kind,
        source=source,
        target=target,
    )


def write_rows(pairs: Sequence[tuple[Path, Path]]) -> None:
    """Make the training rows anew; documents are numbered, so that no name stays."""
    rows = [row for gold, texts in pairs for row in rows_of(gold, texts)]
    numbers = {name: f"d{at:03}" for at, name in enumerate(dict.fromkeys(r.document for r in rows))}
    lines = [
        json.dumps(
            {
                "document": numbers[row.document],
                "weight": row.weight,
                "right": row.right,
                "features": [{n: round(v, 3) for n, v in f.items() if v} for f in row.features],
            }
        )
        for row in rows
    ]
    text = "".join(line + "\n" for line in lines)
    ROWS.write_bytes(gzip.compress(text.encode(), mtime=0))


def main() -> int:
    """Train, check or read, as asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--folds", type=int)
    parser.add_argument("--read", nargs="+", type=Path, metavar="PATH")
    asked = parser.parse_args()
    if asked.read:
        write_rows(list(zip(asked.read[::2], asked.read[1::2], strict=True)))
        return 0
    rows = read_rows()
    if asked.folds:
        print(folds(rows, asked.folds))
        return 0
    weights = fit(rows)
    text = HEAD + "".join(f"{name}\t{weights[name]:g}\n" for name in sorted(weights))
    if asked.check:
        same = WEIGHTS.read_text(encoding="utf-8") == text
        print("the same weights" if same else "other weights than the shipped ones")
        return 0 if same else 1
    WEIGHTS.write_text(text, encoding="utf-8")
    print(f"{len(weights)} weights from {len(rows)} statements")
    return 0


if __name__ == "__main__":
    sys.exit(main())
