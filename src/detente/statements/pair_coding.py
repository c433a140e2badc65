"""Many sentences with two marked parties to their relations, parsed together."""

from __future__ import annotations

from collections.abc import Sequence

from detente.statements.coder import Coder
from detente.statements.pair_spans import Pair, PairTree, mask_pair, pair_tree
from detente.statements.pairing import PairReading, read_pair


def parse_pairs(pairs: Sequence[Pair], *, coder: Coder) -> list[PairTree]:
    """The trees of pairs, in order."""
    rows = [mask_pair(pair, codebook=coder.codebook, index=coder.index) for pair in pairs]
    trees = coder.parser.parse(rows)
    return [pair_tree(pair, tree) for pair, tree in zip(pairs, trees, strict=True)]


def code_pairs(pairs: Sequence[Pair], *, coder: Coder) -> list[PairReading]:
    """The relation from source to target of each pair, in order.

    A pair is coded by itself: nothing is remembered from one sentence to the next.
    """
    return [read_pair(tree, coder.codebook) for tree in parse_pairs(pairs, coder=coder)]
