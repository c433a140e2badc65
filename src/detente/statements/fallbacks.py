"""What the clause leaves open is filled from the sentence, then from the document, and says so."""

from __future__ import annotations

from collections.abc import Sequence

from detente.statements.clauses import ClauseReader
from detente.statements.discourse import Party
from detente.statements.drafts import Draft
from detente.statements.frames import Meaning
from detente.statements.modality import Mood
from detente.statements.topics import relation_terms_in

MUTUAL = frozenset(("CONSULT", "COOPERATE", "AGREE"))


def complete(drafts: Sequence[Draft], reader: ClauseReader) -> list[Draft]:
    """Give every draft the parties that its clause leaves to the context; drop those left alone."""
    kept: list[Draft] = []
    for draft in drafts:
        _fill(draft, reader)
        if not draft.source and not draft.target:
            continue
        _decide_direction(draft)
        kept.append(draft)
    return kept


def _fill(draft: Draft, reader: ClauseReader) -> None:
    own = {p.code for p in draft.source}
    if len(own) > 1 and not draft.target:
        return
    named = reader.finder.mentioned(list(range(len(reader.tree.tokens))))
    if not draft.target:
        others = tuple(p for p in named if p.code not in own)
        if others and draft.source:
            draft.target = others[:2]
            draft.reasons.append("target from the rest of the sentence")
    if not draft.source and draft.target:
        aimed = {p.code for p in draft.target}
        others = tuple(p for p in named if p.code not in aimed)
        if others and draft.kind != "event":
            draft.source = others[:1]
    if draft.source and not draft.target and draft.kind != "event":
        other = reader.discourse.counterpart(draft.source[0].code)
        if other:
            draft.target = (Party(other),)
            draft.guessed = True
            draft.reasons.append("target from the document's context")


def _decide_direction(draft: Draft) -> None:
    codes = {p.code for p in draft.source}
    if len(codes) > 1 and not draft.target:
        draft.directed = False
    elif draft.meaning.frame == "mutual" and codes and draft.target:
        draft.directed = False
    elif codes and codes == {p.code for p in draft.target}:
        draft.directed = False


def only_assessment(reader: ClauseReader) -> list[Draft]:
    """A sentence that sets two actors beside each other without an act characterises them."""
    named = reader.finder.mentioned(list(range(len(reader.tree.tokens))))
    if len({p.code for p in named}) < 2 or not reader.tree.roots():
        return []
    root = reader.tree.roots()[0]
    if not reader.tree.is_verb(root):
        return []
    lemmas = [t.lemma for t in reader.tree.tokens]
    if not relation_terms_in(lemmas, codebook=reader.codebook):
        return []
    return [
        Draft(
            "assessment",
            named[:1],
            named[1:3],
            root,
            list(range(len(reader.tree.tokens))),
            Meaning(known=False),
            Mood(),
            reasons=["two actors and a word of relation"],
        )
    ]
