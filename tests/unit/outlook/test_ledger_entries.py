"""Forecasts as entries: recorded from documents, linked, resolved by rule, scored."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from detente.codebook import load_codebook
from detente.model import Coding
from detente.outlook.dataset_acts import Found, Told, searches_of
from detente.outlook.drift import link
from detente.outlook.entries import Entry, Resolution, newest
from detente.outlook.facts import Fact, Facts
from detente.outlook.recording import entries_of, unrecorded
from detente.outlook.resolving import Watch, propose
from detente.outlook.score_tables import group_of, score_table

NOW = datetime(2024, 7, 1, tzinfo=UTC)
TALKS = Entry(
    id="forecast-a",
    kind="document",
    text="Talks are likely.",
    recorded_at=NOW,
    source=("KEN",),
    target=("UGA",),
    action="CONSULT",
    low=0.55,
    high=0.8,
    opens_on=date(2024, 7, 1),
    closes_on=date(2024, 12, 31),
    judge="A. Writer",
    made_on=date(2024, 7, 1),
)
MEETING = Fact(
    "e1", ("KEN",), ("UGA",), "CONSULT", date(2024, 9, 3), date(2024, 9, 3), publishers=2
)
CLOSED = date(2025, 1, 1)
READ = Watch(parties=True, condition=True)


def recorded(corpus: Any) -> list[Entry]:
    return entries_of(corpus.statements, corpus.documents, codebook=load_codebook(), now=NOW)


def test_an_entry_has_interval_window_author_words_and_a_rule(corpus: Any) -> None:
    told = corpus.tell(
        "Kenya is likely to hold talks with Uganda by the end of 2024.",
        "KEN>UGA CONSULT",
        kind="forecast",
        phrase="is likely to",
    )
    (entry,) = recorded(corpus)
    assert (entry.low, entry.high) == load_codebook().likelihood.interval("is likely to")
    assert entry.closes_on == date(2024, 12, 31) and entry.window_derived
    assert entry.statement == told.key and not entry.unresolvable
    assert entry.rule.startswith("True if at least 2 independent publishers report CONSULT")


def test_a_forecast_without_an_act_says_at_once_that_no_rule_decides_it(corpus: Any) -> None:
    corpus.tell("Kenya may grow closer to Uganda.", "KEN=UGA", kind="forecast", phrase="may")
    (entry,) = recorded(corpus)
    assert entry.unresolvable == "it names no coded act"
    assert propose(entry, [], as_of=CLOSED, watch=READ).outcome == ""


def test_what_one_document_says_twice_is_one_entry_and_another_document_makes_another(
    corpus: Any,
) -> None:
    sentence = "Talks between Kenya and Uganda are unlikely in 2024."
    for text in (sentence, f"All said, {sentence.lower()}"):
        corpus.tell(text, "KEN=UGA CONSULT", kind="forecast", phrase="unlikely", time="2024")
    corpus.document("later", date(2024, 8, 1))
    corpus.tell(sentence, "KEN=UGA CONSULT", kind="forecast", phrase="unlikely", time="2024")
    entries = recorded(corpus)
    assert [one.made_on for one in entries] == [date(2024, 6, 30), date(2024, 8, 1)]
    assert unrecorded(entries, [entries[0].id]) == entries[1:]


def test_the_same_forecast_revised_is_linked_and_its_drift_shown() -> None:
    later = replace(TALKS, id="forecast-b", low=0.2, high=0.3, made_on=date(2024, 8, 1))
    other = replace(TALKS, id="forecast-c", action="SANCTION")
    reverse = replace(TALKS, id="forecast-d", source=("UGA",), target=("KEN",))
    (thread,) = link([later, TALKS, other, reverse])
    assert [one.id for one in thread.entries] == ["forecast-a", "forecast-b"]
    assert thread.drift == pytest.approx(0.25 - 0.675)
    assert thread.moved == "down"


def test_talks_that_resume_and_talks_that_are_held_are_one_forecast() -> None:
    again = replace(TALKS, id="forecast-b", change="resume", sectors=("energy", "diplomatic"))
    ending = replace(TALKS, id="forecast-c", change="halt")
    (thread,) = link([TALKS, again, ending])
    assert [one.id for one in thread.entries] == ["forecast-a", "forecast-b"]


def test_other_narrow_sectors_and_other_conditions_are_other_forecasts() -> None:
    trade = replace(TALKS, sectors=("economic",))
    arms = replace(TALKS, id="forecast-b", sectors=("military",))
    assert link([trade, arms]) == []
    helped = conditional("if Rwanda helps Kenya")
    same = replace(helped, id="forecast-b", condition="should Rwanda help Kenya")
    turned = replace(helped, id="forecast-c", condition="unless Rwanda helps Kenya")
    worded = replace(helped, id="forecast-d", condition="if it rains", condition_action="")
    (thread,) = link([TALKS, helped, same, turned, worded])
    assert [one.id for one in thread.entries] == ["forecast-a", "forecast-b"]


def test_windows_that_do_not_touch_are_two_forecasts() -> None:
    next_year = replace(
        TALKS, id="forecast-b", opens_on=date(2025, 1, 1), closes_on=date(2025, 12, 31)
    )
    assert link([TALKS, next_year]) == []


def test_two_publishers_make_it_true_before_the_window_closes() -> None:
    proposal = propose(TALKS, [MEETING], as_of=date(2024, 10, 1), watch=READ)
    assert proposal.outcome == "yes" and proposal.supporting == (MEETING,)


def test_what_happens_after_the_day_asked_for_is_not_known() -> None:
    assert propose(TALKS, [MEETING], as_of=date(2024, 9, 2), watch=READ).outcome == "open"


@pytest.mark.parametrize(
    "fact",
    [
        replace(MEETING, first=date(2025, 1, 2), last=date(2025, 1, 2)),
        replace(MEETING, action="AID"),
        replace(MEETING, source=("UGA",), target=("KEN",)),
        replace(MEETING, target=("RWA",)),
        replace(MEETING, change="halt"),
    ],
    ids=["late", "another act", "the other way", "another party", "its end"],
)
def test_what_is_not_the_act_does_not_fulfil_it(fact: Fact) -> None:
    assert propose(TALKS, [fact], as_of=CLOSED, watch=READ).outcome == "no"


def test_a_mutual_act_counts_either_way_round() -> None:
    mutual = replace(MEETING, source=("KEN", "UGA"), target=("KEN", "UGA"), directed=False)
    assert propose(TALKS, [mutual], as_of=CLOSED, watch=READ).outcome == "yes"


def told(**found: Found) -> Watch:
    """A dataset that looked throughout, with what it has."""
    rows = {name.removesuffix("_"): one for name, one in found.items()}
    return Watch(told=[Told("acts", rows, alive=True, alive_condition=True, alive_before=True)])


def test_one_publisher_is_left_to_the_reader_and_a_dataset_is_another_publisher() -> None:
    single = replace(MEETING, publishers=1)
    assert propose(TALKS, [single], as_of=CLOSED, watch=READ).outcome == ""
    once = told(for_=Found(n=1, reports=1, days=1, rows=(replace(single, dataset="acts"),)))
    found = propose(TALKS, [single], as_of=CLOSED, watch=once)
    assert found.outcome == "yes" and found.n_supporting == 2
    assert [fact.dataset for fact in found.supporting] == ["", "acts"]
    assert propose(TALKS, [], as_of=CLOSED, watch=once).outcome == ""


def test_rows_of_two_days_decide_where_nobody_is_named_and_of_two_houses_where_they_are() -> None:
    assert propose(TALKS, [], as_of=CLOSED, watch=told(for_=Found(n=4, days=2))).outcome == "yes"
    one_house = told(for_=Found(n=4, days=2, publishers=1))
    assert propose(TALKS, [], as_of=CLOSED, watch=one_house).outcome == ""
    two_houses = told(for_=Found(n=2, days=1, publishers=2))
    assert propose(TALKS, [], as_of=CLOSED, watch=two_houses).outcome == "yes"


def test_a_dataset_that_looked_throughout_says_no_and_one_that_did_not_leaves_it_open() -> None:
    silent = propose(TALKS, [], as_of=CLOSED, watch=told())
    assert silent.outcome == "no" and "acts, which covered the window" in silent.why
    assert silent.watching == ("acts",)
    blind = Watch(told=[Told("acts")])
    assert propose(TALKS, [], as_of=CLOSED, watch=blind).outcome == ""


def test_rows_that_name_no_sector_do_not_decide_on_one() -> None:
    energy = replace(TALKS, sectors=("energy",))
    unnamed = told(for_=Found(n=4, days=4))
    assert propose(energy, [], as_of=CLOSED, watch=unnamed).outcome == ""
    named = told(for_=Found(n=4, days=4, in_sector=True))
    assert propose(energy, [], as_of=CLOSED, watch=named).outcome == "yes"


def test_the_end_of_an_act_is_refuted_by_rows_of_it_and_not_shown_by_silence() -> None:
    ended = replace(TALKS, action="ASSAULT", change="halt")
    assert propose(ended, [], as_of=CLOSED, watch=told(against=Found(n=3, days=3))).outcome == "no"
    assert propose(ended, [], as_of=CLOSED, watch=told()).outcome == ""


def test_sources_that_count_more_and_fewer_leave_it_to_a_reader() -> None:
    rising = replace(TALKS, change="rise")
    more = Told("acts", {"for": Found(n=9), "earlier": Found(n=2)}, alive=True, alive_before=True)
    fewer = replace(more, dataset="reports", found={"for": Found(n=1), "earlier": Found(n=5)})
    assert propose(rising, [], as_of=CLOSED, watch=Watch(told=[more])).outcome == "yes"
    assert propose(rising, [], as_of=CLOSED, watch=Watch(told=[more, fewer])).outcome == ""


def test_a_forecast_asks_datasets_for_spans_up_to_the_day() -> None:
    searches = {one.role: one for one in searches_of(conditional("if"), as_of=date(2024, 9, 1))}
    assert set(searches) == {"for", "against", "before", "condition"}
    assert (searches["for"].first, searches["for"].last) == (date(2024, 7, 1), date(2024, 9, 1))
    assert searches["before"].last == date(2024, 6, 30)
    assert "CONSULT" not in searches["against"].actions and "ASSAULT" in searches["against"].actions
    assert searches["condition"].legs == (("RWA", "KEN"),)
    assert searches_of(replace(TALKS, unresolvable="no act"), as_of=CLOSED) == []


def test_nothing_read_is_no_proof_that_nothing_happened() -> None:
    assert propose(TALKS, [], as_of=CLOSED, watch=Watch()).outcome == ""
    assert propose(TALKS, [], as_of=CLOSED, watch=READ).outcome == "no"


def test_a_contradicted_act_is_void() -> None:
    denied = replace(MEETING, contested=True)
    assert propose(TALKS, [denied], as_of=CLOSED, watch=READ).outcome == "void"


def conditional(words: str) -> Entry:
    coding = Coding(source=("RWA",), target=("KEN",), action="AID")
    return replace(
        TALKS,
        condition=words,
        condition_source=coding.source,
        condition_target=coding.target,
        condition_action=coding.action,
    )


HELP = Fact("e2", ("RWA",), ("KEN",), "AID", date(2024, 8, 1), date(2024, 8, 1))


def test_a_condition_that_did_not_come_true_voids() -> None:
    entry = conditional("if Rwanda helps Kenya")
    assert propose(entry, [MEETING], as_of=CLOSED, watch=READ).outcome == "void"
    assert propose(entry, [MEETING, HELP], as_of=CLOSED, watch=READ).outcome == "yes"
    assert propose(entry, [HELP], as_of=CLOSED, watch=READ).outcome == "no"


def test_a_meeting_of_those_to_be_brought_together_does_not_show_that_somebody_mediated() -> None:
    entry = replace(
        TALKS,
        condition="If Kenya mediates between Uganda and Rwanda",
        condition_source=("KEN",),
        condition_target=("UGA", "RWA"),
        condition_action="CONSULT",
    )
    both = ("RWA", "UGA")
    without = replace(MEETING, key="e2", source=both, target=both, directed=False)
    assert propose(entry, [MEETING, without], as_of=CLOSED, watch=READ).condition == (MEETING,)
    found = propose(entry, [without], as_of=CLOSED, watch=READ)
    assert (found.outcome, found.met) == ("void", False)


def test_what_shows_that_a_condition_came_true_stands_beside_the_proposal() -> None:
    entry = conditional("if Rwanda helps Kenya")
    met = propose(entry, [HELP, MEETING], as_of=CLOSED, watch=READ)
    assert met.condition == (HELP,) and met.met and met.why.startswith("its condition came true")
    unmet = propose(entry, [MEETING], as_of=CLOSED, watch=READ)
    assert unmet.condition == () and unmet.met is False
    late = replace(HELP, first=date(2025, 3, 1), last=date(2025, 3, 1))
    assert propose(entry, [late], as_of=date(2025, 6, 1), watch=READ).condition == ()


@pytest.mark.parametrize(
    "words", ["unless Rwanda helps Kenya", "if Rwanda does not help", "should Rwanda fail to help"]
)
def test_unless_asks_that_the_thing_stays_out(words: str) -> None:
    entry = conditional(words)
    assert propose(entry, [MEETING], as_of=CLOSED, watch=READ).outcome == "yes"
    assert propose(entry, [MEETING, HELP], as_of=CLOSED, watch=READ).outcome == "void"


def test_a_lasting_condition_is_left_to_the_reader() -> None:
    entry = conditional("as long as Rwanda helps Kenya")
    assert propose(entry, [MEETING, HELP], as_of=CLOSED, watch=READ).outcome == ""


@pytest.mark.parametrize(
    ("words", "met", "unmet"),
    [
        ("if Rwanda helps Kenya and Burundi agrees", "", "void"),
        ("if Rwanda helps Kenya or Burundi agrees", "yes", ""),
        ("unless Rwanda helps Kenya and Burundi agrees", "", "yes"),
        ("If Rwanda helps Kenya, and", "", "void"),
        ("only if Rwanda helps Kenya", "yes", "void"),
        ("if Rwanda helps Kenya and its friends", "yes", "void"),
    ],
)
def test_of_a_condition_in_two_parts_a_reader_decides_what_is_not_coded(
    words: str, met: str, unmet: str
) -> None:
    entry = conditional(words)
    assert propose(entry, [MEETING, HELP], as_of=CLOSED, watch=READ).outcome == met
    assert propose(entry, [MEETING], as_of=CLOSED, watch=READ).outcome == unmet


def test_that_a_thing_stayed_out_has_to_be_seen() -> None:
    entry = conditional("unless Rwanda helps Kenya")
    blind = Watch(parties=True, condition=False)
    assert propose(entry, [MEETING], as_of=CLOSED, watch=blind).outcome == ""
    assert propose(entry, [MEETING], as_of=date(2024, 10, 1), watch=blind).outcome == "yes"


def test_what_holds_in_spite_of_something_has_no_condition(corpus: Any) -> None:
    corpus.tell(
        "Kenya is likely to hold talks with Uganda even if Rwanda objects.",
        "KEN>UGA CONSULT",
        kind="forecast",
        phrase="is likely to",
        condition="even if Rwanda objects",
    )
    (entry,) = recorded(corpus)
    assert entry.condition == "" and "void if" not in entry.rule


def test_more_than_before_is_counted_against_a_span_of_equal_length() -> None:
    rising = replace(TALKS, change="rise")
    before = replace(MEETING, key="e0", first=date(2024, 3, 1), last=date(2024, 3, 1))
    twice = [MEETING, replace(MEETING, key="e3", first=date(2024, 11, 1))]
    assert propose(rising, [before, *twice], as_of=CLOSED, watch=READ).outcome == "yes"
    assert propose(rising, [before, MEETING], as_of=CLOSED, watch=READ).outcome == "no"
    assert propose(rising, [], as_of=CLOSED, watch=READ).outcome == ""


def test_a_forecast_is_held_against_facts_about_its_parties_alone() -> None:
    elsewhere = replace(MEETING, key="e9", source=("CHL",), target=("PER",))
    facts = Facts([elsewhere, MEETING, HELP])
    assert facts.about(TALKS, as_of=CLOSED).facts == [MEETING]
    towards = replace(TALKS, target=("PER",), source=())
    assert facts.about(towards, as_of=CLOSED).facts == [elsewhere]
    nameless = replace(TALKS, condition="if help comes", condition_action="AID")
    assert HELP in facts.about(nameless, as_of=CLOSED).facts


def test_facts_left_out_change_no_proposal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.outlook.facts.MOST_NEAR", 5)
    chance, left_out, day = Random(3), 0, date(2025, 9, 1)
    codes, start = ["KEN", "RWA", "CHL", "PER"], date(2023, 1, 1)

    def fact(number: int) -> Fact:
        first = start + timedelta(chance.randrange(1200))
        source, target = chance.sample(codes, 2)
        return replace(
            MEETING,
            key=f"e{number}",
            source=(source,),
            target=(target,),
            action=chance.choice(["CONSULT", "AID", "THREATEN"]),
            change=chance.choice(["", "", "halt"]),
            directed=chance.random() < 0.5,
            first=first,
            last=first + timedelta(chance.choice([0, 0, 3, 44, 46, 400])),
        )

    facts = [fact(number) for number in range(300)]
    kept = Facts(facts)
    for _ in range(400):
        made = start + timedelta(chance.randrange(1000))
        opens = made + timedelta(chance.randrange(60))
        entry = replace(
            TALKS,
            source=tuple(chance.sample(codes, chance.choice([0, 1, 1, 2]))),
            target=tuple(chance.sample(codes, chance.choice([0, 1, 1]))),
            directed=chance.random() < 0.5,
            change=chance.choice(["", "rise", "halt"]),
            made_on=chance.choice([made, None]),
            opens_on=chance.choice([opens, opens, None]),
            closes_on=opens + timedelta(chance.randrange(200)),
            condition=chance.choice(["", "if help comes"]),
        )
        if entry.condition:
            sides = chance.choice([(), ("KEN",)])
            entry = replace(entry, condition_action="AID", condition_source=sides)
        whole = propose(entry, facts, as_of=day, watch=READ)
        near = kept.about(entry, as_of=day)
        assert propose(entry, near.facts, as_of=day, watch=READ, more=near.more) == whole
        left_out += near.more
    assert left_out


def test_nothing_changes_is_what_happened_before() -> None:
    before = replace(MEETING, key="e0", first=date(2024, 5, 1), last=date(2024, 5, 1))
    assert propose(TALKS, [before], as_of=CLOSED, watch=READ).before is True
    assert propose(TALKS, [MEETING], as_of=CLOSED, watch=READ).before is False


def decided(entry: str, outcome: str, *, hour: int = 0) -> Resolution:
    return Resolution(entry, outcome, NOW + timedelta(hours=hour))


def test_the_newest_decision_counts() -> None:
    first, second = decided("forecast-a", "no"), decided("forecast-a", "yes", hour=1)
    assert newest([second, first])["forecast-a"].outcome == "yes"


def test_scores_by_author_count_what_is_void_and_what_is_open() -> None:
    entries = [
        TALKS,
        replace(TALKS, id="forecast-b", judge="B. Reader", low=0.2, high=0.2),
        replace(TALKS, id="forecast-c"),
        replace(TALKS, id="forecast-d", low=None, high=None),
        replace(TALKS, id="forecast-e"),
    ]
    resolutions = newest(
        [
            decided("forecast-a", "yes"),
            decided("forecast-b", "no"),
            decided("forecast-c", "void"),
            decided("forecast-d", "no"),
        ]
    )
    rows = score_table(entries, resolutions, groups=["judge"], before={"forecast-a": False})
    whole, writer, reader = rows
    assert (whole.n, whole.n_void, whole.n_open, whole.n_wordless) == (2, 1, 1, 1)
    assert whole.share_void == pytest.approx(1 / 4)
    loss = (0.675 - 1) ** 2 + 0.25**2 / 12
    assert writer.brier.value == pytest.approx(loss)
    assert reader.brier.value == pytest.approx(0.2**2)
    assert whole.brier.value == pytest.approx((loss + 0.04) / 2)
    assert writer.skill_no_change.value == pytest.approx(1 - loss)
    assert (writer.name, reader.n_no_change) == ("A. Writer", 0)


@pytest.mark.parametrize(
    ("by", "group"),
    [("horizon", "up to a year"), ("phrase", "likely"), ("topic", "unknown"), ("kind", "document")],
)
def test_groups(by: str, group: str) -> None:
    assert group_of(TALKS, by) == group
