"""Which verdicts there are, and which fields of a statement a person may correct."""

from __future__ import annotations

import dataclasses
import json

from detente.errors import InputError
from detente.model import ACTIONS, CHANGES, KINDS, SECTORS, Judgement, Statement
from detente.tables import Column, columns_of, restorer

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
    except (ValueError, TypeError, KeyError) as error:
        form = FORMS.get(name, "text")
        raise InputError(f"{name} cannot be {text!r}; write it as {form}") from error
    allowed = VOCABULARIES.get(name)
    for word in value if isinstance(value, tuple) else (value,):
        if allowed and word not in allowed:
            known = ", ".join(filter(None, allowed))
            raise InputError(f"{name} cannot be {word!r}; one of {known}")
    return value


def read_field(column: Column, text: str) -> object:
    """What a person wrote as a value of one column; empty text for a value that is missing."""
    if column.hint is bool:
        return TRUTH[text.lower()]
    if column.hint == tuple[str, ...]:
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if column.nullable and not text:
        return None
    return restorer(column.hint)(json.loads(text) if column.nested else text)
