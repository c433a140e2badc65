"""The mood of a clause: told as fact, judged likely, called for, merely possible, denied.

The mood decides a statement's kind before any action code is looked at, so that a forecast can
never surface as an event.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from detente.statements.trees import Tree

FORECAST_MODALS = (
    "will",
    "'ll",
    "’ll",
    "wo",
    "would",
    "'d",
    "’d",
    "may",
    "might",
    "could",
    "shall",
)
CALLING_MODALS = ("should", "must", "ought")
# In place of a modal: the clause is what someone expects or doubts.
VIEW = "view"
# "Appears to have signed": a hedge on what is told as fact.
SEEMS = "seems"


@dataclass(frozen=True, slots=True)
class Mood:
    """How a clause is meant.

    Attributes:
        mode: ``fact``, ``forecast``, ``call`` (something is called for), ``ability``,
            ``counterfactual`` or ``scheduled``.
        phrase: the probability phrase as written.
        negated: whether the clause is negated.
        tense: ``past``, ``present`` or ``future``.
        modal: the modal's lemma, empty where there is none.
    """

    mode: str = "fact"
    phrase: str = ""
    negated: bool = False
    tense: str = "present"
    modal: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A likelihood or a call put into an adjective, noun or phrase, and what it is about.

    Attributes:
        mood: the mood that it gives.
        about: tokens of the verbs or nouns that are judged.
        words: tokens of the phrase.
        actors: tokens that name whom a call is on, where the phrase does ("the best course for").
    """

    mood: Mood
    about: tuple[int, ...]
    words: tuple[int, ...]
    actors: tuple[int, ...] = ()


# "Nearly" says of these how far it went, and not that it did not happen.
MEASURED_ACTS = frozenset(
    "double treble triple quadruple halve exhaust complete finish cover fill match equal reach "
    "exceed vanish disappear dry empty cease stop end be".split()
)
# Recognises one set phrase from the verb that it hangs on.
Frame = Callable[[Tree, int], Judged | None]


def auxiliaries(tree: Tree, verb: int) -> list[int]:
    """Auxiliaries of a verb; a coordinated verb without its own shares its head's."""
    own = tree.kids(verb, "aux", "auxpass")
    token = tree.tokens[verb]
    if own or token.dep != "conj" or token.head == verb:
        return own
    head = token.head
    if not tree.is_verb(head) or tree.kids(verb, "nsubj", "nsubjpass"):
        return own
    same = token.tag == tree.tokens[head].tag or token.tag == "VB"
    return auxiliaries(tree, head) if same else own


def is_negated(tree: Tree, verb: int) -> bool:
    """Whether a verb is negated by a particle, by "no" on its subject or object, or by "never"."""
    for kid in tree.children[verb]:
        token = tree.tokens[kid]
        if token.dep == "neg" or token.lemma in (
            "never",
            "hardly",
            "scarcely",
            "neither",
            "rarely",
            "seldom",
        ):
            return True
        if token.text.lower() == "longer" and any(
            tree.tokens[k].text.lower() == "no" for k in tree.children[kid]
        ):
            return True
        if token.dep in ("nsubj", "nsubjpass", "dobj", "attr"):
            before = tree.kids(kid, "det", "neg", "amod", "preconj")
            words = {tree.tokens[k].text.lower() for k in before}
            if words & {"no", "neither", "little", "few"} and "a" not in words:
                return True
            if token.text.lower() in ("nothing", "none", "neither", "nobody"):
                return True
        if token.dep == "agent" and any(
            tree.tokens[d].lemma in ("no", "neither")
            for by in tree.kids(kid, "pobj")
            for d in tree.kids(by, "det")
        ):
            return True
        if kid < verb and _is_fronted_no(tree, kid):
            return True
    return _under_nor(tree, verb) or _only_nearly(tree, verb)


def _is_fronted_no(tree: Tree, number: int) -> bool:
    """ "Not once has Peru signed", "at no point did it": turned round, the clause is denied."""
    token = tree.tokens[number]
    behind = tree.tokens[max(tree.subtree(number)) + 1 : max(tree.subtree(number)) + 2]
    if not behind or behind[0].dep not in ("aux", "auxpass", "ROOT"):
        return False
    if token.dep == "advmod":
        return bool(tree.kids(number, "neg"))
    return token.dep == "prep" and any(
        tree.tokens[k].lemma == "no" for o in tree.kids(number, "pobj") for k in tree.kids(o, "det")
    )


