"""The words by which actors are named, so that shared names don't count as shared content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from detente.codebook.actors import Actors
from detente.codebook.stems import salient_stems

NAMING_KINDS = frozenset({"name", "adjective", "demonym", "capital", "leader", "government"})
TOWN = "city"


def name_stems(actors: Actors, codes: Iterable[str]) -> frozenset[str]:
    """Stems of all names, adjectives, capitals and leaders of some actors.

    Two reports on one pair always share these; what else they share is what they are about. A
    town that is no capital says where something happened and is left in.
    """
    return _stems_of(actors, frozenset(codes))


@lru_cache(maxsize=8192)
def _stems_of(actors: Actors, codes: frozenset[str]) -> frozenset[str]:
    stems = _stems_by_code(actors)
    return frozenset[str]().union(*(stems.get(code, frozenset()) for code in codes))


@lru_cache(maxsize=4)
def _stems_by_code(actors: Actors) -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for code in actors.codes():
        found[code].update(salient_stems(f"{actors.name(code)} {actors.adjective(code)}"))
    for alias in actors.aliases():
        if alias.kind in NAMING_KINDS and alias.role != TOWN:
            found[alias.code].update(salient_stems(alias.form))
    return {code: frozenset(stems) for code, stems in found.items()}
