"""What was conspicuously not done or said, where no verb of doing tells it.

"Kept silent", "his silence on the raid", "the letter went unanswered", "absent from the list was
Rwanda", "signed without mentioning Russia", "its failure to retaliate", "the decision to ignore
our offer". Verbs that fail, refrain or stop short are read by `kinds`.
"""

from __future__ import annotations

from collections.abc import Sequence

from detente.statements.answers import told_sides
from detente.statements.clauses import ClauseReader
from detente.statements.discourse import Party
from detente.statements.drafts import Draft, Setting
from detente.statements.frames import Meaning
from detente.statements.modality import Mood, auxiliaries, mood_of

MUTE = frozenset("silent mum quiet tight-lipped mute speechless noncommittal non-committal".split())
KEEPING = frozenset("be keep remain stay fall go sit".split())
UNANSWERED = frozenset(
    "unanswered unheeded unacknowledged unreciprocated ignored unreturned unmentioned".split()
)
MISSING = frozenset("absent missing".split())
SILENCES = frozenset("silence failure refusal absence reluctance unwillingness inability".split())
MARKED = frozenset("conspicuous notable noticeable glaring pointed studied striking".split())
CHOICES = frozenset("decision choice move vow".split())
SHUNNING = frozenset("ignore skip avoid shun omit abstain refrain".split())
UNSAID = frozenset(
    "mention name refer comment answer respond reply specify elaborate explain acknowledge consult "
    "inform notify address cite blame identify say invite".split()
)
# "There has been no reply from X", "the letters went without an answer", "without a word".
REPLIES = frozenset(
    "response reply answer reaction acknowledgement acknowledgment word comment apology contact "
    "explanation statement condemnation visit call meeting invitation follow-up movement sign "
    "confirmation denial retaliation".split()
)
WORDLESS = frozenset(
    "word comment explanation apology consultation warning notice mention reference response reply "
    "answer invitation acknowledgement acknowledgment protest objection condemnation".split()
)
COMING = frozenset("be come follow arrive emerge materialise materialize".split())
PREPOSITIONS = ("on", "about", "over", "regarding", "toward", "towards", "to", "against", "of")


def find_silences(reader: ClauseReader, drafts: Sequence[Draft]) -> list[Draft]:
    """Draft the silences, absences and failures of a sentence that nothing drafted has told."""
    tree = reader.tree
    omitted = [d for d in drafts if d.kind == "omission"]
    told = {d.predicate for d in omitted}
    found: list[Draft] = []
    for token in tree.tokens:
        n = token.number
        if n in reader.barred or n in told or token.mention is not None:
            continue
        draft = None
        if token.lemma in MUTE | MISSING | UNANSWERED:
            draft = _state(reader, n)
        elif token.lemma in SILENCES | CHOICES and tree.is_noun(n):
            draft = _named(reader, n)
        elif token.lemma == "without" and token.dep == "prep":
            draft = _without(reader, n) or _wordless(reader, n)
        elif token.lemma in REPLIES and tree.is_noun(n):
            draft = _no_reply(reader, n)
        if draft is not None and not any(_is_same(draft, other) for other in omitted):
            found.append(draft)
    return found


def _is_same(draft: Draft, other: Draft) -> bool:
    """ "Remained silent", "its failure to answer": the verb and the word with it tell it once."""
    inside = draft.predicate in other.tokens or other.predicate in draft.tokens
    return inside and {p.code for p in draft.source} == {p.code for p in other.source}


def _draft(
    reader: ClauseReader,
    at: int,
    *,
    who: tuple[Party, ...],
    whom: tuple[Party, ...],
    clause: int,
) -> Draft | None:
    own = {p.code for p in who}
    whom = tuple(p for p in whom if p.code not in own)
    if not who or (not whom and all(p.owner for p in who)):
        return None
    token = reader.tree.tokens[at]
    why = f"silence told by {token.text!r}"
    tokens = reader.tree.subtree(clause, stop=("advcl", "parataxis", "conj", "relcl"))
    return Draft(
        "omission",
        who,
        whom,
        at,
        tokens,
        Meaning(why=why),
        Mood("fact", negated=True, tense="past"),
        way="preposition" if whom else "",
        reasons=[why],
    )


def _state(reader: ClauseReader, number: int) -> Draft | None:
    """ "Remained silent", "went unanswered", "was absent from the list"."""
    tree = reader.tree
    token = tree.tokens[number]
    verb = token.head
    if not tree.is_verb(verb) or tree.tokens[verb].lemma not in KEEPING | {"leave"}:
        return None
    mood = mood_of(tree, verb)
    if mood.mode != "fact" or mood.negated:
        return None
    subjects = tree.kids(verb, "nsubj", "nsubjpass", "attr")
    who = reader.who.subject(verb, Setting(subject=reader.subject))
    named = _named_below(reader, [verb, number])
    if token.lemma in UNANSWERED:
        asked = tuple(p for s in subjects for p in reader.finder.parties(s))
        addressed = tuple(
            p
            for s in subjects
            for prep in tree.kids(s, "prep")
            if tree.tokens[prep].lemma in ("to", "on", "with")
            for o in tree.kids(prep, "pobj")
            for p in reader.finder.parties(o)
        )
        two = told_sides(reader.discourse)
        if not named and not addressed and two is not None and _nobody_named(reader):
            return _draft(reader, number, who=two[1:], whom=two[:1], clause=verb)
        codes = {p.code for p in addressed}
        whom = tuple(p for p in asked if p.code not in codes)
        before = tuple(p for p in reader.discourse.subject if p.code not in {w.code for w in whom})
        return _draft(reader, number, who=addressed or before, whom=whom, clause=verb)
    if token.lemma in MISSING and (not who or any(p.owner for p in who)):
        return None
    return _draft(reader, number, who=who, whom=named, clause=verb)


