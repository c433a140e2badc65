"""Reported speech and expectation: what is said or expected is read with its speaker."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.statements.allegations import read_allegation
from detente.statements.discourse import Party
from detente.statements.drafts import Draft, Setting
from detente.statements.modality import SEEMS, VIEW, Mood, view_phrase
from detente.statements.speech import Speaker, person_name, speaker_of
from detente.statements.trees import Tree
from detente.statements.voices import revoice

if TYPE_CHECKING:
    from detente.statements.clauses import ClauseReader


def read_speech(
    reader: ClauseReader, verb: int, *, actors: tuple[Party, ...], setting: Setting
) -> bool:
    """Reported speech: what is said is read with its speaker; True where it was dealt with."""
    tree = reader.tree
    content = [k for k in tree.kids(verb, "ccomp", "xcomp", "parataxis") if tree.is_verb(k)]
    content += [k for k in tree.kids(verb, "ccomp") if not tree.is_verb(k)]
    for noun in tree.kids(verb, "dobj"):
        content += [k for k in tree.kids(noun, "acl", "ccomp", "relcl") if tree.is_content(k)]
    tag = tree.tokens[verb].dep in ("parataxis", "advcl") and not tree.kids(verb, "dobj")
    if not content and tag:
        reader.below(verb, setting)
        return True
    if not content:
        return False
    who = speaker_of(tree, verb, reader.finder)
    if not who.name and actors and not actors[0].owner:
        who = Speaker(actors[0].person or actors[0].role, actors[0].code, verb, official=True)
    said = who if who.name or who.code else Speaker(setting.speaker, setting.speaker_code)
    inner = replace(
        setting,
        speaker=said.name,
        speaker_code=said.code,
        reported=True,
        mood=None,
        subject=actors or setting.subject,
    )
    before = len(reader.drafts)
    for kid in content:
        reader.visit(kid, inner)
    revoice(reader.drafts[before:], said, reader, actors=actors)
    read_allegation(reader, verb, actors, content=content, before=before)
    reader.below(verb, setting)
    return True


# "It should be noted that": what follows is told, not called for.
NOTED = frozenset(
    "note stress emphasise emphasize remember recall add mention say point acknowledge recognise "
    "recognize underline underscore observe concede remark".split()
)


BELIEFS = frozenset("think believe suppose reckon imagine assume feel".split())


def read_aside(reader: ClauseReader, verb: int, *, setting: Setting) -> bool:
    """ "It should be noted that X …", "it is worth recalling that X …": reads what is told."""
    tree = reader.tree
    if _read_conviction(reader, verb, setting):
        return True
    impersonal = any(
        tree.tokens[s].text.lower() in ("it", "one") for s in tree.kids(verb, "nsubj", "nsubjpass")
    )
    at = verb
    if tree.tokens[verb].lemma == "be":
        worth = [k for k in tree.kids(verb, "acomp", "prep") if tree.tokens[k].lemma == "worth"]
        below = [k for w in worth for k in tree.kids(w, "pcomp", "xcomp", "ccomp")]
        at = below[0] if below else -1
    content = [k for k in tree.kids(at, "ccomp") if tree.is_verb(k)] if at >= 0 else []
    if not impersonal or not content or tree.tokens[at].lemma not in NOTED:
        return False
    if at == verb and not any(tree.tokens[a].tag == "MD" for a in tree.kids(verb, "aux")):
        return False
    reader.seen.add(at)
    for kid in content:
        reader.visit(kid, replace(setting, mood=None))
    reader.below(at, setting)
    return True


def _read_conviction(reader: ClauseReader, verb: int, setting: Setting) -> bool:
    """ "X is convinced that Y will …": what X is sure of, with X as the one who judges."""
    tree = reader.tree
    helped = tree.tokens[verb].lemma in CONVINCED and tree.kids(verb, "auxpass")
    holders = [verb] if helped else list(tree.kids(verb, "acomp"))
    if not helped and tree.tokens[verb].lemma not in ("be", "seem", "remain", "feel"):
        return False
    sure = [k for k in holders if tree.tokens[k].text.lower() in CONVINCED_OF]
    sure += [verb] if helped else []
    content = [k for h in {*sure, verb} for k in tree.kids(h, "ccomp") if tree.is_verb(k)]
    subjects = tree.kids(verb, "nsubj", "nsubjpass")
    # The parser hangs the subject of a long clause on its auxiliary.
    subjects += [s for a in tree.kids(verb, "auxpass") for s in tree.kids(a, "nsubj")]
    if not sure or not content or tree.kids(verb, "neg") or not subjects:
        return False
    if tree.tokens[subjects[0]].text.lower() in ("it", "this", "that"):
        return False
    name = person_name(tree, subjects[0])
    parties = reader.finder.parties(subjects[0], owners=False)
    code = parties[0].code if parties else ""
    own = tree.tokens[subjects[0]].text.lower() in ("i", "we")
    who = setting.speaker if own or not (name or code) else name
    reader.seen.update(sure)
    for kid in content:
        reader.visit(kid, replace(setting, speaker=who, speaker_code=code, mood=None))
    reader.below(verb, setting)
    return True


# Of whom they are told, they judge.
CONVINCED = frozenset(("convince", "persuade"))
CONVINCED_OF = frozenset(
    "convinced persuaded confident certain sure adamant optimistic pessimistic hopeful".split()
)


def is_belief(tree: Tree, verb: int) -> bool:
    """Whether a verb tells what someone thinks of what will be: "believe that X would …"."""
    if tree.tokens[verb].lemma not in BELIEFS:
        return False
    content = [k for k in tree.kids(verb, "ccomp") if tree.is_verb(k)]
    return any(tree.tokens[a].tag == "MD" for k in content for a in tree.kids(k, "aux", "auxpass"))


def read_expectation(
    reader: ClauseReader,
    verb: int,
    *,
    negated: bool,
    actors: tuple[Party, ...],
    setting: Setting,
) -> bool:
    """What someone expects, or what seems so; True where it was dealt with."""
    tree = reader.tree
    content = [k for k in tree.kids(verb, "ccomp", "xcomp") if tree.is_verb(k)]
    if not content or reader.who.is_passive(verb):
        return False
    seems = tree.tokens[verb].lemma in ("seem", "appear", "look")
    who = Speaker("") if seems else speaker_of(tree, verb, reader.finder)
    modal = SEEMS if seems else VIEW
    judged = Mood("forecast", view_phrase(tree, verb), negated, "future", modal)
    inner = replace(
        setting,
        speaker=who.name or setting.speaker,
        speaker_code=who.code,
        mood=judged,
        subject=actors,
    )
    before = len(reader.drafts)
    for kid in content:
        reader.visit(kid, inner)
    if not seems and _is_over(tree, verb) and any(not p.owner for p in actors):
        _as_beliefs(reader.drafts[before:], actors)
    reader.below(verb, setting)
    return True


def _is_over(tree: Tree, verb: int) -> bool:
    """ "Assumed", "had expected", "was hoping": told of what one thought then."""
    helpers = [tree.tokens[a] for a in tree.kids(verb, "aux")]
    told = tree.tokens[verb].tag == "VBD" or any(a.tag == "VBD" for a in helpers)
    return told and not any(a.tag == "MD" for a in helpers)


def _as_beliefs(drafts: list[Draft], actors: tuple[Party, ...]) -> None:
    """What a state once expected tells of its calculation, not of what will come."""
    own = {p.code for p in actors}
    for draft in drafts:
        if draft.kind == "forecast" and own & {p.code for p in draft.source + draft.target}:
            draft.kind, draft.codes = "assessment", ()
            draft.reasons.append("what one expected then")
