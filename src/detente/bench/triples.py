"""From statements to the triples of event coders: source country, target country, PLOVER root.

Event coders know one kind where the codebook here knows six, and count words as deeds that were
done by saying them. So a statement counts as follows:

========================  ====================================================================
event                     its own root
omission                  REJECT where its root is that; another omission is nothing that happened
scheduled                 AGREE for an act of cooperation, THREATEN for one of conflict
forecast                  the same, but only where the acting party itself says so
recommendation            REQUEST from the government that says so to those who should act
assessment                its own root where it has one: "Russia supplies the shells" is told as
                          how things stand, and is news all the same
========================  ====================================================================

What the official of another state is quoted as saying of a hostile act is an accusation. An act
that names no other side is one inside the state that it names.

A mutual act counts in both directions between all its parties, a directed one from every source
to every target. Armed groups stand for the state where they mainly act.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from detente.codebook import Codebook
from detente.model import Statement
from detente.statements.discourse import NAMELESS
from detente.statements.voices import ALLEGED

Sides = tuple[Sequence[str], Sequence[str]]


@dataclass(frozen=True, slots=True, order=True)
class Triple:
    """Who did what to whom.

    Attributes:
        source, target: ISO alpha-3, or the codebook's code of an organisation; empty where open.
        code: PLOVER root.
    """

    source: str
    target: str
    code: str


def triples_of(statements: Iterable[Statement], *, codebook: Codebook) -> tuple[Triple, ...]:
    """The triples that an event coder would take from statements, each once, in their order.

    A triple without a target counts only where no other of the same source and root has one.
    """
    found: dict[Triple, None] = {}
    for statement in _leading(statements, codebook):
        pairs = _pairs(statement, codebook)
        if _is_open(statement, codebook):
            pairs = iter([("", "")])
        for source, target in pairs:
            found.setdefault(Triple(source, target, event_root(statement, codebook)))
    complete = {(triple.source, triple.code) for triple in found if triple.target}
    kept = [t for t in found if t.target or (t.source, t.code) not in complete]
    if any(triple.source for triple in kept):
        kept = [triple for triple in kept if triple.source]
    if any(triple.source or triple.target for triple in kept):
        kept = [triple for triple in kept if triple.source or triple.target]
    kept = [t for t in kept if bool(t.source) == bool(t.target) or t.code not in BETWEEN_TWO]
    return tuple(dict.fromkeys(_at_home(triple) for triple in kept))


# With one side only these say how a state does, not what it does to anyone.
BETWEEN_TWO = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID", "AGREE"))


def _leading(statements: Iterable[Statement], codebook: Codebook) -> list[Statement]:
    """Those that count: a noun inside what a verb tells ("condemned the attack") does not."""
    rows = [s for s in statements if event_root(s, codebook)]
    said = [s for s in rows if s.kind == "event" and event_root(s, codebook) in SAID]
    rows = [s for s in rows if not any(_is_content(s, act) for act in said)]
    verbs = [s for s in rows if not _is_nominal(s)]
    return [s for s in rows if not (_is_nominal(s) and any(_within(s, v) for v in verbs))]


# Acts that are done in words, and tell of other acts without reporting them.
SAID = frozenset(("SUPPORT", "REQUEST", "ACCUSE", "AGREE", "REJECT", "THREATEN"))


def _is_content(inner: Statement, act: Statement) -> bool:
    """Whether a statement is what an act of words is about: "praised them for sending aid"."""
    same = inner is act or (inner.start, inner.end) == (act.start, act.end)
    return not same and act.start < inner.start and inner.end <= act.end


def _is_open(statement: Statement, codebook: Codebook) -> bool:
    """Whether only parties without a name act; what two do together needs two of them."""
    parties = statement.parties
    two = bool(statement.source and statement.target) or not statement.directed
    known = event_root(statement, codebook) in BETWEEN_TWO
    told = statement.kind == "event"
    return told and parties == {NAMELESS} and (two or not known)


def _is_nominal(statement: Statement) -> bool:
    return any(reason.startswith("noun ") for reason in statement.reasons[:1])


def _within(inner: Statement, outer: Statement) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _at_home(triple: Triple) -> Triple:
    """A triple with one side only is of what happens inside a state."""
    only = triple.source or triple.target
    return replace(triple, source=triple.source or only, target=triple.target or only)


def event_root(statement: Statement, codebook: Codebook) -> str:
    """The root under which an event coder would file a statement, empty for none."""
    action, kind = statement.action, statement.kind
    if is_alleged(statement, codebook):
        return "ACCUSE"
    if kind in ("event", "assessment"):
        return action
    if kind == "omission":
        return action if action == "REJECT" else ""
    if kind == "recommendation":
        addressed = statement.speaker_actor and statement.speaker_actor not in statement.source
        return "REQUEST" if addressed else ""
    if kind == "forecast" and statement.phrase.lower() in FLAT_REFUSAL:
        return "REJECT" if action and _announced(action, codebook) == "AGREE" else ""
    if kind == "scheduled" or (kind == "forecast" and _announces(statement)):
        return _announced(action, codebook)
    return ""


PLAIN_FUTURE = frozenset(
    "will|'ll|’ll|will be|shall|is to|are to|was to|is about to|are about to|be about to|"
    "is going to|are going to|going to|be going to|about to|is set to|are set to|be set to|"
    "set to|is due to|are due to|would".split("|")
)


FLAT_REFUSAL = frozenset(("will not", "won't", "won’t", "would not", "shall not", "will never"))


def _announces(statement: Statement) -> bool:
    """Whether a future act is told as decided, not judged likely."""
    own_word = statement.speaker_actor and statement.speaker_actor in statement.source
    return bool(own_word) or statement.phrase.lower() in PLAIN_FUTURE


def is_alleged(statement: Statement, codebook: Codebook) -> bool:
    """Whether an official of another state says that a hostile act was done."""
    if statement.kind != "event" or not statement.directed or not statement.action:
        return False
    if not any(ALLEGED in reason for reason in statement.reasons):
        return False
    hostile = codebook.intensity.quad(statement.action).endswith("conflict")
    voice = statement.speaker_actor
    return hostile and bool(voice) and voice not in statement.source


def _announced(action: str, codebook: Codebook) -> str:
    """What it is to announce an act: a promise of cooperation, a threat of conflict."""
    if not action or action in ("REQUEST", "ACCUSE", "REJECT", "THREATEN"):
        return action
    return "AGREE" if codebook.intensity.quad(action).endswith("cooperation") else "THREATEN"


def _pairs(statement: Statement, codebook: Codebook) -> Iterator[tuple[str, str]]:
    sources, targets = _sides(statement, codebook)
    for source in sources or ("",):
        others = [code for code in targets if code != source]
        domestic = bool(targets) and not others and len(sources) == 1
        for target in (source,) if domestic else others or ("",):
            if source or target:
                yield source, target


def _sides(statement: Statement, codebook: Codebook) -> Sides:
    source, target = statement.source, statement.target
    if is_alleged(statement, codebook):
        source, target = (statement.speaker_actor,), statement.source or statement.target
    elif statement.kind == "recommendation":
        source, target = (statement.speaker_actor,), statement.source
    elif not statement.directed:
        source = target = (*source, *target)
    return _countries(source, codebook), _countries(target, codebook)


def _countries(codes: Iterable[str], codebook: Codebook) -> list[str]:
    found: dict[str, None] = {}
    for code in codes:
        if code == NAMELESS:
            continue
        known = code in codebook.actors.codes()
        actor = codebook.actors.actor(code) if known else None
        found[actor.region if actor and actor.kind == "group" and actor.region else code] = None
    return [code for code in found if code]
