"""Slips of a small parser in long sentences, put right before the sentence is read.

Each rule moves a token only where the words around it leave one reading; a tree that gives no
occasion is returned as it was.
"""

from __future__ import annotations

from detente.statements.party_words import PLEDGES
from detente.statements.trees import Token, Tree

FINITE = ("VBD", "VBZ", "VBP")
SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
TURNED = frozenset("now once then long already previously formerly".split())
SURENESS = frozenset("confidence certainty assurance".split())
BINDING = frozenset("commit pledge agree promise vow undertake resolve".split())
BETWEEN_SUBJECTS = frozenset((",", "and", "or"))


def reattached(tree: Tree) -> Tree:
    """The tree with subjects, coordinated verbs and participles hung where they belong.

    Changes the tree that it is given.
    """
    for token in tree.tokens:
        if token.tag in FINITE and token.dep in ("conj", "advcl", "ccomp"):
            _give_subject(tree, token)
        if token.dep == "ccomp" and token.number < token.head:
            _part_at_semicolon(tree, token)
        if token.tag in FINITE and token.dep == "conj":
            _join_same_tense(tree, token)
        if token.tag in FINITE and token.dep == "ROOT":
            _take_subject_from_front(tree, token)
        elif token.tag == "VBG" and token.dep == "advcl":
            _follow_nearest_actor(tree, token)
        elif token.tag == "VBN" and token.dep == "advcl":
            _describe_noun_before(tree, token)
        elif token.tag == "VBZ" and token.dep in ("advcl", "ccomp"):
            _make_noun(tree, token)
        elif token.tag == "VB" and token.dep == "advcl":
            _rule_infinitive(tree, token)
        elif token.dep == "appos":
            _continue_list(tree, token)
        elif token.tag == "VB" and token.dep == "pcomp":
            _free_company(tree, token)
        if token.dep == "auxpass":
            _take_agent_from_aside(tree, tree.tokens[token.head])
        elif token.dep == "ROOT" and token.tag == "NNS":
            _make_clause(tree, token)
        elif token.dep == "advcl" and tree.tokens[token.head].lemma == "be":
            _end_before_that(tree, token)
        elif token.dep in ("acl", "relcl"):
            _judge_with_confidence(tree, token)
        if len(tree.children[token.number]) > 1:
            _join_subjects(tree, token)
            _join_compound(tree, token)
    return tree


def _give_subject(tree: Tree, verb: Token) -> None:
    """ "Peru sent envoys to Chile and Bolivia recalled its own": Bolivia did not receive them."""
    if tree.kids(verb.number, *SUBJECTS, "mark") or not tree.is_verb(verb.head):
        return
    at = verb.number - 1
    while at >= 0 and tree.tokens[at].head == verb.number:
        at -= 1
    noun = tree.tokens[at]
    if at <= verb.head or noun.dep != "conj" or not tree.is_noun(at):
        return
    first = min(tree.subtree(at))
    link = tree.tokens[first - 1]
    if link.dep != "cc" or noun.head <= verb.head or link.head != noun.head:
        return
    tree.hang(at, verb.number, "nsubj")
    tree.hang(link.number, verb.head, "cc")
    verb.dep = "conj"


def _part_at_semicolon(tree: Tree, verb: Token) -> None:
    """ "Peru recalled its envoy; Chile replied that …": what stands before is not the reply."""
    last = max(tree.subtree(verb.number))
    behind = [token.text for token in tree.tokens[last + 1 : last + 2]]
    if behind != [";"] or not tree.kids(verb.number, *SUBJECTS):
        return
    if any(t.tag in ("``", "''") or t.text in '“”"' for t in tree.tokens[: verb.head]):
        return
    tree.children[verb.head].remove(verb.number)
    verb.head, verb.dep = verb.number, "ROOT"


def _take_subject_from_front(tree: Tree, verb: Token) -> None:
    """ "After the fall of Rome, Peru, alongside Chile, armed …": Peru explains nothing, it acts."""
    if tree.kids(verb.number, *SUBJECTS) or tree.kids(verb.number, "mark"):
        return
    for token in tree.tokens[2 : verb.number]:
        first = min(tree.subtree(token.number))
        apart = tree.tokens[first - 1].text == "," and token.mention is not None
        if not apart or token.dep != "appos" or not token.tag.startswith("NNP"):
            continue
        if token.head > verb.number or not _inside_phrase(tree, token.head, verb.number):
            continue
        for loose in range(token.number + 1, verb.number):
            outside = tree.tokens[loose].head < first
            if outside and tree.tokens[loose].dep == "prep":
                tree.hang(loose, verb.number, "prep")
        tree.hang(token.number, verb.number, "nsubj")
        return


