"""Abbreviations of English prose, by what a full stop behind them can mean."""

from __future__ import annotations


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Always followed by a name, so never the end of a sentence.
TITLES = _words(
    """mr mrs ms mx dr prof gen col lt sgt maj capt cmdr cdr cpl pvt brig adm vadm radm sen rep gov
    pres amb rev hon fr messrs mmes st ste mt ft supt insp det dep asst atty sec-gen spc ltc
    ltg lt-gen maj-gen brig-gen min dir"""
)

# End no sentence in front of a number or a single capital ("No. 2", "Art. V").
COUNTED = _words(
    """no nos art arts sec secs fig figs p pp vol vols ch chap para paras res op app ser ed eds
    cl reg regs tab nr ca approx c v jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues
    wed thu thur thurs fri sat sun"""
)

# May stand anywhere, also at the end: decided by the word that follows.
DOUBTFUL = _words(
    """etc al inc corp ltd co bros plc jr sr ph.d m.d b.a m.a ll.m esq dept univ intl govt natl
    assn est u.s u.k u.n e.u u.s.a u.s.s.r u.a.e d.c a.m p.m b.c a.d d.p.r.k r.o.k p.r.c ala
    ariz ark calif colo conn del fla ill ind kan ky la md mass mich minn miss mo mont neb nev okla
    ore pa tenn tex va vt wash wis wyo ont que sask alta"""
)

# Never at the end.
INNER = _words("vs v.s e.g i.e cf viz incl resp aka a.k.a")

# Words that open a sentence far more often than they follow an abbreviation inside one.
OPENERS = _words(
    """a about according across after again against all along also although amid among an and
    another any as asked at because before besides both but by can china's conversely could despite
    did do does during each earlier either even every experts few finally first following for
    from further furthermore given had has have he her here his how however i if in indeed
    instead it its last later like many meanwhile more moreover most much neither nevertheless
    next no none nonetheless nor not notably now of officials on once one only or other our over
    perhaps previously rather recently regarding separately several she should similarly simply
    since so some soon still such surely than that the their then there therefore these they this
    those though three through throughout thus to today together two ultimately under unless
    unlike until upon was we were what when where whereas whether which while who why will with
    within without would yesterday yet you"""
)

# Verbs that carry a quotation: behind a closed question or exclamation the sentence goes on.
SAYING = (
    "said|says|asked|asks|told|tells|replied|replies|wrote|writes|added|adds|warned|warns|"
    "declared|exclaimed|insisted|wondered|shouted|demanded|responded|quipped|read|reads"
)
