"""Who acts and on whom in a noun phrase that names an act, and how the phrase is meant."""

from __future__ import annotations

from detente.statements.clauses import ClauseReader
from detente.statements.companions import leaders_of
from detente.statements.discourse import Party
from detente.statements.frames import CONTAINERS
from detente.statements.judging import judged_by
from detente.statements.modality import Mood, mood_of
from detente.statements.trees import Tree

AFTER = frozenset("after following since despite with during through amid via besides upon".split())
AHEAD = frozenset("upcoming forthcoming planned scheduled next coming future".split())
SETTING_IN_TIME = frozenset("after following since before during".split())
SPELLS = frozenset("hour day week month year decade".split())
DOERS = ("by", "between", "among")
# "Since the border clashes": both fought; "condemned X after the raid": X raided.
FOUGHT = frozenset("clash skirmish fighting war battle standoff shootout firefight".split())
ANSWERED = (("ACCUSE",), ("SANCTION",), ("PROTEST",))
AIMED = frozenset(("ACCUSE", "REJECT"))
SAID_OF = frozenset(
    "condemn denounce decry deplore criticise criticize slam blast welcome praise hail applaud "
    "protest commend note raise defend lament regret celebrate support oppose".split()
)
SUBJECTS = ("poss", "amod", "compound", "nmod")


def sides_of_noun(
    reader: ClauseReader, number: int, prepositions: tuple[str, ...], mutual: bool, code: str = ""
) -> tuple[tuple[Party, ...], tuple[Party, ...], bool]:
    """Who acts and on whom, from the possessive, the adjectives and the prepositions.

    Args:
        prepositions: those that introduce the other party of this noun.
        mutual: whether the noun names what two do together.
        code: the root of the act; the object of a verdict stands behind "of".

    Returns:
        the acting parties, those acted on, and whether the act is mutual here.
    """
    tree, finder = reader.tree, reader.finder
    actors = _owners_of(reader, number)
    target: list[Party] = []
    heads = [*tree.kids(number, "prep", "agent"), *_loose(tree, number, prepositions)]
    preps = [(tree.tokens[prep].lemma, o) for prep in heads for o in tree.kids(prep, "pobj")]
    for lemma, pobj in sorted(preps, key=lambda pair: pair[0] not in DOERS):
        parties = finder.parties(pobj, owners=False) or finder.parties(pobj)
        if lemma == "of" and (actors or "of" in prepositions or code in AIMED):
            target.extend(parties)
        elif lemma in DOERS or (lemma == "of" and not actors):
            actors.extend(parties)
        elif lemma in prepositions or lemma in ("with", "to", "against", "on"):
            target.extend(p for p in parties if not finder.is_place(pobj) or lemma == "to")
    both = len({p.code for p in actors}) > 1
    return tuple(actors), tuple(target), mutual or both


def _loose(tree: Tree, number: int, prepositions: tuple[str, ...]) -> list[int]:
    """Phrases of a verdict's object that the parser hung on the verb.

    "Condemned the deployment of troops to Chad": nobody condemns to a place.
    """
    token = tree.tokens[number]
    if token.dep != "dobj" or tree.tokens[token.head].lemma not in SAID_OF:
        return []
    return [
        k
        for k in tree.kids(token.head, "prep")
        if k > number and tree.tokens[k].lemma in prepositions and tree.tokens[k].lemma != "for"
    ]


def _owners_of(reader: ClauseReader, number: int) -> list[Party]:
    """Whose an act is: the possessor or adjective on it, or on what counts it ("X's series of")."""
    tree = reader.tree
    found: list[Party] = []
    for kid in tree.kids(number, *SUBJECTS):
        token = tree.tokens[kid]
        capital = token.mention is not None and token.mention.kind == "capital"
        if capital and token.dep != "poss":
            continue
        if token.mention is not None or token.dep == "poss":
            found.extend(reader.finder.parties(kid))
    found.extend(p for at in leaders_of(tree, number) for p in reader.finder.parties(at))
    above = _counted_by(reader, number)
    return found or (_owners_of(reader, above) if above >= 0 else [])


def _counted_by(reader: ClauseReader, number: int) -> int:
    """The "series", "number" or "hours" that an act stands behind with "of"; -1 for none."""
    tree = reader.tree
    prep = tree.tokens[number].head
    if tree.tokens[number].dep != "pobj" or tree.tokens[prep].lemma != "of":
        return -1
    head = tree.tokens[prep].head
    counts = tree.tokens[head].lemma in CONTAINERS or tree.tokens[head].lemma in SPELLS
    return head if counts else -1


def is_behind_link(reader: ClauseReader, number: int) -> bool:
    """Whether a noun stands behind "since", "after" or another word that sets acts in time."""
    above = _counted_by(reader, number)
    token = reader.tree.tokens[above if above >= 0 else number]
    return token.dep == "pobj" and reader.tree.tokens[token.head].lemma in SETTING_IN_TIME


def sides_of_main_clause(
    reader: ClauseReader, number: int, mutual: bool
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """ "Accused X since the clashes": between those two; "condemned X after the raid": X's raid."""
    clause = reader.tree.clause_of(number)
    for draft in reader.drafts:
        parties = draft.source + draft.target
        if draft.predicate != clause or len({p.code for p in parties}) != 2:
            continue
        if mutual or reader.tree.tokens[number].lemma in FOUGHT:
            return parties, ()
        if draft.codes[:1] in ANSWERED and len(draft.source) == len(draft.target) == 1:
            return draft.target, draft.source
    return (), ()


def mood_of_noun(reader: ClauseReader, number: int) -> tuple[str, Mood]:
    """Fact unless the clause around it is a judgement; "upcoming" makes it scheduled."""
    tree = reader.tree
    words = {tree.tokens[k].lemma for k in tree.kids(number, "amod", "acl")}
    if words & AHEAD or any(w in ("schedule", "slate", "plan") for w in words):
        return "scheduled", Mood("scheduled", tense="future")
    token = tree.tokens[number]
    if token.dep == "pobj" and tree.tokens[token.head].lemma in AFTER:
        return "event", Mood("fact", tense="past")
    for draft in reader.drafts:
        if number in draft.tokens and draft.kind in ("forecast", "recommendation"):
            return "", Mood()
    clause = tree.clause_of(number)
    if tree.is_verb(clause):
        if judged_by(tree, clause) is not None:
            return "", Mood()
        mood = mood_of(tree, clause)
        if mood.mode != "fact" or mood.negated or tree.tokens[clause].tag == "VB":
            return "", mood
    return "event", Mood("fact", tense="past")
