"""Events of one counterpart along time, with labels that never overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from markupsafe import Markup

from detente.briefing.wording import short_day
from detente.outlook.wording import MONTHS

WIDTH, LEFT, RIGHT = 960, 118, 16
ROW, PAD, RADIUS = 18, 7, 4.5
# Measured on common system fonts at 11px: few words are wider than this a character.
CHAR_WIDTH = 6.1
MOST_ROWS = 10
SHOWN_DAYS = 1096

LANES = (
    ("material cooperation", "mc", ("COOPERATE", "AID", "CONCEDE")),
    ("verbal cooperation", "vc", ("AGREE", "CONSULT", "SUPPORT")),
    ("verbal conflict", "vx", ("REQUEST", "ACCUSE", "REJECT", "THREATEN")),
    ("material conflict", "mx", ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One event to be drawn: its days, action, label, full text and the line that it links to."""

    begins_on: date
    ends_on: date
    action: str
    label: str
    text: str
    href: str
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark with its place: from ``x`` to ``until`` its days, and beside them its label.

    ``label`` is empty where there was no room for it.
    """

    mark: Mark
    x: float
    until: float
    row: int
    label: str
    leftward: bool

    @property
    def extent(self) -> tuple[float, float]:
        """The stretch of the row that days and label cover."""
        return _extent(self.x, self.until, label=self.label, leftward=self.leftward)


def lane_of(action: str) -> int:
    """The number of the lane of an action, cooperation above conflict; -1 for none.

    >>> lane_of("AID"), lane_of("THREATEN"), lane_of("")
    (0, 2, -1)
    """
    return next((number for number, lane in enumerate(LANES) if action in lane[2]), -1)


def grouped(marks: Iterable[Mark]) -> list[Mark]:
    """Marks of the same days and label as one, with their number."""
    groups: dict[tuple[date, date, str, str], list[Mark]] = {}
    for mark in sorted(marks, key=lambda mark: (mark.begins_on, mark.ends_on, mark.label)):
        groups.setdefault((mark.begins_on, mark.ends_on, mark.action, mark.label), []).append(mark)
    return [
        replace(
            group[0],
            label=f"{group[0].label} ×{len(group)}",
            text="\n".join(mark.text for mark in group),
            notes=tuple(sorted({number for mark in group for number in mark.notes})),
        )
        if len(group) > 1
        else group[0]
        for group in groups.values()
    ]


def place(marks: Iterable[Mark], begins: date, *, ends: date) -> list[Placed]:
    """Put the marks of one lane into rows so that no two cover the same stretch.

    A label stands to the right of its mark, or to the left where it would leave the figure. A
    mark for which no row has room for the label keeps its place and loses the label.
    """
    rows: list[list[tuple[float, float]]] = []
    placed = []
    for mark in sorted(marks, key=lambda mark: (mark.begins_on, mark.ends_on, mark.label)):
        x = x_of(mark.begins_on, begins, ends=ends)
        until = max(x, x_of(min(mark.ends_on, ends), begins, ends=ends))
        label = mark.label
        leftward = _extent(x, until, label=label, leftward=False)[1] > WIDTH
        full = _extent(x, until, label=label, leftward=leftward)
        row = _free(rows, full)
        if row >= MOST_ROWS or full[0] < LEFT - PAD:
            label, leftward = "", False
            full = _extent(x, until, label="", leftward=False)
            row = min(_free(rows, full), MOST_ROWS)
        while len(rows) <= row:
            rows.append([])
        rows[row].append(full)
        placed.append(Placed(mark, x, until, row, label, leftward))
    return placed


def _free(rows: Sequence[list[tuple[float, float]]], extent: tuple[float, float]) -> int:
    for number, row in enumerate(rows):
        if all(extent[1] < low or extent[0] > high for low, high in row):
            return number
    return len(rows)


def _extent(x: float, until: float, *, label: str, leftward: bool) -> tuple[float, float]:
    """The label may run along the line of the days, but not beyond the figure."""
    reach = RADIUS + (4 + len(label) * CHAR_WIDTH if label else 0)
    if leftward:
        return x - reach, max(x + RADIUS, until) + 1
    return x - RADIUS - 1, max(x + reach, until + 2)


def x_of(day: date, begins: date, *, ends: date) -> float:
    """The horizontal place of a day."""
    share = (day - begins).days / max((ends - begins).days, 1)
    return round(LEFT + 8 + share * (WIDTH - LEFT - RIGHT - 16), 1)


def draw_timeline(marks: Sequence[Mark], *, as_of: date, name: str) -> Markup:
    """The timeline as inline SVG; empty without a dated mark.

    The three years before ``as_of`` are drawn where anything happened in them, and what lies
    before is counted below; otherwise everything is drawn. Position and shape tell the quad
    classes apart, colour only repeats them. A line behind a mark covers all days that the text
    leaves open. Every mark is a link that the keyboard reaches.
    """
    known = [mark for mark in marks if lane_of(mark.action) >= 0]
    start = as_of - timedelta(days=SHOWN_DAYS)
    shown = [mark for mark in known if mark.begins_on >= start] or known
    if not shown:
        return Markup("")
    begins = min(mark.begins_on for mark in shown) - timedelta(days=20)
    ends = max([*(mark.begins_on for mark in shown), as_of]) + timedelta(days=20)
    floors: list[Markup] = []
    figures: list[Markup] = []
    y = 22.0
    for number, (title, kind, _) in enumerate(LANES):
        lane = place(grouped(m for m in shown if lane_of(m.action) == number), begins, ends=ends)
        if not lane:
            continue
        height = max(ROW * max(each.row + 1 for each in lane) + 12, 22)
        floors.append(_floor(title, kind, y=y, height=height))
        figures += [_mark(each, kind, y=y + 6 + ROW * (each.row + 0.5)) for each in lane]
        y += height
    earlier = len(known) - len(shown)
    note = f"{earlier} earlier event{'s' if earlier > 1 else ''} not drawn" if earlier else ""
    parts = Markup("").join(
        [*floors, _axis(begins, ends, bottom=y, as_of=as_of), *figures, _note(note, y)]
    )
    return Markup(
        '<svg class="timeline" viewBox="0 0 {} {}" role="group" aria-label="{}">{}</svg>'
    ).format(WIDTH, round(y + 24), f"Events with {name} by date", parts)


def _floor(title: str, kind: str, *, y: float, height: float) -> Markup:
    return Markup(
        '<rect class="lane {}" x="{}" y="{}" width="{}" height="{}"/>'
        '<text class="lanename" x="0" y="{}">{}</text>'
    ).format(kind, LEFT, y, WIDTH - LEFT, height - 2, round(y + height / 2 + 3), title)


def _note(text: str, bottom: float) -> Markup:
    if not text:
        return Markup("")
    return Markup('<text class="tickname left" x="{}" y="{}">{}</text>').format(
        LEFT, round(bottom + 16), text
    )


def _mark(each: Placed, kind: str, *, y: float) -> Markup:
    x, top = each.x, round(y - 4, 1)
    days = Markup("")
    if each.until > x + RADIUS:
        days = Markup('<path class="days" d="M{} {}H{}"/>').format(x, round(y + 6.5, 1), each.until)
    if kind in ("mc", "vc"):
        shape = Markup('<circle cx="{}" cy="{}" r="{}"/>').format(x, round(y, 1), RADIUS)
    else:
        shape = Markup('<rect x="{}" y="{}" width="8" height="8"/>').format(round(x - 4, 1), top)
    label = Markup("")
    if each.label:
        offset = -RADIUS - 4 if each.leftward else RADIUS + 4
        anchor = "end" if each.leftward else "start"
        label = Markup('<text x="{}" y="{}" text-anchor="{}">{}</text>').format(
            round(x + offset, 1), round(y + 4, 1), anchor, each.label
        )
    notes = " ".join(map(str, each.mark.notes))
    return Markup(
        '<a class="mark {}" href="#{}" data-notes="{}" data-title="{}"><title>{}</title>{}{}{}</a>'
    ).format(kind, each.mark.href, notes, each.mark.label, each.mark.text, days, shape, label)


def _axis(begins: date, ends: date, *, bottom: float, as_of: date) -> Markup:
    """Month or year ticks, and the day of the briefing as a line."""
    lines = []
    for tick, label in _ticks(begins, ends):
        x = x_of(tick, begins, ends=ends)
        lines.append(
            Markup(
                '<path class="tick" d="M{0} 18V{1}"/>'
                '<text class="tickname" x="{0}" y="12">{2}</text>'
            ).format(x, round(bottom), label)
        )
    if begins <= as_of <= ends:
        x = x_of(as_of, begins, ends=ends)
        lines.append(
            Markup(
                '<path class="asof" d="M{0} 18V{1}"/>'
                '<text class="asofname" x="{0}" y="{2}">as of {3}</text>'
            ).format(x, round(bottom + 4), round(bottom + 16), short_day(as_of))
        )
    return Markup("").join(lines)


def _ticks(begins: date, ends: date) -> list[tuple[date, str]]:
    """First days of months or years, so many that their names stay apart."""
    months = (ends - begins).days / 30.4
    step = next((n for n in (1, 2, 3, 6, 12, 24, 60, 120) if months / n <= 12), 240)
    ticks = []
    index = begins.year * 12 + begins.month
    last = ends.year * 12 + ends.month - 1
    while index <= last:
        year, month = divmod(index, 12)
        if index % step == 0:
            when = date(year, month + 1, 1)
            name = str(year) if month == 0 or step >= 12 else MONTHS[month][:3]
            ticks.append((when, name))
        index += 1
    return ticks
