"""Sectors of one counterpart that go different ways, and visits that go both ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import erf, sqrt

from detente.codebook.bearing import remaining_change, trend
from detente.model import Item, Relation, Statement
from detente.signals.ground import Ground, Reading, make_item
from detente.signals.wording import in_period, listing, quoted, sentence, signed, unique

TOLD = {
    "start": "something new began",
    "rise": "growth",
    "resume": "a resumption",
    "fall": "a decline",
    "halt": "a halt",
}
# From here on it is fair to say that one sector stands higher than the other.
SURE_ENOUGH = 0.9
Z_90 = 1.645
# The newest changes tell the story; more of them make no sentence.
MOST_STEPS = 4
MOST_SECTORS = 4
MOST_VISITS = 6
LEAST_READINGS = 2
DEALINGS = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID"})
TELLING = frozenset({"economic", "diplomatic"})
_SAID_APART = re.compile(
    r"\b(?:(?:not|n['’]t|never)\b[^.;]{0,40}\b(?:same|equal) (?:speed|pace|tempo|direction)|"
    r"different (?:speeds?|paces?|directions?|tracks?)|two[- ]speed|diverg\w+|decoupl\w+|"
    r"drift\w* apart|temperature difference|at odds with)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Move:
    """One reported change in one sector; `sign` is +1 where good relations grow."""

    reading: Reading
    sector: str
    sign: int


def find_decoupling(ground: Ground) -> list[Item]:
    """Lines of type ``decoupling``, one for each counterpart whose sectors part.

    Moves that go apart say most; without them, levels that stand apart.
    """
    moves: defaultdict[str, list[Move]] = defaultdict(list)
    said: defaultdict[str, list[Reading]] = defaultdict(list)
    for reading in ground.named("event", "assessment"):
        for counterpart in ground.counterparts(reading.statement):
            moves[counterpart] += _moves(ground, reading)
            if reading.statement.kind == "assessment" and _SAID_APART.search(reading.sentence):
                said[counterpart].append(reading)
    items = {}
    for counterpart, seen in moves.items():
        if _part(seen) or (said[counterpart] and len(_by_sector(seen)) > 1):
            items[counterpart] = _moves_line(ground, counterpart, seen, said[counterpart])
    cells: defaultdict[str, list[Relation]] = defaultdict(list)
    for row in ground.view.relations:
        # Codes of datasets that have a sector are of one sort, so that their sectors always differ.
        if not row.n_rows:
            cells[row.counterpart].append(row)
    for counterpart, rows in cells.items():
        if counterpart not in items and (pair := _pair_apart(rows)):
            items[counterpart] = _levels_line(ground, *pair)
    return list(items.values())


def _moves(ground: Ground, reading: Reading) -> Iterator[Move]:
    statement = reading.statement
    sign = trend(ground.codebook.intensity, statement.action, statement.change)
    if sign and not statement.denies and _of_exchange(statement):
        yield Move(reading, (statement.sectors or ("diplomatic",))[0], sign)


def _of_exchange(statement: Statement) -> bool:
    """True where it is dealings that move; forces that are cut back say nothing of speeds."""
    if not statement.action:
        return statement.change != "start"
    broken_off = remaining_change(statement.action, statement.change) != statement.change
    return statement.action in DEALINGS or (statement.action == "SANCTION" and broken_off)


def _by_sector(seen: Sequence[Move]) -> dict[str, list[Move]]:
    """Moves of each sector in the order of time; the sector with most of them first."""
    sectors: defaultdict[str, list[Move]] = defaultdict(list)
    for move in sorted(seen, key=lambda move: (move.reading.day or date.max, move.reading.number)):
        sectors[move.sector].append(move)
    return dict(sorted(sectors.items(), key=lambda row: -len(row[1])))


def _part(seen: Sequence[Move]) -> bool:
    """True where one sector grew while another shrank."""
    signs = [{move.sign for move in own} for own in _by_sector(seen).values()]
    return any(1 in one and -1 in two for one in signs for two in signs if one is not two)


def _moves_line(
    ground: Ground, counterpart: str, seen: Sequence[Move], said: Sequence[Reading]
) -> Item:
    """The changes in each sector, in the order of time."""
    parts = []
    told = list(_by_sector(seen).items())[:MOST_SECTORS]
    for sector, own in told:
        steps = unique(_step(move.reading) for move in own[-MOST_STEPS:])
        parts.append(f"{sector}: {', then '.join(steps)}")
    text = (
        f"{ground.name(ground.actor)} and {ground.name(counterpart)} move at different speeds by "
        f"sector; {'; '.join(parts)}"
    )
    readings = [move.reading for _, own in told for move in own[-MOST_STEPS:]]
    newest = max(readings, key=lambda reading: (reading.day or date.min, reading.number))
    fields = _fields(ground, counterpart, newest.day, [sector for sector, _ in told])
    return ground.item("signals", sentence(text), readings=[*said, *readings], fields=fields)


def _step(reading: Reading) -> str:
    statement = reading.statement
    when = in_period(statement.begins_on, statement.ends_on)
    return f"{TOLD[statement.change]} {when} ({quoted(reading.clause, 90)})".replace("  ", " ")


def _pair_apart(rows: Sequence[Relation]) -> tuple[Relation, Relation] | None:
    """The two sectors of one counterpart that part and tell most, if any do.

    Both must rest on more than one reading; trade against politics comes first, then what is
    surest.
    """
    supported = [row for row in rows if row.n_events + row.n_assessments >= LEAST_READINGS]
    apart = [
        ({one.sector, two.sector} <= TELLING, chance, one, two)
        for one, two in combinations(sorted(supported, key=lambda row: -row.level), 2)
        if (chance := chance_above(one, two)) >= SURE_ENOUGH and one.level > 0 > two.level
    ]
    if not apart:
        return None
    best = max(apart, key=lambda found: (found[0], found[1], found[2].sector, found[3].sector))
    return best[2], best[3]


def _levels_line(ground: Ground, one: Relation, two: Relation) -> Item:
    text = (
        f"{ground.name(ground.actor)} and {ground.name(one.counterpart)}: {one.sector} relations "
        f"(level {signed(one.level)}) stand apart from {two.sector} ones ({signed(two.level)})"
    )
    evidence = (*one.evidence[:5], *two.evidence[:5])
    last = max((row.last for row in (one, two) if row.last), default=None)
    fields = _fields(ground, one.counterpart, last, [one.sector, two.sector])
    return make_item("signals", sentence(text), evidence=evidence, fields=fields)


def _fields(
    ground: Ground, counterpart: str, begins_on: date | None, sectors: Sequence[str]
) -> dict[str, object]:
    return {
        "type": "decoupling",
        "source": (ground.actor,),
        "target": (counterpart,),
        "begins_on": begins_on,
        "sectors": tuple(sectors),
    }


def chance_above(one: Relation, two: Relation) -> float:
    """Probability that one level lies above another, both read as normal distributions."""
    spreads = [max(row.high - row.low, 0.1) / (2 * Z_90) for row in (one, two)]
    gap = (one.level - two.level) / sqrt(spreads[0] ** 2 + spreads[1] ** 2)
    return 0.5 * (1.0 + erf(gap / sqrt(2.0)))


def find_visits_both_ways(ground: Ground) -> list[Item]:
    """Lines of type ``visits``: each side went to the other within the reply window times six."""
    trips: defaultdict[str, list[Reading]] = defaultdict(list)
    for reading in ground.of_kind("event"):
        statement = reading.statement
        pair = len(statement.source) == 1 and len(statement.target) == 1
        if statement.action == "CONSULT" and statement.directed and pair and statement.begins_on:
            for counterpart in ground.counterparts(statement):
                trips[counterpart].append(reading)
    items = []
    for counterpart, seen in trips.items():
        out = [row for row in seen if row.statement.source == (ground.actor,)]
        back = [row for row in seen if row.statement.source == (counterpart,)]
        items += _visit_lines(ground, counterpart, out, back)
    return items


def _visit_lines(
    ground: Ground, counterpart: str, out: Sequence[Reading], back: Sequence[Reading]
) -> list[Item]:
    reach = 6 * ground.settings.reply_window_days
    pairs = [
        (first, second)
        for first in out
        for second in back
        if first.day and second.day and abs((first.day - second.day).days) <= reach
    ]
    if not pairs:
        return []
    rows = list(dict.fromkeys(row for pair in pairs for row in pair))
    rows.sort(key=lambda row: (row.day or date.max, row.number))
    rows = rows[-MOST_VISITS:]
    steps = [
        f"{ground.name(row.statement.source[0])} {in_period(row.statement.begins_on, row.last_day)}"
        f" ({quoted(row.words, 60)})"
        for row in rows
    ]
    text = (
        f"visits both ways between {ground.name(ground.actor)} and {ground.name(counterpart)}: "
        f"{listing(steps)}"
    )
    fields: dict[str, object] = {
        "type": "visits",
        "source": (ground.actor, counterpart),
        "target": (ground.actor, counterpart),
        "begins_on": rows[0].statement.begins_on,
    }
    return [ground.item("signals", sentence(text), readings=rows, fields=fields)]
