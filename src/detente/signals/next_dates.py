"""The next date on which a third party could carry something between two others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from detente.signals.ground import Ground, Reading


@dataclass(frozen=True, slots=True)
class Ahead:
    """A planned occasion after the day looked from."""

    reading: Reading
    begins_on: date
    ends_on: date


def lying_ahead(ground: Ground) -> list[Ahead]:
    """What is planned and not over on the day looked from, in the order of the texts."""
    ahead = (row for row in map(_ahead, ground.of_kind("scheduled")) if row)
    return [row for row in ahead if row.ends_on >= ground.view.as_of]


def next_date(
    ahead: Sequence[Ahead], via: str, *, ends: tuple[str, str], readings: Sequence[Reading]
) -> Ahead | None:
    """The next occasion of the third party; else one that the same paragraph names.

    Args:
        ahead: what is planned (`lying_ahead`).
        via: code of the third party; `ends` of the two that it stands between.
        readings: what tells of its relations with both.

    An occasion with either end comes before one with others, an earlier before a later one.
    """
    own = [row for row in ahead if via in row.reading.statement.parties]
    ranked = sorted(own, key=lambda row: (_apart(row, ends), row.begins_on, row.reading.number))
    if ranked:
        return ranked[0]
    near = [row for row in ahead if _international(row) and _same_paragraph(row, readings)]
    return min(near, key=lambda row: (row.begins_on, row.reading.number), default=None)


def _ahead(reading: Reading) -> Ahead | None:
    first, last = reading.statement.begins_on, reading.statement.ends_on
    if first is None and last is None:
        return None
    begins = first or last
    ends = last or first
    assert begins is not None and ends is not None
    return Ahead(reading, begins, ends)


def _apart(row: Ahead, ends: tuple[str, str]) -> bool:
    return not set(ends) & row.reading.statement.parties


def _international(row: Ahead) -> bool:
    return len(row.reading.statement.parties) > 1


def _same_paragraph(row: Ahead, readings: Sequence[Reading]) -> bool:
    """True where nothing but a line's length lies between the occasion and the leg's sentence."""
    for reading in readings:
        if reading.statement.document != row.reading.statement.document:
            continue
        first, last = sorted((reading.statement.sentence_end, row.reading.statement.sentence_end))
        if "\n" not in reading.document.text[first:last]:
            return True
    return False
