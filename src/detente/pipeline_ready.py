"""What takes longest of a picture, made and remembered before the picture is drawn.

What datasets say of a state (`detente.pipeline_derived`) takes seconds, its statistics up to
minutes, of hundreds of thousands of rows. Another process can make both, because they lie in the
project's folder `derived` afterwards. Drawing finds them there, or makes them itself.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from detente.adapters.datasets.counting import counted_records
from detente.pipeline_datasets import DATASETS
from detente.pipeline_derived import (
    memory_of,
    remembered_lines,
    remembered_series,
    remembered_tracks,
)
from detente.pipeline_picture import Reading, Sight, view_of
from detente.pipeline_project import Project, open_project

if TYPE_CHECKING:
    from detente.model import View
    from detente.pipeline_derived import Memory

Part = Literal["levels", "statistics"]
NAMES: dict[Part, tuple[str, ...]] = {"levels": ("series", "tracks"), "statistics": ("lines",)}
MANY_ROWS = 50_000
"""Of fewer rows, starting another process takes longer than the work that it saves."""


def is_ready(project: Project, sight: Sight, part: Part) -> bool:
    """Whether a part need not be made ahead: it is remembered, or little work, or can't be kept."""
    if project.settings.derived_bytes <= 0 or count_rows(project) < MANY_ROWS:
        return True
    memory = memory_of(project, sight.actor, as_of=sight.as_of, known_at=sight.known_at)
    return memory is None or all(
        memory.shelf.place(f"{name}-{sight.actor}", memory.asked).exists() for name in NAMES[part]
    )


def count_rows(project: Project) -> int:
    """How many rows the project's datasets have."""
    root = project.path / DATASETS
    folders = [one for one in root.iterdir() if one.is_dir()] if root.is_dir() else []
    return sum(record.taken for folder in folders for record in counted_records(folder))


def make_ready(place: Path, sight: Sight, part: Part) -> None:
    """Make a part of a state's picture, to be found in the project's folder.

    Args:
        place: of the project; it is opened for this alone.
    """
    from detente.pipeline_statistics import dataset_lines

    with open_project(place) as project:
        memory = memory_of(project, sight.actor, as_of=sight.as_of, known_at=sight.known_at)
        view = _view(project, memory, sight)
        if part == "levels":
            remembered_tracks(project, memory, view)
        elif memory is not None:
            remembered_lines(memory, sight.actor, lambda: dataset_lines(project, view, memory.held))


def _view(project: Project, memory: Memory | None, sight: Sight) -> View:
    """The series of a state without any document: all that levels and statistics rest on."""
    series = remembered_series(project, memory, sight.actor, as_of=sight.as_of)
    nothing = Reading({}, {}, (), (), ())
    return view_of(nothing, sight.actor, as_of=sight.as_of, series=series)
