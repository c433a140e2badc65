"""Whom an act is aimed at, where the rules can only fill it in: learned weights choose.

Where a clause does not name its target directly, the rules take it from a phrase, from the rest
of the sentence or from the text. Here their choice stands beside every other actor that sentence
and text offer, each described by place, grammar and salience. A conditional logit (McFadden
1974), whose weights `tools/train_targets.py` makes, replaces the rules' choice only where another
is clearly more probable.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from detente.errors import CodebookError
from detente.statements.clauses import ClauseReader
from detente.statements.discourse import Party
from detente.statements.drafts import Draft
from detente.statements.mentions import PEOPLE
from detente.statements.referring import background
from detente.statements.targets import AT_HOME

FILE = "target_weights.tsv"
# Another target must be ahead by this much (log odds) before the rules' own gives way.
MARGIN = 0.6
MOST_NAMED = 7
MOST_TOLD = 3
NO_STATES = ("org", "bloc", "company", "group")
DEPS = {
    "nsubj": "subject",
    "nsubjpass": "subject",
    "csubj": "subject",
    "agent": "object",
    "dobj": "object",
    "dative": "object",
    "pobj": "pobj",
    "poss": "poss",
    "amod": "modifier",
    "compound": "modifier",
    "nmod": "modifier",
    "conj": "conj",
    "appos": "appos",
}
Side = tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One target that a draft could have, with what speaks for it (feature to value)."""

    target: Side
    features: dict[str, float]


@lru_cache(maxsize=1)
def target_weights() -> dict[str, float]:
    """The shipped weights by feature; what they are of stands in `choices`.

    Raises:
        CodebookError: if the file in the package is damaged.
    """
    text = resources.files("detente.statements").joinpath(FILE).read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    try:
        return {name: float(weight) for name, weight in rows}
    except ValueError as error:
        raise CodebookError(f"{FILE}: {error}; install the package again") from error


def choose_target(
    draft: Draft, reader: ClauseReader, weights: Mapping[str, float] | None = None
) -> None:
    """Give a directed draft the target that is clearly likelier than the rules' own, if any."""
    if not draft.directed or len({p.code for p in draft.source}) != 1 or draft.way == AT_HOME:
        return
    if draft.kind == "event" and not draft.codes:
        # What merely happened is aimed at no one in particular.
        return
    if draft.meaning.operator == "=DEMAND" and draft.way == "complement" and draft.target:
        # "Demanded that X open its ports": of X, whoever else is named.
        return
    noun = draft.meaning.noun
    tested = noun is not None and noun.noun_class == "test"
    if not draft.target and (tested or reader.tree.is_noun(draft.predicate)):
        # "The test of a missile": what a noun leaves open stays open.
        return
    known = target_weights() if weights is None else weights
    offered = choices(draft, reader)
    scores = [sum(known.get(n, 0.0) * v for n, v in c.features.items()) for c in offered]
    best = max(range(len(scores)), key=scores.__getitem__)
    if best and scores[best] > scores[0] + MARGIN:
        draft.target = offered[best].target
        draft.reasons.append(
            f"target chosen among {len(offered)} by learned weights, "
            f"ahead of the rules' by {scores[best] - scores[0]:.1f}"
        )


def choices(draft: Draft, reader: ClauseReader) -> list[Choice]:
    """The rules' own target first, then every other that sentence and text offer, then none."""
    offered = _Offered(draft, reader)
    own = frozenset(p.code for p in draft.source)
    seen: set[frozenset[str]] = set()
    found: list[Choice] = []
    for target in (draft.target, *offered.singles(), *offered.sets(), ()):
        codes = frozenset(p.code for p in target)
        if codes in seen or (found and codes & own):
            continue
        seen.add(codes)
        found.append(Choice(target, offered.describe(target, first=not found)))
    return found


