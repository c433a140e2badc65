"""Made-up event datasets of any size with planted effects, whose truth is written beside them.

Events of each directed dyad come as a Poisson process; what is done is drawn around the dyad's
level, with heavy tails; each event is told by one or more publishers, a row each. On that are
planted: steps, episodes, changes of tempo, silences, replies in kind after some days, and a
publisher that drops out. The same seed gives the same rows. Nothing else is coupled: a method that
finds more than was planted is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from detente.codebook.cameo import load_cameo

BLOCK_ROWS = 200_000
TAIL_FREEDOM = 4.0
WEIGHT_SD = 2.5
# Rows an event has beyond the first, on average.
FURTHER_REPORTS = 0.6
STATES = tuple(
    "USA CHN RUS IND GBR FRA DEU JPN BRA TUR IRN ISR SAU EGY PAK KOR PRK UKR POL ITA ESP MEX NGA "
    "ZAF KEN ETH IDN VNM THA PHL AUS CAN ARG CHL COL VEN CUB SYR IRQ YEM".split()
)
PUBLISHERS = tuple(f"house{number}" for number in range(12))
# Houses are as unlike in size as towns are.
SHARES = 1.0 / np.arange(1, len(PUBLISHERS) + 1) / np.sum(1.0 / np.arange(1, len(PUBLISHERS) + 1))

Numbers = NDArray[np.int64]
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Effect:
    """Something planted in one directed dyad, or in a publisher.

    Attributes:
        what: ``step`` (level, lasting), ``episode`` (level, passing), ``tempo`` (factor of the
            rate, lasting), ``silence`` (no events), ``reciprocity`` (the other side answers in
            kind), ``dropout`` (a publisher stops).
        source, target: of the dyad; empty for a dropout.
        first_day, last_day: number of the day from 0, both inclusive.
        size: points of the level, factor of the rate, or share of acts that are answered.
        lag_days: days until an answer.
        publisher: that drops out.
    """

    what: str
    source: str = ""
    target: str = ""
    first_day: int = 0
    last_day: int = 0
    size: float = 0.0
    lag_days: int = 0
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to make.

    Attributes:
        rows: about how many: the number expected, with all that is planted.
        days, start: the time covered.
        dyads: directed dyads with events.
        seed: of all chance.
        memory: between 0 and 1, how much of a day's deviation of the level the next day keeps.
        level_sd: of the deviation of the level; 0 keeps levels constant but for what is planted.
        effects: None plants the usual ones (`usual_effects`).
    """

    rows: int = 100_000
    days: int = 3650
    start: date = date(2015, 1, 1)
    dyads: int = 60
    seed: int = 1
    memory: float = 0.0
    level_sd: float = 0.0
    effects: tuple[Effect, ...] | None = None


@dataclass(slots=True)
class Block:
    """Rows of some days: indices of dyads, days, codes and publishers, and a number by event."""

    event: Numbers
    day: Numbers
    dyad: Numbers
    code: Numbers
    publisher: Numbers


@dataclass(slots=True)
class World:
    """A plan with everything that chance has settled before the first day."""

    plan: Plan
    chance: np.random.Generator
    dyads: list[tuple[str, str]]
    rates: Values
    levels: Values
    effects: tuple[Effect, ...]
    codes: list[str]
    weights: Values
    first_event: int = 0
    deviation: Values = field(default_factory=lambda: np.zeros(0))
    pending: list[tuple[Numbers, Numbers, Values]] = field(default_factory=list)

    @property
    def truth(self) -> dict[str, object]:
        """All that a method should find, JSON-ready: plan, dyads with rate and level, effects."""
        plan = {key: value for key, value in asdict(self.plan).items() if key != "effects"}
        return {
            "plan": plan | {"start": self.plan.start.isoformat()},
            "weight_sd": WEIGHT_SD,
            "dyads": [
                {
                    "source": source,
                    "target": target,
                    "events_a_day": round(float(rate), 6),
                    "level": round(float(level), 4),
                }
                for (source, target), rate, level in zip(
                    self.dyads, self.rates, self.levels, strict=True
                )
            ],
            "effects": [
                asdict(one)
                | {
                    "first": (self.plan.start + timedelta(one.first_day)).isoformat(),
                    "last": (self.plan.start + timedelta(one.last_day)).isoformat(),
                }
                for one in self.effects
            ],
        }


