"""What the pair model looks at: words and their places, the path, and what the rules propose.

Features are strings; a model knows the ones it has weights for. Parties are masked, so that no
feature names a state: what is left of them is whether they are people, a body or a thing, and
the common noun that heads them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from detente.statements.modality import mood_of
from detente.statements.pair_places import Places
from detente.statements.pair_spans import SOURCE, TARGET, PairTree, head_words, singular
from detente.statements.pairing import PairReading
from detente.statements.trees import Token

NEAR_TOKENS = 12
# Scores of proposals are told in steps of this size.
STEP = 1.0
FUNCTION_TAGS = frozenset(("DT", "CD", ".", ",", "``", "''", ":", "-LRB-", "-RRB-", "$", "POS"))


def features_of(pair: PairTree, reading: PairReading) -> list[str]:
    """The features of a pair, each once, in a fixed order."""
    found: list[str] = ["bias"]
    found += _proposed(reading)
    found += _around(pair)
    found += _predicates(pair)
    found += _path(pair)
    found += _parties(pair)
    return list(dict.fromkeys(found))


def words_of(pair: PairTree) -> tuple[str, ...]:
    """The lemmas that are likely to decide, nearest to the parties first: for word vectors."""
    heads = [t.lemma for t in _deciding(pair)]
    return tuple(dict.fromkeys(heads))


def shown(token: Token) -> str:
    """How a token appears in features: its lemma, or a stand-in for a name or number."""
    mention = token.mention
    if mention is not None:
        return {SOURCE: "S", TARGET: "T"}.get(mention.codes[0], "X")
    if token.tag == "CD":
        return "0"
    if token.tag in ("NNP", "NNPS"):
        return "N"
    return token.lemma


def _proposed(reading: PairReading) -> Iterator[str]:
    if not reading.proposals:
        yield "r:none"
        return
    best = reading.proposals[0]
    yield f"r1:{best.code}"
    yield f"r1:{best.code}:{_step(best.score)}"
    yield f"r1:{best.code}:{best.doer}:{best.undergoer}"
    yield f"rm:{best.code}:{_step(reading.margin)}"
    yield f"rp:{best.doer}:{best.undergoer}"
    for other in best.others[:2]:
        yield f"ro:{best.code}:{other}"
    for place, proposal in enumerate(reading.proposals[1:4], 2):
        if proposal.code != best.code:
            yield f"r{min(place, 3)}:{proposal.code}:{_step(best.score - proposal.score)}"
    yield from (f"rx:{code}" for code in sorted({p.code for p in reading.proposals}))


def _step(value: float) -> int:
    return max(-2, min(6, int(value // STEP)))


def _around(pair: PairTree) -> Iterator[str]:
    """Words before, between and after the parties, and word pairs between them."""
    tree = pair.tree
    first, last = _ends(pair)
    order = "ST" if pair.source <= pair.target else "TS"
    for token in tree.tokens:
        if token.tag in FUNCTION_TAGS or token.number in (pair.source, pair.target):
            continue
        word = shown(token)
        if first < token.number < last:
            yield f"b:{word}"
            yield f"b{order}:{word}"
        elif last < token.number <= last + NEAR_TOKENS:
            yield f"a:{word}"
        elif first - NEAR_TOKENS <= token.number < first:
            yield f"f:{word}"
        yield f"w:{word}"
    row = [shown(t) for t in tree.tokens if t.tag not in FUNCTION_TAGS]
    yield from (f"2:{one}_{two}" for one, two in pairwise(row))
    yield f"o:{order}"


def _ends(pair: PairTree) -> tuple[int, int]:
    places = sorted(n for n in (pair.source, pair.target) if n >= 0)
    last = places[-1] if len(places) > 1 else len(pair.tree.tokens)
    return places[0], last


def _deciding(pair: PairTree) -> list[Token]:
    """The verbs above source and target with their particles and objects, nearest first."""
    tree = pair.tree
    numbers: list[int] = []
    for party in (pair.source, pair.target):
        if party < 0:
            continue
        for at in tree.ancestors(party):
            if tree.tokens[at].mention is None:
                numbers.append(at)
            if tree.is_verb(at):
                numbers += [
                    k
                    for k in tree.kids(at, "dobj", "prt", "acomp", "attr", "xcomp", "oprd")
                    if tree.tokens[k].mention is None
                ]
    kept = dict.fromkeys(n for n in numbers if tree.tokens[n].tag[:1] in "VNJR")
    return [tree.tokens[n] for n in kept]


def _predicates(pair: PairTree) -> Iterator[str]:
    tree, places = pair.tree, Places(pair)
    for token in tree.tokens:
        if not tree.is_verb(token.number) or token.dep in ("aux", "auxpass"):
            continue
        doer, undergoer = places.doer(token.number), places.undergoer(token.number)
        if not doer and not undergoer:
            continue
        mood = mood_of(tree, token.number)
        how = f"{mood.mode}{'-' if mood.negated else ''}"
        yield f"v:{token.lemma}"
        yield f"vd:{token.lemma}:{doer}"
        yield f"vu:{token.lemma}:{undergoer}"
        if mood.mode != "fact" or mood.negated:
            yield f"m:{how}:{doer}"
            yield f"mv:{how}:{mood.modal}"
        for kid in tree.children[token.number]:
            child = tree.tokens[kid]
            if child.dep in ("dobj", "prep", "prt", "acomp", "xcomp", "attr", "agent", "oprd"):
                yield f"vo:{token.lemma}_{shown(child)}"
            if child.dep == "prep":
                for pobj in tree.kids(kid, "pobj"):
                    yield f"vp:{token.lemma}_{child.lemma}_{shown(tree.tokens[pobj])}"
        if doer in ("subject", "agent", "shared subject", "owner of subject"):
            yield from (f"c:{token.lemma[:cut]}" for cut in (4, 5, 6) if cut <= len(token.lemma))
            yield f"t:{token.tag}:{doer}"


def _path(pair: PairTree) -> Iterator[str]:
    """The way from source to target through the tree, with and without its words."""
    tree = pair.tree
    if pair.source < 0 or pair.target < 0:
        yield f"p:{'S' if pair.source >= 0 else 'T'} alone"
        return
    up = [pair.source, *tree.ancestors(pair.source)]
    down = [pair.target, *tree.ancestors(pair.target)]
    meet = next((n for n in up if n in down), -1)
    climbed = [tree.tokens[n].dep for n in up[: up.index(meet)]] if meet in up else ["?"]
    sunk = [tree.tokens[n].dep for n in down[: down.index(meet)]] if meet in down else ["?"]
    yield f"p:{'<'.join(climbed)}|{'>'.join(reversed(sunk))}"
    if meet >= 0:
        top = shown(tree.tokens[meet])
        yield f"pt:{top}"
        words = [shown(tree.tokens[n]) for n in reversed(down[1 : down.index(meet)])]
        yield f"pw:{top}>{'>'.join(words)}"
        for word in words:
            yield f"pu:{word}"
        for n in up[1 : up.index(meet)]:
            yield f"ps:{shown(tree.tokens[n])}"


def _parties(pair: PairTree) -> Iterator[str]:
    for name, words in (("s", pair.source_words), ("t", pair.target_words)):
        head = head_words(words)
        if not words:
            yield f"{name}:none"
        elif head and head[-1][:1].islower():
            yield f"{name}h:{singular(head[-1])}"
        else:
            yield f"{name}:name"
    yield from (f"thing:{name}" for name in sorted(pair.things))
