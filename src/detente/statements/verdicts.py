"""Blame and praise put into a name: "called the launch a provocation", "hailed the accord"."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from detente.codebook import Codebook
from detente.statements.drafts import Draft

if TYPE_CHECKING:
    from detente.statements.clauses import ClauseReader

NAMING = frozenset(
    "call brand label term dub describe characterise characterize denounce portray depict hail "
    "declare pronounce deem slam blast dismiss decry criticise criticize".split()
)
PREDICATES = ("oprd", "attr", "acomp", "ccomp", "xcomp")


@lru_cache(maxsize=4)
def _words(codebook: Codebook) -> tuple[frozenset[str], frozenset[str]]:
    lexicon = codebook.lexicon
    return frozenset(lexicon.cues("blame")), frozenset(lexicon.cues("praise"))


def blame_words(codebook: Codebook) -> frozenset[str]:
    """Words that blame what they are said of."""
    return _words(codebook)[0]


def gives_verdict(draft: Draft, reader: ClauseReader) -> bool:
    """Make an act of words of a name that blames or praises; False where it only describes.

    What is told in the present is a standing view, and what no one in particular says is the
    author's.
    """
    tree = reader.tree
    token = tree.tokens[draft.predicate]
    said = token.lemma in NAMING and any(not p.owner for p in draft.source)
    perfect = any(tree.tokens[a].lemma == "have" for a in tree.kids(draft.predicate, "aux"))
    told = draft.codes and draft.meaning.operator != "=JUDGE"
    if told or not said or draft.mood.negated or not (perfect or token.tag == "VBD"):
        return False
    names = [n for k in tree.kids(draft.predicate, *PREDICATES) for n in tree.subtree(k)]
    for prep in tree.kids(draft.predicate, "prep"):
        if tree.tokens[prep].lemma == "as":
            names += tree.subtree(prep)
    forms = {form for n in names for form in (tree.tokens[n].lemma, tree.tokens[n].text.lower())}
    blame, praise = _words(reader.codebook)
    if not forms & (blame | praise):
        return False
    draft.kind = "event"
    draft.codes = ("ACCUSE", "REJECT") if forms & blame else ("SUPPORT", "AGREE")
    draft.reasons.append("a name that blames" if forms & blame else "a name that praises")
    return True
