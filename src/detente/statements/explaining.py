"""Why a statement says what it says: words, rows of the tables, rules, and what else there was.

Each field is decided in steps; the last step of a field is the one that counts. A step names its
place: a row of a table (``verbs.tsv:120``) or the line of a rule (``statements/kinds.py:97``).

A step that chose among scored readings has a score and a margin, the distance to the best reading
that would have given another value. The score of a verb's sense is 10 for each particle word that
counts, 1 for objects of a named class and 2 or more for a named object (1 for each of its words
more), less a tenth for each particle word; of a noun's sense its number of words; of a way to a
target its rank from the last way. Margins compare readings of one step only: they are no
probabilities, and those of different fields can't be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.codebook.senses import NounSense, VerbSense
from detente.model import Statement
from detente.statements.discourse import Party
from detente.statements.tracing import SentenceTrace, Trace, Traced, rule_file, rule_text
from detente.statements.trees import NOUN_TAGS, Token
from detente.statements.triggers import DEEPEST, Trigger, triggers_of

if TYPE_CHECKING:
    from detente.statements.clauses import ClauseReader
    from detente.statements.drafts import Change

MOST_LISTED = 5
NOMINAL = "statements/nominals.py"
STANDS_FOR = (*NOUN_TAGS, "PRP", "PRP$", "DT", "CD")


@dataclass(frozen=True, slots=True)
class Reading:
    """Another reading that a step did not take; ``score`` is None where there was none."""

    value: str
    place: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One decision on the way to a statement.

    Attributes:
        field: ``mood``, ``kind``, ``code``, ``source`` or ``target``.
        value: what it decided, empty for nothing.
        place: row of a table or line of a rule.
        why: in words.
        score, margin: of what was taken, and its distance to the next; None where a rule decided.
        instead_of: the readings not taken, best first, at most five.
    """

    field: str
    value: str
    place: str
    why: str
    score: float | None = None
    margin: float | None = None
    instead_of: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """A draft of the same sentence that came to nothing, and the rule that dropped it."""

    words: str
    draft: str
    place: str
    why: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one statement was decided."""

    triggers: tuple[Trigger, ...]
    steps: tuple[Step, ...]
    dropped: tuple[Dropped, ...]

    def decided(self, field: str) -> Step | None:
        """The step that decided a field in the end; None where none did."""
        return next((step for step in reversed(self.steps) if step.field == field), None)


def explained(trace: Trace) -> Iterator[tuple[Statement, Explanation]]:
    """The statements of a traced document in their order, each with its explanation."""
    for sentence in trace.sentences:
        dropped = dropped_in(sentence)
        for statement in sentence.statements:
            traced = next(t for t in sentence.drafts if t.statement is statement)
            again = [t.draft for t in sentence.drafts if _same_again(t, statement)]
            triggers = triggers_of(traced.draft, traced.reader, again)
            yield statement, Explanation(triggers, tuple(_steps(traced)), dropped)


def dropped_in(sentence: SentenceTrace) -> tuple[Dropped, ...]:
    """The drafts of a sentence that came to no statement."""
    kept = {id(statement) for statement in sentence.statements}
    return tuple(
        _dropped(traced, sentence.statements)
        for traced in sentence.drafts
        if traced.statement is None or id(traced.statement) not in kept
    )


def _same_again(traced: Traced, statement: Statement) -> bool:
    """Whether another draft told the same: whichever goes, the other would still stand."""
    other = traced.statement
    return other is not None and other is not statement and _what(other) == _what(statement)


def _what(row: Statement) -> tuple[object, ...]:
    sides: object = (row.source, row.target) if row.directed else row.parties
    return row.kind, sides, row.action


def _dropped(traced: Traced, kept: Sequence[Statement]) -> Dropped:
    draft, tree = traced.draft, traced.reader.tree
    parties = " > ".join(",".join(p.code for p in side) for side in (draft.source, draft.target))
    what = " ".join(filter(None, (draft.kind, parties.strip(" >"), "/".join(draft.codes))))
    words = tree.tokens[draft.predicate].text
    if traced.refused:
        rule, _, line = traced.refused[-1].rpartition(":")
        asked = " of ".join(one.rpartition(":")[0] for one in reversed(traced.refused))
        return Dropped(words, what, f"{rule_file(rule)}:{line}", f"{asked}: {rule_text(rule)}")
    said = [reason for reason in draft.reasons if reason.startswith("dropped: ")]
    if said:
        place = "statements/fallbacks.py"
        return Dropped(words, what, place, said[-1].removeprefix("dropped: "))
    if traced.statement is not None and any(_what(traced.statement) == _what(s) for s in kept):
        return Dropped(words, what, "statements/sentence_reader.py", "says the same once more")
    return Dropped(words, what, NOMINAL, "gave way to another reading of the same words")


def _steps(traced: Traced) -> Iterator[Step]:
    yield from _code_steps(traced)
    yield from _kind_steps(traced)
    for field in ("source", "target"):
        yield from _party_steps(traced, field)


def _code_steps(traced: Traced) -> Iterator[Step]:
    draft, reader = traced.draft, traced.reader
    if reader.tree.is_verb(draft.predicate):
        yield from _verb_steps(draft.predicate, reader)
    elif draft.meaning.noun is not None:
        yield _noun_step(draft.meaning.noun, draft.predicate, reader)
    yield from _changed(traced, "codes", "code")


def _verb_steps(verb: int, reader: ClauseReader, depth: int = 0) -> Iterator[Step]:
    """The sense of a verb; for an operator also what it works on and what that comes to."""
    frames, lemma = reader.frames, reader.tree.tokens[verb].lemma
    senses = frames.senses(verb)
    if not senses:
        place = "verbs.tsv"
        yield Step("code", "", place, f"no sense of {lemma!r} fits what stands beside it")
        return
    sense, rank = senses[0]
    others = tuple(
        Reading(f"{_verb_words(one)} {one.code}", f"verbs.tsv:{one.line}", _score(place))
        for one, place in senses[1:]
    )
    rivals = [_score(place) for one, place in senses[1:] if one.code != sense.code]
    yield Step(
        "code",
        sense.code,
        f"verbs.tsv:{sense.line}",
        f"verb {_verb_words(sense)}",
        _score(rank),
        round(_score(rank) - max(rivals), 1) if rivals else None,
        others[:MOST_LISTED],
    )
    if sense.is_operator and depth < DEEPEST:
        yield from _operated_steps(verb, sense, reader, depth)


def _operated_steps(
    verb: int, sense: VerbSense, reader: ClauseReader, depth: int
) -> Iterator[Step]:
    meaning = reader.frames.meaning(verb)
    noun, on = meaning.noun, ""
    if noun is not None and noun.code and meaning.objects:
        yield _noun_step(noun, meaning.objects[0], reader)
        on = f" on noun {noun.noun!r}"
    elif meaning.complement >= 0:
        yield from _verb_steps(meaning.complement, reader, depth + 1)
        on = f" on verb {reader.tree.tokens[meaning.complement].lemma!r}"
    value = "/".join(meaning.codes)
    yield Step("code", value, "codebook/algebra.py", f"operator {sense.code}{on}")


def _noun_step(noun: NounSense, number: int, reader: ClauseReader) -> Step:
    words = len(noun.noun.split())
    shorter = [one for one in reader.frames.noun_senses(number) if one.line != noun.line]
    others = tuple(
        Reading(f"{one.noun!r} {one.code}".strip(), f"nouns.tsv:{one.line}", len(one.noun.split()))
        for one in shorter
    )
    rivals = [len(one.noun.split()) for one in shorter if one.code != noun.code]
    return Step(
        "code",
        noun.code,
        f"nouns.tsv:{noun.line}",
        f"noun {noun.noun!r}",
        words,
        words - max(rivals) if rivals else None,
        others[:MOST_LISTED],
    )


def _kind_steps(traced: Traced) -> Iterator[Step]:
    draft = traced.draft
    mood = draft.mood
    told = f"the clause is told as {mood.mode}, {mood.tense}"
    told += ", negated" if mood.negated else ""
    told += f", by {mood.phrase!r}" if mood.phrase else ""
    yield Step("mood", mood.mode, "statements/modality.py", told)
    begun = str(traced.begun["kind"])
    if begun:
        yield Step("kind", begun, NOMINAL, "what a noun or a date ahead tells")
    yield from _changed(traced, "kind", "kind")


def _party_steps(traced: Traced, field: str) -> Iterator[Step]:
    begun = _begun(traced, field)
    swapped = traced.draft.meaning.frame == "o>s"
    if field == "source":
        why = "whom the verb's frame o>s makes the actor" if swapped else "who acts in the clause"
        yield _first_step(traced, field, begun, why)
    elif traced.ways and not swapped:
        yield _way_step(traced, begun)
    else:
        yield _first_step(traced, field, begun, "whom the clause names beside the actor")
    yield from _changed(traced, field, field)


def _begun(traced: Traced, field: str) -> tuple[Party, ...]:
    """The parties that a draft was made with."""
    parties = traced.begun[field]
    assert isinstance(parties, tuple)
    return parties


def _first_step(traced: Traced, field: str, parties: Sequence[Party], why: str) -> Step:
    place = "statements/targets.py" if traced.ways else NOMINAL
    return Step(field, _codes(parties), place, f"{why}: {_named(parties, traced)}")


def _way_step(traced: Traced, parties: Sequence[Party]) -> Step:
    """The way on which the target was found, and the parties that later ways lead to."""
    names = [way for way, _ in traced.ways]
    way = traced.draft.way
    rank = names.index(way) if way in names else -1
    taken = {party.code for side in ("source", "target") for party in _begun(traced, side)}
    later = [
        (name, [code for code in codes if code not in taken], len(names) - at)
        for at, (name, codes) in enumerate(traced.ways)
        if at > rank
    ]
    others = tuple(
        Reading(f"{','.join(codes)} as {name}", "statements/targets.py", score)
        for name, codes, score in later
        if codes
    )
    if not way:
        why = "nobody in the clause but the actor"
        return Step("target", _codes(parties), "statements/targets.py", why)
    if way not in names:
        why = f"found as {way}: {_named(parties, traced)}"
        place = "statements/targets.py"
        return Step("target", _codes(parties), place, why, instead_of=others[:MOST_LISTED])
    score = len(names) - rank
    rivals = [other.score or 0 for other in others]
    return Step(
        "target",
        _codes(parties),
        "statements/targets.py",
        f"found as {way}: {_named(parties, traced)}",
        score,
        score - max(rivals) if rivals else None,
        others[:MOST_LISTED],
    )


def _changed(traced: Traced, name: str, field: str) -> Iterator[Step]:
    """The steps that rules took after the draft was made."""
    value = traced.begun[name]
    for change in traced.draft.changes:
        if change.name == name and change.value != value:
            value = change.value
            yield _rule_step(change, field)


def _rule_step(change: Change, field: str) -> Step:
    value = change.value
    if isinstance(value, tuple):
        value = _codes(value) if field in ("source", "target") else "/".join(map(str, value))
    why = rule_text(change.rule) or change.rule
    return Step(field, str(value), f"{rule_file(change.rule)}:{change.line}", why)


def _codes(parties: Iterable[Party]) -> str:
    return ",".join(dict.fromkeys(party.code for party in parties))


def _named(parties: Sequence[Party], traced: Traced) -> str:
    """Each party with the word that stands for it."""
    said = [
        f"{party.code} by {token.text!r} at {token.start}"
        if (token := _word_for(party, traced)) is not None
        else f"{party.code} from the context"
        for party in parties
    ]
    return "; ".join(said) or "nobody"


def _word_for(party: Party, traced: Traced) -> Token | None:
    """The word that a party stands behind; one remembered from an earlier sentence has none."""
    tokens = traced.reader.tree.tokens
    if not 0 <= party.token < len(tokens):
        return None
    token = tokens[party.token]
    named = token.mention is not None and party.code in token.mention.codes
    return token if named or (token.mention is None and token.tag in STANDS_FOR) else None


def _score(rank: tuple[int, int, int]) -> float:
    return round(10 * rank[0] + rank[1] + rank[2] / 10, 1)


def _verb_words(sense: VerbSense) -> str:
    words = f"{sense.verb} {sense.particle}".strip()
    objects = "|".join(sense.objects[:3]) + ("|…" if len(sense.objects) > 3 else "")
    return f"{words!r}" + (f" with {objects}" if objects else "")
