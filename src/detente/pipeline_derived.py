"""What a project's event datasets say of a state as of a day, remembered in ``derived``.

Remembered by state looked from, day and imported files: its series, the tracks of those, and the
lines that statistics found in them. Each is a pure function of the recorded rows, the program, the
codebook and the settings: what is taken from the folder equals what would be computed.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from detente.pipeline_coding import contents
from detente.pipeline_project import Project, codebook_of
from detente.pipeline_series import held_by, read_series
from detente.series import Series, day_number
from detente.tables import canonical

if TYPE_CHECKING:
    from detente.adapters.datasets.daily import Held
    from detente.adapters.derived import Arrays, Shelf
    from detente.model import Item, View
    from detente.relations import Track

# Settings that no series, track or line of a dataset depends on.
WITHOUT = frozenset(("codebook_folder", "derived_bytes", "lock_wait_seconds", "processes"))
# Parts of the program that results depend on.
PARTS = ("adapters", "codebook", "relations", "signals")
NAMES = ("series", "tracks", "lines")
LIBRARIES = ("numpy", "polars", "scipy")


@dataclass(frozen=True, slots=True)
class Memory:
    """Where a picture's results are remembered, and what was asked.

    Attributes:
        shelf: of the project, in its state of now.
        asked: actor, day and imported files that count.
        held: those of each dataset.
    """

    shelf: Shelf
    asked: str
    held: tuple[Held, ...]

    def take(self, name: str) -> Arrays | None:
        """The arrays of a result, None where it isn't remembered."""
        from detente.adapters.derived import take

        return take(self.shelf, name, self.asked)

    def keep(self, name: str, arrays: Arrays) -> None:
        """Remember a result."""
        from detente.adapters.derived import keep

        keep(self.shelf, name, self.asked, arrays)


def memory_of(
    project: Project, actor: str, *, as_of: date, known_at: datetime | None = None
) -> Memory | None:
    """Where results on a state as of a day are remembered; None without any dataset."""
    from detente.adapters.derived import DERIVED, Shelf

    held = tuple(held_by(project, known_at=known_at))
    if not held:
        return None
    now = held if known_at is None else tuple(held_by(project))
    settings = {
        name: value
        for name, value in project.settings.model_dump(mode="json").items()
        if name not in WITHOUT
    }
    rests_on = [
        program_version(),
        codebook_of(project).version,
        settings,
        [(one.name, one.key) for one in now],
    ]
    state = hashlib.sha256(canonical(rests_on).encode()).hexdigest()
    shelf = Shelf(project.path / DERIVED, state, project.settings.derived_bytes, names=NAMES)
    asked = [actor, as_of.isoformat(), *((one.name, one.key) for one in held)]
    return Memory(shelf, canonical(asked), held)


def remembered_series(
    project: Project, memory: Memory | None, actor: str, *, as_of: date
) -> tuple[Series, ...]:
    """The series of a state as of a day (`detente.pipeline_series.read_series`)."""
    from detente.adapters.derived_rows import series_arrays, series_of

    if memory is None:
        return ()
    arrays = memory.take(f"series-{actor}")
    if arrays is not None:
        return series_of(dict(arrays))
    found = read_series(project, actor, as_of=as_of, held=memory.held)
    memory.keep(f"series-{actor}", series_arrays(found))
    return found


def remembered_tracks(project: Project, memory: Memory | None, view: View) -> tuple[Track, ...]:
    """The tracks of a view's series (`detente.pipeline_tracks.tracks_of`)."""
    from detente.adapters.derived_rows import track_arrays, tracks_of
    from detente.pipeline_tracks import tracks_of as estimated

    if memory is None:
        return ()
    arrays = memory.take(f"tracks-{view.actor}")
    if arrays is not None:
        return tracks_of(dict(arrays), view.series, until=day_number(view.as_of))
    found = estimated(view, settings=project.settings)
    memory.keep(f"tracks-{view.actor}", track_arrays(found, view.series))
    return found


def remembered_lines(
    memory: Memory | None, actor: str, find: Callable[[], Sequence[Item]]
) -> list[Item]:
    """The lines that statistics find in a view's series (`pipeline_statistics.dataset_lines`)."""
    from detente.adapters.derived_rows import item_arrays, items_of

    if memory is None:
        return list(find())
    arrays = memory.take(f"lines-{actor}")
    if arrays is not None:
        return items_of(dict(arrays))
    found = list(find())
    memory.keep(f"lines-{actor}", item_arrays(found))
    return found


@cache
def program_version(*, without: frozenset[str] | None = None) -> str:
    """Digest of the parts of the program as installed that results depend on.

    Args:
        without: folders that they do not depend on; left out, those of results on datasets count.
    """
    whole = hashlib.sha256()
    root = files("detente")
    names = sorted(one.name for one in root.iterdir())
    modules = [name for name in names if name.endswith(".py")]
    folders = [name for name in names if name not in {*modules, *(without or ())}]
    for part in (*modules, *(PARTS if without is None else folders)):
        for name, content in contents(root.joinpath(part), part):
            whole.update(name.encode() + b"\0" + content)
    for name in LIBRARIES:
        whole.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    return whole.hexdigest()
