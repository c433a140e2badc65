"""Known errors as one line on standard error, and the exit codes."""

from __future__ import annotations

import errno
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from detente.errors import DetenteError

KNOWN_ERROR = 1
LEFT_OUT = 3
INTERRUPTED = 130
LONGEST_NAME = 200
DISK = {
    errno.ENOSPC: "the disk is full; free some space and run the same command again",
    errno.EROFS: "the disk cannot be written to; choose another place",
    errno.EIO: "the disk failed; check it and run the same command again",
    errno.EMFILE: "too many files are open; close other programs and run it again",
}
PLACES = {
    errno.EACCES: "permission denied; change its rights or choose another place",
    errno.EPERM: "permission denied; change its rights or choose another place",
    errno.ENOTDIR: "a file stands where a folder should be; choose another place",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
    errno.ELOOP: "its links go round in a circle; remove them",
}


class Root(TyperGroup):
    """The command group that turns known errors into one line."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except DetenteError as error:
            fail(str(error))
        except KeyboardInterrupt:
            typer.echo("interrupted; run the same command again to go on", err=True)
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            raise
        except OSError as error:
            if error.errno in PLACES and error.filename:
                fail(f"{shortened(str(error.filename))}: {PLACES[error.errno]}")
            if error.errno not in DISK:
                raise
            fail(DISK[error.errno])


def shortened(name: str) -> str:
    """A name that fits on a line."""
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"


def fail(message: str) -> NoReturn:
    """Print one line and stop with the exit code of a known error."""
    typer.echo(f"error: {' '.join(message.split())}", err=True)
    raise typer.Exit(KNOWN_ERROR)
