"""What people decided about statements: accept, reject, correct, same, different, undo."""

from detente.judgements.settling import Ruled, Settled, ruled, settle, standing, unmatched
from detente.judgements.verdicts import CORRECTABLE, VERDICTS, VOCABULARIES, check_judgement

__all__ = [
    "CORRECTABLE",
    "VERDICTS",
    "VOCABULARIES",
    "Ruled",
    "Settled",
    "check_judgement",
    "ruled",
    "settle",
    "standing",
    "unmatched",
]
