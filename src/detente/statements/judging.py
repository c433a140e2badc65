"""Likelihood and advice in adjectives, participles and nouns: "is unlikely to", "needs to"."""

from __future__ import annotations

from detente.statements.advice_frames import AIMS
from detente.statements.judged_frames import framed
from detente.statements.modality import (
    Judged,
    Mood,
    auxiliaries,
    is_negated,
    phrase_of,
    tense_of,
)
from detente.statements.trees import Tree

LIKELIHOOD_ADJECTIVES = frozenset(
    "likely unlikely probable improbable possible impossible certain uncertain conceivable "
    "inconceivable doubtful inevitable plausible implausible expected poised bound assured "
    "foreseeable unforeseeable sure".split()
)
# These foretell only with an infinitive: "looks set to drop", but "a set price".
DESTINED = frozenset("set destined doomed fated primed".split())
# "Reluctant to criticise X": what one does not do.
LOATH = frozenset("reluctant unwilling loath loth hesitant disinclined unprepared slow".split())
HARD = frozenset("difficult hard tough challenging easy easier harder".split())
FORESEE = frozenset(
    "foresee imagine envision envisage see predict expect achieve reach conceive sustain "
    "reverse realize realise restore resume".split()
)
KNOWING = frozenset("know say tell judge determine assess ascertain understand".split())
LIKELIHOOD_NOUNS = frozenset(
    "likelihood chance prospect possibility probability odds expectation hope risk danger "
    "threat".split()
)
CALLING_ADJECTIVES = frozenset(
    "necessary essential vital crucial critical imperative important advisable urgent needed "
    "incumbent desirable indispensable required better prudent wise".split()
)
SET_VERBS = frozenset("set slate schedule plan due pencil".split())
EXPECT_VERBS = frozenset("expect project forecast predict anticipate".split())


def judged_by(tree: Tree, verb: int) -> Judged | None:
    """What a copula, "expected to", "set to", "make … unlikely" or "little chance of" judges."""
    token = tree.tokens[verb]
    phrased = framed(tree, verb)
    if phrased is not None:
        return phrased
    if token.lemma in ("need", "require", "ought"):
        return _needed(tree, verb)
    if token.lemma == "be":
        planned = _is_to(tree, verb)
        if planned is not None:
            return planned
    found = (
        _judged_by_participle(tree, verb)
        if token.lemma in EXPECT_VERBS | SET_VERBS | {"require", "project", "poise", "bind"}
        else None
    )
    if found is not None:
        return found
    for kid in tree.kids(verb, "acomp", "attr", "oprd", "ccomp", "dobj", "xcomp", "advmod"):
        word = tree.tokens[kid]
        if word.lemma in LIKELIHOOD_ADJECTIVES and not (
            word.dep == "advmod" and (token.lemma != "be" or _has_modal(tree, verb))
        ):
            return _judged_by_adjective(tree, verb, kid)
        if word.lemma in DESTINED and tree.kids(kid, "xcomp"):
            return _judged_by_adjective(tree, verb, kid)
        if word.lemma in LOATH and tree.kids(kid, "xcomp") and not _has_modal(tree, verb):
            mood = Mood("fact", "", not is_negated(tree, verb), "present", "")
            return Judged(mood, tuple(tree.kids(kid, "xcomp")), (verb, kid))
        if word.lemma in HARD:
            found = _judged_by_hard(tree, verb, kid)
            if found is not None:
                return found
        if word.lemma in CALLING_ADJECTIVES and token.lemma in ("be", "become", "seem", "remain"):
            return _called_for(tree, verb, kid)
        if word.lemma in LIKELIHOOD_NOUNS and word.dep in ("attr", "dobj"):
            found = _judged_by_noun(tree, verb, kid)
            if found is not None:
                return found
    return None


def _has_modal(tree: Tree, verb: int) -> bool:
    return any(tree.tokens[a].tag == "MD" for a in auxiliaries(tree, verb))


def _subjects(tree: Tree, verb: int) -> list[int]:
    return [
        k
        for k in tree.kids(verb, "nsubj", "nsubjpass")
        if tree.tokens[k].text.lower() not in ("it", "there")
    ]


def _needed(tree: Tree, verb: int) -> Judged | None:
    """ "Needs to open talks", "requires a strategy": a call on the subject."""
    if any(tree.tokens[a].tag == "MD" for a in auxiliaries(tree, verb)):
        return None
    if tense_of(tree, verb, auxiliaries(tree, verb)) == "past" or is_negated(tree, verb):
        return None
    about = [k for k in tree.kids(verb, "xcomp") if tree.is_verb(k)]
    if not about:
        about = [k for k in tree.kids(verb, "dobj") if _is_a_thing_to_do(tree, k)]
    token = tree.tokens[verb]
    shared = token.dep == "conj" and tree.is_verb(token.head) and not tree.kids(verb, "nsubj")
    if not about or not _subjects(tree, token.head if shared else verb):
        return None
    phrase = tree.tokens[verb].text + (" to" if tree.kids(verb, "xcomp") else "")
    return Judged(Mood("call", phrase, False, "present", "need"), tuple(about), (verb,))


