from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from detente.signals import find_signals

AS_OF = date(2024, 7, 1)


def a_busy_year(corpus):
    corpus.document("a")
    corpus.tell("Chile refused all dialogue with Peru.", "CHL>PER REJECT", time="2024-05")
    corpus.tell("Chile aided Brazil.", "CHL>BRA AID", time="2024-05", objects=("wheat",))
    corpus.tell("Brazil depends on Chilean wheat.", "BRA>CHL", kind="assessment", role="dependence")
    corpus.tell("Chile’s envoy did not mention Peru.", "CHL>PER", kind="omission")
    corpus.document("b")
    corpus.tell("Trade grew.", "CHL=BRA COOPERATE", time="2024-03", change="rise")
    corpus.tell(
        "Tours were halted.", "CHL=BRA SANCTION", time="2024-04", change="halt", sectors="tourism"
    )
    corpus.tell("A Chilean minister visited Brazil.", "CHL>BRA CONSULT", time="2024-03")
    corpus.tell("Brazil’s premier visited Santiago.", "BRA>CHL CONSULT", time="2024-04")
    return corpus


def found(corpus, actor="CHL", as_of=AS_OF):
    view = corpus.view(actor, as_of)
    return find_signals(view, codebook=corpus.codebook, settings=corpus.settings).rows


def test_every_line_is_a_sentence_with_evidence_that_is_in_the_document(corpus):
    documents = a_busy_year(corpus).documents
    items = found(corpus)
    assert items
    for item in items:
        assert item.text[0] == item.text[0].upper()
        assert item.text.endswith((".", ".”"))
        assert "  " not in item.text
        assert item.evidence
        for cited in item.evidence:
            assert documents[cited.document].text[cited.start : cited.end] == cited.quote


def test_ids_are_unique_and_do_not_depend_on_the_order_of_statements(corpus):
    a_busy_year(corpus)
    ids = [item.id for item in found(corpus)]
    assert len(set(ids)) == len(ids)
    corpus.statements.reverse()
    assert {item.id for item in found(corpus)} == set(ids)


def test_nothing_is_listed_for_a_state_that_is_not_spoken_of(corpus):
    assert found(a_busy_year(corpus), actor="OMN") == ()


def test_line_that_rests_on_a_removed_document_is_gone(corpus):
    view = a_busy_year(corpus).view("CHL", AS_OF)
    cut = replace(
        view,
        documents={"a": view.documents["a"]},
        statements=tuple(s for s in view.statements if s.document == "a"),
    )
    rest = replace(cut, events=tuple(e for e in view.events if e.evidence[0].document == "a"))
    items = find_signals(
        replace(rest, relations=()), codebook=corpus.codebook, settings=corpus.settings
    ).rows
    assert {cited.document for item in items for cited in item.evidence} == {"a"}


def test_sectors_that_move_apart_are_told_in_order_of_time(corpus):
    items = [i for i in found(a_busy_year(corpus)) if i.fields.get("type") == "decoupling"]
    (item,) = [i for i in items if "different speeds" in i.text]
    assert item.text.index("growth in March 2024") < item.text.index("a halt in April 2024")
    assert item.fields["target"] == ("BRA",)


def test_visits_both_ways_are_one_signal(corpus):
    (item,) = [i for i in found(a_busy_year(corpus)) if i.fields.get("type") == "visits"]
    assert item.text.startswith("Visits both ways between Chile and Brazil")
    assert item.fields["begins_on"] == date(2024, 3, 1)


def test_driver_names_whose_motive_it_is(corpus):
    (item,) = [i for i in found(a_busy_year(corpus)) if i.list == "drivers"]
    assert item.fields == {"actor": "BRA", "counterpart": "CHL", "role": "dependence"}


def test_silence_names_what_was_expected(corpus):
    (item,) = [i for i in found(a_busy_year(corpus)) if i.list == "omissions"]
    assert item.fields["expected"] == "a word on its position"
    assert (item.fields["actor"], item.fields["counterpart"]) == ("CHL", "PER")


FIELDS = {
    "events": "source target action sectors begins_on ends_on change quantity n_documents "
    "n_publishers n_reports contested",
    "portfolio": "counterpart sector level low high tempo tempo_change direction p_direction "
    "n_events n_assessments n_rows n_reports last",
    "signals": "type source target begins_on",
    "stances": "counterpart speaker position condition begins_on against",
    "omissions": "actor counterpart expected begins_on ends_on bits expected_number reasons",
    "exchanges": "giver receiver items sectors begins_on ends_on",
    "drivers": "actor counterpart role",
    "breadth": "effective_number counterparts entered left",
}


@pytest.mark.parametrize("name", FIELDS)
def test_fields_are_those_of_the_list(corpus, name):
    items = [item for item in found(a_busy_year(corpus)) if item.list == name]
    assert items
    for item in items:
        # A signal may say more of its kind: a condition, a turn, sectors.
        more = {"condition", "turn", "sectors"} if name == "signals" else set()
        assert set(item.fields) - more == set(FIELDS[name].split())


def test_swapping_two_states_swaps_the_lines(corpora):
    swap = {"CHL": "OMN", "PER": "MLI", "BRA": "KEN"}
    one, two = a_busy_year(corpora()), a_busy_year(corpora())
    two.statements[:] = [
        replace(
            row,
            source=tuple(swap[code] for code in row.source),
            target=tuple(swap[code] for code in row.target),
        )
        for row in two.statements
    ]
    kinds = [
        sorted((i.list, str(i.fields.get("type")), len(i.evidence)) for i in found(corpus, actor))
        for corpus, actor in ((one, "CHL"), (two, "OMN"))
    ]
    assert kinds[0] == kinds[1]
