"""Annotated documents: what a careful reader found in each sentence, one JSON object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from detente.errors import InputError
from detente.model import ACTIONS, KINDS, SECTORS

_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-Z0-9])|\n")
_ABBREVIATION = re.compile(
    r"(?:[A-Z]\.)+|(?:Mr|Ms|Mrs|Dr|Gen|Jr|St|vs|No|Lt|Col|Sen|Rep|Gov|Prof)\."
)
_STRAIGHT = str.maketrans("’‘“”", "''\"\"")
ANCHOR_KEPT = 30
OLDER_NAMES = {"YIELD": "CONCEDE", "RETREAT": "CONCEDE"}


@dataclass(frozen=True, slots=True)
class Annotation:
    """One statement that an annotator found.

    Attributes:
        doc: name of the document; ``anchor`` the beginning of the sentence in it.
        kind, source, target, sectors, time, phrase, speaker, condition, directed: as in
            `detente.model.Statement`.
        codes: every action code that counts as right; empty where none is asked for.
        core: False where a careful annotator may leave the statement out; recall counts core rows.
    """

    doc: str
    anchor: str
    kind: str
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    time: str = ""
    phrase: str = ""
    speaker: str = ""
    condition: str = ""
    core: bool = True
    directed: bool = True


def read_annotations(path: Path) -> tuple[Annotation, ...]:
    """The annotations of a file, in order.

    Raises:
        InputError: naming file and line where a row is not in the form of the codebook.
    """
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                rows.append(annotation_of(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                raise InputError(f"{path}:{number}: not an annotation ({error})") from error
    return tuple(rows)


def annotation_of(row: Mapping[str, object]) -> Annotation:
    """The annotation in a row's fields.

    Raises:
        KeyError: if it lacks document, anchor or kind.
        ValueError: if a code, sector or kind is unknown.
        TypeError: if a list is none.
    """
    found = Annotation(
        doc=str(row["doc"]),
        anchor=str(row["anchor"]),
        kind=str(row["kind"]),
        source=_codes(row, "source"),
        target=_codes(row, "target"),
        codes=tuple(OLDER_NAMES.get(code, code) for code in _codes(row, "codes")),
        sectors=_codes(row, "sectors"),
        time=str(row.get("time") or ""),
        phrase=str(row.get("phrase") or ""),
        speaker=str(row.get("speaker") or ""),
        condition=str(row.get("condition") or ""),
        core=bool(row.get("core", True)),
        directed=bool(row.get("directed", True)),
    )
    for value, allowed in (
        (found.codes, ACTIONS),
        (found.sectors, SECTORS),
        ((found.kind,), KINDS),
    ):
        if unknown := set(value) - set(allowed):
            raise ValueError(f"{', '.join(sorted(unknown))} not among {', '.join(allowed)}")
    return found


def _codes(row: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = row.get(name) or ()
    if not isinstance(value, list | tuple):
        raise TypeError(f"{name} is {value!r}, not a list")
    return tuple(str(code) for code in value)


def annotated_sentence(annotation: Annotation, text: str) -> tuple[int, int]:
    """Offsets of the sentence that an annotation begins with.

    The sentence goes from the anchor to the first sentence end behind it. An abbreviation that
    is not known here may cut it short, which a match by half of the characters forgives.

    >>> row = Annotation("d", "Two left", "event")
    >>> annotated_sentence(row, "One came. Two left on Sunday. Three stayed.")
    (10, 29)

    Raises:
        InputError: if the anchor is not in the text.
    """
    start = text.find(annotation.anchor)
    if start < 0:
        start = text.translate(_STRAIGHT).find(annotation.anchor.translate(_STRAIGHT)[:ANCHOR_KEPT])
    if start < 0:
        raise InputError(f"{annotation.doc}: no sentence begins with {annotation.anchor!r}")
    at = start + len(annotation.anchor.split("\n")[0])
    while match := _SENTENCE_END.search(text, at):
        last = text[: match.end()].rsplit(None, 1)[-1]
        if not _ABBREVIATION.fullmatch(last):
            return start, match.end()
        at = match.end()
    return start, len(text)
