"""Train the pair model on the written sentences and write its weights into the package.

One-against-the-rest support vector machines, fitted by dual coordinate descent in a fixed order
with nothing but additions, multiplications and divisions, so that the same sentences give the
same bytes on every machine.

    python tools/train_pairs.py            # train and write
    python tools/train_pairs.py --check    # train and compare with the file in the package
    python tools/train_pairs.py --folds 5  # accuracy on sentences that were left out
    python tools/train_pairs.py --score training/heldout   # the shipped reader on other sentences

Trains on training/pairs/*.jsonl and on nothing else.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from detente.adapters.parser import load_coder
from detente.bench.pair_rows import PairRow
from detente.bench.pairs import score_pairs
from detente.codebook import load_codebook
from detente.settings import Settings
from detente.statements.pair_coding import code_pairs, parse_pairs
from detente.statements.pair_features import features_of
from detente.statements.pair_model import FILE, from_bytes, to_bytes
from detente.statements.pair_spans import Pair
from detente.statements.pairing import read_pair

ROOT = Path(__file__).parents[1]
WEIGHTS = ROOT / "src" / "detente" / "statements" / FILE
LEAST_PAIRS = 2
COST = 0.02
ROUNDS = 15
TEMPERATURE = 0.35
LARGEST = 127


@dataclass(frozen=True)
class Example:
    """A written pair: its sentence, features, the right root, and what the rules say."""

    text: str
    features: tuple[str, ...]
    root: str
    ruled: str


def read_written(folder: Path) -> list[tuple[Pair, str]]:
    """The pairs of every file of a folder with their roots, in order."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            for pair in row["pairs"]:
                spans = [_span(row["text"], pair[side]) for side in ("source", "target")]
                found.append((Pair(row["text"], spans[0], spans[1]), str(pair["code"])))
    return found


def _span(text: str, words: str) -> tuple[int, int]:
    at = text.index(words)
    return at, at + len(words)


def examples(folder: Path) -> list[Example]:
    """The written pairs of a folder, parsed and read."""
    written = read_written(folder)
    codebook = load_codebook()
    coder = load_coder(codebook, Settings())
    trees = parse_pairs([pair for pair, _ in written], coder=coder)
    found = []
    for (pair, root), tree in zip(written, trees, strict=True):
        reading = read_pair(tree, codebook)
        found.append(Example(pair.text, tuple(features_of(tree, reading)), root, reading.code))
    return found


def trained(rows: Sequence[Example], *, cost: float = COST) -> bytes:
    """The file of a model trained on some examples."""
    counts = Counter(name for row in rows for name in row.features)
    names = sorted(name for name, n in counts.items() if n >= LEAST_PAIRS)
    number = {name: at for at, name in enumerate(names)}
    roots = sorted({row.root for row in rows})
    weights = fit(
        [np.array(sorted(number[n] for n in row.features if n in number)) for row in rows],
        np.array([[1.0 if row.root == root else -1.0 for root in roots] for row in rows]),
        len(names),
        cost=cost,
    )
    scale = float(np.abs(weights).max()) / LARGEST
    whole = np.rint(weights / scale).astype(np.int8)
    kept = {name: whole[at].tolist() for at, name in enumerate(names) if whole[at].any()}
    return to_bytes(roots, kept, scale=round(scale, 9), temperature=TEMPERATURE)


def fit(rows: Sequence[np.ndarray], signs: np.ndarray, width: int, *, cost: float) -> np.ndarray:
    """Weights (features by roots) of squared-hinge machines, all roots at once.

    Args:
        rows: for each example the numbers of its features, each of value 1.
        signs: examples by roots, 1 where the root is right, else -1.
        width: how many features there are.
        cost: of an example on the wrong side, against the size of the weights.
    """
    weights = np.zeros((width, signs.shape[1]))
    alphas = np.zeros_like(signs)
    ridge = 1.0 / (2.0 * cost)
    order = list(range(len(rows)))
    shuffle = random.Random(1).shuffle
    for _ in range(ROUNDS):
        shuffle(order)
        for at in order:
            row = rows[at]
            slope = signs[at] * weights[row].sum(axis=0) - 1.0 + alphas[at] * ridge
            alpha = np.maximum(alphas[at] - slope / (len(row) + ridge), 0.0)
            weights[row] += (alpha - alphas[at]) * signs[at]
            alphas[at] = alpha
    return weights


