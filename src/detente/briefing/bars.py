"""Small inline figures: an interval on the level scale, an interval of likelihood."""

from __future__ import annotations

from markupsafe import Markup

from detente.briefing.portfolio import Cell
from detente.briefing.wording import interval, signed

# |level| at which the tint of a cell deepens; the first step is "hardly different from zero".
TINTS = (1.0, 3.0, 5.0, 7.5)


def tint(level: float) -> str:
    """The class of a cell's tint: ``lv0``, ``lvp1`` to ``lvp4`` or ``lvn1`` to ``lvn4``.

    >>> tint(0.4), tint(4.0), tint(-9.0)
    ('lv0', 'lvp2', 'lvn4')
    """
    step = sum(abs(level) >= bound for bound in TINTS)
    return f"lv{'p' if level > 0 else 'n'}{step}" if step else "lv0"


def level_bar(cell: Cell) -> Markup:
    """The interval of a level as a bar on a track from -10 to 10, zero and level marked."""
    low, high, level = (_on_scale(value) for value in (cell.low, cell.high, cell.level))
    label = f"interval {signed(cell.low)} to {signed(cell.high)}"
    return Markup(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" '
        'aria-label="{}"><path class="track" d="M0 4H100"/><path class="zero" d="M50 0V8"/>'
        '<rect class="span" x="{}" y="2" width="{}" height="4"/>'
        '<rect class="at" x="{}" y="0" width="2" height="8"/></svg>'
    ).format(label, _n(low), _n(max(high - low, 1)), _n(min(max(level - 1, 0), 98)))


def likelihood_bar(bounds: object) -> Markup:
    """An interval of likelihood as a bar from 0 to 100 %, the half marked; empty without one."""
    if not (isinstance(bounds, list | tuple) and len(bounds) == 2):
        return Markup("")
    low, high = (100 * float(bound) for bound in bounds)
    return Markup(
        '<svg class="bar chance" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" '
        'aria-label="{}"><path class="track" d="M0 4H100"/><path class="zero" d="M50 0V8"/>'
        '<rect class="span" x="{}" y="1" width="{}" height="6"/></svg>'
    ).format(f"likelihood {interval(bounds)}", _n(low), _n(max(high - low, 1)))


def _on_scale(level: float) -> float:
    return min(max((level + 10) * 5, 0.0), 100.0)


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
