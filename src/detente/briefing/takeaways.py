"""The opening lines of a briefing, drawn from the strongest lines of its lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from detente.briefing.confidence import confidence
from detente.briefing.portfolio import OVERALL, Cell, Matrix
from detente.briefing.wording import capital, percent, signed, when
from detente.model import Evidence, Item
from detente.outlook.wording import with_article

MOST_EVIDENCE = 6
# Counterparts with fewer events of datasets and statements are no extremes.
LEAST_EVENTS = 20
# A longer line is an account and no takeaway.
MOST_CHARS = 300
_QUOTED = re.compile(r" \(“[^”]*”\)")
Rank = tuple[float, ...]
Topic = tuple[frozenset[str], str, bool]
_STEPS = ("statement", "repeated", "official", "body", "law", "treaty")


class Takeaways:
    """Chooses and words the takeaways of one briefing.

    Each is one sentence made of the fields of one or two lines and cites their evidence. None
    has a likelihood and a confidence in one sentence: the confidence stands in its own field.
    """

    def __init__(
        self,
        lists: Mapping[str, Sequence[Item]],
        matrix: Matrix,
        *,
        actor: str,
        as_of: date,
        names: Mapping[str, str],
    ) -> None:
        self._lists = lists
        self._actor = actor
        self._as_of = as_of
        self._names = names
        cells = [cell for row in matrix.rows for cell in row.cells.values()]
        if any(cell.n_rows for cell in cells):
            # The codes of a sector are mostly of one sort, so that only wholes can be compared.
            wholes = [row.overall for row in matrix.rows]
            cells = [cell for cell in wholes if cell.n >= LEAST_EVENTS] or wholes
        # A cell that rests on a single sentence leads only where no other does.
        self._cells = [cell for cell in cells if cell.n > 1] or cells
        # By the end of the interval that is nearer to zero: a wide one leads nowhere.
        best = max(self._cells, key=lambda cell: (cell.low, cell.level, cell.n), default=None)
        worst = min(self._cells, key=lambda cell: (cell.high, cell.level, -cell.n), default=None)
        self._best_cell = best if best and best.level > 0 else None
        self._worst_cell = worst if worst and worst.level < 0 else None
        self._traded = self._best("exchanges", lambda item: (len(item.evidence),))
        self._told_exchange = False

    def choose(self, limit: int) -> tuple[Item, ...]:
        """At most ``limit`` takeaways, in printed order; no list has two of them."""
        makers: tuple[Callable[[], Item | None], ...] = (
            self._closest,
            self._worst,
            self._doctrine,
            self._parting,
            self._dates,
            self._forecast,
            self._channel,
            self._exchange,
            self._shift,
        )
        made = [item for item in (make() for make in makers) if item is not None]
        return tuple(made[:limit])

    def _item(self, text: str, about: str, *, evidence: Iterable[Evidence], **more: bool) -> Item:
        proofs = tuple(dict.fromkeys(evidence))
        grade = confidence(proofs, as_of=self._as_of, contested=more.get("contested", False))
        fields: dict[str, object] = {"confidence": grade, "about": about}
        return Item("takeaways", text, spread(proofs, MOST_EVIDENCE), fields)

    def _closest(self) -> Item | None:
        best = self._best_cell
        if best is None:
            return None
        told = self._extreme(best, "closest")
        gift = self._traded
        if gift is None or self._others(gift) != {best.counterpart}:
            return told
        # What is given and received says what the closeness consists of.
        text = f"{told.text.removesuffix('.')}; {gift.text}"
        if len(text) > MOST_CHARS:
            return told
        self._told_exchange = True
        return self._item(text, best.counterpart, evidence=(*gift.evidence, *best.evidence))

    def _worst(self) -> Item | None:
        return self._extreme(self._worst_cell, "worst") if self._worst_cell else None

    def _extreme(self, cell: Cell, word: str) -> Item:
        text = (
            f"Relations with {self._name(cell.counterpart)} are {word}{_in_sector(cell)}: "
            f"{signed(cell.level)} between −10 (open conflict) and +10 (alliance), "
            f"interval {signed(cell.low)} to {signed(cell.high)}."
        )
        return self._item(text, cell.counterpart, evidence=cell.evidence)

    def _exchange(self) -> Item | None:
        thin = self._traded is None or len(self._traded.evidence) < 2
        return None if self._told_exchange or thin else self._repeat(self._traded, "exchanges")

    def _shift(self) -> Item | None:
        moving = [cell for cell in self._cells if cell.direction != "steady"]
        most = max(moving, key=lambda cell: (cell.p_direction, cell.n), default=None)
        if most is None:
            return None
        text = (
            f"Relations with {self._name(most.counterpart)}{_in_sector(most)} are "
            f"{most.direction}, with a probability of {percent(most.p_direction)}."
        )
        return self._item(text, most.counterpart, evidence=most.evidence)

    def _doctrine(self) -> Item | None:
        def rank(item: Item) -> Rank:
            """About the worst relation first, then the more often repeated and the more binding."""
            step = str(item.fields.get("step") or "")
            times = _count(item.fields.get("repeated"))
            worst = self._worst_cell
            of_worst = worst is not None and worst.counterpart in self._others(item)
            depth = _STEPS.index(step) if step in _STEPS else -1
            return of_worst, times, depth, len(item.evidence)

        return self._repeat(self._best("doctrine", rank), "doctrine")

    def _parting(self) -> Item | None:
        parted = [
            item
            for item in self._lists.get("signals", ())
            if item.fields.get("type") in ("decoupling", "shift")
        ]
        # The words behind it stand in the list; a takeaway says what they come to.
        parted = [replace(item, text=_QUOTED.sub("", item.text)) for item in parted]
        parted = [item for item in parted if len(item.text) <= MOST_CHARS]
        told = {cell.counterpart for cell in (self._best_cell, self._worst_cell) if cell}

        def rank(item: Item) -> Rank:
            # A relation that no line before this one is about comes first.
            return (
                item.fields.get("type") != "decoupling",
                bool(self._others(item) & told),
                self._years_ago(item),
                -len(item.evidence),
            )

        return self._repeat(min(parted, key=rank, default=None), "signals")

    def _years_ago(self, item: Item) -> int:
        """How old a shift of a dataset is; what documents tell is theirs to choose."""
        begins = item.fields.get("begins_on")
        if "dataset" not in item.fields or not isinstance(begins, date):
            return 0
        return (self._as_of - begins).days // 365

    def _channel(self) -> Item | None:
        def rank(item: Item) -> Rank:
            score = item.fields.get("score")
            return (float(score) if isinstance(score, int | float) else 0.0,)

        return self._repeat(self._best("channels", rank), "channels")

    def _dates(self) -> Item | None:
        ahead = [
            item for item in self._lists.get("calendar", ()) if item.fields.get("status") == "ahead"
        ]
        hinged = [item for item in ahead if item.fields.get("hinges")] or ahead
        if not hinged:
            return None
        busiest = sorted(hinged, key=lambda item: -_count(item.fields.get("hinges")))[:2]
        chosen = [item for item in hinged if item in busiest]
        text = f"Next on the calendar: {'; '.join(self._date(item) for item in chosen)}."
        evidence = [proof for item in chosen for proof in item.evidence]
        return self._item(text, "calendar", evidence=evidence)

    def _date(self, item: Item) -> str:
        begins, ends = item.fields.get("begins_on"), item.fields.get("ends_on")
        date_text = when(
            begins if isinstance(begins, date) else None, ends if isinstance(ends, date) else None
        )
        count = _count(item.fields.get("hinges"))
        noun = "forecast hinges" if count == 1 else "forecasts hinge"
        tail = f", on which {count} {noun}" if count else ""
        preposition = "on" if begins == ends else "from" if " to " in date_text else "in"
        return f"{item.fields.get('title')} {preposition} {date_text}{tail}"

    def _forecast(self) -> Item | None:
        """The unconditional forecast about the act that the documents return to most often."""
        shares: Counter[Topic] = Counter()
        for item in self._lists.get("outlook", ()):
            shares[_topic(item)] += len(item.evidence)

        def rank(item: Item) -> Rank:
            """About the actor and an act, then what is said most often, then the clearer odds."""
            bounds = item.fields.get("likelihood")
            low, high = bounds if isinstance(bounds, list | tuple) else (0.5, 0.5)
            middle = (float(low) + float(high)) / 2
            parties = _codes(item, "source") | _codes(item, "target")
            return (
                self._actor in parties and len(parties) > 1 and middle != 0.5,
                bool(item.fields.get("action")) and not item.fields.get("condition"),
                shares[_topic(item)],
                abs(middle - 0.5),
            )

        return self._repeat(self._best("outlook", rank), "outlook")

    def _best(self, name: str, rank: Callable[[Item], Rank]) -> Item | None:
        rows = self._lists.get(name, ())
        return max(rows, key=rank, default=None)

    def _repeat(self, item: Item | None, theme: str) -> Item | None:
        """A takeaway that says what the line says, about the line's counterpart."""
        if item is None:
            return None
        others = self._others(item)
        about = next(iter(others)) if len(others) == 1 else theme
        contested = bool(item.fields.get("contested"))
        return self._item(capital(item.text), about, evidence=item.evidence, contested=contested)

    def _others(self, item: Item) -> set[str]:
        """Who else than the actor a line is about."""
        fields = ("counterpart", "goal", "source", "target", "giver", "receiver")
        return {code for field in fields for code in _codes(item, field)} - {self._actor}

    def _name(self, code: str) -> str:
        return with_article(self._names.get(code, code))


