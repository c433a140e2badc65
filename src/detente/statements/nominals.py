"""Events in noun phrases: "Li's visit to Hanoi in October", "after the signing of the treaty"."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Sequence

from detente.statements.calendar_entries import ahead_of
from detente.statements.clauses import ClauseReader
from detente.statements.dates import DateMention
from detente.statements.discourse import Party
from detente.statements.drafts import Draft, Setting
from detente.statements.frames import Meaning
from detente.statements.noun_sides import (
    AFTER,
    AHEAD,
    FOUGHT,
    is_behind_link,
    mood_of_noun,
    sides_of_main_clause,
    sides_of_noun,
)

VERDICTS = frozenset(("ACCUSE", "SUPPORT", "PROTEST"))
UNREAL = AHEAD | frozenset("possible potential alleged any no threatened proposed likely".split())
# Nouns that alone are topics ("support", "sanctions") and acts where both sides are named.
TOLD_WITH_SIDES = frozenset(
    "praise treaty refusal aid concession demand charge penalty coercion attack warning "
    "deployment visit".split()
)
# What is felt rather than done.
FELT = frozenset(
    "sympathy solidarity gratitude appreciation goodwill concern displeasure dismay outrage "
    "indignation disapproval disappointment grievance alarm respect".split()
)
MONTHS = frozenset(month_name[1:])
ONE_SIDED = frozenset(("MOBILIZE", "ASSAULT", "COERCE", "SANCTION", "THREATEN"))


def find_nominals(reader: ClauseReader, dates: Sequence[DateMention]) -> list[Draft]:
    """Draft the nominal events that no verb has used up.

    One that carries a date after the document's is an entry of the calendar, wherever it stands.
    """
    used = {o for d in reader.drafts for o in d.meaning.objects}
    used |= {d.predicate for d in reader.drafts}
    spoken_of = _spoken_of(reader)
    used -= spoken_of
    found: list[Draft] = []
    for token in reader.tree.tokens:
        n = token.number
        if token.mention is not None or not reader.tree.is_noun(n):
            continue
        ahead = ahead_of(reader, n, dates)
        if ahead is not None:
            found.append(ahead)
            used.add(n)
            continue
        if n in used or n in reader.barred:
            continue
        draft = _nominal(reader, n, spoken_of=n in spoken_of)
        if draft is not None:
            found.append(draft)
            used.add(n)
    return found


def _spoken_of(reader: ClauseReader) -> set[int]:
    """Acts that a verdict is about: "condemned India's blockade of Nepal" tells of two acts.

    Only where the phrase names who acts and on whom, or a happening of another than the speaker;
    "condemned the blockade" tells of one.
    """
    found: set[int] = set()
    for draft in reader.drafts:
        told = draft.kind == "event" and draft.mood.mode == "fact" and not draft.mood.negated
        if not told or draft.denies or not set(draft.codes[:1]) & VERDICTS:
            continue
        for number in draft.tokens:
            if number == draft.predicate or not reader.tree.is_noun(number):
                continue
            sense = reader.frames.noun_sense(number)
            if sense is None or not sense.code or _unreal(reader, number):
                continue
            actors, target, _ = sides_of_noun(
                reader, number, sense.target_prepositions, sense.mutual, sense.code
            )
            doers, whom = {p.code for p in actors}, {p.code for p in target}
            if (doers, whom) == ({p.code for p in draft.source}, {p.code for p in draft.target}):
                # "Reaffirmed its commitment to X" is one act, not two.
                continue
            aimed = bool(whom) and doers.isdisjoint(whom)
            apart = doers.isdisjoint(p.code for p in draft.source)
            alone = apart and (sense.is_event or _of_a_weapon(reader, number))
            if doers and (aimed or alone):
                found.add(number)
    return found


def _unreal(reader: ClauseReader, number: int) -> bool:
    """Whether a noun names an act that is only possible, planned or denied."""
    tree = reader.tree
    return any(tree.tokens[k].lemma in UNREAL for k in tree.kids(number, "amod", "det", "neg"))


def _nominal(reader: ClauseReader, number: int, *, spoken_of: bool) -> Draft | None:
    sense = reader.frames.noun_sense(number)
    if sense is None or not sense.code:
        return None
    bare = not (sense.is_event or spoken_of or _of_a_weapon(reader, number))
    if bare and (sense.noun_class not in TOLD_WITH_SIDES or sense.noun in FELT):
        return None
    if any(
        reader.tree.tokens[k].tag in ("NN", "NNS") and reader.tree.tokens[number].dep == "compound"
        for k in [reader.tree.tokens[number].head]
    ):
        return None
    actors, target, mutual = sides_of_noun(
        reader, number, sense.target_prepositions, sense.mutual, sense.code
    )
    named = {p.code for p in actors} - {""}
    if bare and not (named and {p.code for p in target} - named):
        return None
    if target and not actors:
        aimed = {p.code for p in target}
        clause = reader.tree.clause_of(number)
        near = reader.who.subject(clause, Setting()) if reader.tree.is_verb(clause) else ()
        for parties in (near, reader.subject, reader.discourse.subject):
            actors = tuple(p for p in parties if p.code not in aimed)
            if actors:
                break
    if not actors and not target and not bare and is_behind_link(reader, number):
        actors, target = sides_of_main_clause(reader, number, mutual)
        mutual = mutual or not target
    if not actors and not target and not bare and _fought(reader, number):
        actors, mutual = _those_at_odds(reader, number), True
    if not actors and not target:
        return None
    alone = sense.code in ONE_SIDED and any(not p.owner for p in actors)
    if len({p.code for p in actors + target}) < 2 and not alone and not _anchored(reader, number):
        return None
    kind, mood = mood_of_noun(reader, number)
    if not kind:
        return None
    meaning = Meaning(
        codes=(sense.code,),
        frame="mutual" if mutual else "s>o",
        prepositions=sense.target_prepositions,
        objects=(number,),
        noun=sense,
        sectors=sense.sectors,
        why=f"noun {sense.noun!r} ({sense.code}, nouns.tsv line {sense.line})",
    )
    return Draft(
        kind,
        actors,
        target,
        number,
        reader.tree.subtree(number, stop=("relcl", "appos", "conj")),
        meaning,
        mood,
        codes=(sense.code,),
        reasons=[meaning.why],
    )


def _fought(reader: ClauseReader, number: int) -> bool:
    """Whether a noun tells of a clash that took place: dated, or set behind "after"."""
    tree = reader.tree
    if tree.tokens[number].lemma not in FOUGHT:
        return False
    prep = tree.tokens[tree.tokens[number].head]
    if prep.text.lower() in AFTER:
        return True
    below = tree.subtree(number, stop=("relcl", "conj", "acl"))
    return any(tree.tokens[n].tag == "CD" or tree.tokens[n].text in MONTHS for n in below)


def _those_at_odds(reader: ClauseReader, number: int) -> tuple[Party, ...]:
    """ "Tensions between X and Y after a clash in May": those set side by side, else the text's."""
    near = reader.finder.refer.together(number, two=True)
    return tuple(near) or tuple(map(Party, reader.discourse.dyad()))


def _of_a_weapon(reader: ClauseReader, number: int) -> bool:
    """ "Its test of a missile" is an act where "a test" alone is not."""
    tree = reader.tree
    for prep in tree.kids(number, "prep"):
        for pobj in tree.kids(prep, "pobj") if tree.tokens[prep].lemma == "of" else []:
            sense = reader.frames.noun_sense(pobj)
            if sense is not None and set(sense.sectors) & {"military", "nuclear"}:
                return True
    return False


def _anchored(reader: ClauseReader, number: int) -> bool:
    """Whether a nominal with one party is told as something that happened."""
    tree = reader.tree
    token = tree.tokens[number]
    if token.dep == "pobj" and tree.tokens[token.head].lemma in AFTER:
        return True
    below = tree.subtree(number, stop=("relcl", "conj"))
    return any(tree.tokens[n].tag == "CD" and len(tree.tokens[n].text) == 4 for n in below)
