"""Quadruples that came over the workbench: put beside their tables of names, under known names."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from detente.adapters.datasets.quadruples import ENTITIES, RELATIONS, start_of
from detente.adapters.datasets.sniffing import head_of, holds_quadruples
from detente.adapters.uploads import FOLDER, Stored
from detente.errors import InputError

DIGEST_CHARS = 32
NAMES = (ENTITIES, RELATIONS)


@dataclass(slots=True)
class Parted:
    """Files of an upload, sorted.

    Attributes:
        quadruples: in a folder of their own beside both tables of names.
        others: what has nothing to do with them.
        left_out: names and reasons.
    """

    quadruples: list[Stored] = field(default_factory=list)
    others: list[Stored] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def part_quadruples(
    project: Path, files: Sequence[Stored], dataset: str, *, knows_start: bool
) -> Parted:
    """Quadruples, and their tables of names, apart from all other files.

    Args:
        dataset: name of the dataset, which may tell the day of time 0.
        knows_start: whether that day was said.

    Raises:
        InputError: if the disk is full or can't be written.
    """
    parted = Parted()
    tables = {one.name.casefold(): one for one in files if one.name.casefold() in NAMES}
    found = [one for one in files if one not in tables.values() and _numbers(one)]
    parted.others = [one for one in files if one not in tables.values() and one not in found]
    missing = [name for name in NAMES if name not in tables]
    if missing:
        reason = f"quadruples need {' and '.join(missing)} beside them; send all of them together"
        parted.left_out = [(one.name, reason) for one in (*found, *tables.values())]
        return parted
    if not found:
        reason = "no file of quadruples (four numbers a line) came with it"
        parted.left_out = [(one.name, reason) for one in tables.values()]
        return parted
    folder = _folder(project, tables, dataset)
    for one in found:
        placed = Stored(one.name, _placed(folder, one.path.name, one.path))
        if knows_start or _told(start_of, placed.path):
            parted.quadruples.append(placed)
        else:
            reason = (
                "the day of time 0 is not known; give it with the files, in a mapping as [file] "
                "start = 2014-01-01, or call the dataset icews14, icews18 or icews05-15"
            )
            parted.left_out.append((one.name, reason))
    return parted


def _numbers(one: Stored) -> bool:
    """Whether a file holds four or five columns of numbers alone."""
    try:
        return holds_quadruples(head_of(one.path))
    except (InputError, OSError):
        return False


def _told(tell: Callable[[Path], object], path: Path) -> bool:
    try:
        return bool(tell(path))
    except InputError:
        return False


def _folder(project: Path, tables: dict[str, Stored], dataset: str) -> Path:
    """The folder of one pair of tables; another pair has another."""
    whole = hashlib.sha256()
    for name in NAMES:
        whole.update(tables[name].path.name.encode())
    named = f"-{dataset}" if re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,62}", dataset) else ""
    folder = project / FOLDER / f"{whole.hexdigest()[:DIGEST_CHARS]}{named}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"the tables can't be kept ({error.strerror or error})") from error
    for name in NAMES:
        _placed(folder, name, tables[name].path)
    return folder


def _placed(folder: Path, name: str, kept: Path) -> Path:
    """A kept file under a name in a folder: the same bytes again, without a copy where it can be.

    Raises:
        InputError: if the disk is full or can't be written.
    """
    place = folder / name
    if place.exists():
        return place
    try:
        try:
            os.link(kept, place)
        except OSError:
            part = folder / f".{name}.part"
            shutil.copyfile(kept, part)
            os.replace(part, place)
    except OSError as error:
        raise InputError(
            f"{name} can't be kept ({error.strerror or error}); make room on the disk and try again"
        ) from error
    return place