def _nobody_named(reader: ClauseReader) -> bool:
    return not any(token.mention is not None for token in reader.tree.tokens)


def _named_below(reader: ClauseReader, numbers: list[int]) -> tuple[Party, ...]:
    tree = reader.tree
    return tuple(
        p
        for n in numbers
        for prep in tree.kids(n, "prep")
        if tree.tokens[prep].lemma in (*PREPOSITIONS, "after", "from")
        for o in tree.kids(prep, "pobj")
        for p in reader.finder.parties(o)
    )


def _named(reader: ClauseReader, number: int) -> Draft | None:
    """ "Moscow's silence on the appeal", "the army's failure to retaliate against X"."""
    tree = reader.tree
    lemma = tree.tokens[number].lemma
    below = [k for k in tree.kids(number, "acl", "xcomp", "relcl") if tree.tokens[k].tag == "VB"]
    if lemma in CHOICES:
        below = [k for k in below if tree.tokens[k].lemma in SHUNNING or tree.kids(k, "neg")]
        if not below:
            return None
    elif lemma == "absence":
        if not any(tree.tokens[k].lemma in MARKED for k in tree.kids(number, "amod")):
            return None
    elif lemma != "silence" and not below:
        return None
    owners = [*tree.kids(number, "poss", "amod", "compound")]
    who = tuple(p for o in owners for p in reader.finder.parties(o))
    who += tuple(
        p
        for prep in tree.kids(number, "prep")
        if tree.tokens[prep].lemma in ("by", "from", "of")
        for o in tree.kids(prep, "pobj")
        for p in reader.finder.parties(o)
    )
    if not who and lemma == "silence" and tree.tokens[number].dep in ("nsubj", "nsubjpass"):
        who = reader.discourse.subject
    whom = _named_below(reader, [number])
    for verb in below:
        whom += reader.who.target(verb, reader.frames.meaning(verb), who)[0]
    return _draft(reader, number, who=who, whom=whom, clause=number)


def _without(reader: ClauseReader, number: int) -> Draft | None:
    """ "Signed the declaration without mentioning Russia"."""
    tree = reader.tree
    for verb in tree.kids(number, "pcomp"):
        if tree.tokens[verb].lemma not in UNSAID:
            continue
        clause = tree.clause_of(number)
        if any(tree.tokens[a].tag == "MD" for a in auxiliaries(tree, clause)):
            return None
        who = reader.who.subject(clause, Setting(subject=reader.subject))
        whom = reader.who.target(verb, reader.frames.meaning(verb), who)[0]
        return _draft(reader, verb, who=who, whom=whom, clause=verb)
    return None


def _wordless(reader: ClauseReader, number: int) -> Draft | None:
    """ "Noted the charter without a word of welcome", "letters have gone without an answer"."""
    tree = reader.tree
    nouns = [o for o in tree.kids(number, "pobj") if tree.tokens[o].lemma in WORDLESS]
    clause = tree.clause_of(number)
    if not nouns or not tree.is_verb(clause):
        return None
    if mood_of(tree, clause).mode != "fact" or tree.kids(clause, "neg"):
        return None
    if tree.tokens[clause].lemma in KEEPING:
        asked = tuple(p for s in tree.kids(clause, "nsubj") for p in _askers(reader, s))
        others = reader.discourse.opposite({p.code: p for p in asked}) if asked else ()
        return _draft(reader, number, who=others, whom=asked, clause=clause)
    who = reader.who.subject(clause, Setting(subject=reader.subject))
    if any(p.owner for p in who):
        return None
    whom = (
        _named_below(reader, nouns)
        or reader.who.target(clause, reader.frames.meaning(clause), who)[0]
    )
    return _draft(reader, nouns[0], who=who, whom=whom, clause=clause)


def _askers(reader: ClauseReader, subject: int) -> tuple[Party, ...]:
    """Whose letters went unanswered: the owner's, or "letters from our side"."""
    tree = reader.tree
    given = tuple(
        p
        for prep in tree.kids(subject, "prep")
        if tree.tokens[prep].lemma in ("from", "by", "of")
        for o in tree.kids(prep, "pobj")
        for p in reader.finder.parties(o)
    )
    return given or reader.finder.parties(subject)


def _no_reply(reader: ClauseReader, number: int) -> Draft | None:
    """ "There has been no reply from X to the letters", "no apology came from X"."""
    tree = reader.tree
    if not any(tree.tokens[d].lemma == "no" for d in tree.kids(number, "det")):
        return None
    verb = tree.tokens[number].head
    fits = tree.is_verb(verb) and tree.tokens[verb].lemma in COMING
    if not fits or mood_of(tree, verb).mode != "fact":
        return None
    below = [
        (tree.tokens[prep].lemma, o)
        for holder in (number, verb)
        for prep in tree.kids(holder, "prep")
        for o in tree.kids(prep, "pobj")
    ]
    who = tuple(p for word, o in below if word in ("from", "by") for p in reader.finder.parties(o))
    whom = tuple(
        p for word, o in below if word in ("to", "with", "for") for p in reader.finder.parties(o)
    )
    return _draft(reader, number, who=who, whom=whom, clause=verb)
