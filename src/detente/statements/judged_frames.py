"""Likelihood in set phrases: "the odds are", "risks", "is anyone's guess", "out of the question".

Each frame is recognised from the verb that it hangs on and names the clauses or nouns that it
judges, so that what is said to be open, looming or advisable is drafted once, with the phrase as
written.
"""

from __future__ import annotations

from detente.statements.advice_frames import ADVICE
from detente.statements.advice_turns import TURNS
from detente.statements.modality import (
    Frame,
    Judged,
    Mood,
    auxiliaries,
    clauses_below,
    looks_ahead,
    phrase_of,
)
from detente.statements.trees import Tree

STATES = frozenset("be remain look seem appear become stay prove".split())
OPEN_WORDS = frozenset(
    "unclear uncertain unknown doubtful questionable guess question unsure debatable early soon "
    "undecided unresolved moot unpredictable matter".split()
)
WHETHER = frozenset("whether if how when what which who".split())
ODDS = frozenset(
    "odd odds chance likelihood danger risk hope expectation prospect probability bet assumption "
    "scenario outcome upshot assessment hunch forecast prediction".split()
)
WEIGHED = frozenset(
    "likely likeliest likeli probable plausible realistic unlikely improbable possible conceivable "
    "best worst best-case worst-case optimistic pessimistic logical inevitable".split()
)
CHANCES = frozenset(
    "likelihood chance prospect possibility probability odd odds expectation hope risk danger "
    "threat scope potential room outlook".split()
)
BLEAK = frozenset(
    "dim bleak slim slender remote poor low high good strong bright real great small slight nil "
    "negligible considerable significant grow rise increase fall diminish fade recede dwindle "
    "improve shrink evaporate dim persist remain vanish mount decline loom brighten exist "
    "uncertain limited promising tangible minimal distant gloomy grim greater higher lower "
    "slimmer better worse even fair moderate modest substantial tiny".split()
)
PLACED = {
    "out": ("question",),
    "off": ("table", "card"),
    "on": ("card", "horizon", "table"),
    "in": ("offing", "sight", "card", "store", "balance", "doubt", "prospect"),
    "within": ("reach",),
    "beyond": ("reach",),
}
ON_THE_WAY = frozenset(
    "verge brink cusp point threshold eve edge course track path way road trajectory".split()
)
SHARES = frozenset("percent percentage % pct cent".split())
EXCLUDING = frozenset("rule exclude dismiss discount preclude".split())
COMING = frozenset("loom beckon impend".split())
RAISING = frozenset(
    "increase raise reduce lower diminish heighten boost improve lessen enhance dim dash narrow "
    "widen strengthen weaken undermine carry entail pose hurt damage kill revive".split()
)
WEIGHING = ("put", "place", "set", "estimate", "rate", "reckon", "assess", "peg", "see", "judge")
COLLECTIVE = frozenset("nobody none no-one analyst expert observer".split())


def framed(tree: Tree, verb: int) -> Judged | None:
    """What the first set phrase that fits a verb judges or calls for; None where none fits."""
    lemma = tree.tokens[verb].lemma
    for frame in (*_BY_LEMMA.get(lemma, ()), *TURNS.get(lemma, ())):
        found = frame(tree, verb)
        if found is not None and found.about:
            return found
    return None


def _forecast(tree: Tree, about: list[int], words: list[int], phrase: str = "") -> Judged:
    mood = Mood("forecast", phrase or phrase_of(tree, words), False, "future", "")
    return Judged(mood, tuple(about), tuple(words))


def _told_ahead(tree: Tree, verb: int) -> bool:
    """Whether a clause looks ahead: a modal, or an infinitive."""
    return any(tree.tokens[a].tag in ("MD", "TO") for a in auxiliaries(tree, verb))


def _lasts(tree: Tree, verb: int) -> bool:
    """ "Whether the truce survives": a subject clause in the present asks about what comes."""
    token = tree.tokens[verb]
    asked = any(tree.tokens[m].lemma in ("whether", "if") for m in tree.kids(verb, "mark"))
    return asked and token.dep == "csubj" and token.tag in ("VBZ", "VBP")


