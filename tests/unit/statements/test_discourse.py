"""Pronouns and "both sides" stand for whom the sentences before spoke of."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Eritrea and Djibouti met in Doha. Both sides agreed to open the border.",
            "event DJI=ERI AGREE",
        ),
        (
            "Nicaragua broke relations with Taiwan in 2021. It also expelled Taiwanese diplomats.",
            "event NIC>TWN SANCTION",
        ),
        (
            "Togo invited Ghana to a summit. The two countries have been rivals for years.",
            "assessment GHA=TGO *",
        ),
        (
            "Prime Minister Fumio Kishida visited Seoul in May 2023. He praised South Korea.",
            "event JPN>KOR SUPPORT",
        ),
        (
            "Xi Jinping met Vladimir Putin in Moscow in March 2023. The two leaders "
            "signed a joint statement.",
            "event CHN=RUS SUPPORT",
        ),
        (
            "Serbia quarrelled with Croatia. The government in Zagreb expelled a Serbian diplomat.",
            "event HRV>SRB SANCTION",
        ),
        (
            "Cambodia accused Thailand of encroachment. Their armies exchanged fire in April 2025.",
            "event KHM=THA ASSAULT",
        ),
        (
            "India and Pakistan met in Geneva. They agreed to exchange prisoners.",
            "event IND=PAK AGREE",
        ),
        (
            "Bulgaria summoned the Russian ambassador. The ministry condemned Moscow's remarks.",
            "event BGR>RUS ACCUSE",
        ),
        (
            "Chile and Bolivia share a long border. The two governments signed a "
            "customs agreement in 2024.",
            "event BOL=CHL SUPPORT",
        ),
    ],
)
def test_what_refers_back_resolves(found, text, wanted):
    assert found(text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The winners are Qatar and Oman. The latter gave arms to Yemen.",
            "event OMN>YEM AID",
        ),
        (
            "The winners are Qatar and Oman. The former gave arms to Yemen.",
            "event QAT>YEM AID",
        ),
        (
            "Chad met Niger. Chadian officials were furious. They accused Niger of deceit.",
            "event TCD>NER ACCUSE",
        ),
        (
            "Kenya is a partner of Uganda. Having given Tanzania arms, it expelled Zambia's envoy.",
            "event KEN>ZMB SANCTION",
        ),
        (
            "Mali quarrelled with Algeria. Mali and Algeria disagree about wells. "
            "Togo accused Benin of theft. Benin has its own worries. "
            "Mali warned Algeria. Niger and Chad want guarantees.",
            "assessment NER+TCD>DZA *|MLI",
        ),
    ],
)
def test_short_forms_stand_for_whom_the_text_names_last(found, text, wanted):
    assert found(text, wanted)


def test_a_pronoun_inside_the_subject_does_not_stand_for_it(code):
    text = (
        "Chad met Niger. The stakes are high, as both countries share a border, and the "
        "repercussions of their disputes are felt by their neighbours and their armies."
    )
    assert code(text)


def test_who_did_it_before_has_no_word_in_a_later_sentence(code):
    text = (
        "After a week of rain that closed roads and schools in the whole of the region, Chile and "
        "its navy condemned Peru. These condemnations fell flat."
    )
    assert code(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kenya and Chile have quarrelled for years. It expelled Chilean envoys.", "KEN>CHL"),
        ("Relations between Oman and Peru cooled. Last week it sent aid to Peru.", "OMN>PER"),
        ("France and Egypt have quarrelled. Its president condemned Egypt.", "FRA>EGY"),
        ("Norway has a border with Finland. Finland expelled the ambassador.", "FIN>NOR"),
        ("Norway has quarrelled with Peru. Norway answered by expelling two envoys.", "NOR>PER"),
    ],
)
def test_nobody_acts_on_itself_where_the_text_has_another(found, text, wanted):
    assert found(text, f"event {wanted} *")


@pytest.mark.parametrize(
    "text",
    [
        "Chile and Egypt have quarrelled for years. The two held talks in Geneva.",
        "Chile and Egypt have quarrelled for years. The two signed agreements in Geneva.",
    ],
)
def test_two_that_the_parser_made_part_of_a_noun_act(found, text):
    assert found(text, "event CHL=EGY CONSULT|event CHL=EGY AGREE|event CHL=EGY SUPPORT")
