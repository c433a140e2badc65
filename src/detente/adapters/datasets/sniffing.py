"""Which format a file has, told from its first lines."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from detente.adapters.datasets import gdelt, icews, plain, polecat, quadruples, ucdp
from detente.adapters.datasets.frames import is_parquet
from detente.adapters.datasets.layouts import Layout
from detente.adapters.datasets.lines import BOM, opened
from detente.adapters.datasets.mapping import Mapped, guessed
from detente.errors import InputError

KINDS = ("gdelt", "icews", "polecat", "ucdp", "plain", "scores")
HEAD_BYTES = 1 << 18
MOST_LINES = 50
# Tables with such a column hold documents.
TEXT_COLUMNS = frozenset(("text", "body", "content", "full_text"))
ICEWS_DAY = re.compile(r"\d{4}-\d\d-\d\d(?: [\d:.]+)?")
DELIMITERS = ("\t", ",", ";", "|")
FORMS = {
    "gdelt": "57, 58 or 61 tab-separated columns",
    "icews": "the 20-column .tab, or quadruples beside entity2id.txt and relation2id.txt",
    "polecat": "tab-separated with a header that names Event ID, Quad Code, Actor Country",
    "ucdp": "CSV with a header that names side_a, side_b, type_of_violence",
    "plain": "CSV, TSV or Parquet with day, source, target and action",
    "scores": "CSV, TSV or Parquet with day, two parties and score",
}


def sniff(path: Path, mapping: Mapped | None = None) -> Layout | None:
    """The layout of a file, None where it is no dataset that is told by its form.

    Plain tables count only where their header names day, parties and act or score: they could be
    anything else. A file that can't be read is none.
    """
    try:
        head = head_of(path)
        for kind in KINDS:
            layout = _layout(path, kind, head, mapping)
            if layout is not None:
                return layout
    except (InputError, OSError):
        return None
    return None


def layout_as(path: Path, kind: str, mapping: Mapped | None = None) -> Layout:
    """The layout of a file that is said to be of a kind.

    Raises:
        InputError: if it has not the form of this kind, or can't be read.
    """
    try:
        head = head_of(path)
    except OSError as error:
        raise InputError(f"{path}: can't be read ({error.strerror}); check the path") from error
    if not head:
        raise InputError(f"{path}: the file is empty; fetch it again or leave it out")
    if kind in ("plain", "scores"):
        return plain.layout_of(
            path, header_of(path, head), mapping, kind=kind, delimiter=delimiter_of(head[0])
        )
    layout = _layout(path, kind, head, mapping)
    if layout is None:
        other = sniff(path, mapping)
        hint = f"; it looks like {other.kind}" if other else ""
        raise InputError(f"{path}:1: this is no {kind} file ({FORMS[kind]}){hint}")
    return layout


def head_of(path: Path) -> list[str]:
    """The first lines of a file, unpacked; one name of a column each for a Parquet file."""
    if is_parquet(path):
        import polars as pl

        try:
            return ["\t".join(pl.read_parquet_schema(path))]
        except pl.exceptions.PolarsError as error:
            raise InputError(f"{path}: the Parquet file is damaged ({error})") from error
    with opened(path) as stream:
        content = stream.read(HEAD_BYTES).removeprefix(BOM)
    lines = content.split(b"\n")
    # The last line may be cut.
    lines = lines[:-1] if len(content) == HEAD_BYTES and len(lines) > 1 else lines
    texts = [line.decode("utf-8", errors="replace").rstrip("\r") for line in lines]
    return [line for line in texts[:MOST_LINES] if line.strip()]


def delimiter_of(line: str) -> str:
    """The character that separates the cells of a line: the most frequent candidate."""
    return max(DELIMITERS, key=lambda one: (line.count(one), -DELIMITERS.index(one)))


def header_of(path: Path, head: Sequence[str]) -> list[str]:
    """The names in the first line.

    Raises:
        InputError: if it is no line of a table.
    """
    delimiter = "\t" if is_parquet(path) else delimiter_of(head[0])
    try:
        return [name.strip() for name in next(csv.reader([head[0]], delimiter=delimiter))]
    except csv.Error as error:
        raise InputError(f"{path}:1: no header of a table ({error}); check the file") from error


def _layout(path: Path, kind: str, head: list[str], mapping: Mapped | None) -> Layout | None:
    if not head:
        return None
    if kind == "gdelt":
        return _gdelt(head)
    if kind == "icews":
        return _icews(path, head, mapping)
    names = header_of(path, head)
    if kind == "polecat" and {"Event ID", "Quad Code", "Actor Country"} <= set(names):
        return polecat.layout_of(head[0].split("\t"), _usual_size(head[1:], default=len(names)))
    if kind == "ucdp" and {"side_a", "side_b", "type_of_violence"} <= set(names):
        return ucdp.layout_of(names, delimiter=delimiter_of(head[0]))
    if kind in ("plain", "scores"):
        return _plain(path, kind, head, mapping)
    return None


def _plain(path: Path, kind: str, head: list[str], mapping: Mapped | None) -> Layout | None:
    names = header_of(path, head)
    found = guessed(names, mapping)
    act = "score" if kind == "scores" else "action"
    texts = TEXT_COLUMNS & {name.casefold() for name in names}
    if texts or not all(found.has(name) for name in ("day", "source", "target", act)):
        return None
    return plain.layout_of(path, names, mapping, kind=kind, delimiter=delimiter_of(head[0]))


def _gdelt(head: list[str]) -> Layout | None:
    header_lines = int(head[0].upper().startswith("GLOBALEVENTID\tSQLDATE"))
    size = _usual_size(head[header_lines:] or head)
    if size not in gdelt.SIZES:
        return None
    cells = [line.split("\t") for line in head[header_lines:]]
    dated = [one for one in cells if len(one) == size and one[1].isdigit() and len(one[1]) == 8]
    if not dated and not header_lines:
        return None
    return gdelt.layout_of(size, header_lines=header_lines)


def _icews(path: Path, head: list[str], mapping: Mapped | None) -> Layout | None:
    names = icews.own_names(header_of(path, head))
    if {"Event Date", "Source Name", "CAMEO Code"} <= set(names):
        delimiter = delimiter_of(head[0])
        quoted = delimiter != "\t" or head[0].startswith('"')
        return icews.layout_of(names, delimiter=delimiter, quoted=quoted)
    if all(map(_is_icews, head)):
        return icews.layout_of(header_lines=0)
    if holds_quadruples(head) and (path.parent / quadruples.ENTITIES).is_file():
        start = mapping.start if mapping else None
        return quadruples.layout_of(path, _usual_size(head), start=start)
    return None


def holds_quadruples(head: Sequence[str]) -> bool:
    """Whether the first lines of a file are four or five columns of numbers."""
    cells = (cell for line in head[:5] for cell in line.split("\t"))
    return _usual_size(head) in (4, 5) and all(cell.strip().lstrip("-").isdigit() for cell in cells)


def _is_icews(line: str) -> bool:
    """Whether a line is a row of ICEWS: a day in the second column, a code in the seventh."""
    cells = line.split("\t")
    at = icews.COLUMNS.index
    return len(cells) == len(icews.COLUMNS) and bool(
        ICEWS_DAY.fullmatch(cells[at("Event Date")]) and cells[at("CAMEO Code")].isdigit()
    )


def _usual_size(lines: Sequence[str], default: int = 0) -> int:
    """How many tab-separated columns most lines have."""
    sizes = Counter(line.count("\t") + 1 for line in lines)
    return sizes.most_common(1)[0][0] if sizes else default