def _is_a_thing_to_do(tree: Tree, number: int) -> bool:
    """ "Needs a strategy", but not "needs Turkey's support", which is a motive."""
    owners = [number, *tree.kids(number, "poss", "amod", "compound")]
    return not any(tree.tokens[k].mention is not None for k in owners)


def _is_to(tree: Tree, verb: int) -> Judged | None:
    """ "Is to host the summit": an arrangement."""
    if tree.tokens[verb].tag not in ("VBZ", "VBP") or tree.kids(verb, "acomp", "attr"):
        return None
    heads = {
        tree.tokens[h].lemma for s in tree.kids(verb, "nsubj") for h in (s, *_partitive(tree, s))
    }
    if heads & AIMS or not heads:
        return None
    for kid in tree.kids(verb, "xcomp"):
        if tree.tokens[kid].tag == "VB" and any(
            tree.tokens[a].text == "to" for a in tree.kids(kid, "aux")
        ):
            mood = Mood("scheduled", f"{tree.tokens[verb].text} to", False, "future", "is to")
            return Judged(mood, (kid,), (verb,))
    return None


def _partitive(tree: Tree, number: int) -> list[int]:
    """ "One of the main purposes": the purposes."""
    return [
        p
        for prep in tree.kids(number, "prep")
        if tree.tokens[prep].lemma == "of" and tree.tokens[number].tag == "CD"
        for p in tree.kids(prep, "pobj")
    ]


def _judged_by_participle(tree: Tree, verb: int) -> Judged | None:
    token = tree.tokens[verb]
    passive = tree.kids(verb, "auxpass") or token.dep in ("acl", "acomp") or token.tag == "VBN"
    # "Had expected to" is no "was expected to".
    helped = any(tree.tokens[a].lemma == "have" for a in tree.kids(verb, "aux"))
    passive = passive and (bool(tree.kids(verb, "auxpass")) or not helped)
    if not passive or tree.kids(verb, "agent"):
        return None
    clauses = tree.kids(verb, "xcomp", "ccomp")
    if token.lemma == "bind" and not clauses:
        # "Bound up with" and "bound by" tie; only "bound to" foretells.
        return None
    aux = auxiliaries(tree, verb)
    words = [*aux, *tree.kids(verb, "neg"), *_strengtheners(tree, verb), verb]
    phrase = phrase_of(tree, words) + (" to" if tree.kids(verb, "xcomp") else "")
    if token.lemma in SET_VERBS and not clauses:
        if token.dep != "acl" or not tree.is_noun(token.head):
            return _set_for(tree, verb)
        mood = Mood("scheduled", "", False, "future", "scheduled")
        return Judged(mood, (token.head,), (verb,))
    if token.lemma == "require":
        return None
    mode = "scheduled" if token.lemma in ("schedule", "slate", "plan", "due") else "forecast"
    about = clauses or _subjects(tree, verb)
    mood = Mood(mode, phrase, bool(tree.kids(verb, "neg")), "future", "expected")
    return Judged(mood, tuple(about), tuple(words))


def _set_for(tree: Tree, verb: int) -> Judged | None:
    """ "Elections are scheduled for June": the subject is an entry of the calendar."""
    token = tree.tokens[verb]
    about = [s for s in tree.kids(verb, "nsubjpass") if tree.tokens[s].mention is None]
    behind = any(tree.tokens[p].lemma == "for" for p in tree.kids(verb, "prep"))
    now = any(tree.tokens[a].tag in ("VBZ", "VBP", "VBN") for a in auxiliaries(tree, verb))
    if not about or not behind or not now:
        return None
    mood = Mood("scheduled", token.text, False, "future", "scheduled")
    return Judged(mood, tuple(about), (verb,))


def _judged_by_adjective(tree: Tree, verb: int, adjective: int) -> Judged | None:
    words = [*_strengtheners(tree, adjective), *tree.kids(verb, "neg"), adjective]
    copula = [verb] if tree.tokens[verb].lemma in ("seem", "appear", "look") else []
    about = tree.kids(adjective, "xcomp", "ccomp", "csubj") + tree.kids(
        verb, "ccomp", "csubj", "xcomp", "advcl"
    )
    about = [a for a in about if a != adjective and tree.is_verb(a) and not _marked_if(tree, a)]
    if any(tree.tokens[a].lemma in KNOWING for a in about):
        return None
    to = any(tree.tokens[k].text == "to" for a in about for k in tree.kids(a, "aux"))
    core = phrase_of(tree, [*copula, *words])
    if tree.tokens[verb].lemma == "be" and to:
        core = f"{tree.tokens[verb].text} {core} to"
    if not about:
        about = _subjects(tree, verb) or _subjects(tree, adjective)
    modal = [a for a in auxiliaries(tree, verb) if tree.tokens[a].tag == "MD"]
    mood = Mood("forecast", core, False, "future", tree.tokens[modal[0]].lemma if modal else "")
    return Judged(mood, tuple(about), tuple(words))


