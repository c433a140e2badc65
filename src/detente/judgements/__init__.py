"""What people decided about statements: accept, reject, correct, same, different, undo."""

from detente.judgements.settling import (
    Ruled,
    Settled,
    for_events,
    ruled,
    settle,
    standing,
    unmatched,
)
from detente.judgements.verdicts import CORRECTABLE, VERDICTS, VOCABULARIES, check_judgement

__all__ = [
    "CORRECTABLE",
    "VERDICTS",
    "VOCABULARIES",
    "Ruled",
    "Settled",
    "check_judgement",
    "for_events",
    "ruled",
    "settle",
    "standing",
    "unmatched",
]