def _only_nearly(tree: Tree, verb: int) -> bool:
    """ "Peru almost sank a trawler" sank none; "trade almost doubled" tells how much it grew."""
    token = tree.tokens[verb]
    if token.tag not in ("VBD", "VBN") or token.lemma in MEASURED_ACTS:
        return False
    return any(
        tree.tokens[k].lemma in ("almost", "nearly") and k < verb for k in tree.kids(verb, "advmod")
    ) and bool(tree.kids(verb, "nsubj"))


def _under_nor(tree: Tree, verb: int) -> bool:
    """ "Neither admitted nor denied": the second verb has its "nor" on the first."""
    token = tree.tokens[verb]
    if token.dep != "conj" or token.head == verb or not tree.is_verb(token.head):
        return False
    return any(
        tree.tokens[k].lemma == "nor" and token.head < k < verb
        for k in tree.kids(token.head, "cc", "preconj")
    )


def tense_of(tree: Tree, verb: int, aux: list[int]) -> str:
    """Past, present or future, from the verb's form and its auxiliaries."""
    words = [tree.tokens[a].text.lower() for a in aux]
    tags = [tree.tokens[a].tag for a in aux]
    if any(w in ("will", "'ll", "’ll", "shall", "wo") for w in words):
        return "future"
    if tree.tokens[verb].tag in ("VBD", "VBN") and not any(t in ("VBP", "VBZ") for t in tags):
        return "past"
    if "VBD" in tags:
        return "past"
    if any(w in ("has", "have", "'s", "’s", "had", "having") for w in words) and (
        tree.tokens[verb].tag in ("VBN", "VBD")
    ):
        return "past"
    return "present"


def looks_ahead(tree: Tree, verb: int) -> bool:
    """Whether a verb tells of now or of what comes: finite, and neither past nor bare."""
    helpers = auxiliaries(tree, verb)
    if any(tree.tokens[a].tag == "TO" for a in helpers):
        return False
    present = tree.tokens[verb].tag in ("VBZ", "VBP") or any(
        tree.tokens[a].tag in ("VBZ", "VBP", "MD") for a in helpers
    )
    return present and tense_of(tree, verb, helpers) != "past"


def clauses_below(tree: Tree, number: int, *deps: str) -> list[int]:
    """Verbs below a token with one of some clausal relations (any where none is given)."""
    deps = deps or ("ccomp", "csubj", "xcomp", "advcl", "acl", "relcl")
    return [k for k in tree.kids(number, *deps) if tree.is_verb(k)]


def phrase_of(tree: Tree, numbers: list[int]) -> str:
    """The words of some tokens with clitics joined ("won't")."""
    ordered = sorted(set(numbers))
    words: list[str] = []
    for at in ordered:
        text = tree.tokens[at].text
        glue = text.startswith(("n't", "n’t", "'", "’")) or (
            text == "not" and words[-1:] == ["can"]
        )
        if glue and words:
            words[-1] += text
        else:
            words.append(text)
    return " ".join(words)


def mood_of(tree: Tree, verb: int, above: Mood | None = None) -> Mood:
    """The mood of a verb by itself, or that of the clause above where it has none of its own."""
    aux = auxiliaries(tree, verb)
    negated = is_negated(tree, verb)
    tense = tense_of(tree, verb, aux)
    for a in aux:
        word = tree.tokens[a].text.lower()
        if tree.tokens[a].tag != "MD":
            continue
        return _under_a_view(_modal_mood(tree, verb, a, word, negated), above)
    if above is not None and above.modal == SEEMS and tree.tokens[verb].tag in ("VB", "VBN"):
        done = any(tree.tokens[a].lemma == "have" for a in aux)
        told = "past" if done else "present"
        return Mood("fact", above.phrase, negated or above.negated, told, SEEMS)
    if _had_better(tree, verb, aux):
        return Mood("call", "had better", negated, "present", "must")
    if _yet_to(tree, verb):
        return Mood("fact", "", True, "past", "")
    if _placed_to(tree, verb):
        return Mood("ability", "", negated, "present", "can")
    if _going_to(tree, verb):
        going = tree.tokens[verb].head
        denied = negated or is_negated(tree, going)
        words = [*tree.kids(going, "neg", "advmod"), going] if denied else [going]
        phrase = f"{phrase_of(tree, words)} to"
        return Mood("forecast", phrase, denied, "future", "" if denied else "will")
    finite = any(tree.tokens[a].tag in ("VBZ", "VBP", "VBD") for a in aux)
    bare = tree.tokens[verb].tag in ("VB", "VBG", "VBN") and not finite
    if above is not None and above.mode != "fact" and bare:
        return replace(above, negated=negated)
    if above is not None and tense == "present" and above.mode in ("forecast", "counterfactual"):
        return replace(above, negated=negated)
    return Mood("fact", "", negated, tense, "")


