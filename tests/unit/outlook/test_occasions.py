"""Finding equal and moved occasions by what they share gives what comparing all gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from detente.model import Evidence
from detente.outlook import occasions
from detente.outlook.occasions import Entry, merge, moved
from detente.outlook.titles import Title

START = date(2024, 1, 1)
HEADS = ("summit", "visit", "talks", "")
WORDS = ("trade", "3rd", "4th", "border", "Nairobi")
STATES = ("KEN", "UGA", "TZA")


def entry(chance: Random, number: int) -> Entry:
    """A made-up entry; some are vague, some have no name, no parties or no day of publication."""
    head = chance.choice(HEADS)
    words = frozenset(chance.sample(WORDS, chance.randrange(3))) if head else frozenset()
    begins = START + timedelta(chance.randrange(200))
    length = chance.choice([0, 0, 2, 30, 365, 900])
    published = chance.choice([START + timedelta(chance.randrange(150)), None])
    evidence = Evidence(document=f"d{chance.randrange(40)}", start=number, end=number + 1)
    return Entry(
        title=Title(f"{head} {number}", head, 0, 0, words),
        actors=tuple(chance.sample(STATES, chance.randrange(3))),
        begins_on=begins,
        ends_on=begins + timedelta(length),
        evidence=(evidence,),
        published=published,
    )


def merged_by_comparing_all(entries: Sequence[Entry]) -> list[Entry]:
    """Each joins the first of its name, then the first unnamed, that it is the same as."""
    found: list[Entry] = []
    for one in entries:
        named = [n for n, other in enumerate(found) if other.title.root == one.title.root]
        unnamed = [n for n, other in enumerate(found) if not other.title.root]
        order = range(len(found)) if not one.title.root else [*named, *unnamed]
        for place in order:
            other = found[place]
            if occasions._overlap(one, other) and occasions._same_occasion(one, other):
                found[place] = occasions._joined(other, one)
                break
        else:
            found.append(one)
    return sorted(found, key=lambda each: (each.begins_on, each.ends_on, each.title.text))


def moved_by_comparing_all(entries: Sequence[Entry]) -> list[Entry]:
    """The newest of all that replace an entry, the first told of those of one day."""
    marked = []
    for one in entries:
        later = [
            other
            for other in sorted(entries, key=lambda each: each.published or date.min)
            if other.title.root == one.title.root
            and not occasions._overlap(one, other)
            and occasions._replaces(other, one)
            and occasions._same_occasion(one, other)
        ]
        newest = max(later, key=lambda each: each.published or date.min, default=None)
        to = (newest.begins_on, newest.ends_on) if newest else None
        marked.append(replace(one, moved_to=to))
    return marked


@pytest.mark.parametrize("seed", range(6))
def test_finding_by_index_is_finding_by_comparing_all(seed: int) -> None:
    chance = Random(seed)
    entries = [entry(chance, number) for number in range(150)]
    merged = merge(entries)
    assert merged == merged_by_comparing_all(entries)
    assert len(merged) < len(entries)
    told = moved(merged)
    assert told == moved_by_comparing_all(merged)
    assert any(one.moved_to for one in told)