def folds(rows: Sequence[Example], count: int, *, cost: float = COST) -> dict[str, float]:
    """Accuracy on written sentences that the model was not trained on, with and without NONE.

    Pairs of one sentence are always on the same side.
    """
    place = {text: n for n, text in enumerate(dict.fromkeys(row.text for row in rows))}
    right: Counter[str] = Counter()
    for fold in range(count):
        model = from_bytes(trained([r for r in rows if place[r.text] % count != fold], cost=cost))
        for row in rows:
            if place[row.text] % count != fold:
                continue
            shares = model.shares(row.features)
            right["all"] += 1
            right["model, NONE among the roots"] += max(shares, key=shares.__getitem__) == row.root
            if row.root != "NONE":
                shares.pop("NONE", None)
                right["acts"] += 1
                right["model, acts"] += max(shares, key=shares.__getitem__) == row.root
                right["rules, acts"] += row.ruled == row.root
    return {
        "pairs": right["all"],
        "with_none": right["model, NONE among the roots"] / right["all"],
        "acts": right["model, acts"] / right["acts"],
        "rules_on_acts": right["rules, acts"] / right["acts"],
    }


def scored(folder: Path) -> dict[str, object]:
    """How the shipped reader does on the written pairs of a folder.

    Macro-F1 over roots, quad classes and sides is of the pairs that have a root, as in
    ``detente bench plover``; ``none`` tells how well a relation is told from none, at the share
    that parts them best.
    """
    codebook = load_codebook()
    coder = load_coder(codebook, Settings())
    written = read_written(folder)
    read = code_pairs([pair for pair, _ in written], coder=coder)
    acts = [(root, reading) for (_, root), reading in zip(written, read, strict=True)]
    rows = [PairRow(n, written[n][0], root) for n, (root, _) in enumerate(acts) if root != "NONE"]
    codes = [reading.code for root, reading in acts if root != "NONE"]
    found: dict[str, object] = dict(score_pairs(rows, codes, codebook=codebook))
    found["accuracy"] = str(found["accuracy"])
    told = [(reading.nothing, root == "NONE") for root, reading in acts]
    found["none"] = max(_none_at(told, share / 20) for share in range(2, 19))
    return found


def _none_at(told: Sequence[tuple[float, bool]], least: float) -> tuple[float, str]:
    """F1 of "no relation" where its share is at least this, and the counts."""
    right = sum(none for share, none in told if share >= least)
    given = sum(share >= least for share, _ in told)
    gold = sum(none for _, none in told)
    f1 = 2 * right / (given + gold) if given + gold else 0.0
    return round(f1, 3), f"{right} of {given} given, {gold} in all, at a share of {least:.2f}"


def main() -> int:
    """Train, then write, compare or score."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--check", action="store_true", help="compare with the file in the package")
    asked.add_argument("--folds", type=int, default=0, help="score on what was left out")
    asked.add_argument("--score", type=Path, help="score the shipped reader on a folder")
    given = asked.parse_args()
    if given.score:
        print(json.dumps(scored(given.score), indent=1))
        return 0
    rows = examples(ROOT / "training" / "pairs")
    if given.folds:
        print(json.dumps(folds(rows, given.folds), indent=1))
        return 0
    content = trained(rows)
    if given.check:
        same = WEIGHTS.read_bytes() == content
        print("the same" if same else f"{WEIGHTS} differs from what training gives")
        return 0 if same else 1
    WEIGHTS.write_bytes(content)
    print(f"{WEIGHTS}: {len(rows)} pairs, {from_bytes(content).digest}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