def view_phrase(tree: Tree, verb: int) -> str:
    """ "Expects", "does not expect", "no one expects": the holder only where it is nobody."""
    words = [verb, *tree.kids(verb, "neg")]
    words += [k for k in tree.kids(verb, "advmod") if k < verb and tree.children[k]]
    if tree.kids(verb, "neg"):
        words += tree.kids(verb, "aux")
    for subject in tree.kids(verb, "nsubj"):
        below = [subject, *tree.kids(subject, "det", "amod")]
        if any(
            tree.tokens[b].text.lower() in ("no", "nobody", "none", "few", "neither") for b in below
        ):
            words += below
    words += [n for k in list(words) for n in tree.kids(k, "neg")]
    return phrase_of(tree, words)


def _under_a_view(mood: Mood, above: Mood | None) -> Mood:
    """ "Doubts that X would": the phrase is that of the view with the modal under it."""
    if above is None or above.modal != VIEW or mood.mode not in ("forecast", "call", "ability"):
        return mood
    negated = mood.negated != above.negated
    return replace(mood, mode="forecast", phrase=f"{above.phrase} {mood.phrase}", negated=negated)


def _modal_mood(tree: Tree, verb: int, aux: int, word: str, negated: bool) -> Mood:
    adverbs = [
        k
        for k in tree.kids(verb, "advmod")
        if tree.tokens[k].lemma
        in (
            "likely",
            "probably",
            "possibly",
            "certainly",
            "almost",
            "perhaps",
            "surely",
            "well",
            "eventually",
            "hardly",
            "scarcely",
            "barely",
            "inevitably",
            "presumably",
            "conceivably",
            "undoubtedly",
            "unlikely",
        )
    ]
    adverbs += [k for a in adverbs for k in tree.kids(a, "advmod")]
    negs = tree.kids(verb, "neg")
    phrase = phrase_of(tree, [aux, *negs, *adverbs])
    have = any(
        tree.tokens[a].lemma == "have" and tree.tokens[verb].tag == "VBN"
        for a in tree.kids(verb, "aux")
    )
    if word in ("would", "could", "should", "'d", "’d") and have:
        return Mood("counterfactual", phrase, negated, "past", word)
    if word in ("may", "might", "must") and have:
        return Mood("fact", phrase, negated, "past", word)
    if word in CALLING_MODALS:
        return Mood("call", phrase, negated, "present", word)
    if word in ("can", "ca", "cannot"):
        return Mood("ability", phrase, negated, "present", "can")
    if word in FORECAST_MODALS:
        modal = "will" if word in ("'ll", "’ll", "wo", "shall") else word
        modal = "would" if modal in ("'d", "’d") else modal
        return Mood("forecast", phrase, negated, "future", modal)
    return Mood("fact", "", negated, "present", word)


def _had_better(tree: Tree, verb: int, aux: list[int]) -> bool:
    """ "Had better prepare": advice, though told with a past auxiliary."""
    had = any(tree.tokens[a].text.lower() in ("had", "'d", "’d") for a in aux)
    better = any(tree.tokens[k].text.lower() == "better" for k in tree.kids(verb, "advmod"))
    return had and better and tree.tokens[verb].tag == "VB"


def _yet_to(tree: Tree, verb: int) -> bool:
    """ "Has yet to ratify" says that it has not."""
    token = tree.tokens[verb]
    head = tree.tokens[token.head]
    yet = any(
        tree.tokens[k].lemma == "yet" for k in [*tree.children[token.head], *tree.children[verb]]
    )
    return token.dep == "xcomp" and head.lemma == "have" and yet


PLACED = frozenset("position place equip suit".split())


def _placed_to(tree: Tree, verb: int) -> bool:
    """ "Is well placed to mediate": what it can do, not what it does."""
    head = tree.tokens[tree.tokens[verb].head]
    return tree.tokens[verb].dep == "xcomp" and head.tag == "VBN" and head.lemma in PLACED


def _going_to(tree: Tree, verb: int) -> bool:
    token = tree.tokens[verb]
    if token.dep != "xcomp" or token.head == verb:
        return False
    head = tree.tokens[token.head]
    return head.lemma == "go" and head.tag == "VBG"
