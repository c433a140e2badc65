"""With how many counterparts the state looked from deals, who is new, and who is gone.

The effective number is ``exp(H)`` with ``H = - sum p ln p`` over the shares ``p`` of the
counterparts in the events of the last 24 months (M. O. Hill, Ecology 54, 1973,
doi:10.2307/1934352): five counterparts with equal shares count as 5, one that dominates four
others as little more than 1. Misleads when the documents cover one counterpart only.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, log

from detente.model import Item
from detente.signals.acts import is_told
from detente.signals.ground import Ground, Reading
from detente.signals.wording import earliest, listing, sentence, unique

RECENT_DAYS = 730
NEW_DAYS = 380
MOST_SHOWN = 2
CONTACTS = re.compile(
    r"\b((?:(?:foreign|defen[cs]e|trade|finance)[- ]minister\w*|ministerial|summit|leaders[’']?|"
    r"working-level|high-level|vice-ministerial|military|economic|political|phone|telephone|video) "
    r"(?:talks?|meetings?|consultations?|summits?|dialogues?|calls?|visits?|conferences?)|"
    r"summits?|consultations?|(?:state |official )?visits?|talks|meetings?|dialogues?|phone calls?|"
    r"delegations?|joint (?:committee|commission|exercises?|drills?)|exercises|trade|tourism|"
    r"treat(?:y|ies)|agreements?|aid|deployments?|troops|exchanges?)\b",
    re.IGNORECASE,
)
BY_ACTION = {
    "CONSULT": "talks",
    "AGREE": "offers and agreements",
    "SUPPORT": "support",
    "COOPERATE": "cooperation",
    "AID": "aid",
    "CONCEDE": "easing",
    "REQUEST": "demands",
    "ACCUSE": "criticism",
    "REJECT": "refusals",
    "THREATEN": "threats",
    "PROTEST": "protests",
    "SANCTION": "restrictions",
    "MOBILIZE": "military moves",
    "COERCE": "coercion",
    "ASSAULT": "attacks",
}
# Talks that were refused or called off are no contact, whatever the words name.
FRIENDLY = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE", "AID"})


@dataclass(frozen=True, slots=True)
class Contact:
    """One event with one counterpart and the readings that tell it."""

    counterpart: str
    begins_on: date | None
    last_day: date | None
    reading: Reading


def effective_number(counts: Counter[str]) -> float:
    """``exp`` of the Shannon entropy of the counts; 0 where there are none.

    >>> effective_number(Counter(a=3, b=3))
    2.0
    """
    total = sum(counts.values())
    if not total:
        return 0.0
    shares = [count / total for count in counts.values() if count]
    return round(exp(-sum(share * log(share) for share in shares)), 4)


def find_breadth(ground: Ground) -> list[Item]:
    """The one line of ``breadth``; none where no dated event has a counterpart."""
    contacts = _contacts(ground)
    since = ground.view.as_of - timedelta(days=RECENT_DAYS)
    recent = [row for row in contacts if row.last_day and row.last_day >= since]
    before = [row for row in contacts if row.begins_on and row.begins_on < since]
    if not recent:
        return []
    return [_line(ground, contacts, recent, before)]


def _contacts(ground: Ground) -> list[Contact]:
    found = []
    counted: set[tuple[str, str]] = set()
    for reading in ground.named("event"):
        statement = reading.statement
        first = statement.begins_on or statement.ends_on
        if statement.denies or not is_told(reading) or (first and first > ground.view.as_of):
            continue
        for code in ground.counterparts(statement):
            event = reading.event.id if reading.event else f"{reading.number}"
            if (code, event) not in counted:
                counted.add((code, event))
                found.append(
                    Contact(code, first, statement.ends_on or first or reading.day, reading)
                )
    return found


def kinds_of_contact(readings: Sequence[Reading]) -> tuple[str, ...]:
    """Kinds of contact as written; what the action says where the words name none.

    A sentence that lists several counterparts names their contacts one by one, so the words
    count only of the statements with the fewest parties.
    """
    fewest = min(len(reading.statement.parties) for reading in readings)
    own = [reading for reading in readings if len(reading.statement.parties) == fewest]
    named = unique(
        match.group(1).casefold()
        for reading in own
        if reading.statement.action in FRIENDLY and reading.statement.change != "halt"
        for match in CONTACTS.finditer(f"{reading.words}")
    )
    unnamed = [row for row in own if not (named and row.statement.action in FRIENDLY)]
    return unique((*named, *(BY_ACTION.get(row.statement.action, "") for row in unnamed)))


def _line(
    ground: Ground,
    contacts: Sequence[Contact],
    recent: Sequence[Contact],
    before: Sequence[Contact],
) -> Item:
    by_code: defaultdict[str, list[Contact]] = defaultdict(list)
    for row in contacts:
        by_code[row.counterpart].append(row)
    counts = Counter(row.counterpart for row in recent)
    first_seen = {code: earliest(row.begins_on for row in rows) for code, rows in by_code.items()}
    line = ground.view.as_of - timedelta(days=NEW_DAYS)
    known = _spoken_of_before(ground, line)
    entered = [code for code in first_seen if known and code not in known and counts[code]]
    left = [code for code in {row.counterpart: 0 for row in before} if not counts[code]]
    order = sorted(counts, key=lambda code: (-counts[code], code))
    counterparts: tuple[dict[str, object], ...] = tuple(
        {
            "code": code,
            "contacts": kinds_of_contact([row.reading for row in by_code[code]]),
            "since": first_seen[code],
        }
        for code in order
    )
    number = effective_number(counts)
    text = _text(ground, number, entered, left, counterparts)
    fields: dict[str, object] = {
        "effective_number": number,
        "counterparts": counterparts,
        "entered": tuple(sorted(entered)),
        "left": tuple(sorted(left)),
    }
    newest_first = sorted(order, key=lambda code: code not in entered)
    shown = [row for code in newest_first for row in _telling(by_code[code])]
    return ground.item("breadth", sentence(text), readings=shown, fields=fields)


def _telling(rows: Sequence[Contact]) -> list[Reading]:
    """The readings that tell most of the contact with one counterpart."""
    readings = sorted((row.reading for row in rows), key=lambda r: len(r.statement.parties))
    return readings[:MOST_SHOWN]


def _spoken_of_before(ground: Ground, line: date) -> set[str]:
    """Counterparts of which any statement speaks before a day, dated or published then.

    Who was spoken of without an event isn't new; and where nothing at all is known of the time
    before, nobody can be called new.
    """
    return {
        code
        for reading in ground.of_kind("event", "assessment", "omission")
        if reading.day and reading.day < line
        for code in ground.counterparts(reading.statement)
    }


def _text(
    ground: Ground,
    number: float,
    entered: Sequence[str],
    left: Sequence[str],
    counterparts: Sequence[dict[str, object]],
) -> str:
    text = (
        f"{ground.name(ground.actor)} dealt with {len(counterparts)} counterparts in the last "
        f"24 months, which weigh as much as {number:.1f} equal ones"
    )
    kinds = {str(row["code"]): row["contacts"] for row in counterparts}
    if entered:
        new = [f"{ground.name(code)} ({_listed(kinds[code])})" for code in sorted(entered)]
        text += f"; new in the last year: {listing(new)}"
    if left:
        text += f"; no longer seen: {listing(ground.names(sorted(left)))}"
    return text


def _listed(kinds: object) -> str:
    return listing(kinds) if isinstance(kinds, tuple) else ""
