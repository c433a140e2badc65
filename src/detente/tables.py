"""Nouns as tables: from a dataclass to its DDL, its rows, its JSON form and its frame.

The dataclasses of `detente.model` are the one schema. Numbers and text become columns of their
own type, days and instants ISO 8601 text, everything nested JSON. Instants are stored in UTC with
six digits of fraction, so that their text sorts like the instants themselves.
"""

from __future__ import annotations

import dataclasses
import json
import sys
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    import polars

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Cell: TypeAlias = "int | float | str | None"
Noun = TypeVar("Noun")

# So many values of a column of tuples or days are kept, to be shared by rows.
MOST_CELLS = 8192
SHARED_CHARS = 32
"""Longer texts seldom stand twice."""

SQL_TYPES: Mapping[type, str] = {bool: "INTEGER", int: "INTEGER", float: "REAL"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its name, the Python type of its values, and its SQL side.

    Attributes:
        sql: ``INTEGER``, ``REAL`` or ``TEXT``.
        nullable: whether the value may be missing.
        nested: whether the cell holds JSON.
    """

    name: str
    hint: object
    sql: str
    nullable: bool
    nested: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the ledger: the nouns whose fields stand side by side in one row.

    Attributes:
        nouns: dataclasses without a field in common.
        key: columns that name a row; none of two rows share them. Empty for a log.
        recorded: False where the rows can be computed again from recorded ones.
        parent: ``(column, table, column)`` of the row that a row goes with, and falls with.
    """

    name: str
    nouns: tuple[type, ...]
    key: tuple[str, ...] = ()
    recorded: bool = True
    parent: tuple[str, str, str] | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        """Columns of all nouns, in order."""
        return tuple(column for noun in self.nouns for column in columns_of(noun))

    @property
    def ddl(self) -> str:
        """The statement that makes the table; ``row`` is the order of arrival."""
        lines = ["row INTEGER PRIMARY KEY", *(column_ddl(column) for column in self.columns)]
        if self.key:
            lines.append(f"UNIQUE ({', '.join(map(quoted, self.key))})")
        if self.parent:
            column, table, named = map(quoted, self.parent)
            lines.append(f"FOREIGN KEY ({column}) REFERENCES {table} ({named}) ON DELETE CASCADE")
        return f"CREATE TABLE {quoted(self.name)} (\n  " + ",\n  ".join(lines) + "\n) STRICT"

    @property
    def insert(self) -> str:
        """The statement that adds one row, a parameter for each column."""
        marks = ", ".join("?" for _ in self.columns)
        return f"INSERT INTO {quoted(self.name)} ({self.listed}) VALUES ({marks})"

    @property
    def listed(self) -> str:
        """The columns, qualified by nothing, for a SELECT that `rows_from` reads."""
        return ", ".join(quoted(column.name) for column in self.columns)


def quoted(name: str) -> str:
    """An SQL identifier; nouns may have fields called ``where`` or ``end``."""
    return '"' + name.replace('"', '""') + '"'


@cache
def columns_of(noun: type) -> tuple[Column, ...]:
    """The columns of a dataclass, in the order of its fields."""
    hints = typing.get_type_hints(noun)
    return tuple(column_of(field.name, hints[field.name]) for field in dataclasses.fields(noun))


def column_of(name: str, hint: object) -> Column:
    """The column that holds values of one type."""
    bare, nullable = without_none(hint)
    nested = not (isinstance(bare, type) and issubclass(bare, str | int | float | date))
    sql = "TEXT" if nested else SQL_TYPES.get(typing.cast(type, bare), "TEXT")
    return Column(name, bare, sql, nullable, nested)


def column_ddl(column: Column) -> str:
    """One column's line in a CREATE TABLE or ALTER TABLE statement."""
    blank = {"INTEGER": "0", "REAL": "0.0"}.get(column.sql, "'[]'" if column.nested else "''")
    rule = "" if column.nullable else f" NOT NULL DEFAULT {blank}"
    return f"{quoted(column.name)} {column.sql}{rule}"


def without_none(hint: object) -> tuple[object, bool]:
    """A type without its ``| None``, and whether it had one."""
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        members = [part for part in typing.get_args(hint) if part is not types.NoneType]
        if len(members) == 1:
            return members[0], True
    return hint, False


def mismatch(table: Table, present: Iterable[str]) -> tuple[str, ...]:
    """Columns that the nouns have and the table on disk lacks."""
    there = set(present)
    return tuple(column.name for column in table.columns if column.name not in there)


def plain(value: object) -> Json:
    """The JSON form of a noun or of a value in one: days and instants as ISO text.

    >>> from detente.model import Coding
    >>> plain(Coding(source=("CHL",), action="AID"))
    {'source': ['CHL'], 'target': [], 'action': 'AID'}

    Raises:
        TypeError: if the value has no JSON form.
    """
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted((plain(item) for item in value), key=canonical)
    if dataclasses.is_dataclass(value):
        names = (field.name for field in dataclasses.fields(value))
        return {name: plain(getattr(value, name)) for name in names}
    raise TypeError(f"{type(value).__name__} has no JSON form")


def canonical(value: object) -> str:
    """One text for one value, whatever the order of its keys: what digests are taken of."""
    return json.dumps(plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def cells(*parts: object) -> tuple[Cell, ...]:
    """The cells of one row, from an instance of each of the table's nouns."""
    return tuple(
        cell(column, getattr(part, column.name))
        for part in parts
        for column in columns_of(noun_of(part))
    )


def noun_of(part: object) -> type:
    """The class of an instance."""
    return type(part)


def cell(column: Column, value: object) -> Cell:
    """One value as SQLite keeps it."""
    if value is None and column.nullable:
        return None
    if column.nested:
        return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"))
    form = plain(value)
    return int(form) if isinstance(form, bool) else typing.cast(Cell, form)


def from_cells(noun: type[Noun], row: Sequence[Cell]) -> Noun:
    """A noun from the cells of its columns, as `cells` wrote them."""
    plain_type: type = noun
    values = (read(value) for read, value in zip(decoders(plain_type), row, strict=True))
    return noun(*values)


@cache
def decoders(noun: type) -> tuple[Callable[[Cell], object], ...]:
    """For each column of a noun, the function from a cell to its value."""
    return tuple(decoder(column) for column in columns_of(noun))


def decoder(column: Column) -> Callable[[Cell], object]:
    """The function from a cell of this column to its value."""
    restore = restorer(column.hint)
    bare, _ = without_none(column.hint)
    if column.nested:

        def read(text: str) -> object:
            """The value of a cell of JSON."""
            return restore(json.loads(text))

        origin = typing.get_origin(bare)
        if isinstance(origin, type) and issubclass(origin, Sequence):
            # Most cells repeat ("[]", one party), and a tuple can be shared.
            read = lru_cache(MOST_CELLS)(read)
        return lambda value: None if value is None else read(str(value))
    if bare is date:
        day = lru_cache(MOST_CELLS)(date.fromisoformat)
        return lambda value: None if value is None else day(str(value))
    if bare is str:
        return shared
    if bare in (int, float):
        return lambda value: value
    return lambda value: None if value is None else restore(value)


def shared(value: object) -> object:
    """A value; a short text is the same object wherever it stands.

    Most short texts of a large table (names of documents, days, codes) stand in many rows, and
    one text for each of them would take more memory than the rows.
    """
    if type(value) is str and len(value) <= SHARED_CHARS:
        return sys.intern(value)
    return value


def restorer(hint: object) -> Callable[[object], object]:
    """The function from the JSON form of a value to the value, for one type."""
    bare, _ = without_none(hint)
    if bare is datetime:
        return lambda value: datetime.fromisoformat(str(value))
    if bare is date:
        return lambda value: date.fromisoformat(str(value))
    if bare is str:
        return lambda value: shared(str(value))
    if bare in (bool, int, float):
        return typing.cast(Callable[[object], object], bare)
    if isinstance(bare, type) and dataclasses.is_dataclass(bare):
        return lambda value: None if value is None else from_plain(bare, value)
    origin = typing.get_origin(bare)
    if isinstance(origin, type) and issubclass(origin, Sequence):
        return sequence_restorer(typing.get_args(bare))
    return lambda value: value


def sequence_restorer(args: tuple[object, ...]) -> Callable[[object], object]:
    """For a tuple of one type (``tuple[X, ...]``, ``Sequence[X]``) or of a fixed length."""
    if len(args) == 1 or args[-1] is Ellipsis:
        one = restorer(args[0])
        return lambda value: tuple(one(item) for item in typing.cast("list[object]", value))
    each = [restorer(arg) for arg in args]

    def fixed(value: object) -> object:
        pairs = zip(each, typing.cast("list[object]", value), strict=True)
        return tuple(None if item is None else read(item) for read, item in pairs)

    return lambda value: None if value is None else fixed(value)


def from_plain(noun: type[Noun], value: object) -> Noun:
    """A noun from its JSON form; fields that are absent take their defaults.

    >>> from detente.model import Coding
    >>> from_plain(Coding, {"source": ["CHL"], "action": "AID"})
    Coding(source=('CHL',), target=(), action='AID')
    """
    given = typing.cast("dict[str, object]", value)
    plain_type: type = noun
    columns = [column for column in columns_of(plain_type) if column.name in given]
    made = {
        column.name: (
            None if given[column.name] is None else restorer(column.hint)(given[column.name])
        )
        for column in columns
    }
    return noun(**made)


def to_frame(rows: Iterable[object], noun: type) -> polars.DataFrame:
    """A polars frame with a typed column for each field; nested nouns become JSON text."""
    import polars as pl

    rows = list(rows)
    series = [frame_column(pl, column, rows) for column in columns_of(noun)]
    return pl.DataFrame(series)


def from_frame(frame: polars.DataFrame, noun: type[Noun]) -> list[Noun]:
    """The nouns of a frame that `to_frame` made; other columns are passed over.

    Raises:
        KeyError: if a column is missing.
    """
    plain_type: type = noun
    columns = columns_of(plain_type)
    as_text = {column.name for column in columns if is_text_of_json(column)}
    rows = frame.select([column.name for column in columns]).iter_rows(named=True)
    return [
        from_plain(
            noun,
            {
                name: json.loads(value) if name in as_text and value is not None else plain(value)
                for name, value in row.items()
            },
        )
        for row in rows
    ]


def is_text_of_json(column: Column) -> bool:
    """Whether a frame holds a column as JSON text: what is neither a plain type nor a list of one.

    >>> [is_text_of_json(column_of("x", hint)) for hint in (str, tuple[str, ...], Column)]
    [False, False, True]
    """
    args = typing.get_args(column.hint)
    return column.hint not in FRAME_TYPES and not (args and args[0] in FRAME_TYPES)


FRAME_TYPES = (str, int, float, bool, date)


def frame_column(pl: types.ModuleType, column: Column, rows: Sequence[object]) -> polars.Series:
    """One column of a frame."""
    kinds = {str: pl.String, int: pl.Int64, float: pl.Float64, bool: pl.Boolean, date: pl.Date}
    values = [getattr(row, column.name) for row in rows]
    args = typing.get_args(column.hint)
    if column.hint in kinds:
        dtype = kinds[column.hint]
    elif args and args[0] in kinds:
        dtype = pl.List(kinds[args[0]])
        values = [None if value is None else list(value) for value in values]
    else:
        dtype = pl.String
        values = [None if value is None else canonical(value) for value in values]
    return typing.cast("polars.Series", pl.Series(column.name, values, dtype=dtype))
