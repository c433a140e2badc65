"""What a predicate does to a party: senses of the lexicon, settled where they depend on people.

Some verbs mean another act by what stands beside them than a table of verbs and nouns can say: a
call to somebody on a day is a telephone call, an order to close is coercion, a refusal stays one
whatever is refused.
"""

from __future__ import annotations

import re
from dataclasses import replace

from detente.codebook.algebra import COOPERATION
from detente.statements.frames import Meaning
from detente.statements.pair_frames import PairFrames
from detente.statements.pair_places import Places
from detente.statements.pair_spans import PairTree

# What an operator makes of an object that the lexicon doesn't know: most of what is halted is
# cooperation, most of what is lifted or eased a burden.
UNKNOWN_OBJECT = {
    "=STOP": ("SANCTION", "CONCEDE", "COERCE"),
    "=LOWER": ("SANCTION", "CONCEDE"),
    "=REFUSE": ("REJECT",),
    "=BLOCK": ("REJECT", "COERCE"),
    "=THREATEN": ("THREATEN",),
    "=DEMAND": ("REQUEST",),
    "=DENY": ("REJECT",),
}
SHUTTING = frozenset("suspend close shut stop halt cease leave vacate quit disband".split())
DECIDING = frozenset("decide vote resolve".split())
VERDICTS = frozenset("find hold deem declare rule judge".split())
GUILTY = frozenset("guilty liable responsible accountable culpable".split())
FLEEING = re.compile(r"refugee|migrant|asylum|displac|flee|fled|evacuee", re.IGNORECASE)
MENACING = frozenset("fire launch test threaten mass".split())
PERMITTING = frozenset("approve authorise authorize grant accept".split())


