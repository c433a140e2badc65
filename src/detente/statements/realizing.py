"""Turns of phrase that stress who did something or that it came to it, read as the act itself.

"It was Peru that sent aid", "Peru was the first to send aid", "Peru went on to send aid" and "Peru
is reported to have sent aid" say that Peru sent aid. The verb of the act takes the place of the
words around it, with their subject, tense and helpers.
"""

from __future__ import annotations

from detente.statements.trees import Token, Tree

SUBJECTS = ("nsubj", "nsubjpass", "expl")
RELATIVES = frozenset("that who which".split())
# Those of whom there is one: "the first to", "the only state to", "the latest country to".
RANKS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth last latest next only sole "
    "earliest quickest fastest slowest loudest".split()
)
# What is told with "to have" is told of the past.
REPORTED = frozenset(
    "report say allege believe think understand know rumour rumor suspect find show see hear "
    "presume assume reckon".split()
)
FORCED = frozenset("force oblige compel constrain".split())
# Verbs with a particle or adverb behind which the act was done.
CAME_TO = {"go": ("on", "far"), "get": ("around", "round"), "come": ("around", "round")}
AS_FAR = frozenset(("as", "far"))
SILENT = "punct"
# "The courage to sign", told of the past, was had because it was signed.
HEART = frozenset(
    "courage nerve audacity temerity cheek grace decency sense foresight wisdom gall satisfaction "
    "honour honor privilege".split()
)
# An act that another noun stands for: "its first act was to sign".
STEPS = frozenset(
    "act step move reply response answer reaction decision gesture measure action retort "
    "contribution concession".split()
)
FAR = 8


def realized(tree: Tree) -> Tree:
    """The tree with the verb of an act in the place of the words that only stress it.

    Changes the tree that it is given.
    """
    for token in list(tree.tokens):
        number = token.number
        if token.lemma == "be":
            _raise_from_cleft(tree, number)
            _raise_from_rank(tree, number)
            _raise_from_step(tree, number)
        elif token.lemma == "have":
            _raise_from_heart(tree, number)
        elif token.lemma == "take":
            _raise_from_time_taken(tree, number)
        elif token.lemma in CAME_TO:
            _raise_from_coming(tree, number)
        elif token.tag == "VBN":
            _raise_from_report(tree, number)
            _raise_from_force(tree, number)
    return tree


def _raise_from_cleft(tree: Tree, be: int) -> None:
    """ "It was Peru that signed and Chile that paid": what follows "that" is the clause."""
    if not _it(tree, be) or tree.kids(be, "neg", "aux"):
        return
    stressed = tree.kids(be, "attr")
    if len(stressed) != 1:
        return
    who = stressed[0]
    clauses = [*tree.kids(be, "ccomp", "relcl", "advcl"), *tree.kids(who, "relcl", "acl")]
    for verb in clauses:
        links = [k for k in tree.children[verb] if tree.tokens[k].lemma in RELATIVES]
        if verb < who or not links or not tree.is_verb(verb):
            continue
        link = tree.tokens[links[0]]
        role = link.dep if link.dep in SUBJECTS else ""
        if not role and (not tree.kids(verb, *SUBJECTS) or tree.kids(verb, "dobj")):
            continue
        detach(tree, verb)
        take_place_of(tree, be, verb)
        _silence(tree, link.number)
        tree.hang(who, verb, role or "dobj")
        for word in tree.kids(verb, "nsubj", "expl"):
            if tree.tokens[word].lemma == "it" and word < who:
                _silence(tree, word)
        return


def _raise_from_rank(tree: Tree, be: int) -> None:
    """ "Peru was the first state to sign": Peru signed."""
    if tree.kids(be, "neg") or not tree.kids(be, "nsubj"):
        return
    for noun in tree.kids(be, "attr", "acomp"):
        rank = {tree.tokens[k].lemma.lower() for k in (noun, *tree.kids(noun, "amod", "advmod"))}
        if not rank & RANKS:
            continue
        for verb in [*tree.kids(noun, "relcl", "acl", "xcomp"), *tree.kids(be, "xcomp", "advcl")]:
            if verb > noun and is_infinitive(tree, verb) and not tree.kids(verb, *SUBJECTS):
                detach(tree, verb)
                take_place_of(tree, be, verb)
                inflect(tree, verb, be)
                return


