"""Judgements told by a main clause in words that the tables do not know.

"Russia has become the junta's armourer", "Manila stages every encounter for the cameras": in
analysis a main clause in the present, or one of becoming and regarding, that names a party says
how things stand, also where no word of relation, motive or stance is in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.statements.drafts import Draft

if TYPE_CHECKING:
    from detente.statements.clauses import ClauseReader

MAIN = ("ROOT", "conj", "ccomp")


def views(draft: Draft, reader: ClauseReader) -> bool:
    """Make an assessment of a clause that no rule of kinds has taken; False where it is none.

    A government's own text is left out: its sentences tell acts.
    """
    mood = draft.mood
    if mood.mode != "fact" or mood.negated or reader.discourse.author:
        return False
    if not _is_a_view(draft, reader):
        return False
    draft.kind = "assessment"
    draft.codes = draft.codes if draft.source else ()
    draft.reasons.append("a main clause that says how things stand")
    return True


def _is_a_view(draft: Draft, reader: ClauseReader) -> bool:
    token = reader.tree.tokens[draft.predicate]
    finite = token.tag in ("VBZ", "VBP", "VBD") or bool(
        reader.tree.kids(draft.predicate, "aux", "auxpass")
    )
    if token.dep not in MAIN or not finite or not (draft.source or draft.target):
        return False
    direct = any(not p.owner for p in draft.source)
    now, main = draft.mood.tense == "present", token.dep == "ROOT"
    both = bool(draft.source and draft.target)
    operator = draft.meaning.operator
    if draft.codes:
        return now and main and bool(draft.source) and operator != "=BE"
    if operator in ("=BECOME", "=JUDGE"):
        return direct or operator == "=BECOME"
    if operator == "=BE":
        return now and main and not both
    if operator == "=NONE":
        return both and main
    return not draft.meaning.known and now and (both or (direct and token.dep != "ccomp"))
