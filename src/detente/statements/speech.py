"""Who is speaking: "Lavrov said", "according to Stephen Nagy", a transcript's speaker label."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.statements.parties import PartyFinder
from detente.statements.trees import Tree

LABEL = re.compile(
    r"^\s*(?P<name>(?:[A-Z][A-Z.’'-]*\s){0,5}[A-Z][A-Z.’'-]+|"
    r"(?:[A-Z][\w.’'-]+\s){0,5}[A-Z][\w.’'-]+)(?:\s*\([^)]{1,60}\))?:\s+(?=\S)"
)
SUBORDINATE = ("ccomp", "xcomp", "relcl", "acl", "advcl")
# Those whose words are a judgement and who act for no state.
EXPERTS = frozenset(
    "analyst expert observer researcher professor scholar commentator fellow economist strategist "
    "insider historian specialist pundit watcher critic diplomat academic consultant".split()
)
QUESTION = re.compile(r"^\s*(?:Q|QUESTION|Question|Reporter|REPORTER)\s*[:.]?\s+")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something: name as written, actor code where the speaker acts for one."""

    name: str
    code: str = ""
    verb: int = -1
    official: bool = False


def speaker_of(tree: Tree, verb: int, finder: PartyFinder) -> Speaker:
    """The speaker that is the subject of a speech verb; "he" is the one who spoke last."""
    for subject in tree.kids(verb, "nsubj"):
        token = tree.tokens[subject]
        voice = finder.discourse.voice
        if token.text.lower() in ("he", "she") and voice:
            return Speaker(voice[0], voice[1], verb, official=bool(voice[1]))
        if token.lemma in EXPERTS and not tree.kids(subject, "appos"):
            return Speaker(_described(tree, subject), "", verb)
        parties = finder.parties(subject, owners=False)
        if parties:
            party = parties[0]
            name = party.person or person_name(tree, subject) or party.role or token.text
            return Speaker(name, party.code, verb, official=True)
        name = person_name(tree, subject)
        if name:
            return Speaker(name, "", verb)
    return Speaker("", "", verb)


def _described(tree: Tree, number: int) -> str:
    """ "Western diplomats", "analysts in Accra": an unnamed speaker with the words around it."""
    near = [number, *tree.kids(number, "amod", "compound")]
    for prep in tree.kids(number, "prep"):
        if tree.tokens[prep].lemma in ("in", "at", "from"):
            near += [prep, *tree.kids(prep, "pobj")]
    return tree.words(near)


def voice_in(tree: Tree, finder: PartyFinder, speech: frozenset[str]) -> Speaker | None:
    """Whose words a sentence gives: the subject of its last speech verb, or "according to"."""
    for token in reversed(tree.tokens):
        if token.lemma not in speech or not tree.is_verb(token.number):
            continue
        modal = any(tree.tokens[k].tag == "MD" for k in tree.kids(token.number, "aux"))
        if not modal and token.dep not in SUBORDINATE and not tree.kids(token.number, "dobj"):
            who = speaker_of(tree, token.number, finder)
            if who.name:
                return who
    return according_to(tree, finder)


def is_trailing(tree: Tree, said: Speaker) -> bool:
    """Whether "…, Diallo said" stands behind what is said, after a comma or a quotation mark."""
    if said.verb < 0:
        return False
    first = min(n for s in tree.kids(said.verb, "nsubj") for n in tree.subtree(s))
    first = min(first, said.verb)
    before = tree.tokens[first - 1].text if first else ""
    return before in (",", "”", '"', "''", "’") and not tree.kids(said.verb, "dobj")


def person_name(tree: Tree, number: int) -> str:
    """The run of proper nouns that a noun phrase is headed by; empty where it is no name."""
    token = tree.tokens[number]
    if token.mention is not None:
        return token.mention.words
    if token.tag not in ("NNP", "NNPS"):
        for kid in tree.kids(number, "appos"):
            if tree.tokens[kid].tag == "NNP":
                return person_name(tree, kid)
        return ""
    first = number
    while (
        first > 0
        and tree.tokens[first - 1].tag in ("NNP", "NNPS", "HYPH")
        and (tree.tokens[first - 1].mention is None)
    ):
        first -= 1
    last = number
    while (
        last + 1 < len(tree.tokens)
        and tree.tokens[last + 1].tag in ("NNP", "HYPH")
        and (tree.tokens[last + 1].mention is None)
    ):
        last += 1
    return tree.words(list(range(first, last + 1)))


def according_to(tree: Tree, finder: PartyFinder) -> Speaker | None:
    """The source named by "according to", if any."""
    for token in tree.tokens:
        if token.lemma == "accord" and token.text.lower() == "according":
            for to in tree.kids(token.number, "prep"):
                for pobj in tree.kids(to, "pobj"):
                    parties = finder.parties(pobj, owners=False)
                    name = person_name(tree, pobj)
                    if parties:
                        return Speaker(name or parties[0].person, parties[0].code, -1, True)
                    if name:
                        return Speaker(name)
    return None


def label_of(text: str) -> tuple[str, int]:
    """A transcript's speaker label and its length in characters; empty where there is none."""
    found = LABEL.match(text)
    if found is None or len(found.group("name").split()) > 6:
        return "", 0
    return found.group("name"), found.end()


def is_question_line(text: str) -> bool:
    """Whether a transcript line is a reporter's question."""
    return bool(QUESTION.match(text)) or text.rstrip('"”’ ').endswith("?")
