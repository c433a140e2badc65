"""Plain words for coded rows: actions as verbs, dates and periods as a reader writes them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

_YEAR = "January February March April May June July August September October November December"
MONTHS = _YEAR.split()


class Actors(Protocol):
    """The part of the actor table that naming needs."""

    def name(self, code: str) -> str:
        """The plain name of an actor code."""


class Names(Protocol):
    """The part of a codebook that naming needs."""

    @property
    def actors(self) -> Actors:
        """The actor table."""


@dataclass(frozen=True, slots=True)
class Verb:
    """An action in the forms that a sentence needs.

    Attributes:
        base, third: towards a counterpart ("hold talks with", "holds talks with").
        alone: without a counterpart, base form.
        mutual: between the parties, base form.
        noun: what a report of it would name.
    """

    base: str
    third: str
    alone: str
    mutual: str
    noun: str


def _verb(row: str) -> Verb:
    base, third, alone, mutual, noun = (cell.strip() for cell in row.split("|"))
    return Verb(base, third, alone, mutual, noun)


VERBS = {
    line.split(None, 1)[0]: _verb(line.split(None, 1)[1])
    for line in """\
AGREE agree with|agrees with|agree or offer to cooperate|agree|an agreement or an offer to cooperate
CONSULT hold talks with|holds talks with|hold talks|hold talks|a meeting, visit, call or talks
SUPPORT support|supports|give support|support each other|an endorsement, signing or upgrade of ties
COOPERATE cooperate with|cooperates with|cooperate|cooperate|trade, exchange or joint activity
AID provide for|provides for|provide aid|provide for each other|money, goods, arms or troops given
CONCEDE give way to|gives way to|give way|give way to each other|an easing, halt or withdrawal
REQUEST make demands of|makes demands of|make demands|make demands of each other|a demand or appeal
ACCUSE criticise|criticises|criticise others|criticise each other|criticism, blame or a charge
REJECT refuse|refuses|refuse|refuse each other|a refusal, denial or breaking off
THREATEN threaten|threatens|make threats|threaten each other|a threat or ultimatum
PROTEST protest against|protests against|protest|protest against each other|a protest or strike
SANCTION sanction|sanctions|impose sanctions|sanction each other|sanctions or cuts in relations
MOBILIZE mobilise against|mobilises against|raise force posture|mobilise|a test, drill or deployment
COERCE coerce|coerces|use coercion|coerce each other|a seizure, ban, arrest or blockade
ASSAULT attack|attacks|use force|fight|an attack or fighting
""".splitlines()
}
_ARTICLE = re.compile(
    r"^(?:United|Democratic Republic|Central African|Czech Republic|Dominican Republic|Holy See|"
    r"World|International|Islamic State|West$|European|African Union|Arab|Gulf)\b|"
    r"\b(?:Emirates|Philippines|Netherlands|Maldives|Bahamas|Seychelles|Comoros|Islands|Gambia|"
    r"Union|Nations|Council|Organi[sz]ation|League|Bank|Fund|Court|Commission|Agency)$|"
    r"^(?:UN|EU|UK|US|UAE|IAEA|IMF|WTO|WHO|ICC|ICJ|OSCE|SCO|GCC|AU)$"
)
_CHANGED = {
    "start": "begin to {}",
    "rise": "increasingly {}",
    "hold": "continue to {}",
    "resume": "again {}",
    "halt": "no longer {}",
    "fall": "{} less than before",
}


def listing(parts: Iterable[str], word: str = "and") -> str:
    """Join words as a sentence does.

    >>> listing(["Laos", "Vietnam", "Cuba"])
    'Laos, Vietnam and Cuba'
    """
    items = list(parts)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def names(codes: Sequence[str], codebook: Names) -> str:
    """The names of actors as they stand inside a sentence, joined."""
    return listing(with_article(codebook.actors.name(code)) for code in codes)


def with_article(name: str) -> str:
    """A name as it stands inside a sentence.

    >>> with_article("United States"), with_article("Laos")
    ('the United States', 'Laos')
    """
    takes = _ARTICLE.search(name) and not name.casefold().startswith("the ")
    return f"the {name}" if takes else name


def narrow(sectors: Sequence[str]) -> tuple[str, ...]:
    """The sectors that say more than that states deal with each other.

    >>> narrow(["diplomatic", "energy"])
    ('energy',)
    """
    return tuple(sector for sector in sectors if sector != "diplomatic")


def deed(action: str, change: str, *, plural: bool, mutual: bool, aimed: bool) -> str:
    """An action as a verb phrase, its subject and object left out.

    Args:
        action: a PLOVER root.
        change: how the action is said to move, from ``CHANGES``, or empty.
        plural: base form ("hold talks"); the third person otherwise ("holds talks").
        mutual: the parties act together and no object follows.
        aimed: an object follows.

    >>> deed("CONSULT", "hold", plural=False, mutual=False, aimed=True)
    'continues to hold talks with'
    """
    verb = VERBS[action]
    base = verb.mutual if mutual else verb.base if aimed else verb.alone
    finite = base if plural or mutual else verb.third if aimed else third_person(base)
    pattern = _CHANGED.get(change, "{}")
    if pattern.startswith(("begin", "continue")):
        helper, rest = pattern.split(" ", 1)
        finite = base
        pattern = f"{helper if plural else helper + 's'} {rest}"
    if change == "fall" and aimed and not mutual:
        pattern = "less often {}"
    return pattern.format(finite)


def third_person(base: str) -> str:
    """The third person singular of a phrase that begins with a regular verb.

    >>> third_person("give way")
    'gives way'
    """
    head, _, rest = base.partition(" ")
    return f"{head}s {rest}".rstrip()


def day(when: date) -> str:
    """A day as "5 January 2026"."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def period(begins: date, ends: date) -> str:
    """A period at the precision that its ends show.

    >>> period(date(2026, 2, 1), date(2026, 2, 28))
    'February 2026'
    >>> period(date(2025, 7, 1), date(2025, 12, 31))
    'July to December 2025'
    """
    kind = precision(begins, ends)
    if kind == "day":
        return day(begins)
    if kind == "month":
        return f"{MONTHS[begins.month - 1]} {begins.year}"
    if kind == "year":
        return str(begins.year)
    if begins.day != 1 or ends != last_of_month(ends):
        return f"{day(begins)} to {day(ends)}"
    if begins.month == 1 and ends.month == 12:
        return f"{begins.year} to {ends.year}"
    first = MONTHS[begins.month - 1] + (f" {begins.year}" if begins.year != ends.year else "")
    return f"{first} to {MONTHS[ends.month - 1]} {ends.year}"


def precision(begins: date, ends: date) -> str:
    """``day``, ``month``, ``year`` or ``range``: what a pair of inclusive days stands for."""
    if begins == ends:
        return "day"
    if begins.day == 1 and ends == last_of_month(begins):
        return "month"
    if (begins.month, begins.day, ends.month, ends.day) == (1, 1, 12, 31) and (
        begins.year == ends.year
    ):
        return "year"
    return "range"


def last_of_month(when: date) -> date:
    """The last day of the month of a day."""
    return when.replace(day=monthrange(when.year, when.month)[1])


def shortened(text: str, limit: int) -> str:
    """One line of at most ``limit`` characters, cut between words and marked with an ellipsis.

    >>> shortened("a long sentence", 9)
    'a long …'
    """
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return line[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:—- ") + " …"
