"""The mood of a clause: told as fact, judged likely, called for, merely possible, denied.

The mood decides a statement's kind before any action code is looked at, so that a forecast can
never surface as an event.
"""

from __future__ import annotations

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
LIKELIHOOD_ADJECTIVES = frozenset(
    "likely unlikely probable improbable possible impossible certain uncertain conceivable "
    "inconceivable doubtful inevitable plausible implausible expected poised bound assured "
    "foreseeable unforeseeable sure".split()
)
HARD = frozenset("difficult hard tough challenging easy easier harder".split())
FORESEE = frozenset(
    "foresee imagine envision envisage see predict expect achieve reach conceive sustain "
    "reverse realize realise restore resume".split()
)
KNOWING = frozenset("know say tell judge determine assess ascertain understand".split())
LIKELIHOOD_NOUNS = frozenset(
    "likelihood chance prospect possibility probability odds expectation hope risk".split()
)
CALLING_ADJECTIVES = frozenset(
    "necessary essential vital crucial critical imperative important advisable urgent needed "
    "incumbent desirable indispensable required better prudent wise".split()
)
CALLING_VERBS = frozenset("need ought".split())
SET_VERBS = frozenset("set slate schedule plan due".split())
EXPECT_VERBS = frozenset("expect project forecast predict anticipate".split())
NEGATORS = frozenset(
    "not n't n’t never no neither nor hardly scarcely cannot without little".split()
)


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
        if token.dep == "neg" or token.lemma in ("never", "hardly", "scarcely", "neither"):
            return True
        if token.dep in ("nsubj", "nsubjpass", "dobj", "attr"):
            words = {tree.tokens[k].text.lower() for k in tree.kids(kid, "det", "neg", "amod")}
            if words & {"no", "neither", "little", "few"} and "a" not in words:
                return True
            if token.text.lower() in ("nothing", "none", "neither", "nobody"):
                return True
    return False


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
        tree.tokens[verb].tag == "VBN"
    ):
        return "past"
    return "present"


def _phrase(tree: Tree, numbers: list[int]) -> str:
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


def mood_of(tree: Tree, verb: int, above: Mood | None = None) -> Mood:
    """The mood of a verb by itself, or that of the clause above where it has none of its own."""
    aux = auxiliaries(tree, verb)
    negated = is_negated(tree, verb)
    tense = tense_of(tree, verb, aux)
    for a in aux:
        word = tree.tokens[a].text.lower()
        if tree.tokens[a].tag != "MD":
            continue
        return _modal_mood(tree, verb, a, word, negated)
    if _going_to(tree, verb):
        return Mood("forecast", "going to", negated, "future", "will")
    if above is not None and above.mode != "fact" and tree.tokens[verb].tag in ("VB", "VBG", "VBN"):
        return replace(above, negated=negated)
    if above is not None and tense == "present" and above.mode in ("forecast", "counterfactual"):
        return replace(above, negated=negated)
    return Mood("fact", "", negated, tense, "")


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
            "inevitably",
            "presumably",
            "conceivably",
            "undoubtedly",
            "unlikely",
        )
    ]
    adverbs += [k for a in adverbs for k in tree.kids(a, "advmod")]
    negs = tree.kids(verb, "neg")
    phrase = _phrase(tree, [aux, *negs, *adverbs])
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


def _going_to(tree: Tree, verb: int) -> bool:
    token = tree.tokens[verb]
    if token.dep != "xcomp" or token.head == verb:
        return False
    head = tree.tokens[token.head]
    return head.lemma == "go" and head.tag == "VBG"


@dataclass(frozen=True, slots=True)
class Judged:
    """A likelihood or a call put into an adjective or noun, and the words it is about.

    Attributes:
        mood: the mood that it gives.
        about: tokens of the verbs or nouns that are judged.
        words: tokens of the phrase.
    """

    mood: Mood
    about: tuple[int, ...]
    words: tuple[int, ...]


