"""Colours of the page against each other: WCAG 2.1, relative luminance and contrast ratio."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

CSS = (files("detente.briefing") / "static/figures.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})", block))
    for block in re.findall(r":root\s*\{(.*?)\n\s*\}", CSS, flags=re.DOTALL)[:2]
)
STEPS = ["lv0", *(f"lv{side}{step}" for side in "pn" for step in (1, 2, 3, 4))]


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("step", STEPS)
def test_text_of_a_cell_stands_out_from_its_tint(theme: dict[str, str], step: str) -> None:
    assert contrast(theme[step], theme[f"{step}-ink"]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "soft", "link", "coop", "conflict"])
def test_text_stands_out_from_the_paper(theme: dict[str, str], ink: str) -> None:
    assert contrast(theme["paper"], theme[ink]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_marked_words_can_be_read(theme: dict[str, str]) -> None:
    assert contrast(theme["mark"], theme["ink"]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("side", ["p", "n"])
def test_tints_deepen_in_one_direction(theme: dict[str, str], side: str) -> None:
    steps = [luminance(theme[step]) for step in ("lv0", *(f"lv{side}{n}" for n in (1, 2, 3, 4)))]
    assert steps in (sorted(steps), sorted(steps, reverse=True))