class _Offered:
    """Everyone who could be the target of one draft, with what is known of them there."""

    def __init__(self, draft: Draft, reader: ClauseReader) -> None:
        self.draft, self.reader = draft, reader
        self.tree, self.discourse = reader.tree, reader.discourse
        topics = self.discourse.topics
        self.top = max(topics.values(), default=1)
        self.rank = {c: n for n, (c, _) in enumerate(topics.most_common(4))}
        self.two = self.discourse.dyad()
        self.last = set(self.discourse.last_codes)
        self.subject = {p.code for p in self.discourse.subject}
        self.inside = set(draft.tokens)
        self.above = set(self.tree.ancestors(draft.predicate))
        self.below = set(self.tree.subtree(draft.predicate))
        self.sources = {p.code for p in draft.source}
        self.tokens = self._nearest()

    def _nearest(self) -> dict[str, int]:
        """For each actor that the sentence names the token nearest to the predicate."""
        at, found = self.draft.predicate, dict[str, int]()
        for token in self.tree.tokens:
            if token.mention is None or token.mention.leaning or token.mention.kind == "region":
                continue
            for code in token.mention.codes:
                old = found.get(code)
                if old is None or abs(token.number - at) < abs(old - at):
                    found[code] = token.number
        return found

    def _party(self, code: str) -> Party:
        return Party(code, token=self.tokens.get(code, -1))

    def singles(self) -> list[Side]:
        """Each actor of the sentence, nearest first, then those that the text offers."""
        near = sorted(self.tokens, key=lambda c: abs(self.tokens[c] - self.draft.predicate))
        codes = dict.fromkeys(near[:MOST_NAMED])
        for code in (*self.two, *(c for c, _ in self.discourse.topics.most_common(2))):
            codes.setdefault(code)
        for code in (*self.subject, *reversed(self.discourse.last_codes)):
            if len(codes) >= MOST_NAMED + MOST_TOLD:
                break
            codes.setdefault(code)
        return [(self._party(code),) for code in codes]

    def sets(self) -> list[Side]:
        """Those named side by side, and the two that the text is about."""
        found: list[Side] = list(self.reader.finder.refer.lists())[:MOST_TOLD]
        return [*found, tuple(map(self._party, self.two))] if self.two else found

    def describe(self, target: Side, *, first: bool) -> dict[str, float]:
        """The features of one target; those of several parties are averaged."""
        act = self.draft.codes[0] if self.draft.codes else self.draft.kind
        features: dict[str, float] = {f"size{min(len(target), 3)}": 1.0}
        for party in target:
            for name, value in self._known(party.code):
                features[name] = features.get(name, 0.0) + value / len(target)
        if first:
            way = _way(self.draft)
            features |= {f"own:{way}": 1.0, f"own:{self.draft.kind}": 1.0}
            features[f"own:{self._word(target)}"] = 1.0
        if not target:
            features |= {f"none:{act}": 1.0, f"none:{self.draft.kind}": 1.0}
        for name, value in self._beside(target):
            features[name] = value
        return features

    def _beside(self, target: Side) -> Iterator[tuple[str, float]]:
        """How a target goes with the source, in the text and in the statements before."""
        left, right = frozenset(self.sources), frozenset(p.code for p in target)
        if self.two and left | right == set(self.two):
            yield "the text's two", 1.0
        if (left, right) in self.discourse.told:
            yield "told before", 1.0
        elif (right, left) in self.discourse.told:
            yield "told the other way", 1.0
        if len(left) == len(right) == 1:
            source, other = next(iter(left)), next(iter(right))
            beside = self.discourse.partners.get(source, Counter())
            yield "named beside", beside.get(other, 0) / max(beside.values(), default=1)
            if self.discourse.counterpart(source) == other:
                yield "counterpart", 1.0

    def _known(self, code: str) -> Iterator[tuple[str, float]]:
        discourse = self.discourse
        yield "share", discourse.topics.get(code, 0) / self.top
        yield f"rank{self.rank.get(code, 4)}", 1.0
        yield "main pair", float(code in self.two)
        yield "subject before", float(code in self.subject)
        yield "named before", float(code in self.last)
        yield "speaker", float(code == self.draft.speaker_code)
        yield "author", float(code == discourse.author)
        yield "acted before", float(any(code in left for left, _ in discourse.told))
        yield "target before", float(any(code in right for _, right in discourse.told))
        yield "paragraph", float(any(code == p.code for p in discourse.pair))
        kind = self.reader.codebook.actors.actor(code).kind
        yield ("body" if kind in NO_STATES else "state"), 1.0
        at = self.tokens.get(code, -1)
        if at < 0:
            yield "absent", 1.0
        else:
            yield from self._placed(at)

    def _placed(self, at: int) -> Iterator[tuple[str, float]]:
        tree, verb = self.tree, self.draft.predicate
        token = tree.tokens[at]
        clause = tree.clause_of(at)
        where = "same" if clause == verb else "above" if clause in self.above else ""
        where = where or ("below" if at in self.below else "apart")
        dep = DEPS.get(token.dep, "other")
        yield f"clause:{where}", 1.0
        yield f"{dep}", 1.0
        yield f"{dep}:{where}", 1.0
        yield ("ahead" if at < verb else "behind"), 1.0
        yield "distance", min(abs(at - verb), 30) / 10.0
        yield "inside", float(at in self.inside)
        if dep == "pobj":
            yield f"preposition:{tree.tokens[token.head].lemma}", 1.0
        if token.mention is not None:
            person = token.mention.kind in PEOPLE
            yield f"kind:{'person' if person else token.mention.kind}", 1.0
        yield "place", float(self.reader.finder.is_place(at))
        yield "background", float(background(tree, at))

    def _word(self, target: Side) -> str:
        """What stands for a target in its sentence: a name, an owner, another word, nothing."""
        tokens = self.tree.tokens
        if not target or not 0 <= target[0].token < len(tokens):
            return "nothing"
        if tokens[target[0].token].mention is None:
            return "word"
        return "owner" if target[0].owner else "name"


def _way(draft: Draft) -> str:
    """How the rules came to the target, the last that was tried."""
    for reason in reversed(draft.reasons):
        if reason.startswith(("target from", "parties from", "actor from")):
            return reason
    return draft.way or "no way"
