"""What words mean: actors, offices, likelihood phrases, intensities and the action vocabulary.

Everything is read from tables in ``data/``; a folder of the user's own tables goes before them,
file by file. `load_codebook` is the way in.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from detente.codebook.actor_tables import read_actors
from detente.codebook.actors import Actor, Actors, Alias, Leader
from detente.codebook.descriptions import Descriptions, read_descriptions
from detente.codebook.files import digest
from detente.codebook.intensity import Intensity, read_intensity
from detente.codebook.likelihood import Likelihood, read_likelihood
from detente.codebook.offices import Office, Offices, read_offices
from detente.errors import CodebookError

if TYPE_CHECKING:
    from detente.codebook.lexicon import Lexicon

__all__ = [
    "Actor",
    "Actors",
    "Alias",
    "Codebook",
    "Descriptions",
    "Intensity",
    "Leader",
    "Likelihood",
    "Office",
    "Offices",
    "load_codebook",
]


class Codebook:
    """The vocabulary that a coding depends on.

    Attributes:
        actors, offices, likelihood, intensity: its parts, checked when it is loaded.
        version: SHA-256 over all tables; rows coded under another version are coded again.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self.actors: Actors = read_actors(folder)
        self.offices: Offices = read_offices(folder)
        self.likelihood: Likelihood = read_likelihood(folder)
        self.intensity: Intensity = read_intensity(folder)
        self.version: str = digest(folder)

    @cached_property
    def descriptions(self) -> Descriptions:
        """What actors are called when they are not named; read when first asked for."""
        return read_descriptions(self.folder)

    @cached_property
    def lexicon(self) -> Lexicon:
        """Verbs, nouns and cues of actions; read when first asked for."""
        from detente.codebook.lexicon import load_lexicon

        return load_lexicon(self.folder)


@lru_cache(maxsize=4)
def _loaded(folder: Path | None) -> Codebook:
    return Codebook(folder)


def load_codebook(folder: Path | None = None) -> Codebook:
    """The codebook, with the tables of a folder before the shipped ones.

    Loaded once per folder and process: change a table, then start again.

    Raises:
        CodebookError: naming file, line and form of the first thing that does not fit.
    """
    if folder is not None and not folder.is_dir():
        raise CodebookError(f"{folder}: no such folder of codebook tables; make it or leave it out")
    return _loaded(folder.resolve() if folder is not None else None)
