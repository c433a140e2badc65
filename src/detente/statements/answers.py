"""Who answers: "the offer was rejected" by the one to whom the sentence before has made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.statements.discourse import Discourse, Party

if TYPE_CHECKING:
    from detente.statements.clauses import ClauseReader
    from detente.statements.drafts import Draft

# What one side says to another, so that the other may answer it.
ANSWERABLE = frozenset(
    "offer request demand proposal invitation accusation charge appeal ultimatum plea claim call "
    "suggestion allegation protest note letter overture complaint condition concession".split()
)
ANSWERING = frozenset(("REJECT", "AGREE", "SUPPORT", "CONSULT", "CONCEDE"))
WHY = "answered by the one to whom it was said"


def told_sides(discourse: Discourse) -> tuple[Party, Party] | None:
    """Who the last sentence says acted, and on whom; None unless one acted on one other."""
    pairs = {sides for sides in discourse.told if sides[0] and sides[1]}
    if len(pairs) != 1:
        return None
    source, target = next(iter(pairs))
    if len(source) != 1 or len(target) != 1 or source == target:
        return None
    return Party(next(iter(source))), Party(next(iter(target)))


def answered(draft: Draft, reader: ClauseReader) -> bool:
    """Give the answer to "the offer" its sides, where its clause names neither of them."""
    tree = reader.tree
    if _silent_together(draft, reader.discourse):
        return True
    if not reader.who.is_passive(draft.predicate) or not set(draft.codes[:1]) <= ANSWERING:
        return False
    if not _is_said_before(reader, _undergoing(reader, draft.predicate)):
        return False
    two = told_sides(reader.discourse)
    if two is None or reader.finder.mentioned(list(range(len(tree.tokens)))):
        return False
    draft.target, draft.source = two[:1], two[1:]
    draft.directed = True
    draft.reasons.append(WHY)
    return True


def _silent_together(draft: Draft, discourse: Discourse) -> bool:
    """ "Neither government replied": to whoever the last sentence says spoke to both."""
    silent = frozenset(p.code for p in draft.source)
    if draft.kind != "omission" or draft.target or len(silent) < 2:
        return False
    speakers = {source for source, target in discourse.told if target == silent}
    if len(speakers) != 1 or len(speaker := next(iter(speakers))) != 1 or speaker <= silent:
        return False
    draft.target, draft.directed = tuple(map(Party, speaker)), True
    draft.reasons.append(WHY)
    return True


def _undergoing(reader: ClauseReader, verb: int) -> list[int]:
    """The subject of a passive, also "the offer is likely to be rejected"."""
    tree = reader.tree
    found = tree.kids(verb, "nsubjpass")
    above = tree.tokens[verb].head
    while not found and tree.tokens[verb].dep in ("xcomp", "acomp") and above != verb:
        found = tree.kids(above, "nsubj", "nsubjpass")
        verb, above = above, tree.tokens[above].head
    return found


def _is_said_before(reader: ClauseReader, subjects: list[int]) -> bool:
    """Whether a subject is a definite "the offer", "its demand": one just told of."""
    tree = reader.tree
    return any(
        tree.tokens[s].lemma in ANSWERABLE
        and not any(tree.tokens[k].text.lower() in ("a", "an", "no") for k in tree.children[s])
        for s in subjects
    )
