"""What the dyads of a dataset have in common, as the prior of each: empirical Bayes.

A short series says little of how fast its level moves; the others say what is usual.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from detente.relations.filtering import begin, lay_out, probabilities, walk
from detente.relations.lanes import Prior, plain_shares, usual_prior
from detente.relations.packed import Packed
from detente.series import Values

# Enough to learn what is usual; more dyads or days would only take longer.
MOST_DYADS = 150
MOST_DAYS = 400
ROUNDS = 200
MOST_PARTS = 12
# So many dyads the usual shares count as.
USUAL_COUNTS = 1.0
TAILS = (3.0, 4.0, 6.0, 10.0, 30.0)
TOGETHER = (0.0, 0.1, 0.3)
FEWEST = 8
# Share of days with several readings from which their likeness can be told.
SEVERAL = 0.05


def learn_prior(packed: Packed, start: Prior | None = None) -> Prior:
    """Shares of the lanes, spread of the means, noise and its tail, from a dataset's dyads.

    The shares maximise the likelihood of all dyads (expectation and maximisation over the lanes),
    with the usual shares counting as 3 dyads. Tail and likeness within a day are those of a small
    grid with the highest likelihood. At most 150 dyads, evenly spread by length, and the first 400
    days with readings of each are used. With fewer than 8 dyads mean, spread and noise stay as
    they are.

    Args:
        packed: values in the series' own scale, without days of count 0.
        start: what is thought before.

    It misleads where dyads of one dataset are of two kinds, few of which are in the sample.
    """
    prior = start or usual_prior()
    sample = _sample(packed)
    if sample.dyads < FEWEST:
        return prior
    prior = _noise_learned(sample, prior)
    prior = _tail_learned(sample, prior)
    prior = _noise_learned(sample, prior)
    likelihood, _, _ = _lanes_tried(sample, prior)
    return replace(prior, shares=learn_shares(likelihood, plain_shares(prior.lanes)))


def _sample(packed: Packed) -> Packed:
    order = np.argsort(-packed.lengths, kind="stable")
    order = order[packed.lengths[order] > 1]
    if len(order) > MOST_DYADS:
        order = order[np.linspace(0, len(order) - 1, MOST_DYADS).astype(np.int64)]
    rows = packed.only(order)
    place = np.arange(len(rows.days)) - np.repeat(rows.offsets[:-1], rows.lengths)
    early = place < MOST_DAYS
    lengths = np.minimum(rows.lengths, MOST_DAYS)
    offsets = np.r_[0, np.cumsum(lengths)]
    return Packed(offsets, rows.days[early], rows.values[early], rows.counts[early], rows.coverage)


def _lanes_tried(sample: Packed, prior: Prior) -> tuple[Values, Values, Values]:
    """Log-likelihood, noise variance and mean level, each of shape (dyads, lanes)."""
    board = lay_out(sample, prior)
    lanes = len(prior.shares)
    state = begin(board, prior, prior.lanes, weight=np.zeros(lanes), marks=0)
    for _ in walk(board, state, prior.lanes):
        pass
    return state.weight, state.noise, state.mean[1]


def learn_shares(likelihood: Values, usual: Values) -> Values:
    """Shares of few lanes that explain the dyads, one added as long as that is worth it.

    Where nothing but noise moves the states of all dyads, a mixture of all lanes would still find
    some that move by chance; each lane has to earn its place.

    Args:
        likelihood: shape (dyads, lanes), log-likelihood of each dyad's series on each lane.
        usual: shape (lanes,), shares thought of before; they count as one dyad.
    """
    dyads = len(likelihood)
    relative = np.exp(likelihood - likelihood.max(axis=1, keepdims=True)) + 1e-300
    price = 0.5 * np.log(dyads) + 1.0
    alone = np.log(relative).sum(axis=0) + np.log(usual)
    # One speed for all dyads; which one is known as well as all of them tell.
    parts = [probabilities(alone)]
    shares, fit = _mixed_shares(relative @ np.array(parts).T)
    while len(parts) < MOST_PARTS:
        now = relative @ np.array(parts).T @ shares
        added = np.zeros(relative.shape[1])
        added[(relative / now[:, None]).mean(axis=0).argmax()] = 1.0
        new, better = _mixed_shares(relative @ np.array([*parts, added]).T)
        if better < fit + price:
            break
        parts, shares, fit = [*parts, added], new, better
    whole = USUAL_COUNTS * usual + dyads * (shares @ np.array(parts))
    learned: Values = whole / whole.sum()
    return learned


def _mixed_shares(relative: Values) -> tuple[Values, float]:
    """The likeliest shares of some lanes, and the log-likelihood with them."""
    shares = np.full(relative.shape[1], 1.0 / relative.shape[1])
    for _ in range(ROUNDS):
        told = relative * shares
        shares = (told / told.sum(axis=1, keepdims=True)).mean(axis=0)
    return shares, float(np.log(relative @ shares).sum())


def _noise_learned(sample: Packed, prior: Prior) -> Prior:
    likelihood, noise, mean = _lanes_tried(sample, prior)
    told = probabilities(likelihood + np.log(prior.shares))
    logs = 0.5 * np.log((told * noise).sum(axis=1))
    means = (told * mean).sum(axis=1)
    # A dyad's own estimate scatters by about 1 / sqrt(2 n) even where all noises are equal.
    chance = float(np.mean(1.0 / (2.0 * (sample.lengths + prior.surety))))
    apart = max(float(np.var(logs)) - chance, 1e-3)
    return replace(
        prior,
        mean=float(np.median(means)),
        spread=max(float(np.std(means)), 0.1),
        noise=float(np.exp(np.median(logs))),
        surety=float(np.clip(1.0 / (2.0 * apart), 2.0, 50.0)),
    )


def _tail_learned(sample: Packed, prior: Prior) -> Prior:
    """The likeliest tail, then the likeliest likeness within a day where days have several."""
    found = max(
        (replace(prior, tail=tail) for tail in TAILS), key=lambda one: _likelihood(sample, one)
    )
    if (sample.counts > 1).mean() <= SEVERAL:
        return found
    alike = (replace(found, together=together) for together in TOGETHER)
    return max(alike, key=lambda one: _likelihood(sample, one))


def _likelihood(sample: Packed, prior: Prior) -> float:
    likelihood, _, _ = _lanes_tried(sample, prior)
    return float(np.logaddexp.reduce(likelihood + np.log(prior.shares), axis=1).sum())
