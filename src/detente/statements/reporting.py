"""Reported speech and expectation: what is said or expected is read with its speaker."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.statements.discourse import Party
from detente.statements.drafts import Setting
from detente.statements.modality import SEEMS, VIEW, Mood, view_phrase
from detente.statements.speech import Speaker, speaker_of
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
    reader.below(verb, setting)
    return True


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
    for kid in content:
        reader.visit(kid, inner)
    reader.below(verb, setting)
    return True
