"""Gold event records: ``{id, text, date, events: [{source, target, code}]}``, one a line.

Sources and targets are ISO alpha-3; longer actor codes count by their first three letters where
these are a state (``USAGOV``), and codes of no state (``NGO``, ``REB``) as an open side. A list
names several parties, and so does a text with separators ("CHL;PER"). Codes are PLOVER roots, their
older names among them, or CAMEO codes, which count by their first two digits. CAMEO's public
statements (01) have no PLOVER root: an event that is only one of these is not counted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.bench.annotations import OLDER_NAMES
from detente.bench.rows import Row, read_json_rows, usable
from detente.bench.triples import Triple
from detente.errors import InputError
from detente.model import ACTIONS, Rejection, Result

ROOTS_OF_CAMEO = {
    "01": "",
    "02": "REQUEST",
    "03": "AGREE",
    "04": "CONSULT",
    "05": "SUPPORT",
    "06": "COOPERATE",
    "07": "AID",
    "08": "CONCEDE",
    "09": "ACCUSE",
    "10": "REQUEST",
    "11": "ACCUSE",
    "12": "REJECT",
    "13": "THREATEN",
    "14": "PROTEST",
    "15": "MOBILIZE",
    "16": "SANCTION",
    "17": "COERCE",
    "18": "ASSAULT",
    "19": "ASSAULT",
    "20": "ASSAULT",
}
NO_EVENT = frozenset(("", "NONE", "NULL", "NA", "N/A", "STATEMENT", "---"))
OLDER_STATES = {"ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "PAL": "PSE", "SCG": "SRB"}
OLDER_STATES |= dict.fromkeys(("KOS", "XKO", "RKS"), "XKX")
FORM = 'rows such as {"id": "1", "text": "…", "date": "2024-05-06", "events": []}'


@dataclass(frozen=True, slots=True)
class Record:
    """One text with the events that a reader found in it.

    Attributes:
        row: its place in the file.
        id: as given, the line's number where it has none.
        day: of the text, None where it is unknown.
        events: each once; empty for none. An empty side is open: nothing is asked of it.
    """

    row: Row
    id: object
    text: str
    day: date | None
    events: tuple[Triple, ...]


def read_records(path: Path, *, codes: Collection[str]) -> Result[Record]:
    """The records of a file, in order, and the rows that can't be used.

    Args:
        codes: every actor code that is known; others stand for an open side.

    Raises:
        InputError: if the file can't be read or no row of it can be used.
    """
    rows = read_json_rows(path, required=("text",))
    records: list[Record] = []
    rejected = list(rows.rejected)
    for row in rows.rows:
        try:
            records.append(_record(row, codes))
        except InputError as error:
            rejected.append(row.unusable(str(error)))
    rejected.sort(key=lambda one: int(one.where.rpartition(":")[2]))
    if not records:
        usable(Result((), tuple(rejected)), path, FORM)
    return Result(tuple(records), tuple(rejected))


def _record(row: Row, codes: Collection[str]) -> Record:
    if not isinstance(row.fields["text"], str):
        raise InputError(f"text is a {type(row.fields['text']).__name__}, not a string")
    listed = row.fields.get("events")
    if not isinstance(listed, list):
        raise InputError("without a list of events; give [] for none")
    events: dict[Triple, None] = {}
    for event in listed:
        if not isinstance(event, dict):
            raise InputError(f"an event is {event!r}, not an object with source, target and code")
        for triple in _triples(event, codes):
            events.setdefault(triple)
    identity = row.fields.get("id")
    given = row.line if identity in (None, "") else identity
    return Record(row, given, row.text("text"), _day(row.text("date")), tuple(events))


def _triples(event: dict[str, object], codes: Collection[str]) -> Iterator[Triple]:
    if "code" not in event:
        raise InputError(f"an event has no code, only {', '.join(event) or 'nothing'}")
    root = root_of(event["code"])
    if not root:
        return
    for source in _parties(event.get("source"), codes):
        for target in _parties(event.get("target"), codes):
            yield Triple(source, target, root)


def root_of(code: object) -> str:
    """The PLOVER root of a code, empty where it means no event.

    >>> root_of("0251"), root_of("yield"), root_of("CONSULT-visit"), root_of("012")
    ('REQUEST', 'CONCEDE', 'CONSULT', '')

    Raises:
        InputError: if the code is neither a root nor of CAMEO.
    """
    written = "" if code is None else str(code).strip().upper()
    if written in NO_EVENT:
        return ""
    if written.isdigit():
        # A number in JSON loses the zero that CAMEO's first nine classes begin with.
        for digits in (written, f"0{written}") if isinstance(code, int) else (written,):
            if digits[:2] in ROOTS_OF_CAMEO:
                return ROOTS_OF_CAMEO[digits[:2]]
    root = re.split(r"[^A-Z]", written, maxsplit=1)[0]
    root = OLDER_NAMES.get(root, root)
    if root not in ACTIONS:
        raise InputError(f"code {code!r} is neither a PLOVER root nor a CAMEO code")
    return root


def _parties(value: object, codes: Collection[str]) -> list[str]:
    """The parties of one side; one open party where it names none."""
    listed = value if isinstance(value, list) else re.split(r"[\s;,|/]+", str(value or ""))
    found = {party_of(one, codes): None for one in listed}
    named = [code for code in found if code]
    return named or [""]


def party_of(value: object, codes: Collection[str]) -> str:
    """The actor code behind what a record names, empty where it is no actor that is known.

    >>> known = {"USA", "ROU", "NATO"}
    >>> [party_of(one, known) for one in ("USAGOV", "rom", "NATO", "NGO", None)]
    ['USA', 'ROU', 'NATO', '', '']
    """
    written = "" if value is None else str(value).strip().upper()
    for code in (written, written[:3]):
        code = OLDER_STATES.get(code, code)
        if code in codes:
            return code
    return ""


def _day(written: str) -> date | None:
    """A day as ISO or YYYYMMDD, with or without a time; None for anything else."""
    digits = re.match(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)", written)
    try:
        return date(*map(int, digits.groups())) if digits else None
    except ValueError:
        return None


def unread_dates(records: Collection[Record]) -> tuple[Rejection, ...]:
    """The rows whose date is given but can't be read; they are scored without one."""
    return tuple(
        record.row.unusable(f"date {record.row.text('date')!r} is not understood; read without it")
        for record in records
        if record.day is None and record.row.text("date")
    )
