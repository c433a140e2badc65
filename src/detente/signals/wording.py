"""Plain words for a line: names with their article, periods as a reader writes them, quotations."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

_YEAR = "January February March April May June July August September October November December"
MONTHS = _YEAR.split()
LONGEST_QUOTE_CHARS = 110
_WITH_ARTICLE = re.compile(
    r"^(?:United |Democratic |Central African|Czech Rep|Dominican Rep|European Union|Gulf |"
    r"Arab League|African Union|Holy See|World |International |Islamic State|West$)|"
    r"(?:Emirates|Philippines|Netherlands|Maldives|Bahamas|Seychelles|Comoros|Islands|Gambia|"
    r"Union|Nations|Council|Organi[sz]ation|Houthis|Taliban)$"
)
_ACRONYM = re.compile(r"^(?:UN|EU|UK|US|USA|UAE|IAEA|IMF|WTO|WHO|ICC|ICJ|OSCE|SCO|GCC)$")
_EDGES = " \t\n,;:—–-.…"
_TRAILING = re.compile(
    r"[\s,;:—–-]++(?:and|but|or|while|that|to|of|the|with|by|as|yet|where|which|who|when|"
    r"after|before|because|for|in|on|from)$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:(?:and|but|while|or|although|when|as(?! (?:long|soon|far|much) as)|that|however|"
    r"meanwhile|nevertheless|conversely|simultaneously|consequently)\b[\s,]*|[,;:—–-]\s*)+",
    re.IGNORECASE,
)


def with_article(name: str) -> str:
    """A name as it stands inside a sentence.

    >>> with_article("United States"), with_article("Laos")
    ('the United States', 'Laos')
    """
    if name.lower().startswith("the ") or not (_WITH_ARTICLE.search(name) or _ACRONYM.match(name)):
        return name
    return f"the {name}"


def listing(parts: Iterable[str], word: str = "and") -> str:
    """Join words as a sentence does.

    >>> listing(["energy", "food", "technology"])
    'energy, food and technology'
    """
    items = list(dict.fromkeys(parts))
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def sentence(text: str) -> str:
    """A line as a sentence: single spaces, a capital first letter, a full stop."""
    line = " ".join(text.split()).strip()
    line = line[:1].upper() + line[1:]
    return line if line.endswith((".", "!", "?", ".”", "?”", "!”")) else f"{line}."


def period(begins: date | None, ends: date | None) -> str:
    """A period at the precision that its ends show; empty where both are missing.

    >>> period(date(2025, 6, 1), date(2025, 6, 30)), period(date(2025, 1, 1), date(2025, 12, 31))
    ('June 2025', '2025')
    >>> period(date(2025, 10, 21), date(2025, 10, 31))
    '21 to 31 October 2025'
    """
    first, last = begins or ends, ends or begins
    if first is None or last is None:
        return ""
    if first == last:
        return f"{first.day} {MONTHS[first.month - 1]} {first.year}"
    if first.day != 1 or (last + timedelta(days=1)).day != 1:
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day} to {period(last, last)}"
        return f"{period(first, first)} to {period(last, last)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{MONTHS[first.month - 1]} {first.year}"
    if first.month == 1 and last.month == 12:
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    opening = MONTHS[first.month - 1] + ("" if first.year == last.year else f" {first.year}")
    return f"{opening} to {MONTHS[last.month - 1]} {last.year}"


def in_period(begins: date | None, ends: date | None) -> str:
    """An adverbial of time: "in June 2025", "on 4 June 2025", "from March to May 2024".

    Empty where there is no date.
    """
    when = period(begins, ends)
    if not when:
        return ""
    if (begins or ends) == (ends or begins):
        return f"on {when}"
    return f"from {when}" if " to " in when else f"in {when}"


def shortened(text: str, limit: int = LONGEST_QUOTE_CHARS) -> str:
    """One line of at most `limit` characters, cut between words and marked with an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return line[: limit - 1].rsplit(" ", 1)[0].rstrip(_EDGES) + " …"


def unquoted(text: str, limit: int = LONGEST_QUOTE_CHARS) -> str:
    """Words of a document on one line, without a leading or trailing conjunction or comma.

    >>> unquoted(", and the ferry lines were closed while")
    'the ferry lines were closed'
    """
    line = _LEADING.sub("", " ".join(text.split()).strip(_EDGES)).strip(_EDGES)
    return shortened(_TRAILING.sub("", line).strip(_EDGES), limit)


def quoted(text: str, limit: int = LONGEST_QUOTE_CHARS) -> str:
    """Words as a quotation inside a line; quotation marks within become single ones.

    >>> quoted('and called it a "principal rival",')
    '“called it a ‘principal rival’”'
    """
    line = re.sub(r"[\"“]([^\"“”]*)[\"”]", r"‘\1’", unquoted(text, limit))
    return f"“{line.replace(chr(34), '').replace('“', '‘').replace('”', '’')}”" if line else ""


def three_digits(number: float) -> str:
    """A number with three digits that count and a true minus, never as a power of ten.

    >>> three_digits(1019.6), three_digits(-32.49), three_digits(0.00412), three_digits(12.0)
    ('1,020', '−32.5', '0.00412', '12')
    """
    if not number or not math.isfinite(number):
        return f"{number:g}".replace("-", "−")
    decimals = max(0, 2 - math.floor(math.log10(abs(number))))
    written = f"{number:,.{decimals}f}"
    shortest = written.rstrip("0").rstrip(".") if decimals else written
    return shortest.replace("-", "−")


def a_month(rate: float) -> str:
    """How many acts a month: one decimal, of a rare one the first digit that is none.

    >>> a_month(12.34), a_month(0.0), a_month(0.0042)
    ('12.3', '0', '0.004')
    """
    if rate >= 0.1 or rate <= 0.0:
        return f"{rate:.1f}" if rate > 0.0 else "0"
    return f"{rate:.{-math.floor(math.log10(rate))}f}"


def signed(level: float) -> str:
    """A level with its sign, one decimal.

    >>> signed(-3.14), signed(2.0), signed(-0.01)
    ('−3.1', '+2.0', '0.0')
    """
    rounded = f"{abs(level):.1f}"
    return rounded if rounded == "0.0" else f"{'+' if level > 0 else '−'}{rounded}"


def days(number: int) -> str:
    """A lag in words.

    >>> days(1), days(12), days(0)
    ('the following day', '12 days later', 'the same day')
    """
    if number == 0:
        return "the same day"
    return "the following day" if number == 1 else f"{number} days later"


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Values in order, each once, without empty ones."""
    return tuple(dict.fromkeys(value for value in values if value))


def earliest(values: Iterable[date | None]) -> date | None:
    """The first of the days that are known."""
    return min((value for value in values if value), default=None)


def joined_text(values: Sequence[str]) -> str:
    """Values as one string, for ids."""
    return "\x1f".join(values)
