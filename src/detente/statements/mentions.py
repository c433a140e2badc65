"""Where a text names actors: names, adjectives, capitals, leaders, bodies, people introduced.

A text is cut into atoms (runs of letters and digits, single signs) and matched against the
codebook's aliases, longest first. Surnames and other short forms count only where the document
itself, a title, or the office held on the document's date supports them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from detente.codebook import Actors, Alias

ATOM = re.compile(r"[^\W_]+|[^\w\s]")
PEOPLE = ("leader", "person")
BODIES = ("ministry", "party", "parliament", "media", "forces", "office", "org", "bloc", "group")
APOSTROPHE = str.maketrans("’‘", "''")
# "English-speaking rebels", "German-made tanks": a language or an origin, and no party.
OF_ORIGIN = re.compile(
    r"-(?:speak|language|medium|born|style|made|built|educated|trained|era|inspired|influenced)"
)
PREFIX = re.compile(r"\b(anti|pro)-$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the text names an actor.

    Attributes:
        start, end: span in the document.
        codes: one code, or the several of a pair or of a hyphenated compound.
        role: role in which it acts, empty for the state itself.
        kind: kind of the alias, see `detente.codebook.Alias`.
        words: as written.
        person: full name where it is a person, else empty.
        stance: ``against`` or ``for`` where written with "anti-" or "pro-".
    """

    start: int
    end: int
    codes: tuple[str, ...]
    role: str
    kind: str
    words: str
    person: str = ""
    stance: str = ""

    @property
    def adjectival(self) -> bool:
        """Whether it modifies a noun rather than standing for the actor by itself."""
        return self.kind in ("adjective", "pair") or bool(self.stance)

    @property
    def leaning(self) -> bool:
        """Whether it says whom someone else is for ("the pro-Russian party")."""
        return self.stance == "for"


class _Atom(NamedTuple):
    text: str
    start: int
    end: int


class AliasIndex:
    """The codebook's aliases by their first atom, longest first."""

    def __init__(self, actors: Actors) -> None:
        self.actors = actors
        self._first: dict[str, list[tuple[tuple[str, ...], list[Alias]]]] = {}
        grouped: dict[tuple[str, ...], list[Alias]] = {}
        for alias in actors.aliases():
            atoms = tuple(ATOM.findall(alias.form.translate(APOSTROPHE)))
            if atoms:
                grouped.setdefault(atoms, []).append(alias)
        for atoms, aliases in grouped.items():
            self._first.setdefault(atoms[0], []).append((atoms, aliases))
        for entries in self._first.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self.first_atoms = self._first.keys()

    def match(self, atoms: Sequence[_Atom], at: int) -> tuple[int, list[Alias]] | None:
        """The longest alias that begins at an atom: how many atoms, and its readings."""
        for sequence, aliases in self._first.get(atoms[at].text, ()):
            n = len(sequence)
            if at + n <= len(atoms) and all(atoms[at + k].text == sequence[k] for k in range(1, n)):
                return n, aliases
        return None


def cut_atoms(text: str) -> list[_Atom]:
    """The atoms of a text with their spans; curly apostrophes count as straight ones."""
    folded = text.translate(APOSTROPHE)
    return [_Atom(m.group(), m.start(), m.end()) for m in ATOM.finditer(folded)]


def holds_on(alias: Alias, day: date | None) -> bool:
    """Whether an alias was in force on a day; always where the day is unknown."""
    if day is None:
        return True
    return not (alias.begins_on and day < alias.begins_on) and not (
        alias.ends_on and day > alias.ends_on
    )


def _preferred(aliases: Iterable[Alias], day: date | None) -> list[Alias]:
    rows = list(aliases)
    return [a for a in rows if holds_on(a, day)] or rows


