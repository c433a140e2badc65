"""Advice in set phrases: "would do well to", "it is time for", "the best course is to"."""

from __future__ import annotations

from collections.abc import Mapping

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

COURSES = frozenset(
    "course option way step priority task answer strategy approach solution thing move path choice "
    "alternative policy challenge imperative recommendation key response remedy lesson".split()
)
BEST = frozenset(
    "best right only first wise sensible next better realistic viable immediate top urgent main "
    "key most sound safe prudent good smart central logical obvious proper overriding".split()
)
IMPERATIVES = frozenset(
    "priority task imperative recommendation key lesson answer challenge".split()
)
AIMS = frozenset("purpose aim goal objective idea plan intention point hope ambition role".split())
CASES = frozenset("case need urgency".split())
ADVISERS = frozenset("we i report paper brief study author".split())
ADVISED = frozenset(
    "advised wise smart prudent sensible shrewd better advisable unwise foolish".split()
)
SITUATIONS = frozenset(
    "situation crisis moment circumstance reality challenge dispute stalemate impasse development "
    "environment escalation conflict trend threat problem uncertainty deadlock task this that "
    "it volatility shift context dynamic".split()
)
CALLING_VERBS = frozenset("demand require warrant necessitate merit".split())


def _call(phrase: str, about: list[int], words: list[int], actors: tuple[int, ...] = ()) -> Judged:
    return Judged(Mood("call", phrase, False, "present", ""), tuple(about), tuple(words), actors)


def _do_well(tree: Tree, verb: int) -> Judged | None:
    """ "Would do well to support", "would be well advised to consult", "had better wait"."""
    helpers = auxiliaries(tree, verb)
    if tree.tokens[verb].lemma == "do":
        well = [k for k in tree.kids(verb, "advmod") if tree.tokens[k].lemma in ("well", "better")]
        about = clauses_below(tree, verb, "advcl", "xcomp")
        about = [a for a in about if tree.tokens[a].tag == "VB"]
        if not well or not about or not any(tree.tokens[a].tag == "MD" for a in helpers):
            return None
        return _call(phrase_of(tree, [*helpers, verb, *well]) + " to", about, [verb])
    for word in [verb, *tree.kids(verb, "acomp")]:
        if tree.tokens[word].lemma not in ADVISED | {"advise"}:
            continue
        about = clauses_below(tree, word, "xcomp", "advcl") + clauses_below(
            tree, verb, "xcomp", "advcl"
        )
        about = [a for a in dict.fromkeys(about) if a != word and tree.tokens[a].tag == "VB"]
        pronoun = any(tree.tokens[s].tag in ("PRP", "EX") for s in tree.kids(verb, "nsubj"))
        if pronoun and tree.tokens[verb].lemma != "advise":
            return None
        modal = any(tree.tokens[a].tag == "MD" for a in helpers)
        advised = any(tree.tokens[k].lemma == "well" for k in tree.kids(word, "advmod"))
        if about and (modal or advised):
            words = sorted({*helpers, verb, *tree.kids(word, "advmod"), word})
            return _call(phrase_of(tree, words) + " to", about, [verb, word])
    return None


def _time_for(tree: Tree, verb: int) -> Judged | None:
    """ "It is time for Chile to lift its ban"."""
    for noun in tree.kids(verb, "attr"):
        if tree.tokens[noun].lemma != "time" or tree.kids(noun, "det", "poss"):
            continue
        about = clauses_below(tree, noun, "relcl", "acl", "ccomp", "xcomp")
        about += clauses_below(tree, verb, "xcomp", "ccomp", "advcl")
        words = [verb, *tree.kids(noun, "amod"), noun]
        actors = tuple(_behind_for(tree, [verb, noun]))
        return _call(phrase_of(tree, words), about, words, actors)
    return None


def _to_do(tree: Tree, number: int, *deps: str) -> list[int]:
    """Infinitives below a token; a loose one only where "for" introduces who is to do it."""
    return [
        k
        for k in clauses_below(tree, number, "xcomp", "ccomp", "advcl", *deps)
        if tree.tokens[k].tag == "VB"
        and any(tree.tokens[a].text == "to" for a in tree.kids(k, "aux"))
        and (
            tree.tokens[k].dep != "advcl"
            or any(tree.tokens[m].lemma == "for" for m in tree.kids(k, "mark"))
        )
    ]