def make_world(plan: Plan) -> World:
    """Settle dyads, rates, levels and effects.

    Raises:
        ValueError: if the plan has no rows, days or dyads, or more dyads than there are.
    """
    if plan.rows < 1 or plan.days < 1 or not 1 <= plan.dyads <= len(STATES) * (len(STATES) - 1):
        raise ValueError("a plan needs rows, days, and as many dyads as there are states for")
    chance = np.random.default_rng(plan.seed)
    dyads = dyads_of(plan.dyads)
    effects = usual_effects(dyads, plan.days) if plan.effects is None else plan.effects
    shares = chance.lognormal(0.0, 1.0, plan.dyads)
    rates = shares / _rows_of(shares, dyads, effects, plan.days) * plan.rows
    codes = [one for one in load_cameo() if len(one.code) > 2 and one.root]
    codes.sort(key=lambda one: (one.goldstein, one.code))
    return World(
        plan=plan,
        chance=chance,
        dyads=dyads,
        rates=rates,
        levels=chance.uniform(-4.0, 4.0, plan.dyads),
        effects=effects,
        codes=[one.code for one in codes],
        weights=np.array([one.goldstein for one in codes]),
        deviation=np.zeros(plan.dyads),
    )


def _rows_of(
    rates: Values, dyads: Sequence[tuple[str, str]], effects: Sequence[Effect], days: int
) -> float:
    """How many rows are expected of such rates, with all that is planted."""
    total = float(rates.sum()) * days
    columns = {dyad: column for column, dyad in enumerate(dyads)}
    told = 1.0 + FURTHER_REPORTS
    for effect in effects:
        lasting = effect.last_day - effect.first_day + 1
        column = columns.get((effect.source, effect.target))
        if effect.what == "dropout":
            share = SHARES[PUBLISHERS.index(effect.publisher)]
            told -= (1.0 + FURTHER_REPORTS) * float(share) * lasting / days
        elif column is not None:
            gain = {"tempo": effect.size - 1.0, "silence": -1.0, "reciprocity": effect.size}
            total += float(rates[column]) * lasting * gain.get(effect.what, 0.0)
    return max(total, 1e-9) * told


def dyads_of(number: int) -> list[tuple[str, str]]:
    """That many directed dyads, each beside its reverse, of the states in their order."""
    found: list[tuple[str, str]] = []
    for second in range(1, len(STATES)):
        for first in range(second):
            found += [(STATES[first], STATES[second]), (STATES[second], STATES[first])]
    return found[:number]


