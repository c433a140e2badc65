"""Which sources a page counts: all, or those that its address names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from detente.pipeline_choice import OF_DATASET, Choice, choose, draw_chosen, sources_of
from detente.pipeline_picture import Sight
from detente.web.asking import Ask, Asked
from detente.web.desk import Drawn

if TYPE_CHECKING:
    from detente.pipeline_picture import Reading

NO_PUBLISHER = "(none)"


def choice_of(ask: Ask) -> Choice:
    """The sources that the address asks for: any number of ``publisher``, and ``since``.

    Raises:
        InputError: if ``since`` is no date.
    """
    named = (name.strip() for name in ask.every.get("publisher", ()))
    publishers = frozenset("" if name == NO_PUBLISHER else name for name in named if name)
    return Choice(publishers, ask.day("since"))


def chosen_query(ask: Ask) -> dict[str, Asked]:
    """The part of an address that makes another page count the same sources."""
    return {name: ask.every[name] for name in ("publisher", "since") if ask.every.get(name)}


def reading_of(ask: Ask) -> Reading:
    """What the chosen sources say."""
    choice = choice_of(ask)
    if not choice:
        return ask.reading()
    key = "chosen reading", ask.moment, choice
    return ask.desk.thing(key, lambda: choose(ask.project, ask.reading(), choice, _sight(ask)))


def drawn_of(ask: Ask) -> Drawn:
    """The picture that the chosen sources make; all of them where the address names none."""
    choice = choice_of(ask)
    if not choice:
        return ask.drawn()

    def make() -> Drawn:
        from detente.pipeline import write_briefing

        whole = ask.drawn(levels=True).picture
        picture = draw_chosen(ask.project, whole, reading_of(ask), choice, _sight(ask))
        return Drawn(picture, write_briefing(ask.project, picture), complete=True)

    return ask.desk.thing(("chosen", ask.actor, ask.moment, choice), make)


def glimpse_of(ask: Ask, *, levels: bool = False) -> Drawn:
    """As `drawn_of`; of a large project relations and events come first, the rest behind.

    Args:
        levels: as for `detente.web.desk.Desk.glimpsed`.
    """
    return drawn_of(ask) if choice_of(ask) else ask.glimpsed(levels=levels)


def source_values(ask: Ask) -> list[dict[str, object]]:
    """Every source that can be chosen, with how many documents it has and whether it counts."""
    choice = choice_of(ask)
    found = sources_of(ask.reading(), ask.glimpsed().picture.view.series)
    known = {name for name, _ in found}
    gone = [(name, 0) for name in sorted(choice.publishers - known)]
    return [
        {
            "value": name or NO_PUBLISHER,
            "name": _name(name),
            "documents": count,
            "chosen": name in choice.publishers,
        }
        for name, count in _in_order([*found, *gone])
    ]


def _in_order(found: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(found, key=lambda one: (one[0].startswith(OF_DATASET), -one[1], one[0]))


def _name(value: str) -> str:
    if value.startswith(OF_DATASET):
        return f"{value.removeprefix(OF_DATASET)} (dataset)"
    return value or "no publisher named"


def _sight(ask: Ask) -> Sight:
    return Sight(ask.actor, ask.as_of, ask.known_at)