def _marked_if(tree: Tree, verb: int) -> bool:
    return any(
        tree.tokens[k].lemma in ("if", "unless", "as", "once", "while", "because", "since")
        for k in tree.kids(verb, "mark")
    )


def _judged_by_hard(tree: Tree, verb: int, adjective: int) -> Judged | None:
    clauses = tree.kids(adjective, "xcomp", "ccomp") + tree.kids(verb, "xcomp", "ccomp", "csubj")
    clauses = [c for c in clauses if c != adjective]
    for clause in clauses:
        if tree.tokens[clause].lemma in FORESEE:
            to = tree.kids(clause, "aux")
            words = [*_strengtheners(tree, adjective), adjective, *to, clause]
            about = tree.kids(clause, "dobj", "ccomp", "xcomp") or _subjects(tree, verb)
            mood = Mood("forecast", phrase_of(tree, words), False, "future", "")
            return Judged(mood, tuple(about), tuple(words))
    return None


def _called_for(tree: Tree, verb: int, adjective: int) -> Judged | None:
    clauses = tree.kids(adjective, "xcomp", "ccomp") + tree.kids(verb, "xcomp", "ccomp", "csubj")
    clauses += [
        c
        for c in tree.kids(verb, "advcl")
        if any(tree.tokens[m].lemma == "for" for m in tree.kids(c, "mark"))
    ]
    about = [c for c in clauses if c != adjective]
    if not about and tree.tokens[adjective].lemma in ("important", "better", "required", "wise"):
        return None
    of = any(tree.tokens[p].lemma in ("of", "to") for p in tree.kids(adjective, "prep"))
    past = tense_of(tree, verb, auxiliaries(tree, verb)) == "past"
    if not about and (of or past):
        return None
    if not about and tree.tokens[verb].dep not in ("ROOT", "ccomp", "conj"):
        return None
    about = about or _subjects(tree, verb)
    words = [verb, adjective]
    return Judged(
        Mood("call", phrase_of(tree, words), False, "present", ""), tuple(about), tuple(words)
    )


def _judged_by_noun(tree: Tree, verb: int, noun: int) -> Judged | None:
    about: list[int] = []
    for prep in tree.kids(noun, "prep"):
        if tree.tokens[prep].lemma in ("of", "for", "that"):
            about.extend(tree.kids(prep, "pcomp", "pobj"))
    about.extend(tree.kids(noun, "acl", "ccomp"))
    about.extend(k for k in tree.kids(noun, "relcl") if tree.is_content(k))
    if not about or tree.tokens[verb].lemma not in (
        "be",
        "see",
        "have",
        "offer",
        "hold",
        "remain",
        "exist",
        "stand",
    ):
        return None
    words = [*tree.kids(noun, "amod", "det", "neg"), noun, *_counted(tree, noun)]
    mood = Mood("forecast", phrase_of(tree, words), False, "future", "")
    return Judged(mood, tuple(about), tuple(words))


def _counted(tree: Tree, noun: int) -> list[int]:
    """ "A 15 percent chance", "one chance in four": the words of the number."""
    parts = tree.kids(noun, "nummod", "compound", "nmod", "amod")
    for prep in tree.kids(noun, "prep"):
        if tree.tokens[prep].lemma in ("in", "of", "out"):
            parts += [prep for o in tree.kids(prep, "pobj") if _is_number(tree, o)]
    counted = [p for p in parts if tree.tokens[p].dep == "prep" or _is_number(tree, p)]
    return [n for part in counted for n in tree.subtree(part)]


def _is_number(tree: Tree, number: int) -> bool:
    """ "Four", "15 percent"."""
    return tree.tokens[number].tag == "CD" or bool(tree.kids(number, "nummod"))


def _strengtheners(tree: Tree, number: int) -> list[int]:
    return [
        k
        for k in tree.kids(number, "advmod", "neg")
        if tree.tokens[k].dep == "neg"
        or tree.tokens[k].lemma
        in (
            "very highly more most less least extremely quite increasingly all almost virtually "
            "equally far too so rather fairly reasonably still not little but nearly"
        ).split()
    ]


# "It is likely to take years": nobody takes them.
EXPLETIVE = frozenset("take be require come cost happen".split())


def is_ones_own(tree: Tree, about: int, judged: Judged) -> bool:
    """ "It is unlikely to lift the ban": its own act, not "it is likely that" another's."""
    token = tree.tokens[about]
    own = token.dep == "xcomp" and token.lemma not in EXPLETIVE
    return own and judged.mood.mode == "forecast"
