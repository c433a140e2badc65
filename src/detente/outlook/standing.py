"""Lines on forecasts as they stand: what is still open, and how their sources did before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.model import Evidence, Item
from detente.outlook.drift import same_things
from detente.outlook.entries import Entry
from detente.outlook.facts import acts_of
from detente.outlook.naming import line_id
from detente.outlook.resolution import publishers_asked
from detente.outlook.resolving import Proposal
from detente.outlook.score_tables import ScoreRow, group_of
from detente.outlook.wording import VERBS, Names, day, listing, names

MOST_OPEN, MOST_SOURCES, MOST_CITED = 12, 10, 5


@dataclass(frozen=True, slots=True)
class Standing:
    """A forecast, what its rule says, and what supports both.

    Attributes:
        words: where the forecast stands in a document.
        seen: events and rows that speak for it.
        line: id of the line of ``outlook`` that tells it; empty where there is none.
    """

    entry: Entry
    proposal: Proposal
    words: Evidence
    seen: tuple[Evidence, ...] = ()
    line: str = ""


def indicator_lines(standing: Iterable[Standing], *, codebook: Names) -> list[Item]:
    """Lines of the list ``indicators``: what would decide forecasts that are open, one line for
    all that wait for the same thing; at most twelve.

    First stands what most forecasts hang on, then what most authors forecast, then what closes
    first.
    """
    open_ones = {
        one.entry.id: one
        for one in standing
        if one.proposal.outcome == "open" and one.entry.closes_on
    }
    waiting = [
        sorted((open_ones[one.id] for one in chain), key=_closing)
        for chain in same_things(one.entry for one in open_ones.values())
    ]
    ordered = sorted(
        waiting,
        key=lambda group: (-len(group), -len(_speakers(group)), _closing(group[0])),
    )
    return [_indicator(group, codebook) for group in ordered[:MOST_OPEN]]


def _closing(one: Standing) -> tuple[str, str]:
    return str(one.entry.closes_on), one.entry.id


def _speakers(group: Iterable[Standing]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.entry.judge for one in group if one.entry.judge))


def _indicator(group: Sequence[Standing], codebook: Names) -> Item:
    """A line on what some forecasts wait for, those first whose window closes first."""
    entry, last = group[0].entry, group[-1].entry.closes_on
    assert entry.closes_on is not None and last is not None
    awaited, total = _awaited(entry, codebook), len(group)
    seen = max(one.proposal.n_supporting for one in group)
    opposing = max(one.proposal.n_opposing for one in group)
    until = day(entry.closes_on) if last == entry.closes_on else f"{day(entry.closes_on)}, the last"
    until += "" if last == entry.closes_on else f" until {day(last)}"
    so_far = f"so far {seen} report{'s' if seen != 1 else ''} for it"
    against = f" and {opposing} against" if opposing else ""
    condition = f", on condition: “{entry.condition}”" if entry.condition else ""
    hang = f"; {total} forecasts hang on it" if total > 1 else ""
    fields: dict[str, object] = {
        "forecasts": tuple(one.line for one in group if one.line),
        "ledger_ids": tuple(one.entry.id for one in group),
        "n_forecasts": total,
        "awaited": awaited,
        "condition": entry.condition,
        "until": entry.closes_on,
        "last_until": last,
        "n_supporting": seen,
        "n_opposing": opposing,
        "speakers": _speakers(group),
        "resolution_rule": entry.rule,
    }
    shown = [proof for one in group for proof in one.seen]
    cited = tuple(dict.fromkeys((*(one.words for one in group), *shown[:MOST_CITED])))
    return Item(
        "indicators",
        f"Open until {until}: {awaited}{condition}; {so_far}{against}{hang}.",
        cited,
        fields,
        id=line_id("indicators", entry.id),
    )


def _awaited(entry: Entry, codebook: Names) -> str:
    """What would make a forecast true, in words."""
    act = listing((VERBS[root].noun for root in acts_of(entry.action)), "or")
    if entry.directed or len(entry.parties) < 2:
        by = f" by {names(entry.source, codebook)}" if entry.source else " by anyone"
        towards = f" towards {names(entry.target, codebook)}" if entry.target else ""
        who = by + towards
    else:
        parties = tuple(dict.fromkeys((*entry.source, *entry.target)))
        who = f" between {names(parties, codebook)}"
    if entry.change in ("rise", "fall"):
        return f"{'more' if entry.change == 'rise' else 'less'} of this than before: {act}{who}"
    ended = "the end of " if entry.change == "halt" else ""
    needed = publishers_asked(entry)
    number = "two publishers" if needed == 2 else f"{needed} publisher"
    return f"{ended}{act}{who}, told by {number}"


def track_records(
    standing: Sequence[Standing], rows: Sequence[ScoreRow], *, quoted: Mapping[str, Sequence[str]]
) -> list[Item]:
    """Lines of the list ``track_records``: how forecasts of the sources that are quoted came out.

    Args:
        standing: the forecasts that are quoted; they are what a line cites.
        rows: scores of all forecasts of the ledger, by ``judge`` and ``publisher``.
        quoted: by ``judge`` and ``publisher`` the names, those quoted most first.
    """
    scores = {(row.by, row.name): row for row in rows}
    found = []
    for by, sources in quoted.items():
        for name in sources[:MOST_SOURCES]:
            cited = [one.words for one in standing if group_of(one.entry, by) == name]
            row = scores.get((by, name))
            if cited and row is not None:
                found.append(_record(by, name, row, tuple(dict.fromkeys(cited))[:MOST_CITED]))
    return found


def _record(by: str, name: str, row: ScoreRow, cited: tuple[Evidence, ...]) -> Item:
    who = f"{name} ({'author' if by == 'judge' else 'publisher'})"
    total = row.n + row.n_void + row.n_open + row.n_wordless
    made = f"{total} forecast{'s' if total != 1 else ''}"
    if row.n and row.brier.value is not None:
        ends = ""
        if row.brier.low is not None and row.brier.high is not None:
            ends = f", 0.90 interval {row.brier.low:.2f} to {row.brier.high:.2f}"
        void = f", {row.n_void} void" if row.n_void else ""
        text = (
            f"{who}: Brier score {row.brier.value:.2f} over {row.n} resolved of {made}{ends}{void}"
            "; 0 is best, always one half gets 0.25."
        )
    else:
        void = f"; {row.n_void} void" if row.n_void else ""
        text = (
            f"{who}: of {made} none with a likelihood is resolved, so that no score is known{void}."
        )
    fields: dict[str, object] = {
        "by": by,
        "name": name,
        "n": row.n,
        "n_void": row.n_void,
        "n_open": row.n_open,
        "brier": None if row.brier.value is None else round(row.brier.value, 4),
        "brier_interval": (
            None
            if row.brier.low is None or row.brier.high is None
            else (round(row.brier.low, 4), round(row.brier.high, 4))
        ),
    }
    return Item("track_records", text, cited, fields, id=line_id("track_records", by, name))
