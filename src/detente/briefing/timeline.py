"""Events of one counterpart along time, with labels that never overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from detente.briefing.wording import short_day
from detente.outlook.wording import MONTHS

WIDTH, LEFT, RIGHT = 960, 118, 16
ROW, PAD, RADIUS = 18, 7, 4.5
# Measured on common system fonts at 11px: few words are wider than this a character.
CHAR_WIDTH = 6.1
LABEL_CHARS = 34
MOST_ROWS = 6
SHOWN_DAYS = 1096

LANES = (
    ("material cooperation", "mc", ("COOPERATE", "AID", "CONCEDE")),
    ("verbal cooperation", "vc", ("AGREE", "CONSULT", "SUPPORT")),
    ("verbal conflict", "vx", ("REQUEST", "ACCUSE", "REJECT", "THREATEN")),
    ("material conflict", "mx", ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One event to be drawn: its day, action, label, full text and the line that it links to."""

    day: date
    action: str
    label: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark with its place; ``label`` is empty where there was no room for it."""

    mark: Mark
    x: float
    row: int
    label: str
    leftward: bool

    @property
    def extent(self) -> tuple[float, float]:
        """The stretch of the row that mark and label cover."""
        return _extent(self.x, self.label, self.leftward)


def lane_of(action: str) -> int:
    """The number of the lane of an action, cooperation above conflict; -1 for none.

    >>> lane_of("AID"), lane_of("THREATEN"), lane_of("")
    (0, 2, -1)
    """
    return next((number for number, lane in enumerate(LANES) if action in lane[2]), -1)


def place(marks: Iterable[Mark], begins: date, ends: date) -> list[Placed]:
    """Put the marks of one lane into rows so that no two cover the same stretch.

    A label stands to the right of its mark, or to the left where it would leave the figure. A
    mark for which no row has room for the label keeps its place and loses the label.
    """
    rows: list[list[tuple[float, float]]] = []
    placed = []
    for mark in sorted(marks, key=lambda mark: (mark.day, mark.label)):
        x = x_of(mark.day, begins, ends)
        leftward = _extent(x, mark.label, False)[1] > WIDTH
        full = _extent(x, mark.label, leftward)
        row = _free(rows, full)
        label = mark.label
        if row >= MOST_ROWS or full[0] < LEFT - PAD:
            label, leftward = "", False
            full = _extent(x, "", False)
            row = min(_free(rows, full), MOST_ROWS)
        while len(rows) <= row:
            rows.append([])
        rows[row].append(full)
        placed.append(Placed(mark, x, row, label, leftward))
    return placed


def _free(rows: Sequence[list[tuple[float, float]]], extent: tuple[float, float]) -> int:
    for number, row in enumerate(rows):
        if all(extent[1] < low or extent[0] > high for low, high in row):
            return number
    return len(rows)


def _extent(x: float, label: str, leftward: bool) -> tuple[float, float]:
    reach = RADIUS + (4 + len(label) * CHAR_WIDTH if label else 0)
    return (x - reach, x + RADIUS + 1) if leftward else (x - RADIUS - 1, x + reach)


def x_of(day: date, begins: date, ends: date) -> float:
    """The horizontal place of a day."""
    share = (day - begins).days / max((ends - begins).days, 1)
    return round(LEFT + 8 + share * (WIDTH - LEFT - RIGHT - 16), 1)


def draw_timeline(marks: Sequence[Mark], *, as_of: date, name: str) -> Markup:
    """The timeline as inline SVG; empty without a dated mark.

    The three years before ``as_of`` are drawn where anything happened in them, and what lies
    before is counted at the left; otherwise everything is drawn. Position and shape tell the
    quad classes apart, colour only repeats them. Every mark is a link that the keyboard reaches.
    """
    start = as_of - timedelta(days=SHOWN_DAYS)
    recent = [mark for mark in marks if mark.day >= start]
    shown = recent or list(marks)
    shown = [mark for mark in shown if lane_of(mark.action) >= 0]
    if not shown:
        return Markup("")
    days = [mark.day for mark in shown]
    begins = min(days) - timedelta(days=20)
    ends = max([*days, as_of]) + timedelta(days=20)
    parts: list[Markup] = []
    y = 22.0
    for number, (title, kind, _) in enumerate(LANES):
        lane = place([mark for mark in shown if lane_of(mark.action) == number], begins, ends)
        height = ROW * max((each.row + 1 for each in lane), default=1) + 6
        parts.append(_lane(title, kind, y, height))
        parts += [_mark(each, kind, y + 3 + ROW * (each.row + 0.5)) for each in lane]
        y += height
    earlier = len(marks) - len(recent) if recent else 0
    frame = _axis(begins, ends, y, as_of)
    note = f"; {earlier} earlier not drawn" if earlier else ""
    return Markup(
        '<svg class="timeline" viewBox="0 0 {} {}" role="group" aria-label="{}">{}{}</svg>'
    ).format(
        WIDTH, round(y + 24), f"Events with {name} by date{note}", frame, Markup("").join(parts)
    )


def _lane(title: str, kind: str, y: float, height: float) -> Markup:
    word, rest = title.split(" ")
    return Markup(
        '<rect class="lane {0}" x="{1}" y="{2}" width="{3}" height="{4}"/>'
        '<text class="lanename" x="{5}" y="{6}">{7} {8}</text>'
    ).format(kind, LEFT, y, WIDTH - LEFT, height - 2, 0, round(y + height / 2 + 3), word, rest)


def _mark(each: Placed, kind: str, y: float) -> Markup:
    if kind in ("mc", "vc"):
        shape = Markup('<circle cx="{}" cy="{}" r="{}"/>').format(each.x, y, RADIUS)
    else:
        shape = Markup('<rect x="{}" y="{}" width="{}" height="{}"/>').format(
            round(each.x - 4, 1), y - 4, 8, 8
        )
    label = Markup("")
    if each.label:
        offset = -RADIUS - 4 if each.leftward else RADIUS + 4
        anchor = "end" if each.leftward else "start"
        label = Markup('<text x="{}" y="{}" text-anchor="{}">{}</text>').format(
            round(each.x + offset, 1), y + 4, anchor, each.label
        )
    title = f"{short_day(each.mark.day)}: {each.mark.text}"
    return Markup('<a class="mark {}" href="#{}"><title>{}</title>{}{}</a>').format(
        kind, each.mark.href, title, shape, label
    )


def _axis(begins: date, ends: date, bottom: float, as_of: date) -> Markup:
    """Month or year ticks, and the day of the briefing as a line."""
    lines = []
    for tick, label in _ticks(begins, ends):
        x = x_of(tick, begins, ends)
        lines.append(
            Markup(
                '<path class="tick" d="M{0} 18V{1}"/>'
                '<text class="tickname" x="{0}" y="12">{2}</text>'
            ).format(x, round(bottom), label)
        )
    if begins <= as_of <= ends:
        x = x_of(as_of, begins, ends)
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