def _inside_phrase(tree: Tree, number: int, verb: int) -> bool:
    """Whether a token stands in a prepositional phrase in front of a verb."""
    return any(
        tree.tokens[a].dep == "prep" and tree.tokens[a].head == verb
        for a in (number, *tree.ancestors(number))
    )


def _join_subjects(tree: Tree, verb: Token) -> None:
    """ "A along with B, C and D broke off ties": what stands in one list acts together."""
    subjects = [k for k in tree.kids(verb.number, "nsubj") if k < verb.number]
    if len(subjects) < 2 or tree.tokens[subjects[0]].mention is None:
        return
    for number in subjects[1:]:
        before = tree.tokens[min(tree.subtree(number)) - 1]
        if tree.tokens[number].mention is not None and before.text.lower() in BETWEEN_SUBJECTS:
            tree.hang(number, subjects[0], "conj")


def _join_same_tense(tree: Tree, verb: Token) -> None:
    """ "Which is why X called and offered help": coordinated verbs have one tense."""
    head = tree.tokens[verb.head]
    if head.tag == verb.tag or head.tag not in FINITE or tree.kids(verb.number, *SUBJECTS):
        return
    if tree.kids(verb.number, "aux", "auxpass") or tree.kids(head.number, "aux", "auxpass"):
        return
    below = tree.subtree(head.number)
    nearer = [n for n in below if head.number < n < verb.number and tree.tokens[n].tag == verb.tag]
    link = tree.tokens[verb.number - 1]
    if nearer and link.dep == "cc" and tree.tokens[link.number - 1].text != ",":
        tree.hang(verb.number, nearer[-1], "conj")


def _follow_nearest_actor(tree: Tree, verb: Token) -> None:
    """ "The crisis grew after X expelled Y, accusing him of …": X accused, not the crisis."""
    head = verb.head
    if not tree.is_verb(head) or head > verb.number or _acts(tree, head):
        return
    nearer = [
        n
        for n in tree.subtree(head)
        if head < n < verb.number
        and tree.tokens[n].tag in FINITE
        and tree.tokens[n].dep in ("advcl", "ccomp")
        and _acts(tree, n)
    ]
    if nearer:
        tree.hang(verb.number, nearer[-1], "advcl")


def _describe_noun_before(tree: Tree, verb: Token) -> None:
    """ "Prepared for talks with X, now labelled an ally": X is, not who prepared."""
    first = min(tree.subtree(verb.number))
    turned = any(tree.tokens[k].lemma in TURNED for k in tree.kids(verb.number, "advmod"))
    if not turned or first < 2 or tree.tokens[first - 1].text != "," or first < verb.head:
        return
    noun = tree.tokens[first - 2]
    if noun.mention is not None and tree.is_noun(noun.number):
        tree.hang(verb.number, noun.number, "acl")


def _take_agent_from_aside(tree: Tree, verb: Token) -> None:
    """ "Were shot, two of them fatally, by a guard": the guard shot them."""
    if tree.kids(verb.number, "agent"):
        return
    for number in tree.subtree(verb.number, stop=("ccomp", "relcl", "advcl", "parataxis")):
        token = tree.tokens[number]
        apart = number > verb.number and tree.tokens[number - 1].text == ","
        loose = token.lemma == "by" and token.tag == "IN" and not tree.is_verb(token.head)
        if apart and loose and tree.kids(number, "pobj"):
            tree.hang(number, verb.number, "agent")
            return


def _rule_infinitive(tree: Tree, verb: Token) -> None:
    """ "Looks set to expel", "its commitment to help", "committed to train": that is no aside."""
    above = tree.tokens[verb.head]
    to = [k for k in tree.kids(verb.number, "aux") if tree.tokens[k].tag == "TO"]
    if not to or verb.head > verb.number:
        return
    if above.dep in ("acomp", "oprd") or (above.lemma in BINDING and to[0] == verb.head + 1):
        verb.dep = "xcomp"
    for noun in tree.kids(verb.head, "dobj"):
        if tree.tokens[noun].lemma in PLEDGES and noun < to[0] and max(tree.subtree(noun)) < to[0]:
            tree.hang(verb.number, noun, "acl")


def _free_company(tree: Tree, verb: Token) -> None:
    """ "Met yesterday with X to review Y": the meeting is with X, and reviews."""
    with_whom, to = tree.kids(verb.number, "nsubj"), tree.kids(verb.number, "aux")
    above = tree.tokens[tree.tokens[verb.head].head]
    if not with_whom or not to or tree.tokens[to[0]].tag != "TO" or not tree.is_verb(above.number):
        return
    if verb.head < with_whom[0] < to[0]:
        tree.hang(with_whom[0], verb.head, "pobj")
        tree.hang(verb.number, above.number, "advcl")


