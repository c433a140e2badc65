import contextlib
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import InputError
from detente.judgements import check_judgement, settle, unmatched
from detente.judgements.verdicts import CORRECTABLE, corrected_value
from detente.model import Coding, Judgement, Statement

NOW = datetime(2024, 5, 1, tzinfo=UTC)
FIRST = Statement(
    "d", "event", ("PER",), ("CHL",), 0, 30, 0, 10, source_roles=("leader",), codes=("CONSULT",)
)
SECOND = Statement("d", "forecast", ("PER",), ("CHL",), 31, 60, 31, 40)


def judged(verdict, *, statement=FIRST.key, days=0, **fields):
    return Judgement(statement, verdict, "Ana", NOW + timedelta(days=days), **fields)


def test_without_judgements_nothing_changes():
    assert settle([FIRST, SECOND], []).rows == (FIRST, SECOND)


def test_a_rejected_statement_is_left_out_with_the_reviewers_reason():
    result = settle([FIRST, SECOND], [judged("reject", why="a rehearsal")])
    assert result.rows == (SECOND,)
    assert result.rejected[0].where == FIRST.key
    assert "Ana: a rehearsal" in result.rejected[0].reason


def test_the_later_judgement_counts_whatever_the_order_of_rows():
    judgements = [judged("accept", days=1), judged("reject")]
    assert settle([FIRST], judgements).rows == (FIRST,)


def test_a_correction_changes_fields_and_says_so():
    fix = judged("correct", corrected=(("codes", "AID"), ("begins_on", "2024-02-03")))
    (row,) = settle([FIRST], [fix]).rows
    assert (row.action, row.begins_on) == ("AID", date(2024, 2, 3))
    assert row.reasons == ("corrected by Ana: begins_on, codes",)
    assert row.key == FIRST.key


def test_corrections_add_up_and_the_newest_value_wins():
    first = judged("correct", corrected=(("codes", "AID"), ("quantity", "3 tons")))
    second = judged("correct", days=1, corrected=(("codes", "SANCTION"),))
    (row,) = settle([FIRST], [second, first]).rows
    assert (row.action, row.quantity) == ("SANCTION", "3 tons")


def test_roles_stay_beside_their_actors():
    (row,) = settle([FIRST], [judged("correct", corrected=(("source", "PER, BOL"),))]).rows
    assert row.source == ("PER", "BOL")
    assert row.source_roles == ("leader", "")


def test_a_judgement_whose_statement_is_gone_is_listed_for_review():
    gone = judged("accept", statement="d:90-99:event")
    result = settle([FIRST], [gone])
    assert result.rows == (FIRST,)
    assert [row.where for row in result.rejected] == ["d:90-99:event"]
    assert unmatched([FIRST], [gone]) == [gone]


def test_a_comparison_with_a_statement_that_is_gone_is_listed_too():
    pair = judged("same", other="d:90-99:event")
    assert unmatched([FIRST], [pair]) == [pair]


def test_a_statement_of_corrected_kind_is_found_by_its_old_and_its_new_key():
    fix = judged("correct", statement=SECOND.key, corrected=(("kind", "event"),))
    (row,) = settle([SECOND], [fix]).rows
    assert row.kind == "event"
    by_new_key = judged("reject", statement=row.key, days=1)
    assert settle([SECOND], [fix, by_new_key]).rows == ()


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("likelihood", "[0.2, 0.4]", (0.2, 0.4)),
        ("likelihood", "", None),
        ("condition_coding", '{"action": "AID"}', Coding(action="AID")),
        ("directed", "No", False),
        ("target", "", ()),
        ("ends_on", "", None),
        ("quantity_value", "12.5", 12.5),
    ],
)
def test_values_are_read_by_their_type(name, text, value):
    assert corrected_value(name, text) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("begins_on", "31 May"),
        ("codes", "FLY"),
        ("kind", "rumour"),
        ("directed", "perhaps"),
        ("likelihood", "often"),
        ("start", "3"),
        ("colour", "red"),
        ("quantity_value", "many"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_the_next_step(name, text):
    with pytest.raises(InputError, match=r"one of|write it as"):
        corrected_value(name, text)


@pytest.mark.parametrize(
    "judgement",
    [
        judged("maybe"),
        judged("same"),
        judged("same", other=FIRST.key),
        judged("correct"),
        judged("correct", corrected=(("colour", "red"),)),
    ],
)
def test_a_judgement_that_cannot_be_applied_is_refused(judgement):
    with pytest.raises(InputError):
        check_judgement(judgement)


@given(st.lists(st.sampled_from(["accept", "reject"]), min_size=1))
def test_only_the_newest_verdict_decides(verdicts):
    judgements = [judged(verdict, days=number) for number, verdict in enumerate(verdicts)]
    assert bool(settle([FIRST], judgements).rows) == (verdicts[-1] == "accept")


@given(st.sampled_from(CORRECTABLE), st.text())
def test_a_correction_is_either_a_value_or_a_known_error(name, text):
    with contextlib.suppress(InputError):
        corrected_value(name, text)
