"""The tables of actors read into `Actors`, with every complaint tied to a file and a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

from detente.codebook.actors import ALIAS_KINDS, Actor, Actors, Alias, Leader, Membership
from detente.codebook.files import Line, read_table
from detente.codebook.personal_names import family_name, plain, spellings, straight

ACTORS = tuple("code name adjective people capital other ambiguous region borders".split())
ALIASES = ("code", "role", "kind", "forms", "begins_on", "ends_on", "codes", "ambiguous")
BLOCS = ("code", "kind", "name", "adjective", "forms", "members", "ambiguous")
GROUPS = ("code", "name", "forms", "adjective", "state", "begins_on", "ends_on", "ambiguous")
COMPANIES = ("code", "forms", "ambiguous")
LEADERS = tuple("code name family_name other_forms office begins_on ends_on alone".split())

# Offices whose holder is the leader of the state or organisation; others keep their own role.
HEADS = frozenset(
    "president|prime minister|premier|chancellor|king|queen|emperor|emir|sultan|pope|leader|"
    "supreme leader|crown prince|chairman|grand duke|prince|governor-general|acting president|"
    "interim president|acting prime minister|chief adviser|general secretary|party leader|"
    "secretary-general|secretary general|director general|commission president|"
    "council president|parliament president|taoiseach|state counsellor|chief executive|"
    "captain regent|monarch|presidency chairman|managing director".split("|")
)

Entry = tuple[Alias, Line]


class Reader:
    """Collects actors and forms from the tables, then checks them against each other."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.actors: dict[str, Actor] = {}
        self.entries: dict[tuple[str, str, str, date | None], Entry] = {}
        self.memberships: dict[str, tuple[Membership, ...]] = {}
        self.leaders: list[Leader] = []
        self.used: list[tuple[str, Line]] = []

    def lines(self, name: str, columns: tuple[str, ...]) -> Iterator[Line]:
        """The rows of a table."""
        return read_table(name, columns, folder=self.folder)

    def add(self, alias: Alias, line: Line) -> None:
        """Keep a form, and beside it the same without diacritics; the first of equal ones stays."""
        key = (alias.form, alias.code, alias.role, alias.begins_on)
        self.entries.setdefault(key, (alias, line))
        if not alias.form.isascii():
            form = plain(alias.form)
            key = (form, alias.code, alias.role, alias.begins_on)
            self.entries.setdefault(key, (replace(alias, form=form), line))

    def add_actor(self, actor: Actor, line: Line) -> None:
        """Keep an actor, and remember which codes its line uses."""
        if actor.code in self.actors:
            raise line.error(actor.code, "this code is taken; every actor has one line")
        self.actors[actor.code] = actor
        self.used += [(code, line) for code in (*actor.members, *actor.borders)]

    def read(self) -> Actors:
        """All tables, in the order in which they build on each other, checked."""
        self.read_states()
        self.read_blocs()
        self.read_groups()
        self.read_aliases()
        self.read_leaders()
        for line in self.lines("companies.tsv", COMPANIES):
            weak = _weak(line, line.several("forms"))
            self.used.append((line.required("code"), line))
            for form in line.several("forms"):
                self.add(_alias(form, line["code"], "company", "company", form in weak), line)
        self.check()
        aliases = [alias for alias, _ in self.entries.values()]
        return Actors(self.actors.values(), aliases, self.memberships, self.leaders)

    def read_states(self) -> None:
        """States and territories with their names, peoples and seats."""
        for line in self.lines("actors.tsv", ACTORS):
            code, name = line.required("code"), line.required("name")
            adjective = line["adjective"] or name
            borders = tuple(line["borders"].split())
            self.add_actor(
                Actor(code, name, adjective, "state", borders=borders, region=line["region"]), line
            )
            forms = list(_state_forms(line))
            weak = _weak(line, [form for form, _, _ in forms])
            for form, role, kind in forms:
                self.add(_alias(form, code, role, kind, form in weak), line)

    def read_blocs(self) -> None:
        """Organisations, blocs and regions with their members."""
        for line in self.lines("blocs.tsv", BLOCS):
            code, kind, name = (line.required(column) for column in ("code", "kind", "name"))
            if kind not in ("org", "bloc", "region"):
                raise line.error(code, f"kind {kind!r} is none of org, bloc, region")
            members = tuple(_membership(item, line) for item in line["members"].split())
            self.memberships[code] = members
            today = tuple(member.code for member in members if member.ends_on is None)
            self.used += [(member.code, line) for member in members]
            self.add_actor(Actor(code, name, line["adjective"] or name, kind, today), line)
            self.add_forms(line, kind, (name, *line.several("forms")))

    def read_groups(self) -> None:
        """Armed groups, movements and peoples without a state."""
        for line in self.lines("groups.tsv", GROUPS):
            code, name = line.required("code"), line.required("name")
            adjective = line["adjective"] or name
            self.add_actor(Actor(code, name, adjective, "group", region=line["state"]), line)
            if line["state"]:
                self.used.append((line["state"], line))
            self.add_forms(line, "group", (name, *line.several("forms")))

    def add_forms(self, line: Line, kind: str, forms: tuple[str, ...]) -> None:
        """The forms of a bloc or group, its adjective among them."""
        weak = _weak(line, (*forms, line["adjective"]))
        begins_on = line.first_day("begins_on") if "begins_on" in line.cells else None
        ends_on = line.last_day("ends_on") if "ends_on" in line.cells else None
        for form in dict.fromkeys((*forms, line["adjective"])):
            if form:
                sort = "adjective" if form == line["adjective"] else kind
                alias = Alias(
                    straight(form), line["code"], "", sort, begins_on, ends_on, (), form in weak
                )
                self.add(alias, line)

    def read_aliases(self) -> None:
        """Further forms: former names, seats, bodies, parties, media, pairs."""
        for line in self.lines("aliases.tsv", ALIASES):
            code, kind = line.required("code"), line.required("kind")
            codes = line.several("codes")
            self.used += [(used, line) for used in (code, *codes)]
            if kind == "prefix":
                for alias in self.joined(line):
                    self.add(alias, line)
                continue
            if kind not in ALIAS_KINDS:
                raise line.error(code, f"kind {kind!r} is none of {', '.join(ALIAS_KINDS)}")
            if (kind == "pair") != (len(codes) == 2):
                raise line.error(code, "a pair has two codes in column codes, and nothing else has")
            first, last = line.first_day("begins_on"), line.last_day("ends_on")
            weak = line.flag("ambiguous")
            for form in line.several("forms"):
                alias = Alias(straight(form), code, line["role"], kind, first, last, codes, weak)
                self.add(alias, line)

    def joined(self, line: Line) -> Iterator[Alias]:
        """A combining form with the adjective of every other state: Sino-Indian."""
        code = line["code"]
        for other, actor in self.actors.items():
            if actor.kind != "state" or other == code:
                continue
            for form in line.several("forms"):
                pair = f"{form}-{actor.adjective}"
                yield Alias(pair, code, "", "pair", None, None, (code, other))

    def read_leaders(self) -> None:
        """Office holders: full names in every spelling, and the family name alone."""
        for line in self.lines("leaders.tsv", LEADERS):
            code, name = line.required("code"), line.required("name")
            office = line.required("office")
            first, last = line.first_day("begins_on"), line.last_day("ends_on")
            if first and last and last < first:
                raise line.error(name, f"ends on {last}, before it begins on {first}")
            self.used.append((code, line))
            self.leaders.append(Leader(code, name, office, first, last))
            head = office in HEADS
            role, kind = ("leader", "leader") if head else (office, "person")
            for form in (name, *line.several("other_forms")):
                for spelling in spellings(straight(form)):
                    self.add(Alias(spelling, code, role, kind, first, last), line)
            if line["family_name"] != "-":
                family = straight(family_name(name, line["family_name"]))
                weak = not line.flag("alone")
                self.add(Alias(family, code, role, kind, first, last, (), weak), line)

    def check(self) -> None:
        """Every code used exists, and no form means two actors at a time without saying so.

        Raises:
            CodebookError: naming file and line.
        """
        for code, line in self.used:
            if code not in self.actors:
                raise line.error(code, "no actor has this code; add it to actors.tsv or blocs.tsv")
        by_form: dict[str, list[Entry]] = {}
        for alias, line in self.entries.values():
            if not alias.ambiguous:
                by_form.setdefault(alias.form, []).append((alias, line))
        for entries in by_form.values():
            _check_form(entries)


