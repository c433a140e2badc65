"""A shift in one plain sentence, as a line of the list ``signals``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from detente.model import Evidence, Item
from detente.series import Series
from detente.signals.ground import make_item
from detente.signals.shift import Shift
from detente.signals.wording import a_month, period, sentence, three_digits, with_article

if TYPE_CHECKING:
    from detente.codebook import Codebook

# Of a tempo that falls below such a share of what it was, the factor says nothing.
HARDLY = 0.05


def shift_line(
    series: Series, shift: Shift, *, codebook: Codebook, mirror: Shift | None = None
) -> Item:
    """One line of type ``shift`` or ``episode`` with the rows around it.

    Args:
        codebook: gives the names of the parties.
        mirror: the surge of the other side at the same time, told in the same line.
    """
    one, other = (with_article(codebook.actors.name(code)) for code in series.dyad)
    link = "towards" if series.directed else "and"
    back = ""
    if mirror is not None:
        back = f", those of {other} {link} {one} {mirror.size:.1f} times"
    text = (
        f"{_when(shift)} {_moved(series, shift)} {one} {link} {other} {_by(series, shift)}{back}; "
        f"probability {min(shift.probability, 0.99):.2f}, {_found(shift)}"
    )
    fields: dict[str, object] = {
        "type": "shift" if shift.lasting else "episode",
        "source": (series.source,),
        "target": (series.target,),
        "begins_on": shift.first_day,
        "ends_on": shift.last_day,
        "turn": "raised" if _up(shift) else "lowered",
        "sectors": (series.sector,) if series.sector else (),
        "quad": series.quad,
        "what": shift.what,
        "dataset": series.dataset,
        "size": shift.size,
        "low": shift.low,
        "high": shift.high,
        "before": shift.before,
        "after": shift.after,
        "probability": shift.probability,
        "found_on": shift.found_on,
        "earliest": shift.earliest,
        "latest": shift.latest,
        "mirrored": mirror is not None,
    }
    rows = (*shift.rows, *(mirror.rows if mirror is not None else ()))
    cited = (Evidence(dataset=series.dataset, row=row) for row in dict.fromkeys(rows))
    return make_item("signals", sentence(text), evidence=cited, fields=fields)


def _up(shift: Shift) -> bool:
    return shift.after > shift.before


def _when(shift: Shift) -> str:
    if shift.lasting:
        return f"since about {_day(shift.first_day)}"
    return f"from about {period(shift.first_day, shift.last_day)}"


def _day(day: date) -> str:
    return period(day, day)


def _moved(series: Series, shift: Shift) -> str:
    sector = f"{series.sector} " if series.sector else ""
    acts = "scores of" if series.kind == "score" else f"{sector}acts of"
    if shift.what == "tempo":
        return f"acts of {series.quad} of" if series.quad else f"{sector}events of"
    return acts


def _by(series: Series, shift: Shift) -> str:
    if shift.what == "tempo" and series.quad:
        return (
            f"came {shift.size:.1f} times as often as in the year around "
            f"({a_month(shift.after)} a month instead of {a_month(shift.before)})"
        )
    if shift.what == "tempo":
        numbers = f"({a_month(shift.before)} a month, then {a_month(shift.after)})"
        if shift.size < HARDLY:
            return f"hardly came any more {numbers}"
        more = "more" if _up(shift) else "less"
        ratio = shift.size if _up(shift) else 1.0 / shift.size
        return f"came {ratio:.1f} times {more} often than before {numbers}"
    higher = "higher" if _up(shift) else "lower"
    back = "" if shift.lasting else ", then back to where they were"
    before, after = three_digits(shift.before), three_digits(shift.after)
    return (
        f"lay {three_digits(abs(shift.size))} {higher} than before ({before}, then {after}; "
        f"the change between {three_digits(shift.low)} and {three_digits(shift.high)}){back}"
    )


def _found(shift: Shift) -> str:
    if shift.found_on is None:
        return "seen only in hindsight"
    return f"known on {_day(shift.found_on)}"