def find_mentions(text: str, *, index: AliasIndex, published: date | None) -> tuple[Mention, ...]:
    """Every actor named in a document, in order, without overlaps.

    Short and shared forms (a surname, "Georgia") are settled in a second pass with what the
    document says in full. A form that stays ambiguous is left out.
    """
    atoms = cut_atoms(text)
    firm: list[Mention] = []
    open_forms: list[tuple[int, int, list[Alias]]] = []
    at = 0
    while at < len(atoms):
        found = index.match(atoms, at) if atoms[at].text in index.first_atoms else None
        if found is None:
            at += 1
            continue
        n, aliases = found
        if atoms[at].text in ("the", "The") and at + 1 < len(atoms):
            inner = index.match(atoms, at + 1)
            if inner is not None and inner[0] >= n:
                at += 1
                continue
        start, end = atoms[at].start, atoms[at + n - 1].end
        if text[start:end].isalpha() and _inside_word(text, start, end):
            at += 1
            continue
        if OF_ORIGIN.match(text, end):
            at += n
            continue
        sure = [a for a in _preferred(aliases, published) if not a.ambiguous]
        codes = {a.codes or (a.code,) for a in sure}
        if len(codes) == 1:
            firm.append(_mention(text, start, end, sure[0]))
        else:
            open_forms.append((start, end, aliases))
        at += n
    settled = firm + _settle(text, open_forms, firm, published)
    settled += _by_direction(text, settled, index.actors)
    settled.sort(key=lambda m: m.start)
    return _join_compounds(text, settled)


DIRECTION = re.compile(
    r"\b(?:[Tt]he\s+(North|South)(?!\s+[A-Z]|\w|-)|(North|South)\s+and\s+(?:South|North)\s+(?=[A-Z]))"
)


def _by_direction(text: str, found: Sequence[Mention], actors: Actors) -> list[Mention]:
    """ "The South", "North and South Korea": the one state so called that the text names."""
    named = {m.codes[0] for m in found if len(m.codes) == 1}
    states = {code: actors.name(code) for code in named}
    added: list[Mention] = []
    for match in DIRECTION.finditer(text):
        word = match.group(1) or match.group(2)
        group = 1 if match.group(1) else 2
        codes = [code for code, name in states.items() if name.startswith(word + " ")]
        start, end = match.span(group)
        if not codes:
            other = "South" if word == "North" else "North"
            twins = {name.replace(other, word, 1) for name in states.values() if name[:5] == other}
            codes = [a.code for t in twins for a in actors.lookup(t) if a.kind == "name"]
        if group == 2 and not codes:
            full = re.match(r"(?:North|South)\s+(\w+)", text[match.end() - 6 :].lstrip())
            whole = f"{word} {full.group(1)}" if full else ""
            codes = [a.code for a in actors.lookup(whole) if a.kind == "name"]
        if len(codes) == 1 and not any(m.start < end and start < m.end for m in found):
            added.append(Mention(start, end, (codes[0],), "", "name", word))
    return added


