"""What changed between two pictures of one state: the page that a reader opens each morning.

Both pictures are drawn as of their own day, so nothing that was known only later tells on the
earlier one. A line is new where no line of its list rested on any of its evidence before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from detente.briefing.confidence import Z_90
from detente.briefing.new_rows import new_rows
from detente.briefing.page import Briefing
from detente.briefing.wording import ABSENT, capital, interval, signed, when
from detente.model import SIGNAL_LISTS, Evidence, Item
from detente.outlook.wording import with_article
from detente.series import Series

CHANGES = ("documents", "events", "rows", "levels", "dates", "forecasts", "signals")
# Breadth is counted anew each day, so that its lines always differ.
SIGNALS = tuple(name for name in SIGNAL_LISTS if name != "breadth")
# A smaller move is no news, whatever its certainty; one that may be none has to be larger.
LEAST_MOVE, LEAST_DOUBTED = 0.1, 0.5
Places = frozenset[tuple[str, int, int, str, str]]
Row = Mapping[str, object]


def compare(
    early: Briefing,
    late: Briefing,
    *,
    early_series: Sequence[Series] = (),
    late_series: Sequence[Series] = (),
) -> Briefing:
    """What the later picture has that the earlier one had not, as a page of its own.

    Args:
        early, late: briefings on the same state as of two days.
        early_series, late_series: what datasets said in each.

    Returns:
        A page with the lists of `CHANGES`: ``documents``, ``events`` of documents, ``rows`` (new
        events of datasets by dyad), ``levels`` that moved, ``dates`` new, passed or moved,
        ``forecasts`` new, changed, lapsed or gone, ``signals`` new or changed.
    """
    lists = {
        "documents": tuple(_only_new(early, late, "publications", "documents")),
        "events": tuple(filter(_of_documents, _only_new(early, late, "events", "events"))),
        "rows": tuple(new_rows(early_series, late_series, actor=late.actor, name=_named(late))),
        "levels": tuple(_levels(early, late)),
        "dates": tuple(_dates(early, late)),
        "forecasts": tuple(_forecasts(early, late)),
        "signals": tuple(_signals(early, late)),
    }
    return replace(
        late,
        since=early.as_of,
        order=CHANGES,
        lists=MappingProxyType(lists),
        # What is gone now is shown by what it rested on then.
        documents={**early.documents, **late.documents},
        rows={**early.rows, **late.rows},
        names={**early.names, **late.names},
    )


def _named(page: Briefing) -> Callable[[str], str]:
    return lambda code: with_article(page.names.get(code, code))


def places_of(evidence: Iterable[Evidence]) -> Places:
    """Where evidence stands, to see whether two lines rest on the same."""
    return frozenset((e.document, e.start, e.end, e.dataset, e.row) for e in evidence)


def _only_new(early: Briefing, late: Briefing, name: str, into: str) -> Iterable[Item]:
    """Lines of which neither name nor any evidence was in the earlier list."""
    before = early.lists.get(name, ())
    ids = {item.id for item in before}
    seen = frozenset[tuple[str, int, int, str, str]]().union(
        *(places_of(item.evidence) for item in before)
    )
    for item in late.lists.get(name, ()):
        if item.id not in ids and not places_of(item.evidence) & seen:
            yield replace(item, list=into)


def _of_documents(item: Item) -> bool:
    """Whether a document tells of it; what datasets alone tell is counted by dyad instead."""
    return any(one.document for one in item.evidence)


def _cells(page: Briefing) -> dict[tuple[str, str], Item]:
    return {
        (str(item.fields["counterpart"]), str(item.fields["sector"])): item
        for item in page.lists.get("portfolio", ())
    }


def _levels(early: Briefing, late: Briefing) -> list[Item]:
    """Cells whose level moved, those that moved beyond doubt first, then by how far.

    Doubt: the difference of two independent estimates has the variance of both. They share their
    older evidence, so the true difference is surer than this; a move that passes is no artefact.
    """
    before, after = _cells(early), _cells(late)
    name = _named(late)
    found = []
    for cell, item in after.items():
        old = before.get(cell)
        if old is None:
            found.append(_appeared(item, name))
            continue
        move = _number(item, "level") - _number(old, "level")
        moved = _moved(old, item, move, name)
        if abs(move) >= (LEAST_MOVE if moved.fields["beyond_doubt"] else LEAST_DOUBTED):
            found.append(moved)
    found += [_vanished(item, name) for cell, item in before.items() if cell not in after]
    return sorted(found, key=_by_weight)


def _by_weight(item: Item) -> tuple[bool, float, str]:
    move = item.fields["move"]
    return not item.fields["beyond_doubt"], -abs(move if isinstance(move, float) else 0.0), item.id


def _moved(old: Item, item: Item, move: float, name: Callable[[str], str]) -> Item:
    doubt = Z_90 * (_sd(old) ** 2 + _sd(item) ** 2) ** 0.5
    beyond = abs(move) > doubt
    verb = "rose" if move > 0 else "fell"
    text = (
        f"{_cell(item, name)}: the level {verb} from {_level(old)} to {_level(item)}, "
        + ("more than" if beyond else "within")
        + " the uncertainty of the two"
    )
    return _level_item(item, text, {"before": _bounds(old), "after": _bounds(item)}, (move, beyond))


def _appeared(item: Item, name: Callable[[str], str]) -> Item:
    text = f"{_cell(item, name)}: first evidence, level {_level(item)}"
    return _level_item(item, text, {"before": None, "after": _bounds(item)}, (None, False))


def _vanished(item: Item, name: Callable[[str], str]) -> Item:
    text = f"{_cell(item, name)}: no evidence is left; the level was {_level(item)}"
    return _level_item(item, text, {"before": _bounds(item), "after": None}, (None, False))


def _level_item(
    item: Item, text: str, bounds: dict[str, object], moved: tuple[float | None, bool]
) -> Item:
    fields: dict[str, object] = {
        "counterpart": item.fields["counterpart"],
        "sector": item.fields["sector"],
        **bounds,
        "move": None if moved[0] is None else round(moved[0], 2),
        "beyond_doubt": moved[1],
    }
    newest = sorted(item.evidence, key=lambda e: e.published or date.min, reverse=True)
    return Item("levels", f"{capital(text)}.", tuple(newest), fields, id=f"moved-{item.id}")


def _cell(item: Item, name: Callable[[str], str]) -> str:
    sector = str(item.fields["sector"])
    kind = "relations" if sector == "unspecified" else f"{sector} relations"
    return f"{kind} with {name(str(item.fields['counterpart']))}"


def _level(item: Item) -> str:
    low, high = _number(item, "low"), _number(item, "high")
    return f"{signed(_number(item, 'level'))} ({signed(low)} to {signed(high)})"


def _bounds(item: Item) -> Row:
    return {key: item.fields[key] for key in ("level", "low", "high")}


def _sd(item: Item) -> float:
    return (_number(item, "high") - _number(item, "low")) / (2 * Z_90)


def _number(item: Item, field: str) -> float:
    value = item.fields.get(field)
    return float(value) if isinstance(value, int | float) else 0.0


def _dates(early: Briefing, late: Briefing) -> Iterable[Item]:
    """Dates that are new, have passed, or have moved."""
    before = early.lists.get("calendar", ())
    for item in late.lists.get("calendar", ()):
        old = _same(item, before)
        status = str(item.fields.get("status"))
        if old is None:
            if status not in ("past", "cancelled"):
                yield _changed(item, "dates", "new", f"New date: {item.text}")
        elif status == "cancelled" and old.fields.get("status") != "cancelled":
            yield _changed(item, "dates", "cancelled", f"Cancelled: {item.text}")
        elif old.fields.get("status") == "ahead" and status == "past":
            yield _changed(item, "dates", "passed", f"Passed: {item.text}")
        elif _when(old) != _when(item) or (
            status == "moved" and old.fields.get("status") != "moved"
        ):
            told = f"Moved: {item.text}"
            if _when(old) != _when(item):
                told = f"Moved from {_when(old)}: {item.text}"
            yield _changed(item, "dates", "moved", told)


def _when(item: Item) -> str:
    ends = [item.fields.get(key) for key in ("begins_on", "ends_on")]
    first, last = (one if isinstance(one, date) else None for one in ends)
    return when(first, last)


def _forecasts(early: Briefing, late: Briefing) -> Iterable[Item]:
    """Forecasts that are new, were changed, whose window has closed, or that are gone."""
    before = early.lists.get("outlook", ())
    now = late.lists.get("outlook", ())
    for item in now:
        old = _same(item, before) or _same_claim(item, before)
        if old is None:
            yield _changed(item, "forecasts", "new", f"New: {item.text}")
        elif _chance(old) != _chance(item):
            text = f"Changed from {_chance(old)} to {_chance(item)}: {item.text}"
            yield _changed(item, "forecasts", "changed", text)
        elif early.as_of < _closes(item) <= late.as_of:
            yield _changed(item, "forecasts", "due", f"The window has closed: {item.text}")
    for item in before:
        if _same(item, now) is None:
            yield _changed(item, "forecasts", "gone", f"No longer in the documents: {item.text}")


def _chance(item: Item) -> str:
    return interval(item.fields.get("likelihood")) or ABSENT


def _closes(item: Item) -> date:
    window = item.fields.get("window")
    last = window[1] if isinstance(window, tuple) and len(window) == 2 else None
    return last if isinstance(last, date) else date.max


def _same_claim(item: Item, among: Sequence[Item]) -> Item | None:
    """An earlier forecast of the same act between the same parties under the same condition."""
    keys = ("source", "target", "action", "condition", "speaker")
    claim = [item.fields.get(key) for key in keys]
    if not item.fields.get("action"):
        return None
    return next((one for one in among if [one.fields.get(key) for key in keys] == claim), None)


def _signals(early: Briefing, late: Briefing) -> Iterable[Item]:
    """Lines of the lists of signals that are new, and commitments whose fate changed."""
    for name in SIGNALS:
        before = early.lists.get(name, ())
        for item in late.lists.get(name, ()):
            old = _same(item, before)
            fields = {"from": name}
            if old is None:
                yield _changed(item, "signals", "new", item.text, **fields)
            elif name == "commitments" and old.fields.get("status") != item.fields.get("status"):
                was, now = old.fields.get("status"), item.fields.get("status")
                text = f"From {was} to {now}: {item.text}"
                yield _changed(item, "signals", "changed", text, **fields)


def _same(item: Item, among: Sequence[Item]) -> Item | None:
    """The line of another picture that says the same: by its name, or by shared evidence."""
    named = next((one for one in among if one.id and one.id == item.id), None)
    if named is not None:
        return named
    places = places_of(item.evidence)
    kind = item.fields.get("type")
    found = (one for one in among if one.fields.get("type") == kind)
    return next((one for one in found if places_of(one.evidence) & places), None)


def _changed(item: Item, into: str, change: str, text: str, **fields: object) -> Item:
    told = {**item.fields, **fields, "change": change}
    return replace(item, list=into, text=capital(text), fields=told)
