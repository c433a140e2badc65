"""Silences in one plain sentence each, as lines of the list ``omissions``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from detente.model import Evidence, Item
from detente.signals.expected_acts import Silence
from detente.signals.ground import make_item
from detente.signals.missing_mentions import MissingMention
from detente.signals.wording import listing, period, sentence

Named = Callable[[str], str]


def silence_line(silence: Silence, *, named: Named) -> Item:
    """One line with the newest rows before the silence.

    Args:
        named: the name of an actor code as it stands inside a sentence.
    """
    one, other = named(silence.source), named(silence.target)
    sector = f"{silence.sector} " if silence.sector else ""
    who = f"of {one} towards {other}" if silence.directed else f"between {one} and {other}"
    expected = f"{_number(silence.expected)} {sector}acts {who}"
    text = (
        f"{_when(silence.begins_on, silence.ends_on, silence.open)} {silence.dataset} has no "
        f"{sector}act {who}; {_number(silence.expected)} were to be expected "
        f"({listing(silence.reasons)}) while its sources reported ({silence.watched:.0f} days of "
        f"usual coverage): a surprise of {silence.bits:.0f} bits"
    )
    fields = _fields(silence.begins_on, silence.bits, silence.expected) | {
        "actor": silence.source,
        "counterpart": silence.target,
        "expected": expected,
        "ends_on": None if silence.open else silence.ends_on,
        "reasons": silence.reasons,
    }
    cited = (Evidence(dataset=silence.dataset, row=row) for row in silence.rows)
    return make_item("omissions", sentence(text), evidence=cited, fields=fields)


def mention_line(missing: MissingMention, *, actor: str, named: Named) -> Item:
    """One line with the newest sentences that mention what is no longer mentioned.

    Args:
        actor: code of the state looked from.
        named: the name of an actor code as it stands inside a sentence.
    """
    topic = named(missing.topic) if missing.is_actor else f"{missing.topic} relations"
    text = (
        f"{_when(missing.begins_on, missing.ends_on, True)} {missing.publisher} has not mentioned "
        f"{topic} in {missing.documents} documents, though {_number(missing.expected)} were to be "
        f"expected ({100 * missing.share:.0f} in 100 did before): a surprise of "
        f"{missing.bits:.0f} bits"
    )
    fields = _fields(missing.begins_on, missing.bits, missing.expected) | {
        "actor": actor,
        "counterpart": missing.topic if missing.is_actor else "",
        "expected": f"{_number(missing.expected)} mentions of {topic} by {missing.publisher}",
        "ends_on": None,
        "reasons": (f"{100 * missing.share:.0f} in 100 documents mentioned it before",),
    }
    return make_item("omissions", sentence(text), evidence=missing.evidence, fields=fields)


def _fields(begins_on: date, bits: float, number: float) -> dict[str, object]:
    return {"begins_on": begins_on, "bits": round(bits, 1), "expected_number": round(number, 1)}


def _when(begins_on: date, ends_on: date, open_ended: bool) -> str:
    if open_ended:
        return f"from {period(begins_on, begins_on)} up to {period(ends_on, ends_on)}"
    return f"from {period(begins_on, begins_on)} to {period(ends_on, ends_on)}"


def _number(expected: float) -> str:
    return f"{expected:.0f}" if expected >= 10 else f"{expected:.1f}"
