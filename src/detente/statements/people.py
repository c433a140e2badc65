"""People whom a text introduces by office: "Foreign Minister Enrique Manalo of the Philippines".

The codebook knows leaders and well-known ministers; everyone else is known by what the document
says. A person introduced once is known by surname from then on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.codebook import Codebook
from detente.statements.mentions import PEOPLE, Mention

PARTICLE = (
    r"(?:al-|el-|ben |bin |bint |ibn |de |da |dos |del |della |van |von |der |di |la |le |ul-|ur-)?"
)
WORD = PARTICLE + r"[A-ZÀ-Þ][\w’'-]*(?:-\w+)?"
NAME = rf"(?P<name>{WORD}(?:\s(?:{WORD}|[A-Z]\.)){{0,3}})"
FAMILY_FIRST = frozenset(("CHN", "TWN", "KOR", "PRK", "VNM", "JPN", "HUN", "KHM", "SGP", "MNG"))
REACH = 60
NOT_NAMES = frozenset(
    "The A An In On At Of For And But With Mr Mrs Ms Dr Minister President Prime Foreign Defence "
    "Defense Ministry Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February "
    "March April May June July August September October November December General Secretary "
    "Meeting Summit Conference Forum Statement Declaration Agreement Treaty "
    "Council Commission Committee Affairs Office House Security National Party Board".split()
)


@dataclass(frozen=True, slots=True)
class Introduced:
    """A person introduced by a text: span of the name, state, role and the forms known by."""

    start: int
    end: int
    name: str
    code: str
    role: str
    short: tuple[str, ...]


class Introductions:
    """Finds introductions; the pattern is made once from the codebook's offices."""

    def __init__(self, codebook: Codebook) -> None:
        self.offices = codebook.offices
        nouns = [n for n in codebook.offices.nouns if self._is_person(n)]
        # The last word alone finds the place cheaply; the words before it settle the office.
        ends = sorted({re.escape(w) for n in nouns for w in _cased(n.split()[-1])})
        joined = "|".join(ends)
        self.before = re.compile(rf"\b(?P<office>{joined}),?\s+{NAME}")
        self.after = re.compile(
            rf"(?<!\w){NAME},\s+(?P<gloss>[^.;:\n]{{0,60}}?\b(?P<office>{joined}))\b"
        )

    def _is_person(self, noun: str) -> bool:
        office = self.offices.lookup(noun)
        plural = noun.endswith("s") and not noun.endswith("ss")
        return office is not None and office.kind == "person" and not plural

    def _office(self, text: str, span: tuple[int, int], begin: int) -> tuple[str, int]:
        """The whole office that ends at a word, and where it begins; empty where it is none."""
        start, end = span
        before = list(re.finditer(r"[\w-]+", text[max(0, start - 40) : start]))[-4:]
        for word in before:
            first = max(0, start - 40) + word.start()
            phrase = " ".join(text[first:end].split())
            if self._is_person(phrase):
                return phrase, min(begin, first)
        phrase = text[start:end]
        return (phrase, min(begin, start)) if self._is_person(phrase) else ("", begin)

    def find(self, text: str, mentions: Sequence[Mention]) -> list[Introduced]:
        """Introductions in order; names that are mentions already are left alone."""
        taken = [(m.start, m.end) for m in mentions]
        found: list[Introduced] = []
        for pattern, backwards in ((self.before, True), (self.after, False)):
            for match in pattern.finditer(text):
                start, end = _trim(text, *match.span("name"))
                if end <= start or any(s < end and start < e for s, e in taken):
                    continue
                begin = match.start() if backwards else match.start("gloss")
                office, begin = self._office(text, match.span("office"), begin)
                if not office:
                    continue
                stop = end if backwards else match.end("gloss")
                code = _state_of(text, begin, stop, mentions)
                if not code:
                    continue
                role = self.offices.role_in(office)
                name = text[start:end]
                found.append(Introduced(start, end, name, code, role, _short(name, code)))
                taken.append((start, end))
        return sorted(found, key=lambda i: i.start)


def _cased(word: str) -> tuple[str, str, str]:
    return word, word.capitalize(), word.upper()


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut words that can't belong to a name off its end, and possessives."""
    words = list(re.finditer(r"\S+", text[start:end]))
    while words and words[-1].group().rstrip("’'s.,") in NOT_NAMES:
        words.pop()
    if not words or words[0].group() in NOT_NAMES:
        return start, start
    end = start + words[-1].end()
    possessive = re.search(r"[’']s$", text[start:end])
    return start, end - len(possessive.group()) if possessive else end


def _state_of(text: str, begin: int, stop: int, mentions: Sequence[Mention]) -> str:
    """The state of an office holder: named just before the office, after "of", or last before."""
    single = [m for m in mentions if len(m.codes) == 1 and m.kind not in PEOPLE]
    for m in reversed([m for m in single if m.end <= begin]):
        between = text[m.end : begin]
        if re.fullmatch(r"(?:[’']s?)?\s(?:\w+[ -]){0,3}", between):
            return m.codes[0]
        break
    for m in single:
        if begin <= m.start < stop or (
            m.start >= stop and re.fullmatch(r"\s+(?:of|from)\s+(?:the\s+)?", text[stop : m.start])
        ):
            return m.codes[0]
    near = [m for m in single if begin - 4 * REACH <= m.end <= begin]
    return near[-1].codes[0] if near else ""


def _short(name: str, code: str) -> tuple[str, ...]:
    parts = name.split()
    if len(parts) == 1:
        return (name,)
    forms = [parts[-1]]
    if code in FAMILY_FIRST:
        forms.append(parts[0])
    return tuple(f for f in forms if len(f) > 1 and f not in NOT_NAMES)


def with_people(
    text: str, mentions: Sequence[Mention], introduced: Iterable[Introduced]
) -> tuple[Mention, ...]:
    """Add the introduced people, and their later surnames, to the mentions of a text."""
    added: list[Mention] = []
    taken = [(m.start, m.end) for m in mentions]
    for person in introduced:
        spot = Mention(
            person.start,
            person.end,
            (person.code,),
            person.role,
            "person",
            person.name,
            person.name,
        )
        added.append(spot)
        taken.append((spot.start, spot.end))
        for short in person.short:
            for match in re.finditer(rf"(?<![\w-]){re.escape(short)}(?![\w-])", text):
                inside = any(s < match.end() and match.start() < e for s, e in taken)
                if match.start() > person.end and not inside:
                    added.append(
                        Mention(
                            match.start(),
                            match.end(),
                            (person.code,),
                            person.role,
                            "person",
                            short,
                            person.name,
                        )
                    )
                    taken.append(match.span())
    return tuple(sorted([*mentions, *added], key=lambda m: m.start))
