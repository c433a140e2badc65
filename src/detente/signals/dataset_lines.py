"""Lines of a briefing from what was found in datasets: one plain sentence each, with its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from detente.model import Evidence, Item
from detente.series import day_of
from detente.signals.breadth_over_time import Breadth, Change
from detente.signals.coupling import Coupling
from detente.signals.ground import make_item
from detente.signals.indirect_ways import Leg, Way
from detente.signals.reciprocal_response import Response
from detente.signals.sectors_apart import Apart, Moved
from detente.signals.wording import MONTHS, listing, sentence, signed

Named = Callable[[str], str]

SMALLEST_Q = 0.001


def response_lines(responses: Iterable[Response], *, named: Named) -> list[Item]:
    """Lines of the list ``reciprocity``, one for each response that may be claimed.

    Args:
        named: the name of an actor code as it stands inside a sentence.
    """
    return [_response_line(one, named) for one in responses if one.claimed]


def _response_line(one: Response, named: Named) -> Item:
    kind = one.quad or "acts"
    text = (
        f"{named(one.actor)} answers {kind} of {named(one.counterpart)} in kind, "
        f"{_lag(one)}: {_share(one)}, beyond what its own rhythm explains "
        f"({one.n_acts} acts in {one.dataset}, {chance(one.q)})"
    )
    fields: dict[str, object] = {
        "first": "",
        "reply": "",
        "lag_days": round(one.lag_days),
        "in_kind": True,
        "actor": one.actor,
        "counterpart": one.counterpart,
        "quad": one.quad,
        "sector": one.sector,
        "lag_interval": (round(one.lag_low, 1), round(one.lag_high, 1)),
        "share": round(one.share, 3),
        "share_interval": (round(one.share_low, 3), round(one.share_high, 3)),
        "p": one.p,
        "q": one.q,
    }
    rows = [row for pair in one.examples for row in pair]
    return make_item(
        "reciprocity", sentence(text), evidence=rows_of(one.dataset, rows), fields=fields
    )


def _lag(one: Response) -> str:
    low, high = round(one.lag_low), round(one.lag_high)
    middle = "the day after" if round(one.lag_days) == 1 else f"after {round(one.lag_days)} days"
    return middle if low == high else f"{middle} on average (between {low} and {high})"


def _share(one: Response) -> str:
    return (
        f"{100 * one.share:.0f} answers for 100 acts (between {100 * max(0.0, one.share_low):.0f} "
        f"and {100 * one.share_high:.0f})"
    )


def coupling_lines(couplings: Iterable[Coupling], *, named: Named) -> list[Item]:
    """Lines of the list ``coupling``, one for each coupling that may be claimed."""
    return [_coupling_line(one, named) for one in couplings if one.claimed]


def _coupling_line(one: Coupling, named: Named) -> Item:
    way = "the same way" if one.correlation > 0 else "the other way"
    text = (
        f"a move in the relation of {named(one.actor)} with {named(one.first)} foretells one "
        f"{way} in that with {named(one.second)} {_weeks(one.lag_weeks)} later: "
        f"{abs(one.size):.2f} points (between {_bounds(one)}) for one point, beyond "
        f"what all relations did ({one.dataset}, {chance(one.q)}); this names no cause"
    )
    fields: dict[str, object] = {
        "actor": one.actor,
        "first": one.first,
        "second": one.second,
        "lag_weeks": one.lag_weeks,
        "correlation": round(one.correlation, 3),
        "correlation_interval": (round(one.low, 3), round(one.high, 3)),
        "size": round(one.size, 3),
        "size_interval": (round(one.size_low, 3), round(one.size_high, 3)),
        "stability": round(one.stability, 2),
        "p": one.p,
        "q": one.q,
    }
    rows = [row for pair in one.rows for row in pair]
    return make_item("coupling", sentence(text), evidence=rows_of(one.dataset, rows), fields=fields)


def _bounds(one: Coupling) -> str:
    low, high = sorted((abs(one.size_low), abs(one.size_high)))
    return f"{low:.2f} and {high:.2f}"


def _weeks(number: float) -> str:
    return "a week" if number == 1 else f"{number:g} weeks"


def breadth_lines(breadths: Iterable[Breadth], *, named: Named) -> list[Item]:
    """Lines of the list ``breadth``: the newest window of each dataset and sector."""
    newest: dict[tuple[str, str], Breadth] = {}
    history: dict[tuple[str, str], list[Breadth]] = {}
    for one in breadths:
        newest[one.dataset, one.sector] = one
        history.setdefault((one.dataset, one.sector), []).append(one)
    return [_breadth_line(one, history[cell], named) for cell, one in newest.items()]


def _breadth_line(one: Breadth, history: Sequence[Breadth], named: Named) -> Item:
    months = round((one.last_day - one.first_day + 1) / 30.4)
    matters = f" in {one.sector} matters" if one.sector else ""
    text = (
        f"{named(one.actor)} dealt with {one.n_counterparts} counterparts{matters} in the last "
        f"{months} months, which weigh as much as {one.number:.1f} equal ones (between "
        f"{one.low:.1f} and {one.high:.1f}; {one.n_events} events in {one.dataset})"
    )
    for word, changes in (("new", one.entered), ("no longer seen", one.left)):
        if changes:
            text += f"; {word}: {listing(_change(row, months, named) for row in changes)}"
    fields: dict[str, object] = {
        "effective_number": round(one.number, 2),
        "interval": (round(one.low, 2), round(one.high, 2)),
        "dataset": one.dataset,
        "sector": one.sector,
        "counterparts": tuple(
            {"code": code, "contacts": (), "since": None, "n_events": number}
            for code, number in one.largest
        ),
        "entered": tuple(row.code for row in one.entered),
        "left": tuple(row.code for row in one.left),
        "history": tuple(
            (day_of(row.last_day), round(row.number, 2), round(row.low, 2), round(row.high, 2))
            for row in history
        ),
    }
    rows = [row.row for row in (*one.entered, *one.left)] + list(one.rows)
    return make_item("breadth", sentence(text), evidence=rows_of(one.dataset, rows), fields=fields)


def _change(row: Change, months: int, named: Named) -> str:
    if not row.before:
        return f"{named(row.code)} ({row.after} events, none in the {months} months before)"
    return f"{named(row.code)} ({row.before} events in the {months} months before, none since)"


CLOSED = {
    "silent": "no friendly event between them was seen for a year",
    "hostile": "what was seen between them in two years was hostile on the whole",
}


def way_lines(ways: Iterable[Way], *, named: Named) -> list[Item]:
    """Lines of the list ``channels``, one for each way round a closed relation."""
    return [_way_line(one, named) for one in ways]


def _way_line(one: Way, named: Named) -> Item:
    told = listing(
        f"{listing(named(code) for code in leg.parties)} have {leg.n_friendly} friendly "
        f"{'event' if leg.n_friendly == 1 else 'events'} in the last 24 months"
        for leg in one.legs
    )
    text = (
        f"{named(one.origin)} could reach {named(one.goal)} by way of {named(one.via)}: "
        f"{CLOSED[one.why]} ({_direct(one)}), and {told} ({one.dataset})"
    )
    fields: dict[str, object] = {
        "origin": one.origin,
        "goal": one.goal,
        "via": (one.via,),
        "score": round(one.score, 3),
        "current": round(one.current, 3),
        "n_direct": one.n_direct,
        "n_direct_friendly": one.n_direct_friendly,
        "legs": tuple(_leg_fields(leg, one.dataset) for leg in one.legs),
        "next_date": None,
    }
    rows = [row for leg in one.legs for row in leg.rows] + list(one.door_rows)
    return make_item("channels", sentence(text), evidence=rows_of(one.dataset, rows), fields=fields)


def _direct(one: Way) -> str:
    """On how many events it rests that the direct way is closed."""
    events = f"{one.n_direct} {'event' if one.n_direct == 1 else 'events'}"
    return f"{events} in the last 24 months, {one.n_direct_friendly or 'none'} of them friendly"


def _leg_fields(leg: Leg, dataset: str) -> dict[str, object]:
    return {
        "parties": leg.parties,
        "events": (),
        "strength": round(leg.strength, 3),
        "basis": "dataset",
        "n_friendly": leg.n_friendly,
        "tempo": (leg.tempo_before, leg.tempo),
        "last": day_of(leg.last_day),
        "evidence": rows_of(dataset, leg.rows),
    }


def apart_lines(pairs: Iterable[Apart], *, named: Named) -> list[Item]:
    """Lines of type ``decoupling`` of the list ``signals``, one for each pair that is claimed."""
    return [_apart_line(one, named) for one in pairs if one.claimed]


def _apart_line(one: Apart, named: Named) -> Item:
    first, second = one.sectors
    text = (
        f"{first.sector} and {second.sector} relations of {named(one.actor)} and "
        f"{named(one.counterpart)} have moved apart since about {_month(one.since)} (between "
        f"{_month(one.since_low)} and {_month(one.since_high)}): {_move(first)}, {_move(second)} "
        f"({one.dataset}, {chance(one.q)})"
    )
    fields: dict[str, object] = {
        "type": "decoupling",
        "source": (one.actor,),
        "target": (one.counterpart,),
        "begins_on": day_of(one.since),
        "sectors": (first.sector, second.sector),
        "begins_between": (day_of(one.since_low), day_of(one.since_high)),
        "gap": (round(one.gap_before, 2), round(one.gap_after, 2)),
        "change_interval": (round(one.low, 2), round(one.high, 2)),
        "opposed": one.opposed,
        "p": one.p,
        "q": one.q,
    }
    rows = [*first.rows, *second.rows]
    return make_item("signals", sentence(text), evidence=rows_of(one.dataset, rows), fields=fields)


def _move(one: Moved) -> str:
    return f"{one.sector} {one.direction} from {signed(one.before)} to {signed(one.after)}"


def _month(number: int) -> str:
    day = day_of(number)
    return f"{MONTHS[day.month - 1]} {day.year}"


def chance(q: float) -> str:
    """A q-value in a sentence.

    >>> chance(0.0123), chance(1e-9)
    ('q = 0.012', 'q < 0.001')
    """
    return f"q < {SMALLEST_Q}" if q < SMALLEST_Q else f"q = {q:.3f}"


def rows_of(dataset: str, rows: Sequence[str]) -> tuple[Evidence, ...]:
    """Rows of a dataset as evidence, each once."""
    return tuple(Evidence(dataset=dataset, row=row) for row in dict.fromkeys(rows) if row)
