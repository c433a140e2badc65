"""The six kinds are kept apart, whoever acts."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ghana signed a fisheries treaty with Togo on 3 May 2025.", "event GHA=TGO SUPPORT|AGREE"),
        ("Cuba condemned the sanctions of the United States.", "event CUB>USA ACCUSE"),
        ("Mali rejected France's offer to mediate.", "event MLI>FRA REJECT"),
        ("Denmark urged Turkey to release a journalist.", "event DNK>TUR REQUEST"),
        ("Chad arrested six Sudanese traders.", "event TCD>SDN COERCE"),
        ("Armenia protested against Azerbaijan's shelling.", "event ARM>AZE ACCUSE|PROTEST"),
        ("Jordan lifted its ban on Syrian vegetables.", "event JOR>SYR CONCEDE"),
        ("Oman hosted Iran's foreign minister in Muscat.", "event OMN>IRN CONSULT"),
        ("Kuwait donated 20 million dollars to Lebanon.", "event KWT>LBN AID"),
        ("Israel bombed targets in Syria.", "event ISR>SYR ASSAULT"),
        ("Poland closed its border with Belarus in February 2025.", "event POL>BLR SANCTION"),
        ("Colombia praised Mexico's mediation.", "event COL>MEX SUPPORT"),
        ("Thailand and Cambodia exchanged fire at the border.", "event KHM=THA ASSAULT"),
        ("Fiji agreed to host a naval exercise with Australia.", "event FJI>AUS AGREE"),
    ],
)
def test_what_happened_is_an_event(found, text, wanted):
    assert found(text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Bolivia will probably sign a gas contract with Paraguay next year.",
            "forecast BOL=PRY *",
        ),
        ("Ethiopia may resume talks with Eritrea.", "forecast ETH~ERI CONSULT"),
        ("Tensions between India and China are expected to persist.", "forecast CHN=IND *"),
        ("Serbia could impose tariffs on Croatia.", "forecast SRB>HRV SANCTION"),
    ],
)
def test_what_may_happen_is_a_forecast(found, text, wanted):
    assert found(text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Zambia did not answer Malawi's offer of talks.", "omission ZMB>MWI *"),
        ("Algeria has not replied to Morocco's invitation.", "omission DZA>MAR *"),
    ],
)
def test_an_answer_not_given_is_an_omission(found, text, wanted):
    assert found(text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Laos is a close partner of Vietnam.", "assessment LAO>VNM *"),
        ("Argentina and Brazil regard each other as rivals.", "assessment ARG=BRA *"),
        ("Relations between Spain and Algeria are tense.", "assessment DZA=ESP *"),
        (
            "Guyana called Venezuela a threat to the region.",
            "assessment GUY>VEN *|event GUY>VEN ACCUSE",
        ),
        ("Burundi remains hostile to Rwanda.", "assessment BDI>RWA *"),
        ("Mozambique depends on South African electricity.", "assessment MOZ>ZAF *"),
    ],
)
def test_a_characterised_relation_is_an_assessment(found, text, wanted):
    assert found(text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The president of Kenya will visit Uganda on 2 June 2025.", "scheduled KEN>UGA CONSULT"),
        ("A summit between Japan and India is scheduled for August 2025.", "scheduled IND=JPN *"),
    ],
)
def test_a_dated_plan_is_scheduled(found, text, wanted):
    assert found(text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Finland should keep its border with Russia closed.", "recommendation FIN>RUS *"),
        ("Peru must settle its maritime dispute with Chile.", "recommendation PER~CHL *"),
        ("Nepal needs to diversify its trade away from India.", "recommendation NPL~IND *"),
    ],
)
def test_what_should_be_done_is_a_recommendation(found, text, wanted):
    assert found(text, wanted)


@pytest.mark.parametrize(
    ("text",),
    [
        ("Chile did not recall its ambassador from Lima.",),
        ("Peru never attacked Ecuador.",),
        ("If Ghana attacks Togo, Benin will close its ports.",),
        ("Unless Iraq pays its debt, Kuwait will halt the loans.",),
        ("Brazil may expel Bolivian diplomats.",),
        ("Japan could sanction Myanmar next month.",),
        ("India should meet Pakistan.",),
        ("Estonia is unlikely to attack Latvia.",),
        ("Without a treaty, Egypt would bomb the Ethiopian dam.",),
        ("Turkey is expected to sign a treaty with Greece.",),
        ("She studied at a university in Oslo and lives with two cats.",),
        ("Mexico has no plans to meet Guatemala.",),
        ("No Kenyan soldier entered Somalia.",),
        ("Neither Cyprus nor Malta met Libya.",),
        ("Should Iran test a missile, Israel would strike.",),
        ("Portugal failed to meet Angola.",),
    ],
)
def test_what_did_not_happen_makes_no_event(code, text):
    assert not [row for row in code(text) if row.kind == "event"]


@pytest.mark.parametrize(
    ("text",),
    [
        ("Will Chad reopen its border with Sudan?",),
        ("Did Norway warn Russia?",),
        ("The weather in the mountains was cold and the roads were empty.",),
    ],
)
def test_a_question_and_a_sentence_without_actors_hold_nothing(code, text):
    assert not code(text)
