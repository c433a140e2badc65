"""How doubtful a coded statement is, from what the coder said of it and who else reports it.

Each ground is a chance that the coding is wrong, and the grounds are taken as independent:
``1 - prod(1 - p)``. The chances are judgements of how often such a coding turns out wrong, not
measured; they order a queue and mean nothing by themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import prod

from detente.model import Statement

ALWAYS = 0.05
FILLED_IN = re.compile(r"from the (?:document['’]s )?context")
ELSEWHERE = re.compile(r"from the rest of the sentence|by who did it before|by same clause")
UNSURE_SENSE = re.compile(r"^no sense of|^no sense\b")


@dataclass(frozen=True, slots=True)
class Standing:
    """What others report of the same thing.

    Attributes:
        n_publishers: of its event; 1 where nobody else tells of it.
        contested: whether somebody denies it, or only one side alleges it.
    """

    n_publishers: int = 1
    contested: bool = False


def grounds(statement: Statement, standing: Standing) -> dict[str, float]:
    """Why a statement may be coded wrongly, each ground with its chance.

    Args:
        standing: of its event; one that is no event stands alone.
    """
    said = " | ".join(statement.reasons)
    missing = not statement.source or (statement.directed and not statement.target)
    told: tuple[tuple[str, float, bool], ...] = (
        ("a party is taken from the context", 0.4, bool(FILLED_IN.search(said))),
        ("a party stands outside the clause", 0.15, bool(ELSEWHERE.search(said))),
        ("a party is missing", 0.2, missing),
        ("the verb or noun is not in the vocabulary", 0.3, any(
            UNSURE_SENSE.search(reason) for reason in statement.reasons)),
        ("other actions fit nearly as well", 0.15, len(statement.codes) > 1),
        ("contested", 0.2, standing.contested),
        ("a single source", 0.1, standing.n_publishers < 2),
        ("no date", 0.1, statement.kind == "event" and not statement.time),
    )  # fmt: skip
    return {ground: chance for ground, chance, holds in told if holds}


def doubt(found: dict[str, float]) -> float:
    """The chance that a coding is wrong by any of its grounds, above 0 and below 1.

    >>> round(doubt({"contested": 0.2, "a single source": 0.1}), 3)
    0.316
    """
    return 1.0 - (1.0 - ALWAYS) * prod(1.0 - chance for chance in found.values())