def _in_interest(tree: Tree, verb: int) -> Judged | None:
    """ "It is in Chad's interest to reopen the road"."""
    for prep in tree.kids(verb, "prep"):
        for noun in tree.kids(prep, "pobj"):
            if tree.tokens[prep].lemma == "in" and tree.tokens[noun].lemma == "interest":
                words = [verb, prep, noun]
                actors = [*tree.kids(noun, "poss")]
                actors += [p for of in tree.kids(noun, "prep") for p in tree.kids(of, "pobj")]
                about = _to_do(tree, verb, "csubj") + _to_do(tree, noun, "acl", "relcl")
                return _call(phrase_of(tree, words), about, words, tuple(actors))
    return None


def _case_for(tree: Tree, verb: int) -> Judged | None:
    """ "There is a strong case for Oman to mediate", "there is an urgent need for talks"."""
    if not tree.kids(verb, "expl") or tree.kids(verb, "neg"):
        return None
    for noun in tree.kids(verb, "attr"):
        determiners = {tree.tokens[k].lemma for k in tree.kids(noun, "det")}
        if tree.tokens[noun].lemma not in CASES or "no" in determiners:
            continue
        behind = [
            k
            for p in tree.kids(noun, "prep")
            if tree.tokens[p].lemma == "for"
            for k in tree.kids(p, "pcomp", "pobj")
        ]
        about = _to_do(tree, noun, "acl", "relcl") + _to_do(tree, verb) + behind
        words = [verb, *tree.kids(noun, "amod"), noun]
        return _call(phrase_of(tree, words), about, words)
    return None


def _what_is_needed(tree: Tree, verb: int) -> Judged | None:
    """ "What is needed now is a conversation between the two"."""
    for clause in tree.kids(verb, "csubj", "nsubj"):
        if tree.tokens[clause].lemma not in ("need", "require", "miss", "lack"):
            continue
        if tree.tokens[clause].tag != "VBN" or not tree.kids(clause, "nsubjpass"):
            continue
        words = [*tree.kids(clause, "nsubjpass", "auxpass"), clause]
        return _call(phrase_of(tree, words), tree.kids(verb, "attr"), words)
    return None


def _start_by(tree: Tree, verb: int) -> Judged | None:
    """ "Ottawa could start by returning its envoy"."""
    modals = [a for a in auxiliaries(tree, verb) if tree.tokens[a].text.lower() in ("could", "can")]
    for prep in tree.kids(verb, "prep"):
        about = tree.kids(prep, "pcomp")
        if modals and tree.tokens[prep].lemma == "by" and about:
            return _call(phrase_of(tree, [*modals, verb, prep]), about, [verb])
    return None


def _behind_for(tree: Tree, numbers: list[int]) -> list[int]:
    return [
        p
        for n in numbers
        for prep in tree.kids(n, "prep")
        if tree.tokens[prep].lemma == "for"
        for p in tree.kids(prep, "pobj")
    ]


def _best_course(tree: Tree, verb: int) -> Judged | None:
    """ "The best course for Norway is to mediate"; an aim so told is no arrangement."""
    about = [
        k
        for k in clauses_below(tree, verb, "xcomp", "ccomp")
        if tree.tokens[k].tag == "VB" and k not in _to_do(tree, verb)
    ] + _to_do(tree, verb)
    guess = any(tree.tokens[a].text.lower() in ("may", "might") for a in auxiliaries(tree, verb))
    for subject in tree.kids(verb, "nsubj"):
        lemma = tree.tokens[subject].lemma
        words = [verb]
        best = [k for k in tree.kids(subject, "amod", "advmod") if tree.tokens[k].lemma in BEST]
        if guess and {tree.tokens[k].lemma for k in best} <= {"next", "first", "immediate"}:
            # "Its next move may be to close the border": what will come, not what ought to.
            mood = Mood("forecast", phrase_of(tree, auxiliaries(tree, verb)), False, "future", "")
            return Judged(mood, tuple(about), tuple(words), tuple(tree.kids(subject, "poss")))
        if lemma in COURSES and (best or lemma in IMPERATIVES) and about:
            actors = [*_behind_for(tree, [subject]), *tree.kids(subject, "poss")]
            return _call(phrase_of(tree, [*best, subject, verb]), about, words, tuple(actors))
    return None


