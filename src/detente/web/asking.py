"""One request as a page or an action sees it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import quote, urlencode

from detente.errors import InputError, Missing
from detente.pipeline_asked import asked_day
from detente.web.desk import Desk, Drawn, Moment, state_of, this_day, this_moment

if TYPE_CHECKING:
    from detente.codebook import Codebook
    from detente.pipeline_picture import Reading
    from detente.pipeline_project import Project
    from detente.web.jobs import Jobs
    from detente.web.serving import Serving

LONGEST_VALUE = 2000
# Of one name in an address: one value, several, or none.
Asked: TypeAlias = str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a form."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form, each with all its values, and the files that came with it."""

    values: Mapping[str, tuple[str, ...]]
    files: tuple[Upload, ...] = ()

    def get(self, name: str, default: str = "") -> str:
        """The first value of a field."""
        found = self.values.get(name, ())
        return found[0].strip() if found else default

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a field that is not empty."""
        return tuple(one.strip() for one in self.values.get(name, ()) if one.strip())


@dataclass(frozen=True, slots=True)
class Ask:
    """A request.

    Attributes:
        project: open for this request alone.
        desk: what has been read already.
        path: the parameters of the address.
        query: what stands behind the question mark; the last value of each name.
        every: all values of each name.
        reviewer: name that the visitor gave, may be empty.
        token: proves that a form was printed for this visitor.
    """

    project: Project
    desk: Desk
    jobs: Jobs
    serving: Serving
    address: str
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    every: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reviewer: str = ""
    token: str = ""
    state: str = ""

    @property
    def codebook(self) -> Codebook:
        """The vocabulary of the project."""
        from detente.pipeline_project import codebook_of

        return codebook_of(self.project)

    @property
    def actor(self) -> str:
        """Code of the state looked from, from the address.

        Raises:
            Missing: if there is no such actor.
        """
        return self.code_of(self.path["actor"])

    def code_of(self, named: str) -> str:
        """The code of an actor by code or name.

        Raises:
            Missing: if there is none.
        """
        try:
            return self.codebook.actors.resolve(named)
        except InputError as error:
            raise Missing(str(error)) from None

    def name_of(self, code: str) -> str:
        """The plain name of an actor."""
        return self.codebook.actors.name(code)

    @property
    def as_of(self) -> date:
        """The last day that counts; today where the address names none.

        Raises:
            InputError: if it is no date.
        """
        return self.day("as_of") or this_day()

    @property
    def known_at(self) -> datetime | None:
        """The instant of knowledge, None where the address names none."""
        day = self.day("known_at")
        return datetime.combine(day, time.max, tzinfo=UTC) if day else None

    def day(self, name: str) -> date | None:
        """A day from the query, None where it is not there.

        Raises:
            InputError: if it is no date.
        """
        text = self.query.get(name, "").strip()
        if not text:
            return None
        return asked_day(text, name)

    @property
    def now(self) -> datetime:
        """This instant, UTC."""
        return this_moment()

    @property
    def moment(self) -> Moment:
        """What the address looks at."""
        return Moment(self.state or state_of(self.project), self.as_of, self.known_at)

    def on(self, day: date) -> Ask:
        """The same request as of another day."""
        text = day.isoformat()
        return replace(
            self,
            query={**self.query, "as_of": text},
            every={**self.every, "as_of": (text,)},
        )

    def reading(self) -> Reading:
        """Documents, settled statements and events as of the day asked for."""
        return self.desk.reading(self.project, self.moment)

    def drawn(self, actor: str = "", *, levels: bool = False) -> Drawn:
        """The picture and the briefing of the state looked from, or of another.

        Args:
            levels: as for `detente.web.desk.Desk.drawn`.
        """
        return self.desk.drawn(self.project, actor or self.actor, self.moment, levels=levels)

    def foreseen(self) -> Drawn:
        """What documents say lies ahead of the state looked from, perhaps nothing else."""
        return self.desk.foreseen(self.project, self.actor, self.moment)

    def glimpsed(self, *, levels: bool = False) -> Drawn:
        """The picture of the state looked from; of a large project its relations first."""
        return self.desk.glimpsed(self.project, self.actor, self.moment, levels=levels)

    def number(self, name: str, default: int, *, most: int = 10_000) -> int:
        """A whole number from the query, from 1 to `most`.

        Raises:
            InputError: if it is none.
        """
        text = self.query.get(name, "").strip()
        if not text:
            return default
        if not re.fullmatch(r"\d{1,9}", text) or not 1 <= int(text) <= most:
            raise InputError(f"{name}={text!r} is not a whole number from 1 to {most}")
        return int(text)

    def link(self, *parts: str, **query: Asked) -> str:
        """The address of a page that looks at the same day.

        ``as_of`` and ``known_at`` are carried over; a part that is None is left out.
        """
        kept = {name: self.query[name] for name in ("as_of", "known_at") if self.query.get(name)}
        return address_of(*parts, **{**kept, **query})

    def here(self, **query: Asked) -> str:
        """The address of this page with other values of its query; None or empty leaves one out."""
        path = self.address.partition("?")[0]
        merged = {**self.every, **query}
        asked = urlencode({name: value for name, value in merged.items() if value}, doseq=True)
        return f"{path}?{asked}" if asked else path


def address_of(*parts: str, **query: Asked) -> str:
    """A path of this application with its query, every part quoted.

    >>> address_of("relation", "PRK", "a/b", sector="energy", as_of=None)
    '/relation/PRK/a%2Fb?sector=energy'
    """
    path = "/" + "/".join(quote(part, safe=":@") for part in parts)
    asked = urlencode({name: value for name, value in query.items() if value}, doseq=True)
    return f"{path}?{asked}" if asked else path
