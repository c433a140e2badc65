"""Labels of the timeline keep apart, whatever the dates."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.briefing.timeline import LEFT, RIGHT, WIDTH, Mark, draw_timeline, grouped, place

BEGINS, ENDS = date(2023, 1, 1), date(2024, 7, 1)

marks = st.lists(
    st.builds(
        lambda day, length, label: Mark(
            BEGINS + timedelta(days=day),
            BEGINS + timedelta(days=day + length),
            "CONSULT",
            label,
            label,
            "x",
        ),
        st.integers(0, 540),
        st.integers(0, 400),
        st.text("abc ", min_size=1, max_size=34),
    ),
    max_size=60,
)


# A busy machine makes long lists slowly, which says nothing about labels.
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(marks)
def test_no_two_marks_cover_the_same_stretch_of_a_row(found: list[Mark]) -> None:
    placed = place(found, BEGINS, ends=ENDS)
    assert len(placed) == len(found)
    rows: dict[int, list[tuple[float, float]]] = {}
    for each in placed:
        if each.label:
            for low, high in rows.get(each.row, []):
                assert each.extent[1] < low or each.extent[0] > high
        rows.setdefault(each.row, []).append(each.extent)


@given(marks)
def test_labels_stay_inside_the_figure(found: list[Mark]) -> None:
    for each in place(found, BEGINS, ends=ENDS):
        assert LEFT <= each.x <= WIDTH - RIGHT
        if each.label:
            assert each.extent[0] >= LEFT - 7
            assert each.extent[1] <= WIDTH + 1


def test_equal_marks_are_one_with_their_number() -> None:
    mark = Mark(BEGINS, ENDS, "AID", "→ aid", "Norway aided Sweden.", "a", (1,))
    (group,) = grouped([mark, mark, mark])
    assert group.label == "→ aid ×3"
    assert group.notes == (1,)


def test_every_mark_is_a_link_with_a_title() -> None:
    mark = Mark(BEGINS, BEGINS, "AID", "→ aid", "Norway <aided> Sweden.", "event-1", (4,))
    svg = draw_timeline([mark], as_of=ENDS, name="Sweden")
    assert re.search(r'<a class="mark mc" href="#event-1" data-notes="4"', svg)
    assert "<title>Norway &lt;aided&gt; Sweden.</title>" in svg


def test_what_is_older_than_three_years_is_counted_and_not_drawn() -> None:
    old = Mark(date(2010, 1, 1), date(2010, 1, 1), "AID", "old", "Old.", "a")
    new = Mark(BEGINS, BEGINS, "AID", "new", "New.", "b")
    svg = draw_timeline([old, new], as_of=ENDS, name="Sweden")
    assert "1 earlier event not drawn" in svg
    assert "Old." not in svg
    assert "Old." in draw_timeline([old], as_of=ENDS, name="Sweden")


def test_without_a_dated_act_there_is_no_timeline() -> None:
    assert draw_timeline([], as_of=ENDS, name="Sweden") == ""