def _make_noun(tree: Tree, verb: Token) -> None:
    """ "Concern about Peruvian attacks": a verb without a subject behind an actor is its noun."""
    before = tree.tokens[verb.number - 1] if verb.number else verb
    behind = (
        before.mention is not None and before.dep == "pobj" and not tree.children[before.number]
    )
    if not behind or tree.kids(verb.number, *SUBJECTS, "aux", "auxpass", "mark"):
        return
    if verb.number in tree.ancestors(before.number):
        return
    words = [k for k in tree.kids(before.head, "amod", "det") if k < before.number]
    tree.hang(verb.number, before.head, "pobj")
    tree.hang(before.number, verb.number, "compound")
    verb.tag = "NNS"
    for word in words:
        tree.hang(word, verb.number, tree.tokens[word].dep)
    for clause in tree.kids(verb.number, "xcomp", "ccomp"):
        tree.tokens[clause].dep = "acl"


def _make_clause(tree: Tree, noun: Token) -> None:
    """ "The two held talks", "each side freed captives": who held them is no part of the talks."""
    if any(t.tag in FINITE or t.tag == "MD" for t in tree.tokens):
        return
    for verb in tree.kids(noun.number, "amod"):
        before = [k for k in tree.kids(noun.number, "nummod", "compound", "nmod") if k < verb]
        which = [k for k in tree.kids(noun.number, "det", "predet") if k < verb]
        if tree.tokens[verb].tag != "VBN" or not before or not which:
            continue
        if before[-1] != verb - 1 or tree.children[verb]:
            continue
        who = before[-1]
        rest = [k for k in tree.children[noun.number] if k not in (*before, *which, verb)]
        tree.children[noun.number] = []
        for number, head, dep in (
            (verb, verb, "ROOT"),
            (noun.number, verb, "dobj"),
            (who, verb, "nsubj"),
            *((k, who, tree.tokens[k].dep) for k in (*before[:-1], *which)),
            *((k, noun.number, tree.tokens[k].dep) for k in rest),
        ):
            tree.tokens[number].head, tree.tokens[number].dep = head, dep
            if number != head:
                tree.children[head].append(number)
                tree.children[head].sort()
        tree.tokens[verb].tag = "VBD"
        return


def _continue_list(tree: Tree, second: Token) -> None:
    """ "The bloc, Peru and Chile": what goes on with "and" lists others, it explains no one."""
    first = tree.tokens[second.head].mention
    mention = second.mention
    if first is None or mention is None or mention.person or set(first.codes) & set(mention.codes):
        return
    if tree.kids(second.number, "cc") and tree.kids(second.number, "conj"):
        tree.hang(second.number, second.head, "conj")


def _join_compound(tree: Tree, verb: Token) -> None:
    """ "Held their advisers meeting focused on …": the object is the meeting that was focused."""
    for clause in tree.kids(verb.number, "ccomp"):
        for head in tree.kids(clause, "nsubj"):
            parts = [
                k
                for k in tree.kids(verb.number, "dobj")
                if k == min(tree.subtree(head)) - 1 and tree.is_noun(k) and tree.is_noun(head)
            ]
            if not parts or tree.kids(head, "det", "poss") or tree.tokens[head].mention is not None:
                continue
            for kid in tree.kids(parts[0], "det", "poss", "amod"):
                tree.hang(kid, head, tree.tokens[kid].dep)
            tree.hang(head, verb.number, "dobj")
            tree.hang(parts[0], head, "compound")
            tree.hang(clause, head, "acl")


def _judge_with_confidence(tree: Tree, clause: Token) -> None:
    """ "We assess with low confidence that Peru will …": that is assessed, the confidence has no
    content of its own."""
    noun = tree.tokens[clause.head]
    that = any(tree.tokens[m].lemma == "that" for m in tree.kids(clause.number, "mark"))
    if noun.lemma not in SURENESS or not that:
        return
    above = tree.tokens[noun.head]
    if noun.dep == "dobj" and above.lemma == "have":
        tree.hang(clause.number, above.number, "ccomp")
    elif noun.dep == "pobj" and above.lemma == "with" and tree.is_verb(above.head):
        tree.hang(clause.number, above.head, "ccomp")


def _end_before_that(tree: Tree, clause: Token) -> None:
    """ "Chances are even that Peru will …": what stands before "that" is no part of its clause."""
    marks = [m for m in tree.kids(clause.number, "mark") if tree.tokens[m].lemma == "that"]
    before = [k for k in tree.kids(clause.number, "advmod") if marks and k == marks[0] - 1]
    for word in before:
        tree.hang(word, clause.head, "acomp")
        clause.dep = "ccomp"


def _acts(tree: Tree, verb: int) -> bool:
    """Whether the subject of a verb names an actor, anywhere in its phrase."""
    return any(
        tree.tokens[n].mention is not None
        for s in tree.kids(verb, "nsubj", "nsubjpass")
        for n in tree.subtree(s)
    )