def judged_by(tree: Tree, verb: int) -> Judged | None:
    """What a copula, "expected to", "set to", "make … unlikely" or "little chance of" judges."""
    token = tree.tokens[verb]
    if token.lemma in ("need", "require"):
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
        about = [k for k in tree.kids(verb, "dobj") if tree.tokens[k].mention is None]
    if not about or not _subjects(tree, verb):
        return None
    phrase = tree.tokens[verb].text + (" to" if tree.kids(verb, "xcomp") else "")
    return Judged(Mood("call", phrase, False, "present", "need"), tuple(about), (verb,))


def _is_to(tree: Tree, verb: int) -> Judged | None:
    """ "Is to host the summit": an arrangement."""
    if tree.tokens[verb].tag not in ("VBZ", "VBP") or tree.kids(verb, "acomp", "attr"):
        return None
    for kid in tree.kids(verb, "xcomp"):
        if tree.tokens[kid].tag == "VB" and any(
            tree.tokens[a].text == "to" for a in tree.kids(kid, "aux")
        ):
            mood = Mood("scheduled", f"{tree.tokens[verb].text} to", False, "future", "is to")
            return Judged(mood, (kid,), (verb,))
    return None


def _judged_by_participle(tree: Tree, verb: int) -> Judged | None:
    token = tree.tokens[verb]
    passive = tree.kids(verb, "auxpass") or token.dep in ("acl", "acomp") or token.tag == "VBN"
    if not passive:
        return None
    clauses = tree.kids(verb, "xcomp", "ccomp")
    aux = auxiliaries(tree, verb)
    words = [*aux, *tree.kids(verb, "neg"), *_strengtheners(tree, verb), verb]
    phrase = _phrase(tree, words) + (" to" if tree.kids(verb, "xcomp") else "")
    if token.lemma in SET_VERBS and not clauses:
        if token.dep != "acl" or not tree.is_noun(token.head):
            return None
        mood = Mood("scheduled", "", False, "future", "scheduled")
        return Judged(mood, (token.head,), (verb,))
    if token.lemma == "require":
        return None
    mode = "scheduled" if token.lemma in ("schedule", "slate", "plan", "due") else "forecast"
    about = clauses or _subjects(tree, verb)
    mood = Mood(mode, phrase, bool(tree.kids(verb, "neg")), "future", "expected")
    return Judged(mood, tuple(about), tuple(words))


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
    core = _phrase(tree, [*copula, *words])
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
            mood = Mood("forecast", _phrase(tree, words), False, "future", "")
            return Judged(mood, tuple(about), tuple(words))
    return None


def _called_for(tree: Tree, verb: int, adjective: int) -> Judged | None:
    clauses = tree.kids(adjective, "xcomp", "ccomp") + tree.kids(verb, "xcomp", "ccomp", "csubj")
    about = [c for c in clauses if c != adjective]
    if not about and tree.tokens[adjective].lemma in ("important", "better", "required", "wise"):
        return None
    of = any(tree.tokens[p].lemma in ("of", "to") for p in tree.kids(adjective, "prep"))
    past = tense_of(tree, verb, auxiliaries(tree, verb)) == "past"
    if not about and (of or past):
        return None
    about = about or _subjects(tree, verb)
    words = [verb, adjective]
    return Judged(
        Mood("call", _phrase(tree, words), False, "present", ""), tuple(about), tuple(words)
    )


def _judged_by_noun(tree: Tree, verb: int, noun: int) -> Judged | None:
    about: list[int] = []
    for prep in tree.kids(noun, "prep"):
        if tree.tokens[prep].lemma in ("of", "for", "that"):
            about.extend(tree.kids(prep, "pcomp", "pobj"))
    about.extend(tree.kids(noun, "acl", "ccomp"))
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
    words = [*tree.kids(noun, "amod", "det", "neg"), noun]
    mood = Mood("forecast", _phrase(tree, words), False, "future", "")
    return Judged(mood, tuple(about), tuple(words))