def _called_for(tree: Tree, verb: int) -> Judged | None:
    """ "The situation calls for a joint panel", "this demands a strategy"."""
    token = tree.tokens[verb]
    if not looks_ahead(tree, verb) or tree.kids(verb, "neg"):
        return None
    subjects = tree.kids(verb, "nsubj")
    if not any(
        tree.tokens[s].lemma in SITUATIONS or tree.tokens[s].text.lower() in SITUATIONS
        for s in subjects
    ):
        return None
    if token.lemma == "call":
        about = _behind_for(tree, [verb])
        return _call(f"{token.text} for", about, [verb])
    if token.lemma not in CALLING_VERBS:
        return None
    return _call(token.text, tree.kids(verb, "dobj"), [verb])


def _has_to(tree: Tree, verb: int) -> Judged | None:
    """ "Kenya has to strengthen its ties", "cannot afford to neglect": a call on the subject."""
    token = tree.tokens[verb]
    about = [k for k in clauses_below(tree, verb, "xcomp") if tree.tokens[k].tag == "VB"]
    about = [a for a in about if any(tree.tokens[k].text == "to" for k in tree.kids(a, "aux"))]
    if not about or not tree.kids(verb, "nsubj"):
        return None
    helpers = auxiliaries(tree, verb)
    if token.lemma == "afford":
        words = [*helpers, *tree.kids(verb, "neg"), verb]
        can = any(tree.tokens[a].text.lower() in ("can", "ca", "cannot") for a in helpers)
        if not can or not tree.kids(verb, "neg"):
            return None
        return _call(phrase_of(tree, words) + " to", about, [verb])
    yet = any(tree.tokens[k].lemma == "yet" for a in (verb, *about) for k in tree.kids(a, "advmod"))
    if helpers or token.tag not in ("VBZ", "VBP") or tree.kids(verb, "dobj", "neg") or yet:
        return None
    return _call(f"{token.text} to", about, [verb])


def _is_needed(tree: Tree, verb: int) -> Judged | None:
    """ "Closer coordination is badly needed": the subject is called for."""
    token = tree.tokens[verb]
    now = any(tree.tokens[a].tag in ("VBZ", "VBP") for a in tree.kids(verb, "auxpass"))
    barred = tree.kids(verb, "agent", "neg", "xcomp", "dobj")
    if token.tag != "VBN" or not now or barred:
        return None
    subjects = tree.kids(verb, "nsubjpass")
    if token.dep == "relcl":
        subjects = [token.head]
    about = [s for s in subjects if tree.is_noun(s) and tree.tokens[s].mention is None]
    words = [*tree.kids(verb, "auxpass", "advmod"), verb]
    return _call(phrase_of(tree, words), about, words)


def _recommended(tree: Tree, verb: int) -> Judged | None:
    """ "We recommend that Kenya open talks", "the report urges Kenya to lift its ban"."""
    token = tree.tokens[verb]
    voices = {tree.tokens[s].lemma.lower() for s in tree.kids(verb, "nsubj")}
    # A government's "we urge" is a demand; only a paper urges by way of advice.
    own = voices & {"we", "i"} and token.lemma not in ("recommend", "advise")
    if token.tag not in ("VBP", "VBZ") or not voices & ADVISERS or own:
        return None
    about = clauses_below(tree, verb, "ccomp", "xcomp")
    if token.lemma == "suggest":
        # "Reports suggest that it will" reports; only a bare verb is proposed.
        about = [a for a in about if tree.tokens[a].tag in ("VB", "VBG") and not _helped(tree, a)]
    return _call(token.text, about, [verb], tuple(tree.kids(verb, "dobj")))


def _helped(tree: Tree, verb: int) -> bool:
    tags = [tree.tokens[a].tag for a in tree.kids(verb, "aux", "auxpass")]
    return any(tag in ("MD", "VBZ", "VBP", "VBD") for tag in tags)


ADVICE: Mapping[str, tuple[Frame, ...]] = {
    "be": (_time_for, _best_course, _do_well, _in_interest, _case_for, _what_is_needed),
    **dict.fromkeys(("start", "begin"), (_start_by,)),
    "do": (_do_well,),
    "advise": (_do_well, _recommended),
    "have": (_has_to,),
    "afford": (_has_to,),
    "need": (_is_needed,),
    **dict.fromkeys(("recommend", "urge", "propose", "suggest"), (_recommended,)),
    **dict.fromkeys(CALLING_VERBS | {"call"}, (_called_for,)),
    "require": (_is_needed, _called_for),
}
