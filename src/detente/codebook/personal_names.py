"""Written forms of a person's name: hyphens, diacritics, family name alone."""

from __future__ import annotations

import unicodedata

# Letters that NFKD leaves whole although English texts write them plain.
PLAIN = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss"}
    | {"æ": "ae", "Æ": "Ae", "ð": "d", "þ": "th", "ʻ": "'", "ə": "a", "Ə": "A"}
)
STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-", "\xa0": " "})


def straight(form: str) -> str:
    """The form with straight apostrophes, plain hyphens and single spaces.

    >>> straight("People’s Assembly")
    "People's Assembly"
    """
    return " ".join(form.translate(STRAIGHT).split()) if not form.isascii() else form


def plain(form: str) -> str:
    """The form without diacritics, as English texts often write it.

    >>> plain("Erdoğan"), plain("Støre"), plain("Wałęsa")
    ('Erdogan', 'Store', 'Walesa')
    """
    if form.isascii():
        return form
    spread = unicodedata.normalize("NFKD", form.translate(PLAIN))
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def spellings(name: str) -> tuple[str, ...]:
    """The name as written and its usual variants, without repeats.

    A hyphenated given name also comes apart and with a capital after the hyphen.

    >>> spellings("Moon Jae-in")
    ('Moon Jae-in', 'Moon Jae In', 'Moon Jae-In')
    >>> spellings("José Mujica")
    ('José Mujica', 'Jose Mujica')
    """
    forms = [name]
    if any("-" in word and word[:1].isupper() for word in name.split()):
        parts = [part[:1].upper() + part[1:] for part in name.split("-")]
        forms += [" ".join(parts), "-".join(parts)]
    forms += [plain(form) for form in forms]
    return tuple(dict.fromkeys(forms))


def family_name(name: str, given: str) -> str:
    """The family name: the one that the table gives, else the last word of the name.

    >>> family_name("Emmanuel Macron", ""), family_name("Xi Jinping", "Xi")
    ('Macron', 'Xi')
    """
    return given or name.split()[-1]
