"""Secret addresses of calendar feeds: what opens them is kept as a digest only.

A calendar program can't type a password. It gets an address that holds a random key instead; who
knows the address can read this one state's calendar and nothing else, until it is taken back.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import threading
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from detente.errors import InputError, LedgerError

FILE = "calendar-keys.json"
KEY_BYTES = 32
LONGEST_KEY = 200
LONGEST_NAME = 80
MOST_KEYS = 100
_writing = threading.Lock()


@dataclass(frozen=True, slots=True)
class CalendarKey:
    """A secret address without its secret.

    Attributes:
        id: names it, to take it back.
        actor: code of the state whose calendar it opens.
        name: who or what uses it, as its maker said.
        made_by, made_at: who made it and when, UTC.
        digest: SHA-256 of the key, hexadecimal.
    """

    id: str
    actor: str
    name: str
    made_by: str
    made_at: datetime
    digest: str


def read_keys(project: Path) -> list[CalendarKey]:
    """The keys that open a calendar now, in the order in which they were made.

    Raises:
        LedgerError: if the file is there but is none of ours.
    """
    try:
        text = (project / FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    try:
        rows = json.loads(text)
        return [
            CalendarKey(**{**row, "made_at": datetime.fromisoformat(row["made_at"])})
            for row in rows
        ]
    except (ValueError, TypeError, KeyError) as error:
        raise LedgerError(
            f"{FILE} in the project can't be read ({error}); remove it, and make the addresses anew"
        ) from error


def make_key(project: Path, actor: str, name: str, *, by: str, now: datetime) -> str:
    """Record a new key and give it back; nobody can read it again.

    Raises:
        InputError: if there are too many, or the file can't be written.
    """
    with _writing:
        held = read_keys(project)
        if len(held) >= MOST_KEYS:
            raise InputError(f"there are {len(held)} secret addresses; take some back first")
        key = secrets.token_urlsafe(KEY_BYTES)
        shown = " ".join(name.split())[:LONGEST_NAME]
        made = CalendarKey(secrets.token_hex(6), actor, shown, by, now, _digest(key))
        _write(project, [*held, made])
    return key


def take_back_key(project: Path, actor: str, name: str) -> bool:
    """Forget a key by its id; whether there was one."""
    with _writing:
        held = read_keys(project)
        left = [one for one in held if (one.id, one.actor) != (name, actor)]
        if len(left) == len(held):
            return False
        _write(project, left)
    return True


def opens_calendar(project: Path, actor: str, key: str) -> bool:
    """Whether a key opens the calendar of a state; False where the keys can't be read."""
    if not key or len(key) > LONGEST_KEY:
        return False
    given = _digest(key)
    try:
        held = read_keys(project)
    except LedgerError:
        return False
    fitting = [hmac.compare_digest(one.digest, given) for one in held if one.actor == actor]
    return any(fitting)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _write(project: Path, keys: list[CalendarKey]) -> None:
    rows = [{**asdict(one), "made_at": one.made_at.isoformat()} for one in keys]
    part = project / f".{FILE}.part"
    try:
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
            json.dump(rows, stream, indent=1)
        os.replace(part, project / FILE)
    except OSError as error:
        raise InputError(
            f"the address can't be kept ({error.strerror or error}); make room on the disk"
        ) from error