def _raise_from_step(tree: Tree, be: int) -> None:
    """ "Peru's reply was to sign", "what Peru did was sign", "what Peru should do is sign"."""
    acts = [
        k
        for k in tree.kids(be, "xcomp", "ccomp", "attr", "advcl")
        if k > be and tree.tokens[k].tag == "VB" and not tree.kids(k, *SUBJECTS)
    ]
    if not acts or tree.kids(be, "neg", "aux"):
        return
    act = acts[0]
    for subject in tree.kids(be, "nsubj", "csubj", "ccomp"):
        if subject > be:
            continue
        token = tree.tokens[subject]
        helpers: list[int] = []
        if token.lemma == "do" and tree.kids(subject, "nsubj"):
            who, clause = tree.kids(subject, "nsubj"), subject
        elif token.lemma == "all" and tree.kids(subject, "relcl", "acl"):
            clause = tree.kids(subject, "relcl", "acl")[0]
            who = tree.kids(clause, "nsubj") if tree.tokens[clause].lemma == "do" else []
        else:
            who, clause = tree.kids(subject, "poss") if token.lemma in STEPS else [], subject
        if not who:
            continue
        like = be if clause == subject and token.lemma != "do" else clause
        helpers = [k for k in tree.kids(clause, "aux") if tree.tokens[k].tag == "MD"]
        detach(tree, act)
        take_place_of(tree, be, act)
        _silence(tree, subject)
        tree.hang(who[0], act, "nsubj")
        for helper in helpers:
            tree.hang(helper, act, "aux")
        if not helpers:
            inflect(tree, act, like)
        return


def _raise_from_heart(tree: Tree, have: int) -> None:
    """ "Peru had the courage to sign": Peru signed."""
    past = tree.tokens[have].tag == "VBD"
    if not past or tree.kids(have, "neg", "aux") or not tree.kids(have, "nsubj"):
        return
    for noun in tree.kids(have, "dobj"):
        if tree.tokens[noun].lemma not in HEART:
            continue
        for act in [*tree.kids(noun, "acl", "relcl", "xcomp"), *tree.kids(have, "xcomp", "advcl")]:
            if act > noun and is_infinitive(tree, act) and not tree.kids(act, *SUBJECTS):
                _silence(tree, noun)
                detach(tree, act)
                take_place_of(tree, have, act)
                inflect(tree, act, have)
                return


def _raise_from_time_taken(tree: Tree, took: int) -> None:
    """ "It took Peru a week to sign": Peru signed."""
    past = tree.tokens[took].tag == "VBD"
    if not past or not _it(tree, took) or tree.kids(took, "neg", "aux"):
        return
    who = [
        k for k in tree.kids(took, "dative", "dobj", "iobj") if tree.tokens[k].mention is not None
    ]
    acts = [k for k in tree.kids(took, "xcomp", "advcl", "ccomp") if is_infinitive(tree, k)]
    acts += [v for k in tree.kids(took, "dobj") for v in tree.kids(k, "relcl", "acl") if v > took]
    for act in acts:
        if who and is_infinitive(tree, act) and not tree.kids(act, *SUBJECTS):
            for it in tree.kids(took, "nsubj", "expl"):
                _silence(tree, it)
            detach(tree, act)
            take_place_of(tree, took, act)
            for measure in tree.kids(act, "dobj"):
                if measure < act and measure not in who:
                    _silence(tree, measure)
            tree.hang(who[0], act, "nsubj")
            inflect(tree, act, took)
            return


def _raise_from_coming(tree: Tree, verb: int) -> None:
    """ "Peru went on to sign", "went so far as to sign", "came round to signing"."""
    behind = {
        tree.tokens[k].lemma
        for k in tree.kids(verb, "prt", "advmod", "prep", "acomp", "mark")
        # "Went on strike to demand" is a strike; "went on to demand" a demand.
        if not tree.kids(k, "pobj")
    }
    wanted = CAME_TO[tree.tokens[verb].lemma]
    if not behind.intersection(wanted) or tree.kids(verb, "neg", "dobj"):
        return
    below = [
        k
        for k in tree.subtree(verb)
        if k > verb
        and tree.tokens[k].dep in ("advcl", "xcomp", "pcomp", "ccomp", "acl")
        and tree.is_verb(k)
        and not tree.kids(k, *SUBJECTS)
        and k - verb < FAR
    ]
    for act in below[:1]:
        far = "far" in behind and not _as_far(tree, verb, act)
        if far or not (is_infinitive(tree, act) or tree.tokens[act].tag == "VBG"):
            continue
        detach(tree, act)
        take_place_of(tree, verb, act)
        inflect(tree, act, verb)


