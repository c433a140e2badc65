"""The root of an act between two states whose words no table knows, from the trained pair model.

A clause that tells an event or a stance of one towards another, and whose verb and nouns have no
root, is read by the model of pairs in both directions: it weighs words, their places and the way
between the two. Its root is taken where it is nearly sure that something is told between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.statements.drafts import Draft
from detente.statements.mentions import Mention
from detente.statements.pair_features import features_of
from detente.statements.pair_model import NONE, PairModel, load_pair_model
from detente.statements.pair_spans import SOURCE, TARGET, PairTree
from detente.statements.pair_weighing import combined
from detente.statements.pairing import read_pair
from detente.statements.trees import Tree

if TYPE_CHECKING:
    from detente.statements.clauses import ClauseReader

MOST_NOTHING = 0.25
LEAST_SCORE = 0.25
MOST_NAMED = 4
INSIDE = ("relcl", "acl", "prep", "appos", "conj", "cc", "punct", "case", "det")
BELONGING = ("amod", "compound", "poss", "nmod")
MUTUAL = ("CONSULT", "COOPERATE")


def name_acts(drafts: Sequence[Draft], reader: ClauseReader) -> None:
    """Give the first event or stance without a root the one that the model is sure of.

    Nothing is done where another statement of the sentence has a root.
    """
    open_ones = [d for d in drafts if _is_open(d)]
    model = load_pair_model() if open_ones and not any(d.codes for d in drafts) else None
    if model is None:
        return
    named = _named(reader)
    for draft in open_ones:
        one, other = (named.get(code, -1) for code in _sides(draft))
        if min(one, other) < 0 or one == other or len(named) > MOST_NAMED:
            continue
        if _settled(draft, (one, other), reader, model):
            return


def _is_open(draft: Draft) -> bool:
    """Whether a draft tells something between two that has no root; what one never does is none."""
    told = draft.kind == "event" or (draft.kind == "assessment" and not draft.mood.negated)
    return told and not draft.codes and bool(_sides(draft))


def _sides(draft: Draft) -> tuple[str, ...]:
    """The two states of a draft, source first; none where there are more or fewer."""
    codes = tuple(dict.fromkeys(p.code for p in draft.source + draft.target))
    return codes if len(codes) == 2 else ()


def _settled(draft: Draft, places: tuple[int, int], reader: ClauseReader, model: PairModel) -> bool:
    found = []
    for source, target in (places, places[::-1]):
        nothing, root, score = _weighed(reader, source, target, model)
        found.append((nothing, -score, root, source != places[0]))
    nothing, minus, root, turned = min(found)
    if nothing > MOST_NOTHING or -minus < LEAST_SCORE:
        return False
    if turned and draft.kind == "assessment" and draft.directed:
        # A view of one towards another is not an act of the other's.
        return False
    draft.codes = (root,)
    one, other = _sides(draft)
    by_code = {p.code: p for p in draft.target + draft.source}
    first, last = (by_code[other], by_code[one]) if turned else (by_code[one], by_code[other])
    draft.source, draft.target = (first,), (last,)
    draft.directed = root not in MUTUAL
    draft.reasons.append(f"no table knows the act; the model of pairs gives {root} {-minus:.2f}")
    return True


def _weighed(
    reader: ClauseReader, source: int, target: int, model: PairModel
) -> tuple[float, str, float]:
    """The share of no relation, the likeliest root and its score."""
    tree = _masked(reader.tree, source, target)
    pair = PairTree(
        tree, source, target, _phrase(reader.tree, source), _phrase(reader.tree, target)
    )
    reading = read_pair(pair, reader.codebook)
    shares = model.shares(features_of(pair, reading))
    nothing = shares.pop(NONE, 0.0)
    scores = combined(shares, reading)
    best = max(scores, key=lambda root: (scores[root], root))
    return nothing, best, scores[best]


def _named(reader: ClauseReader) -> dict[str, int]:
    """Each state named, with the token that heads the phrase it is first named in."""
    tree, found = reader.tree, dict[str, int]()
    for token in tree.tokens:
        mention = token.mention
        if mention is None or mention.leaning or len(mention.codes) != 1:
            continue
        at = token.number
        while tree.tokens[at].dep in BELONGING:
            above = tree.tokens[at].head
            if above == at or not tree.is_noun(above) or tree.tokens[above].mention is not None:
                break
            at = above
        found.setdefault(mention.codes[0], at)
    return found


def _phrase(tree: Tree, number: int) -> str:
    return " ".join(tree.tokens[n].text for n in tree.subtree(number, stop=INSIDE))


def _masked(tree: Tree, source: int, target: int) -> Tree:
    """The tree with the two parties as the model knows them."""
    tokens = list(tree.tokens)
    for number, code in ((source, SOURCE), (target, TARGET)):
        token = tokens[number]
        marked = Mention(token.start, token.end, (code,), "", "name", token.text)
        tokens[number] = replace(token, mention=marked)
    return Tree(sentence=tree.sentence, tokens=tokens)
