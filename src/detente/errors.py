"""The exceptions that Détente raises on purpose, split by what the reader must do.

::

    DetenteError
    ├── InputError      your file or argument: change it and run again
    │   ├── Missing     the thing that was named is not there
    │   └── OverBounds  a document took more time or memory than it may
    ├── Refused         the request is not allowed to you, or not from there
    ├── NotReady        the workbench is still at work on what this needs
    ├── CodebookError   your vocabulary: a file, a line, a code that does not fit
    ├── NotEnoughData   too little to estimate from: add documents or widen the window
    ├── LedgerError     the project folder: its version, its lock, its disk
    │   └── UnsupportedLine   a line of a briefing whose evidence does not hold
    └── AdapterError    the world outside: network, model package, foreign program

A message says what happened, the value seen, and the next step. The command line prints one of
these as a single line and exits 1; anything else is a bug and stays a traceback.
"""

from __future__ import annotations


class DetenteError(Exception):
    """Base of every error that the program raises on purpose."""


class InputError(DetenteError):
    """Something the user handed in can't be used: a file, a date, an actor."""


class Missing(InputError):
    """What was asked for by name is not there: a page, a document, a row."""


class OverBounds(InputError):
    """A document took more time or memory than it may; it is left out, the others go on."""


class Refused(DetenteError):
    """The workbench does not do this for the one who asks; the message says why."""


class NotReady(DetenteError):
    """A page needs what a job is still making.

    Attributes:
        job: id of the job.
    """

    def __init__(self, message: str, *, job: str) -> None:
        super().__init__(message)
        self.job = job


class CodebookError(DetenteError):
    """A vocabulary file is wrong; the message names file, line and code."""


class NotEnoughData(DetenteError):
    """An estimate was asked for that the data can't carry.

    Attributes:
        seen: how many observations there were.
        needed: how many the method needs.
    """

    def __init__(self, what: str, *, seen: int, needed: int) -> None:
        super().__init__(f"{what}: {seen} observations, at least {needed} needed")
        self.seen = seen
        self.needed = needed


class LedgerError(DetenteError):
    """The project folder can't be opened or written."""


class UnsupportedLine(LedgerError):
    """A line was about to be printed whose evidence is missing or is not in the document."""


class AdapterError(DetenteError):
    """Network, language model package or another program failed."""
