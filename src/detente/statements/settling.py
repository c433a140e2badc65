"""Drafts to statements: everything a statement carries beside its kind and parties."""

from __future__ import annotations

from dataclasses import replace

from detente.model import Coding, Document, Statement
from detente.statements import topics
from detente.statements.clauses import ClauseReader
from detente.statements.discourse import Party
from detente.statements.drafts import Draft, Setting
from detente.statements.timing import When
from detente.statements.trees import Tree


def settle_draft(draft: Draft, when: When, reader: ClauseReader, document: Document) -> Statement:
    """The statement of a draft with its dates, sectors, text fields and place."""
    tree = reader.tree
    tokens = draft.tokens or [draft.predicate]
    start, end = tree.span(tokens)
    mutual = not draft.directed
    parties = merged(draft.source + draft.target) if mutual else ()
    left = parties or draft.source
    right = parties or draft.target
    bare = Statement(
        document=document.id,
        kind=draft.kind,
        source=tuple(p.code for p in left),
        target=tuple(p.code for p in right),
        source_roles=tuple(p.person or p.role for p in left),
        target_roles=tuple(p.person or p.role for p in right),
        directed=draft.directed,
        codes=draft.codes,
        change=draft.meaning.change,
        time=when[0],
        begins_on=when[1],
        ends_on=when[2],
        speaker=draft.speaker,
        speaker_actor=draft.speaker_code,
        condition=draft.condition,
        condition_coding=_condition_coding(draft, reader),
        denies=draft.denies,
        objects=_objects(draft, tree),
        sentence_start=tree.sentence.start,
        sentence_end=tree.sentence.end,
        start=start,
        end=end,
        page=_page(document, start),
        trigger=tree.tokens[draft.predicate].text,
        reasons=tuple(r for r in draft.reasons if r),
    )
    lemmas = [tree.tokens[n].lemma for n in tokens]
    return _worded(bare, draft, reader, document.text[start:end], lemmas)


def _worded(
    bare: Statement, draft: Draft, reader: ClauseReader, words: str, lemmas: list[str]
) -> Statement:
    """Add what the words of a statement say beside who did what."""
    codebook = reader.codebook
    number, value = topics.quantity_of(words)
    hedged = draft.kind == "event" and draft.mood.mode == "fact"
    phrase = draft.mood.phrase if draft.kind == "forecast" or hedged else ""
    naming = draft.meaning.operator == "=JUDGE"
    label = motive = stance = ""
    if draft.kind in ("assessment", "event", "forecast"):
        label = topics.label_of(words, lemmas, codebook=codebook, named=naming)
    if draft.kind == "assessment":
        motive = topics.motive_of(lemmas, codebook=codebook)
    if draft.kind in ("assessment", "event", "omission"):
        stance = topics.stance_of(words, condition=draft.condition)
    return replace(
        bare,
        sectors=_sectors(draft, reader, lemmas),
        quantity=number,
        quantity_value=value,
        phrase=phrase,
        likelihood=codebook.likelihood.interval(phrase) if phrase else None,
        label=label,
        role=motive,
        stance=stance,
    )


def _sectors(draft: Draft, reader: ClauseReader, lemmas: list[str]) -> tuple[str, ...]:
    """Sectors from the clause, else from the sentence, else diplomatic."""
    code = draft.codes[0] if draft.codes else ""
    hinted = draft.meaning.sectors
    for words in (lemmas, [t.lemma for t in reader.tree.tokens]):
        if reader.codebook.lexicon.sectors_of(words):
            return topics.sectors_of(words, codebook=reader.codebook, code=code, hinted=hinted)
    found = topics.sectors_of(lemmas, codebook=reader.codebook, code=code, hinted=hinted)
    return found or topics.DEFAULTS.get(code, ("diplomatic",))


def merged(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """The parties without repeats, in order."""
    seen: dict[str, Party] = {}
    for party in parties:
        seen.setdefault(party.code, party)
    return tuple(seen.values())


def _condition_coding(draft: Draft, reader: ClauseReader) -> Coding | None:
    if draft.condition_verb < 0:
        return None
    verb = draft.condition_verb
    meaning = reader.frames.meaning(verb)
    actors = reader.who.subject(verb, Setting())
    target, _ = reader.who.target(verb, meaning, actors)
    if not actors and not target:
        return None
    return Coding(
        tuple(p.code for p in actors),
        tuple(p.code for p in target),
        meaning.codes[0] if meaning.codes else "",
    )


def _objects(draft: Draft, tree: Tree) -> tuple[str, ...]:
    found: list[str] = []
    for number in draft.meaning.objects:
        below = [
            n
            for n in tree.subtree(number, stop=("relcl", "conj", "cc", "punct", "acl", "appos"))
            if not _behind_preposition(tree, n, number)
        ]
        words = tree.words(below).strip(' ,;:“”"')
        if words and words not in found:
            found.append(words)
    return tuple(found[:6])


def _behind_preposition(tree: Tree, number: int, top: int) -> bool:
    """Whether a token hangs on another preposition than "of" below the object."""
    while number != top:
        if tree.tokens[number].dep == "prep" and tree.tokens[number].lemma != "of":
            return True
        number = tree.tokens[number].head
    return False


def _page(document: Document, start: int) -> int | None:
    if not document.pages:
        return None
    return sum(1 for begin in document.pages if begin <= start)
