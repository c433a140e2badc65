"""What people decided about statements: accept, reject, correct, same, different."""

from detente.judgements.settling import Settled, settle, unmatched
from detente.judgements.verdicts import VERDICTS, check_judgement

__all__ = ["VERDICTS", "Settled", "check_judgement", "settle", "unmatched"]
