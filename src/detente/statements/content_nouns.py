"""Acts told by a noun and an infinitive: "its decision to side with X", "the refusal to sign"."""

from __future__ import annotations

from dataclasses import replace

from detente.statements.clauses import ClauseReader
from detente.statements.discourse import Party
from detente.statements.drafts import Draft, Setting
from detente.statements.modality import Mood
from detente.statements.noun_sides import mood_of_noun, sides_of_noun

# What each noun makes of the act that it introduces; operators as in `detente.codebook.algebra`.
OPERATORS = {
    noun: operator
    for operator, nouns in {
        "=DO": "decision move choice",
        "=PROMISE": "plan intention pledge promise vow commitment willingness readiness agreement",
        "=OFFER": "offer proposal",
        "=REFUSE": "refusal unwillingness",
        "=SEEK": "attempt effort bid push drive campaign",
        "=DEMAND": "demand request appeal call",
        "=THREATEN": "threat",
        "=FAIL": "failure",
    }.items()
    for noun in nouns.split()
}
# A refusal or a threat has an addressee even where its clause names none.
AIMED_AT_SOMEONE = ("=REFUSE", "=THREATEN", "=DEMAND")
LINKS = ("to", "at", "of", "for")


def find_content_nouns(reader: ClauseReader) -> list[Draft]:
    """Draft the acts that a noun announces and an infinitive or gerund on it names."""
    used = {d.predicate for d in reader.drafts} | reader.consumed
    used |= {o for d in reader.drafts if d.codes for o in d.meaning.objects}
    found: list[Draft] = []
    for token in reader.tree.tokens:
        operator = OPERATORS.get(token.lemma)
        if operator is None or token.number in used or token.number in reader.barred:
            continue
        if not reader.tree.is_noun(token.number):
            continue
        act = _act_on(reader, token.number)
        if act >= 0 and act not in used:
            found.extend(_told(reader, token.number, act, operator))
    return found


def _act_on(reader: ClauseReader, noun: int) -> int:
    """The verb of the infinitive or gerund that says what was decided, refused or tried."""
    tree = reader.tree
    for kid in tree.kids(noun, "acl", "relcl"):
        if any(tree.tokens[a].text.lower() == "to" for a in tree.kids(kid, "aux")):
            return kid
    for prep in tree.kids(noun, "prep"):
        if tree.tokens[prep].lemma in LINKS:
            for kid in tree.kids(prep, "pcomp"):
                if tree.is_verb(kid):
                    return kid
    return -1


def _told(reader: ClauseReader, noun: int, act: int, operator: str) -> list[Draft]:
    actors = _announcer(reader, noun)
    if not actors:
        return []
    kind, mood = mood_of_noun(reader, noun)
    if not kind and reader.tree.tokens[noun].dep == "nsubj":
        kind, mood = "event", Mood("fact", tense="past")
    if kind != "event":
        return []
    meaning = reader.frames.meaning(act)
    target, way = reader.who.target(act, meaning, actors)
    inner = meaning.codes[:1] or ("",)
    meaning = meaning if operator == "=DO" else replace(meaning, frame="s>o")
    codes = meaning.codes if operator == "=DO" else _apply(reader, operator, inner[0])
    if operator == "=FAIL":
        kind, codes = "omission", ()
    elif not codes or not (target or operator in AIMED_AT_SOMEONE):
        return []
    tree = reader.tree
    return [
        Draft(
            kind,
            actors,
            target,
            act,
            tree.subtree(noun, stop=("relcl", "conj")),
            meaning,
            mood,
            codes=codes,
            way=way,
            reasons=[f"noun {tree.tokens[noun].lemma!r} ({operator}) of {meaning.why}"],
        )
    ]


def _apply(reader: ClauseReader, operator: str, code: str) -> tuple[str, ...]:
    return reader.codebook.lexicon.apply(operator, code)


def _announcer(reader: ClauseReader, noun: int) -> tuple[Party, ...]:
    """Whose decision it is: the possessor or "of", else the subject whose object the noun is."""
    actors, _, _ = sides_of_noun(reader, noun, (), False)
    tree = reader.tree
    if not actors:
        # "Commitments from Peru to uphold the treaty".
        giving = [p for p in tree.kids(noun, "prep") if tree.tokens[p].lemma == "from"]
        actors = tuple(
            party
            for prep in giving
            for o in tree.kids(prep, "pobj")
            for party in reader.finder.parties(o)
        )
    if actors:
        return actors
    token = tree.tokens[noun]
    verb = token.head if token.dep in ("dobj", "attr") else -1
    if verb >= 0 and tree.is_verb(verb):
        return reader.who.subject(verb, Setting())
    return ()
