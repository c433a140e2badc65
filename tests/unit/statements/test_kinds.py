"""The six kinds are kept apart, whoever acts."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ghana signed a fisheries treaty with Togo on 3 May 2025.", "event GHA=TGO SUPPORT|AGREE"),
        ("Qatar threatened to expel Egypt's ambassador.", "event QAT>EGY THREATEN"),
        ("Cuba condemned the sanctions of the United States.", "event CUB>USA ACCUSE"),
        ("Mali rejected France's offer to mediate.", "event MLI>FRA REJECT"),
        ("Denmark urged Turkey to release a journalist.", "event DNK>TUR REQUEST"),
        ("Sweden expelled two Iranian diplomats in March 2025.", "event SWE>IRN SANCTION"),
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
        ("Botswana suspended beef imports from South Africa.", "event BWA>ZAF SANCTION"),
        ("Libya released four Italian fishermen.", "event LBY>ITA CONCEDE"),
        ("Latvia demanded compensation from Russia.", "event LVA>RUS REQUEST"),
        (
            "Samoa signed a policing agreement with China.",
            "event CHN=WSM SUPPORT|event CHN=WSM AGREE",
        ),
        (
            "Turkmenistan supplies gas to Azerbaijan.",
            "event TKM>AZE COOPERATE|assessment TKM>AZE COOPERATE|event AZE=TKM COOPERATE",
        ),
        ("Guinea welcomed the decision of Senegal.", "event GIN>SEN SUPPORT"),
        ("Iceland froze the assets of Belarusian officials.", "event ISL>BLR SANCTION"),
        ("Saudi Arabia pledged 3 billion dollars to Pakistan.", "event SAU>PAK A.*"),
        (
            "Vietnam protested against China's survey ship.",
            "event VNM>CHN ACCUSE|event VNM>CHN PROTEST",
        ),
        ("Ukraine's drones struck a Russian refinery.", "event UKR>RUS ASSAULT"),
        ("Cyprus vetoed the EU's offer to Turkey.", "event CYP>* REJECT"),
        ("Barbados opened an embassy in Rwanda.", "event BRB>RWA SUPPORT|event BRB=RWA SUPPORT"),
        ("Paraguay handed over radar equipment to Bolivia.", "event PRY>BOL AID"),
        ("The Gambia ordered French soldiers to leave.", "event GMB>FRA REQUEST"),
        ("Lithuania jammed Belarusian radio signals.", "event LTU>BLR COERCE"),
        ("Haiti asked Kenya for police officers.", "event HTI>KEN REQUEST"),
        ("Belgium trained Ukrainian pilots.", "event BEL>UKR *"),
        ("Malta rescued Libyan migrants.", "event MLT>LBY AID"),
        ("Niger ended its defence agreement with the United States.", "event NER>USA *"),
        ("Syria welcomed a delegation from Qatar.", "event SYR>QAT *"),
        (
            "Ties between Nigeria and Benin have improved since 2024.",
            "event BEN=NGA *|assessment BEN=NGA *",
        ),
        (
            "Somalia, angered by the port deal, recalled its ambassador from Ethiopia.",
            "event SOM>ETH *",
        ),
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
        ("It is unlikely that Tunisia will reopen its embassy in Tripoli.", "forecast LBY~TUN *"),
        ("Tensions between India and China are expected to persist.", "forecast CHN=IND *"),
        ("Serbia could impose tariffs on Croatia.", "forecast SRB>HRV SANCTION"),
        ("Lesotho and Eswatini are likely to sign a water treaty.", "forecast LSO=SWZ SUPPORT"),
        ("Dominica would probably follow Antigua if Beijing offered loans.", "forecast DMA>* *"),
        ("The EU could suspend its aid to Georgia.", "forecast EU>GEO *"),
    ],
)
def test_what_may_happen_is_a_forecast(found, text, wanted):
    assert found(text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Zambia did not answer Malawi's offer of talks.", "omission ZMB>MWI *"),
        ("Colombia gave no reply to Peru's offer of gas.", "omission COL>PER *"),
        ("Ecuador's government made no mention of Colombia.", "omission ECU>COL *"),
        ("Algeria has not replied to Morocco's invitation.", "omission DZA>MAR *"),
        ("Madagascar remained silent on France's proposal.", "omission MDG>FRA *"),
        ("Gabon stopped short of condemning Equatorial Guinea.", "omission GAB>GNQ *"),
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
        ("Bahrain sees Iran as its main threat.", "assessment BHR>IRN *"),
    ],
)
def test_a_characterised_relation_is_an_assessment(found, text, wanted):
    assert found(text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The president of Kenya will visit Uganda on 2 June 2025.", "scheduled KEN>UGA CONSULT"),
        ("A summit between Japan and India is scheduled for August 2025.", "scheduled IND=JPN *"),
        (
            "Montenegro is scheduled to host Albania in September 2025.",
            "scheduled MNE>ALB CONSULT|scheduled ALB=MNE CONSULT",
        ),
        ("Mauritius and Britain will sign the treaty on 22 May 2025.", "scheduled GBR=MUS SUPPORT"),
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
        (
            "It is essential that Norway and Iceland share their data.",
            "recommendation ISL=NOR COOPERATE",
        ),
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
        ("Austria is not going to send troops to Ukraine.",),
        ("Had Peru signed, Chile would have withdrawn its troops.",),
        ("Unless Rwanda withdraws, Angola may cancel the summit.",),
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
        ("What did Qatar offer Egypt?",),
        ("Subscribe to our newsletter about Kenya.",),
    ],
)
def test_a_question_and_a_sentence_without_actors_hold_nothing(code, text):
    assert not code(text)