def _check_form(entries: list[Entry]) -> None:
    for (one, _), (other, line) in combinations(entries, 2):
        same = (one.codes or one.code) == (other.codes or other.code)
        if not same and _overlap(one, other):
            raise line.error(
                other.form,
                f"stands for {one.code} and {other.code} at the same time; "
                "mark one of them ambiguous or give both dates",
            )


def _overlap(one: Alias, other: Alias) -> bool:
    begins = max(one.begins_on or date.min, other.begins_on or date.min)
    ends = min(one.ends_on or date.max, other.ends_on or date.max)
    return begins <= ends


def _alias(form: str, code: str, role: str, kind: str, weak: bool) -> Alias:
    return Alias(straight(form), code, role, kind, None, None, (), weak)


def _state_forms(line: Line) -> Iterator[tuple[str, str, str]]:
    """Form, role and kind of everything that a state's line holds, the name first."""
    yield line["name"], "", "name"
    if line["adjective"]:
        yield line["adjective"], "", "adjective"
    for other in line.several("other"):
        mark, _, rest = other.partition(":")
        if mark == "a":
            yield rest, "", "adjective"
        elif mark != "c":
            yield other, "", "name"
    known = {line["name"], line["adjective"]}
    for form in line.several("people"):
        if form not in known:
            yield form, "people", "demonym"
    seats = [other[2:] for other in line.several("other") if other.startswith("c:")]
    for form in (line["capital"], *seats):
        if form and form not in known:
            yield form, "capital", "capital"


def _weak(line: Line, forms: Iterable[str]) -> frozenset[str]:
    weak = frozenset(line.several("ambiguous"))
    for form in weak - frozenset(forms):
        raise line.error(form, "marked ambiguous, but the line has no such form")
    return weak


def _membership(item: str, line: Line) -> Membership:
    code, _, dates = item.partition(":")
    since, _, until = dates.partition(":")
    return Membership(code, line.day(since, last=False), line.day(until, last=True))


def read_actors(folder: Path | None = None) -> Actors:
    """All actors from the user's tables, or the shipped ones.

    Raises:
        CodebookError: naming file, line and form of the first thing that does not fit.
    """
    return Reader(folder).read()