def _in_sector(cell: Cell) -> str:
    return "" if cell.sector == OVERALL else f" in the {cell.sector} sector"


def _count(value: object) -> int:
    return len(value) if isinstance(value, list | tuple) else 0


def _topic(item: Item) -> Topic:
    """Who and what a forecast is about, and on which side of even it falls."""
    bounds = item.fields.get("likelihood")
    low, high = bounds if isinstance(bounds, list | tuple) else (0.5, 0.5)
    parties = frozenset(_codes(item, "source") | _codes(item, "target"))
    return parties, str(item.fields.get("action") or ""), float(low) + float(high) > 1


def _codes(item: Item, field: str) -> set[str]:
    value = item.fields.get(field)
    if isinstance(value, str):
        return {value} if value else set()
    return {str(code) for code in value} if isinstance(value, list | tuple) else set()


def spread(evidence: Sequence[Evidence], limit: int) -> tuple[Evidence, ...]:
    """At most ``limit`` pieces, each publisher's first before anyone's second."""
    seen: dict[str, int] = {}
    turns = []
    for place, row in enumerate(evidence):
        publisher = row.publisher or row.dataset
        seen[publisher] = seen.get(publisher, 0) + 1
        turns.append((seen[publisher], place))
    return tuple(evidence[place] for _, place in sorted(turns)[:limit])
