"""Who can act: states, organisations, blocs, groups, and every form they are written in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from detente.codebook.personal_names import straight
from detente.errors import InputError

ACTOR_KINDS = ("state", "org", "bloc", "group", "region", "company")
ALIAS_KINDS = (
    "name",
    "adjective",
    "demonym",
    "capital",
    "leader",
    "person",
    "office",
    "government",
    "ministry",
    "party",
    "parliament",
    "media",
    "forces",
    "org",
    "bloc",
    "group",
    "region",
    "company",
    "pair",
)


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor and what is known of it.

    Attributes:
        code: ISO 3166 alpha-3 for a state (``XKX`` Kosovo), the codebook's own otherwise.
        name: as a briefing prints it, "North Korea".
        adjective: "North Korean"; the name where there is no adjective.
        kind: one of `ACTOR_KINDS`.
        members: codes of today's members of an organisation, bloc or region.
        borders: codes of states with a common land border.
        region: "East Asia"; empty for organisations. For a group the code of the state where it
            mainly acts.
    """

    code: str
    name: str
    adjective: str
    kind: str
    members: tuple[str, ...] = ()
    borders: tuple[str, ...] = ()
    region: str = ""


@dataclass(frozen=True, slots=True)
class Alias:
    """One written form of an actor.

    Attributes:
        form: as written, with straight apostrophes: "Pyongyang", "Supreme People's Assembly".
        code: the actor; for a pair the first of `codes`.
        role: in which the form acts for the actor: empty for the actor itself, else "leader",
            "government", "foreign ministry", "armed forces", "parliament", "state media",
            "party", "capital", "people", "intelligence", "foreign minister" …
        kind: one of `ALIAS_KINDS`.
        begins_on, ends_on: first and last day on which the form stands for the actor in this
            role; None where it always does. A former leader is still of that state: the dates
            say when the role holds, the coder decides what to do outside them.
        codes: both actors of a pair ("inter-Korean"); empty otherwise.
        ambiguous: True where the form needs support in the text ("Georgia", a family name).
    """

    form: str
    code: str
    role: str = ""
    kind: str = "name"
    begins_on: date | None = None
    ends_on: date | None = None
    codes: tuple[str, ...] = ()
    ambiguous: bool = False

    def holds(self, on: date | None) -> bool:
        """Whether the form stands for the actor on a day; True for an unknown day."""
        if on is None:
            return True
        return (self.begins_on is None or self.begins_on <= on) and (
            self.ends_on is None or on <= self.ends_on
        )


@dataclass(frozen=True, slots=True)
class Membership:
    """A member of a body from the first to the last day; None where open."""

    code: str
    begins_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Leader:
    """Who held an office, from the first to the last day (months are as exact as most sources)."""

    code: str
    name: str
    office: str
    begins_on: date | None = None
    ends_on: date | None = None


class Actors:
    """All actors with their written forms, memberships and office holders."""

    def __init__(
        self,
        actors: Iterable[Actor],
        aliases: Iterable[Alias],
        memberships: dict[str, tuple[Membership, ...]],
        leaders: Iterable[Leader] = (),
    ) -> None:
        self._actors = {actor.code: actor for actor in actors}
        self._aliases = tuple(aliases)
        self._memberships = memberships
        self._leaders: dict[str, list[Leader]] = {}
        for leader in leaders:
            self._leaders.setdefault(leader.code, []).append(leader)
        self._by_form: dict[str, tuple[Alias, ...]] = {}
        for alias in self._aliases:
            self._by_form[alias.form] = (*self._by_form.get(alias.form, ()), alias)
        for form, found in self._by_form.items():
            if len(found) > 1:
                self._by_form[form] = tuple(sorted(found, key=lambda alias: alias.ambiguous))
        self._folded: dict[str, list[Alias]] = {}

    def aliases(self) -> tuple[Alias, ...]:
        """Every written form; one form may occur several times, for several actors or times."""
        return self._aliases

    def codes(self) -> tuple[str, ...]:
        """Every actor's code, states first."""
        return tuple(self._actors)

    def lookup(self, form: str) -> tuple[Alias, ...]:
        """All readings of a form, those that need no support first; empty where it is unknown.

        Capitals count; curly and straight apostrophes are the same; a leading "the" may be there.
        """
        found = self._by_form.get(straight(form), ())
        if not found and form[:4] in ("the ", "The "):
            found = self._by_form.get(straight(form[4:]), ())
        return found

    def actor(self, code: str) -> Actor:
        """The actor of a code.

        Raises:
            InputError: if the codebook has no such code.
        """
        try:
            return self._actors[code]
        except KeyError:
            raise InputError(f"no actor has the code {code!r}; see `detente actors`") from None

    def name(self, code: str) -> str:
        """The actor's name, "North Korea"; the code itself where the codebook lacks it."""
        actor = self._actors.get(code)
        return actor.name if actor else code

    def adjective(self, code: str) -> str:
        """The actor's adjective, "North Korean"; the code itself where the codebook lacks it."""
        actor = self._actors.get(code)
        return actor.adjective if actor else code

    def members(self, code: str, on: date | None = None) -> tuple[str, ...]:
        """Members of a body on a day; today's for None. Empty for a state or an open body.

        Day of joining or leaving may be known to the year only: then the whole year counts.
        """
        found = self._memberships.get(code, ())
        if on is None:
            return tuple(member.code for member in found if member.ends_on is None)
        return tuple(
            member.code
            for member in found
            if (member.begins_on is None or member.begins_on <= on)
            and (member.ends_on is None or on <= member.ends_on)
        )

    def leaders(self, code: str, on: date | None = None) -> tuple[Leader, ...]:
        """Office holders of an actor on a day, or all of them for None, in the table's order."""
        return tuple(
            leader
            for leader in self._leaders.get(code, ())
            if on is None
            or (
                (leader.begins_on is None or leader.begins_on <= on)
                and (leader.ends_on is None or on <= leader.ends_on)
            )
        )

    def resolve(self, query: str) -> str:
        """The code for what a user types: a code, a name, an adjective, a capital, a leader.

        Raises:
            InputError: if nothing fits, with the nearest names, or if several actors fit.
        """
        asked = straight(query.strip())
        if asked.upper() in self._actors:
            return asked.upper()
        if not self._folded:
            for alias in self._aliases:
                self._folded.setdefault(alias.form.casefold(), []).append(alias)
        wanted = asked.casefold()
        found = self._folded.get(wanted) or self._folded.get(wanted.removeprefix("the "), [])
        found = [alias for alias in found if alias.kind != "pair"]
        if not found:
            raise InputError(f"unknown actor {query!r}{self._nearest(wanted)}")
        codes = sorted({alias.code for alias in found if not alias.ambiguous})
        codes = codes or sorted({alias.code for alias in found})
        if len(codes) > 1:
            choices = ", ".join(f"{code} ({self.name(code)})" for code in codes)
            raise InputError(f"{query!r} may be several actors; say which: {choices}")
        return codes[0]

    def _nearest(self, wanted: str) -> str:
        from rapidfuzz import fuzz, process

        close = process.extract(
            wanted, list(self._folded), scorer=fuzz.ratio, limit=8, score_cutoff=60
        )
        codes = list(dict.fromkeys(self._folded[form][0].code for form, _, _ in close))[:3]
        if not codes:
            return "; give a name such as 'North Korea' or an ISO 3166 code such as PRK"
        return "; nearest: " + ", ".join(f"{self.name(code)} ({code})" for code in codes)
