"""Events in noun phrases: "Li's visit to Hanoi in October", "after the signing of the treaty"."""

from __future__ import annotations

from collections.abc import Sequence

from detente.statements.clauses import ClauseReader
from detente.statements.dates import DateMention
from detente.statements.discourse import Party
from detente.statements.drafts import Draft, Setting
from detente.statements.frames import Meaning
from detente.statements.judging import judged_by
from detente.statements.modality import Mood, mood_of
from detente.statements.trees import Tree

AFTER = frozenset("after following since despite with during through amid via besides upon".split())
AHEAD = frozenset("upcoming forthcoming planned scheduled next coming future".split())
CALENDAR = frozenset(("talk", "visit", "event", "exercise", "agreement", "deal", "meeting"))
AIMED = frozenset(("ACCUSE", "REJECT"))
VERDICTS = frozenset(("ACCUSE", "SUPPORT", "PROTEST"))
SAID_OF = frozenset(
    "condemn denounce decry deplore criticise criticize slam blast welcome praise hail applaud "
    "protest commend note raise defend lament regret celebrate support oppose".split()
)
UNREAL = AHEAD | frozenset("possible potential alleged any no threatened proposed likely".split())
ONE_SIDED = frozenset(("MOBILIZE", "ASSAULT", "COERCE", "SANCTION", "THREATEN"))
SUBJECTS = ("poss", "amod", "compound", "nmod")


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
        ahead = _ahead(reader, n, dates)
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

    Only where the phrase names who acts and on whom; "condemned the blockade" tells of one.
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
            actors, target, _ = _sides(
                reader, number, sense.target_prepositions, sense.mutual, sense.code
            )
            doers = {p.code for p in actors}
            if doers and target and doers.isdisjoint(p.code for p in target):
                found.add(number)
    return found


def _unreal(reader: ClauseReader, number: int) -> bool:
    """Whether a noun names an act that is only possible, planned or denied."""
    tree = reader.tree
    return any(tree.tokens[k].lemma in UNREAL for k in tree.kids(number, "amod", "det", "neg"))


def _ahead(reader: ClauseReader, number: int, dates: Sequence[DateMention]) -> Draft | None:
    """A meeting, vote or congress with a future date of its own."""
    sense = reader.frames.noun_sense(number)
    published = reader.discourse.published
    if sense is None or published is None or sense.noun_class not in CALENDAR:
        return None
    tree = reader.tree
    below = tree.subtree(number, stop=("relcl", "conj"))
    first, last = tree.span(below)
    base = tree.sentence.start
    own = [
        d
        for d in dates
        if d.begins_on is not None
        and d.begins_on > published
        and d.kind in ("absolute", "relative")
        and first <= base + d.start
        and base + d.end <= last + 1
    ]
    if not own or any(d.predicate == number for d in reader.drafts):
        return None
    actors, target, mutual = _sides(reader, number, sense.target_prepositions, sense.mutual)
    parties = actors + target or reader.subject or reader.discourse.subject
    if not parties:
        return None
    meaning = Meaning(
        codes=(sense.code,) if sense.code else (),
        frame="mutual" if mutual else "s>o",
        objects=(number,),
        noun=sense,
        why=f"dated noun {sense.noun!r} (nouns.tsv line {sense.line})",
    )
    return Draft(
        "scheduled",
        actors or parties,
        target,
        number,
        below,
        meaning,
        Mood("scheduled", tense="future"),
        codes=meaning.codes,
        reasons=[meaning.why],
        directed=not (mutual and len({p.code for p in actors + target}) > 1),
    )


OPENING = frozenset(
    "open begin start end expire close run last conclude finish convene fall resume return".split()
)


