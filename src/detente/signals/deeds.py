"""An action as a clause in the past tense, with who did it to whom."""

from __future__ import annotations

from collections.abc import Sequence

from detente.codebook.bearing import remaining_change
from detente.signals.wording import listing

# Root: towards a counterpart | without one | between the parties | as a noun with its preposition.
_FORMS = {
    "AGREE": (
        "made an offer or promise to|made an offer or promise|reached an understanding"
        "|offers and agreements with"
    ),
    "CONSULT": "met or consulted|held consultations|met or held talks|contacts with",
    "SUPPORT": "backed or moved closer to|gave support|drew closer|support for",
    "COOPERATE": "cooperated with|cooperated|cooperated|cooperation with",
    "AID": "gave aid to|gave aid|aided each other|aid to",
    "CONCEDE": "eased its line towards|eased its line|eased their line|concessions to",
    "REQUEST": "made demands of|made demands|made demands of each other|demands on",
    "ACCUSE": "criticised|voiced criticism|criticised each other|criticism of",
    "REJECT": "rebuffed|refused|rebuffed each other|refusals towards",
    "THREATEN": "threatened|made a threat|threatened each other|threats against",
    "PROTEST": "protested against|protested|protested against each other|protests against",
    "SANCTION": (
        "cut or restricted ties with|imposed restrictions|cut or restricted ties|restrictions on"
    ),
    "MOBILIZE": (
        "made a military move towards|made a military move"
        "|made military moves|military moves towards"
    ),
    "COERCE": (
        "took coercive measures against|took coercive measures"
        "|took coercive measures against each other|coercive measures against"
    ),
    "ASSAULT": "attacked|used force|fought|attacks on",
    "": "dealt with|acted|dealt with each other|dealings with",
}
_VERBS = {
    "start": "began",
    "rise": "stepped up",
    "fall": "scaled back",
    "halt": "halted",
    "resume": "resumed",
    "hold": "kept up",
}
TOWARDS, ALONE, MUTUAL, NOUN = range(4)


def form(action: str, which: int) -> str:
    """One form of an action; an action without a root is a dealing."""
    return _FORMS.get(action, _FORMS[""]).split("|")[which]


def told(
    source: Sequence[str], target: Sequence[str], *, action: str, change: str, directed: bool
) -> str:
    """Who did what to whom, from names already written out.

    >>> told(["Chile"], ["Peru"], action="AID", change="", directed=True)
    'Chile gave aid to Peru'
    >>> told(["Chile", "Peru"], [], action="COOPERATE", change="halt", directed=False)
    'Chile and Peru halted cooperation with each other'
    """
    who = listing(source if directed else dict.fromkeys((*source, *target)))
    whom = listing(target) if directed else ""
    change = remaining_change(action, change)
    if not who:
        noun = form(action, NOUN)
        return f"there were {noun} {whom}" if whom else f"there were {noun.rpartition(' ')[0]}"
    if change in _VERBS:
        noun, _, preposition = form(action, NOUN).rpartition(" ")
        other = whom if directed else "each other"
        tail = f" {preposition} {other}" if other else ""
        return f"{who} {_VERBS[change]} {noun}{tail}"
    if not directed:
        return f"{who} {form(action, MUTUAL)}"
    return f"{who} {form(action, TOWARDS)} {whom}" if whom else (f"{who} {form(action, ALONE)}")
