"""Force sent for someone's sake: "deployed police to help Haiti" is help, no move against it."""

from __future__ import annotations

from collections.abc import Sequence

from detente.statements.clauses import ClauseReader
from detente.statements.discourse import Party
from detente.statements.drafts import Draft
from detente.statements.frames import Meaning
from detente.statements.noun_sides import sides_of_noun

HELPING = frozenset(
    "help assist aid support protect defend reinforce train rescue relieve back stabilise "
    "stabilize safeguard evacuate shield bolster guard secure".split()
)
BESIDE = frozenset("alongside".split())
FOR_SAKE = frozenset("support aid help defence defense assistance request invitation side".split())
BELOW = ("advcl", "xcomp", "acl", "relcl")
# "With the help of X": what X does for whoever acts.
GIVEN = {
    "AID": frozenset("help aid assistance funding financing money credit reinforcement".split()),
    "SUPPORT": frozenset("support backing blessing endorsement approval encouragement".split()),
}


def find_help(reader: ClauseReader, drafts: Sequence[Draft]) -> list[Draft]:
    """Draft the help that an act was done with: "X retook the town with the help of Y"."""
    tree = reader.tree
    found: list[Draft] = []
    for draft in drafts:
        fact = draft.kind == "event" and draft.mood.mode == "fact" and not draft.mood.negated
        if not fact or not draft.source or any(p.owner for p in draft.source):
            continue
        if not tree.is_verb(draft.predicate):
            continue
        for prep in tree.kids(draft.predicate, "prep"):
            for noun in tree.kids(prep, "pobj") if tree.tokens[prep].lemma == "with" else ():
                code = next((c for c, n in GIVEN.items() if tree.tokens[noun].lemma in n), "")
                helped = _given(draft, noun, code, reader) if code else None
                found += [helped] if helped is not None else []
    return found


def _given(draft: Draft, noun: int, code: str, reader: ClauseReader) -> Draft | None:
    """The help that a noun names, of its owner for whoever acts; None where nobody else helps."""
    own = {p.code for p in draft.source}
    actors, others, _ = sides_of_noun(reader, noun, ("from", "of"), False, code)
    helpers = tuple(p for p in (*actors, *others) if p.code not in own and p.token >= 0)
    if not helpers:
        return None
    why = f"done with someone's {reader.tree.tokens[noun].lemma}"
    return Draft(
        "event",
        helpers,
        draft.source,
        noun,
        reader.tree.subtree(noun, stop=("relcl", "appos")),
        Meaning(codes=(code,), objects=(noun,), why=why),
        draft.mood,
        codes=(code,),
        reasons=[why],
    )


def as_help(draft: Draft, reader: ClauseReader) -> bool:
    """Make help of force that is sent to help someone; True where it was."""
    if draft.codes[:1] != ("MOBILIZE",) or draft.mood.negated or draft.kind == "omission":
        return False
    helped = _helped(draft, reader)
    own = {p.code for p in draft.source}
    helped = tuple(p for p in helped if p.code not in own)
    if not helped:
        return False
    draft.codes = ("AID", *draft.codes)
    draft.target = helped
    draft.reasons.append("sent to help")
    return True


def _helped(draft: Draft, reader: ClauseReader) -> tuple[Party, ...]:
    """Who is helped: the object of "to help", or whose request or support it is."""
    tree, finder = reader.tree, reader.finder
    heads = [draft.predicate, *draft.meaning.objects]
    for head in heads:
        for verb in tree.kids(head, *BELOW):
            if tree.tokens[verb].lemma not in HELPING or tree.tokens[verb].tag != "VB":
                continue
            named = [p for o in tree.kids(verb, "dobj", "ccomp") for p in _of(reader, o)]
            if named:
                return tuple(named)
        for prep in tree.kids(head, "prep"):
            for pobj in tree.kids(prep, "pobj"):
                if tree.tokens[prep].lemma in BESIDE:
                    return finder.parties(pobj)
                if tree.tokens[pobj].lemma in FOR_SAKE and tree.tokens[prep].lemma in ("in", "at"):
                    return finder.parties(pobj)
    return ()


def _of(reader: ClauseReader, number: int) -> tuple[Party, ...]:
    """The party that an object or the subject of an object clause names."""
    tree = reader.tree
    if not tree.is_verb(number):
        return reader.finder.parties(number)
    return tuple(p for s in tree.kids(number, "nsubj") for p in reader.finder.parties(s))
