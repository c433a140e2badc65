"""The rough form of a statement while its clause is being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.statements.discourse import Party
from detente.statements.frames import Meaning
from detente.statements.modality import Mood


@dataclass(frozen=True, slots=True)
class Change:
    """That a rule gave a field of a draft a value: ``rule`` is ``module.function``."""

    name: str
    value: object
    rule: str
    line: int


@dataclass(slots=True)
class Draft:
    """A statement before its dates, sectors and text fields are filled in.

    Attributes:
        kind: one of the six.
        source, target: parties.
        predicate: the token that it hangs on; ``tokens`` those that support it.
        meaning: what the predicate was taken to mean.
        mood: how the clause is meant.
        changes: which rule changed what, in order; kept only under a trace.
    """

    kind: str
    source: tuple[Party, ...]
    target: tuple[Party, ...]
    predicate: int
    tokens: list[int]
    meaning: Meaning
    mood: Mood
    codes: tuple[str, ...] = ()
    directed: bool = True
    condition: str = ""
    condition_verb: int = -1
    speaker: str = ""
    speaker_code: str = ""
    denies: bool = False
    guessed: bool = False
    way: str = ""
    reasons: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a clause inherits from the one above it."""

    mood: Mood | None = None
    subject: tuple[Party, ...] = ()
    speaker: str = ""
    speaker_code: str = ""
    condition: str = ""
    condition_verb: int = -1
    reported: bool = False
