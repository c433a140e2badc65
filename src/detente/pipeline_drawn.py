"""Pictures that were drawn once, remembered in ``derived`` so that no later start draws them again.

A picture is a pure function of what is recorded, the program, the codebook and the settings. The
name of its file holds a digest of all these and of what was asked, so that a picture of another
state is never taken. Documents, series and tracks are named in it and not kept twice.
"""

from __future__ import annotations

import dataclasses
import hashlib
import io
import pickle
import zlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.adapters.derived import DERIVED, Shelf, keep, take
from detente.adapters.ledger_state import content_state
from detente.model import Document
from detente.pipeline_coding import coding_version
from detente.pipeline_derived import (
    WITHOUT,
    memory_of,
    program_version,
    remembered_series,
    remembered_tracks,
)
from detente.pipeline_picture import WITHOUT_DATASETS, Depth, Picture, Reading, Sight, view_of
from detente.pipeline_project import Project, codebook_of
from detente.pipeline_series import held_by
from detente.pipeline_unswept import unswept
from detente.relations import Track
from detente.series import Series
from detente.tables import canonical

if TYPE_CHECKING:
    from detente.briefing import Briefing

Lines = tuple[Picture, "Briefing"]
# Folders of the program that no picture depends on.
NO_PART = frozenset(("bench", "cli", "web"))
QUICKLY = 1
TORN = (
    pickle.UnpicklingError,
    zlib.error,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    TypeError,
    ValueError,
)


def shelf_of(project: Project) -> Shelf:
    """Where pictures of a project in its state of now are remembered."""
    settings = {
        name: value
        for name, value in project.settings.model_dump(mode="json").items()
        if name not in WITHOUT
    }
    rests_on = [
        program_version(without=NO_PART),
        coding_version(project.settings),
        codebook_of(project).version,
        settings,
        [(one.name, one.key) for one in held_by(project)],
        content_state(project.ledger),
    ]
    state = hashlib.sha256(canonical(rests_on).encode()).hexdigest()
    room = project.settings.derived_bytes
    return Shelf(project.path / DERIVED, state, room, names=("picture",))


def is_remembered(shelf: Shelf, sight: Sight, depth: Depth) -> bool:
    """Whether a picture is there to be taken, as far as can be told without reading it."""
    return shelf.most_bytes > 0 and shelf.place(_name(sight), _asked(sight, depth)).exists()


def remember(shelf: Shelf, sight: Sight, depth: Depth, content: bytes) -> None:
    """Keep a picture.

    Args:
        shelf: of the state in which everything that the picture says was read.
        content: as `packed` gives it.
    """
    small = np.frombuffer(zlib.compress(content, QUICKLY), dtype=np.uint8)
    keep(shelf, _name(sight), _asked(sight, depth), {"picture": small})


def remembered_picture(
    project: Project, shelf: Shelf, reading: Reading, sight: Sight, depth: Depth
) -> Lines | None:
    """A picture and its briefing; None where they are not remembered.

    Args:
        shelf, reading: of one state; the reading of the sight's day.
    """
    arrays = take(shelf, _name(sight), _asked(sight, depth))
    if arrays is None:
        return None
    try:
        content = zlib.decompress(arrays["picture"].tobytes())
        return completed(project, content, reading, sight, depth)
    except TORN:
        return None


def completed(
    project: Project, content: bytes, reading: Reading, sight: Sight, depth: Depth
) -> Lines:
    """What was packed, with the documents, series and tracks that it names.

    Raises:
        UnpicklingError: if it holds what no picture holds.
        LookupError: if it names what is not there.
    """
    actor, as_of, known_at = sight.actor, sight.as_of, sight.known_at
    memory = None
    if depth not in WITHOUT_DATASETS:
        memory = memory_of(project, actor, as_of=as_of, known_at=known_at)
    series = remembered_series(project, memory, actor, as_of=as_of)
    view = view_of(reading, actor, as_of=as_of, series=series)
    return unpacked(content, reading, series, remembered_tracks(project, memory, view))


def _name(sight: Sight) -> str:
    return f"picture-{sight.actor}"


def _asked(sight: Sight, depth: Depth) -> str:
    known = sight.known_at.isoformat() if sight.known_at else None
    return canonical([sight.actor, sight.as_of.isoformat(), known, depth])


class _Packer(pickle.Pickler):
    """Names what the reader has."""

    def __init__(self, out: io.BytesIO, picture: Picture) -> None:
        super().__init__(out, protocol=pickle.HIGHEST_PROTOCOL)
        self._places = {
            id(one): (kind, number)
            for kind, rows in (("series", picture.view.series), ("track", picture.tracks))
            for number, one in enumerate(rows)
        }

    def persistent_id(self, obj: Any) -> tuple[str, object] | None:
        """A name for documents, series and tracks."""
        kind = type(obj)
        if kind is Document:
            return "document", obj.id
        return self._places.get(id(obj)) if kind is Series or kind is Track else None


class _Unpacker(pickle.Unpickler):
    """Finds what was named, and makes nothing but rows of this program.

    A project's folder may come from somebody else; a file in it must not run anything.
    """

    def __init__(self, content: bytes, known: Mapping[str, Any]) -> None:
        super().__init__(io.BytesIO(content))
        self._known = known

    def persistent_load(self, pid: tuple[str, Any]) -> Any:
        """What a name stands for."""
        return self._known[pid[0]][pid[1]]

    def find_class(self, module: str, name: str) -> Any:
        """A noun of this program, or a date.

        Raises:
            UnpicklingError: for anything else.
        """
        if (module, name) == ("datetime", "date"):
            return date
        if module.startswith("detente."):
            found = super().find_class(module, name)
            if isinstance(found, type) and dataclasses.is_dataclass(found):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a picture")


def packed(picture: Picture, briefing: Briefing, reading: Reading) -> bytes:
    """A picture and its briefing without what `reading`, series and tracks hold."""
    bare = replace(
        picture,
        view=replace(picture.view, documents={}, statements=(), events=(), series=()),
        copies={},
        rejected=picture.rejected[len(reading.rejected) :],
        undated=(),
        copied_by={},
        grades={},
        tracks=(),
    )
    out = io.BytesIO()
    _Packer(out, picture).dump((bare, briefing))
    return out.getvalue()


def unpacked(
    content: bytes, reading: Reading, series: tuple[Series, ...], tracks: tuple[Track, ...]
) -> Lines:
    """The picture and the briefing that `packed` was given, of the same project and day.

    Raises:
        UnpicklingError: if it holds what no picture holds.
        LookupError: if it names what is not there.
    """
    known = {"document": reading.documents, "series": series, "track": tracks}
    with unswept():
        bare, briefing = _Unpacker(content, known).load()
    view = replace(
        bare.view,
        documents=reading.documents,
        statements=reading.statements,
        events=reading.events,
        series=series,
    )
    picture = replace(
        bare,
        view=view,
        copies=reading.copies,
        rejected=(*reading.rejected, *bare.rejected),
        undated=reading.undated,
        copied_by=reading.copied_by,
        grades=reading.grades,
        tracks=tracks,
    )
    return picture, briefing