class Acts:
    """Meanings of the predicates of one pair's sentence."""

    def __init__(self, pair: PairTree, frames: PairFrames, places: Places) -> None:
        self.pair = pair
        self.tree = pair.tree
        self.frames = frames
        self.places = places
        self._meanings: dict[int, Meaning] = {}

    def meaning(self, verb: int) -> Meaning:
        """What a verb means between the two parties."""
        if verb not in self._meanings:
            self._meanings[verb] = self._settled(verb, self.frames.meaning(verb))
        return self._meanings[verb]

    def _settled(self, verb: int, found: Meaning) -> Meaning:
        lemma = self.tree.tokens[verb].lemma
        codes, why = self._special(verb, lemma, found)
        if codes:
            complement = -1 if why == "a telephone call" else found.complement
            return replace(
                found, codes=codes, operator="", complement=complement, why=f"{found.why}, {why}"
            )
        ended = self._ended(found)
        if not found.codes and ended:
            return replace(found, codes=ended, known=False, why=f"{found.why} of an end")
        if not found.codes and found.operator in UNKNOWN_OBJECT:
            why = f"{found.why} of something unknown"
            return replace(found, codes=UNKNOWN_OBJECT[found.operator], known=False, why=why)
        return found

    def _ended(self, found: Meaning) -> tuple[str, ...]:
        """ "Announced a suspension of links": the end of something that has no code itself."""
        for number in found.objects:
            sense = self.frames.noun_sense(number)
            if sense is not None and sense.operator in ("=STOP", "=LOWER"):
                return UNKNOWN_OBJECT[sense.operator]
        return ()

    def _special(self, verb: int, lemma: str, found: Meaning) -> tuple[tuple[str, ...], str]:
        if lemma == "call":
            return self._call(verb)
        if lemma == "order":
            return self._order(verb, found)
        if found.operator == "=STOP" and found.codes[:2] == ("REJECT", "SANCTION"):
            return ("SANCTION", "REJECT"), "dealings broken off"
        if lemma in VERDICTS and self._finds_guilty(verb):
            return ("ACCUSE",), "found guilty"
        if lemma == "return" and self.tree.kids(verb, "dobj"):
            return ("CONCEDE",), "given back"
        sent = found.codes[:1] in (("MOBILIZE",), ("COOPERATE",)) or lemma == "arrive"
        if sent and lemma not in MENACING and self._keeps_peace(verb):
            return ("AID", "MOBILIZE"), "peacekeepers"
        if lemma in ("open", "reopen") and FLEEING.search(self.pair.target_words):
            return ("AID", "CONCEDE"), "shelter"
        noun = found.noun.noun_class if found.noun is not None else ""
        if lemma in DECIDING and found.operator == "=PROMISE" and len(found.codes) > 1:
            return (*found.codes[1:], found.codes[0]), "decided by whom it is for to do"
        aimed = found.noun is not None and found.noun.code in ("SANCTION", "ACCUSE")
        if found.operator == "=DEMAND" and aimed and noun in ("penalty", "charge"):
            return ("ACCUSE", "REQUEST"), "others called on to act against it"
        if lemma in PERMITTING and noun == "demand":
            return ("CONCEDE", "AGREE"), "what was asked for granted"
        if lemma in PERMITTING and found.noun is not None and found.noun.code in ("AID", "CONCEDE"):
            return (found.noun.code, "AGREE"), "help or access granted"
        return (), ""

    def _finds_guilty(self, verb: int) -> bool:
        near = self.tree.children[verb]
        below = [k for n in near for k in self.tree.children[n]]
        return any(self.tree.tokens[n].lemma in GUILTY for n in [*near, *below])

    def _keeps_peace(self, verb: int) -> bool:
        words = self.pair.source_words.lower()
        return "peacekeep" in words or any(
            self.tree.tokens[n].lemma.startswith("peacekeep") for n in self.tree.subtree(verb)
        )

    def _call(self, verb: int) -> tuple[tuple[str, ...], str]:
        """ "Called the minister on Monday", "called him a liar", "called the talks off"."""
        tree = self.tree
        if tree.kids(verb, "oprd") and tree.kids(verb, "dobj"):
            return ("ACCUSE",), "called names"
        if tree.kids(verb, "prt") or any(
            tree.tokens[k].lemma in ("for", "on", "upon", "off") and k < self.pair.target
            for k in tree.kids(verb, "prep")
            if self._bare_on(k)
        ):
            return (), ""
        party = self.places.undergoer(verb) == "object"
        days = tree.kids(verb, "npadvmod") or any(
            tree.tokens[k].lemma in ("on", "from", "by", "after", "late", "in")
            for k in tree.kids(verb, "prep")
        )
        controlled = tree.kids(verb, "xcomp", "ccomp")
        if party and (days or not controlled):
            return ("CONSULT",), "a telephone call"
        return (), ""

    def _bare_on(self, prep: int) -> bool:
        """Whether a preposition opens something else than a date."""
        tree = self.tree
        words = {tree.tokens[k].text.lower() for k in tree.kids(prep, "pobj")}
        return not words & DAYS

    def _order(self, verb: int, found: Meaning) -> tuple[tuple[str, ...], str]:
        """An order to somebody to close, leave or stay is coercion, not a request."""
        tree = self.tree
        below = [k for k in tree.kids(verb, "xcomp", "ccomp") if tree.is_verb(k)]
        if not below:
            return (), ""
        inner = self.frames.meaning(below[0])
        lemma = tree.tokens[below[0]].lemma
        if lemma in ("leave", "quit", "depart", "vacate") or inner.codes[:1] == ("SANCTION",):
            return ("SANCTION" if lemma == "leave" else "COERCE", "COERCE"), "ordered out"
        hostile = inner.codes[:1] and inner.codes[0] not in COOPERATION
        if inner.codes[:1] == ("ACCUSE",):
            return ("REQUEST", "ACCUSE"), "ordered to come or answer"
        if lemma in SHUTTING or (hostile and inner.codes[0] == "COERCE"):
            return ("COERCE", "REQUEST"), "ordered by authority"
        return (), ""


DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december".split()
)
