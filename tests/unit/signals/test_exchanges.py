from __future__ import annotations

from datetime import date


def test_items_go_both_ways_as_written(corpus):
    corpus.write("Chile gave Peru copper and engineers in return for gas and fruit.")
    corpus.code(
        "CHL>PER AID", "gave Peru copper and engineers", time="2024",
        objects=("copper", "engineers"), sectors="economic",
    )  # fmt: skip
    corpus.code(
        "PER>CHL AID", "gas and fruit", time="2024", objects=("gas", "fruit"), sectors="energy"
    )
    rows = {item.fields["giver"]: item for item in corpus.items("exchanges", "CHL")}
    assert rows["CHL"].fields["items"] == ("copper", "engineers")
    assert rows["PER"].fields["items"] == ("gas", "fruit")
    assert rows["PER"].fields["begins_on"] == date(2024, 1, 1)
    assert "receives gas and fruit from it" in rows["CHL"].text


def test_recipient_named_as_an_object_is_no_item(corpus):
    corpus.tell("Chile gave Peru copper.", "CHL>PER AID", objects=("Peru", "copper"))
    (item,) = corpus.items("exchanges", "CHL")
    assert item.fields["items"] == ("copper",)


def test_halted_or_denied_deliveries_are_not_exchanged(corpus):
    corpus.tell("Copper stopped.", "CHL>PER AID", objects=("copper",), change="halt")
    corpus.tell("Chile denied sending gas.", "CHL>PER AID", objects=("gas",), denies=True)
    assert corpus.items("exchanges", "CHL") == []


def test_a_delivery_that_only_a_party_alleges_is_not_exchanged(corpus):
    corpus.tell(
        "Bolivia accused Chile of sending Peru rifles.", "CHL>PER AID", objects=("rifles",),
        speaker="Bolivia", speaker_actor="BOL",
    )  # fmt: skip
    assert corpus.items("exchanges", "CHL") == []
    assert "rifles" in corpus.items("contested", "CHL")[0].text


def test_deliveries_between_others_are_not_listed(corpus):
    corpus.tell("Oman gave Mali gas.", "OMN>MLI AID", objects=("gas",))
    assert corpus.items("exchanges", "CHL") == []


def test_list_goes_on_to_its_end_and_without_the_way(corpus):
    corpus.tell(
        "Chile gave Peru boats, nets, and ice with rice and fuel in return.",
        "CHL>PER AID",
        time="2024",
        objects=("boats", "nets"),
    )
    corpus.tell(
        "Peru gave Chile rice and fuel via the strait.",
        "PER>CHL AID",
        time="2024",
        objects=("rice", "fuel via the strait"),
    )
    given = {
        item.fields["giver"]: item.fields["items"] for item in corpus.items("exchanges", "CHL")
    }
    assert given == {"CHL": ("boats", "nets", "ice"), "PER": ("rice", "fuel")}