def _open(tree: Tree, verb: int) -> Judged | None:
    """ "Whether X will … is anyone's guess", "it remains to be seen whether X will …"."""
    words = [verb]
    holders = [verb]
    for kid in tree.kids(verb, "acomp", "attr", "oprd"):
        if tree.tokens[kid].lemma not in OPEN_WORDS:
            continue
        words += [kid, *tree.kids(kid, "poss", "amod", "det", "advmod")]
        words += [c for p in tree.kids(kid, "poss") for c in tree.kids(p, "case")]
        holders.append(kid)
        holders += clauses_below(tree, kid, "xcomp")
    for kid in tree.kids(verb, "xcomp"):
        if tree.tokens[kid].lemma in ("see", "determine") and tree.tokens[verb].lemma == "remain":
            words += [kid, *tree.kids(kid, "aux", "auxpass")]
            holders.append(kid)
    if len(words) < 2:
        return None
    about = [
        c
        for h in holders
        for c in clauses_below(tree, h, "ccomp", "csubj", "advcl", "acl")
        if (_told_ahead(tree, c) or _lasts(tree, c))
        and any(
            tree.tokens[k].text.lower() in WHETHER
            for k in (*tree.children[c], *(g for k in tree.children[c] for g in tree.children[k]))
        )
    ]
    if not about and tree.tokens[verb].lemma == "remain" and len(holders) > 1:
        return None
    return _forecast(tree, about, words)


def _odds(tree: Tree, verb: int) -> Judged | None:
    """ "The odds are that X will …"."""
    for subject in tree.kids(verb, "nsubj"):
        if tree.tokens[subject].lemma in ODDS:
            about = clauses_below(tree, verb, "ccomp", "xcomp")
            words = [*tree.kids(subject, "det", "amod", "advmod"), subject, verb]
            weighed = any(tree.tokens[k].lemma in WEIGHED for k in tree.kids(subject, "amod"))
            if weighed and not about:
                about = [k for k in tree.kids(verb, "attr") if tree.is_noun(k)]
            return _forecast(tree, about or _favoured(tree, verb), words)
    return None


def _favoured(tree: Tree, verb: int) -> list[int]:
    """ "The odds are three to one in favour of a summit", "the odds are against a deal"."""
    preps = [k for k in tree.subtree(verb) if tree.tokens[k].dep == "prep"]
    against = [p for p in preps if tree.tokens[p].lemma == "against"]
    favour = [
        of
        for p in preps
        for noun in tree.kids(p, "pobj")
        if tree.tokens[noun].lemma in ("favour", "favor")
        for of in tree.kids(noun, "prep")
    ]
    return [o for p in (*favour, *against) for o in tree.kids(p, "pobj", "pcomp")]


def _weighed(tree: Tree, verb: int) -> Judged | None:
    """ "We put the probability of a summit at 40 percent"."""
    for noun in tree.kids(verb, "dobj"):
        if tree.tokens[noun].lemma not in CHANCES:
            continue
        at = [k for k in tree.kids(verb, "prep") if tree.tokens[k].lemma in ("at", "as", "below")]
        words = [verb, *tree.kids(noun, "det", "amod"), noun]
        words += [part for prep in at for part in tree.subtree(prep)]
        return _forecast(tree, _of_noun(tree, noun), words)
    return None


def _matter_of_time(tree: Tree, verb: int) -> Judged | None:
    """ "It is only a matter of time before X strikes back"."""
    for noun in tree.kids(verb, "attr"):
        of = [
            p
            for p in tree.kids(noun, "prep")
            for o in tree.kids(p, "pobj")
            if tree.tokens[o].lemma == "time"
        ]
        if tree.tokens[noun].lemma != "matter" or not of:
            continue
        about = [
            c
            for holder in (verb, noun)
            for c in clauses_below(tree, holder, "advcl", "acl", "relcl")
            if any(tree.tokens[m].lemma in ("before", "until") for m in tree.kids(c, "mark"))
        ]
        words = [*tree.kids(verb, "advmod"), *tree.kids(noun, "det"), noun, *of]
        words += [o for p in of for o in tree.kids(p, "pobj")]
        return _forecast(tree, about, words)
    return None


def _heading(tree: Tree, verb: int) -> Judged | None:
    """ "Are heading for a clash": where dealings go, not where someone travels."""
    for prep in tree.kids(verb, "prep"):
        if tree.tokens[prep].lemma not in ("for", "toward", "towards"):
            continue
        about = [
            o
            for o in tree.kids(prep, "pobj")
            if tree.is_noun(o) and not tree.tokens[o].tag.startswith("NNP")
        ]
        if looks_ahead(tree, verb):
            return _forecast(tree, about, [*auxiliaries(tree, verb), verb, prep])
    return None


def _bet(tree: Tree, verb: int) -> Judged | None:
    """ "Don't bet on a swift accord": told to the reader."""
    if tree.tokens[verb].tag != "VB" or tree.kids(verb, "nsubj") or tree.tokens[verb].dep != "ROOT":
        return None
    about = [
        o
        for prep in tree.kids(verb, "prep")
        if tree.tokens[prep].lemma in ("on", "against")
        for o in tree.kids(prep, "pobj", "pcomp")
    ]
    return _forecast(tree, about, [*tree.kids(verb, "aux", "neg"), verb])


