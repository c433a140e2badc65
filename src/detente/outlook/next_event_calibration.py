"""From scores to probabilities that the first answer is right, and how good these are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.outlook.scoring import brier, calibration_error

LEAST_OF_BLOCK = 25
Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Calibration:
    """A rising line from a raw share to a probability, between 0 and 1.

    Attributes:
        raw, probability: the corners of the line; before the first and after the last it is level.
    """

    raw: Doubles
    probability: Doubles

    def __call__(self, raw: Doubles) -> Doubles:
        """The probability for each raw value."""
        return np.interp(raw, self.raw, self.probability)


def calibrate(raw: Doubles, right: npt.NDArray[np.bool_]) -> Calibration:
    """Isotonic regression of what came true on raw values, joined by straight lines.

    Neighbouring blocks of less than `LEAST_OF_BLOCK` cases are put together, so that a few lucky
    cases at an end claim no certainty. With no case at all raw values are taken as they are.

    Reads as: pool adjacent violators (Ayer et al. 1955, doi:10.1214/aoms/1177728423).
    """
    if not len(raw):
        return Calibration(np.array([0.0, 1.0]), np.array([0.0, 1.0]))
    order = np.argsort(raw, kind="stable")
    blocks: list[list[float]] = []
    for value, hit in zip(raw[order].tolist(), right[order].tolist(), strict=True):
        blocks.append([1.0, float(hit), value])
        while len(blocks) > 1 and (
            blocks[-2][1] * blocks[-1][0] >= blocks[-1][1] * blocks[-2][0]
            or blocks[-2][0] < LEAST_OF_BLOCK
        ):
            last = blocks.pop()
            blocks[-1] = [one + two for one, two in zip(blocks[-1], last, strict=True)]
    if len(blocks) > 1 and blocks[-1][0] < LEAST_OF_BLOCK:
        last = blocks.pop()
        blocks[-1] = [one + two for one, two in zip(blocks[-1], last, strict=True)]
    number, hits, total = np.array(blocks).T
    return Calibration(total / number, hits / number)


def reliability(
    probability: Doubles, right: npt.NDArray[np.bool_], climatology: float
) -> dict[str, float | int]:
    """Expected calibration error in ten equal bins, Brier score, and that of a fixed share.

    Args:
        climatology: the share that came true where the calibration was fitted.

    The share that came true here is no forecast, but no fixed share has a lower Brier score:
    ``brier_of_share`` is what it would have had, ``skill`` is one minus the ratio to it.
    """
    n = len(right)
    # Interpolation may leave a probability a rounding error beyond 1.
    probability = np.clip(probability, 0.0, 1.0)
    share = float(np.mean(right)) if n else 0.0
    loss = brier(probability, right) if n else 0.0
    fixed = share * (1 - share)
    return {
        "n": n,
        "right": share,
        "expected_calibration_error": calibration_error(probability, right) if n else 0.0,
        "brier": loss,
        "brier_of_share": fixed,
        "brier_of_climatology": fixed + (climatology - share) ** 2,
        "skill": 1 - loss / fixed if fixed else 0.0,
    }
