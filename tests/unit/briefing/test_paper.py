"""Figures as pictures for files that can't hold SVG: the same shapes, the same words."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import docx
import numpy as np
import pypdfium2
import pytest

from detente.briefing import render_docx
from detente.briefing.figures import EventCounts, Figure, Leg, LevelTrack, Network, Response, draw
from detente.briefing.figures import Turn as Mark
from detente.briefing.figures.axes import Told
from detente.briefing.figures.looks import look_of
from detente.briefing.figures.paper import as_pdf, as_picture

TOLD = Told("Acts of Kenya (north)", "Counted: events.")
DAYS = [date(2021, 1, 1) + timedelta(40 * place) for place in range(10)]
FLAT = LevelTrack(
    TOLD, DAYS, [2.5] * 10, [1.0] * 10, [4.0] * 10,
    turns=[Mark(DAYS[3], "+2.0", True), Mark(DAYS[6], "−1.5", False, lasting=False)],
)  # fmt: skip
FIGURES: dict[str, Figure] = {
    "level-UGA-0": FLAT,
    "counts-UGA-made": EventCounts(TOLD, DAYS, date(2022, 3, 1), {"material conflict": [3.0] * 10}),
    "network-UGA": Network(
        TOLD, "KEN", "UGA", ["TZA"], [Leg("KEN", "TZA", 4)], {"TZA": "Tanzania"}
    ),
    "line-none": Response(TOLD, [1, 2], [0.1, 0.4], [0.0, 0.3], [0.2, 0.5]),
}


@pytest.mark.parametrize("figure", FIGURES.values(), ids=list(FIGURES))
def test_every_part_that_is_drawn_has_a_look_on_paper(figure: Figure) -> None:
    own = re.findall(r'<(?:path|rect|circle) class="([^"]+)"', str(draw(figure)))
    assert own
    for classes in own:
        around = {"turn", "up"} if classes in ("at", "tip") else set()
        assert look_of(frozenset(classes.split()) | around) is not None, classes


def test_the_line_stands_where_the_numbers_say() -> None:
    page = pypdfium2.PdfDocument(as_pdf(str(draw(replace(FLAT, turns=())))))[0]
    width, height = page.get_size()
    dots = page.render(scale=2, rev_byteorder=True).to_numpy()[:, :, :3].astype(int)
    column = dots[:, int(width)]
    dark = np.flatnonzero(column.sum(axis=1) < 150)
    # From -10 at the bottom axis to 10 at the top one.
    top, bottom = 2 * 8.0, 2 * (height - 24.0)
    share = (bottom - dark.mean()) / (bottom - top)
    assert -10 + 20 * share == pytest.approx(2.5, abs=0.15)


def test_words_are_text_that_can_be_read_back() -> None:
    page = pypdfium2.PdfDocument(as_pdf(str(draw(FIGURES["counts-UGA-made"]))))[0]
    text = page.get_textpage().get_text_bounded()
    assert "material conflict" in text and "30 in all" in text


def test_the_same_figure_gives_the_same_bytes_and_tells_what_it_shows() -> None:
    one, two = (as_picture(str(draw(FLAT))) for _ in range(2))
    assert one == two
    assert one.png.startswith(b"\x89PNG") and "Acts of Kenya (north)" in one.words


def test_docx_holds_a_picture_with_words_for_each_figure(made: Any) -> None:
    code = made.briefing.lists["portfolio"][0].fields["counterpart"]
    figures = {name.replace("UGA", code): one for name, one in FIGURES.items()}
    packed = render_docx(replace(made.briefing, figures=figures), made.documents)
    shapes = docx.Document(io.BytesIO(packed)).inline_shapes
    told = [shape._inline.docPr.get("descr") for shape in shapes]
    assert len(told) == 3 and all("Counted: events." in words for words in told)
    names = zipfile.ZipFile(io.BytesIO(packed)).namelist()
    assert sum(name.endswith(".png") for name in names) == 3
    assert render_docx(replace(made.briefing, figures=figures), made.documents) == packed
