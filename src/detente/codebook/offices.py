"""Nouns that act for a state: "president", "foreign ministry", "troops", "state media"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from detente.codebook.files import read_table
from detente.codebook.personal_names import straight

OFFICE_KINDS = ("person", "body", "forces", "media", "people")


@dataclass(frozen=True, slots=True)
class Office:
    """A noun that attaches to a state.

    Attributes:
        noun: in lower case, singular or plural as listed: "foreign ministry", "troops".
        role: the role in which the state acts, as in `Alias.role`.
        kind: one of `OFFICE_KINDS`; only a ``person`` can be followed by a name
            ("Premier Li Qiang").
    """

    noun: str
    role: str
    kind: str


class Offices:
    """All such nouns."""

    def __init__(self, offices: Iterable[Office]) -> None:
        self._offices = {office.noun: office for office in offices}
        self.nouns: tuple[str, ...] = tuple(
            sorted(self._offices, key=lambda noun: (-len(noun.split()), -len(noun), noun))
        )

    def lookup(self, noun: str) -> Office | None:
        """The office of a noun in any capitals, or None."""
        return self._offices.get(straight(noun).casefold())

    def role(self, noun: str) -> str:
        """The role of a noun, empty where it is no office.

        Use `role_in` for a longer phrase such as "acting foreign minister".
        """
        office = self.lookup(noun)
        return office.role if office else ""

    def role_in(self, phrase: str) -> str:
        """The role of the longest office at the end of a phrase, else of the longest in it.

        Example: "first vice minister of defence" has "minister of defence" at its end.
        """
        words = straight(phrase).casefold().split()
        for start in range(len(words)):
            found = self._offices.get(" ".join(words[start:]))
            if found:
                return found.role
        inside = [
            " ".join(words[start:end])
            for start in range(len(words))
            for end in range(start + 1, len(words))
        ]
        found_inside = [noun for noun in inside if noun in self._offices]
        return self._offices[max(found_inside, key=len)].role if found_inside else ""


def read_offices(folder: Path | None = None) -> Offices:
    """The table of offices.

    Raises:
        CodebookError: if a noun stands twice or a kind is unknown.
    """
    offices: dict[str, Office] = {}
    for line in read_table("offices.tsv", ("nouns", "role", "kind"), folder=folder):
        role, kind = line.required("role"), line.required("kind")
        if kind not in OFFICE_KINDS:
            raise line.error(kind, f"kind is none of {', '.join(OFFICE_KINDS)}")
        for noun in line.several("nouns"):
            key = straight(noun).casefold()
            if key in offices:
                raise line.error(noun, f"stands twice, before as {offices[key].role!r}")
            offices[key] = Office(key, role, kind)
    return Offices(offices.values())
