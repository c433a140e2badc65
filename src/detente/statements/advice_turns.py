"""Advice in turns of phrase: "let Peru sign", "it might want to sign", "it falls to it to sign".

What would be a mistake is advice against it.
"""

from __future__ import annotations

from collections.abc import Mapping

from detente.statements.discourse import Discourse
from detente.statements.modality import (
    Frame,
    Judged,
    Mood,
    auxiliaries,
    clauses_below,
    is_negated,
    phrase_of,
)
from detente.statements.trees import Tree

PERSONAL = frozenset("i we me us 's ’s".split())
TENTATIVE = frozenset(("might", "may"))
MISTAKES = frozenset(
    "mistake error folly blunder madness suicide miscalculation disservice".split()
)
URGING = frozenset("urge advise counsel implore exhort beg encourage beseech".split())


def _call(
    phrase: str, about: list[int], words: list[int], actors: tuple[int, ...] = ()
) -> Judged | None:
    if not about:
        return None
    return Judged(Mood("call", phrase, False, "present", ""), tuple(about), tuple(words), actors)


def _with_to(tree: Tree, numbers: list[int]) -> list[int]:
    return [
        k
        for k in numbers
        if tree.tokens[k].tag == "VB"
        and any(tree.tokens[a].tag == "TO" for a in tree.kids(k, "aux"))
    ]


def _let(tree: Tree, verb: int) -> Judged | None:
    """ "Let Peru sign": no leave is given, it is wished for."""
    if tree.tokens[verb].tag != "VB" or tree.kids(verb, "nsubj", "aux", "neg"):
        return None
    about = [
        k
        for k in clauses_below(tree, verb, "ccomp", "xcomp")
        if tree.tokens[k].tag == "VB"
        and any(tree.tokens[s].text.lower() not in PERSONAL for s in tree.kids(k, "nsubj"))
    ]
    return _call(tree.tokens[verb].text, about, [verb])


def _makes_sense(tree: Tree, verb: int) -> Judged | None:
    """ "It would make sense for Peru to sign"."""
    sense = [k for k in tree.kids(verb, "dobj") if tree.tokens[k].lemma == "sense"]
    if not sense or is_negated(tree, verb) or not _is_impersonal(tree, verb):
        return None
    about = _with_to(tree, clauses_below(tree, verb, "advcl", "xcomp", "ccomp"))
    about += _with_to(tree, clauses_below(tree, sense[0], "acl", "relcl"))
    helpers = auxiliaries(tree, verb)
    return _call(phrase_of(tree, [*helpers, verb, *sense]), about, [verb, *sense])


def _worse_than(tree: Tree, verb: int) -> Judged | None:
    """ "Peru could do worse than sign"."""
    helpers = auxiliaries(tree, verb)
    for word in tree.kids(verb, "advmod", "acomp", "dobj"):
        if tree.tokens[word].lemma not in ("worse", "badly", "bad") or not helpers:
            continue
        about = clauses_below(tree, word, "advcl", "ccomp", "pcomp")
        about += clauses_below(tree, verb, "advcl")
        about = [a for a in about if any(tree.tokens[m].lemma == "than" for m in tree.children[a])]
        return _call(phrase_of(tree, [*helpers, verb, word]) + " than", about, [verb, word])
    return None


def _might_want(tree: Tree, verb: int) -> Judged | None:
    """ "Peru might want to sign", "may wish to sign", "might consider signing"."""
    helpers = auxiliaries(tree, verb)
    tentative = any(tree.tokens[a].text.lower() in TENTATIVE for a in helpers)
    token = tree.tokens[verb]
    if not tentative or tree.kids(verb, "neg") or not tree.kids(verb, "nsubj"):
        return None
    if any(tree.tokens[a].lemma == "have" for a in helpers):
        return None
    about = clauses_below(tree, verb, "xcomp")
    about = (
        [a for a in about if tree.tokens[a].tag == "VBG"]
        if token.lemma == "consider"
        else _with_to(tree, about)
    )
    return _call(phrase_of(tree, [*helpers, verb]), about, [verb])


def _falls_to(tree: Tree, verb: int) -> Judged | None:
    """ "It is up to Peru to sign", "it falls to Peru to sign"."""
    if not _is_impersonal(tree, verb) or is_negated(tree, verb):
        return None
    lead = [
        k
        for k in tree.kids(verb, "prep", "acomp", "advmod")
        if tree.tokens[k].lemma in (("up",) if tree.tokens[verb].lemma == "be" else ("to", "on"))
    ]
    for word in lead:
        to = [word, *tree.kids(word, "prep")]
        actors = [p for k in to for p in tree.kids(k, "pobj")]
        about = _with_to(tree, clauses_below(tree, verb, "xcomp", "advcl", "ccomp"))
        for noun in actors:
            about += _with_to(tree, clauses_below(tree, noun, "relcl", "acl"))
        if actors:
            return _call(phrase_of(tree, [verb, *to]), about, [verb], tuple(actors))
    return None


def _mistaken(tree: Tree, verb: int) -> Judged | None:
    """ "It would be a mistake for Peru to sign": advice not to."""
    if not _is_impersonal(tree, verb) or is_negated(tree, verb):
        return None
    helpers = auxiliaries(tree, verb)
    if not any(tree.tokens[a].tag == "MD" for a in helpers):
        return None
    for noun in tree.kids(verb, "attr"):
        if tree.tokens[noun].lemma not in MISTAKES:
            continue
        about = clauses_below(tree, noun, "relcl", "acl", "ccomp")
        about = _with_to(tree, about + clauses_below(tree, verb, "advcl", "xcomp", "ccomp"))
        phrase = phrase_of(tree, [*helpers, verb, *tree.kids(noun, "det", "amod"), noun])
        if about:
            mood = Mood("call", phrase, True, "present", "")
            return Judged(mood, tuple(about), (verb, noun), ())
    return None


def urged_by_author(tree: Tree, verb: int, discourse: Discourse) -> Judged | None:
    """ "We urge Peru to sign", "I would advise Peru to sign" in a text of no government."""
    if discourse.author:
        return None
    token = tree.tokens[verb]
    helpers = auxiliaries(tree, verb)
    would = all(tree.tokens[a].text.lower() in ("would", "'d", "’d", "must", "do") for a in helpers)
    voices = {tree.tokens[s].lemma.lower() for s in tree.kids(verb, "nsubj")}
    present = token.tag == "VBP" or (token.tag == "VB" and helpers)
    if token.lemma not in URGING or not present or not would or not voices & {"i", "we"}:
        return None
    if tree.kids(verb, "neg"):
        return None
    about = _with_to(tree, clauses_below(tree, verb, "xcomp", "ccomp", "advcl"))
    return _call(phrase_of(tree, [*helpers, verb]), about, [verb], tuple(tree.kids(verb, "dobj")))


def _is_impersonal(tree: Tree, verb: int) -> bool:
    return any(tree.tokens[s].text.lower() == "it" for s in tree.kids(verb, "nsubj", "expl"))


TURNS: Mapping[str, tuple[Frame, ...]] = {
    "let": (_let,),
    "make": (_makes_sense,),
    "do": (_worse_than,),
    **dict.fromkeys(("want", "wish", "like", "consider"), (_might_want,)),
    "fall": (_falls_to,),
    "be": (_falls_to, _mistaken),
}
