"""The English vocabulary of dates: names of months, weekdays, seasons, units, numbers, days.

Northern seasons (March to May is spring): the text of a state in the south that speaks of its own
summer is read half a year off.
"""

from __future__ import annotations

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
SHORT_MONTHS = frozenset("jan feb mar apr jun jul aug sept sep oct nov dec".split())
# Month names that are also verbs, adjectives, given names or surnames: they need a neighbour
# that belongs to a date.
DOUBTFUL_MONTHS = frozenset({"march", "may", "april", "june", "august", *SHORT_MONTHS})

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
SHORT_WEEKDAYS = frozenset("mon tue tues wed thu thur thurs fri sat sun".split())

SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}

UNITS = {
    "seconds": "second",
    "minute": "minute",
    "minutes": "minute",
    "hour": "hour",
    "hours": "hour",
    "day": "day",
    "days": "day",
    "night": "day",
    "nights": "day",
    "week": "week",
    "weeks": "week",
    "weekend": "weekend",
    "weekends": "weekend",
    "fortnight": "fortnight",
    "month": "month",
    "months": "month",
    "quarter": "quarter",
    "quarters": "quarter",
    "semester": "half",
    "year": "year",
    "years": "year",
    "decade": "decade",
    "decades": "decade",
    "century": "century",
    "centuries": "century",
}
PLURAL_UNITS = frozenset(
    "seconds minutes hours days nights weeks months years decades centuries".split()
)
CLOCK_UNITS = frozenset({"second", "minute", "hour"})

SMALL_NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * number
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
        "twentieth".split(),
        start=1,
    )
}
VAGUE_AMOUNTS = frozenset({"several", "few", "some", "many", "numerous", "various"})
DECADE_NAMES = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}

PARTS = {
    "early": "early",
    "mid": "mid",
    "middle": "mid",
    "late": "late",
    "beginning": "start",
    "start": "start",
    "outset": "start",
    "opening": "start",
    "end": "end",
    "close": "end",
}
TIMES_OF_DAY = {
    "morning": "MO",
    "mornings": "MO",
    "midday": "MI",
    "noon": "MI",
    "afternoon": "AF",
    "evening": "EV",
    "night": "NI",
    "midnight": "NI",
    "dawn": "MO",
}

# Feasts and anniversaries on a fixed day: (words, month, day).
FIXED_DAYS = (
    ("new year's day", 1, 1),
    ("new years day", 1, 1),
    ("new year's eve", 12, 31),
    ("valentine's day", 2, 14),
    ("international women's day", 3, 8),
    ("april fools' day", 4, 1),
    ("may day", 5, 1),
    ("international workers' day", 5, 1),
    ("christmas eve", 12, 24),
    ("christmas day", 12, 25),
    ("christmas", 12, 25),
    ("boxing day", 12, 26),
    ("bastille day", 7, 14),
    ("armistice day", 11, 11),
    ("human rights day", 12, 10),
    ("all saints' day", 11, 1),
)

# Words behind a weekday or before it that make it a name: newspapers, feasts, dates of history.
NAMED_AFTER_DAY = frozenset(
    "times telegraph mail express herald mirror tribune post independent mass school".split()
)
NAMED_BEFORE_DAY = frozenset(
    "black bloody good palm easter ash holy super shrove maundy casual cyber".split()
)
NAMED_BEFORE_SEASON = frozenset("arab prague nuclear seoul crimean indian donald".split())
NAMED_AFTER_SEASON = frozenset("olympics olympic games paralympics palace school camp".split())

# What a four-digit number counts when it is no year.
COUNTED = frozenset(
    "troops soldiers people persons deaths cases miles km kilometers kilometres meters metres feet "
    "tonnes tons barrels dollars euros won yen yuan rubles roubles rupees megawatts mw kg missiles "
    "shells tanks vehicles drones prisoners workers jobs students refugees migrants visitors "
    "tourists voters votes seats delegates participants hours minutes times points percent "
    "civilians fighters men women children families households companies firms houses units "
    "items targets sorties strikes casualties detainees passengers containers ships aircraft "
    "hectares acres gmt utc members copies pages calories volts watts".split()
)
# Words before a number that make it the name of a resolution, a law, a room, a flight.
NUMBERED = frozenset(
    "resolution resolutions unscr article articles section sections no nos number numbers room "
    "page pages flight flights route highway law decree order act bill clause paragraph paragraphs "
    "protocol directive regulation regulations box suite channel model boeing airbus level "
    "chapter res par art para annex annexes rule rules vision agenda horizon".split()
)
NUMBERED_AFTER = frozenset("committee panel".split())

# Words that, right before a bare month or year, show that it is one.
DATE_PREPOSITIONS = frozenset(
    "in since until till by during before after through throughout of from to between on around "
    "about circa for early late mid last next this coming past previous following each every "
    "beginning starting ending effective both and or versus than as due only late-".split()
)

VAGUE = {
    "now": "PRESENT_REF",
    "currently": "PRESENT_REF",
    "presently": "PRESENT_REF",
    "nowadays": "PRESENT_REF",
    "recently": "PAST_REF",
    "lately": "PAST_REF",
    "formerly": "PAST_REF",
    "soon": "FUTURE_REF",
}
VAGUE_PHRASES = (
    (("at", "present"), "PRESENT_REF"),
    (("at", "the", "moment"), "PRESENT_REF"),
    (("for", "the", "moment"), "PRESENT_REF"),
    (("at", "this", "point"), "PRESENT_REF"),
    (("the", "present"), "PRESENT_REF"),
    (("these", "days"), "PRESENT_REF"),
    (("the", "past"), "PAST_REF"),
    (("the", "recent", "past"), "PAST_REF"),
    (("the", "near", "future"), "FUTURE_REF"),
    (("the", "foreseeable", "future"), "FUTURE_REF"),
    (("the", "future"), "FUTURE_REF"),
)
REPEATING = {
    "hourly": "hour",
    "daily": "day",
    "nightly": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
    "annual": "year",
    "annually": "year",
}
NEAR_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
POINTERS = {
    "this": 0,
    "current": 0,
    "last": -1,
    "past": -1,
    "previous": -1,
    "preceding": -1,
    "prior": -1,
    "next": 1,
    "coming": 1,
    "upcoming": 1,
    "following": 1,
    "subsequent": 1,
    "ensuing": 1,
    "that": 0,
    "same": 0,
}
# Pointers that count from the date of the text before, not from the document's.
NARRATIVE = frozenset("previous preceding prior following subsequent ensuing that same".split())
LIMITS = {
    "since": "since",
    "until": "until",
    "till": "until",
    "through": "until",
    "by": "by",
    "before": "before",
    "after": "after",
    "from": "from",
    "between": "between",
}
