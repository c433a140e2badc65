"""Advice, with who is told to act and towards whom."""

from __future__ import annotations

from datetime import date
from typing import Any

from detente.codebook import load_codebook
from detente.model import Item, View
from detente.outlook import find_outlook
from detente.settings import Settings


def advice(corpus: Any) -> list[Item]:
    view = View("NOR", date(2024, 7, 1), corpus.documents, tuple(corpus.statements))
    rows = find_outlook(view, codebook=load_codebook(), settings=Settings()).rows
    return [item for item in rows if item.list == "recommendations"]


def test_who_is_told_to_act_is_the_addressee(corpus: Any) -> None:
    corpus.tell("Sweden should lift its ban on Norway.", "SWE>NOR CONCEDE", kind="recommendation")
    (line,) = advice(corpus)
    assert (line.fields["addressee"], line.fields["toward"]) == (("SWE",), ("NOR",))
    assert "Sweden should lift its ban on Norway" in line.text


def test_the_first_party_of_a_mutual_act_is_told_to_act(corpus: Any) -> None:
    corpus.tell("Norway must keep talking to Sweden.", "NOR=SWE CONSULT", kind="recommendation")
    (line,) = advice(corpus)
    assert (line.fields["addressee"], line.fields["toward"]) == (("NOR",), ("SWE",))


def test_advice_to_both_sides_has_both_as_addressee(corpus: Any) -> None:
    corpus.tell("Both sides should meet soon.", "NOR=SWE CONSULT", kind="recommendation")
    (line,) = advice(corpus)
    assert (line.fields["addressee"], line.fields["toward"]) == (("NOR", "SWE"), ())


def test_the_same_advice_twice_is_one_line(corpus: Any) -> None:
    for _ in range(2):
        corpus.tell("Norway should call Sweden.", "NOR>SWE CONSULT", kind="recommendation")
    (line,) = advice(corpus)
    assert len(line.evidence) == 2


def test_what_is_advised_against_is_not_listed_as_advised(corpus: Any) -> None:
    corpus.tell(
        "Norway should not cut its ties with Sweden.", "NOR>SWE SANCTION", kind="recommendation"
    )
    (line,) = advice(corpus)
    assert line.fields["action"] == ""
    assert "should not cut" in line.text