def _of_noun(tree: Tree, noun: int, *, only_of: bool = False) -> list[int]:
    """What a chance, a risk or a prospect is one of."""
    about: list[int] = []
    for prep in tree.kids(noun, "prep"):
        if tree.tokens[prep].lemma == "of" or (not only_of and tree.tokens[prep].lemma == "for"):
            about += tree.kids(prep, "pcomp", "pobj")
    about += clauses_below(tree, noun, "acl", "ccomp")
    # "The odds that Peru signs": the parser takes the clause for one about the odds.
    about += [
        k
        for k in clauses_below(tree, noun, "relcl")
        if any(tree.tokens[m].lemma == "that" for m in tree.kids(k, "mark"))
    ]
    # "The odds of Peru attacking": the act, not Peru.
    acts = [a - 1 for a in about if tree.tokens[a].tag == "VBG" and tree.tokens[a].head == noun]
    return [a for a in about if a not in acts or tree.tokens[a].mention is None]


def _dim(tree: Tree, verb: int) -> Judged | None:
    """ "Prospects for an accord are dim", "the risk is growing", "the odds are one in ten"."""
    for subject in tree.kids(verb, "nsubj", "nsubjpass"):
        if tree.tokens[subject].lemma not in CHANCES:
            continue
        said = [
            k
            for k in tree.kids(verb, "acomp", "attr", "oprd", "advmod")
            if tree.tokens[k].lemma in BLEAK
        ]
        numbers = [] if said else _in_numbers(tree, verb)
        if not said and not numbers and tree.tokens[verb].lemma not in BLEAK:
            return None
        more = [k for s in said for k in tree.kids(s, "advmod")]
        words = [
            *tree.kids(subject, "amod"),
            subject,
            *auxiliaries(tree, verb),
            verb,
            *said,
            *more,
            *numbers,
            *tree.kids(verb, "neg"),
        ]
        about = _of_noun(tree, subject) or [
            c
            for holder in (verb, *said)
            for c in clauses_below(tree, holder, "ccomp")
            if any(tree.tokens[m].lemma == "that" for m in tree.kids(c, "mark"))
        ]
        return _forecast(tree, about, words)
    return None


def _in_numbers(tree: Tree, verb: int) -> list[int]:
    """The words of a probability behind a verb: "30 percent", "about one in ten", "at 5 %"."""
    at = [k for k in tree.kids(verb, "prep") if tree.tokens[k].lemma in ("at", "around", "below")]
    behind = tree.kids(verb, "attr", "npadvmod", "acomp")
    behind += [o for prep in at for o in tree.kids(prep, "pobj")]
    for noun in behind:
        counted = tree.tokens[noun].tag == "CD" or tree.kids(noun, "nummod")
        share = tree.tokens[noun].lemma in SHARES or any(
            tree.tokens[p].lemma in ("in", "out") for p in tree.kids(noun, "prep")
        )
        if counted and share:
            return [*at, *tree.subtree(noun, stop=("ccomp", "relcl", "acl", "advcl"))]
    return []


def _placed(tree: Tree, verb: int) -> Judged | None:
    """ "Out of the question", "on the cards", "within reach", "on the verge of signing"."""
    for prep in tree.kids(verb, "prep", "advmod", "acomp"):
        lemma = tree.tokens[prep].lemma
        inner = [prep, *tree.kids(prep, "prep")]
        for noun in [p for i in inner for p in tree.kids(i, "pobj")]:
            words = [*auxiliaries(tree, verb), verb, *tree.kids(verb, "neg"), *inner]
            words += [*tree.kids(noun, "det"), noun]
            if tree.tokens[noun].lemma in PLACED.get(lemma, ()):
                subjects = tree.kids(verb, "nsubj", "csubj")
                pronoun = any(tree.tokens[s].tag in ("PRP", "EX") for s in subjects)
                about = clauses_below(tree, verb, "ccomp") if pronoun else subjects
                return _forecast(tree, about, words)
            if lemma == "on" and tree.tokens[noun].lemma in ON_THE_WAY:
                about = _of_noun(tree, noun) + clauses_below(tree, verb, "xcomp")
                about += clauses_below(tree, noun, "acl", "relcl")
                for to in tree.kids(noun, "prep"):
                    if tree.tokens[to].lemma in ("to", "towards", "toward"):
                        about += tree.kids(to, "pobj", "pcomp")
                return _forecast(tree, about, words)
    return None


