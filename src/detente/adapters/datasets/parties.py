"""Who a row names, as actors of the codebook: state or body, and the role in which it acts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from detente.adapters.datasets.distinct import distinct
from detente.codebook import load_codebook
from detente.codebook.cameo import load_cameo
from detente.codebook.foreign import load_foreign

if TYPE_CHECKING:
    from detente.codebook.actors import Alias

OF_A_STATE = re.compile(r"^(?P<head>.*\S)\s*\((?P<place>[^()]+)\)$")
# What stands in brackets behind it is an older name: "Government of Myanmar (Burma)".
GOVERNMENT_OF = re.compile(
    r"^government of (?:the )?(?P<state>[^()]*[^()\s])(?:\s*\([^()]*\))?$", re.I
)
GENERAL_ROLES = frozenset(("government", "party", ""))
SEVERAL = re.compile(r"[;,|]\s*")
CODE_LETTERS = 3
# Ways of writing that are kept; names of people have no end.
MOST_KNOWN = 200_000


@dataclass(frozen=True, slots=True)
class Party:
    """A side of a row: code of the codebook (empty where unknown) and role (empty for itself)."""

    code: str = ""
    role: str = ""


NOBODY = Party()
Resolve = Callable[..., Party]


class Naming:
    """Resolves what datasets write; each distinct way of writing is worked out once."""

    def __init__(self, folder: Path | None = None) -> None:
        self.actors = load_codebook(folder).actors
        self.cameo = load_cameo(folder)
        self.foreign = load_foreign(folder)
        self._codes = frozenset(self.actors.codes())
        self._known: dict[tuple[str, ...], Party] = {}
        # Many names are of a few offices of a few states: "Police (Kenya)".
        self._states: dict[str, str] = {}
        self._heads: dict[str, str] = {}

    def join(
        self,
        frame: pl.DataFrame,
        side: str,
        resolve: Resolve,
        columns: list[str],
        *,
        meant: Callable[[str], str] = str,
    ) -> pl.DataFrame:
        """The frame with ``<side>`` and ``<side>_role``, resolved from some of its columns.

        Args:
            meant: what a text stands for, before it is resolved.
        """
        written = distinct(frame, columns)
        written = replace(written, keys=[tuple(map(meant, key)) for key in written.keys])
        found = [self.resolved(resolve, key) for key in written.keys]
        return frame.with_columns(
            written.column(side, [party.code for party in found]),
            written.column(f"{side}_role", [party.role for party in found]),
            *(written.column(name, written.part(place)) for place, name in enumerate(columns)),
        )

    def resolved(self, resolve: Resolve, key: tuple[str, ...]) -> Party:
        """Who a way of writing names; what was asked lately is not worked out again."""
        name = (resolve.__name__, *key)
        party = self._known.get(name)
        if party is None:
            if len(self._known) >= MOST_KNOWN:
                for kept in (self._known, self._states, self._heads):
                    kept.clear()
            party = self._known[name] = resolve(*key)
        return party

    def state(self, code: str) -> str:
        """The actor of a three-letter code of CAMEO or ISO 3166; empty where it is of none."""
        upper = code.strip().upper()
        if upper in self.foreign["state"]:
            return self.foreign["state"][upper].actor
        return upper if upper in self._codes else ""

    def from_cameo(self, code: str, name: str = "") -> Party:
        """A CAMEO actor code: state or body first, then roles ("SOMGOVMIL")."""
        pieces = [code[at : at + CODE_LETTERS].upper() for at in range(0, len(code), CODE_LETTERS)]
        roles = [self.foreign["role"][one].role for one in pieces if one in self.foreign["role"]]
        role = roles[0] if roles else ""
        actor = self.state(pieces[0]) if pieces and pieces[0] not in self.foreign["role"] else ""
        if actor:
            return Party(actor, role)
        for piece in pieces:
            if piece in self.foreign["group"]:
                return Party(self.foreign["group"][piece].actor)
        named = self.by_name(name) if name else NOBODY
        return named if named.code else Party("", role)

    def by_country(self, name: str, sectors: str, country: str) -> Party:
        """A name with its sectors and the name of its state, as ICEWS has them."""
        state = self.state_named(country)
        if not state:
            party = self.by_name(name)
            return party if party.code else Party("", self.role_of(sectors))
        if self.state_named(name) == state:
            return Party(state)
        return Party(state, self.role_of(sectors) or self.by_name(name).role)

    def by_code(self, states: str, sector: str, name: str) -> Party:
        """ISO codes of one or several states with a sector code, as POLECAT has them."""
        codes = [
            code for one in SEVERAL.split(states) if one and (code := self.state(one.rstrip()))
        ]
        role = self.foreign["role"].get(sector.strip().upper()[:CODE_LETTERS])
        if not codes:
            party = self.by_name(name)
            return party if party.code else Party("", role.role if role else "")
        own = len(codes) == 1 and self.state_named(name) == codes[0]
        return Party(";".join(dict.fromkeys(codes)), role.role if role and not own else "")

    def by_number(self, numbers: str, name: str, country: str) -> Party:
        """Numbers of Gleditsch and Ward, else a group's name in the state where it acts."""
        known = self.foreign["number"]
        codes = [
            known[one.removesuffix(".0")].actor
            for one in map(str.rstrip, SEVERAL.split(numbers))
            if one.removesuffix(".0") in known
        ]
        if codes:
            role = "government" if name.startswith("Government of") else ""
            return Party(";".join(dict.fromkeys(codes)), role)
        group = self.by_name(name)
        if group.code:
            return group
        place = known.get(country.removesuffix(".0"))
        role = "people" if name.casefold() == "civilians" else "armed group"
        return Party(place.actor if place else self.state_named(country), role)

    def by_any(self, text: str) -> Party:
        """Whatever a table of one's own may hold: a code, a longer CAMEO code, or a name."""
        written = text.strip()
        if written in self._codes:
            return Party(written)
        if written.islower() and len(written) == CODE_LETTERS and written.upper() in self._codes:
            return Party(written.upper())
        named = self.by_name(written)
        if named.code or not written.isupper() or len(written) % CODE_LETTERS:
            return named
        return self.from_cameo(written)

    def by_name(self, name: str) -> Party:
        """A name in full ("Police (Kenya)", "Government of Kenya", "Angela_Merkel").

        Nobody where it is unknown.
        """
        plain = name.replace("_", " ").strip()
        if not plain:
            return NOBODY
        state = self.state_named(plain)
        if state:
            return Party(state)
        governed = GOVERNMENT_OF.match(plain)
        if governed and (state := self.state_named(governed["state"])):
            return Party(state, "government")
        inside = OF_A_STATE.match(plain)
        if inside:
            return Party(self._state_inside(inside["place"]), self._role_of_head(inside["head"]))
        alias = self._alias(plain)
        return Party(alias.code, alias.role) if alias else NOBODY

    def _state_inside(self, place: str) -> str:
        known = self._states.get(place)
        if known is None:
            known = self._states[place] = self.state_named(place)
        return known

    def _role_of_head(self, written: str) -> str:
        known = self._heads.get(written)
        if known is None:
            head = self.foreign["head"].get(written)
            alias = None if head else self._alias(written)
            role = head.role if head else alias.role if alias else ""
            known = self._heads[written] = role or "body"
        return known

    def state_named(self, name: str) -> str:
        """The state or body that bears a name; empty where it is of none."""
        plain = name.replace("_", " ").strip()
        if plain in self.foreign["name"]:
            return self.foreign["name"][plain].actor
        found = [
            alias
            for alias in self.actors.lookup(plain)
            if alias.kind in ("name", "org", "bloc", "region", "group")
        ]
        return found[0].code if found else ""

    def role_of(self, sectors: str) -> str:
        """The most telling role among sectors of ICEWS; empty where none tells one."""
        known = self.foreign["sector"]
        roles = [known[one.strip()].role for one in sectors.split(",") if one.strip() in known]
        special = [role for role in roles if role not in GENERAL_ROLES]
        return (special or roles or [""])[0]

    def _alias(self, name: str) -> Alias | None:
        """The one reading of a name; an unknown person's is tried without middle names."""
        usable = [alias for alias in self.actors.lookup(name) if alias.kind != "pair"]
        words = name.split()
        if not usable and len(words) > len(("first", "last")):
            shorter = self.actors.lookup(f"{words[0]} {words[-1]}")
            usable = [alias for alias in shorter if alias.kind in ("leader", "person")]
        codes = {alias.code for alias in usable}
        return usable[0] if len(codes) == 1 else None

    def join_codes(self, frame: pl.DataFrame, column: str) -> pl.DataFrame:
        """The frame with ``action``, ``sector`` and ``weight`` of what a column writes as an act.

        An act that is unknown has a null action; a statement alone has an empty one.
        """
        written = distinct(frame, [column])
        found = [self.cameo.find(key) for (key,) in written.keys]
        return frame.with_columns(
            written.column(column, written.part(0)),
            written.column("action", [one.root if one else None for one in found]),
            written.column("sector", [one.sector if one else None for one in found]),
            written.column("weight", [one.goldstein if one else None for one in found], pl.Float32),
        )