def _as_far(tree: Tree, verb: int, act: int) -> bool:
    words = {tree.tokens[n].lemma for n in range(verb + 1, act)}
    return words >= AS_FAR


def _raise_from_report(tree: Tree, told: int) -> None:
    """ "Peru is reported to have signed": Peru signed, as it is told."""
    if tree.tokens[told].lemma not in REPORTED or tree.kids(told, "neg"):
        return
    if not tree.kids(told, "auxpass") or not tree.kids(told, "nsubjpass"):
        return
    for verb in tree.kids(told, "xcomp"):
        perfect = [k for k in tree.kids(verb, "aux") if tree.tokens[k].lemma == "have"]
        if not perfect or tree.kids(verb, "neg", *SUBJECTS):
            continue
        passive = bool(tree.kids(verb, "auxpass"))
        detach(tree, verb)
        take_place_of(tree, told, verb, passive=passive)
        tree.tokens[perfect[0]].tag = "VBZ"
        _silence_to(tree, verb)
        return


def _raise_from_force(tree: Tree, forced: int) -> None:
    """ "Peru was forced to sign" tells that Peru signed, where it does not say who forced it."""
    if tree.tokens[forced].lemma not in FORCED or tree.kids(forced, "neg", "agent"):
        return
    past = any(tree.tokens[k].tag in ("VBD", "VBZ") for k in tree.kids(forced, "auxpass", "aux"))
    modal = any(tree.tokens[k].tag == "MD" for k in tree.kids(forced, "aux"))
    if not past or modal or not tree.kids(forced, "nsubjpass"):
        return
    for verb in tree.kids(forced, "xcomp"):
        if is_infinitive(tree, verb) and not tree.kids(verb, *SUBJECTS, "auxpass"):
            helper = tree.kids(forced, "auxpass", "aux")[0]
            detach(tree, verb)
            take_place_of(tree, forced, verb)
            inflect(tree, verb, helper)
            return


def _it(tree: Tree, be: int) -> bool:
    return any(tree.tokens[k].lemma == "it" for k in tree.kids(be, "nsubj", "expl"))


def is_infinitive(tree: Tree, verb: int) -> bool:
    """Whether a verb is an infinitive with "to"."""
    to = any(tree.tokens[k].tag == "TO" for k in tree.kids(verb, "aux"))
    return tree.tokens[verb].tag == "VB" and to


def inflect(tree: Tree, verb: int, like: int) -> None:
    """Give an infinitive or gerund the tense of the verb in whose place it is."""
    _silence_to(tree, verb)
    tree.tokens[verb].tag = tree.tokens[like].tag


def _silence_to(tree: Tree, verb: int) -> None:
    for k in tree.kids(verb, "aux"):
        if tree.tokens[k].tag == "TO":
            _silence(tree, k)


def _silence(tree: Tree, number: int) -> None:
    tree.tokens[number].dep = SILENT


def detach(tree: Tree, number: int) -> None:
    """Take a token out of the children of its head."""
    tree.children[tree.tokens[number].head].remove(number)


def take_place_of(tree: Tree, old: int, new: int, *, passive: bool = False) -> None:
    """Put a token, taken from its head, in another's place, with all that hangs on that one."""
    above: Token = tree.tokens[old]
    token = tree.tokens[new]
    root = above.head == old
    if not root:
        tree.children[above.head].remove(old)
    kids = [k for k in tree.children[old] if k != new]
    tree.children[old] = []
    for kid in kids:
        dep = tree.tokens[kid].dep
        if dep == "nsubjpass" and not passive:
            dep = "nsubj"
        if dep in ("auxpass", "prt", "attr", "acomp") or (dep == "aux" and above.tag == "VBN"):
            dep = SILENT
        tree.tokens[kid].head, tree.tokens[kid].dep = new, dep
        tree.children[new].append(kid)
    token.dep = above.dep
    token.head = new if root else above.head
    if not root:
        tree.children[token.head].append(new)
        tree.children[token.head].sort()
    above.head, above.dep = new, SILENT
    tree.children[new].append(old)
    tree.children[new].sort()
