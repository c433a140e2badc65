"""Sectors of one counterpart that go different ways, and visits that go both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import erf, sqrt

from detente.codebook.bearing import remaining_change, trend
from detente.model import Item, Relation
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


@dataclass(frozen=True, slots=True)
class Move:
    """One reported change in one sector; `sign` is +1 where good relations grow."""

    reading: Reading
    sector: str
    sign: int


def find_decoupling(ground: Ground) -> list[Item]:
    """Lines of type ``decoupling``: by counterpart, moves apart and levels apart."""
    moves: defaultdict[str, list[Move]] = defaultdict(list)
    for reading in ground.of_kind("event", "assessment"):
        for counterpart in ground.counterparts(reading.statement):
            moves[counterpart] += _moves(ground, reading)
    items = []
    for counterpart, seen in moves.items():
        if {move.sign for move in seen} >= {1, -1}:
            items.append(_moves_line(ground, counterpart, seen))
    cells: defaultdict[str, list[Relation]] = defaultdict(list)
    for row in ground.view.relations:
        cells[row.counterpart].append(row)
    for rows in cells.values():
        items += _levels_lines(ground, rows)
    return items


def _moves(ground: Ground, reading: Reading) -> Iterator[Move]:
    statement = reading.statement
    sign = trend(ground.codebook.intensity, statement.action, statement.change)
    if sign and not statement.denies and _of_exchange(ground, reading):
        yield Move(reading, (statement.sectors or ("diplomatic",))[0], sign)


def _of_exchange(ground: Ground, reading: Reading) -> bool:
    """True where it is dealings that move; threats that grow say nothing of different speeds."""
    statement = reading.statement
    if not statement.action:
        return statement.change != "start"
    friendly = ground.codebook.intensity.weight(statement.action) > 0
    return friendly or remaining_change(statement.action, statement.change) != statement.change


def _moves_line(ground: Ground, counterpart: str, seen: Sequence[Move]) -> Item:
    """The changes in each sector, in the order of time."""
    sectors: defaultdict[str, list[Move]] = defaultdict(list)
    for move in sorted(seen, key=lambda move: (move.reading.day or date.max, move.reading.number)):
        sectors[move.sector].append(move)
    parts = []
    told = list(sectors.items())[-MOST_SECTORS:]
    for sector, own in told:
        steps = unique(_step(move.reading) for move in own[-MOST_STEPS:])
        parts.append(f"{sector}: {', then '.join(steps)}")
    text = (
        f"{ground.name(ground.actor)} and {ground.name(counterpart)} move at different speeds; "
        f"{'; '.join(parts)}"
    )
    readings = [move.reading for _, own in told for move in own[-MOST_STEPS:]]
    newest = max(readings, key=lambda reading: (reading.day or date.min, reading.number))
    return ground.item(
        "signals",
        sentence(text),
        readings=readings,
        fields=_fields(ground, counterpart, newest.day),
    )


def _step(reading: Reading) -> str:
    statement = reading.statement
    when = in_period(statement.begins_on, statement.ends_on)
    return f"{TOLD[statement.change]} {when} ({quoted(reading.words, 60)})".replace("  ", " ")


def _levels_lines(ground: Ground, rows: Sequence[Relation]) -> list[Item]:
    """The two sectors of one counterpart that stand apart most surely, if any do."""
    apart = [
        (chance, one, two)
        for one, two in combinations(sorted(rows, key=lambda row: -row.level), 2)
        if (chance := chance_above(one, two)) >= SURE_ENOUGH and one.level > 0 > two.level
    ]
    if not apart:
        return []
    _, one, two = max(apart, key=lambda found: (found[0], found[1].sector, found[2].sector))
    text = (
        f"{ground.name(one.counterpart)}: {one.sector} relations (level {signed(one.level)}) stand "
        f"apart from {two.sector} ones ({signed(two.level)})"
    )
    evidence = (*one.evidence[:5], *two.evidence[:5])
    last = max((row.last for row in (one, two) if row.last), default=None)
    fields = _fields(ground, one.counterpart, last)
    return [make_item("signals", sentence(text), evidence=evidence, fields=fields)]


def _fields(ground: Ground, counterpart: str, begins_on: date | None) -> dict[str, object]:
    return {
        "type": "decoupling",
        "source": (ground.actor,),
        "target": (counterpart,),
        "begins_on": begins_on,
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
