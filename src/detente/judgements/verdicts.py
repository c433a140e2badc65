"""Which verdicts there are, and which fields of a statement a person may correct."""

from __future__ import annotations

import dataclasses
import json
from calendar import monthrange
from datetime import date

from detente.errors import InputError
from detente.model import ACTIONS, CHANGES, KINDS, SECTORS, Judgement, Statement
from detente.tables import Column, columns_of, plain, restorer

VERDICTS = ("accept", "reject", "correct", "same", "different", "undo")
PAIRS = ("same", "different")
FIXED = ("document", "sentence_start", "sentence_end", "start", "end", "page", "reasons")
"""Fields that name a statement or say where it is; another place is another statement."""

CORRECTABLE = tuple(
    field.name for field in dataclasses.fields(Statement) if field.name not in FIXED
)
VOCABULARIES = {
    "kind": KINDS,
    "codes": ACTIONS,
    "sectors": SECTORS,
    "change": ("", *CHANGES),
    "role": ("", "incentive", "constraint", "dependence", "leverage"),
    "stance": ("", "open", "closed", "conditional"),
}
COLUMNS = {column.name: column for column in columns_of(Statement)}
TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
FORMS = {
    "directed": "yes or no",
    "time": "2024, 2024-05, 2024-05-31 or 2024-05-01/2024-05-31",
    "denies": "yes or no",
    "begins_on": "2024-05-31",
    "ends_on": "2024-05-31",
    "quantity_value": "12.5",
    "likelihood": "[0.2, 0.45]",
    "condition_coding": '{"source": ["CHL"], "target": ["PER"], "action": "AID"}',
}


def check_judgement(judgement: Judgement) -> Judgement:
    """Give a judgement back where it can be applied.

    Raises:
        InputError: if the verdict, a field or a value is unknown, or a part is missing.
    """
    if judgement.verdict not in VERDICTS:
        raise InputError(f"unknown verdict {judgement.verdict!r}; one of {', '.join(VERDICTS)}")
    if judgement.verdict in PAIRS and not judgement.other:
        raise InputError(f"{judgement.verdict!r} needs the key of the other statement")
    if judgement.other == judgement.statement:
        raise InputError(f"{judgement.statement!r} was compared with itself; name another")
    if judgement.verdict == "correct" and not judgement.corrected:
        raise InputError("'correct' needs at least one field with its value, as kind=event")
    for name, text in judgement.corrected:
        corrected_value(name, text)
    return judgement


def corrected_value(name: str, text: str) -> object:
    """The value of a field as a person wrote it: lists with commas, days as YYYY-MM-DD.

    >>> corrected_value("source", "CHL, ARG")
    ('CHL', 'ARG')
    >>> corrected_value("directed", "no")
    False

    Raises:
        InputError: if there is no such field, or it cannot hold that value.
    """
    if name not in CORRECTABLE:
        raise InputError(f"no field {name!r} to correct; one of {', '.join(CORRECTABLE)}")
    try:
        value = read_field(COLUMNS[name], text.strip())
        if name == "time":
            days_of(text.strip())
    except (ValueError, TypeError, KeyError) as error:
        form = FORMS.get(name, "text")
        raise InputError(f"{name} cannot be {text!r}; write it as {form}") from error
    allowed = VOCABULARIES.get(name)
    for word in value if isinstance(value, tuple) else (value,):
        if allowed and word not in allowed:
            known = ", ".join(filter(None, allowed))
            raise InputError(f"{name} cannot be {word!r}; one of {known}")
    return value


def written_value(name: str, value: object) -> str:
    """A field's value as a person would write it: the other way round of `corrected_value`.

    >>> written_value("source", ("CHL", "ARG")), written_value("directed", False)
    ('CHL, ARG', 'no')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if COLUMNS[name].hint == tuple[str, ...] and isinstance(value, tuple):
        return ", ".join(value)
    form = plain(value)
    return form if isinstance(form, str) else json.dumps(form, ensure_ascii=False)


def days_of(time: str) -> tuple[date | None, date | None]:
    """First and last day of a time as the codebook writes it; None twice for an empty one.

    >>> days_of("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))

    Raises:
        ValueError: if it is in no such form.
    """
    if not time:
        return None, None
    first, _, last = time.partition("/")
    return _day(first, last=False), _day(last or first, last=True)


def _day(text: str, *, last: bool) -> date:
    parts = [int(part) for part in text.strip().split("-")]
    if len(parts) == 1:
        return date(parts[0], 12, 31) if last else date(parts[0], 1, 1)
    if len(parts) == 2:
        end = monthrange(parts[0], parts[1])[1] if 1 <= parts[1] <= 12 else 0
        return date(parts[0], parts[1], end if last else 1)
    return date.fromisoformat(text.strip())


def read_field(column: Column, text: str) -> object:
    """What a person wrote as a value of one column; empty text for a value that is missing."""
    if column.hint is bool:
        return TRUTH[text.lower()]
    if column.hint == tuple[str, ...]:
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if column.nullable and not text:
        return None
    return restorer(column.hint)(json.loads(text) if column.nested else text)
