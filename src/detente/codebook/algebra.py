"""What an operator verb makes of the code that it acts on: halting talks, easing sanctions.

An operator's table has a row for each family of codes; ``same`` stands for the code itself. The
first result is the coding, the others are readings that a careful annotator would also accept.

========== ============================== ========================= ============================
operator   words                          on cooperation            on conflict
========== ============================== ========================= ============================
=DO        hold, conduct, impose          the act itself            the act itself
=RESUME    resume, restore, keep up       the act itself            the act itself
=RAISE     expand, deepen, step up        the act itself            the act itself
=STOP      halt, suspend, end             SANCTION; talks: REJECT   CONCEDE
=LOWER     reduce, ease, scale back       SANCTION                  CONCEDE
=PROMISE   pledge, plan, agree to         AGREE                     THREATEN
=OFFER     offer, propose                 AGREE                     THREATEN
=SAY       announce                       AGREE, or the act itself  the act itself
=SEEK      seek, push for                 the act itself, AGREE     the act itself
=DEMAND    demand, urge                   REQUEST                   REQUEST; a probe: ACCUSE
=REFUSE    refuse, rule out               REJECT                    REJECT
=DENY      deny                           REJECT                    REJECT
=THREATEN  threaten, warn                 THREATEN                  THREATEN
=DISCUSS   discuss, review                CONSULT                   CONSULT
=BLOCK     prevent, thwart                REJECT                    COERCE
=CHANGE    grow, stall (intransitive)     by its direction          by its direction
=CAUSE     prompt, allow                  the act itself            the act itself
=EXPECT    expect, predict                the act itself            the act itself
=WANT      want, hope, need               the act itself            the act itself
=BE        be, remain                     the act itself            the act itself
=BECOME    become                         the act itself            the act itself
=FAIL      fail, ignore, skip             REJECT, or an omission    none: an omission
=JUDGE     regard, describe as            none: an assessment       none: an assessment
=NONE      cost, resemble                 none                      none
========== ============================== ========================= ============================

Why: CAMEO, from which PLOVER's roots come, codes a promise of cooperation as intent to cooperate
(03 AGREE) and a promise of harm as a threat (13), an end of cooperation as reduced relations (16)
and an end of hostile conduct as yielding (08). Breaking off talks is a refusal (12, REJECT) with
the reduced relation as the second reading. An expected, wanted or caused act keeps its own code
because the kind of the statement, not the code, says that it has not happened. An offer of troops
is an offer of help. Failing to agree is a refusal where it is an event; where the sentence makes a
point of what was left out it is an omission, and an omission has no code. To call for an
investigation or for penalties is to rally opposition (113), so it counts as an accusation too.
"""

from __future__ import annotations

from types import MappingProxyType

COOPERATION = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE"})
CONFLICT = frozenset(
    {
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    }
)

Row = dict[str, tuple[str, ...]]

ITSELF: Row = {"any": ("same",)}
NOTHING: Row = {"any": ()}

