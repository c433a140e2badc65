"""What an official is reported to say, turned into what the saying does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.statements.discourse import Party
from detente.statements.drafts import Draft
from detente.statements.speech import Speaker
from detente.statements.topics import stance_of

if TYPE_CHECKING:
    from detente.statements.clauses import ClauseReader

ALLEGED = "told in the words of an official"


def revoice(
    drafts: Sequence[Draft],
    said: Speaker,
    reader: ClauseReader,
    *,
    actors: tuple[Party, ...] = (),
) -> None:
    """Turn what an official is reported to say into what the saying does.

    A demand that another act is a REQUEST by the speaker; a position on contact a REJECT or an
    AGREE; the speaker's own act told in plain past stays an event without a speaker; a judgement
    of others keeps its speaker.
    """
    together = tuple(p for p in actors if not p.owner)
    for draft in drafts:
        if is_reprisal(draft, reader) and together:
            as_reprisal(draft, together, reader)
        elif draft.kind == "recommendation" and len({p.code for p in together}) > 1:
            _agree(draft, together)
    if not said.official or not said.code:
        return
    voice = Party(said.code, person=said.name)
    for draft in drafts:
        codes = {p.code for p in draft.source}
        if draft.kind == "recommendation" and said.code not in codes:
            draft.codes = ("REQUEST", *[c for c in draft.codes if c != "REQUEST"])
            _own(draft, voice, draft.source)
        elif draft.kind in ("forecast", "assessment") and (said.code in codes or not codes):
            _take_position(draft, voice, reader)
        if (
            draft.kind == "event"
            and codes
            and said.code not in codes
            and _is_quoted(said, draft, reader)
        ):
            draft.reasons.append(ALLEGED)
        own = said.code in codes and draft.kind in ("event", "omission", "assessment", "forecast")
        if own:
            draft.speaker, draft.speaker_code = "", ""


def is_reprisal(draft: Draft, reader: ClauseReader) -> bool:
    """ "Any attack will be met with a firm response": told of a blow that may come."""
    tree = reader.tree
    verb = draft.predicate
    told = draft.kind in ("forecast", "event") and draft.mood.modal in ("will", "would")
    if not told or draft.codes[:1] != ("THREATEN",) or tree.tokens[verb].lemma != "meet":
        return False
    return reader.who.is_passive(verb)


def as_reprisal(draft: Draft, voices: tuple[Party, ...], reader: ClauseReader) -> None:
    """A threat by those who say so to whoever would strike, on the condition of the blow."""
    tree = reader.tree
    own = {p.code for p in voices}
    struck: list[Party] = []
    for subject in tree.kids(draft.predicate, "nsubjpass"):
        by = [p for p in tree.kids(subject, "prep") if tree.tokens[p].lemma in ("by", "from")]
        doers = [o for b in by for o in tree.kids(b, "pobj")]
        doers = doers or tree.kids(subject, "poss", "amod", "compound", "nmod")
        struck += [p for d in doers for p in reader.finder.parties(d)]
        draft.condition = draft.condition or tree.words(tree.subtree(subject))
    draft.kind, draft.codes, draft.directed = "event", ("THREATEN",), True
    draft.source = voices
    draft.target = tuple(p for p in struck or draft.target if p.code not in own)
    draft.speaker, draft.speaker_code = "", ""
    draft.reasons.append("a threat to answer a blow")


def _agree(draft: Draft, together: tuple[Party, ...]) -> None:
    """What several say together should be done is what they agree on."""
    draft.kind, draft.directed = "event", False
    draft.codes = ("AGREE", *[c for c in draft.codes if c != "AGREE"])
    draft.source, draft.target = together, ()
    draft.speaker, draft.speaker_code = "", ""


def _is_quoted(said: Speaker, draft: Draft, reader: ClauseReader) -> bool:
    """Whether a speaker's word comes first or in quotation marks; "…, police said" only reports."""
    tokens = reader.tree.tokens
    marked = any(t.tag in ("``", "''") or t.text in ('"', "“", "”") for t in tokens)
    return marked or said.verb < draft.predicate


def _own(draft: Draft, voice: Party, target: tuple[Party, ...]) -> None:
    """What is said becomes the speaker's own act towards those whom it is about."""
    draft.kind = "event"
    draft.meaning = replace(draft.meaning, frame="s>o")
    draft.source = (voice,)
    draft.target = tuple(p for p in target if p.code != voice.code)
    draft.speaker, draft.speaker_code = "", ""
    draft.directed = True


def _take_position(draft: Draft, voice: Party, reader: ClauseReader) -> None:
    """A speaker's own stance on contact is an act: refusing it, or offering it."""
    words = " ".join(reader.tree.tokens[n].text for n in draft.tokens)
    stance = stance_of(words, condition="")
    others = draft.source + draft.target
    if stance == "closed" or (stance and draft.mood.negated):
        draft.codes = ("REJECT", *[c for c in draft.codes if c != "REJECT"])
    elif stance == "open" and draft.mood.modal in ("", "can", "will"):
        draft.codes = ("AGREE", "SUPPORT")
    else:
        return
    draft.reasons.append(f"the speaker's own position: {stance}")
    _own(draft, voice, others)