def _excluded(tree: Tree, verb: int) -> Judged | None:
    """ "A repeat cannot be ruled out", "one should not rule out a repeat"."""
    helpers = auxiliaries(tree, verb)
    if not any(tree.tokens[a].tag == "MD" for a in helpers):
        return None
    if tree.tokens[verb].lemma == "rule" and not tree.kids(verb, "prt", "advmod"):
        return None
    words = [*helpers, *tree.kids(verb, "neg"), verb, *tree.kids(verb, "prt")]
    about = tree.kids(verb, "nsubjpass", "csubj", "csubjpass", "ccomp")
    about = [a for a in about if tree.tokens[a].tag != "PRP"]
    general = [
        s
        for s in tree.kids(verb, "nsubj")
        if tree.tokens[s].text.lower() in ("one", "we", "nobody")
        or tree.tokens[s].lemma in COLLECTIVE
    ]
    if general:
        about += tree.kids(verb, "dobj")
    elif tree.kids(verb, "nsubj"):
        return None
    return _forecast(tree, about, words)


def _coming(tree: Tree, verb: int) -> Judged | None:
    """ "War is looming"."""
    about = [s for s in tree.kids(verb, "nsubj") if tree.tokens[s].mention is None]
    if not looks_ahead(tree, verb):
        return None
    return _forecast(tree, about, [*auxiliaries(tree, verb), verb])


def _raised(tree: Tree, verb: int) -> Judged | None:
    """ "Increases the possibility of a compromise", "dims the prospects for talks"."""
    if not looks_ahead(tree, verb):
        return None
    for noun in tree.kids(verb, "dobj"):
        if tree.tokens[noun].lemma in CHANCES:
            words = [*auxiliaries(tree, verb), verb, *tree.kids(noun, "det", "amod"), noun]
            return _forecast(tree, _of_noun(tree, noun, only_of=True), words)
    return None


def _infinitive(tree: Tree, verb: int) -> Judged | None:
    """ "Stands to gain", "risks alienating", "threatens to derail", "is due to host"."""
    token = tree.tokens[verb]
    if not looks_ahead(tree, verb):
        return None
    about = clauses_below(tree, verb, "xcomp")
    named = any(tree.tokens[s].mention is not None for s in tree.kids(verb, "nsubj"))
    if token.lemma in ("threaten", "promise") and (named or not tree.kids(verb, "nsubj")):
        return None
    if token.lemma == "risk":
        about = [a for a in about if tree.tokens[a].tag == "VBG"]
        about = about or [
            n for n in tree.kids(verb, "dobj") if not tree.tokens[n].mention is not None
        ]
        return _forecast(tree, about, [*auxiliaries(tree, verb), verb])
    if not any(tree.tokens[k].text == "to" for a in about for k in tree.kids(a, "aux")):
        return None
    phrase = phrase_of(tree, [*auxiliaries(tree, verb), verb]) + " to"
    return _forecast(tree, about, [verb], phrase)


def _due(tree: Tree, verb: int) -> Judged | None:
    """ "Is due to host": an entry of the calendar; "is about to sign": a judgement."""
    for kid in tree.kids(verb, "acomp", "advmod", "prep"):
        about = clauses_below(tree, kid, "xcomp", "pcomp") or clauses_below(tree, verb, "xcomp")
        infinitive = any(tree.tokens[k].text == "to" for a in about for k in tree.kids(a, "aux"))
        if tree.tokens[kid].lemma == "due":
            phrase = phrase_of(tree, [verb, kid])
            nominal = [] if infinitive else tree.kids(verb, "nsubj")
            dated = tree.kids(kid, "prep", "npadvmod") + tree.kids(verb, "npadvmod")
            if nominal and not dated:
                return None
            mood = Mood("scheduled", phrase, False, "future", "due")
            return Judged(mood, tuple(about if infinitive else nominal), (verb, kid))
        if tree.tokens[kid].lemma == "about" and infinitive:
            phrase = phrase_of(tree, [verb, *tree.kids(verb, "neg"), kid]) + " to"
            return _forecast(tree, about, [verb, kid], phrase)
    return None


_BY_LEMMA: dict[str, tuple[Frame, ...]] = {
    **ADVICE,
    "be": (*ADVICE["be"], _due, _matter_of_time, _open, _dim, _odds, _placed),
    "head": (_heading,),
    **dict.fromkeys(("bet", "bank", "count"), (_bet,)),
    **dict.fromkeys(WEIGHING, (_weighed,)),
    **dict.fromkeys(STATES - {"be"}, (_open, _dim, _placed)),
    **dict.fromkeys(RAISING - BLEAK, (_raised,)),
    **dict.fromkeys(BLEAK - STATES - RAISING, (_dim,)),
    **dict.fromkeys(RAISING & BLEAK, (_raised, _dim)),
    **dict.fromkeys(EXCLUDING, (_excluded,)),
    **dict.fromkeys(COMING, (_coming,)),
    "stand": (_infinitive, _dim),
    **dict.fromkeys(("risk", "threaten", "promise"), (_infinitive,)),
}