def _inside_word(text: str, start: int, end: int) -> bool:
    """True for "Chad" in "Chad_wick": letters or digits continue on either side."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return before.isalnum() or before == "_" or after.isalnum() or after == "_"


def _mention(text: str, start: int, end: int, alias: Alias) -> Mention:
    person = text[start:end] if alias.kind in PEOPLE else ""
    stance, begin = "", start
    prefix = PREFIX.search(text[max(0, start - 6) : start])
    if prefix:
        stance = "against" if prefix.group(1).lower() == "anti" else "for"
        begin = start - len(prefix.group())
    return Mention(
        begin,
        end,
        alias.codes or (alias.code,),
        alias.role,
        alias.kind,
        text[begin:end],
        person,
        stance,
    )


def _settle(
    text: str,
    open_forms: Sequence[tuple[int, int, list[Alias]]],
    firm: Sequence[Mention],
    published: date | None,
) -> list[Mention]:
    """Give an ambiguous form the reading that the document supports, if exactly one does."""
    states: dict[str, int] = {}
    surnames: dict[str, set[str]] = {}
    full: dict[tuple[str, str], str] = {}
    for mention in firm:
        for code in mention.codes:
            states[code] = states.get(code, 0) + 1
        if mention.person:
            for part in re.findall(r"[\w’'-]+", mention.person):
                surnames.setdefault(part, set()).add(mention.codes[0])
                full.setdefault((part, mention.codes[0]), mention.person)
    taken: list[Mention] = []
    for start, end, aliases in open_forms:
        form = text[start:end]
        before = {c for m in firm if 0 <= start - m.end <= 1 for c in m.codes}
        aliases = [a for a in aliases if not before or a.code in before or a.kind in PEOPLE]
        if not before and _part_of_a_longer_name(text, start):
            continue
        if COMPASS.fullmatch(form) and re.match(r"\s[A-Z][a-z]", text[end : end + 3]):
            continue
        choice = _choose(form, aliases, states, surnames, published)
        if choice is None:
            continue
        mention = _mention(text, start, end, choice)
        if mention.person:
            mention = replace(mention, person=full.get((form, choice.code), "") or form)
        taken.append(mention)
    return taken


BEFORE_A_SURNAME = frozenset(
    "President Premier Chairman Minister Secretary Chancellor King Queen Mr Ms Mrs Dr Sir Leader "
    "Prince Emir Sultan General Director Vice Prime Comrade Ayatollah Advisor Adviser Senator "
    "Presidents Premiers Ministers Secretaries Chancellors Advisors Advisers Leaders Generals "
    "Ambassador Ambassadors Envoy Envoys Spokesman Spokeswoman Spokesperson Commissioner Governor "
    "But And The In As For While When If After Before Should Although Since Both Because Yet "
    "With By To From On Of That Then Now Even Whether Unless Once Despite During".split()
)


# "West Bengal", "Western Australia": a place that is no bloc.
COMPASS = re.compile(r"(?:North|South|East|West)(?:ern)?")


def _part_of_a_longer_name(text: str, start: int) -> bool:
    """Whether an unknown first name stands before a surname: then it is someone else's."""
    before = re.search(r"([A-ZÀ-Þ][\w’'-]*)\s$", text[max(0, start - 30) : start])
    return before is not None and before.group(1) not in BEFORE_A_SURNAME


def _choose(
    form: str,
    aliases: Sequence[Alias],
    states: Mapping[str, int],
    surnames: Mapping[str, set[str]],
    published: date | None,
) -> Alias | None:
    people = [a for a in aliases if a.kind in PEOPLE]
    places = [a for a in aliases if a.kind not in PEOPLE]
    if people:
        known = surnames.get(form, set())
        named = [a for a in people if a.code in known]
        if named:
            return _best(named, states, published)
        current = [a for a in people if holds_on(a, published) and states.get(a.code)]
        if current:
            return _best(current, states, published)
        if " " in form:
            return max(people, key=lambda a: a.ends_on or date.max)
    supported = [a for a in places if a.kind != "capital" or states.get(a.code)]
    if len({a.codes or (a.code,) for a in supported}) > 1:
        ranked = sorted(supported, key=lambda a: -states.get(a.code, 0))
        if states.get(ranked[0].code, 0) > states.get(ranked[1].code, 0):
            return ranked[0]
        # "Congo" with neither of the two named otherwise: the one that the table has first.
        by_name = supported[0].kind in ("name", "adjective", "demonym")
        return supported[0] if by_name and not states.get(ranked[0].code, 0) else None
    return supported[0] if supported else None


def _best(aliases: Sequence[Alias], states: Mapping[str, int], published: date | None) -> Alias:
    return max(
        aliases,
        key=lambda a: (
            holds_on(a, published),
            states.get(a.code, 0),
            a.kind == "leader",
            a.begins_on or date.min,
        ),
    )


def _join_compounds(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Make "U.S.-China" or "ROK–U.S." one mention of both, and drop overlaps."""
    joined: list[Mention] = []
    for mention in mentions:
        if joined and mention.start < joined[-1].end:
            if mention.end - mention.start > joined[-1].end - joined[-1].start:
                joined[-1] = mention
            continue
        gap = text[joined[-1].end : mention.start] if joined else " "
        if joined and gap in ("-", "–", "/") and not mention.person:
            last = joined[-1]
            codes = tuple(dict.fromkeys(last.codes + mention.codes))
            joined[-1] = Mention(
                last.start, mention.end, codes, "", "pair", text[last.start : mention.end]
            )
            continue
        joined.append(mention)
    return tuple(joined)
