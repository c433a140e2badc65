"""Rows of relation benchmarks: a sentence, two parties in it and the root between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from detente.bench.annotations import OLDER_NAMES
from detente.bench.rows import Row, read_table_rows, usable
from detente.model import ACTIONS, Rejection, Result
from detente.statements.pair_spans import Pair

COLUMNS = ("sentence", "source", "target", "gold_root")
TAG = re.compile(r"<(/?)([st])>")
# What the published files write for a party that the sentence doesn't name.
UNNAMED = frozenset(("", "a recipient", "an actor"))


@dataclass(frozen=True, slots=True)
class PairRow:
    """A row that can be scored."""

    number: int
    pair: Pair
    root: str


def read_pairs(path: Path) -> tuple[Result[PairRow], int]:
    """The rows of a table with the columns `COLUMNS`, and how many there are.

    The column ``marked_sentence`` (``<s>…</s>`` around the source, ``<t>…</t>`` around the
    target) goes before ``sentence`` where it is there and not empty; a party without tags is
    looked for by its words.

    Raises:
        InputError: if the file is not of the form.
    """
    table = read_table_rows(path, required=COLUMNS)
    found: list[PairRow] = []
    rejected: list[Rejection] = list(table.rejected)
    kept: list[Row] = []
    for row in table.rows:
        read = _pair_row(row)
        if isinstance(read, str):
            rejected.append(row.unusable(read))
        else:
            found.append(read)
            kept.append(row)
    usable(Result(tuple(kept), tuple(rejected)), path, "rows with a sentence, two parties, a root")
    return Result(tuple(found), tuple(rejected)), len(found) + len(rejected)


def _pair_row(row: Row) -> PairRow | str:
    root = row.text("gold_root").upper()
    root = OLDER_NAMES.get(root, root)
    if root not in ACTIONS:
        return f"root {row.text('gold_root')!r} is none of PLOVER's"
    text, spans = unmarked(row.text("marked_sentence") or row.text("sentence"))
    if not text:
        return "without a sentence"
    for name, column in (("s", "source"), ("t", "target")):
        words = row.text(column)
        if name in spans or words.lower() in UNNAMED:
            continue
        at = text.find(words)
        if at < 0:
            return f"{column} {words!r} is not in the sentence"
        spans[name] = (at, at + len(words))
    if not spans:
        return "names neither source nor target"
    return PairRow(row.number, Pair(text, spans.get("s"), spans.get("t")), root)


def unmarked(marked: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """A sentence without its tags, and the span of the first of each.

    >>> unmarked("<s>Chile</s> thanked <t>Peru</t>.")
    ('Chile thanked Peru.', {'s': (0, 5), 't': (14, 18)})
    """
    text, at = "", 0
    opened: dict[str, int] = {}
    spans: dict[str, tuple[int, int]] = {}
    for tag in TAG.finditer(marked):
        text += marked[at : tag.start()]
        at = tag.end()
        closing, name = tag.groups()
        if not closing:
            opened[name] = len(text)
        elif name in opened and name not in spans:
            spans[name] = _trimmed(text, opened[name], len(text))
    return text + marked[at:], spans


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return start, end
