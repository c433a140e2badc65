"""Where states have their seat of government."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Capital:
    """A seat of government: its name and its place in degrees."""

    capital: str
    latitude: float
    longitude: float

    @property
    def point(self) -> tuple[float, float]:
        """Longitude and latitude, in the order that maps use."""
        return self.longitude, self.latitude


@cache
def capitals() -> Mapping[str, Capital]:
    """The seats of government by code of the state."""
    text = (files("detente.briefing") / "places" / "capitals.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return MappingProxyType(
        {
            code: Capital(name, float(latitude), float(longitude))
            for code, name, latitude, longitude in rows[1:]
        }
    )
