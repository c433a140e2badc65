"""The rows of the lexicon's tables as typed, frozen values."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

ROLES = ("incentive", "constraint", "dependence", "leverage")
RELATION_KINDS = ("label", "quality", "noun")
VERB_FRAMES = ("s>o", "o>s", "mutual", "s")
MOTIVE_FRAMES = ("s", "s>o", "o>s")
TRAITS = ("actor", "person", "clause", "none", "label")


@dataclass(frozen=True, slots=True)
class VerbSense:
    """One meaning of a verb, with the objects for which it has that meaning.

    Attributes:
        verb: head lemma, as "break" for "break off".
        particle: the words that go with it, as "off" or "down on"; empty where there are none.
        objects: noun lemmas and ``@classes``; empty means any object.
        code: PLOVER root, or an operator as ``=STOP``.
        frame: ``s>o`` the subject acts on the object, ``o>s`` the object on the subject,
            ``mutual``, or ``s`` where the other party is in a prepositional phrase or unnamed;
            empty for a verb that makes no statement.
        target_prepositions: introduce the other party.
        sectors: that the verb itself implies.
        change: start, rise, fall, halt, resume, hold or empty.
        line: line of ``verbs.tsv``.
    """

    verb: str
    particle: str
    objects: tuple[str, ...]
    code: str
    frame: str
    target_prepositions: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    change: str = ""
    line: int = 0

    @property
    def is_operator(self) -> bool:
        """True where the code depends on what the verb acts on."""
        return self.code.startswith("=")


@dataclass(frozen=True, slots=True)
class NounSense:
    """What a noun names.

    Attributes:
        noun: lemma or several words, as in the table.
        head: the word on which the others depend: "drill" of "military drill", "ban" of
            "ban on import".
        code: PLOVER root of the happening it names; empty for things, topics and operators.
        noun_class: the class that ``verbs.tsv`` refers to.
        mutual: True where no party acts on the other.
        target_prepositions: introduce the other party.
        is_event: True where the noun alone can report a happening.
        sectors: that the noun itself implies.
        line: line of ``nouns.tsv``.
        operator: for a noun that takes its meaning from what it is of ("resumption of talks"),
            the operator to apply to that; empty otherwise.
    """

    noun: str
    head: str
    code: str
    noun_class: str
    mutual: bool
    target_prepositions: tuple[str, ...] = ()
    is_event: bool = False
    sectors: tuple[str, ...] = ()
    line: int = 0
    operator: str = ""


@dataclass(frozen=True, slots=True)
class RelationTerm:
    """A word that says what a relation is: its level from -10 (war) to 10 (treaty alliance)."""

    term: str
    level: float
    kind: str
    sectors: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class MotiveCue:
    """A word that says why an actor acts; ``role`` is one of `ROLES`."""

    cue: str
    role: str
    frame: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """What stands beside a verb, as far as the choice of its sense needs to know.

    Attributes:
        nouns: the noun with what goes before it, the longest first: "joint drill", "drill".
        traits: which of `TRAITS` hold: the phrase names an actor or a person, is a clause, or
            characterises a relation.
    """

    nouns: Sequence[str] = ()
    traits: Collection[str] = field(default_factory=frozenset)
