"""The lists of a briefing in printed order, with their headings and the facts that they show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from detente.briefing.page import LISTS, Briefing
from detente.briefing.wording import ABSENT, plain, when
from detente.model import Item


@dataclass(frozen=True, slots=True)
class Section:
    """One list: its key, its heading, one sentence on how to read it, and its facts.

    ``facts`` pairs a field with its label; a field that is empty in a line is left out there.
    ``pill`` is the field, if any, whose one word sorts the lines at a glance.
    """

    key: str
    heading: str
    intro: str
    facts: tuple[tuple[str, str], ...] = ()
    pill: str = ""


EVENTS = Section(
    "events",
    "Events",
    "What happened, one line for each happening, by all reports of it; of datasets the events of "
    "the last half year that were most reported.",
    (("n_publishers", "Publishers"), ("n_reports", "Reports"), ("quantity", "Quantity")),
)
SECTIONS = (
    Section(
        "scores",
        "Scores",
        "Daily scores of datasets, in their own unit and without direction; no levels.",
        (("direction", "Direction"), ("n_days", "Days with a score")),
    ),
    Section(
        "doctrine",
        "Doctrine",
        "Names that one side gives the other, as written, and how far each has been fixed.",
        (("label", "As written"),),
        pill="step",
    ),
    Section(
        "signals",
        "Signals",
        "Acts, threats and shifts that stand out.",
        pill="type",
    ),
    Section(
        "stances",
        "Stances",
        "Positions towards contact, by speaker.",
        (
            ("speaker", "Speaker"),
            ("condition", "Condition"),
            ("against", "Parts from"),
        ),
        pill="position",
    ),
    Section(
        "omissions",
        "Omissions",
        "What was conspicuously not done, said or answered.",
        (("expected", "Expected"),),
    ),
    Section(
        "reciprocity",
        "Replies in kind",
        "Acts that answered an act of the other side.",
        (("lag_days", "Days between"), ("in_kind", "In kind")),
    ),
    Section(
        "exchanges",
        "Exchanges",
        "What one side gives and the other receives.",
        (
            ("giver", "Giver"),
            ("receiver", "Receiver"),
            ("items", "Items"),
            ("sectors", "Sectors"),
            ("period", "When"),
        ),
    ),
    Section(
        "drivers",
        "Drivers",
        "Motives that the documents name: what is gained, needed, feared or bears on the choice.",
        pill="role",
    ),
    Section(
        "commitments",
        "Commitments",
        "What was promised, and what became of it.",
        (("parties", "Parties"), ("status_evidence", "Fate shown by")),
        pill="status",
    ),
    Section(
        "breadth",
        "Breadth",
        "How widely contacts are spread over counterparts.",
        (
            ("effective_number", "Effective number of counterparts"),
            ("counterparts", "Contacts"),
            ("entered", "Entered"),
            ("left", "Left"),
        ),
    ),
    Section(
        "calendar",
        "Calendar",
        "Planned occasions, and the forecasts that hinge on them.",
        (("hinges", "Hinges on it"),),
        pill="status",
    ),
    Section(
        "outlook",
        "Outlook",
        "Forecasts that the documents make. The interval is what the phrase stands for, "
        "not this program's own estimate.",
        (
            ("likelihood", "Likelihood"),
            ("phrase", "Phrase"),
            ("condition", "Condition"),
            ("reading", "Read as"),
            ("window", "Window"),
            ("resolution_rule", "Resolution"),
        ),
    ),
    Section(
        "indicators",
        "What would decide it",
        "What the rules of open forecasts still wait for, that first on which most forecasts hang.",
        (
            ("n_forecasts", "Forecasts"),
            ("speakers", "By"),
            ("resolution_rule", "Resolution"),
        ),
    ),
    Section(
        "expectations",
        "What the model expects",
        "Counts of a dataset carried forward; this program's own numbers. Words follow from the "
        "numbers by the table of phrases. Where the model did no better than a plain baseline, the "
        "baseline is shown.",
        (("forecaster", "Forecaster"), ("dataset", "Dataset")),
        pill="word",
    ),
    Section(
        "scenarios",
        "Scenarios",
        "What would differ under an assumption, as far as the data tell; foretelling is not "
        "causing.",
        (("ran_on", "Run on"), ("dataset", "Dataset"), ("changed", "Changed since")),
    ),
    Section(
        "track_records",
        "How these sources did",
        "Forecasts of the authors and publishers quoted that have been resolved, with their score.",
        (("n", "Scored"), ("n_void", "Void"), ("n_open", "Not resolved")),
    ),
    Section(
        "recommendations",
        "Levers",
        "What the documents advise, to whom.",
        (("addressee", "Addressee"), ("toward", "Towards"), ("speaker", "Speaker")),
    ),
    Section(
        "channels",
        "Channels",
        "Indirect ways where the direct one is closed.",
        (("via", "By way of"), ("score", "Score"), ("legs", "Legs"), ("next_date", "Next date")),
    ),
    Section(
        "contested",
        "Contested",
        "What one side asserts and another denies; both stand.",
        (("asserted_by", "Asserted by"), ("denied_by", "Denied by")),
    ),
)
PRINTED = (
    "takeaways",
    "portfolio",
    "events",
    *(section.key for section in SECTIONS),
    "publications",
    "rejected",
)


def printed(briefing: Briefing) -> tuple[str, ...]:
    """The lists in the order in which pages print them; a reader's own order where there is one."""
    return PRINTED if briefing.order == LISTS else briefing.order


def facts_of(
    section: Section, item: Item, *, names: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """The facts of a line as ``(field, label, plain text)``, empty ones left out.

    References to other lines (``hinges``, ``against``) are counted, not spelled out; a renderer
    that can link them reads the ids from the fields.
    """
    facts = []
    for field, label in section.facts:
        text = _fact(field, item, names=names)
        if text and text != ABSENT:
            facts.append((field, label, text))
    return facts


def pill_of(section: Section, item: Item) -> str:
    """The word that sorts a line, empty where the list has none."""
    return str(item.fields.get(section.pill) or "") if section.pill else ""


def _fact(field: str, item: Item, *, names: Mapping[str, str]) -> str:
    fields = item.fields
    if field == "period":
        return plain_period(item)
    if field == "hinges":
        count = len(references(item, "hinges"))
        return f"{count} forecast{'s' if count != 1 else ''}" if count else ""
    if field == "against":
        return "the act" if references(item, "against") else ""
    if field == "condition" and str(fields.get(field) or "") in item.text:
        return ""
    if field == "status_evidence":
        return "later report" if fields.get(field) else ""
    if field == "window":
        text = plain(field, fields.get(field), names=names)
        return f"{text} (derived)" if text and fields.get("window_derived") else text
    if field in ("n_publishers", "n_reports") and not fields.get(field):
        return ""
    return plain(field, fields.get(field), names=names)


def references(item: Item, field: str) -> tuple[str, ...]:
    """The ids of other lines that a field holds."""
    value = item.fields.get(field)
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(str(part) for part in value) if isinstance(value, list | tuple) else ()


def plain_period(item: Item) -> str:
    """``begins_on`` and ``ends_on`` of a line as a period."""
    begins, ends = item.fields.get("begins_on"), item.fields.get("ends_on")
    return when(
        begins if isinstance(begins, date) else None, ends if isinstance(ends, date) else None
    )
