from __future__ import annotations

from datetime import date


def by_speaker(corpus, actor="CHL"):
    return {item.fields["speaker"]: item for item in corpus.items("stances", actor)}


def split_voices(corpus):
    corpus.tell(
        "Minister Ana Soto ruled out talks with Peru.",
        "CHL>PER REJECT",
        source_roles=("Ana Soto",),
        stance="closed",
        time="2024-05",
    )
    corpus.tell(
        "President Luis Vera said the door to talks with Peru stays open.",
        "CHL>PER AGREE",
        source_roles=("Luis Vera",),
        stance="open",
        time="2024-05",
    )
    return by_speaker(corpus)


def test_each_speaker_has_a_line_of_its_own(corpus):
    stances = split_voices(corpus)
    assert {name: item.fields["position"] for name, item in stances.items()} == {
        "Ana Soto": "closed",
        "Luis Vera": "open",
    }
    assert stances["Luis Vera"].fields["begins_on"] == date(2024, 5, 1)


def test_voices_of_one_state_that_part_name_each_other(corpus):
    stances = split_voices(corpus)
    assert stances["Ana Soto"].fields["against"] == stances["Luis Vera"].id
    assert stances["Luis Vera"].fields["against"] == stances["Ana Soto"].id


def test_refusal_with_a_condition_is_conditional(corpus):
    corpus.tell(
        "Chile said talks were impossible as long as Peru claims the strait.",
        "CHL>PER REJECT",
        condition="as long as Peru claims the strait",
    )
    (item,) = corpus.items("stances", "CHL")
    assert item.fields["position"] == "conditional"
    assert item.fields["condition"] == "as long as Peru claims the strait"
    assert item.fields["against"] == ""


def test_closed_words_stand_against_an_easing_deed(corpus):
    corpus.tell("Chile rejected dialogue with Peru.", "CHL>PER REJECT", time="2024-05")
    corpus.tell("Chile opened the pass to trucks.", "CHL>PER CONCEDE", time="2024-06")
    (stance,) = corpus.items("stances", "CHL")
    easing = next(i for i in corpus.items("signals", "CHL") if i.fields["type"] == "easing")
    assert stance.fields["against"] == easing.id


def test_counterpart_is_the_other_state_whoever_speaks(corpus):
    corpus.tell("Peru is open to talks with Chile.", "PER>CHL", kind="assessment", stance="open")
    (item,) = corpus.items("stances", "CHL")
    assert item.fields["counterpart"] == "PER"
    assert item.fields["speaker"] == "Peru"


def test_refusal_of_something_else_than_contact_is_no_stance(corpus):
    corpus.tell("Chile rejected the shipment of apples.", "CHL>PER REJECT", time="2024-05")
    assert corpus.items("stances", "CHL") == []


def test_position_of_both_is_that_of_the_person_who_speaks(corpus):
    corpus.tell(
        "Gabriel Boric said a summit could not be built solely on goodwill.",
        "CHL=PER REJECT",
        words="a summit could not be built solely on goodwill",
        stance="conditional",
        source_roles=("Gabriel Boric", ""),
    )
    (item,) = corpus.items("stances", "CHL")
    assert item.fields["speaker"] == "Gabriel Boric"
    assert item.fields["condition"] == "solely on goodwill"
    assert item.fields["position"] == "conditional"


def test_position_of_both_falls_to_the_subject_before_it(corpus):
    corpus.write("Chile denied the report and reaffirmed its indifference to talks with Peru.")
    corpus.code("CHL>PER REJECT", "Chile denied the report", denies=True)
    corpus.code("CHL=PER SUPPORT", "reaffirmed its indifference to talks", stance="closed")
    (item,) = corpus.items("stances", "PER")
    assert (item.fields["speaker"], item.fields["position"]) == ("Chile", "closed")


def test_condition_keeps_its_first_word(corpus):
    corpus.tell(
        "Chile called talks with Peru impossible as long as the ban stands.",
        "CHL>PER REJECT",
        condition="as long as the ban stands",
        stance="conditional",
    )
    (item,) = corpus.items("stances", "CHL")
    assert "“as long as the ban stands”" in item.text


def test_fond_words_and_a_condition_are_two_positions_of_one_speaker(corpus):
    corpus.tell(
        "Recalling fond memories of Lima, Chile ruled out talks unless Peru lifts its ban.",
        "CHL>PER REJECT",
        stance="conditional",
        condition="unless Peru lifts its ban",
    )
    items = corpus.items("stances", "CHL")
    assert {item.fields["position"] for item in items} == {"open", "conditional"}
    assert all(item.fields["against"] for item in items)
