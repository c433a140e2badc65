"""Many sentences with two marked parties to their relations, parsed together.

The rules propose, the model weighs; `pair_weighing` puts the two together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.statements.coder import Coder
from detente.statements.pair_features import features_of
from detente.statements.pair_model import NONE, PairModel, load_pair_model
from detente.statements.pair_spans import Pair, PairTree, mask_pair, pair_tree
from detente.statements.pair_weighing import combined
from detente.statements.pairing import PairReading, read_pair

SHOWN_FEATURES = 4


def parse_pairs(pairs: Sequence[Pair], *, coder: Coder) -> list[PairTree]:
    """The trees of pairs, in order."""
    rows = [mask_pair(pair, codebook=coder.codebook, index=coder.index) for pair in pairs]
    trees = coder.parser.parse(rows)
    return [pair_tree(pair, tree) for pair, tree in zip(pairs, trees, strict=True)]


def code_pairs(pairs: Sequence[Pair], *, coder: Coder) -> list[PairReading]:
    """The relation from source to target of each pair, in order.

    Each is given the likeliest root; `PairReading.nothing` says how likely it is that there is
    none. A pair is coded by itself: nothing is remembered from one sentence to the next.
    """
    model = load_pair_model()
    found = []
    for tree in parse_pairs(pairs, coder=coder):
        reading = read_pair(tree, coder.codebook)
        found.append(weighed(tree, reading, model) if model is not None else reading)
    return found


def weighed(pair: PairTree, reading: PairReading, model: PairModel) -> PairReading:
    """The reading of the rules and the model's shares taken together."""
    features = features_of(pair, reading)
    shares = model.shares(features)
    nothing = shares.pop(NONE, 0.0)
    scores = combined(shares, reading)
    ranked = sorted(scores, key=lambda root: (-scores[root], root))
    best = ranked[0]
    why = (
        f"model gives {best} {shares[best]:.2f} (features "
        f"{', '.join(model.strongest(features, best, count=SHOWN_FEATURES)) or 'none'}); "
        f"rules say {reading.code or 'nothing'} by {reading.margin:.1f}"
    )
    return replace(
        reading,
        code=best,
        alternatives=tuple(ranked[1:4]),
        margin=scores[best] - scores[ranked[1]],
        nothing=nothing,
        reasons=(*reading.reasons, why),
    )
