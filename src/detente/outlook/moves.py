"""Whether a change that a sentence tells of is the act's own, or that of what the act ends."""

from __future__ import annotations

import re
from dataclasses import replace

from detente.codebook.bearing import remaining_change
from detente.model import Document, Statement
from detente.outlook.conditions import is_concession
from detente.outlook.stated_odds import as_stated

CUTTING_ACT = "SANCTION"
_MEASURE = re.compile(
    r"\b(?:sanction|embargo|embargoe|ban|restriction|tariff|boycott|blockade|curb|blacklist|"
    r"penalt(?:y|ie)|freeze|quota|dut(?:y|ie))s?\b",
    re.I,
)


def own_change(action: str, change: str, words: str) -> str:
    """The change of a coded act itself; empty where it is what the act ends that comes to an end.

    "Mali will stop its attacks" is coded as giving way (CONCEDE) with a halt, that of the attacks:
    the giving way takes place. "Mali will cut its imports" is coded as a sanction with a fall, that
    of the imports; "the sanctions will end" as a sanction with a halt, its own. It misleads where a
    sentence names a measure and the cut of something else.

    Args:
        words: the sentence.

    >>> own_change("SANCTION", "halt", "Mali may break off relations with Togo")
    ''
    >>> own_change("SANCTION", "halt", "The sanctions on Togo may end")
    'halt'
    """
    if action == CUTTING_ACT and _MEASURE.search(words):
        return change
    return remaining_change(action, change)


def as_meant(statement: Statement, document: Document) -> Statement:
    """A forecast with the odds that its sentence states and the change of its act itself, and
    without what it holds in spite of ("even if"): that is no condition."""
    statement = as_stated(statement, document)
    if is_concession(statement.condition):
        statement = replace(statement, condition="", condition_coding=None)
    sentence = document.text[statement.sentence_start : statement.sentence_end]
    change = own_change(statement.action, statement.change, sentence)
    return statement if change == statement.change else replace(statement, change=change)