def usual_effects(dyads: Sequence[tuple[str, str]], days: int) -> tuple[Effect, ...]:
    """One of each effect for every tenth dyad or so, at days that the number of days gives.

    Four in ten dyads have none: there every finding is a false alarm.
    """
    found: list[Effect] = []
    last = days - 1
    for at in range(0, len(dyads) - 1, 10):
        third, half = days // 3, days // 2
        planted = (
            Effect("step", first_day=half, last_day=last, size=3.0),
            Effect("episode", first_day=third, last_day=min(last, third + 60), size=-4.0),
            Effect("tempo", first_day=2 * third, last_day=last, size=3.0),
            Effect("silence", first_day=half, last_day=min(last, half + 120)),
            Effect("reciprocity", first_day=0, last_day=last, size=0.5, lag_days=5),
        )
        for (source, target), one in zip(dyads[at : at + 10], planted, strict=False):
            about = {key: value for key, value in asdict(one).items() if key in ("what", "size")}
            found.append(
                Effect(
                    **about,
                    source=source,
                    target=target,
                    first_day=one.first_day,
                    last_day=one.last_day,
                    lag_days=one.lag_days,
                )
            )
    dropped = Effect("dropout", first_day=days * 3 // 4, last_day=last, publisher=PUBLISHERS[0])
    return (*found, dropped)


def blocks(world: World) -> Iterator[Block]:
    """All rows, block by block, in order of days."""
    plan = world.plan
    step = max(1, int(BLOCK_ROWS * plan.days / plan.rows))
    for first in range(0, plan.days, step):
        block = _block(world, first, min(first + step, plan.days))
        if len(block.day):
            yield block


def _block(world: World, first: int, last: int) -> Block:
    day, dyad = _happenings(world, first, last)
    levels = _levels(world, first, last)[day - first, dyad]
    tails = world.chance.standard_t(TAIL_FREEDOM, len(day)) / np.sqrt(TAIL_FREEDOM / 2)
    wanted = levels + WEIGHT_SD * tails
    code = _codes(world, wanted)
    answers = _answers(world, day, dyad, world.weights[code])
    world.pending.append(answers)
    due_day, due_dyad, due_weight = (
        np.concatenate(parts) for parts in zip(*world.pending, strict=True)
    )
    now = due_day < last
    world.pending = [(due_day[~now], due_dyad[~now], due_weight[~now])]
    day = np.concatenate([day, due_day[now]])
    dyad = np.concatenate([dyad, due_dyad[now]])
    code = np.concatenate([code, _codes(world, due_weight[now])])
    order = np.argsort(day, kind="stable")
    return _told(world, day[order], dyad[order], code[order])


def _happenings(world: World, first: int, last: int) -> tuple[Numbers, Numbers]:
    rates = np.tile(world.rates, (last - first, 1))
    for effect, column, rows in _planted(world, first, last):
        if effect.what == "tempo":
            rates[rows, column] *= effect.size
        elif effect.what == "silence":
            rates[rows, column] = 0.0
    counts = world.chance.poisson(rates)
    day, dyad = np.nonzero(counts)
    many = counts[day, dyad]
    return np.repeat(day, many) + first, np.repeat(dyad, many)


def _levels(world: World, first: int, last: int) -> Values:
    levels = np.tile(world.levels, (last - first, 1))
    plan = world.plan
    if plan.level_sd:
        innovation = plan.level_sd * np.sqrt(1.0 - plan.memory**2)
        for row in range(last - first):
            shock = world.chance.normal(0.0, innovation, len(world.dyads))
            world.deviation = plan.memory * world.deviation + shock
            levels[row] += world.deviation
    for effect, column, rows in _planted(world, first, last):
        if effect.what in ("step", "episode"):
            levels[rows, column] += effect.size
    return levels


def _planted(world: World, first: int, last: int) -> Iterator[tuple[Effect, int, slice]]:
    """The effects on a dyad that touch some days: its column, and the rows of these days."""
    columns = {dyad: column for column, dyad in enumerate(world.dyads)}
    for effect in world.effects:
        column = columns.get((effect.source, effect.target))
        begin, end = max(effect.first_day, first), min(effect.last_day + 1, last)
        if column is not None and begin < end:
            yield effect, column, slice(begin - first, end - first)


def _codes(world: World, wanted: Values) -> Numbers:
    """For each wanted weight the number of a code of about that weight."""
    near = np.searchsorted(world.weights, wanted).clip(0, len(world.codes) - 1)
    weight = world.weights[near]
    low = np.searchsorted(world.weights, weight, side="left")
    high = np.searchsorted(world.weights, weight, side="right")
    chosen: Numbers = low + (world.chance.random(len(wanted)) * (high - low)).astype(np.int64)
    return chosen


def _answers(
    world: World, day: Numbers, dyad: Numbers, weight: Values
) -> tuple[Numbers, Numbers, Values]:
    """Acts of the other side that answer some acts in kind: day, dyad, weight."""
    columns = {pair: column for column, pair in enumerate(world.dyads)}
    days, dyads, weights = [day[:0]], [dyad[:0]], [weight[:0]]
    for effect in world.effects:
        back = columns.get((effect.target, effect.source))
        if effect.what != "reciprocity" or back is None:
            continue
        here = columns[effect.source, effect.target]
        answered = (
            (dyad == here)
            & (day >= effect.first_day)
            & (day <= effect.last_day)
            & (world.chance.random(len(day)) < effect.size)
        )
        late = world.chance.integers(-1, 2, int(answered.sum()))
        days.append(day[answered] + np.maximum(1, effect.lag_days + late))
        dyads.append(np.full(int(answered.sum()), back))
        weights.append(weight[answered])
    return np.concatenate(days), np.concatenate(dyads), np.concatenate(weights)


def _told(world: World, day: Numbers, dyad: Numbers, code: Numbers) -> Block:
    """Rows: each event as often as it is told, by publishers that are there on its day."""
    times = 1 + world.chance.poisson(FURTHER_REPORTS, len(day))
    event = np.repeat(np.arange(len(day)) + world.first_event, times)
    world.first_event += len(day)
    publisher = world.chance.choice(len(PUBLISHERS), len(event), p=SHARES)
    day, dyad, code = (np.repeat(one, times) for one in (day, dyad, code))
    there = np.ones(len(event), dtype=bool)
    for effect in world.effects:
        if effect.what == "dropout":
            gone = PUBLISHERS.index(effect.publisher)
            there &= ~((publisher == gone) & (day >= effect.first_day) & (day <= effect.last_day))
    return Block(event[there], day[there], dyad[there], code[there], publisher[there])
