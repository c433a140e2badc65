"""The plain sentences of the outlook: what is claimed, by whom, and no more than that."""

from __future__ import annotations

import re

from detente.model import Document, Statement
from detente.outlook.wording import (
    VERBS,
    Names,
    day,
    deed,
    excerpt,
    listing,
    names,
    narrow,
    shortened,
)

_MODAL = re.compile(
    r"(?:may|might|can|could|will|would|shall|should|cannot|can[’']t|won[’']t)"
    r"(?: (?:also|eventually|even|likely|most|never|not|possibly|probably|soon|still|very|well))*",
    re.I,
)
_TO = re.compile(
    r"(?:[\w-]+ ){0,3}(?:likely|unlikely|expected|certain|sure|bound|set|poised) to", re.I
)
_ADJECTIVE = re.compile(
    r"(?:[\w-]+ ){0,3}(?:likely|unlikely|probable|improbable|possible|impossible|plausible|"
    r"conceivable|inconceivable|inevitable|certain|doubtful|(?:difficult|hard|easy) to \w+)",
    re.I,
)
_NOUN = re.compile(
    r"(?:[\w-]+ ){0,4}(?:likelihood|chance|probability|possibility|risk|prospect)", re.I
)
_LEADING_BE = re.compile(r"^(?:it )?(?:is|are|was|were|be|being|remains?|seems?) +", re.I)


def speaker_of(statement: Statement, document: Document) -> str:
    """Who makes the statement: its speaker, else the document's author or publisher."""
    return statement.speaker or document.author or document.publisher


def _who(statement: Statement, document: Document) -> str:
    """The speaker as the subject of a sentence."""
    name = speaker_of(statement, document)
    if name:
        outlet = document.publisher
        return f"{name} ({outlet})" if outlet and outlet not in name else name
    if document.title:
        return f"The author of “{shortened(document.title, 60)}”"
    return f"A document of {day(document.published)}" if document.published else "A document"


def forecast_text(
    statement: Statement,
    document: Document,
    likelihood: tuple[float, float] | None,
    *,
    codebook: Names,
) -> str:
    """One sentence: who judges what, in which words, as which interval, on what condition."""
    who = _who(statement, document)
    phrase = _LEADING_BE.sub("", statement.phrase.strip())
    tail = f" ({_percent(likelihood)})" if likelihood else ""
    if statement.condition:
        tail += f", on the condition “{shortened(statement.condition, 140)}”"
    claim = _claim(_Clause(statement, codebook), phrase) if statement.action else ""
    if not claim:
        return _quoted(statement, document, f"{who}{_on(statement, codebook)}", tail)
    return f"{who} {claim}{tail}."


def _claim(clause: _Clause, phrase: str) -> str:
    """Verb and content of the speaker's sentence, empty where the phrase fits no frame.

    A phrase that holds more than the marker of likelihood ("likely to persist") would be torn
    out of its sentence by any frame, so the caller quotes the sentence instead.
    """
    if _MODAL.fullmatch(phrase):
        return f"writes that {clause.modal(phrase)}"
    if _TO.fullmatch(phrase):
        return f"writes that {clause.subject} {clause.be} “{phrase}” {clause.base()}"
    if _ADJECTIVE.fullmatch(phrase):
        return f"calls it “{phrase}” that {clause.finite()}"
    if _NOUN.fullmatch(phrase):
        return f"sees “{phrase}” that {clause.finite()}"
    return ""


def _on(statement: Statement, codebook: Names) -> str:
    """The parties that a quoted forecast is about."""
    return f" on {names(tuple(dict.fromkeys(statement.source + statement.target)), codebook)}"


def _quoted(statement: Statement, document: Document, who: str, tail: str) -> str:
    """A forecast that keeps the author's own words."""
    words = excerpt(document, statement, 240)
    if statement.condition and statement.condition in words:
        tail = tail.split(", on the condition")[0]
    return f"{who}: “{words}”{tail}."


def _percent(likelihood: tuple[float, float]) -> str:
    low, high = (round(100 * bound) for bound in likelihood)
    return f"{low} to {high} %"


class _Clause:
    """Subject, verb and object of a coded act, in the forms that a sentence asks for."""

    def __init__(self, statement: Statement, codebook: Names) -> None:
        parties = tuple(dict.fromkeys(statement.source + statement.target))
        self.mutual = not statement.directed and len(parties) > 1
        subjects = parties if self.mutual else statement.source
        self.subject = names(subjects, codebook) or "others"
        self.plural = len(subjects) != 1
        self.be = "are" if self.plural else "is"
        self.aimed = bool(statement.target) and not self.mutual
        self._statement = statement
        self._object = f" {names(statement.target, codebook)}" if self.aimed else ""
        sectors = narrow(statement.sectors)[:2]
        plural = "sectors" if len(sectors) > 1 else "sector"
        self._where = f" in the {listing(sectors)} {plural}" if sectors else ""

    def _deed(self, plural: bool) -> str:
        row = self._statement
        verb = deed(row.action, row.change, plural=plural, mutual=self.mutual, aimed=self.aimed)
        return f"{verb}{self._object}{self._where}"

    def finite(self) -> str:
        """The clause in the present tense."""
        return f"{self.subject} {self._deed(self.plural)}"

    def base(self) -> str:
        """Verb and object after an infinitive's "to"."""
        return self._deed(plural=True)

    def modal(self, phrase: str) -> str:
        """The clause with the author's modal verb in quotation marks."""
        return f"{self.subject} “{phrase}” {self.base()}"


def recommendation_text(
    statement: Statement,
    document: Document,
    parties: tuple[tuple[str, ...], tuple[str, ...]],
    *,
    codebook: Names,
) -> str:
    """One sentence: who advises whom about whom, in the author's own words."""
    addressee, toward = parties
    whom = f" to {names(addressee, codebook)}" if addressee else ""
    about = f" about {names(toward, codebook)}" if toward else ""
    words = excerpt(document, statement, 240)
    return f"{_who(statement, document)} recommends{whom}{about}: “{words}”."


def calendar_text(title: str, parties: str, when: str, status: str) -> str:
    """One sentence for an entry of the calendar.

    >>> calendar_text("U.S.-China summit", "China and the United States", "April 2026", "ahead")
    'U.S.-China summit (China and the United States) is scheduled for April 2026.'
    """
    who = f" ({parties})" if parties else ""
    verb = {
        "ahead": "is scheduled for",
        "past": "was scheduled for",
        "moved": "was first scheduled for",
    }[status]
    return f"{title}{who} {verb} {when}."


def act_noun(action: str) -> str:
    """What an act is called where the text gives no name for the occasion."""
    return VERBS[action].noun.removeprefix("a ").removeprefix("an ") if action else "date"
