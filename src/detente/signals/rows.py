"""The lists ``events`` and ``portfolio``: derived rows as lines."""

from __future__ import annotations

from collections.abc import Collection

from detente.model import Event, Item, Relation
from detente.signals.acts import describe
from detente.signals.ground import Ground, make_item
from detente.signals.wording import sentence, signed

CLOSE, FRIENDLY = 6.0, 2.0


def list_events(ground: Ground, *, referred: Collection[str] = ()) -> list[Item]:
    """Events that concern the state looked from, and those of others that a line refers to."""
    items = []
    for event in ground.view.events:
        concerned = ground.actor in (*event.source, *event.target)
        if (concerned or event.id in referred) and event.evidence:
            items.append(_event_line(ground, event))
    return items


def _event_line(ground: Ground, event: Event) -> Item:
    text = describe(ground, event)
    if event.contested and not event.asserted_by:
        text += "; a party to it denies it"
    fields: dict[str, object] = {
        "source": event.source,
        "target": event.target,
        "action": event.action,
        "sectors": event.sectors,
        "begins_on": event.begins_on,
        "ends_on": event.ends_on,
        "change": event.change,
        "quantity": event.quantity,
        "n_documents": event.n_documents,
        "n_publishers": event.n_publishers,
        "n_reports": 0,
        "contested": event.contested,
    }
    return Item("events", sentence(text), event.evidence, fields, id=event.id)


def level_word(level: float) -> str:
    """A level in a word.

    >>> level_word(7.0), level_word(0.5), level_word(-3.0)
    ('close', 'mixed or neutral', 'strained')
    """
    if abs(level) < FRIENDLY:
        return "mixed or neutral"
    if level > 0:
        return "close" if level >= CLOSE else "friendly"
    return "hostile" if level <= -CLOSE else "strained"


def list_portfolio(ground: Ground) -> list[Item]:
    """One line for each cell of the portfolio."""
    return [_cell_line(ground, row) for row in ground.view.relations if row.evidence]


def _cell_line(ground: Ground, row: Relation) -> Item:
    text = (
        f"{row.sector} relations of {ground.name(row.actor)} with {ground.name(row.counterpart)} "
        f"are {level_word(row.level)}: level {signed(row.level)}, between {signed(row.low)} and "
        f"{signed(row.high)}, {row.direction}{_basis(row)}"
    )
    fields: dict[str, object] = {
        "counterpart": row.counterpart,
        "sector": row.sector,
        "level": row.level,
        "low": row.low,
        "high": row.high,
        "tempo": row.tempo,
        "tempo_change": row.tempo_change,
        "direction": row.direction,
        "p_direction": row.p_direction,
        "n_events": row.n_events,
        "n_assessments": row.n_assessments,
        "n_rows": row.n_rows,
        "n_reports": row.n_reports,
        "last": row.last,
    }
    return make_item("portfolio", sentence(text), evidence=row.evidence, fields=fields)


def _basis(row: Relation) -> str:
    """How many readings of which sort, where datasets have a part in it."""
    if not row.n_rows:
        return ""
    told = "report" if row.n_reports == 1 else "reports"
    text = f"{row.n_rows:,} event{'s' if row.n_rows != 1 else ''} of datasets"
    text += f" ({row.n_reports:,} {told})"
    read = row.n_events + row.n_assessments
    beside = f" and {read} statement{'s' if read != 1 else ''} of documents" if read else ""
    return f"; from {text}{beside}"