ALGEBRA: MappingProxyType[str, Row] = MappingProxyType(
    {
        "=DO": ITSELF,
        "=RESUME": ITSELF,
        "=RAISE": ITSELF,
        "=STOP": {
            "CONSULT": ("REJECT", "SANCTION"),
            "AGREE": ("REJECT", "SANCTION"),
            "SUPPORT": ("SANCTION", "REJECT"),
            "CONCEDE": ("REJECT", "SANCTION"),
            "cooperation": ("SANCTION", "REJECT"),
            "conflict": ("CONCEDE",),
        },
        "=LOWER": {
            "CONSULT": ("SANCTION", "REJECT"),
            "AGREE": ("REJECT", "SANCTION"),
            "CONCEDE": ("REJECT", "SANCTION"),
            "cooperation": ("SANCTION", "REJECT"),
            "conflict": ("CONCEDE",),
        },
        "=PROMISE": {
            "REQUEST": ("REQUEST", "THREATEN"),
            "ACCUSE": ("ACCUSE", "THREATEN"),
            "REJECT": ("REJECT", "THREATEN"),
            "cooperation": ("AGREE", "same"),
            "conflict": ("THREATEN", "same"),
            "none": ("AGREE",),
        },
        "=OFFER": {
            "REQUEST": ("REQUEST",),
            "REJECT": ("REJECT", "REQUEST"),
            "MOBILIZE": ("AGREE", "AID"),
            "cooperation": ("AGREE", "same"),
            "conflict": ("THREATEN", "REQUEST"),
            "none": ("AGREE",),
        },
        "=SAY": {
            "CONSULT": ("AGREE", "CONSULT"),
            "SUPPORT": ("SUPPORT", "AGREE"),
            "CONCEDE": ("CONCEDE", "AGREE"),
            "cooperation": ("AGREE", "same"),
            "conflict": ("same",),
            "none": (),
        },
        "=SEEK": {
            "CONSULT": ("CONSULT", "AGREE", "REQUEST"),
            "AID": ("REQUEST", "AID", "AGREE"),
            "CONCEDE": ("REQUEST", "CONCEDE"),
            "cooperation": ("same", "AGREE", "REQUEST"),
            "conflict": ("same", "THREATEN"),
            "none": (),
        },
        "=DEMAND": {
            "SANCTION": ("ACCUSE", "REQUEST"),
            "ACCUSE": ("ACCUSE", "REQUEST"),
            "any": ("REQUEST",),
        },
        "=REFUSE": {"any": ("REJECT",)},
        "=DENY": {"any": ("REJECT",)},
        "=THREATEN": {"any": ("THREATEN",)},
        "=DISCUSS": {"any": ("CONSULT",)},
        "=BLOCK": {
            "AID": ("COERCE", "REJECT"),
            "COOPERATE": ("SANCTION", "REJECT", "COERCE"),
            "cooperation": ("REJECT", "SANCTION"),
            "ASSAULT": ("COERCE", "CONCEDE"),
            "conflict": ("REJECT", "COERCE"),
            "none": (),
        },
        "=CAUSE": ITSELF,
        "=EXPECT": ITSELF,
        "=WANT": ITSELF,
        "=BE": ITSELF,
        "=BECOME": ITSELF,
        "=FAIL": {"cooperation": ("REJECT",), "any": ()},
        "=JUDGE": NOTHING,
        "=NONE": NOTHING,
    }
)

CHANGE_OPERATORS = MappingProxyType(
    {"rise": "=RAISE", "fall": "=LOWER", "halt": "=STOP", "resume": "=RESUME"}
)
OPERATORS = frozenset(ALGEBRA) | {"=CHANGE"}


def apply(operator: str, code: str, *, change: str = "") -> tuple[str, ...]:
    """The codes of an operator applied to the code of its object or complement.

    Args:
        operator: one of `OPERATORS`.
        code: PLOVER root of the object or complement; empty where it has none.
        change: for ``=CHANGE``, the direction that the verb's row states.

    Returns:
        The coding first, then other acceptable ones; empty where no action follows.

    Misleads when the object's code is that of a thing and not of the act that is meant: "halt
    the broadcasts" yields CONCEDE only if broadcasts are coded as the hostile act they are.

    Raises:
        KeyError: for an operator that does not exist.

    >>> apply("=STOP", "MOBILIZE"), apply("=STOP", "AID")
    (('CONCEDE',), ('SANCTION', 'REJECT'))
    >>> apply("=PROMISE", "SANCTION")
    ('THREATEN', 'SANCTION')
    >>> apply("=CHANGE", "COOPERATE", change="fall")
    ('SANCTION', 'REJECT')
    """
    if operator == "=CHANGE":
        operator = CHANGE_OPERATORS.get(change, "=DO")
    row = ALGEBRA[operator]
    found = row.get(code) or row.get(_family(code)) or row.get("any", ())
    named = (code if result == "same" else result for result in found)
    return tuple(dict.fromkeys(result for result in named if result))


def _family(code: str) -> str:
    if code in COOPERATION:
        return "cooperation"
    return "conflict" if code in CONFLICT else "none"