def opens_ahead(reader: ClauseReader, dates: Sequence[DateMention]) -> Draft | None:
    """ "The fair opens in Belgrade on 15 May 2027": told in the present, dated ahead."""
    tree, published = reader.tree, reader.discourse.published
    if published is None or any(d.kind == "scheduled" for d in reader.drafts):
        return None
    base = tree.sentence.start
    for date_mention in dates:
        if date_mention.begins_on is None or date_mention.begins_on <= published:
            continue
        inside = [t.number for t in tree.tokens if t.end - base > date_mention.start]
        verb = tree.clause_of(inside[0]) if inside else -1
        if verb < 0 or tree.tokens[verb].tag not in ("VBZ", "VBP"):
            continue
        below = tree.subtree(verb, stop=("advcl", "parataxis", "conj"))
        parties = tuple(
            Party(code, "", n)
            for n in below
            for mention in [tree.tokens[n].mention]
            if mention is not None and mention.kind != "region"
            for code in mention.codes
        )
        if tree.tokens[verb].lemma in OPENING and parties:
            why = f"{tree.tokens[verb].text!r} with a date ahead"
            return Draft(
                "scheduled",
                parties[:1],
                parties[1:],
                verb,
                below,
                Meaning(why=why),
                Mood("scheduled", tense="future"),
                reasons=[why],
            )
    return None


def _nominal(reader: ClauseReader, number: int, *, spoken_of: bool) -> Draft | None:
    sense = reader.frames.noun_sense(number)
    if sense is None or not sense.code:
        return None
    if not (sense.is_event or spoken_of or _of_a_weapon(reader, number)):
        return None
    if any(
        reader.tree.tokens[k].tag in ("NN", "NNS") and reader.tree.tokens[number].dep == "compound"
        for k in [reader.tree.tokens[number].head]
    ):
        return None
    actors, target, mutual = _sides(
        reader, number, sense.target_prepositions, sense.mutual, sense.code
    )
    if target and not actors:
        aimed = {p.code for p in target}
        clause = reader.tree.clause_of(number)
        near = reader.who.subject(clause, Setting()) if reader.tree.is_verb(clause) else ()
        for parties in (near, reader.subject, reader.discourse.subject):
            actors = tuple(p for p in parties if p.code not in aimed)
            if actors:
                break
    if not actors and not target:
        return None
    alone = sense.code in ONE_SIDED and any(not p.owner for p in actors)
    if len({p.code for p in actors + target}) < 2 and not alone and not _anchored(reader, number):
        return None
    kind, mood = _mood(reader, number)
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


def _of_a_weapon(reader: ClauseReader, number: int) -> bool:
    """ "Its test of a missile" is an act where "a test" alone is not."""
    tree = reader.tree
    for prep in tree.kids(number, "prep"):
        for pobj in tree.kids(prep, "pobj") if tree.tokens[prep].lemma == "of" else []:
            sense = reader.frames.noun_sense(pobj)
            if sense is not None and set(sense.sectors) & {"military", "nuclear"}:
                return True
    return False


def _sides(
    reader: ClauseReader, number: int, prepositions: tuple[str, ...], mutual: bool, code: str = ""
) -> tuple[tuple[Party, ...], tuple[Party, ...], bool]:
    """Who acts and on whom, from the possessive, the adjectives and the prepositions."""
    tree, finder = reader.tree, reader.finder
    actors: list[Party] = []
    target: list[Party] = []
    for kid in tree.kids(number, *SUBJECTS):
        token = tree.tokens[kid]
        capital = token.mention is not None and token.mention.kind == "capital"
        if capital and token.dep != "poss":
            continue
        if token.mention is not None or token.dep == "poss":
            actors.extend(finder.parties(kid))
    for prep in [*tree.kids(number, "prep", "agent"), *_loose(tree, number, prepositions)]:
        lemma = tree.tokens[prep].lemma
        for pobj in tree.kids(prep, "pobj"):
            parties = finder.parties(pobj, owners=lemma in ("of", "by"))
            if lemma == "of" and ("of" in prepositions or code in AIMED):
                target.extend(parties)
            elif lemma in ("by", "between", "among") or (lemma == "of" and not actors):
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


def _anchored(reader: ClauseReader, number: int) -> bool:
    """Whether a nominal with one party is told as something that happened."""
    tree = reader.tree
    token = tree.tokens[number]
    if token.dep == "pobj" and tree.tokens[token.head].lemma in AFTER:
        return True
    below = tree.subtree(number, stop=("relcl", "conj"))
    return any(tree.tokens[n].tag == "CD" and len(tree.tokens[n].text) == 4 for n in below)


def _mood(reader: ClauseReader, number: int) -> tuple[str, Mood]:
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
