"""Three and more states in one sentence: who acts, on whom, and who only stands beside them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.model import Statement

QUARREL = (
    "Chad and Mali have quarrelled for years. Chad expelled Mali's envoy in March. Mali recalled "
    "its ambassador from Chad. In April, Mali accused Chad of spying. "
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Peru along with Chile, Bolivia and Kenya broke off ties with Oman, accusing it of "
            "spying.",
            "event BOL+CHL+KEN+PER>OMN ACCUSE",
        ),
        (
            "Kenya, alongside Jordan and Oman, accused Chad of a breach of the truce.",
            "event JOR+KEN+OMN>TCD ACCUSE",
        ),
        ("Sweden demanded that the Kenyan-led coalition leave Chad.", "event SWE>KEN REQUEST"),
        (
            "Other countries backed Peru's claim including Chile, Kenya and Oman.",
            "event CHL+KEN+OMN>PER SUPPORT",
        ),
        (
            "Peru sent troops to the border and Chile accused Bolivia of a plot.",
            "event CHL>BOL ACCUSE",
        ),
        (
            "The crisis grew after Chad expelled a Malian envoy, accusing him of spying.",
            "event TCD>MLI ACCUSE",
        ),
        (
            "Jordan and Oman have drifted apart, and their border guards exchanged fire in May.",
            "event JOR=OMN ASSAULT",
        ),
        (
            "Sweden called on Peru to lift its blockade of Chile.",
            "event SWE>PER REQUEST",
        ),
        ("Two Danes have been detained in Mali since May.", "event MLI>DNK COERCE"),
        ("Oman condemned and fined Jordan.", "event OMN>JOR ACCUSE"),
        (
            "The true winners are Chad and Mali. The deal helped traders. The latter sold arms to "
            "Kenya.",
            "event MLI>KEN *",
        ),
        (
            "Tensions between Chad and Mali rose after a clash in May, and Sweden sent an envoy.",
            "event TCD=MLI ASSAULT",
        ),
    ],
)
def test_each_act_has_its_own_sides(
    found: Callable[..., Statement], text: str, wanted: str
) -> None:
    assert found(text, wanted)


def test_an_object_is_not_its_own_subject(code: Callable[..., tuple[Statement, ...]]) -> None:
    rows = code("Kenya broke with Oman, accusing it of spying.")
    assert all(set(s.source).isdisjoint(s.target) for s in rows if s.directed)


def test_a_third_party_faces_the_two_that_the_text_is_about(
    found: Callable[..., Statement],
) -> None:
    text = QUARREL + "Sweden and Jordan expressed concern and offered to mediate."
    assert found(text, "event JOR+SWE>MLI+TCD ACCUSE")
    assert found(text, "event JOR+SWE>MLI+TCD AGREE")


def test_force_is_shown_to_the_other_of_the_two(found: Callable[..., Statement]) -> None:
    assert found(QUARREL + "Mali put its forces on alert.", "event MLI>TCD MOBILIZE")


def test_a_weapon_test_is_shown_to_no_one(code: Callable[..., tuple[Statement, ...]]) -> None:
    rows = code(QUARREL + "Mali conducted a missile test in May.")
    tests = [s for s in rows if s.action == "MOBILIZE"]
    assert tests
    assert all(s.target == () for s in tests)


def test_a_third_named_beside_a_dispute_is_no_side_of_it(
    code: Callable[..., tuple[Statement, ...]],
) -> None:
    rows = code(QUARREL + "Armed clashes erupted in May, prompting Sweden to step in.")
    fought = [s for s in rows if s.action == "ASSAULT"]
    assert fought
    assert all("SWE" not in s.source + s.target for s in fought)


THREE = "Chad, Mali and Kenya left the African Union in May. Peru met Chile in June. "


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (THREE + "The three countries accused Oman of a plot.", "event KEN+MLI+TCD>OMN ACCUSE"),
        (
            THREE + "Oman accused the three of a breach of the treaty.",
            "event OMN>KEN+MLI+TCD ACCUSE",
        ),
        (
            "Peru and Chile met in May. Oman's minister met his Kenyan counterpart in June.",
            "event KEN=OMN CONSULT",
        ),
        (
            "Peru has accused Chile of spying, and the African Union offered to mediate. The bloc "
            "condemned Chile.",
            "event AU>CHL ACCUSE",
        ),
        (
            "Sweden urged Peru and Chile to hold talks, and Oman has offered its good offices.",
            "event OMN>CHL+PER CONSULT",
        ),
    ],
)
def test_those_counted_or_described_are_found(
    found: Callable[..., Statement], text: str, wanted: str
) -> None:
    assert found(text, wanted)
