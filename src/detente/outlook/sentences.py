"""The plain sentences of the outlook: what is claimed, by whom, and no more than that."""

from __future__ import annotations

from detente.model import Document, Statement
from detente.outlook.quoting import advice_in, quote, without_confidence
from detente.outlook.wording import Names, day, deed, listing, names, narrow, shortened

_OCCASIONS = {
    "AGREE": "Agreement",
    "CONSULT": "Talks",
    "SUPPORT": "Signing",
    "COOPERATE": "Joint activity",
    "AID": "Aid",
    "CONCEDE": "Easing",
    "SANCTION": "Sanctions",
    "MOBILIZE": "Exercise or test",
    "PROTEST": "Protest",
}


def speaker_of(statement: Statement, document: Document) -> str:
    """Who makes the statement: its speaker, else the document's author or publisher."""
    return statement.speaker or document.author or document.publisher


def _who(statement: Statement, document: Document) -> str:
    """The speaker as the subject of a sentence."""
    outlet = document.publisher
    if statement.speaker:
        return f"{statement.speaker}, as reported by {outlet}," if outlet else statement.speaker
    name = document.author or outlet
    if name:
        return f"{name} ({outlet})" if outlet and outlet not in name else name
    if document.title:
        return f"The author of “{shortened(document.title, 60)}”"
    return f"A document of {day(document.published)}" if document.published else "A document"


def forecast_text(
    statement: Statement,
    document: Document,
    *,
    likelihood: tuple[float, float] | None,
    codebook: Names,
) -> str:
    """One sentence: who judges about whom, in which words, as which interval, on what condition.

    The claim itself stays in the author's words, so that a misread sentence can't be turned into
    a claim that nobody made; how the program reads it stands in `reading`.
    """
    phrase = " ".join(statement.phrase.split())
    interval = f" ({_percent(likelihood)})" if likelihood else ""
    judged = f", “{phrase}”{interval}" if phrase else interval
    words = without_confidence(quote(statement, document, holds=phrase))
    condition = f", on the condition “{shortened(statement.condition, 140)}”"
    if not statement.condition or statement.condition in words:
        condition = ""
    parties = names(tuple(dict.fromkeys(statement.source + statement.target)), codebook)
    return f"{_who(statement, document)} says of {parties}{judged}: {words}{condition}."


def _percent(likelihood: tuple[float, float]) -> str:
    low, high = (round(100 * bound) for bound in likelihood)
    return f"{low} %" if low == high else f"{low} to {high} %"


def reading(statement: Statement, *, codebook: Names) -> str:
    """What a forecast was coded as, as a clause; empty where no act was coded."""
    if not statement.action:
        return ""
    parties = tuple(dict.fromkeys(statement.source + statement.target))
    mutual = not statement.directed and len(parties) > 1
    subjects = parties if mutual else statement.source
    aimed = bool(statement.target) and not mutual
    plural = len(subjects) != 1
    verb = deed(statement.action, statement.change, plural=plural, mutual=mutual, aimed=aimed)
    whom = f" {names(statement.target, codebook)}" if aimed else ""
    sectors = narrow(statement.sectors)[:2]
    where = f" in the {listing(sectors)} sector{'s' * (len(sectors) > 1)}" if sectors else ""
    return f"{names(subjects, codebook) or 'others'} {verb}{whom}{where}"


def recommendation_text(
    statement: Statement,
    document: Document,
    *,
    parties: tuple[tuple[str, ...], tuple[str, ...]],
    codebook: Names,
) -> str:
    """One sentence: who advises whom about whom, in the author's own words."""
    addressee, toward = parties
    whom = f" to {names(addressee, codebook)}" if addressee else ""
    about = f" about {names(toward, codebook)}" if toward else ""
    words = quote(statement, document, holds=advice_in(statement, document))
    return f"{_who(statement, document)} recommends{whom}{about}: {words}."


def calendar_text(title: str, parties: str, *, when: str, status: str) -> str:
    """One sentence for an entry of the calendar.

    >>> calendar_text("U.S.-China summit", "", when="April 2026", status="ahead")
    'U.S.-China summit is scheduled for April 2026.'
    """
    who = f" ({parties})" if parties else ""
    verb = {
        "ahead": "is scheduled for",
        "past": "was scheduled for",
        "moved": "was first scheduled for",
        "cancelled": "was scheduled for",
    }[status]
    return f"{title}{who} {verb} {when}."


def occasion_of(action: str) -> str:
    """What an occasion is called where the text gives it no name.

    >>> occasion_of("CONSULT"), occasion_of("")
    ('Talks', 'Planned date')
    """
    return _OCCASIONS.get(action, "Planned date")
