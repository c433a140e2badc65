"""Made-up press texts in any number, to try the program on much material: no accuracy is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

OUTLETS = ("Harbour Wire", "The Plateau Post", "Northern Review", "Meridian Desk", "River Gazette")
HAPPENED = (
    "{A} and {B} signed an agreement on {matter} in {city} on {day}.",
    "{A} imposed sanctions on {B} over {matter} on {day}.",
    "{A}’s foreign minister met the foreign minister of {B} in {city} on {day}.",
    "{A} condemned {B} for its position on {matter}.",
    "{A} sent humanitarian aid to {B} after the floods of {day}.",
    "{A} rejected a proposal by {B} on {matter}.",
    "{A} recalled its ambassador from {B} on {day}.",
    "{A} and {B} held talks on {matter} in {city} on {day}.",
    "{A} deployed troops along its border with {B} on {day}.",
    "{A} lifted restrictions on imports from {B} on {day}.",
)
JUDGED = (
    "Relations between {A} and {B} remain tense over {matter}.",
    "{A} depends on {B} for much of its trade.",
    "{A} sees {B} as its most important partner on {matter}.",
    "{A} did not invite {B} to the conference on {matter}.",
    "{A} has not answered the offer of {B} to resume talks.",
)
AHEAD = (
    "{A} is likely to resume talks with {B} by {month}.",
    "{A} will host the president of {B} on {later}.",
    "If {B} withdraws its troops, {A} could lift its sanctions.",
    "It is unlikely that {A} will recognise the government of {B} this year.",
    "{A} should open its border with {B}.",
    "A summit of {A} and {B} is scheduled for {later}.",
)
MATTERS = (
    "trade", "migration", "energy", "water rights", "air traffic", "grain exports",
    "nuclear safety", "tourism", "visas", "shipping", "rail freight", "gas transit",
)  # fmt: skip
MONTHS = (
    "January February March April May June July August September October November December"
).split()
FIRST = date(2022, 1, 3)
DAYS = 1400
MOST_STATES = 60
LINES = (7, 12)


@dataclass(frozen=True, slots=True)
class Written:
    """One made-up text: its name, the day and outlet it is said to be of, title and text."""

    name: str
    published: date
    publisher: str
    title: str
    text: str


def written_documents(
    number: int, *, states: Sequence[str], cities: Sequence[str], seed: int = 1
) -> Iterator[Written]:
    """That many texts about the first sixty of some states, the same for the same seed.

    A few states are spoken of far more often than the others, as in a newsroom's archive. No two
    texts are alike.

    Args:
        states: plain names, most spoken of first.
        cities: where they meet.
    """
    chance = np.random.default_rng(seed)
    names = list(states[:MOST_STATES])
    weights = 1.0 / np.arange(1, len(names) + 1)
    weights /= weights.sum()
    for count in range(number):
        published = FIRST + timedelta(days=int(count * DAYS / number))
        lines = []
        sides: tuple[str, str] = ("", "")
        for _ in range(int(chance.integers(*LINES))):
            first, second = chance.choice(len(names), size=2, replace=False, p=weights)
            sides = names[first], names[second]
            lines.append(_line(chance, sides, published, str(chance.choice(list(cities)))))
        title = f"{sides[0]}, {sides[1]} and {chance.choice(MATTERS)}: dispatch {count + 1}"
        outlet = str(chance.choice(OUTLETS))
        text = f"{title}\n\n" + " ".join(lines) + "\n"
        yield Written(f"dispatch-{count + 1:06}.txt", published, outlet, title, text)


def _line(chance: np.random.Generator, sides: tuple[str, str], published: date, city: str) -> str:
    kind = chance.random()
    forms = HAPPENED if kind < 0.6 else JUDGED if kind < 0.8 else AHEAD
    later = published + timedelta(days=int(chance.integers(10, 200)))
    before = published - timedelta(days=int(chance.integers(0, 12)))
    return str(chance.choice(forms)).format(
        A=sides[0],
        B=sides[1],
        matter=chance.choice(MATTERS),
        city=city,
        day=f"{before.day} {MONTHS[before.month - 1]}",
        later=f"{later.day} {MONTHS[later.month - 1]} {later.year}",
        month=f"{MONTHS[later.month - 1]} {later.year}",
    )
