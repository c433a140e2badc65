"""How event datasets write actors: foreign codes, numbers, names and sectors, by scheme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from detente.codebook.files import read_table

COLUMNS = ("scheme", "code", "actor", "role")
SCHEMES = ("state", "group", "role", "number", "name", "sector", "head", "context")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a foreign code stands for: an actor's code, a role, or (for a context) a sector."""

    actor: str
    role: str


@lru_cache(maxsize=4)
def load_foreign(folder: Path | None = None) -> Mapping[str, Mapping[str, Meaning]]:
    """Meanings by scheme and code, read once for each folder of the user's own tables.

    Raises:
        CodebookError: if a scheme is unknown, a code stands twice, or a line means nothing.
    """
    found: dict[str, dict[str, Meaning]] = {scheme: {} for scheme in SCHEMES}
    for line in read_table("foreign_codes.tsv", COLUMNS, folder=folder):
        scheme, code = line.required("scheme"), line.required("code")
        if scheme not in found:
            raise line.error(scheme, f"a scheme is one of {', '.join(SCHEMES)}")
        if code in found[scheme]:
            raise line.error(code, f"the scheme {scheme} has this code twice; keep one line")
        if not line["actor"] and not line["role"]:
            raise line.error(code, "neither an actor nor a role; fill in one")
        found[scheme][code] = Meaning(line["actor"], line["role"])
    return found
