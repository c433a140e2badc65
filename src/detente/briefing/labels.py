"""A short label for an event: which way it went and what it was."""

from __future__ import annotations

from detente.model import Item

NOUNS = {
    "AGREE": "agreement",
    "CONSULT": "talks",
    "SUPPORT": "support",
    "COOPERATE": "cooperation",
    "AID": "aid",
    "CONCEDE": "easing",
    "REQUEST": "demand",
    "ACCUSE": "criticism",
    "REJECT": "refusal",
    "THREATEN": "threat",
    "PROTEST": "protest",
    "SANCTION": "sanction or cut",
    "MOBILIZE": "show of force",
    "COERCE": "coercion",
    "ASSAULT": "attack",
}
_CHANGES = {
    "start": "begun",
    "rise": "up",
    "fall": "down",
    "halt": "halted",
    "resume": "resumed",
    "hold": "kept up",
}


def event_label(item: Item, actor: str) -> str:
    """Arrow, sector, noun, change: "→ military aid", "↔ talks", "↔ tourism cooperation, halted".

    The arrow points away from the state looked from, towards it, or both ways; an act in which
    it has no part shows none.
    """
    fields = item.fields
    givers, takers = fields.get("source"), fields.get("target")
    sources = set(givers) if isinstance(givers, list | tuple) else set()
    targets = set(takers) if isinstance(takers, list | tuple) else set()
    arrow = ""
    if actor in sources and actor in targets:
        arrow = "↔ "
    elif actor in sources:
        arrow = "→ "
    elif actor in targets:
        arrow = "← "
    action = str(fields.get("action") or "")
    sectors = fields.get("sectors")
    first = str(sectors[0]) if isinstance(sectors, list | tuple) and sectors else ""
    sector = f"{first} " if first not in ("", "diplomatic") else ""
    change = _CHANGES.get(str(fields.get("change") or ""), "")
    return f"{arrow}{sector}{NOUNS.get(action, 'event')}" + (f", {change}" if change else "")
