"""How things stand, told by a noun: "tensions between X and Y", "its dependence on X"."""

from __future__ import annotations

from collections.abc import Sequence

from detente.statements.attitudes import is_attitude, sides_of_attitude
from detente.statements.clauses import ClauseReader
from detente.statements.discourse import Party
from detente.statements.drafts import Draft, Setting
from detente.statements.frames import Meaning
from detente.statements.modality import Mood, mood_of
from detente.statements.noun_sides import mood_of_noun, sides_of_noun

BETWEEN = ("with", "between", "among")
STATES = frozenset("be remain become look seem appear stay".split())
RELATION_CLASSES = ("relation", "tension")


def find_standing(reader: ClauseReader, drafts: Sequence[Draft]) -> list[Draft]:
    """Draft the assessments that nouns of relation and motive make of two named parties.

    What a clause already says of the same parties isn't said again, and nothing is drafted inside
    a condition, a forecast or a call.
    """
    judged = [(frozenset(p.code for p in d.source + d.target), d) for d in drafts]
    found: list[Draft] = []
    for token in reader.tree.tokens:
        n = token.number
        if token.mention is not None or n in reader.barred or not reader.tree.is_noun(n):
            continue
        draft = _motive(reader, n) or _relation(reader, n)
        if draft is None:
            continue
        sides = frozenset(p.code for p in draft.source + draft.target)
        if any(sides <= other and _covers(d, n) for other, d in judged):
            continue
        judged.append((sides, draft))
        found.append(draft)
    return found


def _covers(draft: Draft, number: int) -> bool:
    """Whether a statement on the same parties says what a noun would: a judgement, or its act."""
    return draft.kind != "event" or number in draft.tokens


def _relation(reader: ClauseReader, number: int) -> Draft | None:
    """ "Friction between X and Y", "its relationship with X", "the X-Y rivalry"."""
    token = reader.tree.tokens[number]
    sense = reader.frames.noun_sense(number)
    term = reader.codebook.lexicon.relation(token.lemma)
    if not (sense is not None and sense.noun_class in RELATION_CLASSES) and (
        term is None or term.kind != "noun"
    ):
        return None
    actors, target, _ = sides_of_noun(reader, number, BETWEEN, True)
    parties = _merged(actors + target)
    if len(parties) == 1 and target:
        parties = _merged(_who_has(reader, number) + parties)
    if len(parties) < 2 or all(p.token < 0 for p in parties):
        return None
    return _draft(reader, number, parties, ())


def _who_has(reader: ClauseReader, number: int) -> tuple[Party, ...]:
    """ "X's decision sparked a crisis with Y": a relation with Y that is its subject's."""
    tree = reader.tree
    verb = tree.clause_of(number)
    direct = tree.tokens[number].head == verb and tree.is_verb(verb)
    direct = direct and tree.tokens[verb].dep != "relcl"
    return reader.who.subject(verb, Setting()) if direct else ()


def _motive(reader: ClauseReader, number: int) -> Draft | None:
    """ "X's fear of Y", "has no trust in Y": whose attitude it is, and towards whom."""
    if not is_attitude(reader.tree.tokens[number].lemma, reader.codebook):
        return None
    actors, others = sides_of_attitude(reader, number)
    if not actors or not others:
        return None
    return _draft(reader, number, actors, others)


def _draft(
    reader: ClauseReader, number: int, source: tuple[Party, ...], target: tuple[Party, ...]
) -> Draft | None:
    kind, mood = mood_of_noun(reader, number)
    lacking = bool(target) and mood.mode == "fact" and mood.negated and mood.tense == "present"
    if kind != "event" and not lacking:
        return None
    why = f"noun {reader.tree.tokens[number].lemma!r} says how things stand"
    return Draft(
        "assessment",
        source,
        target,
        number,
        reader.tree.subtree(number, stop=("relcl", "appos")),
        Meaning(objects=(number,), why=why),
        Mood("fact", tense="present"),
        directed=bool(target),
        reasons=[why],
    )


def _merged(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    seen: dict[str, Party] = {}
    for party in parties:
        seen.setdefault(party.code, party)
    return tuple(seen.values())


def find_view(reader: ClauseReader) -> list[Draft]:
    """The assessment that a sentence of analysis makes as a whole, where no clause of it told more.

    A main clause in the present or the perfect, or with a copula, that names two actors, or one
    as its subject, says how things stand between them. A government's own text is left out: its
    sentences tell acts.
    """
    tree = reader.tree
    root = next((r for r in tree.roots() if tree.is_verb(r)), -1)
    if root < 0 or root in reader.barred or reader.discourse.author:
        return []
    mood = mood_of(tree, root)
    if mood.mode not in ("fact", "ability") or not _lasting(reader, root):
        return []
    if mood.negated and tree.tokens[root].lemma not in STATES:
        return []
    said = tree.tokens[root].lemma in reader.speech
    if said and not (_is_shown(reader, root) or _is_supposed(reader, root)):
        return []
    if _tells_of_acts(reader, root):
        return []
    subject = _subject_of(reader, root)
    named = reader.finder.mentioned(list(range(len(tree.tokens))))
    if not subject and len({p.code for p in named}) < 2:
        return []
    if not named and all(p.owner for p in subject):
        return []
    source = subject or named[:1]
    own = {p.code for p in source}
    target = tuple(p for p in named if p.code not in own)[:2] if len(own) == 1 else ()
    if not target and len(own) == 1:
        other = reader.discourse.counterpart(source[0].code)
        target = (Party(other),) if other else ()
    why = "the sentence says how things stand"
    return [
        Draft(
            "assessment",
            source,
            target,
            root,
            tree.subtree(root),
            Meaning(why=why),
            mood,
            directed=bool(target),
            reasons=[why],
        )
    ]


def _lasting(reader: ClauseReader, root: int) -> bool:
    """Present, perfect or a copula: a state of things rather than an act of one day."""
    tree = reader.tree
    if tree.tokens[root].lemma in STATES or tree.tokens[root].tag in ("VBZ", "VBP"):
        return True
    helpers = tree.kids(root, "aux", "auxpass")
    now = any(tree.tokens[a].tag in ("VBZ", "VBP") for a in helpers)
    return now or _is_supposed(reader, root)


def _is_supposed(reader: ClauseReader, root: int) -> bool:
    """ "May have decided": what the author supposes of someone's mind."""
    helpers = [reader.tree.tokens[a] for a in reader.tree.kids(root, "aux")]
    return any(a.tag == "MD" for a in helpers) and any(a.lemma == "have" for a in helpers)


def _tells_of_acts(reader: ClauseReader, root: int) -> bool:
    """ "There have been several visits": acts, though told by a copula."""
    there = reader.tree.kids(root, "expl")
    senses = [reader.frames.noun_sense(k) for k in reader.tree.kids(root, "attr")]
    return bool(there) and any(sense is not None and bool(sense.code) for sense in senses)


def _is_shown(reader: ClauseReader, root: int) -> bool:
    """ "The ruling underscores X's weakness": a thing shows what a person would say."""
    tree = reader.tree
    subjects = tree.kids(root, "nsubj", "csubj")
    return bool(subjects) and all(
        tree.tokens[s].tag in ("NN", "NNS", "VBG")
        and tree.tokens[s].mention is None
        and reader.finder.role_of(s) is None
        for s in subjects
    )


def _subject_of(reader: ClauseReader, root: int) -> tuple[Party, ...]:
    found = reader.who.subject(root, Setting())
    for head in reader.tree.kids(root, "nsubjpass"):
        found = found or reader.finder.parties(head)
    return found
