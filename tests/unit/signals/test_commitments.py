from __future__ import annotations

from datetime import date

import pytest

from detente.signals.matters import status_of


def test_treaty_reaffirmed_later_is_kept(corpus):
    corpus.tell(
        "Chile and Peru signed a fisheries treaty in March 2023.",
        "CHL=PER SUPPORT",
        time="2023-03",
    )
    corpus.tell(
        "In May 2024 both sides reaffirmed their treaty.", "CHL=PER SUPPORT", time="2024-05"
    )
    (item,) = corpus.items("commitments", "CHL")
    assert item.fields["status"] == "kept"
    assert item.fields["made_on"] == date(2023, 3, 1)
    assert item.fields["parties"] == ("CHL", "PER")
    (shown,) = item.fields["status_evidence"]
    assert "reaffirmed" in shown.quote


def test_offer_without_an_answer_is_stalled_and_the_silence_an_omission(corpus):
    corpus.write("Chile proposed to reopen the hotline, but Peru did not respond.")
    corpus.code("CHL>PER AGREE", "Chile proposed to reopen the hotline", time="2024-05")
    corpus.code("PER>CHL", "Peru did not respond", kind="omission", time="2024-05")
    (item,) = corpus.items("commitments", "PER")
    assert item.fields["status"] == "stalled"
    (silence,) = corpus.items("omissions", "PER")
    assert silence.fields["actor"] == "PER"
    assert silence.fields["expected"] == ("an answer to “Chile proposed to reopen the hotline”")


def test_announced_tours_that_were_called_off_are_broken(corpus):
    corpus.write(
        "Peruvian agencies launched group tours to Chile, but the tours were cancelled in April."
    )
    corpus.code("PER>CHL COOPERATE", "Peruvian agencies launched group tours", time="2024-03")
    corpus.code("PER=CHL SANCTION", "the tours were cancelled", time="2024-04", change="halt")
    (item,) = corpus.items("commitments", "CHL")
    assert item.fields["status"] == "broken"


def test_undertaking_nobody_comes_back_to_is_open(corpus):
    corpus.tell("Chile pledged ten buses to Peru.", "CHL>PER AGREE", time="2024-05")
    corpus.tell("Chile reaffirmed its fishing rules.", "CHL>BRA SUPPORT", time="2024-06")
    (item,) = corpus.items("commitments", "CHL")
    assert item.fields["status"] == "open"
    assert item.fields["status_evidence"] == ()


def test_what_happened_before_tells_nothing_of_its_fate(corpus):
    corpus.tell("In 2022 Chile cancelled a treaty with Peru.", "CHL>PER REJECT", time="2022")
    corpus.tell("In 2024 both signed a new treaty.", "CHL=PER SUPPORT", time="2024")
    statuses = [item.fields["status"] for item in corpus.items("commitments", "CHL")]
    assert statuses == ["open"]


def test_undated_mention_joins_the_dated_offer(corpus):
    corpus.tell("In May Chile proposed a hotline.", "CHL>PER AGREE", time="2024-05")
    corpus.tell("The proposal was hardly noticed.", "CHL>PER AGREE", "The proposal")
    (item,) = corpus.items("commitments", "CHL")
    assert len(item.evidence) == 2


@pytest.mark.parametrize(
    ("fates", "status"),
    [
        ([], "open"),
        (["kept"], "kept"),
        (["kept", "stalled"], "stalled"),
        (["stalled", "kept"], "partly"),
        (["partly"], "partly"),
    ],
)
def test_status_is_the_last_word_where_it_is_bad(fates, status):
    assert status_of(fates) == status


def test_plan_told_only_as_it_is_called_off_is_broken(corpus):
    corpus.tell(
        "Chilean agencies announced tours to Peru, but they were cancelled a week before.",
        "CHL=PER SANCTION",
        words="they were cancelled",
        time="2024-03",
        change="halt",
    )
    (item,) = corpus.items("commitments", "CHL")
    assert item.fields["status"] == "broken"
    assert "announced tours" in str(item.fields["what"])


def test_contract_that_ran_out_was_not_called_off(corpus):
    corpus.tell(
        "The contract of Chile and Peru expired.", "CHL=PER SANCTION", time="2024", change="halt"
    )
    assert corpus.items("commitments", "CHL") == []


def test_hope_for_an_agreement_is_no_undertaking(corpus):
    corpus.tell("Chile hopes for an agreement with Peru.", "CHL=PER AGREE", time="2024")
    assert corpus.items("commitments", "CHL") == []


def test_what_an_offer_consists_of_is_part_of_it(corpus):
    corpus.write("Chile offered to reopen the hotline and to revive fishing agreements with Peru.")
    corpus.code("CHL>PER AGREE", "Chile offered to reopen the hotline", time="2024")
    corpus.code("CHL=PER AGREE", "fishing agreements", time="2024", change="resume")
    assert len(corpus.items("commitments", "CHL")) == 1
