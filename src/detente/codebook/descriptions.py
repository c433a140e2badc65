"""What an actor is called when its name is not repeated, and on which side of another it lies."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import atan2, cos, degrees, radians
from pathlib import Path

from detente.codebook.actors import Actors
from detente.codebook.files import read_table

KINDS = {"*group": ("group",), "*bloc": ("org", "bloc")}
# Compass words by the bearing from one to the other, in degrees clockwise from north.
BEARINGS = {
    "northern": 0.0,
    "north-eastern": 45.0,
    "northeastern": 45.0,
    "eastern": 90.0,
    "south-eastern": 135.0,
    "southeastern": 135.0,
    "southern": 180.0,
    "south-western": 225.0,
    "southwestern": 225.0,
    "western": 270.0,
    "north-western": 315.0,
    "northwestern": 315.0,
}
# Within this many degrees of a compass word a neighbour is still called by it.
WIDTH = 60.0


@dataclass(frozen=True, slots=True)
class Descriptions:
    """Nouns that stand for an actor named elsewhere, and the places of states.

    Attributes:
        nouns: noun in lower case to the codes, or `KINDS`, that it can mean.
        places: code to latitude and longitude of a state's middle, in degrees.
    """

    nouns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    places: dict[str, tuple[float, float]] = field(default_factory=dict)

    def can_be(self, noun: str, code: str, actors: Actors) -> bool:
        """Whether a noun can mean an actor; False for a noun that is in no table."""
        for meant in self.nouns.get(noun, ()):
            if meant == code or actors.actor(code).kind in KINDS.get(meant, ()):
                return True
        return False

    def lies(self, code: str, other: str, word: str) -> bool:
        """Whether one state lies on the side of another that a compass word says.

        Bearings are taken between the middles of states, which misleads for very long or
        scattered ones; False where a place or the word is unknown.
        """
        wanted = BEARINGS.get(word)
        if wanted is None or code not in self.places or other not in self.places:
            return False
        (lat, lon), (lat2, lon2) = self.places[other], self.places[code]
        east = ((lon2 - lon + 180.0) % 360.0 - 180.0) * cos(radians((lat + lat2) / 2))
        bearing = degrees(atan2(east, lat2 - lat)) % 360.0
        return abs((bearing - wanted + 180.0) % 360.0 - 180.0) <= WIDTH


def read_descriptions(folder: Path | None = None) -> Descriptions:
    """The tables of descriptions and places.

    Raises:
        CodebookError: if a noun stands twice or a coordinate is out of range.
    """
    nouns: dict[str, tuple[str, ...]] = {}
    for line in read_table("descriptions.tsv", ("nouns", "codes"), folder=folder):
        codes = tuple(line.required("codes").split())
        for noun in line.several("nouns"):
            if noun.lower() in nouns:
                raise line.error(noun, "stands twice; a noun has one line")
            nouns[noun.lower()] = codes
    places = {
        line.required("code"): (line.number_in("lat", -90, 90), line.number_in("lon", -180, 180))
        for line in read_table("places.tsv", ("code", "lat", "lon"), folder=folder)
    }
    return Descriptions(nouns, places)
